"""Owns the type of a page of the manual: headings, lists, tables, keys and other words in backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
    QTextTableCellFormat,
)

from annotator.manual import is_key
from annotator.ui.models.wording import key_words
from annotator.ui.theme import Theme, chrome_font

KEY, CODE = 1, 2
"""What stands in backticks: a key, or other words."""
HAND_DRAWN = QTextListFormat.Style.ListStyleUndefined
"""The style of lists whose bullets the sheet draws."""

_LEADING = 140.0
_IN_BACKTICKS = re.compile(r"`([^`]+)`")
_NARROW = "\u202f"
_WIDE = "\u2002"
"""Between two keys that stand side by side: their caps must not touch."""
_BETWEEN_CAPS = re.compile(r"(?<=`) (?=`)")


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the blocks of a document, those in tables too."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


class Typesetter:
    """Sets Markdown of ours into a document whose default font is the page's."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._theme = theme
        self._em = float(document.defaultFont().pixelSize())

    def set_markdown(self, markdown: str) -> None:
        """Set the text: its first block is the title, its second one the summary."""
        features = QTextDocument.MarkdownFeature
        self._document.setMarkdown(
            _IN_BACKTICKS.sub(_spaced, _BETWEEN_CAPS.sub(_WIDE, markdown)),
            features.MarkdownDialectGitHub | features.MarkdownNoHTML,
        )
        self._typeset()

    def boxed(self) -> Iterator[tuple[int, int, int]]:
        """Yield the start and end of what stood in backticks, and whether it is a key."""
        for block in blocks(self._document):
            walk = block.begin()
            while not walk.atEnd():
                one = walk.fragment()
                kind = one.charFormat().property(QTextFormat.Property.UserProperty)
                if kind:
                    yield one.position(), one.position() + one.length(), kind
                walk += 1

    def _typeset(self) -> None:
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        around = self._document.rootFrame().frameFormat()
        around.setTopMargin(round(1.6 * self._em))
        around.setBottomMargin(round(2 * self._em))
        self._document.rootFrame().setFrameFormat(around)
        for n, block in enumerate(blocks(self._document)):
            cursor.setPosition(block.position())
            cursor.setBlockFormat(self._block_format(block, is_summary=n == 1))
            if block.textList() is not None:
                self._set_list(cursor, block)
            self._set_letters(cursor, block, is_summary=n == 1)
        for frame in self._document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)
        cursor.endEditBlock()

    def _block_format(self, block: QTextBlock, *, is_summary: bool) -> QTextBlockFormat:
        em, made = self._em, QTextBlockFormat(block.blockFormat())
        level = made.headingLevel()
        made.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        above, below = {1: (0.0, 0.3), 2: (1.1, 0.35)}.get(level, (0.0, 0.45))
        if block.textList() is not None:
            following = block.next().textList()
            is_last = following is None or following.objectIndex() != block.textList().objectIndex()
            below = 0.45 if is_last else 0.1
        elif QTextCursor(block).currentTable() is not None:
            below = 0.0
        elif is_summary:
            below = 0.8
        elif self._has_picture(block):
            made.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
            above, below = 0.5, 0.3
        made.setTopMargin(round(above * em))
        made.setBottomMargin(round(below * em))
        made.setLeftMargin(0)
        return made

    def _set_list(self, cursor: QTextCursor, block: QTextBlock) -> None:
        """Figures are quiet; bullets are drawn by hand, since Qt's are heavy and touch the words."""
        made = QTextCharFormat()
        self._be_of_size(made, 0)
        made.setForeground(QColor(self._theme.dim))
        cursor.setBlockCharFormat(made)
        shape = block.textList().format()
        if shape.style() == QTextListFormat.Style.ListDisc:
            shape.setStyle(HAND_DRAWN)
            block.textList().setFormat(shape)

    @staticmethod
    def _has_picture(block: QTextBlock) -> bool:
        walk = block.begin()
        while not walk.atEnd():
            if walk.fragment().charFormat().isImageFormat():
                return True
            walk += 1
        return False

    def _set_letters(self, cursor: QTextCursor, block: QTextBlock, *, is_summary: bool) -> None:
        """Give every stretch of a block its letters, by what Markdown said of it."""
        stretches = []
        walk = block.begin()
        while not walk.atEnd():
            stretches.append(walk.fragment())
            walk += 1
        level = block.blockFormat().headingLevel()
        is_first_row = self._is_table_head(block)
        for one in stretches:
            said = one.charFormat()
            if said.isImageFormat():
                continue
            made = QTextCharFormat()
            made.setForeground(QColor(self._theme.dim if is_summary else self._theme.ink))
            self._be_of_size(made, level)
            if said.fontItalic() or is_first_row:
                self._be_caption(made)
            elif said.fontWeight() > QFont.Weight.Normal or level:
                made.setFontWeight(QFont.Weight.Bold)
            if said.isAnchor():
                made.setAnchor(True)
                made.setAnchorHref(said.anchorHref())
                made.setFontUnderline(True)
                made.setUnderlineColor(QColor(self._theme.dim))
            if said.fontFixedPitch():
                self._be_code(made, one.text())
            cursor.setPosition(one.position())
            cursor.setPosition(one.position() + one.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(made)

    def _be_of_size(self, made: QTextCharFormat, level: int) -> None:
        sizes = self._theme.sizes
        pixels = {1: sizes.title, 2: sizes.heading}.get(level, sizes.page)
        made.setProperty(QTextFormat.Property.FontPixelSize, sizes.px(pixels))

    def _be_caption(self, made: QTextCharFormat) -> None:
        made.setForeground(QColor(self._theme.dim))
        self._be_chrome(made, self._theme.sizes.small)

    def _be_code(self, made: QTextCharFormat, words: str) -> None:
        if is_key(_written(words)):
            made.setProperty(QTextFormat.Property.UserProperty, KEY)
            self._be_chrome(made, self._theme.sizes.small)
        else:
            made.setProperty(QTextFormat.Property.UserProperty, CODE)
            self._be_chrome(made, self._theme.sizes.chrome)

    def _be_chrome(self, made: QTextCharFormat, pixels: int) -> None:
        made.setFontFamilies(chrome_font(self._theme).families())
        made.setProperty(QTextFormat.Property.FontPixelSize, pixels)

    @staticmethod
    def _is_table_head(block: QTextBlock) -> bool:
        cursor = QTextCursor(block)
        table = cursor.currentTable()
        return table is not None and table.cellAt(cursor).row() == 0

    def _set_table(self, table: QTextTable) -> None:
        """Hairlines between rows, nothing else."""
        made = table.format()
        made.setBorder(0)
        made.setBorderCollapse(True)
        made.setCellPadding(0)
        made.setCellSpacing(0)
        made.setTopMargin(round(0.2 * self._em))
        made.setBottomMargin(round(0.6 * self._em))
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(made)
        padding = round(0.38 * self._em)
        for row in range(table.rows()):
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                shape = QTextTableCellFormat()
                shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
                shape.setTopPadding(padding)
                shape.setBottomPadding(padding)
                shape.setRightPadding(round(0.8 * self._em))
                shape.setBottomBorder(1)
                shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setBottomBorderBrush(QBrush(QColor(self._theme.line)))
                cell.setFormat(shape)


def _spaced(found: re.Match[str]) -> str:
    """A key worded as on every key cap, with room for the cap around it."""
    if is_key(found[1]):
        return f"`{_NARROW * 2}{key_words(found[1])}{_NARROW * 2}`"
    return f"`{_NARROW}{found[1]}{_NARROW}`"


def _written(words: str) -> str:
    """A key as the manual writes it, from how it is worded on its cap."""
    return words.strip(_NARROW)
