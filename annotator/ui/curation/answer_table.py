"""Owns the table of one case: reviewers, machine and gold side by side, field by field."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.caps import cap_size, draw_cap
from annotator.ui.models.answer_rows import Answers
from annotator.ui.models.case_desk import CaseDesk
from annotator.ui.models.case_words import GOLD_COLUMN, LABEL, MACHINE, PLACES
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import key_words, plain_tip
from annotator.ui.pieces import focus_ring
from annotator.ui.shortened import shorten, shorten_inside
from annotator.ui.signs import draw_check
from annotator.ui.theme import chrome_font, figures_font, prose_font

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_ROW, _HEAD, _NAME = 25, 28, 96


class AnswerModel(QAbstractTableModel):
    """The answers of the current case; column 0 names the fields."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.answers = Answers()

    def show_answers(self, answers: Answers) -> None:
        """Show another table, or the same one with other words."""
        is_same = self._shape(answers) == self._shape(self.answers)
        if not is_same:
            self.beginResetModel()
        self.answers = answers
        if not is_same:
            self.endResetModel()
        elif answers.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(answers.rows) - 1, len(answers.columns)))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(answers.columns))

    def _shape(self, answers: Answers) -> object:
        return [row.field for row in answers.rows], [column.owner for column in answers.columns]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many fields."""
        return 0 if parent.isValid() else len(self.answers.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """The names, and a column for each who answers."""
        return 0 if parent.isValid() or not self.answers.columns else len(self.answers.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row, column = self.answers.rows[index.row()], index.column()
        words = row.name if not column else row.cells[column - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            who = self.answers.columns[column - 1].name if column else ""
            how = tr("ui.case.differs") if row.differs else ""
            return f"{who} {row.name} {words if column else ''} {how}".strip()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Who it is."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.answers.columns[section - 1].name) if section else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.answers.columns[section - 1].name if section else tr("ui.case.fields")


class _Heads(QHeaderView):
    """The names over the columns, each with its sign and the key that takes it whole."""

    def __init__(self, desk: Desk, keys: dict[str, str], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._desk, self._keys = desk, keys
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(100, self._desk.theme.sizes.px(_HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Sign, name, key."""
        model, theme = self.model(), self._desk.theme
        if not isinstance(model, AnswerModel) or section > len(model.answers.columns):
            return
        painter.save()
        painter.fillRect(rect, QColor(theme.chrome))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.sizes.px(8), 0, -theme.sizes.px(4), 0)
        if section == 0:
            painter.setFont(chrome_font(theme, pixels=theme.sizes.small))
            painter.setPen(QColor(theme.dim))
            painter.drawText(
                inner, _LEFT, shorten(tr("ui.case.fields"), painter.fontMetrics(), inner.width())
            )
            painter.restore()
            return
        column = model.answers.columns[section - 1]
        font = chrome_font(theme, pixels=theme.sizes.small)
        font.setBold(column.owner == GOLD_COLUMN)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if column.was_asked else theme.dim))
        name = f"{column.sign} {column.name}" if column.sign else column.name
        # Where the machine suggests nothing there is nothing to take.
        action = self._action(column.owner, column.key) if column.was_asked else ""
        key = key_words(self._keys.get(action, ""))
        cap = cap_size(key, theme) if key else QSize()
        words = shorten(name, painter.fontMetrics(), inner.width() - cap.width() - theme.sizes.px(6))
        painter.drawText(inner, _LEFT, words)
        if key:
            left = inner.left() + painter.fontMetrics().horizontalAdvance(words) + theme.sizes.px(6)
            box = QRectF(left, rect.center().y() - cap.height() / 2, cap.width(), cap.height())
            draw_cap(painter, box, key, theme)
        painter.restore()

    def _action(self, owner: str, key: int) -> str:
        if owner == MACHINE:
            return "take_machine"
        return f"take_{key}" if key else ""


