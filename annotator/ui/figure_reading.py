"""Owns reading a project's reports for the figures, a little at a time, and keeping what each one gave."""

from __future__ import annotations

import gc
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.i18n import sentence
from annotator.measures.steps import Steps
from annotator.model.changes import Notice
from annotator.tasks.measuring import Measured, measured
from annotator.ui.models.desk import Desk
from annotator.ui.slicing import Slices

_QUIET_MS = 500
"""How long nobody must have answered until what was answered is read anew: keys come first."""


class FigureReading(QObject):
    """What every report gives, in the project's order, as far as it is read.  What was read stays until it
    is read anew, so that nothing flickers."""

    moved = Signal()
    """More is read, or more is to be read."""
    ended = Signal()
    """All is read."""
    failed = Signal(str)
    """The project cannot be read just now, in a sentence; what was read stays."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read: dict[str, Measured] = {}
        self._left: dict[str, None] = {}
        self._now = ""
        self._is_wanted = False
        self._slices = Slices(self)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.begin)
        self._slices.paused.connect(self.moved)
        self._slices.done.connect(self._end)
        desk.heard.connect(self._hear)

    @property
    def is_busy(self) -> bool:
        """Whether it is reading."""
        return self._slices.is_busy

    @property
    def is_stale(self) -> bool:
        """Whether something is to be read, or is in the project no more."""
        return bool(self._left) or self.left > 0

    @property
    def of(self) -> int:
        """How many reports there are."""
        return len(self._desk.rows)

    @property
    def left(self) -> int:
        """How many of them are still to be read, or to be read anew."""
        ids = (row.document.id for row in self._desk.rows)
        return sum(id in self._left or id not in self._read for id in ids)

    @property
    def reports(self) -> list[Measured]:
        """What the reports gave that are read."""
        return [self._read[row.document.id] for row in self._desk.rows if row.document.id in self._read]

    def begin(self) -> None:
        """Read what is not read, or has changed since."""
        self._is_wanted = True
        self._quiet.stop()
        here = {row.document.id for row in self._desk.rows}
        for gone in self._read.keys() - here:
            del self._read[gone]
        self._left = {one: None for one in self._left if one in here}
        self._left.update((one, None) for one in here if one not in self._read and one != self._now)
        if not self._slices.is_busy:
            # What there is already is no garbage: looking through all of it, again and again while reading
            # makes new values, would keep the window waiting for a tenth of a second each time.
            gc.freeze()
            self._slices.begin(self._steps(), is_at_once=False)

    def stop(self) -> None:
        """Read no more for now; what was read stays."""
        self._is_wanted = False
        self._quiet.stop()
        if self._slices.is_busy:
            gc.unfreeze()
        self._slices.stop()

    def forget(self, documents: Iterable[str]) -> None:
        """What is said of these has changed."""
        self._left.update((one, None) for one in documents)
        if self._is_wanted:
            self._quiet.start()

    def _hear(self, notice: Notice) -> None:
        self.forget(notice.documents)

    def _steps(self) -> Steps[str]:
        """Read all that is left; return what is in the way, "" when nothing is."""
        while self._left:
            # In the project's order, whatever was forgotten meanwhile.
            rows = [row.document.id for row in self._desk.rows if row.document.id in self._left]
            self._left = dict.fromkeys(rows)
            for document in rows:
                try:
                    yield from self._read_one(document)
                except UserError as error:
                    if error.message != "document.unknown":
                        return sentence(error)
                    # It was taken out of the project meanwhile.
                    self._left.pop(document, None)
                    self._read.pop(document, None)
        return ""

    def _read_one(self, id: str) -> Steps[None]:
        """Read one report.  It is no longer to be read from the moment that reading begins: what is said of
        it meanwhile makes it so again."""
        self._left.pop(id, None)
        self._now, is_read = id, False
        try:
            store = self._desk.session.store
            found = yield from measured(store, store.document(id), reviewer=self._desk.session.reviewer)
            self._read[id] = found
            is_read = True
        finally:
            self._now = ""
            if not is_read:
                self._left[id] = None

    def _end(self, trouble: str) -> None:
        gc.unfreeze()
        self.moved.emit()
        if trouble:
            self.failed.emit(trouble)
        else:
            self.ended.emit()
