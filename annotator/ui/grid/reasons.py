"""Owns asking for the reason of a correction in the grid: proposed by what changed, agreed to or changed
by one key."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.i18n import tr
from annotator.model.tagsets import FeatureSpec
from annotator.ui.grid.foot import Foot
from annotator.ui.grid.table import Table
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.reasoning import REASON, reasons_of
from annotator.ui.models.reasons import MISSED
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import named


class ReasonQuestion(QObject):
    """The question at the foot of the grid.  While it is there digits choose, Enter agrees."""

    def __init__(self, desk: Desk, table: Table, foot: Foot, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._foot = foot
        table.typed.connect(self._take_digit)
        foot.chosen.connect(self._choose)

    @property
    def is_asked(self) -> bool:
        """Whether the question is there."""
        return self._foot.is_asking

    def ask(self) -> bool:
        """Ask for the reason of the current place; False where none is needed or the label has none."""
        spot = self._desk.current
        spec = reasons_of(self._desk, spot) if spot is not None else None
        if spot is None or spec is None:
            return False
        if spot.state in ("suggestion", "confirmed"):
            self._desk.refused.emit(tr("ui.refused.no_reason_to_confirmed"))
            return False
        options = _options(spec, spot)
        recorded = spot.features.get(REASON)
        proposed = options.index(str(recorded)) if recorded in options else -1
        words = [named(spec.options[one], one) for one in options]
        self._foot.ask(words, proposed=proposed)
        self._table.takes_digits = True
        return True

    def rest(self) -> None:
        """Ask no more: what is recorded stays."""
        self._table.takes_digits = False
        self._foot.rest()

    def _take_digit(self, digit: int) -> None:
        # The tenth is chosen with 0, as it lies on the keyboard.
        self._choose((digit - 1) % 10)

    def _choose(self, number: int) -> None:
        spot = self._desk.current
        spec = reasons_of(self._desk, spot) if spot is not None else None
        if spot is None or spec is None or number >= len(_options(spec, spot)):
            return
        reason = _options(spec, spot)[number]
        if spot.features.get(REASON) != reason:
            answering.set_features(self._desk, spot.ref, {REASON: reason})
        self.ask()


def _options(spec: FeatureSpec, spot: Spot) -> list[str]:
    """The reasons there may be: what the machine did suggest it did not miss."""
    return [one for one in spec.options if one != MISSED or spot.machine is None]
