"""Owns the checks beside the page: their notes, the card that answers one, its numbers tied together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.i18n import tr
from annotator.model.crosschecks import ANSWERS
from annotator.ui.check_card import CheckCard
from annotator.ui.models.begun import settled
from annotator.ui.models.checking import Checking, Noted, note_of, number_words
from annotator.ui.models.desk import Desk
from annotator.ui.models.wishes import Question
from annotator.ui.painting.notes import MarginNote
from annotator.ui.painting.paint import Tie


class CheckSide(QObject):
    """Shows what is reckoned, and asks a person about it."""

    changed = Signal()
    """Other notes are to be shown."""
    tied = Signal()
    """Other numbers are tied together."""

    def __init__(self, desk: Desk, parent: QWidget, *, stand: Callable[[CheckCard], None]) -> None:
        """``stand`` puts the card beside the current place."""
        super().__init__(parent)
        self._desk, self._stand = desk, stand
        self._asked: Noted | None = None
        self._exchanged: tuple[Noted, int] | None = None
        self.checking = Checking(desk, self)
        self.card = CheckCard(desk, parent)
        self.checking.changed.connect(self.changed)
        self.card.chosen.connect(self._choose)
        self.card.given_up.connect(self._give_up)
        self.card.left.connect(self._leave)
        desk.wishes.check_wanted.connect(self.go_on)
        desk.wishes.number_given.connect(self._take_number)
        desk.document_changed.connect(self._leave)

    # Showing --------------------------------------------------------------------------------------

    def notes(self) -> list[MarginNote]:
        """The notes of the report on the desk, in places of the text shown."""
        shown, found = self._desk.shown, []
        for noted in self.checking.found if shown is not None else ():
            assert shown is not None
            start = shown.to_shown(((noted.start, noted.end),))[0][0]
            note = note_of(noted, start)
            if note is not None:
                found.append(note)
        return found

    def ties(self) -> list[Tie]:
        """Lines from the numbers of the check that is asked about to the one that is stated."""
        if self._asked is None:
            return []
        spots = [self._desk.spots.at(each.start) for each in self._asked.numbers if not each.document]
        stated = self._desk.spots.at(self._asked.start)
        refs = dict.fromkeys(spot.ref for spot in spots if spot is not None)
        return [
            Tie(source=ref, target=stated.ref) for ref in refs if stated is not None and ref != stated.ref
        ]

    # Asking ---------------------------------------------------------------------------------------

    def click(self, ref: object) -> bool:
        """Ask about the check whose note was clicked; False when it is none."""
        if not isinstance(ref, tuple) or ref[0] != "check":
            return False
        noted = self.checking.get(ref[1])
        if noted is not None:
            self._ask(noted)
        return True

    def go_on(self, which: str) -> None:
        """Ask about the next check without an answer; ``unfit``: only where something does not fit."""
        if not settled(self._desk):
            return
        after = self._asked.start if self._asked else self._place()
        noted = self.checking.after(after, only_unfit=which == "unfit")
        if noted is None:
            self._leave()
            self._desk.page_wanted.emit()
            self._desk.said.emit(tr("ui.said.no_more_checks"))
        else:
            self._ask(noted)

    def _place(self) -> int:
        current = self._desk.current
        return current.start if current is not None and current.fragments else self._desk.caret

    def _ask(self, noted: Noted) -> None:
        desk = self._desk
        spot = desk.spots.at(noted.start)
        if spot is not None:
            desk.make_current(spot.ref)
        else:
            desk.make_current(None)
            desk.show_range(noted.start, noted.end)
        self._asked = noted
        self.tied.emit()
        self.card.put(noted)
        self._stand(self.card)

    def _choose(self, at: int) -> None:
        noted, note = self._asked, self.card.note_words()
        if noted is None:
            return
        if at < len(ANSWERS):
            self._leave()
            self.checking.answer(noted, ANSWERS[at], note=note)
            self._desk.page_wanted.emit()
        elif at == len(ANSWERS):
            self._ask_which(noted)
        else:
            self._leave()
            self.checking.withdraw(noted)
            self._desk.page_wanted.emit()

    def _ask_which(self, noted: Noted) -> None:
        """Which of its numbers is another one."""
        self._leave()
        question = Question(
            title=tr("ui.check.which"),
            offers=tuple(number_words(self._desk, noted)),
            choose=lambda at: self._wait_for_number(noted, at),
        )
        self._desk.wishes.asked.emit(question)

    def _wait_for_number(self, noted: Noted, at: int) -> None:
        self._exchanged = noted, at
        self._desk.page_wanted.emit()
        self._desk.said.emit(tr("ui.said.go_to_number"))

    def _take_number(self) -> None:
        """The current place, or what is selected, is the number that is meant."""
        spot, selected = self._desk.current, self._desk.selection
        place = selected or ((spot.start, spot.end) if spot is not None and spot.fragments else None)
        if self._exchanged is None or place is None:
            self._desk.refused.emit(tr("ui.refused.no_check_waits"))
            return
        (noted, at), self._exchanged = self._exchanged, None
        numbers = list(noted.numbers)
        numbers[at] = replace(numbers[at], start=place[0], end=place[1], document="")
        self._ask(self.checking.exchanged(noted, numbers))

    def _give_up(self) -> None:
        self._leave()
        self._desk.page_wanted.emit()

    def _leave(self) -> None:
        self.card.hide()
        if self._asked is not None:
            self._asked = None
            self.tied.emit()
