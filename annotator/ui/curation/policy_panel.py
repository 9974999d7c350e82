"""Owns policies: one is chosen, what it would do is told, then it is done as one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.tasks.curating.policies import NAMES, RELATION
from annotator.ui.curation.bulk_lines import Choosing
from annotator.ui.curation.choices import offer_reports
from annotator.ui.curation.halves import Halves, padded, right_half
from annotator.ui.curation.hints import Hints
from annotator.ui.curation.policy_form import PolicyForm
from annotator.ui.curation.preview import Preview
from annotator.ui.curation.why_row import WhyRow
from annotator.ui.models.case_desk import Reasoned, Why
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.rehearsing import Rehearsal, Wanted
from annotator.ui.models.wording import no_mnemonic
from annotator.ui.pieces import Flow, rule, small
from annotator.ui.toggles import QuietChoice


class PolicyPanel(QWidget):
    """A policy at the left; at the right its settings, and what it would do."""

    case_wanted = Signal(object)
    wanted = Signal(str)

    def __init__(self, desk: Desk, load: Caseload, words: CaseWords, keys: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._load, self._words = desk, load, words
        self.rehearsal = Rehearsal(desk, self)
        self.reasoned = Reasoned(self)
        self.choosing = Choosing(desk, tr("ui.policies.list"))
        self.choosing.tell([(tr(f"ui.policies.{one}"), tr(f"ui.policies.{one}.words"), "") for one in NAMES])
        self.form = PolicyForm(desk)
        self.layer = QuietChoice(desk, tr("ui.queue.layer"))
        self.report = QuietChoice(desk, tr("ui.queue.report"))
        self.preview = Preview(desk, self.rehearsal, words)
        self.why = WhyRow(desk, self.reasoned, keys, is_sure=False)
        self.hints = Hints(desk, ("settle",), keys)
        self._build()
        self.choosing.list.selectionModel().currentChanged.connect(lambda *_: self._turn())
        self.choosing.list.opened.connect(lambda _: self.apply())
        self.form.changed.connect(self._try)
        self.layer.activated.connect(lambda _: self._try())
        self.report.activated.connect(lambda _: self._try())
        self.preview.case_wanted.connect(self.case_wanted)
        self.why.left.connect(self.take_keyboard)
        self.hints.wanted.connect(self.wanted)

    def _build(self) -> None:
        theme = self._desk.theme
        px = theme.sizes.px
        self.layer.addItem(tr("ui.queue.layer"), "")
        for layer in self._desk.tagset.layers:
            self.layer.addItem(no_mnemonic(self._words.layer(layer.id)), layer.id)
        self.layer.addItem(tr("curation.kind.relation"), RELATION)
        scope = QWidget()
        flow = Flow(scope, gap=px(4))
        flow.addWidget(small(tr("ui.policies.scope"), theme=theme))
        flow.addWidget(self.layer)
        flow.addWidget(self.report)
        right = right_half(
            self._desk, scope, self.form, rule(), self.preview, self.why, self.hints, grows=self.preview
        )
        self._pages = Halves(self._desk, padded(self._desk, self.choosing), right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.choosing.list)

    # Showing --------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Show what the policy would do as things stand now."""
        people = sorted({owner for case in self._load.all() for owner in case.answers})
        none = "ui.queue.no_bundles" if self._load.is_whole else "ui.queue.reading"
        self._pages.show_either(bool(people), tr(none))
        self.form.take_people(people, are_hidden=self._words.names.are_hidden)
        offer_reports(self.report, self._desk, self._words)
        self._turn()

    def ask_for(self, policy: str, *, document: str = "") -> None:
        """Choose a policy, for one report or for all."""
        self.report.setCurrentIndex(max(0, self.report.findData(document)))
        self.choosing.go_to(NAMES.index(policy))
        self._turn()

    def _turn(self) -> None:
        row = max(0, self.choosing.row)
        self.form.show_policy(NAMES[row])
        self._try()

    def _try(self) -> None:
        policy = self.form.policy()
        if policy is None:
            self.rehearsal.begin(None)
            return
        layer, document = str(self.layer.currentData() or ""), str(self.report.currentData() or "")
        cases = self._load.of(document) if document else self._load.all()
        wanted = tuple(case for case in cases if not layer or (case.layer or RELATION) == layer)
        words = self.form.words()
        words += (f"--layer={layer}",) if layer else ()
        words += (f"--document={document}",) if document else ()
        self.rehearsal.begin(Wanted(cases=wanted, policy=policy, words=words))

    # Doing ----------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Do what the policy would do; undone by one undo."""
        if self.rehearsal.is_busy:
            self._desk.said.emit(tr("ui.bulk.wait"))
        elif not self.rehearsal.is_ready:
            self._desk.refused.emit(tr("ui.bulk.nothing"))
        elif self.rehearsal.apply(self.reasoned.why):
            self.reasoned.why = Why()
            self.reasoned.decided.emit(None)

    def take_keyboard(self) -> None:
        """Let keys act on the list of policies."""
        self.choosing.list.setFocus(Qt.FocusReason.OtherFocusReason)
