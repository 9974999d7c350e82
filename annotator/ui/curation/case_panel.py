"""Owns the case one is at: its text with the tracks, its table, sums, why, and the keys that settle it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.annotations import Suggestion
from annotator.ui.curation.answer_table import AnswerTable
from annotator.ui.curation.edit_card import EditCard
from annotator.ui.curation.hints import Hints
from annotator.ui.curation.track_view import TrackView
from annotator.ui.curation.why_row import WhyRow
from annotator.ui.models.answer_rows import NOTHING, SIGNS, Answers
from annotator.ui.models.case_checks import CaseChecks
from annotator.ui.models.case_desk import CaseDesk
from annotator.ui.models.case_words import GOLD_COLUMN
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.tracks import Stretch, stretch_of
from annotator.ui.pieces import Elided, rule, small
from annotator.ui.theme import chrome_font
from annotator.ui.whole_rows import WholeRows

_HINTS = (
    "take_1",
    "take_2",
    "take_3",
    "take_4",
    "take_machine",
    "edit_case",
    "take_nothing",
    "settle",
    "reopen_case",
    "next_case",
    "previous_case",
    "give_up",
)
_SUMS = 2
_ROWS = 8
"""How many rows of the table are in sight where there is room: always as many, so that nothing moves."""
_LEAST = 2
_HIGH, _LOW = 680, 440
"""How high the panel must be for that; and for sums, and keys on several lines; in pixels at 100 %."""


class _Table(QWidget):
    """The table with what belongs to it: as high as its rows, as far as there is room."""

    def __init__(self, table: AnswerTable) -> None:
        super().__init__()
        self.table, self.is_even, self.is_low = table, True, False
        self.rows = WholeRows(table, row=table.row_height, head=table.head_height)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setFocusProxy(table)

    def sizeHint(self) -> QSize:
        """As high as its rows, or always as high as for some."""
        count = self.table.rows.rowCount()
        rows = _LEAST if self.is_low else _ROWS if self.is_even else min(_ROWS, max(3, count))
        return QSize(200, self.table.head_height() + rows * self.table.row_height())

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(120, self.table.head_height() + _LEAST * self.table.row_height())


class _OneAtATime(QStackedWidget):
    """As high as the page in sight."""

    def sizeHint(self) -> QSize:
        """That of the page in sight."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """That of the page in sight."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()


