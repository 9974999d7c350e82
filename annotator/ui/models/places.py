"""Owns where one was reading in each document: kept in this copy of the project, found again on reopening."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from annotator.errors import UserError
from annotator.model.spans import Fragment
from annotator.session import Session
from annotator.ui.models.spots import Ref

_PLACE = "ui.place."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The current place, the caret and the selection in the original, and what the page had at its top.

    ``view`` is the code point of the original at the top of the page, and how many pixels it stood off.
    """

    ref: Ref | None = None
    caret: int = 0
    selection: Fragment | None = None
    view: tuple[int, int] | None = None

    def to_words(self) -> str:
        """The place as one line of JSON."""
        return json.dumps([self.ref, self.caret, self.selection, self.view], ensure_ascii=False)

    @classmethod
    def from_words(cls, words: str) -> Place | None:
        """The place that ``to_words`` described; None when the words are no place."""
        try:
            ref, caret, selection, view = json.loads(words)
            return cls(
                ref=(str(ref[0]), str(ref[1]), int(ref[2]), int(ref[3])) if ref else None,
                caret=int(caret),
                selection=_pair(selection),
                view=_pair(view),
            )
        except (ValueError, TypeError, IndexError, KeyError):
            return None


def _pair(value: Any) -> tuple[int, int] | None:
    return (int(value[0]), int(value[1])) if value else None


def place_in(session: Session, document: str) -> Place | None:
    """Return where a document was left, or None."""
    words = session.setting(_PLACE + document)
    return Place.from_words(words) if words else None


def keep_place(session: Session, document: str, place: Place) -> None:
    """Keep where a document was left, if it is another place than before.

    Raises:
        UserError: the project cannot be written just now.
    """
    words = place.to_words()
    if session.setting(_PLACE + document) != words:
        session.remember(_PLACE + document, words)


def keep_if_possible(session: Session, key: str, value: str) -> None:
    """Keep a setting; a file that is busy just now, or a full disk, keeps nobody from reading on."""
    with suppress(UserError):
        session.remember(key, value)
