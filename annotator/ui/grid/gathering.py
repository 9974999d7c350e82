"""Owns reading the numbers of a project's reports into lines, a little at a time: no key waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.text.cleaning import clean
from annotator.ui.grid.lines import Line, lines_of
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot, Spots

_SLICE = 0.012
"""For how long it reads before the window may do something else, in seconds."""
_KEPT = 400


class Gathering(QObject):
    """The lines of every report asked for; those of the report on the desk are always as it says."""

    read = Signal(str, bool)
    """A document's lines are there, or (False) there anew."""
    ended = Signal()
    """All that was asked for is read."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: dict[str, list[Line]] = {}
        self._left: dict[str, None] = {}
        self._seen: dict[str, dict[Ref, tuple[Spot, Line]]] = {}
        self._spots: dict[tuple[str, Ref], Spot] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be read."""
        return bool(self._left)

    @property
    def left(self) -> int:
        """How many documents are still to be read."""
        return len(self._left)

    def lines(self, documents: Iterable[str]) -> Iterator[Line]:
        """The lines of these documents, as far as they are read, in their order."""
        for document in documents:
            yield from self._lines.get(document, ())

    def of(self, document: str) -> list[Line]:
        """The lines of one document, as far as it is read."""
        return self._lines.get(document, [])

    def want(self, documents: Iterable[str]) -> None:
        """Read these as soon as there is time, unless they are read already."""
        self._left.update((one, None) for one in documents if one not in self._lines)
        if self._left:
            self._timer.start()

    def forget(self, documents: Iterable[str]) -> None:
        """What is said of these has changed: read them anew, if they were read."""
        gone = set(documents)
        self._spots = {key: spot for key, spot in self._spots.items() if key[0] not in gone}
        again = [one for one in gone if one in self._lines and not self._is_here(one)]
        self._left.update((one, None) for one in again)
        if self._left:
            self._timer.start()

    def stop(self) -> None:
        """Read no more of what is still to be read."""
        self._left.clear()
        self._timer.stop()

    def read_here(self) -> None:
        """Take the lines of the report on the desk from there."""
        desk = self._desk
        if desk.document is not None and desk.reading is not None:
            self._keep(desk.document.id, desk.spots.numbers)

    def _is_here(self, document: str) -> bool:
        return self._desk.document is not None and self._desk.document.id == document

    def _keep(self, document: str, numbers: tuple[Spot, ...]) -> None:
        """Make the lines of a document; of what is said as before, the lines there are."""
        before = self._seen.get(document, {}) if self._is_here(document) else {}
        fresh = [spot for spot in numbers if (known := before.get(spot.ref)) is None or known[0] is not spot]
        reading = self._desk.reading
        if self._is_here(document) and reading is not None:
            cleaned = reading.clean
        else:
            cleaned = clean(self._desk.session.store.original(document))
        made = {line.ref: line for line in lines_of(document, cleaned, fresh)}
        is_first = document not in self._lines
        self._lines[document] = [made.get(spot.ref) or before[spot.ref][1] for spot in numbers]
        if self._is_here(document):
            pairs = zip(numbers, self._lines[document], strict=True)
            self._seen = {document: {spot.ref: (spot, line) for spot, line in pairs}}
        self._left.pop(document, None)
        self.read.emit(document, is_first)

    def _slice(self) -> None:
        if not self._desk.rows:
            # The desk has ended: there is no project to ask.
            self.stop()
        until = monotonic() + _SLICE
        while self._left and monotonic() < until:
            document = next(iter(self._left))
            if self._is_here(document):
                self.read_here()
                continue
            try:
                session = self._desk.session
                spots = Spots(session.suggestions(document), session.annotations(document))
                self._keep(document, spots.numbers)
            except UserError:
                # It was taken out of the project meanwhile.
                self._left.pop(document, None)
                self._lines.pop(document, None)
        if not self._left:
            self._timer.stop()
            self.ended.emit()

    # One number -----------------------------------------------------------------------------------

    def spot(self, line: Line) -> Spot | None:
        """All that is said of a line's number now; None when it is there no more."""
        if self._is_here(line.document):
            return self._desk.spots.get(line.ref)
        if line.key not in self._spots:
            if len(self._spots) >= _KEPT:
                self._spots.clear()
            found = self._ask(line)
            if found is None:
                return None
            self._spots[line.key] = found
        return self._spots[line.key]

    def _ask(self, line: Line) -> Spot | None:
        store, reviewer = self._desk.session.store, self._desk.session.reviewer
        kind, name, start, end = line.ref
        try:
            if kind == "annotation":
                annotation = store.annotation(name)
                suggestion = None
            else:
                annotation = store.answer_to(line.document, reviewer, (name, start, end))
                suggestion = None if annotation else store.suggestion(line.document, (name, start, end))
        except UserError:
            return None
        found = Spots([suggestion] if suggestion else [], [annotation] if annotation else [])
        return found.get(line.ref)
