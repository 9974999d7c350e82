"""Owns longer work beside the window: verbs of the command line, one after the other, in a process of
their own.

A thread would hold Python's one lock for a second at a time while keys wait.  The child writes whole
transactions only, so it may be killed at any moment.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

import annotator
from annotator.i18n import language, tr
from annotator.tasks.attending import progress_in

PATIENCE_MS = 1500
"""How long a cancelled child may take to come to the end of its step before it is killed."""

_RUN = "import sys; sys.path.append(sys.argv.pop(1)); from annotator.__main__ import main; sys.exit(main())"
_FOLDER = str(Path(annotator.__file__).resolve().parent.parent)
_DONE, _REFUSED = 0, 1
_TOLD_ALOUD = (2, 130)
"""Exit codes of the command line whose sentence stands on stderr: unusable project, interrupted."""
_KEPT = 4000
"""How much of what a child complains of is kept, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One command line, without the program's name.

    ``message`` is the id of the sentence that is shown meanwhile.
    """

    words: tuple[str, ...]
    message: str


Task = tuple[Verb, ...]
"""What to do one after the other; what fails or is cancelled ends it."""

Records = list[dict[str, Any]]
"""What the verbs of a task printed, line by line."""


class ChildFailedError(Exception):
    """A child ended in a way that no sentence of ours speaks of; the message is what it complained of."""


class Work(QObject):
    """One longer task: exactly one of its last three signals ends it, unless it is stopped."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    """The records that the verbs printed; also those of a task that was cancelled."""
    refused = Signal(str)
    """One sentence, in the reader's language."""
    failed = Signal(object)
    """An exception that is no fault of the person's."""

    def __init__(self, task: Task, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(task)
        self._message = ""
        self._is_cancelled = False
        self._records: list[dict[str, Any]] = []
        self._earlier = 0
        self._rest = b""
        self._complaints = b""
        self._complained: list[str] = []
        self._child = QProcess(self)
        self._child.readyReadStandardOutput.connect(self._hear_records)
        self._child.readyReadStandardError.connect(self._hear_complaints)
        self._child.finished.connect(self._finished)
        self._child.errorOccurred.connect(self._broken)

    def start(self) -> None:
        """Begin; the first signal comes later."""
        self._next()

    def cancel(self) -> None:
        """Ask for an end between two steps; what is done until then is kept."""
        self._is_cancelled = True
        self._child.closeWriteChannel()

    def stop(self) -> None:
        """Cancel and wait for the end; nobody is told any more."""
        self.blockSignals(True)
        self.cancel()
        if not self._child.waitForFinished(PATIENCE_MS) and self._child.state() != _AT_REST:
            self._child.kill()
            self._child.waitForFinished(PATIENCE_MS)

    def finish(self) -> bool:
        """Wait until it is over, however long that takes; whoever listens has been told then.  Return
        whether it was running."""
        return self._child.waitForFinished(-1)

    def kill(self) -> None:
        """End at once, in the middle of whatever it does; nobody is told any more."""
        self.blockSignals(True)
        self._child.kill()
        self._child.waitForFinished(PATIENCE_MS)

    def _next(self) -> None:
        verb = self._left.pop(0)
        self._message, self._earlier = verb.message, len(self._records)
        self._rest, self._complaints, self._complained = b"", b"", []
        words = [*verb.words[:1], "--attended", "--json", f"--lang={language()}", *verb.words[1:]]
        program, *before = this_program()
        self._child.start(program, [*before, *words])

    def _hear_records(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._child.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            try:
                record = json.loads(line) if line.strip() else None
            except ValueError:
                record = None
            if isinstance(record, dict):
                self._records.append(record)
            elif line.strip():
                # Whatever a library prints is no record: it is told when the child fails.
                self._complained.append(line.decode("utf-8", "replace"))

    def _hear_complaints(self) -> None:
        found = self._complaints + bytes(self._child.readAllStandardError().data())
        *lines, self._complaints = found.split(b"\n")
        latest = None
        for line in lines:
            told = progress_in(line)
            if told is None:
                self._complained.append(line.decode("utf-8", "replace"))
            else:
                latest = told
        if latest is not None and not self._is_cancelled:
            done, total, about = latest
            self.progressed.emit(done, total, tr(self._message, about=about))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._hear_records()
        self._hear_complaints()
        complaint = "\n".join([*self._complained, self._complaints.decode("utf-8", "replace")]).strip()
        refusals = [one for one in self._records[self._earlier :] if one.get("status") == "refused"]
        whole = [str(one["reason"]) for one in refusals if "file" not in one]
        is_normal = status is QProcess.ExitStatus.NormalExit
        if is_normal and whole:
            self.refused.emit(whole[0])
        elif is_normal and code in _TOLD_ALOUD:
            self.refused.emit(complaint)
        elif not is_normal or code not in (_DONE, _REFUSED) or (code == _REFUSED and not refusals):
            self.failed.emit(ChildFailedError(f"exit code {code}\n{complaint[-_KEPT:]}"))
        elif self._left and not self._is_cancelled:
            self._next()
        else:
            self.succeeded.emit(self._records)

    def _broken(self, error: QProcess.ProcessError) -> None:
        # Whatever else goes wrong is followed by ``finished``.
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(ChildFailedError(self._child.errorString()))


_AT_REST = QProcess.ProcessState.NotRunning


def this_program() -> list[str]:
    """Return the command that runs this very program's verbs: a packed program's own file, or our
    interpreter, which looks for the package where this one lies after everywhere else."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # -P: a folder of reports is no place to find modules in.
    return [sys.executable, "-P", "-c", _RUN, _FOLDER]


def importing(project: Path, paths: Sequence[str], *, actor: str) -> Task:
    """Return the task that imports files and folders, then makes suggestions; the records of the files
    have a ``status``."""
    words = ("import", f"--as={actor}", "--", str(project), *paths)
    return Verb(words=words, message="ui.task.importing"), *suggesting(project)


def confirming(project: Path, lines: Path, *, actor: str) -> Task:
    """Return the task that confirms what a file of JSON Lines names, as one action."""
    words = ("annotate", f"--as={actor}", "--", str(project), str(lines))
    return (Verb(words=words, message="ui.task.confirming"),)


def undoing(project: Path, action: str, *, actor: str) -> Task:
    """Return the task that takes back one of the actor's actions, by id: another may be the last by then."""
    words = ("undo", f"--as={actor}", f"--action={action}", "--", str(project))
    return (Verb(words=words, message="ui.task.step.undo"),)


def redoing(project: Path, *, actor: str) -> Task:
    """Return the task that does again what the actor undid last."""
    return (Verb(words=("redo", f"--as={actor}", "--", str(project)), message="ui.task.step.redo"),)


def anchoring(project: Path, id: str, how: str, *, actor: str, note: str) -> Task:
    """Return the task that settles where something of an older text stands; ``how`` is the verb's option."""
    words = ("anchor", f"--as={actor}", how, f"--note={note}", "--", str(project), id)
    return (Verb(words=words, message="ui.task.anchoring"),)


def suggesting(project: Path) -> Task:
    """Return the task that makes what suggestions are missing or stale."""
    return (Verb(words=("suggest", "--", str(project)), message="ui.task.suggesting"),)
