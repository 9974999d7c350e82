"""Owns the one longer task that may run beside the window: its progress, its end, its cancelling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.i18n import tr
from annotator.ui.child import Records, Task, Work
from annotator.ui.panels.statusline import StatusLine


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """A task, and the sentence that ends it; a quiet one, which nobody asked for, has none.  ``about`` is
    what a task is about of which nobody knows how far it is, only that it is going on."""

    task: Task
    told: Callable[[Records], str] | None
    about: str = ""


class LongerWork(QObject):
    """Runs one task at a time and tells the status line.

    A quiet task makes way for one that somebody asks for, and for a fresh quiet one.
    """

    ended = Signal()
    """The task is over, however it went: look at the project again."""

    def __init__(self, status: Callable[[], StatusLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self._work: Work | None = None
        self._running: _Order | None = None
        self._next: _Order | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a task that somebody asked for is running, or about to."""
        return any(order is not None and order.told is not None for order in (self._running, self._next))

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running, not even quietly."""
        return self._running is None

    def start(self, task: Task, told: Callable[[Records], str], *, about: str = "") -> bool:
        """Run a task; ``told`` turns its records into the sentence that ends it.  With ``about`` that is
        shown from the beginning.  Return whether it runs; while another one does, that is refused."""
        if self.is_busy:
            self._status().refuse(tr("ui.task.busy"))
            return False
        self._queue(_Order(task=task, told=told, about=about))
        return True

    def start_quietly(self, task: Task) -> None:
        """Run a task of which only the progress is shown; after the one that is running."""
        if self._next is None or self._next.told is None:
            self._queue(_Order(task=task, told=None))

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        if self._work is not None:
            self._work.cancel()

    def stop(self) -> None:
        """Cancel and wait for the end; nobody is told."""
        self._running, self._next = None, None
        if self._work is not None:
            work, self._work = self._work, None
            work.stop()
            work.deleteLater()
            self._status().end_progress(self.cancel)

    def _queue(self, order: _Order) -> None:
        if self._running is None:
            self._begin(order)
            return
        self._next = order
        if self._running.told is None:
            self.cancel()

    def _begin(self, order: _Order) -> None:
        work = Work(order.task, self)
        self._work, self._running = work, order
        work.progressed.connect(self._progressed)
        work.succeeded.connect(self._succeeded)
        work.refused.connect(self._refused)
        work.failed.connect(self._failed)
        if order.about:
            self._progressed(0, 0, tr(order.task[0].message, about=order.about))
        work.start()

    def _progressed(self, done: int, total: int, about: str) -> None:
        self._status().show_progress(done, total, about, cancel=self.cancel)

    def _succeeded(self, records: Records) -> None:
        order = self._over()
        if order is not None and order.told is not None:
            self._status().say(order.told(records))
        self._go_on()

    def _refused(self, sentence: str) -> None:
        self._over()
        self._status().refuse(sentence)
        self._go_on()

    def _failed(self, error: Exception) -> None:
        self._over()
        self._go_on()
        raise error

    def _over(self) -> _Order | None:
        order, self._running = self._running, None
        self._status().end_progress(self.cancel)
        if self._work is not None:
            self._work.deleteLater()
            self._work = None
        self.ended.emit()
        return order

    def _go_on(self) -> None:
        """Begin what waits."""
        order, self._next = self._next, None
        if order is not None:
            self._begin(order)
