"""Owns doing long work a little at a time in the window's own thread: no key waits for it."""

from __future__ import annotations

from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.measures.steps import Steps

SLICE = 0.012
"""For how long it works before the window may do something else, in seconds."""

_TURN = 0.004
"""What ended so short a time ago belongs to the same turn of the event loop, in seconds."""


class Slices(QObject):
    """Takes steps until one has lasted long enough, then lets the window live; only what was begun last
    comes to its end."""

    done = Signal(object)
    """What the steps returned."""
    paused = Signal()
    """A slice is over and more are to come."""
    _until = _ended = 0.0
    """When the slice of whichever worked last was to end, and did."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Steps[Any] | None = None
        self._has_waited = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be done."""
        return self._steps is not None

    def begin(self, steps: Steps[Any], *, is_at_once: bool = True) -> None:
        """Do this instead of what was being done.  With ``is_at_once`` what takes less than a slice is done
        before this returns, so that nothing on the screen changes twice."""
        self.stop()
        self._steps = steps
        self._timer.start()
        if is_at_once:
            now = monotonic()
            # In what another one has left of its slice, if it has called this.
            self._work(Slices._until if now < Slices._ended + _TURN else now + SLICE)

    def stop(self) -> None:
        """Leave what was being done."""
        self._timer.stop()
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.close()

    def _slice(self) -> None:
        """Work for a slice, unless another one just did: they take turns, and the window lives between."""
        now = monotonic()
        self._has_waited = not self._has_waited and now < Slices._ended + _TURN
        if not self._has_waited:
            self._work(now + SLICE)

    def _work(self, until: float) -> None:
        Slices._until = until
        steps = self._steps
        while steps is not None and monotonic() < until:
            try:
                next(steps)
            except StopIteration as end:
                self._end()
                self.done.emit(end.value)
                return
            except BaseException:
                self._end()
                raise
            Slices._ended = monotonic()
        self.paused.emit()

    def _end(self) -> None:
        self._timer.stop()
        self._steps = None
        Slices._ended = monotonic()
