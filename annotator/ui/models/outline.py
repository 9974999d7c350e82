"""Owns the outline of a report as Qt shows it: the whole, then its headings, with what is open in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import tr
from annotator.model.documents import Section
from annotator.ui.models import finishing
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import named, one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex

SECTION = Qt.ItemDataRole.UserRole
"""The Section itself, None for the whole report."""
OPEN = Qt.ItemDataRole.UserRole + 1
"""How many suggestions nobody has answered; "" where there never was anything."""
FINISHED = Qt.ItemDataRole.UserRole + 2
"""Whether it is declared finished for the chosen layer, by itself or with what is around it."""

DECLARED = Qt.ItemDataRole.UserRole + 4
"""Whether it is declared finished by itself, and not only with what is around it."""
DECLARES = Qt.ItemDataRole.UserRole + 3
"""What a click on the sign at the right does."""

WHOLE = 0
"""The line of the whole report."""

DEEPEST = 3
"""Headings below this depth are running text to the eye and stay out."""

_LAYER = "ui.outline.layer"
_ALL = "*"


class OutlineModel(QAbstractListModel):
    """One line for the whole of the current document, and one for each of its headings.

    ``layer`` is whose suggestions are counted, "" for those of all layers.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        layers = [layer.id for layer in desk.tagset.layers]
        known = desk.session.setting(_LAYER)
        self.layer = known if known in layers else layers[0] if layers and known != _ALL else ""
        self._sections: list[Section | None] = []
        self._open: list[int] = []
        self._all: list[int] = []
        self._finished: list[bool] = []
        self._declared: list[bool] = []
        desk.document_changed.connect(self._look_again)
        desk.view_changed.connect(self._repaint)
        desk.spots_changed.connect(self._count)

    def set_layer(self, layer: str) -> None:
        """Count another layer's suggestions, "" for those of all."""
        self.layer = layer
        self._desk.session.remember(_LAYER, layer or _ALL)
        self._count()

    def _look_again(self) -> None:
        self.beginResetModel()
        reading = self._desk.reading
        sections = reading.sections if reading else ()
        whole = [None] if reading else []
        self._sections = [*whole, *(one for one in sections if one.depth <= DEEPEST)]
        self._open = [0] * len(self._sections)
        self._all, self._finished = list(self._open), [False] * len(self._sections)
        self._declared = list(self._finished)
        self.endResetModel()
        self._count()

    def _count(self) -> None:
        spots = self._desk.spots
        wanted = [spot for spot in spots.all if self.layer in ("", spot.layer)]
        starts = sorted(spot.start for spot in wanted)
        open_starts = sorted(spot.start for spot in wanted if spot.is_open)
        self._open = [_between(open_starts, one) for one in self._sections]
        self._all = [_between(starts, one) for one in self._sections]
        declared = finishing.declared_layers(self._desk)
        self._finished = [self._is_finished(one, declared) for one in self._sections]
        self._declared = [self._is_declared(one, declared) for one in self._sections]
        self._repaint()

    def _is_declared(self, section: Section | None, declared: Mapping[str, tuple[int, ...]]) -> bool:
        layers = [self.layer] if self.layer else [layer.id for layer in self._desk.tagset.layers]
        start = finishing.WHOLE[0] if section is None else section.start
        return all(start in declared.get(layer, ()) for layer in layers)

    def _is_finished(self, section: Section | None, declared: Mapping[str, tuple[int, ...]]) -> bool:
        layers = [self.layer] if self.layer else [layer.id for layer in self._desk.tagset.layers]
        return all(self._is_covered(section, declared.get(layer, ())) for layer in layers)

    def _is_covered(self, section: Section | None, starts: tuple[int, ...]) -> bool:
        if starts == finishing.WHOLE:
            return True
        if section is None or not starts:
            return False
        return section.start in starts or finishing.covering(self._desk, section, starts) is not None

    def _repaint(self) -> None:
        if self._sections:
            self.dataChanged.emit(self.index(0), self.index(len(self._sections) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._sections)

    def row_of(self, section: Section | None) -> int:
        """The line of a section, or of the nearest listed one around it; -1 when there is none."""
        if section is None:
            return -1
        around = [
            n
            for n, one in enumerate(self._sections)
            if one is not None and one.start <= section.start < one.end_of_section
        ]
        return around[-1] if around else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        row = index.row()
        section = self._sections[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{self._words(section)}\n{self._state(row)}".strip())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._words(section)} {self._state(row)}".strip()
        if role == SECTION:
            return section
        if role == FINISHED:
            return self._finished[row]
        if role == DECLARED:
            return self._declared[row]
        if role == DECLARES:
            return self._declares(row)
        return self._figure(row) if role == OPEN else None

    def _declares(self, row: int) -> str:
        layer = self._desk.tagset.layer(self.layer)
        if layer is None:
            return tr("ui.outline.choose_layer")
        where = tr("ui.outline.this" if self._sections[row] else "ui.outline.whole")
        told = {"where": where, "layer": one_line(named(layer.names, layer.id))}
        if not self._finished[row]:
            return tr("ui.outline.declare", **told)
        if self._open[row]:
            return tr("ui.outline.take_back_open", n=self._open[row], **told)
        return tr("ui.outline.take_back", **told)

    def _figure(self, row: int) -> str:
        return str(self._open[row]) if self._all[row] else ""

    def _state(self, row: int) -> str:
        if self._finished[row]:
            is_settled = not self._open[row]
            return tr("ui.outline.finished" if is_settled else "ui.outline.finished_open", n=self._open[row])
        return tr("ui.outline.open", n=self._open[row]) if self._all[row] else ""

    def _words(self, section: Section | None) -> str:
        if section is None:
            return tr("ui.outline.whole")
        shown = self._desk.shown
        words = shown.words(((section.start, section.end),)) if shown else section.title
        return one_line(words, most=80)


def _between(starts: list[int], section: Section | None) -> int:
    if section is None:
        return len(starts)
    return bisect_left(starts, section.end_of_section) - bisect_left(starts, section.start)
