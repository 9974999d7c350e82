"""Owns the field of a note: as high as its words, Enter commits, Escape gives up."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.i18n import tr

_MOST_LINES = 5
_AROUND = 12
"""Padding and borders of the style sheet, above and below together."""


class NoteField(QPlainTextEdit):
    """Some lines to type in; Shift+Enter breaks one."""

    entered = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("ui.inspector.note"))
        self.setPlaceholderText(tr("ui.inspector.note.none"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._given = ""
        self._shown = ""
        self.textChanged.connect(self._fit)
        self._fit()

    def show_note(self, note: str) -> None:
        """Show a note as it is recorded."""
        if note != self._given or self.is_changed():
            with QSignalBlocker(self):
                self.setPlainText(note)
        # Qt gives some characters back as others: only what a person types counts as a change.
        self._given, self._shown = note, self.toPlainText()
        self._fit()

    def is_changed(self) -> bool:
        """Whether something was typed that is not recorded yet."""
        return self.toPlainText() != self._shown

    def note(self) -> str:
        """The note as it is now."""
        return self.toPlainText().strip() if self.is_changed() else self._given

    def _fit(self) -> None:
        # A plain text document tells its height in lines.
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + _AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another number of lines."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits, Escape gives up, all else is typing."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
