"""Owns which lines the grid lists: of the report or the project, those that pass, kept as things change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.changes import Notice
from annotator.ui.grid.columns import sort_key
from annotator.ui.grid.filters import Filters
from annotator.ui.grid.gathering import Gathering
from annotator.ui.grid.heads import Heads
from annotator.ui.grid.lines import Line
from annotator.ui.grid.model import GridModel
from annotator.ui.grid.sieve import Tally, sift
from annotator.ui.grid.sifter import Sifter
from annotator.ui.models.desk import Desk

_SOON_MS = 250
"""When what is counted, or still being read, is looked at again."""


class Listing(QObject):
    """Gathers, sifts and sorts for the model.  What stands in the grid stays where it is while somebody
    works there: only another filter or order lists anew."""

    listed = Signal()
    """Other lines are in sight."""
    counted = Signal()
    """``tally`` counts anew."""

    def __init__(
        self,
        desk: Desk,
        model: GridModel,
        *,
        filters: Filters,
        heads: Heads,
        is_writing: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._filters = filters
        self._heads = heads
        self._is_writing = is_writing
        self.tally = Tally()
        self.gathering: Gathering = model.gathering
        self._sifter, self._counter = Sifter(self), Sifter(self)
        self._waiting: list[str] = []
        self._changed: dict[str, bool] = {}
        self._soon, self._recount = QTimer(self), QTimer(self)
        for timer, do in ((self._soon, self._append), (self._recount, self._count)):
            timer.setSingleShot(True)
            timer.setInterval(_SOON_MS)
            timer.timeout.connect(do)
        self._sifter.done.connect(self._show)
        self._counter.done.connect(self._take_counts)
        self.gathering.read.connect(self._read)
        self.gathering.ended.connect(self._ended)
        filters.changed.connect(self.sift)
        heads.sorted.connect(self.sift)
        desk.spots_changed.connect(self.gathering.read_here)
        desk.document_changed.connect(self._take_document)
        desk.documents_changed.connect(self._take_documents)
        desk.heard.connect(self._hear)

    @property
    def is_busy(self) -> bool:
        """Whether lines are still to be read or sifted."""
        return self.gathering.is_busy or self._sifter.is_busy

    def documents(self) -> list[str]:
        """The documents whose numbers are asked for, in the order of the project."""
        if self._filters.is_project:
            return [row.document.id for row in self._desk.rows]
        return [self._desk.document.id] if self._desk.document else []

    def gather(self) -> None:
        """List the numbers of the scope that is chosen."""
        self.gathering.read_here()
        self.gathering.stop()
        self.gathering.want(self.documents())
        self.sift()

    def sift(self) -> None:
        """Look anew which lines pass, and in what order."""
        self._waiting.clear()
        order = None
        column = self._heads.column
        if column is not None:
            names = {row.document.id: self._model.name(row.document.id) for row in self._desk.rows}
            order = sort_key(column, names)
        lines = list(self.gathering.lines(self.documents()))
        self._sifter.begin(lines, self._filters.sieve, order=order, is_falling=self._heads.is_falling)

    def _show(self, lines: list[Line], tally: Tally) -> None:
        self._model.show(lines)
        self.tally = tally
        self.counted.emit()
        self.listed.emit()
        changed, self._changed = self._changed, {}
        for document, is_first in changed.items():
            self._read(document, is_first)

    def _take_counts(self, _: list[Line], tally: Tally) -> None:
        self.tally = tally
        self.counted.emit()

    def _count(self) -> None:
        self._counter.begin(list(self.gathering.lines(self.documents())), self._filters.sieve)

    # What has changed -----------------------------------------------------------------------------

    def _take_document(self) -> None:
        if not self._filters.is_project:
            self.gather()

    def _take_documents(self) -> None:
        if self._filters.is_project:
            self.gathering.want(self.documents())

    def _hear(self, notice: Notice) -> None:
        self.gathering.forget(notice.documents)

    def _read(self, document: str, is_first: bool) -> None:
        """A document's lines are there: those in sight change, a new document's come at the end."""
        here = self._desk.document.id if self._desk.document else ""
        if not self._filters.is_project and document != here:
            return
        if self._sifter.is_busy:
            # What is being sifted are the lines as they were.
            self._changed[document] = self._changed.get(document, is_first)
        elif is_first:
            self._waiting.append(document)
            if not self._soon.isActive():
                self._soon.start()
        else:
            self._model.take_anew(document, self.gathering.of(document))
            self._recount.start()

    def _append(self) -> None:
        """Show the lines of the documents read meanwhile; sorted ones, once all are there."""
        self._soon.stop()
        waiting, self._waiting = self._waiting, []
        if waiting and self._heads.column is None:
            lines = list(self.gathering.lines(waiting))
            self._model.append(sift(lines, self._filters.sieve, self.tally))
        self.counted.emit()

    def _ended(self) -> None:
        """All is there: in the order asked for, unless somebody is writing."""
        self._append()
        is_in_order = self._heads.column is None and self._model.first() in (None, *self.documents()[:1])
        if not is_in_order and not self._is_writing():
            self.sift()
