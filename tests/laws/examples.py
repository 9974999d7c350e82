"""Owns how many examples a law is tried with of which each takes seconds: a part of them in the suite, all of
them in a thorough run (``HYPOTHESIS_PROFILE=thorough``)."""

from __future__ import annotations

from hypothesis import settings


def a_part(of: int) -> settings:
    """Return settings with one example of so many."""
    whole = settings().max_examples
    is_thorough = whole >= settings.get_profile("thorough").max_examples
    return settings(max_examples=whole if is_thorough else whole // of)
