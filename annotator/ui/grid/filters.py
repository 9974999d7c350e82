"""Owns the line over the grid: whose numbers, which of them, and words that must occur."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.i18n import tr
from annotator.ui.grid.sieve import CONFIDENCES, NONE, Sieve, Tally
from annotator.ui.grid.strip import Strip
from annotator.ui.models.desk import Desk
from annotator.ui.models.numbers import GROUPS
from annotator.ui.models.wording import named, one_line
from annotator.ui.pieces import keycap
from annotator.ui.theme import chrome_font
from annotator.ui.toggles import QuietChoice, Toggles

REPORT, PROJECT = "report", "project"
_PAUSE_MS = 150
"""How long a pause in typing makes the words count."""
_MOST_UNITS = 40


class _Words(QLineEdit):
    left = Signal()
    """Down, Enter or Escape: back to the grid."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Filters(Strip):
    """Quiet toggles, choices and one field; ``sieve`` is what they ask for."""

    changed = Signal()
    scope_changed = Signal()
    left = Signal()
    """The keyboard belongs to the grid again."""
    confirm_wanted = Signal()
    """All that is in sight and open is to be confirmed."""

    def __init__(self, desk: Desk, *, confirm_key: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._desk = desk
        theme = desk.theme
        self.scope = Toggles(desk, (REPORT, PROJECT), is_one=True)
        _say(self.scope, {one: tr(f"ui.grid.scope.{one}") for one in (REPORT, PROJECT)})
        self.scope.set_on([REPORT])
        self.states = Toggles(desk, GROUPS)
        self.choices = {
            facet: QuietChoice(desk, tr(f"ui.grid.facet.{facet}"))
            for facet in ("kind", "unit", "role", "indicator", "confidence")
        }
        self.text = _Words()
        self.text.setPlaceholderText(tr("ui.grid.text"))
        self.text.setAccessibleName(tr("ui.grid.text"))
        self.text.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.text.setFixedSize(theme.sizes.px(150), theme.sizes.px(24))
        self.text.setTextMargins(0, -4, 0, -4)
        self.confirm = QPushButton(tr("ui.grid.confirm_all", n=0))
        self.confirm.setProperty("role", "quiet")
        self.confirm.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._build(confirm_key)
        self.show_counts(Tally())

    def _build(self, confirm_key: str) -> None:
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.confirm)
        row.addWidget(keycap(confirm_key, theme=self._desk.theme))
        for piece in (self.scope, self.states, *self.choices.values(), self.text, ends):
            self.flow.addWidget(piece)
        self.scope.changed.connect(self.scope_changed)
        self.states.changed.connect(self.changed)
        for choice in self.choices.values():
            choice.activated.connect(lambda _: self.changed.emit())
        self.text.textChanged.connect(lambda _: self._pause.start())
        self.text.left.connect(self._settle)
        self.confirm.clicked.connect(self.confirm_wanted)

    def _settle(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()
        self.left.emit()

    # What is asked --------------------------------------------------------------------------------

    @property
    def is_project(self) -> bool:
        """Whether all reports are asked for."""
        return PROJECT in self.scope.on

    @property
    def sieve(self) -> Sieve:
        """What must hold of a line."""
        chosen = {facet: str(box.currentData() or "") for facet, box in self.choices.items()}
        return Sieve(states=self.states.on, text=self.text.text(), **chosen)

    def clear(self) -> None:
        """Let every line pass; nobody is told."""
        self.states.set_on(())
        for box in self.choices.values():
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        with QSignalBlocker(self.text):
            self.text.clear()
        self._pause.stop()

    # Counts ---------------------------------------------------------------------------------------

    def show_counts(self, tally: Tally) -> None:
        """Say beside each group how many lines it has."""
        states = tally.states()
        _say(self.states, {name: f"{tr(f'ui.spot.{name}')} {n}" for name, n in states.items()})
        self._fill("kind", tally, self._option_words("kind"))
        self._fill("role", tally, self._option_words("role"))
        self._fill("unit", tally, lambda unit: one_line(unit, most=12))
        self._fill(
            "indicator", tally, lambda name: tr(f"ui.grid.indicator.{'some' if name == 'yes' else 'none'}")
        )
        self._fill("confidence", tally, lambda limit: tr("ui.grid.below", limit=limit))
        n = states["suggestion"] if not self.states.on or "suggestion" in self.states.on else 0
        self.confirm.setText(tr("ui.grid.confirm_all", n=n))
        self.confirm.setEnabled(n > 0)
        self.fit()

    def _option_words(self, feature: str) -> Callable[[str], str]:
        label = self._desk.tagset.label("number", "quantity")
        spec = label.feature(feature) if label else None

        def told(option: str) -> str:
            names = spec.options.get(option) if spec else None
            return named(names, option) if names else option

        return told

    def _fill(self, facet: str, tally: Tally, words: Callable[[str], str]) -> None:
        """Offer the groups of a facet, the large ones first; the one that is chosen stays."""
        box, counts = self.choices[facet], tally.of(facet)
        chosen = str(box.currentData() or "")
        groups = [name for name, n in counts.most_common(_MOST_UNITS) if n]
        if facet == "confidence":
            groups = list(CONFIDENCES)
        if chosen and chosen not in groups:
            groups.append(chosen)
        with QSignalBlocker(box):
            box.clear()
            box.addItem(tr(f"ui.grid.facet.{facet}"), "")
            for name in groups:
                told = tr("ui.grid.facet.none") if name == NONE and facet != "indicator" else words(name)
                box.addItem(f"{told}  {counts[name]}", name)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        box.updateGeometry()


def _say(toggles: Toggles, words: dict[str, str]) -> None:
    """Put words on toggles, which keep to one line here."""
    toggles.set_words(words)
    hints = [one.sizeHint() for one in toggles.toggles.values()]
    toggles.setFixedSize(sum(hint.width() for hint in hints), max(hint.height() for hint in hints))
