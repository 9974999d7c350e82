"""Owns showing a place with the words around it, in one line."""

from __future__ import annotations

from typing import NamedTuple

from annotator.errors import UserError
from annotator.store import Store
from annotator.ui.cuts import is_inside_number
from annotator.ui.models.wording import one_line

_AROUND, _FAR = 14, 120
"""Characters on each side: in a line of plain words, and where as many are drawn as there is room for."""
_KEPT = 24


class Excerpt(NamedTuple):
    """A place and what stands on its line before and after it; … where that goes on."""

    before: str
    words: str
    after: str

    @property
    def line(self) -> str:
        """All of it as plain words, the place between 【】."""
        return f"{self.before}【{self.words}】{self.after}"


def excerpt(text: str, start: int, end: int, *, reach: int) -> Excerpt:
    """Return the words of a place, with some characters of its line on both sides, each on one line."""
    first = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + reach)
    while first < start and is_inside_number(text, first):
        first += 1
    while last > end and is_inside_number(text, last):
        last -= 1
    before = ("…" if first and text[first - 1] != "\n" else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")
    return Excerpt(one_line(before), one_line(text[start:end]), one_line(after))


def around(text: str, start: int, end: int, *, reach: int = _AROUND) -> str:
    """Return the words of a place between 【】, with some characters of its line on both sides."""
    return one_line(excerpt(text, start, end, reach=reach).line, most=2 * reach + 60)


class WordsAround:
    """Places of a whole project with the words around them; keeps the texts of the last few reports."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, str] = {}

    def of(self, document: str, start: int, end: int) -> str:
        """Return a place with the words around it; "" when its report is in the project no more, or cannot
        be read just now."""
        try:
            return around(self.text(document), start, end)
        except UserError:
            return ""

    def excerpt(self, document: str, start: int, end: int) -> Excerpt | None:
        """Return a place with so many words around it that they fill a wide column; None where ``of`` returns
        nothing."""
        try:
            return excerpt(self.text(document), start, end, reach=_FAR)
        except UserError:
            return None

    def text(self, document: str) -> str:
        """Return the original of a report.

        Raises:
            UserError: it is in the project no more, or cannot be read just now.
        """
        if document not in self._texts:
            text = self._store.original(document)
            while len(self._texts) >= _KEPT:
                del self._texts[next(iter(self._texts))]
            self._texts[document] = text
        return self._texts[document]
