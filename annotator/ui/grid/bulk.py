"""Owns the card that tells what confirming all that is in sight would do, and does it when asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.grid.lines import seal_of
from annotator.ui.grid.panel import GridPanel
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.models import confirming
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import no_mnemonic
from annotator.ui.pieces import Elided, plain, small
from annotator.ui.rim import Rim
from annotator.ui.theme import chrome_font, figures_font

_WIDTH = 420
_MOST_REPORTS = 200
_LINES = 8


class BulkCard(QFrame):
    """A card over the grid; it blocks nothing.  Enter confirms, Escape gives up."""

    def __init__(self, desk: Desk, grid: GridPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._grid = grid
        self.plan = confirming.Plan()
        self.setProperty("role", "card")
        self.setProperty("takes", "all")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = plain("")
        self.title.setWordWrap(True)
        self.title.setFont(chrome_font(desk.theme))
        self.left_out = small("", theme=desk.theme, role="amber")
        self.left_out.setWordWrap(True)
        self.reports = QScrollArea()
        self.reports.setWidgetResizable(True)
        self.reports.setFrameShape(QFrame.Shape.NoFrame)
        self.reports.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.accept = KeyedButton(tr("ui.grid.bulk.accept"), desk.theme, keys="Return", is_primary=True)
        self.cancel = KeyedButton(tr("ui.grid.bulk.cancel"), desk.theme, keys="Esc")
        self._rim = Rim(self, lambda: desk.theme)
        self._build()
        grid.installEventFilter(self)
        desk.document_changed.connect(self.hide)
        self.hide()

    def _build(self) -> None:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for button, do in ((self.accept, self._accept), (self.cancel, self._give_up)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(do)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.reports)
        column.addWidget(self.left_out)
        hint = small(tr("ui.grid.bulk.hint"), theme=theme)
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addLayout(row)

    def ask(self) -> None:
        """Tell what would be confirmed, and take the keyboard; asked once more while it is there, do it."""
        if self.isVisible():
            self._accept()
            return
        if not settled(self._desk):
            return
        lines = [line for line in self._grid.model.lines if line.group == "suggestion"]
        answered = len(self._grid.model.lines) - len(lines)
        self.plan = confirming.plan(self._desk, lines, seal_of=seal_of)
        self.plan.left_out["answered"] += answered
        if not self.plan.places:
            self._desk.said.emit(tr("ui.grid.bulk.nothing"))
            return
        self._tell()
        self.show()
        self.raise_()
        self._place()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _tell(self) -> None:
        plan, theme = self.plan, self._desk.theme
        self.title.setText(tr("ui.grid.bulk.title", n=len(plan.places), reports=len(plan.reports)))
        self.setAccessibleName(self.title.text())
        told = [
            tr(f"ui.grid.bulk.{one}", n=plan.left_out[one])
            for one in confirming.REASONS
            if plan.left_out[one]
        ]
        self.left_out.setText(
            tr("ui.grid.bulk.left_out", reasons=tr("ui.grid.bulk.and").join(told)) if told else ""
        )
        self.left_out.setVisible(bool(told))
        holder, lines = QWidget(), QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        for document, n in plan.reports[:_MOST_REPORTS]:
            row = QHBoxLayout()
            name = Elided(no_mnemonic(self._grid.model.name(document)))
            name.setFont(chrome_font(theme, pixels=theme.sizes.small))
            count = small(str(n), theme=theme)
            count.setFont(figures_font(theme, pixels=theme.sizes.small))
            row.addWidget(name, 1)
            row.addWidget(count)
            lines.addLayout(row)
        if len(plan.reports) > _MOST_REPORTS:
            lines.addWidget(small(tr("ui.grid.bulk.more", n=len(plan.reports) - _MOST_REPORTS), theme=theme))
        lines.addStretch(1)
        holder.setLayout(lines)
        self.reports.setWidget(holder)
        # As many whole lines as there are, up to eight.
        lines.activate()
        first = lines.itemAt(0)
        one = first.sizeHint().height() + lines.spacing() if first is not None else 0
        self.reports.setFixedHeight(min(len(plan.reports), _LINES) * one)

    def _place(self) -> None:
        """In the middle of the window's part that the page and the grid share."""
        around = self.parentWidget()
        assert around is not None
        self.setFixedWidth(min(self._desk.theme.sizes.px(_WIDTH), around.width() - 16))
        self.adjustSize()
        free = around.height() - self.height()
        self.move((around.width() - self.width()) // 2, max(8, free // 3))

    def _accept(self) -> None:
        self.hide()
        if not confirming.is_still_so(self._desk, self.plan.places):
            # What is asked must be what is done: the machine says otherwise since it was asked.
            self._desk.look_at_spots()
            self.ask()
            return
        confirming.confirm(self._desk, self.plan.places)
        self._grid.take_keyboard()

    def _give_up(self) -> None:
        self.hide()
        self._grid.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Escape does not."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere confirms nothing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle; the grid takes the card with it."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)
