"""Owns a window beside the desk's: never in its way, gone with its project, and leading to passages in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.model.changes import Notice
from annotator.session import Session
from annotator.ui.models.desk import Desk
from annotator.ui.pressing import Pressing


class Beside(Pressing):
    """About one desk; Esc closes it, and the keyboard goes back to where it came from."""

    turned = Signal()
    """Something has begun to be done beside it, or is over."""
    other_wanted = Signal(str)
    """Another window of the team should be shown: its name."""

    def __init__(self, desk: Desk, *, title: str, size: tuple[int, int], parent: QWidget | None) -> None:
        """``size`` is in pixels at 100 %; it is never larger than the window it lies beside."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._session = desk.session
        self._is_behind = False
        self.follow(desk)
        px = desk.theme.sizes.px
        room = parent.size() if parent is not None else self.screen().availableGeometry().size()
        self.resize(min(px(size[0]), room.width()), min(px(size[1]), room.height()))
        self.finished.connect(self._leave)
        if parent is not None:
            parent.installEventFilter(self)

    def come(self) -> None:
        """Come into sight, with the keyboard."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._catch_up()

    def set_zoom(self, zoom: float) -> None:
        """Show what is read of reports as large as the report is."""

    def look_again(self) -> None:
        """Read what it shows as it stands now."""

    def look_again_in_sight(self) -> None:
        """Read what it shows anew: at once, or when it comes into sight."""
        self._is_behind = True
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_behind and self.isVisible():
            self._is_behind = False
            self.look_again()

    def begin(self) -> None:
        """Come into sight, as things stand now."""
        self.come()

    def is_of(self, desk: Desk) -> bool:
        """Whether it is about that desk."""
        return self._desk is desk

    def is_about(self, session: Session) -> bool:
        """Whether it is about the project of that session."""
        return self._session is session

    def follow(self, desk: Desk) -> None:
        """Be about a desk: also one that is laid anew for the same project while something is written."""
        self._desk = desk
        desk.heard.connect(self.mind)

    def mind(self, notice: Notice) -> None:
        """Something has changed in the project."""

    @property
    def is_writing(self) -> bool:
        """Whether something is being written that whoever began it wants to its end."""
        return False

    def go_on_from(self, before: Beside) -> None:
        """Take the place of a window of the same kind in another look: go on from where it was."""

    def stop(self) -> None:
        """Nobody looks any more."""

    def end(self) -> None:
        """The project goes: nothing may go on."""
        self.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With its window goes the project: nothing is read of it any more."""
        if event.type() == QEvent.Type.Close and watched is self.parentWidget():
            self.end()
            self.close()
        return super().eventFilter(watched, event)

    def say_if_unseen(self, told: str, *, is_refusal: bool = False) -> None:
        """Say on the desk how something ended that was begun here, where this window was closed since."""
        if not self.isVisible():
            (self._desk.refused if is_refusal else self._desk.said).emit(told)

    def go_to(self, place: object) -> None:
        """Show a place (document, start, end) on the desk; a negative start is the report as a whole."""
        assert isinstance(place, tuple)
        document, start, end = place
        desk = self._desk
        if desk.document is None or desk.document.id != document:
            desk.show_document(document)
            if desk.document is None or desk.document.id != document:
                # What is begun in the card keeps its report, and says so.
                self._give_back()
                return
        found = [spot for spot in desk.spots.all if spot.fragments and (spot.start, spot.end) == (start, end)]
        if found:
            # Numbers are what most figures are about.
            desk.make_current(next((spot for spot in found if spot.is_number), found[0]).ref)
        elif start >= 0:
            desk.show_range(start, end)
        self._give_back()
        desk.page_wanted.emit()

    def _leave(self) -> None:
        self.stop()
        self._give_back()

    def _give_back(self) -> None:
        """The keyboard goes where it came from, also where no window manager sees to that."""
        if (window := self.parentWidget()) is not None:
            window.activateWindow()
