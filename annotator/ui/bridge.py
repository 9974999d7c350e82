"""Owns the way between the core and Qt: notices become signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.session import Session

LOOK_MS = 1500
"""How often the file is asked whether another window has written."""


class Bridge(QObject):
    """Tells a session's notices as a signal, others' writes included."""

    noticed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stop = session.subscribe(self.noticed.emit)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Ask now."""
        try:
            self._session.look_again()
        except UserError:
            # Busy or gone for the moment: whatever is done next says so.
            return

    def stop(self) -> None:
        """Hear no more."""
        self._timer.stop()
        self._stop()
