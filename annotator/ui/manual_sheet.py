"""Owns how a page of the manual is set: its type, key caps under the keys, pictures that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
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
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from annotator.i18n import language, tr
from annotator.manual import ManualPage, is_key
from annotator.resources import resource
from annotator.ui.models.wording import key_words
from annotator.ui.painting.column import WIDEST
from annotator.ui.theme import Theme, chrome_font, page_font, page_palette

_LEADING = 140.0
_CODE = re.compile(r"`([^`]+)`")
_PICTURE = re.compile(r"^!\[(.*)\]\((pictures/([a-z][a-z0-9-]*)\.png)\)$", re.MULTILINE)
_MARGIN = 32
_NARROW = "\u202f"
_GAP = "\u00a0"
_HAND_DRAWN = QTextListFormat.Style.ListStyleUndefined


def picture_bytes(name: str, *, look: str = "light") -> bytes | None:
    """Return a packaged picture, in the language in use and the look where there are several, or None."""
    for file in (f"{name}-{language()}-{look}.png", f"{name}-{language()}.png", f"{name}.png"):
        place = resource("manual", "pictures", file)
        if place.is_file():
            return place.read_bytes()
    return None


class ManualSheet(QTextBrowser):
    """One page of the manual, to read, to select from and to follow links in."""

    page_wanted = Signal(str, str)
    """A link was followed: the id of a page, and the title of a section or ""."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: ManualPage | None = None
        self._keys: list[tuple[int, int]] = []
        self._measure = 0
        self.setAccessibleName(tr("ui.manual.page"))
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAutoFillBackground(True)
        self.anchorClicked.connect(self._follow)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours and type of a theme."""
        self._theme = theme
        # A style sheet that was set anew has given the viewport a palette of its own.
        for part in (self, self.viewport()):
            part.setPalette(page_palette(theme))
        self.setFont(page_font(theme, zoom=theme.sizes.factor))
        self._set_again()

    def show_page(self, page: ManualPage, section: str = "") -> None:
        """Show a page from its beginning, or from the heading of a section."""
        self._page = page
        self._set()
        self.go_to(section)

    def go_to(self, section: str) -> None:
        """Bring the heading of a section to the top; "" is the beginning."""
        place = next((one for one in self._blocks() if section and self._is_heading(one, section)), None)
        bar = self.verticalScrollBar()
        bar.setValue(0)
        if place is not None:
            bar.setValue(round(self.document().documentLayout().blockBoundingRect(place).top()) - 8)
        cursor = QTextCursor(place or self.document().begin())
        self.setTextCursor(cursor)

    @staticmethod
    def _is_heading(block: QTextBlock, title: str) -> bool:
        return block.blockFormat().headingLevel() > 0 and block.text() == title

    def shown_section(self) -> str:
        """The title of the section that begins above the middle of what is in sight."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        layout, found = self.document().documentLayout(), ""
        for block in self._blocks():
            if layout.blockBoundingRect(block).top() > middle:
                break
            if block.blockFormat().headingLevel() > 1:
                found = block.text()
        return found

    def _follow(self, url: QUrl) -> None:
        """Only pages of the manual are opened; nothing outside is."""
        path = url.path()
        if not url.scheme() and not url.host() and path.endswith(".md"):
            self.page_wanted.emit(path.removesuffix(".md"), url.fragment())

    # Setting --------------------------------------------------------------------------------------

    @property
    def _em(self) -> float:
        return float(self.font().pixelSize())

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _set_again(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._set()
        bar.setValue(round(share * bar.maximum()))

    def _set(self) -> None:
        if self._page is None:
            return
        self._fit()
        page, document = self._page, self.document()
        # Pictures of another width would come from the document's memory.
        document.clear()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setIndentWidth(1.6 * self._em)
        features = QTextDocument.MarkdownFeature
        text = f"# {page.title}\n\n{page.summary}\n\n{page.body}"
        document.setMarkdown(
            _CODE.sub(_spaced, _PICTURE.sub(_captioned, text)),
            features.MarkdownDialectGitHub | features.MarkdownNoHTML,
        )
        self._typeset()

    def _typeset(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        around = self.document().rootFrame().frameFormat()
        around.setTopMargin(round(1.6 * self._em))
        around.setBottomMargin(round(2 * self._em))
        self.document().rootFrame().setFrameFormat(around)
        for n, block in enumerate(self._blocks()):
            cursor.setPosition(block.position())
            cursor.setBlockFormat(self._block_format(block, is_summary=n == 1))
            if block.textList() is not None:
                self._set_list(cursor, block)
            self._set_letters(cursor, block, is_summary=n == 1)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)
        cursor.endEditBlock()
        self._keys = list(self._found_keys())

    def _block_format(self, block: QTextBlock, *, is_summary: bool) -> QTextBlockFormat:
        em, made = self._em, QTextBlockFormat(block.blockFormat())
        level = made.headingLevel()
        made.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        above, below = {1: (0.0, 0.3), 2: (1.1, 0.35)}.get(level, (0.0, 0.45))
        if block.textList() is not None:
            below = 0.1 if block.next().textList() is not None else 0.45
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
            shape.setStyle(_HAND_DRAWN)
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
            made.setForeground(QColor(self._theme.ink))
            made.setProperty(QTextFormat.Property.UserProperty, True)
            self._be_chrome(made, self._theme.sizes.small)
        else:
            made.setBackground(QColor(self._theme.hue("neutral").tint))
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
        padding = round(0.3 * self._em)
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

    # Keys -----------------------------------------------------------------------------------------

    def _found_keys(self) -> Iterator[tuple[int, int]]:
        for block in self._blocks():
            walk = block.begin()
            while not walk.atEnd():
                one = walk.fragment()
                if one.charFormat().property(QTextFormat.Property.UserProperty):
                    yield one.position(), one.position() + one.length()
                walk += 1

    def caps(self) -> list[QRectF]:
        """Where the key caps lie, in the page's own coordinates."""
        found = []
        metrics = QFontMetricsF(chrome_font(self._theme, pixels=self._theme.sizes.small))
        rise, height = metrics.ascent() * 0.92, metrics.ascent() * 1.24
        for start, end in self._keys:
            left, right = self._place(start), self._place(end)
            found.append(QRectF(left.x(), left.y() - rise, right.x() - left.x(), height))
        return found

    def _place(self, position: int) -> QPointF:
        """Where a character begins, on its baseline."""
        block = self.document().findBlock(position)
        corner = self.document().documentLayout().blockBoundingRect(block).topLeft()
        line = block.layout().lineForTextPosition(position - block.position())
        if not line.isValid():
            return corner
        x = line.cursorToX(position - block.position())[0]  # type: ignore[index]
        return corner + QPointF(x, line.y() + line.ascent())

    def _bullets(self) -> Iterator[QPointF]:
        em = self._em
        for block in self._blocks():
            if block.textList() is not None and block.textList().format().style() == _HAND_DRAWN:
                yield self._place(block.position()) - QPointF(0.75 * em, 0.34 * em)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bullets and key caps, then let Qt set the words over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above = self.verticalScrollBar().value()
        seen = QRectF(event.rect()).translated(0, above)
        painter.translate(0, -above)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.dim))
        for place in self._bullets():
            painter.drawEllipse(place, 0.12 * self._em, 0.12 * self._em)
        radius = self._theme.sizes.radius
        for cap in self.caps():
            if cap.intersects(seen):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.line))
                painter.drawRoundedRect(cap.adjusted(0, 0, 0, 1.5), radius, radius)
                painter.setPen(QPen(QColor(self._theme.line), 1))
                painter.setBrush(QColor(self._theme.raised))
                painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
        super().paintEvent(event)

    # Fitting --------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """A column of 38 ideographs at most, on paper."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * _MARGIN
        self._measure = max(80, min(room, round(WIDEST * self._em)))
        spare = max(0, self.width() - bar - self._measure - 2 * _MARGIN)
        self.setViewportMargins(_MARGIN + spare // 2, 0, _MARGIN + spare - spare // 2, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another measure, and pictures of another size."""
        before = self._measure
        self._fit()
        super().resizeEvent(event)
        if self._page is not None and before != self._measure:
            self._set_again()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give the packaged pictures, scaled down to the measure; nothing else is ever read."""
        path = name.path() if isinstance(name, QUrl) else str(name)
        found = _PICTURE.match(f"![]({path})")
        content = picture_bytes(found[3], look=self._theme.name) if found else None
        picture = QImage.fromData(content) if content else QImage()
        if picture.isNull():
            return QImage(1, 1, QImage.Format.Format_ARGB32)
        ratio = self.devicePixelRatioF()
        most = round(self._measure * ratio)
        if picture.width() > most:
            picture = picture.scaledToWidth(most, Qt.TransformationMode.SmoothTransformation)
        painter = QPainter(picture)
        painter.setPen(QColor(self._theme.line))
        painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def sizeHint(self) -> QSize:
        """Room for the whole measure."""
        return QSize(round(WIDEST * self._em) + 2 * _MARGIN + 24, 600)


def _captioned(found: re.Match[str]) -> str:
    """A picture over its words; one that is not there leaves nothing behind."""
    if picture_bytes(found[3]) is None:
        return ""
    return f"![{found[1]}]({found[2]})\n\n*{found[1]}*"


def _spaced(found: re.Match[str]) -> str:
    """A key worded as on every key cap, with room for the cap around it."""
    words = key_words(found[1]).replace(" ", _GAP) if is_key(found[1]) else found[1]
    return f"`{_NARROW}{words}{_NARROW}`"


def _written(words: str) -> str:
    """A key as the manual writes it, from how it is worded on its cap."""
    return words.strip(_NARROW).replace(_GAP, "+")
