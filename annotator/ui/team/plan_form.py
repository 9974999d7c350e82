"""Owns the line of fields that a plan is drawn with: who, overlap, calibration, repeats, seed, suggestions,
blind."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from annotator.i18n import tr
from annotator.ui.choice import Choice
from annotator.ui.models.plans import Plan
from annotator.ui.pieces import small
from annotator.ui.theme import Theme

_NARROW = 60
_NUMBER, _SHARE = "[0-9]{0,9}", "[0-9]{0,3}%?"
"""What can be typed: a whole number, and a number or a percentage."""


class PlanForm(QWidget):
    """What is wanted of a plan; Enter in any field draws it."""

    wanted = Signal()
    """The plan should be drawn."""
    blind_chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.sizes.px
        self.reviewers = QLineEdit()
        self.reviewers.setPlaceholderText(tr("ui.plan.reviewers.hint"))
        self.overlap, self.calibration, self.repeats = QLineEdit(), QLineEdit(), QLineEdit()
        self.seed = QLineEdit()
        counts = (self.calibration, self.repeats, self.seed)
        for typed, form in ((self.overlap, _SHARE), *((count, _NUMBER) for count in counts)):
            typed.setValidator(QRegularExpressionValidator(QRegularExpression(form), typed))
        self.suggestions, self.blind = Choice(), Choice()
        for box in (self.suggestions, self.blind):
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        for shown in ("shown", "hidden"):
            self.suggestions.addItem(tr(f"ui.plan.suggestions.{shown}"), shown)
        for is_blind in (False, True):
            self.blind.addItem(tr("ui.plan.blind.yes" if is_blind else "ui.plan.blind.no"), is_blind)
        self.draw = QPushButton(tr("ui.plan.draw"))
        self.draw.setProperty("role", "primary")
        self.draw.setAutoDefault(False)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        self.fields = (
            ("reviewers", self.reviewers),
            ("overlap", self.overlap),
            ("calibration", self.calibration),
            ("repeats", self.repeats),
            ("seed", self.seed),
            ("suggestions", self.suggestions),
            ("blind", self.blind),
        )
        for box in (self.suggestions, self.blind):
            box.setMinimumWidth(box.sizeHint().width() + px(12))
        for column, (name, field) in enumerate(self.fields):
            words = tr(f"ui.plan.{name}")
            field.setAccessibleName(words)
            field.setToolTip(tr(f"ui.plan.{name}.tip"))
            grid.addWidget(small(words, theme=theme), 0, column)
            grid.addWidget(field, 1, column)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self.wanted)
                field.textChanged.connect(self._check)
        for narrow in (self.overlap, *counts):
            narrow.setFixedWidth(px(_NARROW))
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.draw, 1, len(self.fields))
        self.draw.clicked.connect(self.wanted)
        self.blind.activated.connect(lambda: self.blind_chosen.emit(bool(self.blind.currentData())))
        self.setLayout(grid)
        self._check()

    def show_plan(self, plan: Plan) -> None:
        """Propose what the plan looks like being drawn with."""
        *numbers, shown = plan.usual()
        self.reviewers.setText(tr("ui.team.comma").join(plan.planned or plan.reviewers))
        fields = (self.overlap, self.calibration, self.repeats, self.seed)
        for field, number in zip(fields, numbers, strict=True):
            field.setText(str(number))
        self.suggestions.setCurrentIndex(self.suggestions.findData(shown))
        self.suggestions.tell_whole()

    def show_blind(self, is_blind: bool) -> None:
        """Show whether curators are blinded."""
        self.blind.setCurrentIndex(int(is_blind))
        self.blind.tell_whole()

    def take_typed(self, other: PlanForm) -> None:
        """Wish what another form wishes."""
        for (_, field), (_, typed) in zip(self.fields, other.fields, strict=True):
            if isinstance(field, QLineEdit) and isinstance(typed, QLineEdit):
                field.setText(typed.text())
        self.suggestions.setCurrentIndex(other.suggestions.currentIndex())
        self.suggestions.tell_whole()

    def lock(self, is_locked: bool) -> None:
        """Only whoever owns the project draws plans."""
        for _, field in self.fields:
            field.setEnabled(not is_locked)
        self._is_locked = is_locked
        self._check()

    _is_locked = False

    def names(self) -> list[str]:
        """Who is to read, as typed: with any comma between."""
        typed = self.reviewers.text()
        for comma in "，、;；":
            typed = typed.replace(comma, ",")
        return [name.strip() for name in typed.split(",") if name.strip()]

    def number(self, field: QLineEdit) -> int:
        """The whole number of a field, 0 where it is empty."""
        return int(field.text() or "0")

    def _check(self) -> None:
        self.draw.setEnabled(not self._is_locked and bool(self.names()))
