"""Owns the cases of a project as they are read, a report at a time, and kept as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.i18n import sentence
from annotator.measures.steps import Steps
from annotator.model.annotations import GOLD, Relation
from annotator.model.changes import Notice
from annotator.model.curation import Case, CaseState, Decision, Said
from annotator.store import Store
from annotator.tasks.curating.cases import cases
from annotator.ui.models.desk import Desk
from annotator.ui.slicing import Slices

_QUIET_MS = 600
"""How long nobody must have decided until what was decided is read anew: keys come first."""
_MANY = 1000
"""Of how many declarations it takes a while to read them: then some reports are read at once."""
_EVERYWHERE = frozenset({"tagset", "bundle", "person", "version", "anchoring", "*"})
"""What changes the cases of any report: what counts, under whose name, and where."""
_TOUCHING = frozenset({"annotation", "relation", "progress", "decision", "document"}) | _EVERYWHERE
"""What changes cases."""


class Caseload(QObject):
    """The cases of every report that anybody declared complete, or in which something was decided.  What was
    read stays until it is read anew, so that nothing flickers."""

    read = Signal(str)
    """The cases of a report are there, or there anew."""
    moved = Signal()
    """More is read, or more is to be read."""
    ended = Signal()
    """All is read."""
    failed = Signal(str)
    """The project cannot be read just now, in a sentence; what was read stays."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cases: dict[str, list[Case]] = {}
        self._left: dict[str, None] = {}
        self._at_once = 1
        self.is_begun = False
        self._is_watched = False
        self._is_scanned = False
        self._slices = Slices(self)
        self._slices.paused.connect(self.moved)
        self._slices.done.connect(self._end)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._go_on)
        desk.heard.connect(self._hear)

    @property
    def is_busy(self) -> bool:
        """Whether it is reading."""
        return self._slices.is_busy

    @property
    def is_whole(self) -> bool:
        """Whether all reports have been read once."""
        return self.is_begun and not any(one not in self._cases for one in self._left)

    @property
    def left(self) -> int:
        """How many reports are still to be read."""
        return len(self._left)

    @property
    def total(self) -> int:
        """How many reports there are to be read or read."""
        return len(self._cases.keys() | self._left.keys())

    def all(self) -> Iterator[Case]:
        """All cases as far as they are read, in the order of the reports and places."""
        for row in self._desk.rows:
            yield from self._cases.get(row.document.id, ())

    def of(self, document: str) -> list[Case]:
        """The cases of one report, as far as it is read."""
        return self._cases.get(document, [])

    def get(self, document: str, key: str) -> Case | None:
        """The case of that key."""
        return next((one for one in self.of(document) if one.key == key), None)

    def readers(self, document: str) -> list[str]:
        """Whoever declared any part of a report complete, sorted."""
        return sorted({owner for case in self.of(document) for owner in case.answers})

    # Reading --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read what is not read."""
        self.is_begun = self._is_watched = True
        if not self._is_scanned:
            self._scan()
        self._read_left()

    def _go_on(self) -> None:
        """Nobody has decided for a moment.  Which reports have changed is known: only where that is not so
        all of the project is looked through for others."""
        if self._is_scanned:
            self._read_left()
        else:
            self.begin()

    def _scan(self) -> None:
        """Look for the reports that can have cases."""
        try:
            wanted = self._touched()
        except UserError as error:
            self.failed.emit(sentence(error))
            return
        here = [row.document.id for row in self._desk.rows]
        for one in self._cases.keys() - set(here):
            del self._cases[one]
        self._left.update((one, None) for one in here if one in wanted and one not in self._cases)
        self._is_scanned = True

    def _touched(self) -> set[str]:
        """The reports that can have cases."""
        store = self._desk.session.store
        records = store.records("progress")
        found = {str(record["document"]) for record in records if record["owner"] != GOLD}
        self._at_once = 1 + min(7, len(found) // _MANY)
        return found | {decision.document for decision in store.decisions()}

    def _read_left(self) -> None:
        if self._left and not self._slices.is_busy and self._desk.rows:
            self._slices.begin(self._steps(), is_at_once=False)
        self.moved.emit()

    def stop(self) -> None:
        """Read no more until ``begin``; what was read stays."""
        self._is_watched = False
        self._quiet.stop()
        self._slices.stop()
        self.moved.emit()

    def _steps(self) -> Steps[str]:
        """Read all that is left; return what is in the way, "" when nothing is."""
        store = self._desk.session.store
        while self._left:
            some = list(self._left)[: self._at_once]
            for one in some:
                self._left.pop(one)
            try:
                found = self._read(store, some)
            except UserError as error:
                if error.message == "document.unknown":
                    continue
                self._left.update(dict.fromkeys(some))
                return sentence(error)
            for one in some:
                self._cases[one] = found.get(one, [])
                self.read.emit(one)
            yield
        return ""

    def _read(self, store: Store, documents: list[str]) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = {}
        for case in cases(store, documents):
            found.setdefault(case.document, []).append(case)
        return found

    def read_now(self, document: str) -> list[Case]:
        """Read one report at once, and return its cases.

        Raises:
            UserError: it cannot be read; it is still to be.
        """
        self._cases[document] = cases(self._desk.session.store, [document])
        self._left.pop(document, None)
        self.read.emit(document)
        return self._cases[document]

    def _end(self, trouble: str) -> None:
        self.moved.emit()
        if trouble:
            self.failed.emit(trouble)
        else:
            self.ended.emit()

    # What has changed -----------------------------------------------------------------------------

    def _hear(self, notice: Notice) -> None:
        if not self.is_begun or not notice.kinds & _TOUCHING:
            return
        if notice.kinds & (_EVERYWHERE | {"document"}):
            self._is_scanned = False
        if notice.kinds & _EVERYWHERE:
            self._left.update((one, None) for one in self._cases)
        self._left.update((one, None) for one in notice.documents)
        if self._is_watched:
            self._quiet.start()

    def take_decision(self, case: Case) -> Case:
        """A case was just decided: return it as it stands now, without reading its report."""
        store = self._desk.session.store
        record = store.record("decision", case.decision_id)
        if record is None:
            return case
        decision = Decision.from_record(record)
        gold = tuple(said for one in decision.gold if (said := _gold(store, one)) is not None)
        state: CaseState = "reopened" if decision.is_reopened else "settled"
        fresh = replace(case, decisions=(decision,), gold=gold, state=state)
        self._put(fresh)
        return fresh

    def _put(self, fresh: Case) -> None:
        here = self._cases.get(fresh.document, [])
        for n, one in enumerate(here):
            if one.key == fresh.key:
                here[n] = fresh

    def forget(self, documents: Iterable[str]) -> None:
        """Read these anew at once: what is known of them is wrong."""
        self._left.update((one, None) for one in documents)
        self._read_left()


def _gold(store: Store, id: str) -> Said | None:
    annotation = store.annotation(id)
    if annotation is not None:
        return annotation
    record = store.record("relation", id)
    return Relation.from_record(record) if record else None
