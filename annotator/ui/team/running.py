"""Owns the line at the foot of a window that works beside itself: what it does, how far it is, cancelling,
and how it ended in one sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.ui.child import Records, Task, Work
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import Elided, small
from annotator.ui.theme import Theme, chrome_font

_BAR = 120


class Running(QWidget):
    """Runs one task at a time; another one takes its place."""

    turned = Signal()
    """It has begun, or is over."""
    refused = Signal(str)
    """A task came to nothing; the sentence is shown here, too."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self._then: Callable[[Records], None] = _nothing
        self._message = ""
        self._is_whole = False
        self.is_stopping = False
        self.said = small(theme=theme, role="")
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._task = Elided(role="dim")
        self._task.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self._task.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR, 4)
        self.bar.setAccessibleName(tr("ui.team.progress"))
        self.cancel = QPushButton(tr("ui.status.cancel"))
        self.cancel.setProperty("role", "quiet")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.px(12))
        row.addWidget(self.said, 1)
        for part in (self._task, self.bar, self.cancel):
            row.addWidget(part)
            part.hide()
        self.setMinimumHeight(theme.sizes.px(24))

    @property
    def is_busy(self) -> bool:
        """Whether a task is running."""
        return self._work is not None

    def say(self, sentence: str, *, is_refusal: bool = False) -> None:
        """Show one sentence."""
        self.said.setProperty("role", "accent" if is_refusal else "")
        self.said.style().polish(self.said)
        self.said.setText(one_line(sentence))

    def say_as(self, other: Running) -> None:
        """Show the sentence that another one shows."""
        self.say(other.said.text(), is_refusal=other.said.property("role") == "accent")

    def run(self, task: Task, then: Callable[[Records], None], *, is_whole: bool = False) -> None:
        """Run a task; ``then`` is told what it printed.

        A refusal is said here and ``then`` is not called.  A task that is cancelled is killed; one that
        ``is_whole`` comes to its end all the same, and ``is_stopping`` says that no other is wanted.
        """
        self.leave()
        self._then, self._is_whole, self.is_stopping = then, is_whole, False
        work = self._work = Work(task, self)
        work.progressed.connect(self._progress)
        work.succeeded.connect(self._succeed)
        work.refused.connect(self._refuse)
        work.failed.connect(self._fail)
        self.say("")
        self._message = task[0].message
        self._progress(0, 0, tr(self._message, about=""))
        for part in (self._task, self.bar, self.cancel):
            part.show()
        self.said.hide()
        work.start()
        self.turned.emit()

    def _cancel(self) -> None:
        if self._is_whole:
            self.is_stopping = True
        else:
            self.stop()

    def stop(self) -> None:
        """End the task: killed it leaves nothing, whole it is given a moment to come to its end."""
        if self._work is not None:
            self.leave()
            self.say(tr("ui.team.cancelled"))
            self.turned.emit()

    def leave(self) -> None:
        """End the task without a word: what it tells is of no use any more."""
        if self._work is not None:
            if self._is_whole:
                self._work.stop()
            else:
                self._work.kill()
            self._end()

    def tell(self, done: int, total: int, about: str) -> None:
        """Say how far a task is that is one of several."""
        self._progress(done, total, tr(self._message, about=about))

    def _progress(self, done: int, total: int, about: str) -> None:
        self._task.setText(one_line(about))
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _end(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.deleteLater()
        for part in (self._task, self.bar, self.cancel):
            part.hide()
        self.said.show()

    def _succeed(self, records: Records) -> None:
        then = self._then
        self._end()
        then(records)
        self.turned.emit()

    def _refuse(self, sentence: str) -> None:
        self._end()
        self.say(sentence, is_refusal=True)
        self.refused.emit(sentence)
        self.turned.emit()

    def _fail(self, error: Exception) -> None:
        self._end()
        self.say(tr("ui.team.failed"), is_refusal=True)
        self.turned.emit()
        raise error


def _nothing(records: Records) -> None:
    """Nobody waits for what it printed."""
