"""Owns the frame of the card: its head, its parts in rows that are never cut, and the hints at its foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from annotator.ui.column_heads import ColumnHeads
from annotator.ui.hint_row import HintRow
from annotator.ui.models import finishing
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.row_area import RowArea
from annotator.ui.theme import RIGHT_EDGE

_LOW = 640
"""A window lower than this, at 100 %, has one line of hints."""


class CardFrame(QFrame):
    """Puts the pieces of the card together; what they show is told them by others."""

    def __init__(self, desk: Desk, head: QWidget, parts: Sequence[QWidget], hints: HintRow) -> None:
        super().__init__()
        self.heads = ColumnHeads(desk)
        self._desk = desk
        self._hints = hints
        self._wanted: Callable[[], QWidget | None] = lambda: None
        self.setProperty("role", "card")
        inner = QVBoxLayout(self)
        # The bar of the rows stands in the right edge.
        inner.setContentsMargins(RIGHT_EDGE, 12, 0, 12)
        inner.setSpacing(4)
        head.setContentsMargins(0, 0, RIGHT_EDGE, 0)
        inner.addWidget(head)
        inner.addWidget(self.heads)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in parts:
            left = Qt.AlignmentFlag.AlignLeft if isinstance(part, QPushButton) else Qt.AlignmentFlag(0)
            column.addWidget(part, 0, left)
        self.area = RowArea(body, gutter=RIGHT_EDGE)
        inner.addWidget(self.area, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 4, RIGHT_EDGE, 0)
        foot.addWidget(hints)
        inner.addLayout(foot)

    def fitting(self, wanted: int, most: int) -> int:
        """Return ``wanted``, or where that is more than ``most`` the height at which a row ends."""
        if wanted <= most:
            return wanted
        around = wanted - self.area.heightForWidth(self.area.width())
        return around + self.area.snapped(most - around)

    def show_later(self, wanted: Callable[[], QWidget | None]) -> None:
        """Bring a widget among the rows into sight when the card has the height of its place."""
        self._wanted = wanted
        QTimer.singleShot(0, self, self._show_wanted)

    def _show_wanted(self) -> None:
        if (widget := self._wanted()) is not None:
            self.area.keep_visible(widget)

    def tell_hints(self, spot: Spot | None, *, is_editing: bool) -> None:
        """Say what one may do here: with a place, in its fields."""
        # In a low window the rows need the room; the keys are on the page of keys too.
        self._hints.set_one_line(self.window().height() < self._desk.theme.sizes.px(_LOW))
        self._hints.setVisible(spot is not None)
        if spot is not None:
            is_locked = finishing.is_finished(self._desk)
            self._hints.show_for(spot, is_editing=is_editing, is_locked=is_locked)
