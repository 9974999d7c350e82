"""Owns the one longer task that may run beside the window: its progress, its end, its cancelling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.ui.bridge import Task, Work
from annotator.ui.panels.statusline import StatusLine


class LongerWork(QObject):
    """Runs one task at a time and tells the status line."""

    ended = Signal()
    """The task is over, however it went: look at the project again."""

    def __init__(self, status: Callable[[], StatusLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self._work: Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a task is running."""
        return self._work is not None

    def start(self, task: Task, told: Callable[[object], str]) -> None:
        """Run a task; ``told`` turns its result into the sentence that ends it."""
        if self._work is not None:
            self._status().refuse(tr("ui.task.busy"))
            return
        work = Work(task, self)
        self._work = work
        work.progressed.connect(lambda *told: self._status().show_progress(*told))

        def over() -> None:
            self._status().end_progress()
            self._work = None
            work.wait()
            work.deleteLater()
            self.ended.emit()

        def done(result: object) -> None:
            over()
            self._status().say(told(result))

        def fail(error: object) -> None:
            over()
            if not isinstance(error, UserError):
                assert isinstance(error, Exception)
                raise error
            self._status().refuse(sentence(error))

        work.succeeded.connect(done)
        work.failed.connect(fail)
        work.start()

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        if self._work is not None:
            self._work.requestInterruption()

    def stop(self) -> None:
        """Cancel and wait for the end; nobody is told."""
        if self._work is not None:
            self._work.requestInterruption()
            self._work.wait()
            self._work = None
