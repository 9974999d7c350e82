"""Owns setting a name into the narrow margin beside a bar: whole, in one line or along the bar."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

LEAST = 9
"""Pixels of the smallest letters a name is set in."""
_SMALLEST = 0.75
_SMALLEST_IDEOGRAPH = 0.85
_FIRST_IDEOGRAPH = "\u2e80"
_PITCH = 1.12
"""From one ideograph to the one under it, in heights of an ideograph."""


class SetName(NamedTuple):
    """A name as it is set; ``is_along`` says that it runs along its bar and not beside its first line."""

    words: str
    font: QFont
    is_along: bool
    width: float
    height: float

    @property
    def is_stacked(self) -> bool:
        """Whether its characters stand one under the other; other scripts are turned as a whole."""
        return self.is_along and is_ideographic(self.words)

    @property
    def pitch(self) -> float:
        """From one stacked character to the next."""
        return self.font.pixelSize() * _PITCH


def is_ideographic(words: str) -> bool:
    """Whether words may be set from above to below."""
    return any(letter >= _FIRST_IDEOGRAPH for letter in words)


def set_name(words: str, width: float, font: QFont) -> SetName:
    """Return a name in one line of that width, a little smaller where it must be; else along its bar."""
    share = _SMALLEST_IDEOGRAPH if is_ideographic(words) else _SMALLEST
    usual = font.pixelSize()
    for pixels in range(usual, max(LEAST, round(usual * share)) - 1, -1):
        smaller = QFont(font)
        smaller.setPixelSize(pixels)
        metrics = QFontMetricsF(smaller)
        if metrics.horizontalAdvance(words) <= width:
            return SetName(words, smaller, False, metrics.horizontalAdvance(words), metrics.height())
    along = QFont(font)
    along.setPixelSize(max(LEAST, usual - 1))
    metrics = QFontMetricsF(along)
    if is_ideographic(words):
        height = along.pixelSize() * (_PITCH * (len(words) - 1) + 1.15)
        return SetName(words, along, True, along.pixelSize() + 2.0, height)
    return SetName(words, along, True, metrics.height(), metrics.horizontalAdvance(words) + 2.0)
