"""Owns the text the grammar reads: clean, simplified, without blanks and line breaks inside sentences."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import lru_cache

from annotator.model.spans import Fragment
from annotator.numbers import calendar
from annotator.numbers.lexicon import simplified
from annotator.text.alignment import Alignment
from annotator.text.cleaning import IDEOGRAPH, CleanText, without
from annotator.text.pending import pattern

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_BLANKS = pattern(f"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\u2028\u2029{_INVISIBLE}\n]+")
_ONLY_INVISIBLE = pattern(f"[{_INVISIBLE}]+")
_WORD = pattern(f"[{IDEOGRAPH}0-9%‰〔〕]")
_DASHES = "—–-~～―−"
_OPEN_NUMBER = pattern("[0-9万萬亿億余餘多千百]")
_HEADING = pattern(
    "[一二三四五六七八九十]{1,3}[、是要)）]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.、)）](?![0-9])"
    "|第[一二三四五六七八九十]+[章节部]|附件|注[:：]"
)
_DAY = pattern("[0-9]{1,2} ?[月日]")
_TITLE_END = pattern(
    "(?:报告|報告|总结|總結|情况|情況|要点|要點|公报|公報|年报|年報)(?:[(（][^()（）\n]{1,12}[)）])?\\Z"
)
_HEAD = 200
"""Characters within which the title begins."""
_FULL_LINE = 15
"""Characters from which a line that ends inside a sentence was broken by its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """``text`` is as written but for glosses and blanks, ``flat`` folded and simplified; both of one length.

    ``breaks`` are the positions before which a line break was taken out.
    """

    text: str
    flat: str
    breaks: frozenset[int]
    clean: CleanText
    alignment: Alignment
    _dates: list[tuple[calendar.When, ...]] = field(
        init=False, default_factory=list, repr=False, compare=False
    )
    _origins: list[array[int]] = field(init=False, default_factory=list, repr=False, compare=False)

    @property
    def dates(self) -> tuple[calendar.When, ...]:
        """The dates in ``flat``, looked for when first asked for."""
        if not self._dates:
            self._dates.append(tuple(calendar.dates(self.flat)))
        return self._dates[0]

    def to_original(self, start: int, end: int) -> Fragment:
        """Return the range of the original text that a range of this view was made from."""
        origins = self.origins
        first = origins[start]
        return (first, origins[end - 1] + 1) if end > start else (first, first)

    @property
    def origins(self) -> array[int]:
        """Where each character of this view stands in the original, and where that ends.

        Made when first asked for: the frames of a report ask for thousands of ranges.
        """
        if not self._origins:
            clean = self.clean.alignment
            places = _counted(1 << clean.original_length.bit_length())[: clean.original_length + 1]
            self._origins.append(self.alignment.kept(clean.kept(places)))
        return self._origins[0]

    def is_written_together(self, first: int, second: int) -> bool:
        """Whether no blank or line break was taken out between two places."""
        start, end = self.alignment.to_original(first, second + 1)
        return end - start == second + 1 - first


@lru_cache(maxsize=1)
def _counted(length: int) -> array[int]:
    """The whole numbers below one, for all texts of about a length: counting takes longer than cutting."""
    return array("I", range(length))


def view_of(clean: CleanText) -> View:
    """Return the grammar's view of a clean text, made once for each.  Linear."""
    view = clean.kept.get(view_of)
    if not isinstance(view, View):
        view = clean.kept[view_of] = _dense(clean)
    return view


def _dense(clean: CleanText) -> View:
    text = clean.text
    deleted: list[Fragment] = []
    breaks: list[int] = []
    removed = 0
    for blank in _BLANKS.finditer(text):
        start, end = blank.span()
        if not _is_inside_words(text, start, end):
            # Only the indent goes, so that a line begins at its first word.
            start = text.rfind("\n", start, end) + 1
            if not 0 < start < end:
                continue
        deleted.append((start, end))
        if "\n" in text[start:end]:
            breaks.append(start - removed)
        removed += end - start
    dense = without(text, deleted)
    return View(
        text=dense if clean.written is text else without(clean.written, deleted),
        flat=simplified(dense),
        breaks=frozenset(breaks),
        clean=clean,
        alignment=Alignment(original_length=len(text), deleted=tuple(deleted)),
    )


def _is_inside_words(text: str, start: int, end: int) -> bool:
    """Whether a run of blanks only interrupts a sentence: 30 处, 150⏎余次, 3 — 5件."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or not after:
        return not before and bool(after)
    if _ONLY_INVISIBLE.fullmatch(text, start, end):
        return True
    if "\n" in text[start:end]:
        return _is_wrap(text, start, end, before, after)
    if end - start > 4:
        return False
    if before in _DASHES or after in _DASHES:
        return before.isdigit() or after.isdigit()
    if before.isascii() and after.isascii():
        return before.isdigit() and (after == "%" or after.isalpha())
    return bool(_WORD.match(before) and _WORD.match(after))


def _is_wrap(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether a line break was put there by the width of a page."""
    if text.count("\n", start, end) > 2 or not (_WORD.match(before) and _WORD.match(after)):
        return False
    if _HEADING.match(text, end):
        return False
    line = text.rfind("\n", 0, start) + 1
    if line < _HEAD and not text[:line].strip() and _TITLE_END.search(text, line, start):
        # The first line that holds something is the title; it has no full stop and begins no sentence.
        return False
    if _OPEN_NUMBER.match(before) and not after.isdigit():
        return True
    if before in "年月" and _DAY.match(text, end):
        return True
    return start - line >= _FULL_LINE
