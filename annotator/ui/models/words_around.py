"""Owns showing a place with the words around it, in one line."""

from __future__ import annotations

from annotator.ui.models.wording import one_line

_AROUND = 14


def around(text: str, start: int, end: int, *, reach: int = _AROUND) -> str:
    """Return the words of a place between 【】, with some characters of its line on both sides."""
    first = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + reach)
    before = ("…" if first and text[first - 1] != "\n" else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")
    return one_line(f"{before}【{text[start:end]}】{after}", most=2 * reach + 60)
