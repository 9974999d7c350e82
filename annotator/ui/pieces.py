"""Owns the small pieces that several panels are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.ui.caps import KeyCap
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import key_words
from annotator.ui.shortened import Whole, is_cut, shorten
from annotator.ui.theme import Theme, chrome_font


def plain(text: str = "", *, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label that shows its text to the letter, whatever it holds."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    return label


def keycap(keys: str, *, theme: Theme) -> QLabel:
    """Return a small key cap, to stand where the key acts."""
    label = KeyCap(key_words(keys), theme)
    # An action that lost its key has no cap.
    if not keys:
        label.hide()
    return label


def heading(text: str, *, theme: Theme) -> QLabel:
    """Return a panel's quiet heading."""
    label = plain(text, role="heading")
    font = chrome_font(theme, pixels=theme.sizes.tiny)
    font.setBold(True)
    label.setFont(font)
    return label


def title(text: str, *, theme: Theme) -> QLabel:
    """Return the heading of a dialog."""
    label = plain(text)
    font = chrome_font(theme, pixels=theme.sizes.chrome + 4)
    font.setBold(True)
    label.setFont(font)
    return label


def small(text: str = "", *, theme: Theme, role: str = "dim") -> QLabel:
    """Return a small quiet label."""
    label = plain(text, role=role)
    label.setFont(chrome_font(theme, pixels=theme.sizes.small))
    return label


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setFixedHeight(1)
    line.setObjectName("hairline")
    return line


class Elided(QLabel):
    """A label of one line that ends in … where there is no room, never widening its panel."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)
        self._whole = Whole(self)
        self._short = ""
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str, *, short: str = "") -> None:
        """Show other words; ``short`` stands for them where they do not fit."""
        self._short = short
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shows more, or less."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        words = self.text()
        self._whole.tell(words, is_cut=is_cut(words, QFontMetrics(self.font()), self.width()))

    def minimumSizeHint(self) -> QSize:
        """A few characters are enough."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics, words = QFontMetrics(self.font()), self.text()
        if self._short and is_cut(words, metrics, self.width()):
            words = self._short
        words = shorten(words, metrics, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), words)
        painter.end()


class Flow(QLayout):
    """Lays its widgets out like words: left to right, then on the next line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 4) -> None:
        super().__init__(parent)
        self._gap = gap
        self._pieces: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, piece: QLayoutItem) -> None:
        """Qt's way of adding."""
        self._pieces.append(piece)

    def count(self) -> int:
        """How many widgets there are."""
        return len(self._pieces)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """The piece of that number, or None."""
        return self._pieces[index] if 0 <= index < len(self._pieces) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take the piece of that number out."""
        return self._pieces.pop(index) if 0 <= index < len(self._pieces) else None

    def hasHeightForWidth(self) -> bool:
        """Height follows from width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the lines need."""
        return self._place(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:
        """Put every piece in its place."""
        super().setGeometry(rect)
        self._place(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        """As wide as the widest piece."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As wide as the widest piece."""
        size = QSize()
        for piece in self._pieces:
            size = size.expandedTo(piece.minimumSize())
        return size

    def _place(self, rect: QRect, *, is_trial: bool) -> int:
        edges, below = self.contentsMargins(), rect
        rect = rect.marginsRemoved(QMargins(edges.left(), edges.top(), edges.right(), 0))
        x, y, line = rect.x(), rect.y(), 0
        placed: list[tuple[QLayoutItem, int, QSize]] = []
        for piece in self._pieces:
            widget = piece.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = piece.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                if not is_trial:
                    _put(placed, y, line)
                placed.clear()
                x, y, line = rect.x(), y + line + self._gap, 0
            placed.append((piece, x, hint))
            x += hint.width() + self._gap
            line = max(line, hint.height())
        if not is_trial:
            _put(placed, y, line)
        return y + line - below.y() + edges.bottom()


def _put(pieces: Sequence[tuple[QLayoutItem, int, QSize]], y: int, high: int) -> None:
    """Put the pieces of a line in the middle of its height: words of one size stand on one line then."""
    for piece, x, hint in pieces:
        piece.setGeometry(QRect(QPoint(x, y + (high - hint.height()) // 2), hint))


def focus_ring(painter: QPainter, rect: QRect, theme: Theme, *, colour: QColor | None = None) -> None:
    """Draw the ring around what has the keyboard, in vermilion unless told otherwise."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour or QColor(theme.accent), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.sizes.radius
    painter.drawRoundedRect(QRectF(rect).adjusted(1.25, 1.25, -1.25, -1.25), radius, radius)
    painter.restore()


class LineDelegate(QStyledItemDelegate):
    """Draws lines that are all ``height`` pixels high at 100 %; ``desk`` gives the theme."""

    height = 44

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are alike."""
        return QSize(120, self.height_in_use)

    @property
    def height_in_use(self) -> int:
        """The height of a line in pixels, at the size of the interface."""
        return self._desk.theme.sizes.px(self.height)

    def ring(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Draw the ring around the line that keys act on, while the list has the keyboard."""
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            focus_ring(painter, option.rect, self._desk.theme)  # type: ignore[attr-defined]
