"""Owns a report as frames are read from it: the view, its numbers, where sentences and paragraphs end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.model.spans import Fragment
from annotator.numbers.mentions import Mention
from annotator.numbers.view import View

_SENTENCE = re.compile("[^。！？\n]*[。！？]?")
_PARAGRAPH = re.compile("[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A view with its mentions in text order; all places are code points of ``view``.

    ``sentences`` end with 。！？ or the line, ``paragraphs`` are its lines.
    """

    view: View
    mentions: tuple[Mention, ...]
    sentences: tuple[Fragment, ...]
    paragraphs: tuple[Fragment, ...]
    _sentence_starts: list[int] = field(repr=False, compare=False)
    _paragraph_starts: list[int] = field(repr=False, compare=False)

    def sentence_of(self, place: int) -> Fragment:
        """The sentence that a place lies in."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, place) - 1)]

    def paragraph_of(self, place: int) -> Fragment:
        """The paragraph that a place lies in."""
        return self.paragraphs[max(0, bisect_right(self._paragraph_starts, place) - 1)]


def report_of(view: View, mentions: Iterable[Mention]) -> Report:
    """Return the report of a view and the mentions found in it.  Linear."""
    sentences = tuple(m.span() for m in _SENTENCE.finditer(view.flat) if m.end() > m.start()) or ((0, 0),)
    paragraphs = tuple(m.span() for m in _PARAGRAPH.finditer(view.flat)) or ((0, 0),)
    return Report(
        view=view,
        mentions=tuple(mentions),
        sentences=sentences,
        paragraphs=paragraphs,
        _sentence_starts=[start for start, _ in sentences],
        _paragraph_starts=[start for start, _ in paragraphs],
    )
