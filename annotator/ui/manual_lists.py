"""Owns the two lists beside a page of the manual: what there is, and where words were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.manual import place_of
from annotator.ui.excerpt_line import draw_excerpt
from annotator.ui.models.wording import plain_tip
from annotator.ui.shortened import shorten
from annotator.ui.theme import Theme, chrome_font

Row = tuple[str, str]
"""The words of a line, and those under it or ""."""

BELOW = int(Qt.ItemDataRole.UserRole)
_EDGE = 16
_BETWEEN = " · "
"""What stands between a page and the line found on it."""
_ONE, _TWO = 30, 46
"""How high one line is, and one over another."""
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        words, below = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}, {below}" if below else words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{words}\n{below}" if below else words)
        return {int(Qt.ItemDataRole.DisplayRole): words, BELOW: below}.get(role)


class _Line(QStyledItemDelegate):
    """Draws one line over another, or one alone."""

    def __init__(self, theme: Theme, parent: QWidget, *, is_double: bool) -> None:
        super().__init__(parent)
        self.theme = theme
        self.sought = ""
        self.is_double = is_double

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, self.height_in_use)

    @property
    def height_in_use(self) -> int:
        """How high each row is, in pixels."""
        return self.theme.sizes.px(_TWO if self.is_double else _ONE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, below = self.theme, index.data(BELOW)
        rect, state = QRect(option.rect), option.state  # type: ignore[attr-defined]
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(rect, QColor(theme.raised))
            width = 3 if state & QStyle.StateFlag.State_HasFocus else 2
            painter.fillRect(QRect(rect.left(), rect.top(), width, rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(_EDGE, 0, -8, 0)
        if below:
            inner.adjust(0, theme.sizes.px(4), 0, -theme.sizes.px(4))
            top = QRect(inner.topLeft(), QSize(inner.width(), inner.height() // 2))
            self._write(painter, top, index.data(), theme.sizes.chrome, theme.ink, is_bold=is_chosen)
            under = top.translated(0, top.height())
            self._write_below(painter, under, below)
        else:
            self._write(painter, inner, index.data(), theme.sizes.chrome, theme.ink, is_bold=is_chosen)
        painter.restore()

    def _write_below(self, painter: QPainter, rect: QRect, below: str) -> None:
        """Where the words sought stand in them, the words under a line are cut around these."""
        font = chrome_font(self.theme, pixels=self.theme.sizes.small)
        page, sign, line = below.partition(_BETWEEN)
        head = page + sign
        if not sign or (place := place_of(line, self.sought)) is None:
            head, line, place = "", below, place_of(below, self.sought)
        if place is None:
            self._write(painter, rect, below, self.theme.sizes.small, self.theme.dim, is_bold=False)
            return
        wide = QFontMetrics(font).horizontalAdvance(head)
        self._write(painter, rect, head, self.theme.sizes.small, self.theme.dim, is_bold=False)
        start, end = place
        parts = line[:start], line[start:end], line[end:]
        rest = rect.adjusted(wide, 0, 0, 0)
        draw_excerpt(painter, rest, parts, font=font, colour=self.theme.dim, theme=self.theme)

    def _write(
        self, painter: QPainter, rect: QRect, words: str, pixels: int, colour: str, *, is_bold: bool
    ) -> None:
        font = chrome_font(self.theme, pixels=pixels)
        font.setBold(is_bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        told = shorten(words, QFontMetrics(font), rect.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), told)


class LineList(QListView):
    """A quiet list of lines; moving to one or clicking on it chooses it."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, *, name: str, is_double: bool = False, parent: QWidget | None = None
    ) -> None:
        """``is_double``: each row has words under it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = _Rows(self)
        self._line = _Line(theme, self, is_double=is_double)
        self.setModel(self._rows)
        self.setItemDelegate(self._line)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._take)
        self.activated.connect(self._take)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._line.theme = theme
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[Row], *, sought: str = "") -> None:
        """Show these lines, the first one pointed at; ``sought`` are words to stand out under them."""
        self._line.sought = sought
        self._rows.show_rows(rows)
        self.point_at(0)

    def row_height(self) -> int:
        """How high each of its rows is, in pixels."""
        return self._line.height_in_use

    def rows(self) -> tuple[Row, ...]:
        """The lines that are shown."""
        return self._rows.rows

    def point_at(self, row: int) -> None:
        """Point at a line without choosing it."""
        self.setCurrentIndex(self._rows.index(row))

    def at(self) -> int:
        """The line that is pointed at, -1 for none."""
        return self.currentIndex().row()

    def _take(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())
