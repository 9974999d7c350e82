"""Owns rows of figures as a table shows them: plain words, made when they come into sight, and the place
each row leads to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import named, plain_tip
from annotator.ui.models.words_around import Excerpt

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, int, int]
"""Document, start and end in code points of its original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: its cells, what is told of each on hovering, where it leads to, and what it stands for.

    ``around`` is the place it tells of, with the words around it: it is drawn as far as there is room.
    """

    cells: tuple[str, ...]
    tips: tuple[str, ...] = ()
    around: Excerpt | None = None
    place: Place | None = None
    stands_for: object = None


class Lazily(Sequence[Row]):
    """Rows that are made of what they stand for when somebody looks at them; the last few are kept."""

    def __init__(self, sources: Sequence[Any], make: Callable[[Any], Row], key: Callable[[Any], Hashable]):
        self.sources = sources
        self.key = key
        self._make = make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.sources)

    @overload
    def __getitem__(self, n: int) -> Row: ...
    @overload
    def __getitem__(self, n: slice) -> list[Row]: ...
    def __getitem__(self, n: int | slice) -> Row | list[Row]:
        """Return a row, made now if it is not known."""
        if isinstance(n, slice):
            return [self[one] for one in range(*n.indices(len(self)))]
        if n not in self._made:
            if not -len(self) <= n < len(self):
                raise IndexError(n)
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[n] = self._make(self.sources[n])
        return self._made[n]

    def forget(self) -> None:
        """Make all rows anew: what they say has changed."""
        self._made.clear()

    def is_alike(self, other: Lazily) -> bool:
        """Whether the same rows come in the same order, whatever they say."""
        pairs = zip(self.sources, other.sources, strict=False)
        return len(self) == len(other) and all(self.key(one) == self.key(two) for one, two in pairs)

    def find(self, key: Hashable) -> int:
        """Return at which place the row of that key stands, -1 when there is none."""
        return next((n for n, one in enumerate(self.sources) if self.key(one) == key), -1)


_KEPT = 500
"""How many rows are kept made: a few times what is in sight."""
NOTHING = Lazily((), lambda _: Row(cells=()), lambda _: None)


class FigureRows(QAbstractTableModel):
    """A table of rows; ``figures`` are the columns that hold numbers and stand at the right."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        quoted: Sequence[int],
        quoted_font: QFont,
        places: int | None = None,
    ) -> None:
        """``quoted`` are the columns set in a font of their own: that of words of reports and of people;
        ``places`` the one that shows the place of a row."""
        super().__init__(parent)
        self._places = places
        self._quoted, self._quoted_font = frozenset(quoted), quoted_font
        self._titles: tuple[str, ...] = ()
        self._figures: frozenset[int] = frozenset()
        self.centred: Collection[int] = ()
        """Columns whose titles stand in the middle, over what is drawn there."""
        self.rows = NOTHING

    def show_rows(self, titles: Sequence[str], rows: Sequence[Row], *, figures: Sequence[int] = ()) -> bool:
        """Show other rows; return whether they are others, and not the same ones saying something new."""
        rows = rows if isinstance(rows, Lazily) else Lazily(rows, lambda row: row, id)
        is_same = self._titles == tuple(titles) and self.rows.is_alike(rows)
        if not is_same:
            self.beginResetModel()
        self._titles, self.rows, self._figures = tuple(titles), rows, frozenset(figures)
        if not is_same:
            self.endResetModel()
        else:
            self.tell()
        return not is_same

    def tell(self) -> None:
        """What rows say has changed."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self._titles) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            # A cell may be cut.
            told = row.tips[column] if column < len(row.tips) else row.cells[column]
            return plain_tip(row.around.line if row.around and column == self._places else told)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tip = row.tips[column] if column < len(row.tips) else ""
            return f"{self._titles[column]} {row.cells[column]} {tip}".strip()
        if role == Qt.ItemDataRole.FontRole:
            return self._quoted_font if column in self._quoted else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in self._figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in self._figures else Qt.AlignmentFlag.AlignLeft
            side = Qt.AlignmentFlag.AlignHCenter if section in self.centred else side
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def option_words(desk: Desk, feature: str, option: str) -> str:
    """What the tagset calls an option of a number's feature; the option itself where it has no words."""
    label = desk.tagset.label("number", "quantity")
    spec = label.feature(feature) if label else None
    return named(spec.options.get(option, {}), option) if spec else option
