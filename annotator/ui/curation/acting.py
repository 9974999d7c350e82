"""Owns what each key does where disagreements are settled, in the part that is in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QApplication

from annotator.i18n import tr
from annotator.ui.curation.case_panel import CasePanel
from annotator.ui.curation.casebook_panel import CasebookPanel
from annotator.ui.curation.feedback_panel import FeedbackPanel
from annotator.ui.curation.group_panel import GroupPanel
from annotator.ui.curation.policy_panel import PolicyPanel
from annotator.ui.curation.queue_panel import QueuePanel
from annotator.ui.curation.reports_panel import ReportsPanel
from annotator.ui.models.case_desk import CaseDesk
from annotator.ui.models.case_words import MACHINE
from annotator.ui.models.desk import Desk


class Parts(Protocol):
    """The screen, as far as keys act on it."""

    case: CaseDesk
    queue: QueuePanel
    panel: CasePanel
    groups: GroupPanel
    policies: PolicyPanel
    casebook: CasebookPanel
    reports: ReportsPanel
    feedback: FeedbackPanel

    @property
    def part(self) -> str: ...
    @property
    def document(self) -> str: ...
    def turn_to(self, part: str) -> None: ...
    def go_back(self) -> None: ...


class CurationKeys:
    """Keys by what they are to do; what means nothing in a part does nothing there."""

    def __init__(self, desk: Desk, parts: Parts) -> None:
        self._desk, self._parts = desk, parts

    def do(self, what: str, n: int) -> None:
        """Do it; ``n`` is the number of the reviewer where it is about one."""
        parts, part = self._parts, self._parts.part
        if what == "finish":
            parts.reports.turn(parts.document)
        elif what == "feedback_pack":
            parts.turn_to("feedback")
            parts.feedback.ask_folder()
        elif what == "leave":
            parts.go_back()
        elif part == "cases":
            self._at_case(what, n)
        elif part == "groups":
            self._at_group(what, n)
        elif part == "policies":
            self._at_policy(what)
        elif part == "casebook":
            self._at_rule(what)
        elif part == "reports" and what == "enter":
            parts.reports.cases_wanted.emit(parts.document)

    # One case -------------------------------------------------------------------------------------

    def _at_case(self, what: str, n: int) -> None:
        case, panel = self._parts.case, self._parts.panel
        doing: dict[str, Callable[[], object]] = {
            "take": lambda: case.take(n),
            "machine": case.take_machine,
            "nothing": case.take_nothing,
            "field": lambda: self._stage(n),
            "field_machine": lambda: panel.table.stage(MACHINE),
            "enter": self._enter,
            "edit": panel.begin_edit,
            "next": lambda: self._move(1),
            "previous": lambda: self._move(-1),
            "reason": lambda: panel.why.ask("reason"),
            "rule": lambda: panel.why.ask("rule"),
            "confidence": panel.why.turn_sure,
            "reopen": case.reopen,
            "filter": self._parts.queue.kind.setFocus,
        }
        if what in doing:
            doing[what]()

    def _stage(self, n: int) -> None:
        readers = self._parts.case.readers()
        if n < len(readers):
            self._parts.panel.table.stage(readers[n])

    def _enter(self) -> None:
        """Record what is put together; else, in the table, take the answer of the column one is in."""
        case, table = self._parts.case, self._parts.panel.table
        if case.settle_fields():
            return
        if QApplication.focusWidget() is table and table.owner_here():
            case.take_owner(table.owner_here())
        else:
            self._parts.panel.take_keyboard()
            table.go_to_a_cell()

    def _move(self, by: int) -> None:
        if not self._parts.queue.go_on(by=by):
            self._desk.said.emit(tr("ui.queue.all_settled"))

    # Many, and rules ------------------------------------------------------------------------------

    def _at_group(self, what: str, n: int) -> None:
        groups = self._parts.groups
        if what in ("trimmed", "longest", "shortest", "machine", "nothing"):
            groups.choose(what)
        elif what == "take":
            groups.choose(f"take_{n}")
        elif what == "enter":
            groups.apply()
        elif what in ("reason", "rule"):
            groups.why.ask(what)

    def _at_policy(self, what: str) -> None:
        policies = self._parts.policies
        if what == "enter":
            policies.apply()
        elif what in ("reason", "rule"):
            policies.why.ask(what)

    def _at_rule(self, what: str) -> None:
        casebook = self._parts.casebook
        doing: dict[str, Callable[[], object]] = {
            "new_rule": lambda: casebook.write(is_new=True),
            "edit": lambda: casebook.write(is_new=False),
            "enter": lambda: casebook.write(is_new=False),
            "reopen": casebook.reopen,
            "nothing": casebook.drop,
        }
        if what in doing:
            doing[what]()
