"""Owns the line at the bottom: saved or not, who, how far, what was done last, with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.ui.models.desk import Desk
from annotator.ui.models.history import action_words
from annotator.ui.models.links import annotation_words
from annotator.ui.models.wording import no_mnemonic, one_line, plain_tip
from annotator.ui.pieces import Elided, keycap, small
from annotator.ui.theme import Theme, chrome_font


class StatusLine(QFrame):
    """Says one sentence at a time; a refusal stays until something else happens."""

    undo_wanted = Signal()
    name_wanted = Signal()

    def __init__(self, theme: Theme, keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setFixedHeight(theme.sizes.px(32))
        self._theme = theme
        self._desk: Desk | None = None
        self._is_refusal = False
        self.saved = small("", theme=theme, role="")
        self.reviewer = _quiet(theme)
        self.reviewer.setToolTip(tr("ui.status.reviewer.tip"))
        self.reviewer.clicked.connect(self.name_wanted)
        self.reviewer.hide()
        self.progress = small("", theme=theme)
        self.link = Elided()
        self.link.setFont(chrome_font(theme, pixels=theme.sizes.small))
        # As wide as its words, narrower where there is no room.
        self.link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.link.hide()
        self._link_key = keycap(keys["cancel"], theme=theme)
        self._link_key.hide()
        self._link_ends = small(tr("ui.offers.cancel"), theme=theme)
        self._link_ends.hide()
        self.said = Elided()
        self.said.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.undo = _quiet(theme, tr("ui.status.undo"))
        self.undo.clicked.connect(self.undo_wanted)
        self._undo_key = keycap(keys["undo"], theme=theme)
        self.task = Elided(role="dim")
        self.task.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.task.setFixedWidth(theme.sizes.px(220))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 4)
        self.cancel = _quiet(theme, tr("ui.status.cancel"))
        self.cancel.clicked.connect(self._cancel)
        self._tasks: dict[Callable[[], None], tuple[int, int, str]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        for told in (self.saved, self.reviewer, self.progress, self.link, self._link_key, self._link_ends):
            row.addWidget(told)
        row.addWidget(self.said, 1)
        for part in (self.task, self.bar, self.cancel):
            row.addWidget(part)
            part.hide()
        all_keys = small(tr("ui.status.keys"), theme=theme)
        for words, cap in ((self.undo, self._undo_key), (all_keys, keycap(keys["keys"], theme=theme))):
            inner = QHBoxLayout()
            inner.setSpacing(4)
            inner.addWidget(words)
            inner.addWidget(cap)
            row.addLayout(inner)
        self._offer_undo(False)

    def follow(self, desk: Desk) -> None:
        """Speak of a desk from now on."""
        self._desk = desk
        desk.done.connect(self._done)
        desk.said.connect(self.say)
        desk.refused.connect(self.refuse)
        desk.documents_changed.connect(self._tell)
        desk.document_changed.connect(self._tell)
        desk.hand.changed.connect(self._tell_link)
        desk.theme_changed.connect(lambda: self.set_theme(desk.theme))
        self._tell()

    def forget(self) -> None:
        """Speak of no desk any more; what was said last stays."""
        self._desk = None
        for label in (self.saved, self.progress):
            label.setText("")
        for part in (self.reviewer, self.link, self._link_key, self._link_ends):
            part.hide()
        self._offer_undo(False)

    def _tell_link(self) -> None:
        """From where one is linking and what comes next, until that is done or given up."""
        source = self._desk.hand.source if self._desk else None
        if self._desk is not None and source is not None:
            told = "ui.status.link.choose" if self._desk.hand.offers else "ui.status.link"
            self.link.setText(tr(told, words=annotation_words(self._desk, source, most=12)))
        for part in (self.link, self._link_key, self._link_ends):
            part.setVisible(source is not None)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._colour()

    def say(self, sentence: str) -> None:
        """Show one sentence."""
        self._is_refusal = False
        self._show(sentence)

    def refuse(self, sentence: str) -> None:
        """Show why something was not done."""
        self._is_refusal = True
        self._offer_undo(False)
        self._show(sentence)

    def _show(self, sentence: str) -> None:
        self.said.setText(one_line(sentence))
        self.said.setToolTip("")
        self._colour()

    def _colour(self) -> None:
        palette = QPalette(self.palette())
        colour = self._theme.accent_text if self._is_refusal else self._theme.ink
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.said.setPalette(palette)
        green = QPalette(self.palette())
        green.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.holds))
        self.saved.setPalette(green)

    def _done(self, action: Action) -> None:
        if self._desk is None:
            return
        words = action_words(self._desk, action)
        self.say(words)
        self._offer_undo(action.verb != "undo")

    def _offer_undo(self, is_offered: bool) -> None:
        self.undo.setVisible(is_offered)
        self._undo_key.setVisible(is_offered)

    def _tell(self) -> None:
        if self._desk is None:
            return
        self.saved.setText(tr("ui.status.saved"))
        name = one_line(self._desk.session.reviewer, most=24)
        self.reviewer.setText(no_mnemonic(tr("ui.status.reviewer", name=name)))
        self.reviewer.show()
        row = self._desk.row
        told = tr("ui.status.progress", answered=row.answered, n=row.suggestions) if row else ""
        self.progress.setText(told)
        self.progress.setToolTip(plain_tip(tr("ui.status.progress.tip")) if told else "")
        self._colour()

    # Longer tasks ---------------------------------------------------------------------------------

    def show_progress(self, done: int, total: int, about: str, *, cancel: Callable[[], None]) -> None:
        """Show how far a task is; ``total`` 0 when nobody knows.  ``cancel`` ends it, and stands for it: of
        two tasks the one told first is told of until its end."""
        self._tasks[cancel] = done, total, about
        self._tell_task()

    def end_progress(self, cancel: Callable[[], None]) -> None:
        """The task that ``cancel`` stands for is over."""
        self._tasks.pop(cancel, None)
        self._tell_task()

    def _tell_task(self) -> None:
        told = next(iter(self._tasks.values()), None)
        if told is not None:
            # Beside what is said: a refusal, and Undo, stay in sight however long the task takes.
            done, total, about = told
            self.task.setText(one_line(about))
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        for part in (self.task, self.bar, self.cancel):
            part.setVisible(told is not None)

    def _cancel(self) -> None:
        for cancel in list(self._tasks)[:1]:
            cancel()


def _quiet(theme: Theme, words: str = "") -> QPushButton:
    """A button among sentences; the keyboard stays where it is."""
    button = QPushButton(words)
    button.setProperty("role", "quiet")
    button.setFont(chrome_font(theme, pixels=theme.sizes.small))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
