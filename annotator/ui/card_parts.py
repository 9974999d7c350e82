"""Owns the parts of the card below its fields: the note of the current place, and its relations."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.link_list import LinkList
from annotator.ui.locking import lock
from annotator.ui.models import answering, finishing, linking
from annotator.ui.models.begun import Key
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import Link, links_of
from annotator.ui.models.spots import Spot
from annotator.ui.note import NoteField
from annotator.ui.pieces import keycap, small
from annotator.ui.row_stops import WHOLE
from annotator.ui.theme import prose_font

_NOWHERE: Key = ("", ("", "", 0, 0))


class _Part(QWidget):
    """A heading with its key over a field as wide as the card."""

    def __init__(self, desk: Desk, field: QWidget, *, words: str, key: str) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(small(words, theme=desk.theme))
        self._cap = keycap(key, theme=desk.theme)
        policy = self._cap.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._cap.setSizePolicy(policy)
        self._has_key = bool(key)
        head.addWidget(self._cap)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(field)

    def show_key(self, is_shown: bool) -> None:
        """Show the key that leads here only where it does."""
        self._cap.setVisible(is_shown and self._has_key)


class NotePart(_Part):
    """The note of the current place's annotation.  What is refused stays, and is found again later."""

    fitted = Signal()
    """It needs another height."""
    escaped = Signal()

    def __init__(self, desk: Desk, *, key: str) -> None:
        self.field = NoteField()
        super().__init__(desk, self.field, words=tr("ui.inspector.note"), key=key)
        self._place = _NOWHERE
        self.setProperty(WHOLE, True)
        self.field.setFont(prose_font(desk.theme))
        self.field.entered.connect(self._enter)
        self.field.escaped.connect(self.escaped)
        self.field.textChanged.connect(self.fitted)

    def is_begun(self) -> bool:
        """Whether something was typed that is not recorded yet."""
        return self.field.is_changed()

    def show_spot(self, document: str, spot: Spot | None) -> None:
        """Show the note of a place; one that is being typed there stays."""
        place = (document, spot.ref) if spot is not None else _NOWHERE
        is_same = spot is not None and place == self._place
        if not is_same:
            self.keep()
            self._place = place
        if not (is_same and self.is_begun()):
            self.fill(spot)

    def fill(self, spot: Spot | None) -> None:
        """Show what is recorded, or what was refused here before."""
        annotation = spot.annotation if spot else None
        if annotation is None and self.field.hasFocus():
            self._desk.page_wanted.emit()
        self.setVisible(annotation is not None)
        lock(self.field, finishing.is_finished(self._desk))
        self.field.show_note(annotation.note if annotation else "")
        kept = self._desk.wishes.begun.kept.notes.get(self._place) if annotation else None
        if kept is not None:
            self.field.setPlainText(kept)

    def keep(self) -> None:
        """Keep a note that is not recorded for when one comes back."""
        notes = self._desk.wishes.begun.kept.notes
        if self.is_begun():
            notes[self._place] = self.field.toPlainText()
        else:
            notes.pop(self._place, None)

    def drop(self, spot: Spot | None) -> None:
        """Show what is recorded; what was typed is gone."""
        annotation = spot.annotation if spot else None
        self.field.show_note(annotation.note if annotation else "")
        self.keep()

    def commit(self) -> bool:
        """Record what was typed, if anything; return whether it was taken."""
        if self._place == _NOWHERE or not self.is_begun():
            return True
        note, ref = self.field.note(), self._place[1]
        is_taken = answering.set_note(self._desk, ref, note)
        if is_taken:
            # What is recorded is no change any more.
            self.field.show_note(note)
        self.keep()
        if is_taken:
            self.fill(self._desk.spots.get(ref))
        return is_taken

    def begin(self) -> None:
        """Put the caret at its end."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def _enter(self) -> None:
        if self.commit():
            self._desk.page_wanted.emit()


class LinksPart(_Part):
    """The relations of the current place."""

    def __init__(self, desk: Desk, *, key: str) -> None:
        self.list = LinkList(desk)
        super().__init__(desk, self.list, words=tr("ui.inspector.links"), key=key)
        self.list.followed.connect(self._follow)
        self.list.removed.connect(self._remove)
        self.list.left.connect(desk.page_wanted)

    def show_spot(self, spot: Spot | None) -> None:
        """Show the relations of a place."""
        links = links_of(self._desk, spot)
        if not links and self.list.hasFocus():
            # Hidden, it would hand the keyboard to whatever comes next, which would act on it.
            self._desk.page_wanted.emit()
        self.list.show_links(links)
        self.setVisible(bool(links))

    def begin(self) -> bool:
        """Put the keyboard on the first relation; False, and said, when there is none."""
        if self.isHidden():
            self._desk.said.emit(tr("ui.said.no_links"))
            return False
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _follow(self, link: Link) -> None:
        linking.follow(self._desk, link)

    def _remove(self, link: Link) -> None:
        linking.remove(self._desk, link)
