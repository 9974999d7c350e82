"""Owns the screen where disagreements are settled: its parts, and what each key does in the part in sight."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.changes import Notice
from annotator.model.curation import Case
from annotator.ui.curation.acting import CurationKeys
from annotator.ui.curation.case_panel import CasePanel
from annotator.ui.curation.casebook_panel import CasebookPanel
from annotator.ui.curation.feedback_panel import FeedbackPanel
from annotator.ui.curation.group_panel import GroupPanel
from annotator.ui.curation.halves import Halves
from annotator.ui.curation.policy_panel import PolicyPanel
from annotator.ui.curation.queue_panel import QueuePanel
from annotator.ui.curation.reports_panel import ReportsPanel
from annotator.ui.models.case_desk import CaseDesk, is_same
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.docket import Tally, is_waiting
from annotator.ui.pieces import Elided, rule
from annotator.ui.tabs import Tabs
from annotator.ui.theme import figures_font

PARTS = ("cases", "groups", "policies", "casebook", "reports", "feedback")
_SOON_MS = 300
"""How long after the last change the part in sight is shown anew."""


class CurationScreen(QWidget):
    """Six parts; the first is where one is most of the time."""

    left = Signal()
    """The report is wanted again."""
    progressed = Signal()
    """More is read, or tried; or no more is to be."""

    def __init__(self, desk: Desk, keys: dict[str, str], trigger: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._trigger = desk, trigger
        self.load = Caseload(desk, self)
        self.words = CaseWords(desk)
        self.case = CaseDesk(desk, self.load, self.words, self)
        self.queue = QueuePanel(desk, self.load, self.words)
        self.panel = CasePanel(desk, self.load, self.case, keys)
        self.groups = GroupPanel(desk, self.load, self.words, keys)
        self.policies = PolicyPanel(desk, self.load, self.words, keys)
        self.casebook = CasebookPanel(desk, self.load, self.words, keys)
        self.reports = ReportsPanel(desk, self.load, self.words, keys)
        self.feedback = FeedbackPanel(desk, self.load, self.words, keys)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._look_again)
        self._keys = CurationKeys(desk, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self._desk.theme
        cases = Halves(self._desk, self.queue, self.panel)
        self._cases = cases
        self.parts: dict[str, QWidget] = {
            "cases": cases,
            "groups": self.groups,
            "policies": self.policies,
            "casebook": self.casebook,
            "reports": self.reports,
            "feedback": self.feedback,
        }
        self.tabs = Tabs(
            [(tr(f"ui.curation.{name}"), part) for name, part in self.parts.items()], theme, edge=16
        )
        self.count = Elided(role="dim")
        self.count.setFont(figures_font(theme, pixels=theme.sizes.small))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.tabs.stand_beside(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs, 1)
        column.addWidget(rule())

    def _connect(self) -> None:
        self.queue.moved.connect(self._go_to)
        self.queue.tallied.connect(self._tell)
        self.panel.left_above.connect(self.queue.list.setFocus)
        self.case.decided.connect(self._go_on)
        self.load.moved.connect(self.progressed)
        self.load.read.connect(lambda _: self._soon.start())
        self.load.ended.connect(self._look_again)
        self.load.failed.connect(self._desk.refused)
        self.reports.cases_wanted.connect(lambda document: self._ask_for(document))
        self.reports.agreed_wanted.connect(self._ask_for_agreed)
        self.tabs.turned.connect(lambda _: self._turn())
        self.tabs.stack.currentChanged.connect(lambda _: self._soon.start())
        for part in (self.groups, self.policies, self.casebook, self.feedback):
            part.case_wanted.connect(self.open_case)
        for asking in (self.panel, self.groups, self.policies, self.casebook, self.reports, self.feedback):
            asking.wanted.connect(self._trigger)
        for rehearsal in (self.groups.rehearsal, self.policies.rehearsal):
            rehearsal.moved.connect(self.progressed)
            rehearsal.ended.connect(self.progressed)
        self._desk.heard.connect(self._hear)

    # Parts ----------------------------------------------------------------------------------------

    @property
    def part(self) -> str:
        """Which part is in sight."""
        return PARTS[self.tabs.number]

    def begin(self, part: str) -> None:
        """Come into sight with a part, as things stand now."""
        self.load.begin()
        self.tabs.turn_to(PARTS.index(part))

    def stop(self) -> None:
        """Nobody looks any more: nothing is read or tried."""
        self.load.stop()
        self._soon.stop()
        self.panel.checks.stop()
        self.feedback.stop()
        for part in (self.groups, self.policies):
            part.rehearsal.stop()
        self.progressed.emit()

    def cancel(self) -> None:
        """Read no more, try no more; what is known stays."""
        self.load.stop()
        for part in (self.groups, self.policies):
            part.rehearsal.cancel()

    def progress(self) -> tuple[int, int, str] | None:
        """How far it is with what takes longer: done, of how many, in words; None while nothing does."""
        if self.load.is_busy:
            total = self.load.total
            return total - self.load.left, total, tr("ui.curation.reading")
        for part in (self.groups, self.policies):
            if part.rehearsal.is_busy:
                told = part.rehearsal.told
                return len(told), told.of, tr("ui.curation.trying")
        return None

    def _turn(self) -> None:
        self._look_again()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to the part in sight."""
        if self.part == "cases":
            self.queue.list.setFocus()
        else:
            part = self.parts[self.part]
            (part.focusProxy() or part).setFocus()

    def _look_again(self) -> None:
        self._soon.stop()
        shown = self.parts[self.part]
        if shown is self._cases:
            if not self.queue.model.cases:
                self.queue.sift()
            self._say_none()
        elif isinstance(shown, GroupPanel | PolicyPanel | CasebookPanel | ReportsPanel | FeedbackPanel):
            shown.look_again()

    def _say_none(self) -> None:
        self.panel.say_none(self.queue.why_empty())

    def _tell(self, tally: Tally) -> None:
        settled, listed = tally.shares
        told = tr("ui.curation.count", waiting=tally.waiting, settled=settled, of=listed)
        if tally.reopened:
            told = f"{told} · {tr('ui.curation.reopened', n=tally.reopened)}"
        if tally.agreed:
            told = f"{told} · {tr('ui.curation.agreed', n=tally.agreed)}"
        if not self.load.is_whole:
            told = (
                f"{told} · {tr('ui.curation.part', n=self.load.total - self.load.left, of=self.load.total)}"
            )
        if self.words.names.are_hidden:
            told = f"{told} · {tr('ui.curation.blind')}"
        self.count.setText(told)

    # Moving ---------------------------------------------------------------------------------------

    def _go_to(self, case: Case | None) -> None:
        # The same case as it stands now takes nothing away from whoever writes.
        if self.panel.is_editing and not is_same(self.case.case, case):
            self.panel.edit.give_up()
        self.case.show(case)
        self._say_none()

    def _go_on(self, case: Case) -> None:
        """A case was decided: the next one at once; one that was opened again stays."""
        self.queue.replace(case)
        if is_waiting(case):
            self.case.show(case)
        elif not self.queue.go_on():
            self.case.show(case)
            self._desk.said.emit(tr("ui.queue.all_settled"))

    def open_case(self, case: Case) -> None:
        """Show one case among the others, whatever is asked for."""
        self.turn_to("cases")
        row = self.queue.model.row_of(case)
        if row < 0:
            self.queue.ask_for(which="all")
            row = self.queue.model.row_of(case)
        if row >= 0:
            self.queue.go_to_row(row)

    def _ask_for(self, document: str) -> None:
        self.queue.ask_for(document=document)
        self.turn_to("cases")

    def _ask_for_agreed(self, document: str) -> None:
        self.turn_to("policies")
        self.policies.ask_for("unanimous", document=document)

    def _hear(self, notice: Notice) -> None:
        """Rules and states may be other ones; what was undone is gone to."""
        self.words.forget()
        if notice.kinds & {"blinding", "*"}:
            self.case.show(self.case.case)
        if not self.isVisible():
            return
        self._soon.start()
        action = notice.action
        if action is None or action.verb not in ("undo", "redo"):
            return
        ids = [change.id for change in action.changes if change.kind == "decision"]
        found = self.queue.decided_by(ids)
        if found is not None:
            # What cannot be read just now is read with the rest, and it is told when that fails, too.
            with suppress(UserError):
                self.load.read_now(found.document)
            row = self.queue.model.row_of(found)
            if row >= 0:
                self.queue.go_to_row(row)

    # Keys -----------------------------------------------------------------------------------------

    def do(self, what: str, n: int) -> None:
        """Do what a key says, in the part in sight."""
        self._keys.do(what, n)

    @property
    def document(self) -> str:
        """The report one is at, "" for none."""
        if self.part == "reports":
            return self.reports.document()
        return self.case.case.document if self.case.case is not None else ""

    def go_back(self) -> None:
        """The report is wanted again."""
        self.left.emit()

    def turn_to(self, part: str) -> None:
        """Bring a part into sight."""
        self.tabs.turn_to(PARTS.index(part))

    def step_out(self) -> bool:
        """Escape: give up what was begun, then lead back to the queue; False when that leaves nothing."""
        if self.part == "cases" and (self.case.give_up() or self._is_in_table()):
            self.queue.list.setFocus()
            return True
        return False

    def _is_in_table(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.panel.isAncestorOf(focus)
