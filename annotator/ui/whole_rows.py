"""Owns a list or table that ends with a whole row, its scroll bar lying over its right edge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QWidget


class WholeRows(QWidget):
    """Gives a view the height of whole rows; what is left below stays bare."""

    def __init__(
        self,
        view: QAbstractItemView,
        *,
        row: Callable[[], int],
        head: Callable[[], int] | None = None,
        is_even: bool = True,
    ):
        """Hold a view; ``row`` is the height of its rows, ``head`` of what stands over them.

        Where some rows are higher than that (not ``is_even``), those in sight are added up.
        """
        super().__init__()
        self._view = view
        self._row = row
        self._is_even = is_even
        self._head = head or (lambda: 0)
        view.setParent(self)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Over the edge, so that what is chosen is tinted as far as the panel goes.
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        own = view.verticalScrollBar()
        own.rangeChanged.connect(self._take_range)
        own.valueChanged.connect(self.bar.setValue)
        view.horizontalScrollBar().rangeChanged.connect(self._lay_out_later)
        if not is_even:
            own.rangeChanged.connect(self._lay_out_later)
            own.valueChanged.connect(self._lay_out_later)
        self.bar.valueChanged.connect(own.setValue)
        self.setFocusProxy(view)
        self._take_range(own.minimum(), own.maximum())

    def _take_range(self, least: int, most: int) -> None:
        self.bar.setRange(least, most)
        self.bar.setPageStep(self._view.verticalScrollBar().pageStep())
        self.bar.setValue(self._view.verticalScrollBar().value())
        self.bar.setVisible(most > least)

    def height_of(self, rows: int) -> int:
        """Return how high it is with so many rows."""
        return self._head() + rows * self._row()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many rows as there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out_later(self) -> None:
        # Not while the view itself is laying out its scroll bars.
        QTimer.singleShot(0, self, self._lay_out)

    def _room_across(self) -> int:
        """How wide the view is: the bar lies over its edge."""
        return self.width()

    def _foot(self) -> int:
        """The height of the bar under a view that is wider than its room."""
        across = self._view.horizontalScrollBar()
        is_off = self._view.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return 0 if is_off or across.maximum() <= across.minimum() else across.sizeHint().height()

    def _lay_out(self) -> None:
        head, foot = self._head(), self._foot()
        rows = self._rows_high(max(0, self.height() - head - foot))
        high = head + rows + foot if rows else self.height()
        self._view.setGeometry(0, 0, self._room_across(), high)
        wide = self.bar.sizeHint().width()
        self.bar.setGeometry(self.width() - wide, head, wide, rows)
        self.bar.raise_()

    def _rows_high(self, room: int) -> int:
        """How high the rows are that there is room for, from the first one in sight on."""
        row, model = max(1, self._row()), self._view.model()
        if self._is_even or model is None:
            return room // row * row
        # Rows are what is scrolled by: the bar tells which is the first.
        used = 0
        for n in range(self._view.verticalScrollBar().value(), model.rowCount()):
            high = self._view.sizeHintForIndex(model.index(n, 0)).height()
            if used + high > room:
                return used
            used += high
        return room
