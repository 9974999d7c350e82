"""Owns what is begun in card or grid and not recorded yet: that is recorded, or given up, first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from annotator.model.changes import Action
from annotator.ui.models.spots import Ref

Key = tuple[str, Ref]
"""A document and a place in it."""


class Kept:
    """What was typed and could not be recorded, by document and place; it outlives the window."""

    def __init__(self) -> None:
        self.fields: dict[Key, dict[str, str]] = {}
        self.notes: dict[Key, str] = {}
        self.cells: dict[Key, dict[str, str]] = {}
        """What was typed into the grid, by place and feature."""


class Card(Protocol):
    """Whoever has the fields."""

    def commit(self) -> bool:
        """Record what was begun; return whether all is recorded."""
        ...

    def is_begun(self) -> bool:
        """Whether something was typed that is not recorded yet."""
        ...

    def give_up(self) -> Callable[[], None]:
        """Show again what is recorded; return how to bring back what was typed."""
        ...


class Begun:
    """What is begun in the card; there is none before a card was taken."""

    def __init__(self) -> None:
        self.kept = Kept()
        self._cards: list[Card] = []
        self._is_recording = False

    def take_card(self, card: Card) -> None:
        """Ask this card, too, from now on."""
        self._cards.append(card)

    def record(self) -> bool:
        """Record what was begun; return whether all is recorded (what is not was told)."""
        if self._is_recording:
            return True
        self._is_recording = True
        try:
            # Each is asked, whatever another one said.
            recorded = [card.commit() for card in self._cards]
            return all(recorded)
        finally:
            self._is_recording = False

    def drop(self) -> Callable[[], None] | None:
        """Give up what was begun; return how to bring it back, None when there was nothing."""
        given_up = [card.give_up() for card in self._cards if card.is_begun()]
        if not given_up:
            return None

        def bring_back() -> None:
            for bring in given_up:
                bring()

        return bring_back


class _Wishes(Protocol):
    @property
    def begun(self) -> Begun: ...


class _Desk(Protocol):
    """What is asked of a desk, which itself asks here."""

    @property
    def wishes(self) -> _Wishes: ...


def settled(desk: _Desk) -> bool:
    """Record what was begun before something else is done; False when that was refused: stop there."""
    return desk.wishes.begun.record()


def given_up(desk: _Desk) -> bool:
    """Give up what was begun; return whether anything was."""
    return desk.wishes.begun.drop() is not None


def instead(desk: _Desk, do: Callable[[], Action | None]) -> bool:
    """Do what answers the place otherwise than was begun, which is given up; refused, it stays."""
    bring_back = desk.wishes.begun.drop()
    is_done = do() is not None
    if not is_done and bring_back is not None:
        bring_back()
    return is_done
