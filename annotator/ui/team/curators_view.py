"""Owns the window of who may decide: the owner appoints curators there, and says whether they see names."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.changes import Action, Notice
from annotator.ui.beside import Beside
from annotator.ui.choice import Choice
from annotator.ui.curation.why_row import WordsLine
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.models.deciding import Deciders, Somebody, blind
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import plain, rule, small
from annotator.ui.team.running import Running
from annotator.ui.team.steps_here import StepsHere

_SIZE = (720, 520)
_COLUMNS = ("name", "role", "decides", "documents")
_KINDS = frozenset({"reviewer", "assignment", "blinding", "bundle", "*"})
_VERBS = ("appoint", "blind")


class PeopleTable(FigureTable):
    """One row for each; Space appoints, or ends it."""

    turn_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key of its own."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turn_wanted.emit()
        else:
            super().keyPressEvent(event)


class CuratorsView(Beside):
    """What is changed here is on the disk at once and undone by Ctrl+Z."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("ui.curators.title"), size=_SIZE, parent=parent)
        theme = desk.theme
        self.deciders = Deciders(desk)
        self.about, self.why = plain(), small(theme=theme)
        for label in (self.about, self.why):
            label.setWordWrap(True)
        self.people = PeopleTable(theme, name=tr("ui.curators.people"), quoted=(0,))
        self.turn = KeyedButton(tr("ui.curators.appoint"), theme, keys="Space")
        self.name = WordsLine()
        self.name.setAccessibleName(tr("ui.curators.name"))
        self.name.setPlaceholderText(tr("ui.curators.name.hint"))
        self.add = KeyedButton(tr("ui.curators.appoint"), theme, keys="Return")
        self.blind = Choice()
        self.blind.setAccessibleName(tr("ui.curators.blind"))
        self.blind.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        for is_blind in (False, True):
            self.blind.addItem(tr("ui.plan.blind.yes" if is_blind else "ui.plan.blind.no"), is_blind)
        self.blind.setMinimumWidth(self.blind.sizeHint().width() + theme.sizes.px(12))
        self.running = Running(theme)
        self._build()
        self._hear()
        self.look_again()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.sizes.px
        wide = max(self.turn.sizeHint().width(), self.add.sizeHint().width())
        for button in (self.turn, self.add):
            button.setAutoDefault(False)
            button.setMinimumWidth(wide)
        self.name.setMinimumWidth(px(90))
        under = QHBoxLayout()
        under.setSpacing(px(6))
        under.addWidget(self.why, 1)
        under.addWidget(self.turn)
        new = QHBoxLayout()
        new.setSpacing(px(6))
        new.addWidget(small(tr("ui.curators.name"), theme=theme))
        new.addWidget(self.name, 1)
        new.addWidget(self.add)
        names = QHBoxLayout()
        names.setSpacing(px(6))
        names.addWidget(small(tr("ui.curators.blind"), theme=theme))
        names.addWidget(self.blind)
        names.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.about)
        column.addWidget(WholeTable(self.people), 1)
        column.addLayout(under)
        column.addLayout(new)
        column.addWidget(rule())
        column.addLayout(names)
        column.addWidget(self.running)

    def _hear(self) -> None:
        self.people.turned.connect(self._offer)
        self.people.turn_wanted.connect(self._turn)
        self.people.doubleClicked.connect(self._turn)
        self.turn.clicked.connect(self._turn)
        self.name.textChanged.connect(self._offer)
        self.name.entered.connect(self._add)
        self.name.escaped.connect(self._leave_name)
        self.add.clicked.connect(self._add)
        self.blind.activated.connect(self._blind)
        StepsHere(self, self._desk, self.running, verbs=_VERBS, done=self._tell_step)

    def begin(self) -> None:
        """Come into sight; the keyboard is at the people."""
        self.come()
        self.people.setFocus()

    # Showing --------------------------------------------------------------------------------------

    def mind(self, notice: Notice) -> None:
        """Somebody may have joined, or may decide now."""
        if notice.kinds & _KINDS:
            self.look_again_in_sight()

    def look_again(self) -> None:
        """Read who may decide."""
        deciders = self.deciders = Deciders(self._desk)
        titles = [tr(f"ui.curators.column.{one}") for one in _COLUMNS]
        rows = Lazily(deciders.all, _row, lambda one: one.id)
        self.people.show_rows(titles, rows, figures=(3,), first=0)
        self.about.setText(deciders.told() if deciders.owner else tr("ui.curators.work_project"))
        self.blind.setCurrentIndex(int(deciders.is_blind))
        self.blind.tell_whole()
        self._offer()

    def somebody(self) -> Somebody | None:
        """Whom keys act on."""
        row = self.people.current()
        return row.stands_for if row and isinstance(row.stands_for, Somebody) else None

    def _offer(self) -> None:
        one, is_mine = self.somebody(), self.deciders.is_mine
        is_curator = one is not None and one.role == "curator"
        self.turn.setText(tr("ui.curators.end" if is_curator else "ui.curators.appoint"))
        self.turn.setEnabled(is_mine and one is not None and one.role != "owner")
        self.add.setEnabled(is_mine and bool(self._typed()))
        for part in (self.name, self.blind):
            part.setEnabled(is_mine)
        if not is_mine:
            self.why.setText(self._not_mine())
        else:
            known = {"owner": "ui.curators.owner", "curator": "ui.curators.curator"}
            message = known.get(one.role, "ui.curators.reviewer") if one else ""
            self.why.setText(tr(message, name=one_line(one.id, most=24)) if one else "")

    def _not_mine(self) -> str:
        if not self.deciders.owner:
            return ""
        return tr("ui.curators.not_yours", owner=one_line(self.deciders.owner, most=24))

    def _typed(self) -> str:
        return self.name.text().strip()

    # Changing -------------------------------------------------------------------------------------

    def _turn(self) -> None:
        one = self.somebody()
        if one is None:
            return
        if not self.deciders.is_mine:
            self.running.say(self._not_mine(), is_refusal=True)
        elif one.role == "owner":
            self.running.say(tr("ui.curators.owner", name=one_line(one.id, most=24)))
        elif self.deciders.turn(one.id) is not None:
            ended = one.role == "curator"
            self._say("ui.curators.said.ended" if ended else "ui.curators.said.appointed", one.id)

    def _add(self) -> None:
        name = self._typed()
        if not self.add.isEnabled():
            return
        if self.deciders.role_of(name) in ("owner", "curator"):
            self._say("ui.curators.said.already", name)
        elif self.deciders.turn(name) is not None:
            self.name.clear()
            self._say("ui.curators.said.appointed", name)
            self.people.setFocus()

    def _say(self, message: str, name: str) -> None:
        self.running.say(tr(message, name=one_line(name, most=24)))

    def _leave_name(self) -> None:
        self.name.clear()
        self.people.setFocus()

    def _blind(self) -> None:
        if blind(self._desk, bool(self.blind.currentData())) is not None:
            self.running.say(
                tr("ui.curators.said.blind" if self.deciders.is_blind else "ui.curators.said.names")
            )

    def _tell_step(self, _: Action, is_again: bool) -> None:
        message = "ui.curators.said.redone" if is_again else "ui.curators.said.undone"
        self.running.say(tr(message, told=self.deciders.told()))


def _row(one: Somebody) -> Row:
    decides = "✓" if one.may_decide else ""
    told = tr("ui.curators.decides" if one.may_decide else "ui.curators.decides_not")
    role = tr(f"ui.curators.role.{one.role}")
    cells = (one_line(one.id, most=40), role, decides, str(one.documents) if one.documents else "")
    return Row(cells=cells, tips=("", "", told), stands_for=one)
