"""Owns what is on the desk: the document, the place and the view that all panels show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.i18n import sentence
from annotator.model.annotations import Annotation
from annotator.model.changes import Action, Notice
from annotator.model.documents import Document, Section
from annotator.model.spans import Fragment
from annotator.model.tagsets import Label, Layer, Tagset
from annotator.session import DocumentRow, Session
from annotator.tasks.acting import Command
from annotator.text.reading import Reading
from annotator.ui.models.aftermath import place_of_step
from annotator.ui.models.begun import settled
from annotator.ui.models.linkage import LinkInHand
from annotator.ui.models.places import Place, keep_if_possible, keep_place, place_in
from annotator.ui.models.shown import Shown
from annotator.ui.models.spots import Ref, Spot, Spots, ref_of
from annotator.ui.models.wishes import Wishes
from annotator.ui.theme import Theme

_DOCUMENT = "ui.document"
_VIEW = "ui.view"
_LENS = "ui.lens"


class Desk(QObject):
    """What panels ask and tell.  They never write: ``run`` does, and its notice comes back as signals.

    ``selection`` is what is selected on the page, in the original, or None; ``order`` is the list's.
    """

    documents_changed = Signal()
    document_changed = Signal()
    view_changed = Signal()
    spots_changed = Signal()
    current_changed = Signal()
    theme_changed = Signal()
    page_wanted = Signal()
    """Somebody wants the page to take the keyboard."""
    edit_wanted = Signal()
    note_wanted = Signal()
    links_wanted = Signal()
    shown_wanted = Signal(int, int)
    """A range of the original should be brought into sight."""
    range_wanted = Signal(int, int)
    """A range of the original should be selected."""
    place_wanted = Signal(object)
    """A document was put on the desk: go to where it was left (a ``Place``)."""
    done = Signal(object)
    """An action of this window is on the disk."""
    said = Signal(str)
    refused = Signal(str)
    heard = Signal(object)

    def __init__(self, session: Session, *, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.selection: Fragment | None = None
        self.caret = 0
        self.rows: list[DocumentRow] = session.documents()
        self.order: list[str] = [row.document.id for row in self.rows]
        self._tagset = session.tagset
        self.document: Document | None = None
        self.spots = Spots((), ())
        self.shown: Shown | None = None
        self._current: Ref | None = None
        self._is_clean = session.setting(_VIEW) != "original"
        self._is_simplified = session.setting(_LENS) == "simplified"
        self.hand = LinkInHand(self)
        self.view: Callable[[], tuple[int, int] | None] = lambda: None
        """What the page has at its top, asked when the place is kept."""
        self.wishes = Wishes(self)

    # What is on the desk --------------------------------------------------------------------------

    @property
    def tagset(self) -> Tagset:
        """The project's tagset, as it was when somebody last told of a change to it."""
        return self._tagset

    @property
    def reading(self) -> Reading | None:
        """The current document's texts."""
        return self.shown.reading if self.shown else None

    @property
    def current(self) -> Spot | None:
        """The place that keys act on, or None."""
        return self.spots.get(self._current)

    @property
    def is_clean(self) -> bool:
        """Whether the clean text is shown."""
        return self._is_clean

    @property
    def is_simplified(self) -> bool:
        """Whether traditional characters are shown simplified."""
        return self._is_simplified

    @property
    def row(self) -> DocumentRow | None:
        """The current document's line in the list."""
        return self.row_of(self.document.id) if self.document else None

    def row_of(self, document: str) -> DocumentRow | None:
        """A document's line in the list, None when it is in the project no more."""
        return next((row for row in self.rows if row.document.id == document), None)

    @property
    def section(self) -> Section | None:
        """The deepest section the current place, or the caret, lies in."""
        current = self.current
        return self.section_at(current.start if current and current.fragments else self.caret)

    def section_at(self, position: int) -> Section | None:
        """The deepest section a position lies in."""
        if self.reading is None:
            return None
        inside = [one for one in self.reading.sections if one.start <= position < one.end_of_section]
        return max(inside, key=lambda one: one.depth, default=None)

    def label_of(self, spot: Spot) -> tuple[Layer | None, Label | None]:
        """The layer and label of a place; None where the tagset no longer has them."""
        return self.tagset.layer(spot.layer), self.tagset.label(spot.layer, spot.label)

    # Moving ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show what was open last, or the first document."""
        ids = [row.document.id for row in self.rows]
        last = self.session.setting(_DOCUMENT)
        if ids:
            self.show_document(last if last in ids else ids[0])
        self.documents_changed.emit()

    def show_document(self, document: str) -> None:
        """Put another document on the desk, at the place where it was left."""
        if self.document is not None and self.document.id == document:
            return
        if not settled(self) and self.document is not None:
            return
        self.keep_place()
        self.document = self.session.document(document)
        self.selection, self._current, self.caret = None, None, 0
        self._set_shown(self.session.reading(document))
        self._read_spots()
        keep_if_possible(self.session, _DOCUMENT, document)
        place = place_in(self.session, document) or Place()
        spot = (
            self.spots.get(place.ref) or self.spots.open_after(place.caret - 1) or self.spots.open_after(-1)
        )
        self._current = spot.ref if spot else None
        self._tell_all()
        self.place_wanted.emit(place)

    def _clear(self) -> None:
        """The document is no longer in the project: nothing of it may be asked for any more."""
        self.document, self.shown, self.selection, self._current = None, None, None, None
        self.spots = Spots((), ())

    def _tell_all(self) -> None:
        self.document_changed.emit()
        self.spots_changed.emit()
        self.current_changed.emit()

    def keep_place(self) -> None:
        """Keep where one is reading, to be found again also after a power cut; a file that is busy just
        now is written the next time."""
        if self.document is not None:
            place = Place(ref=self._current, caret=self.caret, selection=self.selection, view=self.view())
            with suppress(UserError):
                keep_place(self.session, self.document.id, place)

    def make_current(self, ref: Ref | None) -> None:
        """Make a place the one that keys act on."""
        if ref == self._current:
            self.wishes.here_again.emit()
            return
        # What cannot be recorded is told, and kept for when one comes back.
        settled(self)
        self._current = ref
        current = self.current
        if current is not None and (current.annotation is None or current.annotation.target == "span"):
            # Labels of sections and paragraphs go where one is; the page tells when it moves the caret.
            self.caret = current.start
        self.current_changed.emit()

    def show_range(self, start: int, end: int) -> None:
        """Bring a range of the original into sight, selected, and give the page the keyboard."""
        self.range_wanted.emit(start, end)
        self.page_wanted.emit()

    def go_to(self, annotation: Annotation) -> None:
        """Show an annotation's document and make it current."""
        self.show_document(annotation.document)
        if self.spots.get(ref_of(annotation)):
            self.make_current(ref_of(annotation))

    def set_clean(self, is_clean: bool) -> None:
        """Show the clean text or the original."""
        if is_clean != self._is_clean:
            self._is_clean = is_clean
            self.session.remember(_VIEW, "clean" if is_clean else "original")
            self._show_again()

    def set_simplified(self, is_simplified: bool) -> None:
        """Look through the simplified lens, or not."""
        if is_simplified != self._is_simplified:
            self._is_simplified = is_simplified
            self.session.remember(_LENS, "simplified" if is_simplified else "")
            self._show_again()

    def _show_again(self) -> None:
        if self.reading is not None:
            self._set_shown(self.reading)
        self.view_changed.emit()

    def _set_shown(self, reading: Reading) -> None:
        self.shown = Shown(reading=reading, is_clean=self._is_clean, is_simplified=self._is_simplified)

    def set_theme(self, theme: Theme) -> None:
        """Use another look."""
        self.theme = theme
        self.theme_changed.emit()

    # Doing ----------------------------------------------------------------------------------------

    def run(self, command: Command, **arguments: Any) -> Action | None:
        """Do one thing; None, with one sentence said, when it was refused and nothing changed."""
        try:
            action = self.session.run(command, **arguments)
        except UserError as error:
            self.refused.emit(sentence(error))
            return None
        self.done.emit(action)
        return action

    def undo(self, action: str | None = None) -> Action | None:
        """Take back the last action, or an older one by id, and show where it was."""
        return self._go_through(lambda: self.session.undo(action))

    def redo(self) -> Action | None:
        """Do again what was undone last, and show where it was."""
        return self._go_through(self.session.redo)

    def _go_through(self, do: Callable[[], Action | None]) -> Action | None:
        if not settled(self):
            return None
        try:
            action = do()
        except UserError as error:
            self.refused.emit(sentence(error))
            return None
        if action is not None:
            self.done.emit(action)
            here = self.current.annotation if self.current else None
            there = place_of_step(self.session, action, current=here)
            if there is not None:
                self.go_to(there)
        return action

    # Hearing --------------------------------------------------------------------------------------

    def hear(self, notice: Notice) -> None:
        """Look again at what a notice says has changed."""
        self._look_again(notice)
        self.heard.emit(notice)

    def _look_again(self, notice: Notice) -> None:
        if notice.kinds & {"tagset", "*"}:
            self._tagset = self.session.tagset
        self.rows = self.session.documents_after(notice, self.rows)
        is_gone = self.document is not None and self.row is None
        if is_gone:
            self._clear()
        self.documents_changed.emit()
        if self.document is None:
            if self.rows and notice.action is None and not is_gone:
                # Somebody's first report, in a turn of its own: more are still coming in.
                QTimer.singleShot(0, self, self.show_first)
            elif self.rows:
                self.show_first()
            elif is_gone:
                self._tell_all()
            return
        if self.document.id not in notice.documents and "relation" not in notice.kinds:
            # A relation that reaches into this document is told under its source's.
            return
        row = self.row
        if row is not None and row.document != self.document:
            self.document = row.document
            self.view_changed.emit()
        self.look_at_spots()

    def show_first(self) -> None:
        """Put the first report on a desk that has none."""
        if self.document is None and self.rows:
            self.show_document(self.rows[0].document.id)

    def look_at_spots(self) -> None:
        """Read again what is said of the current document."""
        was, is_first = self.current, not self.spots.all
        self._read_spots()
        if was is not None and self.current is None:
            # Where it was deleted, what stands there now takes its place.
            near = self.spots.at(was.start) if was.fragments else None
            self._current = near.ref if near else None
        elif was is None and is_first and self.spots.open:
            self._current = self.spots.open[0].ref
        self.spots_changed.emit()
        if self.current != was:
            self.current_changed.emit()

    def _read_spots(self) -> None:
        if self.document is not None:
            said = self.session.suggestions(self.document.id), self.session.annotations(self.document.id)
            self.spots = Spots(*said, before=self.spots)

    def end(self) -> None:
        """Commit what was begun and remember the place before the project is closed."""
        settled(self)
        self.keep_place()
        self.rows = []
