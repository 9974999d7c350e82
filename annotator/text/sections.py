"""Owns the heading tree of a report and its paragraphs: what the numbers at the margin divide.

Headings are found in the clean text and given in offsets of the original.  A number counts as a
heading's marker for where it stands (at the start of a line, or after a sentence has ended) and for
the number that came before it at the same level: running text that happens to hold ``一、`` or ``3.``
has neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.documents import Section
from annotator.model.spans import Fragment
from annotator.text.cleaning import CleanText

_NUMERALS = "一二三四五六七八九十"
_BLANKS = " \t\u3000\u00a0"
_N = f"[{_NUMERALS}]"
_B = f"[{_BLANKS}]?"

# Group names give the level; an enumerator (一是, 二要) hangs below whatever encloses it.
_MARKER = re.compile(
    f"(?<![0-9.第{_NUMERALS}])(?:"
    f"(?P<one>第{_N}{{1,3}}部分[、:：]?|{_N}{{1,3}}{_B}[、.])"
    f"|(?P<two>[(（]{_B}{_N}{{1,3}}{_B}[)）]、?|{_N}{{1,3}}[)）])"
    f"|(?P<three>[0-9]{{1,2}}{_B}[.、])"
    "|(?P<four>[(（][0-9]{1,2}[)）]、?|[0-9]{1,2}[)）])"
    "|(?P<five>[①-⑳])"
    f"|(?P<listed>{_N}{{1,2}}[是要])"
    ")"
)
_LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "listed": 6}
_LISTED = 6
_DEPTH_OF_LISTED = 4

_SENTENCE_END = "。！？!?"
_CLAUSE_END = "，,；;：:"
_BEFORE_INLINE = _SENTENCE_END + "；;：:"
_CLOSING = "”’》）)】」\"'"
_OPENING = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "【": "】"}
_AFTER_TITLE = _CLAUSE_END + _SENTENCE_END + "、." + _BLANKS
_NO_TITLE = "，,。；;、.(（)）：:%％-—~～"

# 一、二级, 三、四季度, 一、二、三产业: a list of ranks, not the marker 一、 before a title.
_RANKS = re.compile(f"{_N}(?:[、级級季月期审審类類线線产產楼樓层層等次批届屆号號]|$)")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")

_MAX_RUN_IN = 40
"""A run-in heading longer than this is a sentence: only its first clause is taken for the heading."""
_MAX_LISTED = 30
_MAX_LINE = 80
_MAX_GAP = 3
"""How many numbers a list at line starts may miss (lost in scraping, miscounted) and still be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A marker that might open a heading; offsets into the clean text."""

    level: int
    ordinal: int
    start: int
    end: int
    line_end: int
    at_line_start: bool
    after_full_line: bool


def section_tree(clean: CleanText) -> tuple[Section, ...]:
    """Return the headings of a text in order, offsets in code points of the original.

    Depth 1 is 一、, 2 （一）, 3 1. or 1、, 4 （1）, 5 ①; an enumerator (一是, 二要) is one deeper than the
    numbered heading around it and at least 4.  A heading run into its paragraph ends before the
    first full stop, or after its first clause when that sentence is long.  Linear in the text.
    """
    text = clean.text
    headings = _accepted(text)
    starts = [heading.start for heading in headings[1:]] + [len(text)]
    depths = _depths(headings)
    bounds = [clean.alignment.to_original(heading.start, heading.end)[0] for heading in headings]
    ends = _ends(depths, bounds, clean.alignment.original_length)
    found: list[Section] = []
    for n, heading in enumerate(headings):
        title_start, title_end = _title(text, heading, limit=starts[n])
        start, end = clean.alignment.to_original(heading.start, title_end)
        found.append(
            Section(
                depth=depths[n],
                marker=text[heading.start : heading.end].strip(_BLANKS),
                title=text[title_start:title_end],
                start=start,
                end=end,
                end_of_section=ends[n],
            )
        )
    return tuple(found)


def paragraphs(original: str) -> tuple[Fragment, ...]:
    """Return the lines that hold something, without the blanks around them, in code points."""
    found: list[Fragment] = []
    start = 0
    for line in original.split("\n"):
        inner = line.strip()
        if inner:
            first = start + len(line) - len(line.lstrip())
            found.append((first, first + len(inner)))
        start += len(line) + 1
    return tuple(found)


def _candidates(text: str) -> Iterator[_Candidate]:
    """Yield the markers that have a number, a title and a place of their own."""
    line_end = -1
    for match in _MARKER.finditer(text):
        level = _LEVELS[match.lastgroup or ""]
        ordinal = _ordinal(match[0])
        start, end = match.span()
        if line_end < start:
            line_end = text.find("\n", start)
            line_end = len(text) if line_end < 0 else line_end
        before, breaks = _back(text, start)
        at_line_start = breaks > 0 or before < 0
        lacks_bracket = match[0][-1] in ")）" and match[0][0] not in "(（"
        if ordinal is None or not _may_precede(text, end, line_end, level=level):
            continue
        rare = lacks_bracket or match[0][0] == "第" or (level == 1 and match[0][-1] == ".")
        if not at_line_start and rare:
            continue
        yield _Candidate(
            level=level,
            ordinal=ordinal,
            start=start,
            end=end,
            line_end=line_end,
            at_line_start=at_line_start,
            after_full_line=before < 0 or breaks > 1 or text[before] in _BEFORE_INLINE + _CLOSING,
        )


def _back(text: str, position: int) -> tuple[int, int]:
    """Return where the last character before the blanks stands (-1: none), and the line breaks between."""
    breaks = 0
    position -= 1
    while position >= 0 and text[position] in _BLANKS + "\n":
        breaks += text[position] == "\n"
        position -= 1
    return position, breaks


def _may_precede(text: str, end: int, line_end: int, *, level: int) -> bool:
    """Whether a title may follow a marker that ends at ``end``."""
    first = end
    while first < line_end and text[first] in _BLANKS:
        first += 1
    if first >= line_end or text[first] in _NO_TITLE:
        return False
    if level == 1:
        return not _RANKS.match(text, first, line_end)
    if level == 3 and text[first].isdigit() and first == end:
        # 3.5万, 9、10月 are numbers; 1.2023年工作 is a title that begins with its year.
        return bool(_YEAR.match(text, first))
    return True


def _accepted(text: str) -> list[_Candidate]:
    """Return the candidates whose place and number make them headings."""
    candidates = list(_candidates(text))
    following = _next_ordinals(candidates)
    last: dict[int, int] = {}
    accepted: list[_Candidate] = []
    for candidate, next_ordinal in zip(candidates, following, strict=True):
        before = accepted[-1] if accepted else None
        known = last.get(candidate.level, 0)
        if candidate.at_line_start:
            fits = _fits_at_line_start(candidate, known, before)
        else:
            in_order = candidate.ordinal == known + 1 or candidate.ordinal == 1
            # A series begun inside a paragraph must go on, or it is no series.
            goes_on = candidate.ordinal > 1 or next_ordinal == 2
            fits = in_order and goes_on and _stands_free(text, candidate, before)
        if fits:
            accepted.append(candidate)
            last = {level: ordinal for level, ordinal in last.items() if level < candidate.level}
            last[candidate.level] = candidate.ordinal
    return accepted


def _next_ordinals(candidates: list[_Candidate]) -> list[int]:
    """Return, for each candidate, the number of the next one of its level (0: none)."""
    seen: dict[int, int] = {}
    following: list[int] = []
    for candidate in reversed(candidates):
        following.append(seen.get(candidate.level, 0))
        seen[candidate.level] = candidate.ordinal
    return following[::-1]


def _fits_at_line_start(candidate: _Candidate, known: int, before: _Candidate | None) -> bool:
    """Whether a marker at the start of a line is a heading, after ``known`` at its level."""
    if candidate.ordinal in (1, known + 1):
        return True
    after_heading = before is not None and before.line_end == candidate.start - 1
    if not (candidate.after_full_line or after_heading):
        # The line before breaks off in mid-sentence: a wrapped line may begin with any number.
        return False
    return candidate.level <= 2 or abs(candidate.ordinal - known) <= _MAX_GAP


def _stands_free(text: str, candidate: _Candidate, before: _Candidate | None) -> bool:
    """Whether a marker inside a line follows the end of a sentence, or a heading that lost its break."""
    position, _ = _back(text, candidate.start)
    if text[position] in _CLOSING and position > 0:
        position -= 1
    allowed = _BEFORE_INLINE + ("，," if candidate.level == _LISTED else "")
    if text[position] in allowed:
        return True
    if before is None or candidate.ordinal != 1 or candidate.level <= before.level:
        return False
    between = text[before.end : candidate.start]
    if len(between) > _MAX_RUN_IN or candidate.level == _LISTED:
        return False
    return not any(mark in between for mark in _SENTENCE_END + "\n")


def _depths(headings: list[_Candidate]) -> list[int]:
    """Return the depth of each heading."""
    depths: list[int] = []
    enclosing = 0
    for heading in headings:
        if heading.level == _LISTED:
            depths.append(max(_DEPTH_OF_LISTED, enclosing + 1))
        else:
            enclosing = heading.level
            depths.append(enclosing)
    return depths


def _ends(depths: list[int], starts: list[int], length: int) -> list[int]:
    """Return where each section ends: at the next heading that is not below it."""
    ends = [length] * len(depths)
    still_open: list[int] = []
    for n, depth in enumerate(depths):
        while still_open and depths[still_open[-1]] >= depth:
            ends[still_open.pop()] = starts[n]
        still_open.append(n)
    return ends


def _title(text: str, heading: _Candidate, *, limit: int) -> Fragment:
    """Return the range of the words after a marker; ``limit`` is where the next heading begins."""
    start = heading.end
    while text[start] in _BLANKS:
        start += 1
    room = min(heading.line_end, limit)
    stop = next((at for at in range(start, room) if text[at] in _SENTENCE_END), room)
    if heading.level == _LISTED:
        most = _MAX_LISTED
    else:
        most = _MAX_LINE if stop == room == heading.line_end else _MAX_RUN_IN
    if stop - start > most:
        stop = _first_clause(text, start, stop)
    while stop > start and text[stop - 1] in _AFTER_TITLE:
        stop -= 1
    return start, stop


def _first_clause(text: str, start: int, stop: int) -> int:
    """Return where the first clause ends that closes outside brackets and quotation marks."""
    awaited: list[str] = []
    for at in range(start, stop):
        character = text[at]
        if awaited and character == awaited[-1]:
            awaited.pop()
        elif character in _OPENING:
            awaited.append(_OPENING[character])
        elif character in _CLAUSE_END and not awaited:
            return at
    return stop


def _ordinal(marker: str) -> int | None:
    """Return the number of a marker, None for what is no number (一二)."""
    if "①" <= marker <= "⑳":
        return ord(marker) - ord("①") + 1
    digits = re.search("[0-9]+", marker)
    if digits:
        return int(digits[0])
    numeral = "".join(character for character in marker if character in _NUMERALS)
    match = re.fullmatch("([二三四五六七八九])?(十)?([一二三四五六七八九])?", numeral)
    if match is None:
        return None
    tens, ten, ones = match.groups()
    if tens and ones and not ten:
        return None
    if not ten:
        return _NUMERALS.index(tens or ones) + 1
    return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)
