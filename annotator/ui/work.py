"""Owns the one longer task that may run beside the window: its progress, its end, its cancelling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.i18n import tr
from annotator.ui.child import Task, Work
from annotator.ui.panels.statusline import StatusLine

Records = list[dict[str, Any]]
"""What the verbs of a task printed, line by line."""


class LongerWork(QObject):
    """Runs one task at a time and tells the status line."""

    ended = Signal()
    """The task is over, however it went: look at the project again."""

    def __init__(self, status: Callable[[], StatusLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self._work: Work | None = None
        self._told: Callable[[Records], str] = lambda _: ""

    @property
    def is_busy(self) -> bool:
        """Whether a task is running."""
        return self._work is not None

    def start(self, task: Task, told: Callable[[Records], str]) -> None:
        """Run a task; ``told`` turns its records into the sentence that ends it."""
        if self._work is not None:
            self._status().refuse(tr("ui.task.busy"))
            return
        work = Work(task, self)
        self._work, self._told = work, told
        work.progressed.connect(self._progressed)
        work.succeeded.connect(self._succeeded)
        work.refused.connect(self._refused)
        work.failed.connect(self._failed)
        work.start()

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        if self._work is not None:
            self._work.cancel()

    def stop(self) -> None:
        """Cancel and wait for the end; nobody is told."""
        if self._work is not None:
            work, self._work = self._work, None
            work.stop()
            work.deleteLater()

    def _progressed(self, done: int, total: int, about: str) -> None:
        self._status().show_progress(done, total, about)

    def _succeeded(self, records: Records) -> None:
        told = self._told
        self._over()
        self._status().say(told(records))

    def _refused(self, sentence: str) -> None:
        self._over()
        self._status().refuse(sentence)

    def _failed(self, error: Exception) -> None:
        self._over()
        raise error

    def _over(self) -> None:
        self._status().end_progress()
        if self._work is not None:
            self._work.deleteLater()
            self._work = None
        self.ended.emit()
