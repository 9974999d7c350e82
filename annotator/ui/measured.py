"""Owns what was measured in a font, remembered: every key paints the same cells again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from annotator.ui.shortened import shorten, shorten_inside

_KEPT = 2000
"""How many measured words are remembered of each font."""


class Measured:
    """A font with the widths of words in it, and with words already cut to the room there was."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._widths: dict[str, int] = {}
        self._cut: dict[tuple[str, int, bool], str] = {}
        self._elided: dict[tuple[str, int, Qt.TextElideMode], str] = {}

    def width(self, words: str) -> int:
        """How wide words are, in pixels."""
        if words not in self._widths:
            _make_room(self._widths)
            self._widths[words] = self._metrics.horizontalAdvance(words)
        return self._widths[words]

    def cut(self, words: str, room: int, *, is_inside: bool = False) -> str:
        """As much of words as there is room for, their ends kept or (``is_inside``) both."""
        key = words, room, is_inside
        if key not in self._cut:
            _make_room(self._cut)
            shortened = shorten_inside if is_inside else shorten
            self._cut[key] = shortened(words, self._metrics, room)
        return self._cut[key]

    def elided(self, words: str, room: int, mode: Qt.TextElideMode) -> str:
        """As Qt cuts them, at the end that ``mode`` names."""
        key = words, room, mode
        if key not in self._elided:
            _make_room(self._elided)
            self._elided[key] = self._metrics.elidedText(words, mode, room)
        return self._elided[key]


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
