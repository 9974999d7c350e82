"""Owns the writing of what was settled, in a process beside the window, in the order it was answered in.

With each answer the whole journal is read anew, since it says where others stand: two seconds where thirty
thousand actions are.  Whoever answers is at the next one meanwhile.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.model.spans import Fragments
from annotator.model.versions import Anchor
from annotator.session import Session
from annotator.ui.child import Records, Task, Work, anchoring, redoing, undoing

VERB = "anchor"
"""Verb of the actions that are written here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where one is to stand in the newer text; nowhere with None."""

    anchor: Anchor
    place: Fragments | None
    note: str = ""

    @property
    def foreseen(self) -> Anchor:
        """As it will be."""
        is_dropped = self.place is None
        return replace(
            self.anchor, place=self.place, is_waiting=False, is_dropped=is_dropped, is_settled=True
        )

    def task(self, session: Session) -> Task:
        """What writes it."""
        if self.place is None:
            how = "--drop"
        elif self.place == self.anchor.place:
            how = "--accept"
        else:
            how = "--at=" + ",".join(f"{start}-{end}" for start, end in self.place)
        return anchoring(session.path, self.anchor.id, how, actor=session.reviewer, note=self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """The last answer is taken back, or what was taken back last is answered again."""

    verb: Literal["undo", "redo"]

    def wanted(self, session: Session) -> Action | None:
        """The action that is meant, None where the last one is about something else."""
        store, reviewer = session.store, session.reviewer
        last = store.last_undoable(reviewer) if self.verb == "undo" else store.last_redoable(reviewer)
        return last if last is not None and last.verb == VERB else None

    def task(self, session: Session, action: Action) -> Task:
        """What does that."""
        if self.verb == "undo":
            return undoing(session.path, action.id, actor=session.reviewer)
        return redoing(session.path, actor=session.reviewer)


class Settling(QObject):
    """Writes one after the other; what is refused leaves the answers behind it as they are."""

    turned = Signal()
    """One more is to be written, or one less."""
    written = Signal(object)
    """An ``Answer`` is on the disk."""
    stepped = Signal(object, object)
    """A ``Back``, and the action that it took back or did again; None where there was none."""
    refused = Signal(str)
    """One sentence; the answer is as it was before."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._left: deque[Answer | Back] = deque()
        self._work: Work | None = None

    @property
    def count(self) -> int:
        """How many are not written yet."""
        return len(self._left)

    @property
    def foreseen(self) -> dict[str, Anchor]:
        """What is not written yet, by id, as it will be."""
        return {one.anchor.id: one.foreseen for one in self._left if isinstance(one, Answer)}

    def add(self, step: Answer | Back) -> None:
        """Write this, too, after all others."""
        self._left.append(step)
        if self._work is None:
            self._begin()
        self.turned.emit()

    def finish(self) -> None:
        """Wait until all is written."""
        while self._work is not None and self._work.finish():
            pass

    def _begin(self) -> None:
        """Write the first one; a step back that means nothing of ours is over at once."""
        while self._left and self._work is None:
            step, session = self._left[0], self._session
            if isinstance(step, Answer):
                self._run(step.task(session), step, None)
            elif action := step.wanted(session):
                self._run(step.task(session, action), step, action)
            else:
                self._left.popleft()
                self.stepped.emit(step, None)

    def _run(self, task: Task, step: Answer | Back, action: Action | None) -> None:
        work = self._work = Work(task, self)

        def succeed(records: Records) -> None:
            self._end()
            if isinstance(step, Answer):
                self.written.emit(step)
            else:
                self.stepped.emit(step, action)

        def refuse(sentence: str) -> None:
            # Whoever wanted to go back meant this one; without it an older answer would be taken back.
            answers = [one for one in self._left if isinstance(one, Answer) or one is step]
            self._left = deque(answers)
            self._end()
            self.refused.emit(sentence)

        def fail(error: Exception) -> None:
            # Nobody knows what the ones behind it would come to.
            self._left.clear()
            self._end()
            self.refused.emit(tr("ui.team.failed"))
            raise error

        work.succeeded.connect(succeed)
        work.refused.connect(refuse)
        work.failed.connect(fail)
        work.start()

    def _end(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.deleteLater()
        if self._left:
            self._left.popleft()
        self._session.look_again()
        self._begin()
        self.turned.emit()
