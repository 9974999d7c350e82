"""Owns the casebook: its rules, what each settled, writing one, having all of it looked at again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.commands import curating
from annotator.errors import UserError
from annotator.i18n import tr
from annotator.model.curation import Case, Decision
from annotator.tasks.curating.casebook import Page, casebook
from annotator.tasks.curating.inside import dropping
from annotator.ui.choice import Choice
from annotator.ui.curation.bulk_lines import Choosing
from annotator.ui.curation.choices import offer_labels
from annotator.ui.curation.halves import Halves, padded, right_half
from annotator.ui.curation.hints import Hints
from annotator.ui.curation.why_row import WordsLine
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.wording import one_line
from annotator.ui.note import NoteField
from annotator.ui.pieces import plain, small
from annotator.ui.theme import chrome_font, prose_font

_COLUMNS = ("text", "how", "reason", "report")
_QUOTED = (0, 2, 3)


class CasebookPanel(QWidget):
    """A rule at the left; at the right its wording, and the places it settled."""

    case_wanted = Signal(object)
    wanted = Signal(str)

    def __init__(self, desk: Desk, load: Caseload, words: CaseWords, keys: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._load, self._words = desk, load, words
        self._pages_of: list[Page] = []
        self._editing: str | None = None
        theme = desk.theme
        self.choosing = Choosing(desk, tr("ui.casebook.list"))
        self.choosing.list.setProperty("takes", "Return Enter Del")
        self.heading, self.text, self.about = plain(""), plain(""), small("", theme=theme)
        self.table = FigureTable(theme, name=tr("ui.casebook.settled"), quoted=_QUOTED, places=0)
        self._whole = WholeTable(self.table)
        self.title, self.body, self.label = WordsLine(), NoteField(), Choice()
        self.hints = Hints(desk, ("new_rule", "edit_case", "reopen_case", "settle"), keys)
        self._none = small(tr("ui.casebook.none"), theme=theme)
        self._build()
        self.choosing.list.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.choosing.list.opened.connect(lambda _: self.write(is_new=False))
        self.choosing.list.taken_away.connect(lambda _: self.drop())
        self.table.wanted.connect(lambda _: self._open())
        for field in (self.title, self.body):
            field.entered.connect(self.commit)
            field.escaped.connect(self.give_up)
        self.hints.name({"edit_case": tr("ui.casebook.rewrite")})
        self.hints.wanted.connect(self.wanted)

    def _build(self) -> None:
        theme = self._desk.theme
        px = theme.sizes.px
        bold = chrome_font(theme)
        bold.setBold(True)
        self.heading.setFont(bold)
        self.text.setFont(prose_font(theme))
        for words in (self.heading, self.text, self.about, self._none):
            words.setWordWrap(True)
        self.title.setAccessibleName(tr("ui.casebook.title"))
        self.title.setPlaceholderText(tr("ui.casebook.title"))
        self.body.setAccessibleName(tr("ui.casebook.text"))
        self.body.setPlaceholderText(tr("ui.casebook.text"))
        self.label.setAccessibleName(tr("ui.casebook.label"))
        offer_labels(self.label, self._desk.tagset, anything=tr("ui.casebook.anything"))
        shown = QWidget()
        lines = QVBoxLayout(shown)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(6))
        for part in (self.heading, self.about, self.text):
            lines.addWidget(part)
        lines.addWidget(self._whole, 1)
        lines.addStretch(0)
        written = QWidget()
        fields = QVBoxLayout(written)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(px(8))
        for widget in (self.title, self.body, self.label):
            fields.addWidget(widget)
        told = small(tr("ui.casebook.keys"), theme=theme)
        told.setWordWrap(True)
        fields.addWidget(told)
        fields.addStretch(1)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        for page in (shown, written, self._none):
            self._stack.addWidget(page)
        right = right_half(self._desk, self._stack, self.hints, grows=self._stack)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Halves(self._desk, padded(self._desk, self.choosing), right))
        self.setFocusProxy(self.choosing.list)

    # Showing --------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Show the rules as they are now."""
        try:
            self._pages_of = casebook(self._desk.session.store)
        except UserError:
            return
        told = [
            (one_line(page.rule.title), self._label_words(page.rule.label), str(len(page.decisions)))
            for page in self._pages_of
        ]
        self.choosing.tell(told)
        self._show()

    def _label_words(self, label: str) -> str:
        at = self.label.findData(label)
        return self.label.itemText(at) if at >= 0 else label

    def page(self) -> Page | None:
        """The rule one is at."""
        row = self.choosing.row
        return self._pages_of[row] if 0 <= row < len(self._pages_of) else None

    def _show(self) -> None:
        if self.is_writing:
            return
        page = self.page()
        self._stack.setCurrentIndex(0 if page is not None else 2)
        self.hints.show_only(["new_rule", "edit_case", "reopen_case"] if page is not None else ["new_rule"])
        if page is None:
            return
        self.heading.setText(one_line(page.rule.title))
        self.text.setText(page.rule.text)
        self.text.setVisible(bool(page.rule.text))
        open_again = sum(one.is_reopened for one in page.decisions)
        told = tr("ui.casebook.count", n=len(page.decisions), reopened=open_again)
        self.about.setText(f"{self._label_words(page.rule.label)} · {told}")
        rows = Lazily(page.decisions, self._row, lambda one: one.id)
        titles = [tr(f"ui.casebook.column.{one}") for one in _COLUMNS]
        self.table.show_rows(titles, rows, stretched=0, first=0)
        self._whole.setVisible(bool(page.decisions))

    def _row(self, decision: Decision) -> Row:
        case = self._case(decision)
        how = self._words.choice(decision)
        if decision.is_reopened:
            how = f"{how} · {tr('curation.state.reopened')}"
        text = self._words.excerpt(case) if case is not None else "…"
        report = self._words.report(decision.document)
        cells = (text, how, one_line(decision.reason, most=60), report)
        around = self._words.parts(case) if case is not None else None
        return Row(cells=cells, around=around, place=(decision.document, 0, 0), stands_for=decision)

    def _case(self, decision: Decision) -> Case | None:
        here = self._load.of(decision.document)
        return next((case for case in here if any(one.id == decision.id for one in case.decisions)), None)

    def _open(self) -> None:
        row = self.table.current()
        if row is not None and isinstance(row.stands_for, Decision):
            case = self._case(row.stands_for)
            if case is not None:
                self.case_wanted.emit(case)

    # Writing --------------------------------------------------------------------------------------

    @property
    def is_writing(self) -> bool:
        """Whether a rule is being written."""
        return self._stack.currentIndex() == 1

    def write(self, *, is_new: bool) -> None:
        """Write a new rule, or another wording of the one that is there."""
        page = None if is_new else self.page()
        self._editing = page.rule.id if page is not None else None
        self.title.setText(page.rule.title if page is not None else "")
        self.body.show_note(page.rule.text if page is not None else "")
        self.label.setCurrentIndex(max(0, self.label.findData(page.rule.label if page is not None else "")))
        self._stack.setCurrentIndex(1)
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Record the rule."""
        done = self._desk.run(
            curating.write_rule,
            title=self.title.text(),
            text=self.body.note(),
            label=str(self.label.currentData()),
            rule=self._editing,
            others=[page.rule.title for page in self._pages_of if page.rule.id != self._editing],
        )
        if done is not None:
            written = done.changes[-1].id
            self.give_up()
            self.look_again()
            at = next((n for n, page in enumerate(self._pages_of) if page.rule.id == written), -1)
            if at >= 0:
                self.choosing.go_to(at)

    def give_up(self) -> None:
        """Write no rule."""
        self._stack.setCurrentIndex(0)
        self._show()
        self.take_keyboard()

    def drop(self) -> None:
        """Take the rule out that one is at."""
        page = self.page()
        if page is not None and not self.is_writing:
            self._desk.run(dropping(self._desk.session.store), rule=page.rule.id)

    def reopen(self) -> None:
        """Have all looked at again that the rule settled."""
        page = self.page()
        if page is not None and page.decisions:
            self._desk.run(curating.reopen, decisions=[one.id for one in page.decisions])
        else:
            self._desk.refused.emit(tr("ui.casebook.settled_nothing"))

    def take_keyboard(self) -> None:
        """Let keys act on the list of rules."""
        self.choosing.list.setFocus(Qt.FocusReason.OtherFocusReason)
