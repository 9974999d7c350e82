"""Owns the arithmetic checks of the numbers of a case, with gold's before the machine's, and with what one is
about to settle before gold's: reckoned when nobody waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.annotations import GOLD, Annotation, Suggestion
from annotator.model.changes import Change, Notice
from annotator.model.curation import Case, Content, gold_said
from annotator.tasks.recorded import explanation
from annotator.ui.models import grammar
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line

if TYPE_CHECKING:
    from annotator.arithmetic.check import Check
    from annotator.tasks.checked import Checked

_REST_MS = 250
"""How long one rests on a case of another report until its sums are reckoned."""
_LONGEST = 150_000
"""Characters of the longest report that is reckoned with."""
_KEPT = 12
_KINDS = frozenset({"annotation", "relation", "bundle", "anchoring", "version", "*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One check in a line: whether it holds (``holds``, ``differs``, ``contradicts``), and in words."""

    tone: str
    words: str


class CaseChecks(QObject):
    """The checks of the report that one rests on."""

    known = Signal()
    """The sums of a report are reckoned."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: dict[str, Sequence[Check]] = {}
        self._checked: Checked | None = None
        self._wanted = ""
        self._staged: tuple[Annotation, ...] = ()
        self._with_staged: Sequence[Check] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(lambda: grammar.when_there(self, self.look))
        desk.heard.connect(self._forget)

    def _forget(self, notice: Notice) -> None:
        """What is gold there may be another number now."""
        if notice.kinds & _KINDS and (
            notice.action is None or any(map(_is_reckoned_with, notice.action.changes))
        ):
            self._checked = self._with_staged = None
            for document in notice.documents & self._found.keys():
                del self._found[document]
                if document == self._wanted:
                    self._timer.start()

    def want(
        self, case: Case, staged: Sequence[Content] | None = None, machine: Suggestion | None = None
    ) -> None:
        """Reckon with the numbers of a case's report once one rests there; with what is ``staged`` for it
        where something is, of which ``machine`` says what no label has room for."""
        if case.layer != "number":
            return
        before = self._wanted, self._staged
        said = (gold_said(case, n, content) for n, content in enumerate(staged or ()))
        self._wanted, self._staged = case.document, tuple(replace(one, machine=machine) for one in said)
        if (self._wanted, self._staged) != before:
            self._with_staged = None
        if self._known_checks() is None:
            self._timer.start()

    def _known_checks(self) -> Sequence[Check] | None:
        return self._with_staged if self._staged else self._found.get(self._wanted)

    def stop(self) -> None:
        """Reckon no more."""
        self._timer.stop()

    def look(self) -> None:
        """Reckon now."""
        document = self._wanted
        row = self._desk.row_of(document)
        if row is None or row.document.chars > _LONGEST:
            return
        if self._checked is None:
            # Imported here: the window starts without the grammar.
            from annotator.tasks.checked import Checked

            self._checked = Checked(self._desk.session.store, reviewer=GOLD)
        try:
            reading = self._desk.session.reading(document)
            if document not in self._found:
                found = self._checked.checks(document, reading=reading)
                while len(self._found) >= _KEPT:
                    del self._found[next(iter(self._found))]
                self._found[document] = found
            if self._staged:
                before = self._found[document]
                self._with_staged = self._checked.tried(document, self._staged, before, reading=reading)
        except UserError:
            return
        self.known.emit()

    def of(self, case: Case) -> list[Sum]:
        """The checks in which a number of a case takes part, those that do not hold first; each says with
        which value of it."""
        place = case.place
        if place is None or case.layer != "number" or case.document != self._wanted:
            return []
        mine = [
            (check, operand.value)
            for check in self._known_checks() or ()
            for operand in check.operands
            if not operand.report and operand.start < place[1] and operand.end > place[0]
        ]
        order = {"contradicts": 0, "differs_in_rounding": 1, "holds": 2}
        mine.sort(key=lambda pair: order[pair[0].verdict])
        return [_sum(check, value) for check, value in mine]


def _is_reckoned_with(change: Change) -> bool:
    """Whether it may change a sum: a number of gold's, or a link between numbers."""
    image = change.after or change.before or {}
    is_gold = image.get("owner") == GOLD
    return is_gold and (change.kind == "relation" or image.get("layer") == "number")


_SIGNS = {"holds": "✓", "differs": "≈", "contradicts": "≠"}


def _sum(check: Check, value: str) -> Sum:
    tone = {"contradicts": "contradicts", "differs_in_rounding": "differs"}.get(check.verdict, "holds")
    told = tr("ui.case.reckoned_with", value=value, told=explanation(check))
    return Sum(tone=tone, words=one_line(f"{_SIGNS[tone]} {told}", most=160))
