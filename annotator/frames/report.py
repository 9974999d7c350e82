"""Owns a report as frames are read from it: the view, its numbers and where each stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.model.spans import Fragment
from annotator.numbers.mentions import Mention
from annotator.numbers.view import View

_SENTENCE = re.compile("[^。！？\n]+[。！？]?|[。！？]")
_PARAGRAPH = re.compile("[^\n]+")
_WORDS_END = re.compile("[，,。；;：:\n！？（(]")
_OPENING = "（("


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A view with its mentions in text order; all places are code points of ``view``.

    ``kinds`` and ``units`` ("" for none) are those of the mentions, in their order, and so are ``homes``, the
    sentence of each, ``clauses``, where its clause begins, and ``words``, where the words straight before it
    do, which an opening bracket ends as well: 受理|30件(其中|立案4件).
    ``sentences`` end with 。！？ or the line, ``paragraphs`` are its lines, ``ends`` the places behind the
    signs that end a clause.
    """

    view: View
    mentions: tuple[Mention, ...]
    kinds: list[str]
    units: list[str]
    homes: list[Fragment]
    clauses: list[int]
    words: list[int]
    sentences: tuple[Fragment, ...]
    paragraphs: tuple[Fragment, ...]
    ends: list[int]
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
    flat, found = view.flat, tuple(mentions)
    sentences = tuple([match.span() for match in _SENTENCE.finditer(flat)]) or ((0, 0),)
    paragraphs = tuple([match.span() for match in _PARAGRAPH.finditer(flat)]) or ((0, 0),)
    sentence_starts = [start for start, _ in sentences]
    words_end = [match.end() for match in _WORDS_END.finditer(flat)]
    ends = [end for end in words_end if flat[end - 1] not in _OPENING]
    starts = [mention.start for mention in found]
    return Report(
        view=view,
        mentions=found,
        kinds=[str(mention.features.get("kind", "")) for mention in found],
        units=[str(mention.features.get("unit_norm", "")) for mention in found],
        homes=[sentences[bisect_right(sentence_starts, start) - 1] for start in starts],
        clauses=_last(starts, ends),
        words=_last(starts, words_end),
        sentences=sentences,
        paragraphs=paragraphs,
        ends=ends,
        _sentence_starts=sentence_starts,
        _paragraph_starts=[start for start, _ in paragraphs],
    )


def _last(places: list[int], ends: list[int]) -> list[int]:
    """For each place the last end that is not behind it, 0 where there is none."""
    before = [0, *ends]
    return [before[bisect_right(before, place) - 1] for place in places]
