"""Owns sifting and sorting many lines a little at a time: no key waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.ui.grid.lines import Line
from annotator.ui.grid.sieve import Sieve, Tally, sift

AT_ONCE = 4000
"""So many lines are sifted before the window may do something else."""

Order = Callable[[Line], object]


class Sifter(QObject):
    """Works through lines; only the last question asked is answered."""

    done = Signal(object, object)
    """The lines that pass, sorted, and the Tally of all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self._at = 0
        self._found: list[Line] = []
        self._tally = Tally()
        self._sieve = Sieve()
        self._order: Order | None = None
        self._is_falling = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._timer.isActive()

    def begin(
        self, lines: Sequence[Line], sieve: Sieve, *, order: Order | None = None, is_falling: bool = False
    ) -> None:
        """Ask which lines pass; a few are answered at once."""
        self._lines, self._sieve, self._at = lines, sieve, 0
        self._order, self._is_falling = order, is_falling
        self._found, self._tally = [], Tally()
        self._slice()
        if self._at < len(self._lines):
            self._timer.start()

    def stop(self) -> None:
        """Answer nothing."""
        self._timer.stop()

    def _slice(self) -> None:
        some = self._lines[self._at : self._at + AT_ONCE]
        self._found += sift(some, self._sieve, self._tally)
        self._at += AT_ONCE
        if self._at >= len(self._lines):
            self._timer.stop()
            if self._order is not None:
                self._found.sort(key=self._order, reverse=self._is_falling)  # type: ignore[arg-type]
            self.done.emit(self._found, self._tally)
