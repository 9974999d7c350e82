"""Owns how far the curation of each report is: finishing one, which locks its gold, and opening it again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.commands import curating
from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.model.annotations import GOLD
from annotator.tasks.curating.inside import finishing
from annotator.ui.curation.hints import Hints
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.docket import Sought, tally_of
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.pieces import small

_COLUMNS = ("report", "state", "waiting", "reopened", "agreed", "settled")
_FIGURES = (2, 3, 4, 5)


class ReportsPanel(QWidget):
    """One line for each report that has cases."""

    cases_wanted = Signal(str)
    """One wants to settle the cases of a report."""
    agreed_wanted = Signal(str)
    """What all agree on in a report is to be settled first."""
    wanted = Signal(str)

    def __init__(self, desk: Desk, load: Caseload, words: CaseWords, keys: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._load, self._words = desk, load, words
        theme = desk.theme
        self.table = FigureTable(theme, name=tr("ui.reports.list"), quoted=(0,))
        self._whole = WholeTable(self.table)
        self.told = small("", theme=theme)
        self.told.setWordWrap(True)
        self.hints = Hints(desk, ("finish_curation", "open_report"), {**keys, "open_report": "Return"})
        column = QVBoxLayout(self)
        px = theme.sizes.px
        column.setContentsMargins(px(16), px(12), px(12), px(8))
        column.setSpacing(px(8))
        column.addWidget(self.told)
        column.addWidget(self._whole, 1)
        column.addWidget(self.hints)
        self.setFocusProxy(self.table)
        self.table.setProperty("takes", "Return Enter")
        self.table.wanted.connect(lambda place: self.cases_wanted.emit(place[0]))
        self.hints.wanted.connect(self._hint)

    def _hint(self, name: str) -> None:
        document = self.document()
        if name == "open_report" and document:
            self.cases_wanted.emit(document)
        else:
            self.wanted.emit(name)

    def look_again(self) -> None:
        """Show how far they are now."""
        documents = [row.document.id for row in self._desk.rows if self._load.of(row.document.id)]
        rows = Lazily(documents, self._row, lambda one: one)
        self.table.show_rows(
            [tr(f"ui.reports.column.{one}") for one in _COLUMNS], rows, figures=_FIGURES, stretched=0, first=0
        )
        self.table.say_anew()
        self._whole.setVisible(bool(documents))
        self.hints.setVisible(bool(documents))
        if documents:
            self.told.setText(tr("ui.reports.words"))
        else:
            self.told.setText(tr("ui.queue.no_bundles" if self._load.is_whole else "ui.queue.reading"))

    def state(self, document: str) -> str:
        """The state of a report's curation."""
        return str(self._desk.session.store.progress(document, GOLD).state)

    def _row(self, document: str) -> Row:
        tally = tally_of(self._load.of(document), Sought())
        state = self.state(document)
        told = tr("ui.reports.state.new")
        if state in ("in curation", "curated"):
            told = tr(f"ui.reports.state.{state.replace(' ', '_')}")
        counts = (tally.waiting, tally.reopened, tally.agreed, tally.settled)
        return Row(
            cells=(self._words.report(document), told, *map(str, counts)),
            place=(document, 0, 0),
            stands_for=document,
        )

    def document(self) -> str:
        """The report one is at."""
        row = self.table.current()
        return str(row.stands_for) if row is not None else ""

    def turn(self, document: str) -> None:
        """Declare a report curated; one that is, is opened again."""
        if not document:
            return
        if self.state(document) == "curated":
            self._desk.run(curating.reopen_document, document=document)
            self.look_again()
            return
        try:
            cases = self._load.read_now(document)
        except UserError as error:
            self._desk.refused.emit(sentence(error))
            return
        tally = tally_of(cases, Sought())
        if tally.agreed and not tally.waiting:
            # Nobody disputes them, and yet gold does not say them.
            self.agreed_wanted.emit(document)
            self._desk.said.emit(tr("ui.reports.agreed_first", n=tally.agreed))
            return
        self._desk.run(finishing(self._desk.session.store), document=document)
        self.look_again()

    def take_keyboard(self) -> None:
        """Let keys act on the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