class CasePanel(QWidget):
    """Shows the case of the case desk."""

    wanted = Signal(str)
    """An action of the table of actions."""
    left_above = Signal()
    """The keyboard is wanted in the list of cases."""

    def __init__(self, desk: Desk, load: Caseload, case: CaseDesk, keys: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._load, self._case = desk, load, case
        self._is_low = False
        self._machine: tuple[str, list[Suggestion]] = ("", [])
        theme = desk.theme
        self.title, self.agree = Elided(), Elided(role="dim")
        bold = chrome_font(theme)
        bold.setBold(True)
        self.title.setFont(bold)
        self.agree.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.tracks = TrackView(desk)
        self.table = AnswerTable(desk, case, keys)
        self.checks = CaseChecks(desk, self)
        self.sums = [Elided() for _ in range(_SUMS)]
        for line in self.sums:
            line.setFont(chrome_font(theme, pixels=theme.sizes.small))
            line.hide()
        self.why = WhyRow(desk, case, keys)
        self.edit = EditCard(desk, case)
        self.hints = Hints(desk, _HINTS, {**keys, "give_up": "Esc"})
        self._build()
        case.changed.connect(self.look_again)
        case.staged.connect(self._show_staged)
        self.checks.known.connect(self._show_sums)
        self.edit.left.connect(self.end_edit)
        self.edit.recorded.connect(self.end_edit)
        self.table.column_wanted.connect(case.take_owner)
        self.table.left_above.connect(self.left_above)
        self.why.left.connect(self.take_keyboard)
        self.hints.wanted.connect(self._hint)

    def _build(self) -> None:
        theme = self._desk.theme
        px = theme.sizes.px
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(px(16), px(6), px(12), px(6))
        lines.setSpacing(px(1))
        lines.addWidget(self.title)
        lines.addWidget(self.agree)
        self._table = _Table(self.table)
        below = self._below()
        written = QWidget()
        around = QVBoxLayout(written)
        around.setContentsMargins(px(12), px(6), px(12), 0)
        around.addWidget(self.edit)
        self._stack = _OneAtATime()
        self._stack.currentChanged.connect(lambda _: self._stack.updateGeometry())
        self._stack.addWidget(below)
        self._stack.addWidget(written)
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(12), px(2), px(12), px(6))
        foot.addWidget(self.hints)
        self._none = small("", theme=theme)
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(px(24), px(24), px(24), 0)
        whole = QWidget()
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(head)
        inner.addWidget(rule())
        inner.addWidget(self.tracks, 1)
        inner.addWidget(rule())
        inner.addWidget(self._stack)
        inner.addSpacing(px(4))
        inner.addLayout(foot)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(whole)
        self._pages.addWidget(self._none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _below(self) -> QWidget:
        """The table, the sums, why."""
        px = self._desk.theme.sizes.px
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._table, 1)
        sums = QVBoxLayout()
        sums.setContentsMargins(px(12), 0, px(12), 0)
        sums.setSpacing(px(2))
        for line in self.sums:
            sums.addWidget(line)
        column.addLayout(sums)
        why = QVBoxLayout()
        why.setContentsMargins(px(12), 0, px(12), 0)
        why.addWidget(self.why)
        column.addLayout(why)
        return below

    def _hint(self, name: str) -> None:
        if name == "give_up":
            self.edit.give_up()
        elif name == "settle" and self.is_editing:
            self.edit.commit()
        else:
            self.wanted.emit(name)

    # Showing --------------------------------------------------------------------------------------

    def say_none(self, words: str) -> None:
        """What to do while there is no case."""
        self._none.setText(words)

    def look_again(self) -> None:
        """Show the case as it stands now."""
        case = self._case.case
        self._pages.setCurrentIndex(0 if case is not None else 1)
        if case is None:
            return
        words = self._case.words
        parts = (words.layer(case.layer), words.how(case), words.state(case), words.report(case.document))
        self.title.setText(" · ".join(parts))
        answers = self._case.answers()
        self.agree.setText(agreement_words(answers))
        shown = [f"take_{column.key}" for column in answers.columns if column.key and column.was_asked]
        if case.is_relation:
            rest = {"take_machine", "edit_case"}
        else:
            rest = set() if self._case.machine is not None else {"take_machine"}
        rest.add("give_up")
        if case.decision is None:
            rest.add("reopen_case")
        taken = {f"take_{n}" for n in range(1, 10)}
        if self.is_editing:
            self.hints.show_only(["settle", "give_up"])
        else:
            self.hints.show_only([one for one in _HINTS if one in shown or one not in taken | rest])
        self.hints.name({f"take_{column.key}": column.name for column in answers.columns if column.key})
        self._show_staged()
        self._table.updateGeometry()

    def _show_staged(self) -> None:
        """Show what is put together or written."""
        if self._case.case is not None:
            self.checks.want(self._case.case, self._case.result(), self._case.machine)
        self._show_sums()
        self._show_tracks()

    def _show_sums(self) -> None:
        case = self._case.case
        found = self.checks.of(case) if case is not None else []
        for n, line in enumerate(self.sums):
            line.setVisible(n < len(found) and not self._is_low)
            if n < len(found):
                line.setText(found[n].words)
                role = {"holds": "dim", "differs": "amber", "contradicts": "amber"}[found[n].tone]
                if line.property("role") != role:
                    line.setProperty("role", role)
                    line.style().unpolish(line)
                    line.style().polish(line)

    def _show_tracks(self) -> None:
        case = self._case.case
        if case is None:
            return
        try:
            text = self._desk.session.store.original(case.document)
            machine = self._suggestions(case.document)
        except UserError:
            self.tracks.show_stretch(Stretch(text="", start=0), "")
            return
        answers = self._case.answers()
        stretch = stretch_of(
            case,
            text=text,
            answers=answers,
            beside=self._load.of(case.document),
            machine=machine,
            words=self._case.words,
            is_begun=self._case.result() is not None,
        )
        self.tracks.show_stretch(stretch, f"{self._case.words.excerpt(case)} {agreement_words(answers)}")

    def _suggestions(self, document: str) -> list[Suggestion]:
        if self._machine[0] != document:
            self._machine = document, self._desk.session.suggestions(document)
        return self._machine[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window sums, and keys that have no room, give way to the text."""
        super().resizeEvent(event)
        px = self._desk.theme.sizes.px
        self._is_low = self.height() < px(_LOW)
        self._table.is_even = self.height() >= px(_HIGH)
        self._table.is_low = self._is_low
        self.agree.setVisible(not self._is_low)
        self.hints.set_one_line(self._is_low)
        for line in self.sums:
            # Sums come late: nothing is to move when they do.
            policy = line.sizePolicy()
            policy.setRetainSizeWhenHidden(not self._is_low)
            line.setSizePolicy(policy)
        self._show_sums()
        self._table.updateGeometry()
        self.tracks.bring_into_sight()

    # Keys -----------------------------------------------------------------------------------------

    def take_keyboard(self) -> None:
        """Let keys act on the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_edit(self) -> None:
        """Write what gold is to say."""
        if self.edit.begin():
            self._stack.setCurrentIndex(1)
            # Only what is in sight can have the keyboard.
            first = next(iter(self.edit.fields.values()), None)
            (first or self.edit.label).setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.look_again()

    def end_edit(self) -> None:
        """Show the table again."""
        if self._stack.currentIndex() == 1:
            self._stack.setCurrentIndex(0)
            self.look_again()
            self.take_keyboard()

    @property
    def is_editing(self) -> bool:
        """Whether something is being written."""
        return self._stack.currentIndex() == 1


def agreement_words(answers: Answers) -> str:
    """Return who says the same as whom: ● 甲、乙  ▲ 丙  ○ 未标：丁."""
    groups: dict[str, list[str]] = {}
    for column in answers.columns:
        if column.sign and column.owner != GOLD_COLUMN:
            groups.setdefault(column.sign, []).append(column.name)
    order = [sign for sign in (*SIGNS, NOTHING) if sign in groups]
    comma = tr("ui.case.comma")
    told = [
        f"{sign} {tr('ui.case.nothing')}: {comma.join(groups[sign])}"
        if sign == NOTHING
        else f"{sign} {comma.join(groups[sign])}"
        for sign in order
    ]
    return "    ".join(told)
