"""Owns the table of a report's numbers as Qt shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.indicators import Indicators
from annotator.ui.models.intervals import compact
from annotator.ui.models.sifting import folded
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wording import closed_up, number_words, one_line, plain_tip
from annotator.ui.theme import chrome_font

Index = QModelIndex | QPersistentModelIndex

SPOT = Qt.ItemDataRole.UserRole
"""The Spot itself."""

STATE, WORDS, VALUE, UNIT, PERIOD = range(5)
COLUMNS = ("", "ui.numbers.words", "ui.numbers.value", "ui.numbers.unit", "ui.numbers.period")


GROUPS = ("suggestion", "confirmed", "corrected", "rejected")
"""The states that the table is filtered by; what was made by hand counts as confirmed."""


UNFIT = "unfit"
"""Numbers that take part in a check that does not fit, whatever their state."""
FILTERS = (*GROUPS, UNFIT)
"""What the table is filtered by."""

_MEASURED, _LONGEST = 2000, 12
"""Of how many numbers the width of columns is taken, and how many of the longest cells are measured."""


def group_of(spot: Spot) -> str:
    """Return which of ``GROUPS`` a number belongs to."""
    return "confirmed" if spot.state == "manual" else spot.state


class NumbersModel(QAbstractTableModel):
    """One line for each number of the current document that is in sight.

    They come in the order of the text, or sorted by a column.  The current place stays in sight until
    another one is current, whatever became of it.
    """

    unfit_changed = Signal()
    """Other numbers take part in checks that do not fit."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.groups: frozenset[str] = frozenset()
        self._unfit: frozenset[tuple[int, int]] = frozenset()
        self.sorted_by: int | None = None
        self.is_falling = False
        self.joins_units = False
        self._cells: dict[tuple[int, bool], dict[Ref, tuple[Spot, str]]] = {}
        self._indicators = Indicators(desk)
        self._spots: tuple[Spot, ...] = self._wanted()
        for changed in (desk.spots_changed, desk.document_changed, desk.view_changed):
            changed.connect(self._indicators.forget)
        desk.spots_changed.connect(self._look_again)
        desk.current_changed.connect(self._look_again)
        desk.view_changed.connect(self._repaint)
        desk.wishes.unfit_known.connect(self._take_unfit)

    # Choosing -------------------------------------------------------------------------------------

    def _take_unfit(self, places: object) -> None:
        assert isinstance(places, frozenset)
        if places != self._unfit:
            self._unfit = places
            self._look_again()
            self.unfit_changed.emit()

    def set_groups(self, groups: Iterable[str]) -> None:
        """Show only numbers of these states, or unfit ones; none of them: all."""
        self.groups = frozenset(groups)
        self._show(self._wanted())

    def sort_by(self, column: int) -> None:
        """Sort by a column: rising, then falling, then in the order of the text again."""
        if self.sorted_by != column:
            self.sorted_by, self.is_falling = column, False
        elif not self.is_falling:
            self.is_falling = True
        else:
            self.sorted_by = None
        self._look_again()

    def set_joins_units(self, joins_units: bool) -> None:
        """Whether a value has its unit beside it, where there is no room for a column of units."""
        if joins_units != self.joins_units:
            self.joins_units = joins_units
            self._repaint()

    def counts(self) -> dict[str, int]:
        """How many numbers there are of each group."""
        numbers = self._desk.spots.numbers
        found = Counter(group_of(spot) for spot in numbers)
        found[UNFIT] = sum((spot.start, spot.end) in self._unfit for spot in numbers)
        return {name: found[name] for name in FILTERS}

    def _wanted(self, *, kept: Ref | None = None) -> tuple[Spot, ...]:
        spots = self._desk.spots.numbers
        if self.groups:
            spots = tuple(one for one in spots if self._is_wanted(one) or one.ref == kept)
        if self.sorted_by is None:
            return spots
        return tuple(sorted(spots, key=self._key, reverse=self.is_falling))

    def _is_wanted(self, spot: Spot) -> bool:
        if UNFIT in self.groups and (spot.start, spot.end) not in self._unfit:
            return False
        states = self.groups - {UNFIT}
        return not states or group_of(spot) in states

    def _key(self, spot: Spot) -> tuple[bool, Decimal, str]:
        """Numbers by their value; what has none, and words, as text after them."""
        column = self.sorted_by or 0
        if column == STATE:
            return False, Decimal(GROUPS.index(group_of(spot))), ""
        if column == VALUE:
            value = _decimal(spot)
            return value is None, value or Decimal(0), number_words(spot.features)
        return False, Decimal(0), folded(self._words(spot, column))

    def _look_again(self) -> None:
        current = self._desk.current
        is_listed = current is not None and self.row_of(current.ref) >= 0
        self._show(self._wanted(kept=current.ref if current and is_listed else None))

    def _show(self, fresh: tuple[Spot, ...]) -> None:
        refs = {spot.ref for spot in fresh}
        if len(refs) < len(self._spots) and self.groups:
            # A line that only leaves takes nothing with it: where the table stands, it stays.
            for row in reversed(range(len(self._spots))):
                if self._spots[row].ref not in refs:
                    self.beginRemoveRows(QModelIndex(), row, row)
                    self._spots = self._spots[:row] + self._spots[row + 1 :]
                    self.endRemoveRows()
        if [spot.ref for spot in fresh] == [spot.ref for spot in self._spots]:
            # An answer changes one line: painting all of them again would stand between a key and the page.
            pairs = enumerate(zip(self._spots, fresh, strict=True))
            changed = [n for n, (before, now) in pairs if before is not now and before != now]
            self._spots = fresh
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], PERIOD))
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
        """State, words, value, unit, period."""
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
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(spot, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(spot, index.column()) or tr("ui.numbers.blank")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(spot))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == VALUE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def longest(self, column: int) -> list[str]:
        """What a column has to have room for: the longest cells of the report, listed or not."""
        key = column, self.joins_units
        before = self._cells.get(key, {})
        # A key changes one of some thousand numbers; of the others the very same values are handed on.
        cells: dict[Ref, tuple[Spot, str]] = {}
        for spot in self._desk.spots.numbers[:_MEASURED]:
            known = before.get(spot.ref)
            is_known = known is not None and known[0] is spot
            cells[spot.ref] = known if known and is_known else (spot, self._words(spot, column))
        self._cells[key] = cells
        return sorted({words for _, words in cells.values()}, key=len)[-_LONGEST:]

    def _words(self, spot: Spot, column: int) -> str:
        features = spot.features
        if column == WORDS:
            shown = self._desk.shown
            words = self._indicators.words(spot) or (shown.words(spot.fragments) if shown else "")
            return one_line(closed_up(words), most=60)
        if column == VALUE:
            unit = one_line(str(features.get("unit") or "")) if self.joins_units else ""
            return f"{number_words(features)} {unit}".strip()
        if column == UNIT:
            return one_line(str(features.get("unit") or ""))
        if column == PERIOD:
            return self._period(spot)
        return tr(f"ui.spot.{spot.state}")

    def _period(self, spot: Spot) -> str:
        """From when to when it counts; the report's words where nobody knows."""
        first, last = (str(spot.features.get(key) or "") for key in ("period_from", "period_to"))
        return compact(first, last) or one_line(str(spot.features.get("period") or ""))

    def _tip(self, spot: Spot) -> str:
        shown = self._desk.shown
        words = shown.words(spot.fragments) if shown else ""
        return f"{words}\n{number_words(spot.features)} {spot.features.get('unit') or ''}\n" + tr(
            f"ui.spot.{spot.state}"
        )


def _decimal(spot: Spot) -> Decimal | None:
    """The value a number is sorted by: its first one, or its most."""
    features = spot.features
    values = features.get("values")
    for value in (features.get("value"), features.get("value_max"), values[0] if values else None):
        if value is not None:
            try:
                found = Decimal(str(value))
            except InvalidOperation:
                return None
            return found if found.is_finite() else None
    return None
