"""Owns where one stands on the page: the caret follows the current place, what was selected goes, and the
place is brought into sight; going back to where a document was left keeps what was selected there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.ui.models.desk import Desk
from annotator.ui.models.places import Place
from annotator.ui.models.sections import meant_at
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.page import Page


class Standing(QObject):
    """Moves the page's caret and what it has in sight when the desk says so."""

    def __init__(self, desk: Desk, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._at: Ref | None = None
        self._is_clicking = False
        self._left_at: tuple[int, int] | None = None
        desk.place_wanted.connect(self.go_back)
        desk.shown_wanted.connect(self._bring_into_sight)
        desk.range_wanted.connect(self._select)
        desk.wishes.here_again.connect(self._come_again)
        desk.view = self.view

    # The current place ----------------------------------------------------------------------------

    def follow(self) -> None:
        """Go to the current place; where it only changed, a selection stays as it is."""
        spot = self._desk.current
        before, self._at = self._at, spot.ref if spot else None
        if spot is None or (spot.ref == before and self._desk.selection is not None):
            return
        if spot.ref != before:
            self._stand_at(spot)
        self._scroll_to(spot)

    def click(self, ref: Ref) -> None:
        """Make a place current that the mouse is at: the caret stays where the person has put it."""
        self._is_clicking = True
        try:
            self._desk.make_current(ref)
        finally:
            self._is_clicking = False

    def _come_again(self) -> None:
        """Somebody asks for the place that is current already."""
        spot = self._desk.current
        if spot is not None and not self._is_clicking:
            self._stand_at(spot)
            self._scroll_to(spot)

    def _stand_at(self, spot: Spot) -> None:
        if self._is_clicking and self._is_in(spot):
            return
        start = self._page.selected_span()[0]
        shown = self._desk.shown
        if shown is not None and not spot.is_whole and not self._is_meant_already(spot):
            start = shown.to_shown(spot.fragments)[0][0]
        self._page.put_caret(start)

    def _is_in(self, spot: Spot) -> bool:
        return self._desk.selection is None and spot.start <= self._desk.caret <= spot.end

    def _is_meant_already(self, spot: Spot) -> bool:
        """Whether a label of a section or paragraph is that of where the caret is: it stays there."""
        if spot.annotation is None or spot.annotation.target == "span":
            return False
        return self._is_in(spot) or (
            spot.annotation.target == "section"
            and (section := meant_at(self._desk, self._desk.caret)) is not None
            and section.start == spot.start
        )

    def _scroll_to(self, spot: Spot) -> None:
        shown = self._desk.shown
        if shown is not None:
            self._page.scroll_to(0 if spot.is_whole else shown.to_shown(spot.fragments)[0][0])

    # Elsewhere ------------------------------------------------------------------------------------

    def select_again(self) -> None:
        """Select in the text shown now what was selected in the one before, or put the caret there again."""
        selection, shown, caret = self._desk.selection, self._desk.shown, self._desk.caret
        if selection and shown:
            self._page.select_span(*shown.to_shown((selection,))[0])
        elif shown:
            self._page.put_caret(shown.to_shown(((caret, caret),))[0][0])

    def _bring_into_sight(self, start: int, end: int) -> None:
        if self._desk.shown is not None:
            first = self._desk.shown.to_shown(((start, end),))[0][0]
            self._page.select_span(first, first)

    def _select(self, start: int, end: int) -> None:
        if self._desk.shown is not None:
            self._page.select_span(*self._desk.shown.to_shown(((start, end),))[0])

    def go_back(self, place: Place) -> None:
        """Go to where the document was left: caret, selection, and what stood at the top."""
        shown = self._desk.shown
        if shown is None:
            return
        chosen = place.selection or (place.caret, place.caret)
        if place.selection or place.caret:
            self._page.select_span(*shown.to_shown((chosen,))[0])
        self._left_at = place.view
        self.restore()

    def view(self) -> tuple[int, int] | None:
        """What stands at the top of the page: a code point of the original, and its height in pixels."""
        shown = self._desk.shown
        if shown is None or not self._page.isVisible():
            return self._left_at
        first, top = self._page.view_state()
        return shown.to_original(first, first)[0], top

    def restore(self) -> None:
        """Put what stood at the top back there, once the page has its height."""
        if self._left_at is not None and self._desk.shown is not None:
            start, top = self._left_at
            self._page.restore_view((self._desk.shown.to_shown(((start, start),))[0][0], top))
