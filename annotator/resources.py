"""Owns where the packaged resources lie: tagsets, lexicons, catalogues, icons, manual, sample."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """Return a packaged file or folder, ``resource("tagsets", "rule-of-law.toml")``.

    The same in the wheel and in the checkout: ``resources/`` is the package ``annotator_resources``.
    """
    return files("annotator_resources").joinpath(*parts)


def read_text(*parts: str) -> str:
    """Return a packaged UTF-8 file's text."""
    return resource(*parts).read_text(encoding="utf-8")
