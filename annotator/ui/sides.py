"""Owns the three parts side by side: left, page, right; the outer two fold to a rail, by hand or for want
of room, and the page keeps its measure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QWidget

from annotator.ui.actions import LEFT, RIGHT
from annotator.ui.rail import Rail
from annotator.ui.theme import Theme

MIDDLE = 1
_WIDTHS = (264, 800, 372)
_LEAST = (184, 420, 300)
_MOST_LEAST = 1.4
"""How many times its usual least width a side asks for at the most, however large the interface is."""
_PAGE = 640
"""What the page needs for 31 ideographs and its margins."""


class Sides(QWidget):
    """A splitter between two rails, of which only those of folded sides are in sight."""

    folded = Signal()
    """Something was folded or unfolded."""
    wanted = Signal(int, int)
    """A side was unfolded by that name of its rail."""

    def __init__(
        self,
        parts: tuple[QWidget, QWidget, QWidget],
        names: tuple[Sequence[str], Sequence[str]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        grown = min(theme.sizes.factor, _MOST_LEAST)
        self._least = {side: round(_LEAST[side] * grown) for side in (LEFT, RIGHT)}
        self._is_wanted = {LEFT: True, RIGHT: True}
        self._is_forced = {LEFT: False, RIGHT: False}
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for n, part in enumerate(parts):
            part.setMinimumWidth(self._least.get(n, _LEAST[n]))
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(n, 1 if n == MIDDLE else 0)
            self.splitter.setCollapsible(n, False)
        self.splitter.setHandleWidth(1)
        self._wanted = {side: theme.sizes.px(_WIDTHS[side]) for side in (LEFT, RIGHT)}
        self._is_by_hand = False
        self.splitter.splitterMoved.connect(self._note_hand)
        self.rails = {LEFT: Rail(names[0], theme), RIGHT: Rail(names[1], theme)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._edges = {LEFT: _hairline(), RIGHT: _hairline()}
        row.addWidget(self.rails[LEFT])
        row.addWidget(self._edges[LEFT])
        row.addWidget(self.splitter, 1)
        row.addWidget(self._edges[RIGHT])
        row.addWidget(self.rails[RIGHT])
        for side, rail in self.rails.items():
            rail.wanted.connect(lambda name, side=side: self._unfold(side, name))
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        for rail in self.rails.values():
            rail.set_theme(theme)

    def toggle(self, side: int) -> None:
        """Fold a side, or unfold it even where there is little room."""
        self.set_shown(side, not self.is_shown(side))

    def set_shown(self, side: int, is_shown: bool) -> None:
        """Fold or unfold a side, as a person wants it."""
        self._is_wanted[side] = is_shown
        self._is_forced[side] = is_shown and not self._fits(side)
        other = LEFT if side == RIGHT else RIGHT
        if is_shown and self.is_shown(other) and not self._have_room():
            self._is_wanted[other] = self._fits(other) and not self._is_forced[side]
            self._is_forced[other] = False
        self._show()
        self.folded.emit()

    def chosen(self) -> tuple[bool, bool]:
        """Which of the two are unfolded where there is room, left and right."""
        return self._is_wanted[LEFT], self._is_wanted[RIGHT]

    def choose(self, wanted: tuple[bool, bool]) -> None:
        """Unfold these where there is room; nobody is told."""
        self._is_wanted[LEFT], self._is_wanted[RIGHT] = wanted
        self._is_forced = {LEFT: False, RIGHT: False}
        self._show()

    def is_shown(self, side: int) -> bool:
        """Whether a side is unfolded."""
        return self._is_wanted[side] and (self._fits(side) or self._is_forced[side])

    def _unfold(self, side: int, name: int) -> None:
        self.set_shown(side, True)
        self.wanted.emit(side, name)

    def _fits(self, side: int) -> bool:
        """The right side goes last: it holds what one works with."""
        room = self.width() - _PAGE - self._least[RIGHT]
        return room >= (self._least[LEFT] if side == LEFT else 0)

    def _have_room(self) -> bool:
        """Whether both sides fit beside the least that the page can do with."""
        return self.width() >= _LEAST[MIDDLE] + self._least[LEFT] + self._least[RIGHT]

    def _show(self) -> None:
        for side, edge in self._edges.items():
            is_shown = self.is_shown(side)
            part = self.splitter.widget(side)
            assert part is not None
            part.setVisible(is_shown)
            self.rails[side].setVisible(not is_shown)
            edge.setVisible(not is_shown)
        self._share()

    def _note_hand(self) -> None:
        self._is_by_hand = True

    def _share(self) -> None:
        """Give the page its measure first, then the right side, then the left one, what they want; widths
        that a person has set stay."""
        if self._is_by_hand:
            return
        shown = [side for side in (RIGHT, LEFT) if self.is_shown(side)]
        room = max(0, self.width() - _PAGE - sum(self._least[side] for side in shown))
        widths = {LEFT: 0, RIGHT: 0}
        for side in shown:
            more = min(room, max(0, self._wanted[side] - self._least[side]))
            widths[side], room = self._least[side] + more, room - more
        middle = max(_LEAST[MIDDLE], self.width() - widths[LEFT] - widths[RIGHT])
        self.splitter.setSizes([widths[LEFT], middle, widths[RIGHT]])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what no longer fits, unfold what fits again."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            for side in self._is_forced:
                if self._fits(side):
                    self._is_forced[side] = False
            self._show()


def _hairline() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedWidth(1)
    return line
