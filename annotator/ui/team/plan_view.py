"""Owns the window of the plan: drawing it, its matrix of reports and reviewers, and changing single cells."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.commands import planning
from annotator.i18n import tr
from annotator.model.changes import Notice
from annotator.tasks.curating.blinding import blinding_of
from annotator.tasks.handing import Handed
from annotator.ui.beside import Beside
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.models.deciding import blind
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.plans import Load, Plan, PlanRow, sign, told
from annotator.ui.models.wording import grouped
from annotator.ui.pieces import plain, rule, small
from annotator.ui.team import verbs
from annotator.ui.team.delegates import Bar, Bars, Signs
from annotator.ui.team.plan_form import PlanForm
from annotator.ui.team.running import Running
from annotator.ui.team.steps_here import StepsHere

_SIZE = (1120, 720)
_FIRST = 3
"""The first column of a reviewer."""
_SHARE = 4
"""The column of bars."""
_OURS = ("plan", "blind")
"""What is done here, and taken back from here."""
_KEYS = {Qt.Key.Key_Space: "turn", Qt.Key.Key_H: "veil"}


class PlanTable(FigureTable):
    """The matrix; Space gives or takes, H hides or shows suggestions."""

    turn_wanted = Signal()
    veil_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Two keys of its own."""
        wish = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if wish == "turn":
            self.turn_wanted.emit()
        elif wish == "veil":
            self.veil_wanted.emit()
        else:
            super().keyPressEvent(event)


