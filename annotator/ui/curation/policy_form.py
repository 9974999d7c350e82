"""Owns the settings of a policy: how many must say so, what everybody's word weighs, whose word counts for
what."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.tagsets import FeatureSpec
from annotator.tasks.curating.policies import EVERYTHING, NAMES, RELATION, Policy, policy_named
from annotator.ui.choice import Choice
from annotator.ui.curation.choices import offer_labels
from annotator.ui.fields import IntegerField
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import no_mnemonic, one_line
from annotator.ui.pieces import Flow, small


class PolicyForm(QWidget):
    """Says which policy, with which settings."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.name = NAMES[0]
        self.least = self._figure(tr("ui.policies.least"), 2)
        self.weights: dict[str, IntegerField] = {}
        self.trusted: dict[str, str] = {}
        self.what, self.who = Choice(), Choice()
        self.what.setAccessibleName(tr("ui.policies.what"))
        self.who.setAccessibleName(tr("ui.policies.who"))
        self.add = QPushButton(tr("ui.policies.add"))
        self.add.clicked.connect(self._add)
        self.clear = QPushButton(tr("ui.policies.clear"))
        self.clear.clicked.connect(self._clear)
        self._told = small("", theme=desk.theme)
        self._told.setWordWrap(True)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        gap = theme.sizes.px(6)
        least = QWidget()
        row = QHBoxLayout(least)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        row.addWidget(small(tr("ui.policies.least"), theme=theme))
        row.addWidget(self.least)
        row.addStretch(1)
        self._weighing = QWidget()
        self._flow = Flow(self._weighing, gap=gap)
        trusting = QWidget()
        lines = QVBoxLayout(trusting)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(gap)
        over = QWidget()
        flow = Flow(over, gap=gap)
        for part in (self.what, self.who, self.add, self.clear):
            flow.addWidget(part)
        lines.addWidget(over)
        lines.addWidget(self._told)
        hidden = small(tr("ui.policies.hidden"), theme=theme)
        hidden.setWordWrap(True)
        self._pages = QStackedWidget()
        for page in (least, self._weighing, trusting, hidden):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        offer_labels(self.what, self._desk.tagset, anything=tr("ui.policies.everything"), relation=RELATION)

    def _figure(self, name: str, value: int) -> IntegerField:
        """A small whole number to type; Up and Down step."""
        field = IntegerField(FeatureSpec(id="figure", names={}, type="integer"))
        field.setAccessibleName(name)
        field.set_value(value)
        field.setFixedWidth(self._desk.theme.sizes.px(52))
        field.changed.connect(self.changed)
        return field

    def take_people(self, people: Sequence[str], *, are_hidden: bool) -> None:
        """Know who there is."""
        self._are_hidden = are_hidden
        if list(self.weights) == list(people):
            return
        while (piece := self._flow.takeAt(0)) is not None:
            if (widget := piece.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.weights = {}
        self.who.clear()
        for owner in people:
            box = self._figure(tr("ui.policies.weight", who=owner), 1)
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, self._desk.theme.sizes.px(10), 0)
            row.addWidget(small(one_line(owner, most=24), theme=self._desk.theme))
            row.addWidget(box)
            self._flow.addWidget(part)
            self.weights[owner] = box
            self.who.addItem(no_mnemonic(one_line(owner, most=24)), owner)

    _are_hidden = False

    def show_policy(self, name: str) -> None:
        """Show the settings of a policy."""
        self.name = name
        page = {"unanimous": 0, "majority": 0, "weighted": 1, "trust": 2}[name]
        self._pages.setCurrentIndex(3 if page and self._are_hidden else page)
        shown = self._pages.currentWidget()
        if shown is not None:
            self._pages.setMaximumHeight(shown.sizeHint().height() + 4)
        self._tell()

    def _add(self) -> None:
        what, who = str(self.what.currentData() or EVERYTHING), self.who.currentData()
        if who:
            self.trusted[what] = str(who)
            self._tell()
            self.changed.emit()

    def _clear(self) -> None:
        self.trusted.clear()
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        words = {
            str(self.what.itemData(n) or EVERYTHING): self.what.itemText(n) for n in range(self.what.count())
        }
        told = [
            tr("ui.policies.trusts", what=words.get(what, what), who=who)
            for what, who in self.trusted.items()
        ]
        self._told.setText(" · ".join(told) or tr("ui.policies.trust_whom"))

    def _least(self) -> int:
        value = self.least.value()
        return max(1, value) if isinstance(value, int) else 1

    def _weights(self) -> dict[str, int]:
        """Whose word weighs otherwise than 1."""
        values = {owner: box.value() for owner, box in self.weights.items()}
        return {owner: max(0, one) for owner, one in values.items() if isinstance(one, int) and one != 1}

    def policy(self) -> Policy | None:
        """The policy as it is set; None where that says nothing."""
        if self.name in ("weighted", "trust") and self._are_hidden:
            return None
        if self.name == "trust" and not self.trusted:
            return None
        weights = {owner: Fraction(weight) for owner, weight in self._weights().items()}
        return policy_named(self.name, least=self._least(), weights=weights, trusted=self.trusted)

    def words(self) -> tuple[str, ...]:
        """The options of the command line that say the same."""
        found = [f"--policy={self.name}"]
        if self.name in ("unanimous", "majority"):
            found.append(f"--least={self._least()}")
        if self.name == "weighted":
            found += [f"--weight={who}={weight}" for who, weight in self._weights().items()]
        if self.name == "trust":
            found += [f"--trust={what}={who}" for what, who in self.trusted.items()]
        return tuple(found)
