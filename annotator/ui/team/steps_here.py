"""Owns taking back, in a window of the team, what was done there, and saying what was refused."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.ui.models.desk import Desk
from annotator.ui.team.running import Running


class StepsHere(QObject):
    """Ctrl+Z and Ctrl+Y for steps of some verbs; what was done on the desk since is taken back there."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        running: Running,
        *,
        verbs: Collection[str],
        done: Callable[[Action, bool], None] | None = None,
    ) -> None:
        """``done`` is told of a step that was taken back, or (True) done again."""
        super().__init__(window)
        self._window, self._desk, self._running = window, desk, running
        self._verbs, self._done = verbs, done
        desk.refused.connect(self._refuse)
        for keys, call in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo)):
            QShortcut(QKeySequence(keys), window).activated.connect(call)

    def undo(self) -> None:
        """Take the last step back, where it was done here."""
        session = self._desk.session
        if self._is_ours(session.store.last_undoable(session.reviewer)):
            self._tell(self._desk.undo(), is_again=False)
        else:
            self._running.say(tr("ui.said.nothing_to_undo"))

    def redo(self) -> None:
        """Do again what was taken back here last."""
        session = self._desk.session
        if self._is_ours(session.store.last_redoable(session.reviewer)):
            self._tell(self._desk.redo(), is_again=True)
        else:
            self._running.say(tr("ui.said.nothing_to_redo"))

    def _is_ours(self, last: Action | None) -> bool:
        return last is not None and last.verb in self._verbs

    def _tell(self, action: Action | None, *, is_again: bool) -> None:
        if action is not None and self._done is not None:
            self._done(action, is_again)

    def _refuse(self, sentence: str) -> None:
        if self._window.isVisible():
            self._running.say(sentence, is_refusal=True)
