"""Owns the table of a report's numbers as Qt shows it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wording import feature_words, number_words, one_line, plain_tip
from annotator.ui.theme import chrome_font

Index = QModelIndex | QPersistentModelIndex

SPOT = Qt.ItemDataRole.UserRole
"""The Spot itself."""

STATE, WORDS, VALUE, UNIT, PERIOD = range(5)
COLUMNS = ("", "ui.numbers.words", "ui.numbers.value", "ui.numbers.unit", "ui.numbers.period")


class NumbersModel(QAbstractTableModel):
    """One line for each number of the current document, in the order of the text."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spots: tuple[Spot, ...] = desk.spots.numbers
        desk.spots_changed.connect(self._look_again)
        desk.view_changed.connect(self._repaint)

    def _look_again(self) -> None:
        fresh = self._desk.spots.numbers
        if [spot.ref for spot in fresh] == [spot.ref for spot in self._spots]:
            self._spots = fresh
            self._repaint()
            return
        self.beginResetModel()
        self._spots = fresh
        self.endResetModel()

    def _repaint(self) -> None:
        if self._spots:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._spots) - 1, PERIOD))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many numbers there are."""
        return 0 if parent.isValid() else len(self._spots)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """State, words, value, unit, kind or period."""
        return 0 if parent.isValid() else len(COLUMNS)

    def row_of(self, ref: Ref) -> int:
        """The line of a place, -1 when it has none."""
        return next((n for n, spot in enumerate(self._spots) if spot.ref == ref), -1)

    def spot(self, row: int) -> Spot:
        """The place of a line."""
        return self._spots[row]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The words over a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section]) if COLUMNS[section] else ""
        if role == Qt.ItemDataRole.FontRole:
            return chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == VALUE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        spot = self._spots[index.row()]
        if role == SPOT:
            return spot
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(spot, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(spot))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == VALUE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _words(self, spot: Spot, column: int) -> str:
        features = spot.features
        if column == WORDS:
            shown = self._desk.shown
            words = features.get("indicator") or (shown.words(spot.fragments) if shown else "")
            return one_line(str(words), most=60)
        if column == VALUE:
            return number_words(features)
        if column == UNIT:
            return one_line(str(features.get("unit") or ""))
        if column == PERIOD:
            return self._kind_or_period(spot)
        return tr(f"ui.spot.{spot.state}")

    def _kind_or_period(self, spot: Spot) -> str:
        period = spot.features.get("period")
        if period:
            return one_line(str(period))
        label = self._desk.label_of(spot)[1]
        spec = label.feature("kind") if label else None
        return feature_words(spec, spot.features.get("kind")) if spec else ""

    def _tip(self, spot: Spot) -> str:
        shown = self._desk.shown
        words = shown.words(spot.fragments) if shown else ""
        return f"{words}\n{number_words(spot.features)} {spot.features.get('unit') or ''}\n" + tr(
            f"ui.spot.{spot.state}"
        )
