"""Owns what the page is told about one span: where it lies and what it should look like."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

from annotator.model.spans import Fragments

Style = Literal["fill", "underline", "bracket", "bar"]
"""How a layer is painted; a bar stands in the left margin, the others lie at the words."""

State = Literal["suggestion", "confirmed", "corrected", "rejected", "manual"]
"""``manual`` is made by hand: filled like ``confirmed``, its line thin and ending in a hook."""

DEEPEST = 3
"""The deepest level drawn apart; what lies deeper shares it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """One span to be painted.

    ``ref`` is the caller's own name for it, handed back by clicks; one page shows a ref once.
    ``fragments`` are code points of the text SHOWN (not of the original, when they differ); without
    any, it is not painted.  ``depth`` is the level among overlapping spans, 0 nearest the words;
    None lets the page stack them, short ones inside long ones.  ``words`` is the label's name,
    written beside bars; with ``is_named`` it stands on a flag behind the words, and no line under them.
    """

    ref: Hashable
    fragments: Fragments
    hue: str = "neutral"
    style: Style = "fill"
    state: State = "confirmed"
    depth: int | None = None
    is_current: bool = False
    words: str = ""
    is_named: bool = False

    @property
    def start(self) -> int:
        """Where the first fragment begins."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.fragments[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation to be shown between two paints, by ref; None where that end lies in another text.

    ``is_begun`` while somebody is only about to make it; ``words`` say what it is, to who points at it.
    """

    source: Hashable
    target: Hashable
    is_begun: bool = False
    words: str = ""
