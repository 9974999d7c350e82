"""Owns the line of why: a reason, a rule of the casebook, how sure one is."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from annotator.errors import UserError
from annotator.i18n import tr
from annotator.tasks.curating.casebook import rules
from annotator.ui.completion import Completion
from annotator.ui.curation.giving_way import GivingWay
from annotator.ui.models.case_desk import CONFIDENCES, Reasoned, Why
from annotator.ui.models.desk import Desk
from annotator.ui.models.finding import fold
from annotator.ui.pieces import keycap, small
from annotator.ui.theme import prose_font
from annotator.ui.toggles import Toggles


class WordsLine(QLineEdit):
    """A line to type in; Enter and Escape lead back to the case."""

    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter has said it, Escape takes it back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class WhyRow(GivingWay):
    """What is typed here goes with the next decision."""

    left = Signal()
    """The keyboard belongs to the case again."""

    def __init__(self, desk: Desk, case: Reasoned, keys: dict[str, str], *, is_sure: bool = True) -> None:
        """``is_sure``: whether one may say how sure one is."""
        super().__init__()
        self._desk, self._case = desk, case
        theme = desk.theme
        self.reason, self.rule = WordsLine(), WordsLine()
        for field, name in ((self.reason, "reason"), (self.rule, "rule")):
            field.setAccessibleName(tr(f"ui.case.{name}"))
            field.setPlaceholderText(tr(f"ui.case.{name}.hint"))
            field.setFont(prose_font(theme, pixels=theme.sizes.small))
            field.setMinimumWidth(theme.sizes.px(90))
            field.setFixedHeight(theme.sizes.px(26))
            field.setTextMargins(0, -4, 0, -4)
            field.textChanged.connect(lambda _: self._note())
            field.entered.connect(self.left)
        self.reason.escaped.connect(lambda: self._drop(self.reason))
        self.rule.escaped.connect(lambda: self._drop(self.rule))
        Completion(self.rule, source=self._rules)
        self.sure = Toggles(desk, CONFIDENCES[1:], is_one=True, parent=self)
        self.sure.set_words({one: tr(f"ui.case.sure.{n}") for n, one in enumerate(CONFIDENCES[1:])})
        wide = sum(toggle.sizeHint().width() for toggle in self.sure.toggles.values())
        self.sure.setMinimumWidth(wide + theme.sizes.px(4))
        self.sure.changed.connect(self._note)
        row = self.row
        row.setSpacing(theme.sizes.px(4))
        names = []
        for name, part in (("reason", self.reason), ("rule", self.rule)):
            names.append(self._name(name))
            row.addWidget(keycap(keys.get(f"case_{name}", ""), theme=theme))
            row.addWidget(part, 3 if name == "reason" else 2)
        if is_sure:
            names.append(self._name("sureness"))
            cap = keycap(keys.get("case_confidence", ""), theme=theme)
            row.addWidget(cap)
            row.addWidget(self.sure, 0, Qt.AlignmentFlag.AlignVCenter)
            self.let_go(names, [cap, self.sure])
        else:
            self.sure.hide()
            self.let_go(names)
        case.changed.connect(self._show)
        case.decided.connect(lambda _: self._show())

    def _name(self, name: str) -> QLabel:
        """The name of what comes next in the row, apart from what was before."""
        if self.row.count():
            self.row.addSpacing(self._desk.theme.sizes.px(10))
        label = small(tr(f"ui.case.{name}"), theme=self._desk.theme)
        self.row.addWidget(label)
        return label

    def _rules(self, typed: str) -> list[str]:
        try:
            titles = [rule.title for rule in rules(self._desk.session.store)]
        except UserError:
            return []
        wanted = fold(typed)
        return [title for title in titles if wanted in fold(title)][:8]

    def _show(self) -> None:
        """Show what was said of why."""
        why = self._case.why
        for field, words in ((self.reason, why.reason), (self.rule, why.rule)):
            if field.text() != words:
                with QSignalBlocker(field):
                    field.setText(words)
        self.sure.set_on([why.confidence] if why.confidence else [])

    def _note(self) -> None:
        sure = next(iter(self.sure.on), "")
        self._case.why = Why(reason=self.reason.text(), rule=self.rule.text(), confidence=sure)

    def _drop(self, field: WordsLine) -> None:
        field.clear()
        self.left.emit()

    def turn_sure(self) -> None:
        """Say to be sure, less sure, or nothing of it again."""
        now = self._case.why.confidence
        at = CONFIDENCES.index(now) if now in CONFIDENCES else 0
        wanted = CONFIDENCES[(at + 1) % len(CONFIDENCES)]
        self.sure.set_on([wanted] if wanted else [])
        self._note()

    def ask(self, what: str) -> None:
        """Let a reason, or a rule, be typed."""
        field = self.reason if what == "reason" else self.rule
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
