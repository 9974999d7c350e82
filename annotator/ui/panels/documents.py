"""Owns the list of documents at the left: whose report, how far one is with it, and finding one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.session import DocumentRow
from annotator.ui.lines import Lines
from annotator.ui.models.desk import Desk
from annotator.ui.models.documents import BELOW, ROW, DocumentsModel, state_words
from annotator.ui.models.sifting import GROUPS, ORDERS, answered_share, is_locked, open_of, share
from annotator.ui.models.wording import document_words, is_untitled, key_words
from annotator.ui.pieces import Elided, LineDelegate, heading, small
from annotator.ui.shortened import is_cut, shorten_inside
from annotator.ui.signs import draw_check, draw_lock
from annotator.ui.theme import LEFT_EDGE, chrome_font, prose_font
from annotator.ui.toggles import QuietChoice, Toggles
from annotator.ui.whole_rows import WholeRows

_HEIGHT = 54
_LEAST = 210
"""Where the panel is lower than this, its lines have the room and the toggles none."""


class _Line(LineDelegate):
    """Draws one document: two lines of words over a thin bar."""

    height = _HEIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, row = self._desk.theme, index.data(ROW)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        document = self._desk.document
        is_current = document is not None and row.document.id == document.id
        px = theme.sizes.px
        painter.save()
        if is_current:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(LEFT_EDGE, px(7), -LEFT_EDGE, -px(9))
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        self._two(painter, top, row, is_bold=is_current)
        self._below(painter, top.translated(0, half), row, index.data(BELOW))
        self._bar(painter, QRect(inner.left(), rect.bottom() - 6, inner.width(), 3), answered_share(row))
        painter.restore()
        self.ring(painter, option)

    def _two(self, painter: QPainter, rect: QRect, row: DocumentRow, *, is_bold: bool) -> None:
        theme = self._desk.theme
        font = chrome_font(theme, pixels=theme.sizes.small)
        if is_locked(row):
            # Finished is said by a person, whatever was answered: a sign, in amber where some is open.
            size = theme.sizes.px(12)
            place = QRectF(rect.right() + 1 - size, rect.center().y() + 0.5 - size / 2, size, size)
            draw_check(painter, place, theme.differs if open_of(row) else theme.holds)
            used = size
        else:
            figure = f"{share(row):.0%}"
            painter.setFont(font)
            painter.setPen(QColor(theme.dim))
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)
            used = QFontMetrics(font).horizontalAdvance(figure)
        rect = rect.adjusted(0, 0, -used - 8, 0)
        if is_locked(row):
            size = theme.sizes.px(11)
            middle = rect.center().y() + 0.5
            draw_lock(painter, QRectF(rect.left(), middle - size / 2, size * 0.75, size), theme.holds)
            rect.adjust(round(size * 0.75) + theme.sizes.px(5), 0, 0, 0)
        font = prose_font(theme)
        font.setBold(is_bold)
        painter.setFont(font)
        painter.setPen(QColor(theme.dim if is_untitled(row.document) else theme.ink))
        _draw(painter, rect, document_words(row.document))

    def _below(self, painter: QPainter, rect: QRect, row: DocumentRow, lines: list[str]) -> None:
        theme = self._desk.theme
        font = chrome_font(theme, pixels=theme.sizes.tiny)
        painter.setFont(font)
        painter.setPen(QColor(theme.holds if is_locked(row) else theme.dim))
        state = state_words(row)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
        used = QFontMetrics(font).horizontalAdvance(state) + 8
        if is_locked(row) and open_of(row):
            told = f"{tr('ui.documents.still_open', n=open_of(row))} · "
            painter.setPen(QColor(theme.differs))
            before = rect.adjusted(0, 0, 8 - used, 0)
            painter.drawText(before, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told)
            used += QFontMetrics(font).horizontalAdvance(told)
        painter.setPen(QColor(theme.dim))
        room = rect.adjusted(0, 0, -used, 0)
        # What there is no room for stands in its tip; a figure cut off says nothing.
        fitting = (told for told in lines if not is_cut(told, QFontMetrics(font), room.width()))
        _draw(painter, room, next(fitting, lines[-1]))

    def _bar(self, painter: QPainter, rect: QRect, part: float) -> None:
        theme = self._desk.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(rect, 1.5, 1.5)
        if part > 0:
            painter.setBrush(QColor(theme.holds))
            done = QRect(rect.left(), rect.top(), max(3, round(rect.width() * part)), rect.height())
            painter.drawRoundedRect(done, 1.5, 1.5)


def _draw(painter: QPainter, rect: QRect, words: str) -> None:
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    # Of reports of one body it is the year at the end that differs.
    painter.drawText(rect, int(flags), shorten_inside(words, QFontMetrics(painter.font()), rect.width()))


class FilterField(QLineEdit):
    """Where words are typed; Down, Enter and Escape lead away."""

    entered = Signal()
    down = Signal()
    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody is about to type."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list, Escape empties and leaves."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DocumentsPanel(QWidget):
    """Lists the documents; a click or Enter puts one on the desk."""

    def __init__(
        self, desk: Desk, keys: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        """``keys`` are those in force by action."""
        super().__init__(parent)
        self._desk = desk
        self._keys = keys or {}
        self.model = DocumentsModel(desk, self)
        self.list = Lines(tr("ui.documents.name"))
        self.list.setModel(self.model)
        line = _Line(desk, self.list)
        self.list.setItemDelegate(line)
        self._rows = WholeRows(self.list, row=lambda: line.height_in_use)
        self._build()
        self.list.clicked.connect(self._chosen)
        self.list.opened.connect(self._chosen)
        self.list.left_above.connect(self.take_keyboard)
        self.field.textChanged.connect(self.model.set_words)
        self.field.entered.connect(self.model.prepare)
        self.field.down.connect(self._go_down)
        self.field.returnPressed.connect(self._open_first)
        self.field.left.connect(desk.page_wanted)
        self.sort.activated.connect(self._sorted)
        self.states.changed.connect(self._sifted)
        self.model.arranged.connect(self._tell)
        self.model.modelReset.connect(self._follow)
        desk.document_changed.connect(self._follow)
        desk.theme_changed.connect(self.update)
        self._tell()

    def _build(self) -> None:
        theme = self._desk.theme
        px = theme.sizes.px
        font = chrome_font(theme, pixels=theme.sizes.small)
        self._heading = Elided(role="heading")
        self._heading.setFont(heading("", theme=theme).font())
        self.sort = QuietChoice(self._desk, tr("ui.documents.sort"))
        for order in ORDERS:
            self.sort.addItem(tr(f"ui.documents.sort.{order}"), order)
        self.sort.setCurrentIndex(ORDERS.index(self.model.order))
        self.field = FilterField()
        self.field.setFont(font)
        self.field.setAccessibleName(tr("ui.documents.filter"))
        self.field.setPlaceholderText(tr("ui.documents.filter"))
        self.field.setToolTip(tr("ui.documents.filter.tip"))
        self.states = Toggles(self._desk, GROUPS)
        self.states.set_on(self.model.groups)
        empty, lines = QWidget(), QVBoxLayout()
        self._nothing = small("", theme=theme)
        self._nothing.setWordWrap(True)
        self.show_all = QPushButton(tr("ui.documents.show_all"))
        self.show_all.setFont(font)
        self.show_all.clicked.connect(self._show_all)
        lines.setContentsMargins(LEFT_EDGE, 8, LEFT_EDGE, 8)
        lines.addWidget(self._nothing)
        lines.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        empty.setLayout(lines)
        top = self._top = QHBoxLayout()
        # The chosen order has some room around it.
        top.setContentsMargins(LEFT_EDGE, px(10), max(0, LEFT_EDGE - px(4)), px(2))
        top.addWidget(self._heading, 1)
        top.addWidget(self.sort)
        around = self._around = QVBoxLayout()
        # Toggles have room around their words: these stand at the edge.
        aside = min(LEFT_EDGE, px(5))
        around.setContentsMargins(LEFT_EDGE - aside, 0, LEFT_EDGE, px(4))
        around.setSpacing(px(2))
        field = QHBoxLayout()
        field.setContentsMargins(aside, 0, 0, 0)
        field.addWidget(self.field)
        around.addLayout(field)
        around.addWidget(self.states)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(around)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        # In a layout that has no parent yet, the first one would be shown as a window of its own.
        self._stack.addWidget(self._rows)
        self._stack.addWidget(empty)

    def height_of(self, rows: int) -> int:
        """Return how high it is with so many lines in sight."""
        over = self._top.sizeHint().height() + self._around.sizeHint().height()
        return over + self._rows.height_of(rows)

    def take_keyboard(self) -> None:
        """Let words be typed that documents must hold."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _chosen(self, index: QModelIndex) -> None:
        self._desk.show_document(index.data(ROW).document.id)
        # What is begun may forbid leaving: the line of the report that stays is the current one.
        self._follow()
        self._desk.page_wanted.emit()

    def _go_down(self) -> None:
        if self.model.rowCount():
            here = self._desk.document
            line = self.model.row_of(here.id) if here else -1
            self.list.setCurrentIndex(self.model.index(0 if self.field.text() else max(0, line)))
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_first(self) -> None:
        if self.model.rowCount():
            self._chosen(self.model.index(0))

    def _sorted(self) -> None:
        self.model.set_order(str(self.sort.currentData()))

    def _sifted(self) -> None:
        self.model.set_groups(self.states.on)

    def _show_all(self) -> None:
        self.field.clear()
        self.states.set_on(())
        self.model.show_all()
        self._desk.page_wanted.emit()

    def _follow(self) -> None:
        if self._desk.document is not None:
            index = self.model.index(self.model.row_of(self._desk.document.id))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            self.list.viewport().update()

    def _tell(self) -> None:
        rows, shown = self._desk.rows, self.model.rowCount()
        if self.model.is_filtered:
            self._heading.setText(tr("ui.documents.heading_shown", shown=shown, n=len(rows)))
        else:
            done = self.model.counts["finished"]
            told = tr("ui.documents.heading", done=done, n=len(rows))
            short = tr("ui.documents.heading_short", done=done, n=len(rows))
            self._heading.setText(told if rows else tr("ui.rail.documents"), short=short if rows else "")
        self.states.set_words(
            {name: f"{tr(f'ui.state.{name}')} {n}" for name, n in self.model.counts.items()}
        )
        for part in (self.states, self.sort, self.field):
            # Nothing to sift or to sort.
            part.setEnabled(bool(rows))
        self.states.setVisible(bool(rows))
        self.show_all.setVisible(bool(rows))
        if not rows:
            self._nothing.setText(tr("ui.documents.none", keys=key_words(self._keys.get("import", ""))))
        elif self.model.words.split():
            self._nothing.setText(tr("ui.documents.nothing"))
        else:
            self._nothing.setText(tr("ui.documents.nothing_of_state"))
        self._stack.setCurrentIndex(0 if shown else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the lines have it."""
        super().resizeEvent(event)
        px = self._desk.theme.sizes.px
        has_room = self.height() >= px(_LEAST)
        self.sort.setVisible(self.width() >= self.sort.sizeHint().width() + px(60) + LEFT_EDGE)
        self.states.setVisible(bool(self._desk.rows) and (has_room or bool(self.model.groups)))
        self._nothing.setVisible(has_room or not self._desk.rows)
