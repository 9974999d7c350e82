"""Owns where the grid stands: under the page, over the whole width, while the sides fold away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from annotator.ui.grid.bulk import BulkCard
from annotator.ui.grid.filters import PROJECT, REPORT
from annotator.ui.grid.panel import GridPanel
from annotator.ui.models.desk import Desk
from annotator.ui.sides import Sides

_OPEN = "ui.grid"
_SHARES = (42, 58)
"""How the height is shared between page and grid at first."""


class Bench(QWidget):
    """The page with its sides, and under it the grid, which is made when it is first asked for."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], sides: Sides) -> None:
        super().__init__()
        self._desk = desk
        self._keys = keys
        self._sides = sides
        self._before = (True, True)
        self.grid: GridPanel | None = None
        self.bulk: BulkCard | None = None
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        # In a low window the page gives way for some rows, whatever its rails would like.
        sides.setMinimumHeight(desk.theme.sizes.px(150))
        self.splitter.addWidget(sides)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    @property
    def is_open(self) -> bool:
        """Whether the grid is there."""
        return self.grid is not None and not self.grid.isHidden()

    def restore(self) -> None:
        """Show the grid if it was there when the project was left."""
        scope = self._desk.session.setting(_OPEN)
        if scope in (REPORT, PROJECT):
            self._open(scope)

    def toggle(self) -> None:
        """Show the grid and give it the keyboard; where it has it already, let the grid go."""
        if not self.is_open:
            self._open()
        elif self._has_keyboard():
            self.close_grid()
            return
        assert self.grid is not None
        self.grid.take_keyboard()

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return self.grid is not None and focus is not None and self.grid.isAncestorOf(focus)

    def _open(self, scope: str = "") -> None:
        first = self.grid is None
        if self.grid is None:
            self.grid = GridPanel(self._desk, self._keys)
            self.bulk = BulkCard(self._desk, self.grid, self)
            self.grid.left.connect(self._desk.page_wanted)
            self.grid.confirm_wanted.connect(self.bulk.ask)
            self.splitter.addWidget(self.grid)
        self.grid.show()
        self._before = self._sides.chosen()
        self._sides.choose((False, False))
        if first:
            # Once both have been laid out: what comes in is given its least height first.
            QTimer.singleShot(0, self, self._share)
        if scope == PROJECT:
            self.set_scope(PROJECT)
        self._remember()

    def _share(self) -> None:
        self.splitter.setSizes([max(1, self.height()) * share // 100 for share in _SHARES])
        # The page is lower now, and the grid has its size: what is current stays in sight in both.
        self._desk.wishes.here_again.emit()
        if self.grid is not None:
            self.grid.table.bring_into_sight()

    def close_grid(self) -> None:
        """Let the grid go; the sides are there again."""
        if self.grid is None:
            return
        self.grid.hide()
        self._sides.choose(self._before)
        self._remember()
        self._desk.page_wanted.emit()

    def turn_scope(self) -> None:
        """Show the numbers of the project instead of the report's, or the other way round."""
        if not self.is_open:
            self.toggle()
        assert self.grid is not None
        self.set_scope(REPORT if self.grid.filters.is_project else PROJECT)
        self.grid.take_keyboard()

    def set_scope(self, scope: str) -> None:
        """Show the numbers of this report, or of the project."""
        assert self.grid is not None
        self.grid.filters.scope.set_on([scope])
        self.grid.gather()
        self._remember()

    def confirm_listed(self) -> None:
        """Ask whether all that is in sight is right; without the grid there is nothing in sight."""
        if self.is_open and self.bulk is not None:
            self.bulk.ask()
        else:
            self.toggle()

    def copy(self) -> None:
        """Copy the rows selected."""
        if self.is_open and self.grid is not None:
            self.grid.copy()
        else:
            self.toggle()

    def _remember(self) -> None:
        scope = ""
        if self.is_open and self.grid is not None:
            scope = PROJECT if self.grid.filters.is_project else REPORT
        if (self._desk.session.setting(_OPEN) or "") != scope:
            self._desk.session.remember(_OPEN, scope)
