"""Owns the palette: one field that finds commands, labels, reports, manual pages and words of this report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.excerpt_line import draw_excerpt
from annotator.ui.models.wording import key_words, plain_tip
from annotator.ui.palette_finds import KINDS, PREFIXES, Find
from annotator.ui.pieces import Flow, keycap, small
from annotator.ui.rim import Rim
from annotator.ui.shortened import shorten
from annotator.ui.theme import Theme, chrome_font, prose_font

Index = QModelIndex | QPersistentModelIndex
FIND = Qt.ItemDataRole.UserRole
_ROW = 34
_MOST_ROWS = 11
_WIDTH = 772
_QUOTED = ("document", "text")
"""Kinds whose words are a report's: set with punctuation of full width in any language."""


class FindsModel(QAbstractListModel):
    """One line for each thing found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.finds: Sequence[Find] = ()
        self.column = 0

    def show_finds(self, finds: Sequence[Find]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.finds, self.column = finds, 0
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many there are."""
        return 0 if parent.isValid() else len(self.finds)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        find = self.finds[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return find.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(part for part in (find.title, find.detail) if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (kind_words(find), find.title, find.detail, find.keys) if part)
        return find if role == FIND else None


def kind_words(find: Find) -> str:
    """What kind of thing it is, in a word."""
    return tr(f"ui.palette.kind.{find.kind}")


class _Line(QStyledItemDelegate):
    """Draws one line: kind, title, what it is about, its key."""

    def __init__(self, theme: Callable[[], Theme], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All lines are alike."""
        return QSize(120, self._theme().sizes.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw by hand: document text never reaches anything that guesses at markup."""
        theme, find = self._theme(), index.data(FIND)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_tint))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(16, 0, -16, 0)
        if not self._is_of_one_kind(index):
            tiny = chrome_font(theme, pixels=theme.sizes.tiny)
            wide = max(QFontMetrics(tiny).horizontalAdvance(tr(f"ui.palette.kind.{kind}")) for kind in KINDS)
            self._write(painter, inner, kind_words(find), theme.dim, theme.sizes.tiny)
            inner.adjust(wide + 16, 0, 0, 0)
        if find.keys:
            inner.adjust(0, 0, -self._cap(painter, inner, key_words(find.keys), theme) - 12, 0)
        if find.hit[1]:
            self._put_excerpt(painter, inner, find)
        else:
            self._put_names(painter, inner, find, column=self._column(index))
        painter.restore()

    @staticmethod
    def _is_of_one_kind(index: Index) -> bool:
        """Whether the kind of each line would only repeat itself."""
        model = index.model()
        return isinstance(model, FindsModel) and len({find.kind for find in model.finds}) == 1

    def _column(self, index: Index) -> int:
        """Where what the lines are about begins, so that it stands in one column; 0 after each title."""
        model = index.model()
        if not self._is_of_one_kind(index) or not isinstance(model, FindsModel):
            return 0
        if model.column == 0:
            metrics = QFontMetrics(chrome_font(self._theme(), pixels=self._theme().sizes.chrome))
            model.column = max(metrics.horizontalAdvance(find.title) for find in model.finds)
        return model.column

    def _put_names(self, painter: QPainter, inner: QRect, find: Find, *, column: int) -> None:
        """A title in its colour, then what it is about."""
        theme = self._theme()
        hue = theme.hue(find.hue).text if find.hue else theme.ink
        is_quoted = find.kind in _QUOTED
        used = self._write(painter, inner, find.title, hue, theme.sizes.chrome, is_quoted=is_quoted)
        beside = inner.adjusted(max(used, min(column, inner.width() // 2)) + 12, 0, 0, 0)
        if beside.width() > 40:
            self._write(painter, beside, find.detail, theme.dim, theme.sizes.small, is_quoted=is_quoted)

    def _put_excerpt(self, painter: QPainter, inner: QRect, find: Find) -> None:
        """Words of the report with those sought in bold on a tint over a line; their heading at the right."""
        theme = self._theme()
        small = QFontMetrics(prose_font(theme, pixels=theme.sizes.small))
        if find.detail:
            wide = min(small.horizontalAdvance(find.detail) + 1, inner.width() * 3 // 10)
            beside = QRect(inner.right() - wide, inner.top(), wide, inner.height())
            self._write(painter, beside, find.detail, theme.dim, theme.sizes.small, is_quoted=True)
            inner = inner.adjusted(0, 0, -wide - 16, 0)
        before, hit = find.hit
        parts = before, hit, find.title[len(before) + len(hit) :]
        font = prose_font(theme, pixels=theme.sizes.chrome)
        draw_excerpt(painter, inner, parts, font=font, colour=theme.ink, theme=theme)

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        words: str,
        colour: str,
        pixels: int,
        *,
        is_quoted: bool = False,
    ) -> int:
        font = (prose_font if is_quoted else chrome_font)(self._theme(), pixels=pixels)
        metrics = QFontMetrics(font)
        told = shorten(words, metrics, rect.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), told)
        return metrics.horizontalAdvance(told)

    def _cap(self, painter: QPainter, rect: QRect, words: str, theme: Theme) -> int:
        font = chrome_font(theme, pixels=theme.sizes.tiny)
        width = QFontMetrics(font).horizontalAdvance(words) + 12
        high = theme.sizes.px(18)
        top = rect.center().y() - high / 2 + 0.5
        cap = QRectF(rect.right() - width + 0.5, top, width, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(QColor(theme.dim))
        painter.setFont(font)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), words)
        return width


class Palette(QFrame):
    """A card over the window; it has the keyboard while it is shown and gives it back."""

    chosen = Signal(object)
    """What to call."""

    def __init__(self, find: Callable[[str], Sequence[Find]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._find = find
        self._theme = theme
        self._before: QWidget | None = None
        self.setProperty("role", "palette")
        self.setAccessibleName(tr("ui.palette.name"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("ui.palette.hint"))
        self.field.setAccessibleName(tr("ui.palette.name"))
        self.field.setFont(chrome_font(theme, pixels=theme.sizes.chrome + 2))
        self.field.setMinimumHeight(theme.sizes.px(36))
        self.field.installEventFilter(self)
        self.model = FindsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(lambda: self._theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("ui.palette.name"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = small(tr("ui.palette.none"), theme=theme)
        self.none.setContentsMargins(16, 8, 16, 8)
        self.foot = self._foot()
        self._rim = Rim(self, lambda: self._theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(4)
        for part in (self.field, self.list, self.none, self.foot):
            column.addWidget(part)
        self.field.textChanged.connect(self._search)
        self.list.clicked.connect(self._choose)
        self.hide()

    def _foot(self) -> QWidget:
        """What keys do here, and what a query may begin with."""
        foot = QWidget()
        row = Flow(foot, gap=self._theme.sizes.px(4))
        row.setContentsMargins(16, 6, 16, 6)
        only = {kind: sign for sign, kind in PREFIXES.items()}
        acts = (("move", ("Up", "Down")), ("choose", ("Return",)), ("close", ("Esc",)), ("only", ()))
        hints = [(keys, tr(f"ui.palette.foot.{name}")) for name, keys in acts]
        hints += [((only[kind],), tr(f"ui.palette.only.{kind}")) for kind in KINDS]
        for keys, words in hints:
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, self._theme.sizes.px(4), 0)
            line.setSpacing(4)
            for one in keys:
                line.addWidget(keycap(one, theme=self._theme))
            line.addWidget(small(words, theme=self._theme))
            row.addWidget(pair)
        return foot

    def ask(self, typed: str = "") -> None:
        """Show the palette with something typed already."""
        self._before = QApplication.focusWidget()
        self.field.setText(typed)
        self._search()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.setCursorPosition(len(typed))

    def _search(self) -> None:
        finds = self._find(self.field.text())
        self.model.show_finds(finds)
        if finds:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setVisible(bool(finds))
        self.none.setVisible(not finds)
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        px = self._theme.sizes.px
        rows = min(len(self.model.finds), _MOST_ROWS)
        room = max(1, (parent.height() - px(170)) // px(_ROW))
        self.list.setFixedHeight(px(_ROW) * min(rows, room))
        width = min(px(_WIDTH), parent.width() - 32)
        self.setFixedWidth(width)
        column = self.layout()
        assert column is not None
        # Words that wrap are asked for more lines than they need, unless the width is told.
        column.activate()
        self.setFixedHeight(column.totalHeightForWidth(width))
        self.move((parent.width() - width) // 2, min(px(72), max(8, parent.height() // 10)))

    def close_palette(self) -> None:
        """Go away; whoever had the keyboard has it again."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, index: Index, *, is_other: bool = False) -> None:
        find = index.data(FIND) if index.isValid() else None
        call = find.other if find is not None and is_other else find.call if find is not None else None
        if call is not None:
            self.close_palette()
            self.chosen.emit(call)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list while one types; gone when the keyboard goes elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            active = QApplication.focusWidget()
            if active is not None and active is not self.field:
                self._before = None
                self.hide()
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.list.currentIndex().row()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _MOST_ROWS - 1,
            Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_other = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(self.list.currentIndex(), is_other=is_other)
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif (step := steps.get(Qt.Key(key))) is not None:
            last = len(self.model.finds) - 1
            if last >= 0:
                wanted = row + step
                at = wanted % (last + 1) if abs(step) == 1 else min(max(wanted, 0), last)
                self.list.setCurrentIndex(self.model.index(at))
        else:
            return False
        return True
