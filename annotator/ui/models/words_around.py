"""Owns showing a place with the words around it, in one line."""

from __future__ import annotations

import re

from annotator.errors import UserError
from annotator.store import Store
from annotator.ui.models.wording import one_line

_AROUND = 14
_KEPT = 24
_IN_NUMBER = re.compile(r"[0-9０-９][,.．]?$")
_GOES_ON = re.compile(r"[,.．]?[0-9０-９]|[%％‰]")


def around(text: str, start: int, end: int, *, reach: int = _AROUND) -> str:
    """Return the words of a place between 【】, with some characters of its line on both sides."""
    first = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + reach)
    while first < start and _is_inside_number(text, first):
        first += 1
    while last > end and _is_inside_number(text, last):
        last -= 1
    before = ("…" if first and text[first - 1] != "\n" else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")
    return one_line(f"{before}【{text[start:end]}】{after}", most=2 * reach + 60)


def _is_inside_number(text: str, at: int) -> bool:
    """Whether a cut there would leave a part of a number, which reads as another number."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    return _IN_NUMBER.search(before) is not None and _GOES_ON.match(after) is not None


class WordsAround:
    """Places of a whole project with the words around them; keeps the texts of the last few reports."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, str] = {}

    def of(self, document: str, start: int, end: int, *, reach: int = _AROUND) -> str:
        """Return a place with the words around it, ``reach`` characters on each side; "" when its report is
        in the project no more, or cannot be read just now."""
        try:
            return around(self.text(document), start, end, reach=reach)
        except UserError:
            return ""

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
