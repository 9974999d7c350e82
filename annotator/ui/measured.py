"""Owns what was measured in a font, remembered: every key paints the same cells again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QFont, QFontMetrics

from annotator.ui import cuts

_KEPT = 2000
"""How many measured words are remembered of each font."""


class Measured:
    """A font with the widths of words in it, and with words already cut to the room there was."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._widths: dict[str, int] = {}
        self._cut: dict[tuple[str, int, Callable[..., str]], str] = {}

    def width(self, words: str) -> int:
        """How wide words are, in pixels."""
        if words not in self._widths:
            _make_room(self._widths)
            self._widths[words] = self._metrics.horizontalAdvance(words)
        return self._widths[words]

    def cut(self, words: str, room: int, *, is_inside: bool = False) -> str:
        """As much of words as there is room for, their beginning kept or (``is_inside``) both ends."""
        return self._kept(words, room, cuts.inside if is_inside else cuts.cut)

    def cut_front(self, words: str, room: int) -> str:
        """As much of words as there is room for, their end kept."""
        return self._kept(words, room, _front)

    def _kept(self, words: str, room: int, cut: Callable[..., str]) -> str:
        key = words, room, cut
        if key not in self._cut:
            _make_room(self._cut)
            self._cut[key] = cut(words, room=room, width=self._metrics.horizontalAdvance)
        return self._cut[key]


_front = partial(cuts.cut, is_front=True)


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