class PlanView(Beside):
    """Which reports to whom; what is changed here is on the disk at once and undone by Ctrl+Z."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("ui.plan.title"), size=_SIZE, parent=parent)
        theme = desk.theme
        self.form = PlanForm(theme)
        self.matrix = PlanTable(theme, name=tr("ui.plan.matrix"), is_by_cell=True, quoted=(0,))
        self.loads = FigureTable(theme, name=tr("ui.plan.loads"), quoted=(0,))
        self.told = small(theme=theme)
        self.told.setWordWrap(True)
        self.legend = small(tr("ui.plan.legend"), theme=theme)
        self.legend.setWordWrap(True)
        self.none = plain(role="dim")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.turn = KeyedButton(tr("ui.plan.turn"), theme, keys="Space")
        self.veil = KeyedButton(tr("ui.plan.veil"), theme, keys="H")
        self.running = Running(theme)
        self._bars = Bars(theme, self.loads, bar_of=self._bar)
        self._signs = Signs(theme, self.matrix)
        self.loads.setItemDelegateForColumn(_SHARE, self._bars)
        self.plan = Plan(desk)
        self._build()
        self._hear()
        self.look_again()
        self.form.show_plan(self.plan)

    def _build(self) -> None:
        px = self._desk.theme.sizes.px
        middle = QHBoxLayout()
        middle.setSpacing(px(24))
        self._matrix = WholeTable(self.matrix)
        middle.addWidget(self._matrix, 2)
        loads = WholeTable(self.loads)
        loads.setMinimumWidth(px(240))
        middle.addWidget(loads, 1)
        under = QHBoxLayout()
        under.setSpacing(px(6))
        under.addWidget(self.told, 1)
        for button in (self.turn, self.veil):
            button.setAutoDefault(False)
            under.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.form)
        column.addWidget(rule())
        column.addWidget(self.none)
        column.addLayout(middle, 1)
        column.addWidget(self.legend)
        column.addLayout(under)
        column.addWidget(self.running)

    def _hear(self) -> None:
        self.form.wanted.connect(self._draw)
        self.form.blind_chosen.connect(self._blind)
        self.matrix.turned.connect(self._tell)
        self.matrix.turn_wanted.connect(self._turn)
        self.matrix.veil_wanted.connect(self._veil)
        self.matrix.doubleClicked.connect(self._turn)
        self.turn.clicked.connect(self._turn)
        self.veil.clicked.connect(self._veil)
        self.running.turned.connect(self._offer)
        self.running.turned.connect(self.turned)
        StepsHere(self, self._desk, self.running, verbs=_OURS)

    def begin(self) -> None:
        """Come into sight; without a plan the keyboard is where one begins."""
        self.come()
        (self.matrix if self.plan.assignments else self.form.reviewers).setFocus()

    @property
    def is_writing(self) -> bool:
        """Whether a plan is being drawn."""
        return self.running.is_busy

    def go_on_from(self, before: Beside) -> None:
        """What was typed stays."""
        if isinstance(before, PlanView):
            self.form.take_typed(before.form)
            self.running.say_as(before.running)

    def stop(self) -> None:
        """Nobody waits for a plan any more."""
        self.running.stop()

    # Showing --------------------------------------------------------------------------------------

    def mind(self, notice: Notice) -> None:
        """The plan may be another one."""
        if notice.kinds & {"assignment", "blinding", "reviewer", "document", "suggestion", "*"}:
            self.look_again_in_sight()

    def look_again(self) -> None:
        """Read the plan as it stands."""
        plan = self.plan = Plan(self._desk)
        self.form.lock(not plan.is_mine)
        self.form.show_blind(blinding_of(self._desk.session.store).is_blind)
        titles = [tr("ui.plan.column.report"), tr("ui.plan.column.chars"), tr("ui.plan.column.numbers")]
        rows = Lazily(plan.rows, self._row, lambda row: row.document)
        for column in range(_FIRST, _FIRST + len(plan.reviewers)):
            self.matrix.setItemDelegateForColumn(column, self._signs)
        self.matrix.show_rows([*titles, *plan.reviewers], rows, figures=(1, 2), first=_FIRST)
        titles = [tr(f"ui.plan.load.{one}") for one in ("reviewer", "documents", "chars", "numbers", "share")]
        loads = plan.loads()
        self._most = max((load.chars for load in loads), default=0)
        self.loads.show_rows(
            titles, Lazily(loads, _load, lambda load: load.reviewer), figures=(1, 2, 3), stretched=_SHARE
        )
        self.none.setText(self._why_empty())
        self.none.setVisible(bool(self.none.text()))
        self._tell()

    def _why_empty(self) -> str:
        plan = self.plan
        if not plan.rows:
            return tr("ui.plan.no_documents")
        if not plan.is_mine:
            told = tr("ui.plan.not_yours", owner=plan.owner) if plan.owner else tr("ui.plan.work_project")
            return told if plan.assignments else tr("ui.plan.not_yet", told=told)
        return "" if plan.assignments else tr("ui.plan.none")

    def _row(self, row: PlanRow) -> Row:
        names = self.plan.reviewers
        return Row(
            cells=(
                row.name,
                grouped(str(row.chars)),
                grouped(str(row.suggestions)),
                *(sign(row, one) for one in names),
            ),
            tips=(row.name, "", "", *(told(row, one) for one in names)),
            stands_for=row,
        )

    def _bar(self, row: int) -> Bar | None:
        load = self.loads.rows.rows[row].stands_for
        assert isinstance(load, Load)
        return Bar(value=load.chars / self._most if self._most else None)

    def _chosen(self) -> tuple[PlanRow, str] | None:
        """The report and the reviewer of the cell one is at."""
        row, column = self.matrix.current(), self.matrix.currentIndex().column()
        if row is None or column < _FIRST or not isinstance(row.stands_for, PlanRow):
            return None
        return row.stands_for, self.plan.reviewers[column - _FIRST]

    def _tell(self) -> None:
        chosen = self._chosen()
        self.told.setText(told(*chosen) if chosen else "")
        self._offer()

    def _offer(self) -> None:
        chosen, is_free = self._chosen(), self.plan.is_mine and not self.running.is_busy
        is_given = chosen is not None and chosen[1] in chosen[0].assigned
        self.turn.setText(tr("ui.plan.take" if is_given else "ui.plan.turn"))
        self.turn.setEnabled(is_free and chosen is not None)
        self.veil.setEnabled(is_free and is_given)
        self.legend.setVisible(bool(self.plan.assignments))

    # Changing -------------------------------------------------------------------------------------

    def _draw(self) -> None:
        form = self.form
        if not form.draw.isEnabled() or self.running.is_busy:
            return
        session = self._desk.session
        task = verbs.drawing(
            session.path,
            actor=session.reviewer,
            reviewers=form.names(),
            overlap=form.overlap.text().strip() or "1",
            calibration=form.number(form.calibration),
            repeats=form.number(form.repeats),
            seed=form.number(form.seed),
            shown=str(form.suggestions.currentData()),
        )
        self.running.run(task, self._drawn)

    def _drawn(self, records: object) -> None:
        self._desk.session.look_again()
        given = {each.document for each in self.plan.assignments}
        self.running.say(tr("ui.plan.drawn", documents=len(given), n=len(self.plan.planned)))
        self.matrix.setFocus()

    def _turn(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self.turn.isEnabled():
            self._change(self.plan.turned(chosen[0].document, chosen[1]))

    def _veil(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self.veil.isEnabled():
            self._change(self.plan.veiled(chosen[0].document, chosen[1]))

    def _blind(self, wanted: bool) -> None:
        blind(self._desk, wanted)
        # Where that was refused nothing has changed.
        self.form.show_blind(blinding_of(self._desk.session.store).is_blind)

    def _change(self, handed: Handed) -> None:
        done = self._desk.run(planning.set_plan, assignments=handed.wanted, before=handed.before)
        if done is not None:
            self.running.say(tr("ui.plan.changed", told=self.told.text()))


def _load(load: Load) -> Row:
    starred = tr("ui.plan.load.starred", n=load.calibration) if load.calibration else ""
    cells = (load.reviewer, str(load.documents), grouped(str(load.chars)), grouped(str(load.suggestions)), "")
    return Row(cells=cells, tips=("", starred), stands_for=load)
