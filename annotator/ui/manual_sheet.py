"""Owns the sheet a page of the manual stands on: key caps under the keys, pictures that fit, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from annotator.i18n import language, tr
from annotator.languages.chinese import simplify
from annotator.manual import ManualPage
from annotator.resources import resource
from annotator.ui.manual_type import HAND_DRAWN, KEY, Typesetter, blocks
from annotator.ui.painting.column import WIDEST
from annotator.ui.theme import Theme, be_latin, chrome_font, page_font, page_palette

_PICTURE = re.compile(r"^!\[(.*)\]\((pictures/([a-z][a-z0-9-]*)\.png)\)$", re.MULTILINE)
_MARGIN = 32


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
        self._sought: list[str] = []
        self._boxed: list[tuple[int, int, int]] = []
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
        place = self._top()
        self._theme = theme
        # A style sheet that was set anew has given the viewport a palette of its own.
        for part in (self, self.viewport()):
            part.setPalette(page_palette(theme))
        font = page_font(theme, zoom=theme.sizes.factor)
        be_latin(font, language() == "en")
        self.setFont(font)
        self._set()
        self._scroll_to(place)

    def show_page(self, page: ManualPage, section: str = "") -> None:
        """Show a page from its beginning, or from the heading of a section."""
        self._page = page
        self._set()
        self.go_to(section)

    def tint(self, words: str) -> None:
        """Tint these words wherever they stand; "" tints none."""
        self._sought = simplify(words).split()
        self._tint()

    def _tint(self) -> None:
        shape = QTextCharFormat()
        shape.setBackground(QColor(self._theme.hue("problems").tint))
        found = []
        for word in self._sought:
            cursor = self.document().find(word, 0)
            while not cursor.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = cursor, shape  # type: ignore[attr-defined]
                found.append(one)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(found)

    def go_to(self, section: str) -> None:
        """Bring the heading of a section to the top; "" is the beginning."""
        headings = (one for one in blocks(self.document()) if self._is_heading(one, section))
        place = next(headings, None) if section else None
        self._scroll_to(place.position() if place is not None else 0)

    def _scroll_to(self, position: int) -> None:
        """Bring the line of a character to the top, and the caret to it: Qt keeps that in sight."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(round(top) - 8 if position else 0)

    @staticmethod
    def _is_heading(block: QTextBlock, title: str) -> bool:
        return block.blockFormat().headingLevel() > 0 and block.text() == title

    def _follow(self, url: QUrl) -> None:
        """Only pages of the manual are opened; nothing outside is."""
        path = url.path()
        if not url.scheme() and not url.host() and path.endswith(".md"):
            self.page_wanted.emit(path.removesuffix(".md"), url.fragment())

    # Setting --------------------------------------------------------------------------------------

    @property
    def _em(self) -> float:
        return float(self.font().pixelSize())

    def _top(self) -> int:
        """The character at the top of what is in sight."""
        if self.verticalScrollBar().value() <= 0:
            return 0
        return self.cursorForPosition(QPoint(0, round(self._em))).position()

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
        setter = Typesetter(document, self._theme)
        text = f"# {page.title}\n\n{page.summary}\n\n{page.body}"
        setter.set_markdown(_PICTURE.sub(_captioned, text))
        self._boxed = list(setter.boxed())
        self._tint()

    # Keys -----------------------------------------------------------------------------------------

    def caps(self) -> list[QRectF]:
        """Where the key caps lie, in the page's own coordinates."""
        return [box for box, kind in self._boxes() if kind == KEY]

    def _boxes(self) -> Iterator[tuple[QRectF, int]]:
        """What lies under keys and other words in backticks, one for each line."""
        metrics = QFontMetricsF(chrome_font(self._theme, pixels=self._theme.sizes.small))
        rise, height = metrics.ascent() * 0.92, metrics.ascent() * 1.24
        layout = self.document().documentLayout()
        for start, end, kind in self._boxed:
            block = self.document().findBlock(start)
            corner, first = layout.blockBoundingRect(block).topLeft(), block.position()
            for n in range(block.layout().lineCount()):
                line = block.layout().lineAt(n)
                begin, stop = first + line.textStart(), first + line.textStart() + line.textLength()
                if begin < end and start < stop:
                    left = line.cursorToX(max(start, begin) - first)[0]  # type: ignore[index]
                    right = line.cursorToX(min(end, stop) - first)[0]  # type: ignore[index]
                    top = line.y() + line.ascent() - rise
                    yield QRectF(corner.x() + left, corner.y() + top, right - left, height), kind

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
        for block in blocks(self.document()):
            if block.textList() is not None and block.textList().format().style() == HAND_DRAWN:
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
        for box, kind in self._boxes():
            if not box.intersects(seen):
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.line if kind == KEY else self._theme.hue("neutral").tint))
            painter.drawRoundedRect(box.adjusted(0, 0, 0, 1.5), radius, radius)
            if kind == KEY:
                painter.setPen(QPen(QColor(self._theme.line), 1))
                painter.setBrush(QColor(self._theme.raised))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
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
        before, place = self._measure, self._top()
        self._fit()
        super().resizeEvent(event)
        if self._page is not None and before != self._measure:
            self._set()
            self._scroll_to(place)

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
        # Those of few colours cannot be painted on.
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
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
