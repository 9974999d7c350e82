"""Owns the conversion between code point offsets and the UTF-16 offsets that Qt counts in."""

from __future__ import annotations

import re
from bisect import bisect_left

from annotator.model.spans import Fragment

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Both countings of one text.

    ``*_qt`` offsets count UTF-16 code units, all others code points; an astral character (𠮷, 👨) is
    two units and one code point.  Building it is linear, every conversion logarithmic in the number
    of astral characters.  Positions outside the text are a caller's bug and raise ValueError.
    """

    __slots__ = ("_astral", "_astral_qt", "length", "length_qt")

    def __init__(self, text: str) -> None:
        """Count the text's astral characters once."""
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral_qt = [start + before for before, start in enumerate(self._astral)]
        self.length = len(text)
        self.length_qt = self.length + len(self._astral)

    def to_qt(self, position: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        if not 0 <= position <= self.length:
            raise ValueError(f"code point offset {position} is outside 0..{self.length}")
        return position + bisect_left(self._astral, position)

    def from_qt(self, position_qt: int) -> int:
        """Return the code point offset of a UTF-16 offset; inside a surrogate pair it rounds down."""
        if not 0 <= position_qt <= self.length_qt:
            raise ValueError(f"UTF-16 offset {position_qt} is outside 0..{self.length_qt}")
        return position_qt - bisect_left(self._astral_qt, position_qt)

    def span_from_qt(self, start_qt: int, end_qt: int) -> Fragment:
        """Return the code point range of a UTF-16 range; each end inside a pair rounds down."""
        return self.from_qt(start_qt), self.from_qt(end_qt)
