"""Owns setting a name into the narrow margin beside a bar: whole, in one line or along the bar."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

LEAST = 11
"""Pixels of the smallest letters a name is set in."""
_SMALLEST = 0.75
_SMALLEST_IDEOGRAPH = 0.85
_FIRST_IDEOGRAPH = "\u2e80"
_FEWEST, _FEWEST_IDEOGRAPHS = 4, 1
"""So many letters of a name have to stand before its …, else it is left to the tool tip."""
_MORE = "…"
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
    usual = max(LEAST, font.pixelSize())
    for pixels in range(usual, max(LEAST, round(usual * share)) - 1, -1):
        smaller = QFont(font)
        smaller.setPixelSize(pixels)
        metrics = QFontMetricsF(smaller)
        if metrics.horizontalAdvance(words) <= width:
            return SetName(words, smaller, False, metrics.horizontalAdvance(words), metrics.height())
    along = QFont(font)
    along.setPixelSize(max(LEAST, usual - 1))
    return _along(words, along)


def _along(words: str, font: QFont) -> SetName:
    metrics = QFontMetricsF(font)
    if is_ideographic(words):
        height = font.pixelSize() * (_PITCH * (len(words) - 1) + 1.15)
        return SetName(words, font, True, font.pixelSize() + 2.0, height)
    return SetName(words, font, True, metrics.height(), metrics.horizontalAdvance(words) + 2.0)


def within(name: SetName, room: float) -> SetName | None:
    """Return a name along its bar, cut to the height that is there; None where next to nothing is left."""
    if not name.is_along or name.height <= room:
        return name
    fewest = _FEWEST_IDEOGRAPHS if is_ideographic(name.words) else _FEWEST
    for kept in range(len(name.words) - 1, fewest - 1, -1):
        cut = _along(name.words[:kept].rstrip() + _MORE, name.font)
        if cut.height <= room:
            return cut
    return None
