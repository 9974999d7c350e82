"""Owns settling cases of one kind alike: the groups, the ways, the preview, one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.model.curation import PUNCTUATION, Case
from annotator.tasks.curating.alike import Group, groups, way_named
from annotator.ui.curation.bulk_lines import Choosing
from annotator.ui.curation.halves import Halves, padded, right_half
from annotator.ui.curation.hints import Hints
from annotator.ui.curation.preview import Preview
from annotator.ui.curation.why_row import WhyRow
from annotator.ui.models.case_desk import Reasoned, Why
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.docket import is_waiting
from annotator.ui.models.rehearsing import Rehearsal, Wanted
from annotator.ui.pieces import rule, small
from annotator.ui.theme import chrome_font
from annotator.ui.toggles import Toggles

_WAYS = ("trimmed", "longest", "shortest", "machine", "nothing")
_HINTS = ("way_trimmed", "way_longest", "way_shortest", "take_machine", "take_nothing", "settle")
_MOST_TAKEN = 6


class GroupPanel(QWidget):
    """A group at the left; at the right what one way would do to its cases.  A key chooses the way, Enter
    does it."""

    case_wanted = Signal(object)
    wanted = Signal(str)

    def __init__(self, desk: Desk, load: Caseload, words: CaseWords, keys: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._load, self._words = desk, load, words
        self.groups: list[Group] = []
        """What one may choose from, the largest first."""
        self._key: tuple[str, tuple[str, ...]] | None = None
        self.way = ""
        self.rehearsal = Rehearsal(desk, self)
        self.reasoned = Reasoned(self)
        self.choosing = Choosing(desk, tr("ui.groups.list"))
        self.ways = Toggles(desk, (*_WAYS, *(f"take_{n}" for n in range(_MOST_TAKEN))), is_one=True)
        self.preview = Preview(desk, self.rehearsal, words)
        self.why = WhyRow(desk, self.reasoned, keys, is_sure=False)
        self.hints = Hints(desk, _HINTS, keys)
        self._keys = keys
        self._build()
        self.choosing.list.selectionModel().currentChanged.connect(lambda *_: self._turn())
        self.choosing.list.opened.connect(lambda _: self.apply())
        self.ways.changed.connect(lambda: self.choose(next(iter(self.ways.on), "")))
        self.preview.case_wanted.connect(self.case_wanted)
        self.why.left.connect(self.take_keyboard)
        self.hints.wanted.connect(self.wanted)

    def _build(self) -> None:
        theme = self._desk.theme
        self._title = small("", theme=theme, role="")
        bold = chrome_font(theme)
        bold.setBold(True)
        self._title.setFont(bold)
        self._title.setWordWrap(True)
        right = right_half(
            self._desk, self._title, self.ways, rule(), self.preview, self.why, self.hints, grows=self.preview
        )
        self._pages = Halves(self._desk, padded(self._desk, self.choosing), right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.choosing.list)

    # Showing --------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Show the groups as they are now."""
        before = self._key
        self.groups = groups(case for case in self._load.all() if is_waiting(case))
        told = [(self._how(one), self._words.layer(one.layer), str(len(one.cases))) for one in self.groups]
        self.choosing.tell(told)
        none = "ui.groups.none" if self._load.is_whole else "ui.queue.reading"
        self._pages.show_either(bool(self.groups), tr(none))
        keys = [(one.layer, one.differences) for one in self.groups]
        if before in keys and self.choosing.row != keys.index(before):
            self.choosing.go_to(keys.index(before))
        self._turn()

    def _how(self, group: Group) -> str:
        return self._words.how(group.cases[0])

    def group(self) -> Group | None:
        """The group one is at."""
        row = self.choosing.row
        return self.groups[row] if 0 <= row < len(self.groups) else None

    def _turn(self) -> None:
        group = self.group()
        if group is None:
            self.rehearsal.begin(None)
            return
        key = group.layer, group.differences
        if key != self._key:
            self._key = key
            self.way = "trimmed" if group.differences == (PUNCTUATION,) else ""
            self.reasoned.why = Why()
            self.reasoned.changed.emit()
        title = tr(
            "ui.groups.title", how=self._how(group), layer=self._words.layer(group.layer), n=len(group.cases)
        )
        self._title.setText(title)
        self._name_ways(group)
        self._try()

    def takers(self) -> list[str]:
        """Whose answer may be taken throughout: nobody's where names are hidden, as letters are other people
        in every report."""
        group = self.group()
        if group is None or self._words.names.are_hidden:
            return []
        people = {owner for case in group.cases for owner in case.answers}
        return sorted(people)[:_MOST_TAKEN]

    def _name_ways(self, group: Group) -> None:
        takers = self.takers()
        words = {way: tr(f"ui.groups.way.{way}") for way in _WAYS}
        for n in range(_MOST_TAKEN):
            name = self._words.who(group.cases[0].document, takers[n]) if n < len(takers) else ""
            words[f"take_{n}"] = tr("ui.groups.way.take", who=name, n=n + 1) if name else ""
        self.ways.set_words(words)
        for name, toggle in self.ways.toggles.items():
            toggle.setVisible(bool(words[name]))
        self.ways.set_on([self.way] if self.way else [])
        self.ways.updateGeometry()

    def choose(self, way: str) -> None:
        """Show what a way would do."""
        if way.startswith("take_") and int(way.removeprefix("take_")) >= len(self.takers()):
            self._desk.refused.emit(tr("ui.groups.nobody"))
            return
        self.way = way
        self.ways.set_on([way] if way else [])
        self._try()

    def _try(self) -> None:
        group = self.group()
        if group is None or not self.way:
            self.rehearsal.begin(None)
            return
        name = self.way
        if name.startswith("take_"):
            name = f"take:{self.takers()[int(name.removeprefix('take_'))]}"
        try:
            policy = way_named(name, self._desk.session.store)
        except UserError as error:
            self._desk.refused.emit(sentence(error))
            return
        cases: tuple[Case, ...] = group.cases
        self.rehearsal.begin(Wanted(cases=cases, policy=policy))

    # Doing ----------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Settle what the preview tells; undone by one undo."""
        if self.rehearsal.is_busy:
            self._desk.said.emit(tr("ui.bulk.wait"))
        elif not self.rehearsal.is_ready:
            self._desk.refused.emit(tr("ui.groups.choose" if not self.way else "ui.bulk.nothing"))
        elif self.rehearsal.apply(self.reasoned.why):
            self._key = None
            self.reasoned.why = Why()
            self.reasoned.decided.emit(None)

    def take_keyboard(self) -> None:
        """Let keys act on the list of groups."""
        self.choosing.list.setFocus(Qt.FocusReason.OtherFocusReason)
