"""Owns which scene is in sight: the report, or where disagreements are settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from annotator.ui.actions import keys_of
from annotator.ui.menus import Menus
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.panels.statusline import StatusLine

if TYPE_CHECKING:
    from annotator.ui.curation.screen import CurationScreen

_CURATION_NAME = "curation"


class Scenes(QObject):
    """Turns from one to the other.  The second is made when it is first asked for."""

    def __init__(
        self,
        stack: QStackedWidget,
        menus: Menus,
        parent: QObject,
        *,
        status: Callable[[], StatusLine],
    ) -> None:
        super().__init__(parent)
        self._stack, self._menus, self._status = stack, menus, status
        self._desk: Desk | None = None
        self.screen: CurationScreen | None = None

    def take(self, desk: Desk) -> None:
        """Be about another desk; the report is in sight."""
        self.forget()
        self._desk = desk

    def forget(self) -> None:
        """Be about no desk any more."""
        if self.screen is not None:
            self.screen.stop()
        # Whichever was in sight: from now on it is a report.
        self._status().progress.show()
        self._desk, self.screen = None, None

    @property
    def is_open(self) -> bool:
        """Whether disagreements are settled at the moment."""
        return self.screen is not None and self._stack.currentWidget() is self.screen

    @property
    def part(self) -> str:
        """The part in sight, "" for the report."""
        return self.screen.part if self.screen is not None and self.is_open else ""

    def open(self, part: str = "cases") -> None:
        """Turn to where disagreements are settled."""
        desk = self._desk
        if desk is None or not settled(desk):
            return
        if self.screen is None:
            # Imported here: the window starts without what most people never open.
            from annotator.ui.curation.screen import CurationScreen

            self.screen = CurationScreen(desk, keys_of(self._menus.rows), self._menus.trigger)
            self.screen.setObjectName(_CURATION_NAME)
            self.screen.left.connect(self.leave)
            self.screen.progressed.connect(self._tell_progress)
            self._stack.addWidget(self.screen)
        self._stack.setCurrentWidget(self.screen)
        self._menus.set_scene("curation")
        self._status().progress.hide()
        self.screen.begin(part)

    def leave(self) -> None:
        """Turn back to the report, to the place of the case one was at."""
        if self.screen is None or self._desk is None:
            return
        case = self.screen.case.case
        self.screen.stop()
        self._stack.setCurrentIndex(0)
        self._menus.set_scene("desk")
        self._status().progress.show()
        self._desk.page_wanted.emit()
        if case is not None and self._desk.row_of(case.document) is not None:
            self._desk.show_document(case.document)
            if case.place is not None:
                self._desk.show_range(*case.place)

    def do(self, what: str, n: int = 0) -> None:
        """Do what a key of that scene says."""
        if self.screen is None or not self.is_open:
            self.open()
        if self.screen is not None and not (what == "leave" and self.screen.step_out()):
            self.screen.do(what, n)

    def _cancel(self) -> None:
        if self.screen is not None:
            self.screen.cancel()

    def _tell_progress(self) -> None:
        """In the status line, where every longer task is, with a way to stop it."""
        told = self.screen.progress() if self.screen is not None and self.is_open else None
        if told is not None:
            self._status().show_progress(*told, cancel=self._cancel)
        else:
            self._status().end_progress(self._cancel)
