"""Owns what is shown in place of characters that a Qt document would take for its own marks.

QTextDocument begins a new block at U+000A, U+000D, U+2029, U+FDD0 and U+FDD1, swallows the LF after
a CR, and lays direction overrides out of order; on the way to it a leading U+FEFF is lost.  Each of
them, except LF, is shown as a stand-in of the same length in UTF-16, so every position on screen is
one of the stored text.
"""

from __future__ import annotations

import re

_STRANGE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff"
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
)
_LINE_BREAK = "\u2028"
_NO_WIDTH = "\u2060"
_UNKNOWN = "\ufffd"


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    # Word's manual line break (VT) and NEL end a line without ending the paragraph.
    if character in "\x0b\x85":
        return _LINE_BREAK
    if character == "\u2029":
        return "¶"
    if character == "\ufeff":
        return _NO_WIDTH
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    return _UNKNOWN


def display_text(text: str) -> str:
    """Return the text as it may be given to Qt: the same length in code points and in UTF-16.

    Only for showing: whatever is read off the screen is sliced from ``text`` itself.  U+2028 stays,
    Qt breaks the line there as it should.
    """
    return _STRANGE.sub(_stand_in, text)
