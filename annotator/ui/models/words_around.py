"""Owns showing a place with the words around it, in one line."""

from __future__ import annotations

from annotator.errors import UserError
from annotator.store import Store
from annotator.ui.models.wording import one_line

_AROUND = 14
_KEPT = 24


def around(text: str, start: int, end: int, *, reach: int = _AROUND) -> str:
    """Return the words of a place between 【】, with some characters of its line on both sides."""
    first = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + reach)
    before = ("…" if first and text[first - 1] != "\n" else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")
    return one_line(f"{before}【{text[start:end]}】{after}", most=2 * reach + 60)


class WordsAround:
    """Places of a whole project with the words around them; keeps the texts of the last few reports."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, str] = {}

    def of(self, document: str, start: int, end: int) -> str:
        """Return a place with the words around it; "" when its report is in the project no more, or cannot
        be read just now."""
        if document not in self._texts:
            try:
                text = self._store.original(document)
            except UserError:
                return ""
            while len(self._texts) >= _KEPT:
                del self._texts[next(iter(self._texts))]
            self._texts[document] = text
        return around(self._texts[document], start, end)