class _Cell(QStyledItemDelegate):
    """Draws one cell: what differs in ink, what is alike dim, what is taken with a check."""

    def __init__(self, desk: Desk, case: CaseDesk, parent: AnswerTable) -> None:
        super().__init__(parent)
        self._desk, self._case, self._table = desk, case, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw by hand, as all lists are."""
        theme, rect = self._desk.theme, QRect(option.rect)  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, AnswerModel)
        row, n = model.answers.rows[index.row()], index.column()
        px = theme.sizes.px
        painter.save()
        column = model.answers.columns[n - 1] if n else None
        if column is not None and column.owner == GOLD_COLUMN:
            painter.fillRect(rect, QColor(theme.raised))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(8), 0, -px(6), 0)
        is_taken = column is not None and self._case.fields.get(row.field) == column.owner
        if is_taken:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent), 1.2))
            painter.setBrush(QColor(theme.accent_tint))
            painter.drawRoundedRect(
                QRectF(rect).adjusted(2.5, 2.5, -2.5, -3.5), theme.sizes.radius, theme.sizes.radius
            )
            sign = QRectF(inner.right() - px(12), inner.center().y() - px(5), px(12), px(12))
            draw_check(painter, sign, theme.accent_text)
            inner.adjust(0, 0, -px(14), 0)
        # Where nobody answers, no sign stands over the column, and words say why: they are no answer.
        is_answer = column is not None and bool(column.sign)
        if is_answer and row.signs:
            painter.setFont(chrome_font(theme, pixels=theme.sizes.tiny))
            painter.setPen(QColor(theme.dim))
            painter.drawText(inner, _LEFT, row.signs[n - 1])
            inner.adjust(px(15), 0, 0, 0)
        font = self._font(row.field, n)
        font.setBold(row.differs and is_answer)
        painter.setFont(font)
        words = str(index.data())
        if n == 0 and row.differs:
            words = f"≠ {words}"
        is_loud = row.differs and (is_answer or n == 0)
        painter.setPen(QColor(theme.ink if is_loud else theme.dim))
        # Words of the report often differ in their last sign only.
        cut = shorten_inside if n and row.field == PLACES else shorten
        painter.drawText(inner, _LEFT, cut(words, QFontMetrics(font), inner.width()))
        has_focus = option.state & QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        if has_focus and self._table.is_at_a_cell:
            focus_ring(painter, rect.adjusted(0, 0, -1, -1), theme)
        painter.restore()

    def _font(self, field: str, column: int) -> QFont:
        theme = self._desk.theme
        if column == 0:
            return chrome_font(theme, pixels=theme.sizes.small)
        if field == LABEL:
            return chrome_font(theme)
        return prose_font(theme) if field == PLACES else figures_font(theme)


class AnswerTable(QTableView):
    """Arrows go from cell to cell; Space takes the field of a cell, a click on a name the whole answer."""

    column_wanted = Signal(str)
    """The whole answer of a column is wanted."""
    left_above = Signal()

    def __init__(self, desk: Desk, case: CaseDesk, keys: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._case = desk, case
        self.is_at_a_cell = False
        """Whether one has gone to a cell since the case came: an Enter too many settles none unseen."""
        self._shown: tuple[str, str] | None = None
        self.rows = AnswerModel(self)
        self.setModel(self.rows)
        self.heads = _Heads(desk, keys, self)
        self.setHorizontalHeader(self.heads)
        self.setItemDelegate(_Cell(desk, case, self))
        self.setAccessibleName(tr("ui.case.table"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self.row_height())
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.heads.sectionClicked.connect(self._click_head)
        case.changed.connect(self.look_again)
        case.staged.connect(self.look_again)
        desk.theme_changed.connect(self.viewport().update)

    def row_height(self) -> int:
        """How high a row is, in pixels."""
        return self._desk.theme.sizes.px(_ROW)

    def head_height(self) -> int:
        """How high the names over the columns are, in pixels."""
        return self._desk.theme.sizes.px(_HEAD)

    def look_again(self) -> None:
        """Show the case as it stands now."""
        case = self._case.case
        shown = (case.document, case.key) if case is not None else None
        if shown != self._shown:
            self._shown, self.is_at_a_cell = shown, False
        index = self.currentIndex()
        at = (index.row(), index.column()) if index.isValid() else (0, 1)
        self.rows.show_answers(self._case.answers())
        self._fit()
        if self.rows.rowCount() and not self.currentIndex().isValid():
            row, column = min(at[0], self.rows.rowCount() - 1), min(at[1], self.rows.columnCount() - 1)
            self.setCurrentIndex(self.rows.index(row, max(1, column)))

    def _fit(self) -> None:
        count = self.rows.columnCount()
        if not count:
            return
        name = min(self._desk.theme.sizes.px(_NAME), self.viewport().width() // 4)
        each = max(24, (self.viewport().width() - name) // max(1, count - 1))
        self.setColumnWidth(0, name)
        for n in range(1, count):
            is_last = n == count - 1
            rest = self.viewport().width() - name - each * (count - 2)
            self.setColumnWidth(n, max(24, rest) if is_last else each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        self._fit()

    # Acting ---------------------------------------------------------------------------------------

    def go_to_a_cell(self) -> None:
        """Show which cell keys act on."""
        self.is_at_a_cell = True
        self.viewport().update()

    def owner_here(self) -> str:
        """Whose column the current cell is in, "" for none or where one has not gone to a cell."""
        index = self.currentIndex()
        if not self.is_at_a_cell or not index.isValid() or not index.column():
            return ""
        return self.rows.answers.columns[index.column() - 1].owner

    def field_here(self) -> str:
        """The field of the current row, "" for none."""
        index = self.currentIndex()
        return self.rows.answers.rows[index.row()].field if index.isValid() else ""

    def stage(self, owner: str) -> None:
        """Take the field of the current row from somebody, and go on to the next that differs."""
        field = self.field_here()
        if field and self._case.stage(field, owner) and self._case.fields.get(field) == owner:
            self._go_on()

    def _go_on(self) -> None:
        rows, index = self.rows.answers.rows, self.currentIndex()
        below = [n for n in range(index.row() + 1, len(rows)) if rows[n].differs]
        if below:
            self.setCurrentIndex(self.rows.index(below[0], index.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes a field; letters look for nothing here."""
        if event.key() == Qt.Key.Key_Space:
            owner = self.owner_here()
            if owner:
                self.stage(owner)
            self.go_to_a_cell()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_above.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            self.go_to_a_cell()
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a cell."""
        self.go_to_a_cell()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the field of that cell."""
        super().mouseDoubleClickEvent(event)
        owner = self.owner_here()
        if owner:
            self.stage(owner)

    def _click_head(self, section: int) -> None:
        """A click on a name takes the whole."""
        columns = self.rows.answers.columns
        if 0 < section <= len(columns) and columns[section - 1].owner != GOLD_COLUMN:
            self.column_wanted.emit(columns[section - 1].owner)
