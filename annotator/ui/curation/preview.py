"""Owns the preview of settling many cases: how many, of which kinds, which gold would change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.curation import Case
from annotator.tasks.curating.settling import STATUSES, Outcome
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.rehearsing import Rehearsal
from annotator.ui.models.tracks import joined, said_words
from annotator.ui.pieces import plain, small
from annotator.ui.theme import chrome_font
from annotator.ui.toggles import Toggles

_COLUMNS = ("text", "differs", "becomes", "gold", "report")
_QUOTED = (0, 3, 4)
_HIGH = 200
"""How high it must be for more than the list, in pixels at 100 %."""
_KINDS = 6
"""How many kinds are told at most; the rest are added up."""


class Preview(QWidget):
    """Shows what a rehearsal tells, as far as it has come."""

    case_wanted = Signal(object)
    """One wants to look at a case."""

    def __init__(self, desk: Desk, rehearsal: Rehearsal, words: CaseWords) -> None:
        super().__init__()
        self._desk, self._words, self._rehearsal = desk, words, rehearsal
        self._listed = 0
        """How many were known when they were listed last."""
        theme = desk.theme
        self.summary = plain("")
        bold = chrome_font(theme)
        bold.setBold(True)
        self.summary.setFont(bold)
        self.summary.setWordWrap(True)
        self.kinds = small("", theme=theme)
        self.kinds.setWordWrap(True)
        self.which = Toggles(desk, ("done", "changing", "rest"), is_one=True)
        self.which.set_on(["done"])
        self.table = FigureTable(theme, name=tr("ui.bulk.list"), quoted=_QUOTED, places=0)
        self._whole = WholeTable(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.px(6))
        for part in (self.summary, self.kinds, self.which):
            column.addWidget(part)
        column.addWidget(self._whole, 1)
        column.addStretch(0)
        self.table.wanted.connect(lambda _: self._open())
        self.which.changed.connect(self._list)
        rehearsal.moved.connect(self.look_again)
        rehearsal.ended.connect(self.look_again)
        self.look_again()

    def look_again(self) -> None:
        """Show what is known now."""
        told, rehearsal = self._rehearsal.told, self._rehearsal
        is_shown = rehearsal.wanted is not None and not rehearsal.trouble
        self._tell_shown()
        if rehearsal.trouble:
            self.summary.setText(rehearsal.trouble)
            return
        if not is_shown:
            self.summary.setText(tr("ui.bulk.none"))
            return
        if rehearsal.is_busy:
            self.summary.setText(tr("ui.bulk.trying", n=len(told), of=told.of))
        else:
            values = {
                "n": len(told.done),
                "changed": len(told.changing),
                "kept": told.statuses["kept"],
                "left": told.statuses["left"] + told.statuses["refused"],
            }
            self.summary.setText(tr("ui.bulk.would", **values))
        if rehearsal.is_busy and self._listed <= len(told) < 2 * self._listed:
            # Listed at every step, many would be listed as often as there are many.
            return
        self._listed = len(told)
        self.kinds.setText(self._kinds())
        counted = {"done": len(told.done), "changing": len(told.changing), "rest": len(told.rest)}
        self.which.set_words({one: tr(f"ui.bulk.which.{one}", n=n) for one, n in counted.items()})
        self._list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the list comes first."""
        super().resizeEvent(event)
        self._tell_shown()

    def _tell_shown(self) -> None:
        is_shown = self._rehearsal.wanted is not None and not self._rehearsal.trouble
        self._whole.setVisible(is_shown)
        is_high = self.height() >= self._desk.theme.sizes.px(_HIGH)
        for part in (self.kinds, self.which):
            part.setVisible(is_shown and is_high)

    def _kinds(self) -> str:
        """How many would be settled, by kind."""
        found = sorted(self._rehearsal.told.kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))
        told = [
            tr("ui.queue.counted", what=self._words.how(alike[0].case), n=len(alike))
            for _, alike in found[:_KINDS]
        ]
        more = sum(len(alike) for _, alike in found[_KINDS:])
        if more:
            told.append(tr("ui.queue.counted", what=tr("ui.bulk.others"), n=more))
        return " · ".join(told)

    def _list(self) -> None:
        told = self._rehearsal.told
        found = {"done": told.done, "changing": told.changing, "rest": told.rest}
        # More come to each while it is listed.
        listed = tuple(found[next(iter(self.which.on), "done")])
        rows = Lazily(listed, self._row, lambda one: (one.case.document, one.case.key))
        titles = [tr(f"ui.bulk.column.{one}") for one in _COLUMNS]
        self.table.show_rows(titles, rows, stretched=0, first=0)

    def _row(self, outcome: Outcome) -> Row:
        case = outcome.case
        assert outcome.status in STATUSES
        says = "—"
        if outcome.proposal is not None:
            said = [self._said(case, n, outcome) for n in range(len(outcome.proposal.contents))]
            says = tr("ui.case.and").join(said) or tr("ui.case.not_in_gold")
        becomes = tr(f"curation.status.{outcome.status}")
        cells = (
            self._words.excerpt(case),
            self._words.how(case),
            becomes,
            says,
            self._words.report(case.document),
        )
        place, around = (case.document, 0, 0), self._words.parts(case)
        return Row(cells=cells, around=around, place=place, stands_for=outcome)

    def _said(self, case: Case, n: int, outcome: Outcome) -> str:
        assert outcome.proposal is not None
        content = outcome.proposal.contents[n]
        words = self._words.text(case.document, content.fragments) if content.fragments else ""
        return joined(words, said_words(case, content, self._words))

    def _open(self) -> None:
        row = self.table.current()
        if row is not None and isinstance(row.stands_for, Outcome):
            self.case_wanted.emit(row.stands_for.case)

    def take_keyboard(self) -> None:
        """Let keys act on the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
