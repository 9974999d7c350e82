"""Owns the way between the core and Qt: notices become signals, longer tasks run in a thread of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from annotator.errors import UserError
from annotator.i18n import tr
from annotator.session import Session
from annotator.settings import installation_id
from annotator.store import Store
from annotator.tasks.acting import Progress
from annotator.tasks.importing import ImportOutcome, import_paths
from annotator.tasks.suggesting import suggest_all

LOOK_MS = 1500
"""How often the file is asked whether another window has written."""

Task = Callable[[Progress, Callable[[], bool]], object]


class Bridge(QObject):
    """Tells a session's notices as a signal, others' writes included."""

    noticed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stop = session.subscribe(self.noticed.emit)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Ask now."""
        try:
            self._session.look_again()
        except UserError:
            # Busy or gone for the moment: whatever is done next says so.
            return

    def stop(self) -> None:
        """Hear no more."""
        self._timer.stop()
        self._stop()


class Work(QThread):
    """One longer task.  It is given what to tell its progress to and what to ask for cancellation."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, task: Task, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = task

    def run(self) -> None:
        """Qt calls this in the new thread."""
        try:
            result = self._task(self.progressed.emit, self.isInterruptionRequested)
        except Exception as error:
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)


@contextmanager
def _own_store(project: Path) -> Iterator[Store]:
    """A store of this thread's own: a connection serves one thread."""
    store = Store.open(project, installation=installation_id())
    try:
        yield store
    finally:
        store.close()


def importing(project: Path, paths: Sequence[str], *, actor: str) -> Task:
    """Return the task that imports files and folders, then makes suggestions; its result is the
    outcomes of the files."""

    def task(progress: Progress, cancelled: Callable[[], bool]) -> list[ImportOutcome]:
        def importing_file(done: int, total: int, about: str) -> None:
            progress(done, total, tr("ui.task.importing", about=about))

        with _own_store(project) as store:
            found = list(
                import_paths(store, paths, actor=actor, progress=importing_file, cancelled=cancelled)
            )
            _suggest(store, progress, cancelled)
        return found

    return task


def suggesting(project: Path) -> Task:
    """Return the task that makes what suggestions are missing or stale."""

    def task(progress: Progress, cancelled: Callable[[], bool]) -> None:
        with _own_store(project) as store:
            _suggest(store, progress, cancelled)

    return task


def _suggest(store: Store, progress: Progress, cancelled: Callable[[], bool]) -> None:
    def suggesting_for(done: int, total: int, about: str) -> None:
        progress(done, total, tr("ui.task.suggesting", about=about))

    for _ in suggest_all(store, progress=suggesting_for, cancelled=cancelled):
        pass
