"""Owns that a project's own words are in effect at once: in what is typed and selected, in the suggestions
of the report on the desk, and beside the window in those of all others."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject

from annotator.errors import UserError
from annotator.model.changes import Notice
from annotator.numbers import additions
from annotator.tasks.suggesting import is_stale, words_of
from annotator.ui.child import suggesting
from annotator.ui.models import grammar
from annotator.ui.models.desk import Desk
from annotator.ui.work import LongerWork

AT_ONCE = 20_000
"""Up to how many characters a report is read anew while one waits (measured: less than a second, on a busy
machine); a longer one is read beside the window, too."""


class Vocabulary(QObject):
    """The words of the project on the desk, from its laying until ``end``."""

    def __init__(self, desk: Desk, work: LongerWork) -> None:
        super().__init__(desk)
        self._desk = desk
        self._work = work
        self._words = words_of(desk.session.store)
        additions.use(self._words)
        desk.document_changed.connect(self._opened)
        work.ended.connect(self._worked)

    def hear(self, notice: Notice) -> None:
        """Words were added or taken out, here, by undo, or by somebody else."""
        if not notice.kinds & {"term", "*"}:
            return
        words = words_of(self._desk.session.store)
        if words == self._words:
            return
        self._words = words
        additions.use(words)
        was = self._desk.current
        if not self._is_made_anew():
            # Another window may have been first.
            self._desk.look_at_spots()
        if was is not None and self._desk.current is None:
            # What was there is no number any more: on with the next one.
            spots = self._desk.spots
            following = spots.open_after(was.start - 1) or spots.open_after(-1)
            if following is not None:
                self._desk.make_current(following.ref)
        self._work.start_quietly(suggesting(self._desk.session.path))

    def end(self) -> None:
        """The project is closed: the lists hold their own words only."""
        self._work.ended.disconnect(self._worked)
        additions.use(())

    def _opened(self) -> None:
        """A report whose suggestions are older than the words is not shown with them."""
        grammar.when_there(self, self._compare)

    def _compare(self) -> None:
        document, session = self._desk.document, self._desk.session
        # After the desk has ended it has no rows, and there is no project to ask.
        if document is None or self._desk.row is None or self._is_made_anew():
            return
        if self._work.is_idle and is_stale(session.store, document.id):
            self._work.start_quietly(suggesting(session.path))

    def _is_made_anew(self) -> bool:
        document = self._desk.document
        if document is None or document.chars > AT_ONCE:
            return False
        # A file that is busy or read-only keeps what it has; opening the report tries again.
        with suppress(UserError):
            return self._desk.session.suggest_again(document.id)
        return False

    def _worked(self) -> None:
        """The report on the desk may be one of those that were read beside the window."""
        if self._desk.document is not None:
            self._desk.look_at_spots()
