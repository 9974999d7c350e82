"""Owns the value that says what a number is in its sentence, and how the words before it are cut."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.frames.frame import Role

LISTED = re.compile("[一-鿿]{0,8}?、|[和及与]|以及|或")
BREAK = re.compile("[，,。；;：:\n！？]")
STRONG = re.compile("[；;。\n！？]")
NEAR = 10
"""Numbers before one that are looked at for its whole or base."""
REACH = 60
"""Characters before a number, or after the one before, that are read for its role."""
SHARED_KINDS = ("percent", "fraction")


class Place(NamedTuple):
    """What a number is in its sentence; ``whole`` and ``bases`` are indexes of mentions."""

    role: Role
    whole: int | None = None
    bases: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


LEVEL = Place(role="level")
PLAN = Place(role="plan")
CHANGE = Place(role="change")
DURATION = Place(role="duration")
RANK = Place(role="rank")
