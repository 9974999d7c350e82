"""Owns how a report is set: leading, indents, headings, blank lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from annotator.text.cleaning import clean
from annotator.text.offsets import Utf16Map
from annotator.ui.theme import Sizes

Heading = tuple[int, int, int]
"""``(start, end, depth)`` of a heading's words; depth 0 is the report's title, 1 is 一、, 2 （一）…"""

LEADING = 140.0
"""Per cent of the font's own line height, which is large: about double leading."""

_BLANKS = {"\u3000": 1.0, "\t": 2.0, " ": 0.25, "\xa0": 0.25, "\u2002": 0.5, "\u2003": 1.0}
"""Ems a leading blank takes."""


def em_of(block: QTextBlock, *, em: float, sizes: Sizes) -> float:
    """Return the width of an ideograph in a block of a page whose running text has ``em``."""
    return em * _scale(block.userState(), sizes)


def _scale(depth: int, sizes: Sizes) -> float:
    pixels = {0: sizes.title, 1: sizes.heading}.get(depth, sizes.page)
    return pixels / sizes.page


def paragraph_format(em: float, *, indent: float = 2.0) -> QTextBlockFormat:
    """Return the format of running text; ``indent`` is that of the first line, in ems."""
    made = QTextBlockFormat()
    made.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setTextIndent(indent * em)
    made.setBottomMargin(round(0.25 * em))
    return made


def _blank_format(em: float) -> QTextBlockFormat:
    made = paragraph_format(em)
    made.setLineHeight(em * 0.75, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setBottomMargin(0)
    return made


def _heading_format(depth: int, em: float, *, blanks: float) -> QTextBlockFormat:
    # Headings stand at the edge, also those that begin with blanks: those hang in the margin.
    made = paragraph_format(em, indent=(2.0 if depth >= 3 else 0.0) - blanks)
    made.setTopMargin(round(em * {1: 1.0, 2: 0.5}.get(depth, 0.0)))
    made.setBottomMargin(round(em * {0: 0.5, 1: 0.25, 2: 0.1}.get(depth, 0.25)))
    return made


def _letters(depth: int, *, em: float, sizes: Sizes) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold if depth <= 2 else QFont.Weight.DemiBold)
    if _scale(depth, sizes) != 1.0:
        made.setProperty(QTextCharFormat.Property.FontPixelSize, round(em * _scale(depth, sizes)))
    return made


def typeset(
    document: QTextDocument,
    shown: str,
    *,
    units: Utf16Map,
    headings: Sequence[Heading],
    em: float,
    sizes: Sizes,
) -> None:
    """Set a text into a new document that no widget shows yet, so that it is laid out only once.

    ``shown`` holds nothing that Qt would interpret (``display_text``) and is inserted as plain text;
    headings are code points of it.
    """
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setBlockFormat(paragraph_format(em))
    cursor.insertText(shown)
    _set_indents(cursor, shown, units=units, em=em)
    for heading in headings:
        _set_heading(cursor, shown, heading, units=units, em=em, sizes=sizes)
    cursor.endEditBlock()


def _set_indents(cursor: QTextCursor, shown: str, *, units: Utf16Map, em: float) -> None:
    """Count the blanks a paragraph begins with towards its indent; set blank lines low."""
    start = 0
    for line in shown.split("\n"):
        if not line or line[0] in _BLANKS:
            indent = max(0.0, 2.0 - _leading_blanks(line))
            is_blank = not line.strip()
            cursor.setPosition(units.to_qt(start))
            cursor.setBlockFormat(_blank_format(em) if is_blank else paragraph_format(em, indent=indent))
        start += len(line) + 1


def _leading_blanks(line: str) -> float:
    words = line.lstrip("".join(_BLANKS))
    return sum(_BLANKS[character] for character in line[: len(line) - len(words)])


def _set_heading(
    cursor: QTextCursor, shown: str, heading: Heading, *, units: Utf16Map, em: float, sizes: Sizes
) -> None:
    start, end, depth = heading
    line_start = shown.rfind("\n", 0, start) + 1
    line_end = shown.find("\n", start)
    line_end = len(shown) if line_end < 0 else line_end
    end = min(end, line_end)
    if end > start and _is_gloss(shown[end - 1 : line_end]):
        end = line_end
    is_alone = not shown[line_start:start].strip() and not shown[end:line_end].strip()
    if is_alone:
        cursor.setPosition(units.to_qt(start))
        blanks = _leading_blanks(shown[line_start:start])
        cursor.setBlockFormat(_heading_format(depth, em, blanks=blanks))
        cursor.block().setUserState(depth)
    cursor.setPosition(units.to_qt(start))
    cursor.setPosition(units.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
    # A heading that runs into its paragraph is only set bolder.
    cursor.setCharFormat(_letters(depth if is_alone else max(depth, 3), em=em, sizes=sizes))
    cursor.clearSelection()


def _is_gloss(tail: str) -> bool:
    """Whether behind its first character there is only how that is spoken: 領(lǐng)."""
    return tail[1:2] in ("(", "（") and len(clean(tail).text.rstrip()) == 1
