"""Owns the line that chooses what figures of agreement are shown: of whom, which measure, which layer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.tagsets import Tagset
from annotator.tasks.comparing.figures import Pair
from annotator.ui.choice import Choice
from annotator.ui.models.agreed import Agreed, layer_words, pair_words
from annotator.ui.pieces import small
from annotator.ui.theme import Theme

PARTS = ("who", "family", "layer", "rows")
ROWS = ("labels", "documents")


class Scopes(QWidget):
    """A few boxes; those that do not matter for what is in sight are hidden."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {name: Choice() for name in PARTS}
        self._leads = {name: small(tr(f"ui.agree.{name}"), theme=theme) for name in PARTS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.sizes.px(8), 0, theme.sizes.px(4))
        row.setSpacing(theme.sizes.px(8))
        for name, box in self._boxes.items():
            box.setAccessibleName(tr(f"ui.agree.{name}"))
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(self._leads[name])
            row.addWidget(box)
            box.activated.connect(self.changed)
        row.addStretch(1)
        for name in ROWS:
            self._boxes["rows"].addItem(tr(f"ui.agree.rows.{name}"), name)

    def fill(self, agreed: Agreed, tagset: Tagset) -> None:
        """Offer what there are figures of; what was chosen stays chosen where it is still there."""
        choices: dict[str, list[tuple[str, object]]] = {
            "who": [(pair_words(pair), pair) for pair in (None, *agreed.pairs)],
            "family": [(tr(f"ui.family.{name}"), name) for name in agreed.families()],
            "layer": [(layer_words(tagset, layer), layer) for layer in agreed.layers(tagset)],
        }
        for name, offered in choices.items():
            box, before = self._boxes[name], self._boxes[name].currentData()
            box.clear()
            for words, value in offered:
                box.addItem(words, value)
            values = [value for _, value in offered]
            box.setCurrentIndex(values.index(before) if before in values else 0)
            if name == "who" and before is None and len(agreed.pairs) == 1:
                # All together are these two.
                box.setCurrentIndex(1)
            box.tell_whole()

    def offer(self, *names: str) -> None:
        """Show these boxes alone."""
        for name, box in self._boxes.items():
            box.setVisible(name in names)
            self._leads[name].setVisible(name in names)

    @property
    def pair(self) -> Pair | None:
        """Who is compared, None for all together."""
        chosen = self._boxes["who"].currentData()
        return tuple(chosen) if chosen else None  # type: ignore[return-value]

    @property
    def family(self) -> str:
        """What is looked at, "" while there is nothing."""
        return str(self._boxes["family"].currentData() or "")

    @property
    def layer(self) -> str | None:
        """The layer, None for relations."""
        return self._boxes["layer"].currentData()

    @property
    def rows(self) -> str:
        """Whether labels or reports are the rows."""
        return str(self._boxes["rows"].currentData())

    def choose_as(self, other: Scopes) -> None:
        """Choose what is chosen in another line of the same figures."""
        for name, box in self._boxes.items():
            box.setCurrentIndex(other._boxes[name].currentIndex())
            box.tell_whole()

    def choose(self, name: str, value: object) -> None:
        """Choose something as a person does."""
        box = self._boxes[name]
        for n in range(box.count()):
            known = box.itemData(n)
            if (tuple(known) if isinstance(known, list) else known) == value:
                box.setCurrentIndex(n)
                box.tell_whole()
                self.changed.emit()
                return
