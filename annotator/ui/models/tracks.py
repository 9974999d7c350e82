"""Owns what is shown around a case: a stretch of the report, and over it a track for each reviewer, the
machine and gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.i18n import tr
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.model.curation import Case, Content, content_of, suggested
from annotator.model.spans import Fragments, do_overlap
from annotator.ui.models.answer_rows import Answers
from annotator.ui.models.case_words import GOLD_COLUMN, MACHINE, CaseWords
from annotator.ui.models.docket import is_waiting
from annotator.ui.models.wording import both_ends, number_words, one_line

_FAR = 260
"""Characters shown on either side of a case at most."""
_BESIDE = 90
"""Characters of the paragraph before, and of the one behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What somebody says of a stretch: its fragments, and in words; ``is_case`` where it is of the case
    itself, ``is_odd`` where most say otherwise."""

    fragments: Fragments
    words: str
    is_case: bool = False
    is_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One reviewer, the machine, or gold: the sign and name at its head, its bars, and what is said instead
    of a bar at the case itself."""

    owner: str
    name: str
    sign: str
    bars: tuple[Bar, ...] = ()
    note: str = ""
    is_begun: bool = False
    """Gold that is put together and not recorded."""


_SAID = 18
_OF_NUMBERS = frozenset("0123456789０１２３４５６７８９.．%％")
_CLOSING = frozenset("》〉）)】〕」』”’，。、；：！？")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some of a report: from ``start`` on, where its cases lie, whether each waits, and which one it is
    about."""

    text: str
    start: int
    places: tuple[Fragments, ...] = ()
    marks: tuple[tuple[Fragments, bool], ...] = ()
    tracks: tuple[Track, ...] = ()
    hue: str = "neutral"
    is_cut: tuple[bool, bool] = (False, False)

    @property
    def end(self) -> int:
        """Where it ends in the original."""
        return self.start + len(self.text)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch to show around a place: its paragraphs and some of those beside them."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before = max(0, text.rfind("\n", 0, max(0, first - 1)) + 1, first - 1 - _BESIDE) if first else 0
    behind = text.find("\n", min(len(text), last + 1))
    behind = min(len(text) if behind < 0 else behind, last + 1 + _BESIDE, len(text))
    before, behind = max(before, start - _FAR), min(behind, end + _FAR)
    while before < start and text[before].isspace():
        before += 1
    while behind > end and text[behind - 1].isspace():
        behind -= 1
    return _whole_numbers(text, before, behind, least=start)


def joined(words: str, said: str) -> str:
    """Return the words of an answer, both their ends, and what it says of them."""
    return " · ".join(one for one in (both_ends(words, most=_SAID), said) if one)


def _whole_numbers(text: str, before: int, behind: int, *, least: int) -> tuple[int, int]:
    """Of a number cut in two another one would be read; and no line begins with what closes another."""
    while 0 < before < len(text) and text[before] in _OF_NUMBERS and text[before - 1] in _OF_NUMBERS:
        before -= 1
    while before < least and text[before] in _CLOSING:
        before += 1
    while 0 < behind < len(text) and text[behind] in _OF_NUMBERS and text[behind - 1] in _OF_NUMBERS:
        behind += 1
    while behind < len(text) and text[behind] in _CLOSING:
        behind += 1
    return before, behind


def stretch_of(
    case: Case,
    *,
    text: str,
    answers: Answers,
    beside: Iterable[Case],
    machine: Sequence[Suggestion],
    words: CaseWords,
    is_begun: bool,
) -> Stretch:
    """Return what is shown around a case.

    ``answers`` is its table, ``beside`` are the other cases of the report, ``machine`` what the machine
    suggests there; ``is_begun`` whether what gold says is put together and not recorded.
    """
    ends = [one for one in (case.source, case.target) if one is not None and one.document == case.document]
    hulls = [place for one in (ends or [case]) if (place := one.place) is not None]
    if not hulls:
        start, end = 0, min(len(text), _FAR)
        return Stretch(text=text[start:end], start=start, is_cut=(False, end < len(text)))
    start, end = around(text, min(one[0] for one in hulls), max(one[1] for one in hulls))
    shown: Fragments = ((start, max(start + 1, end)),)
    near = [
        one for one in beside if one.layer == case.layer and one.place and do_overlap((one.place,), shown)
    ]
    layer = words.layer_hue(case.layer)
    return Stretch(
        text=text[start:end],
        start=start,
        places=tuple(one_place for one in (ends or [case]) if (one_place := _place(one))),
        marks=tuple((mark, is_waiting(one)) for one in near if one.key != case.key and (mark := _place(one))),
        tracks=tuple(_tracks(case, answers, near, machine, shown, words, is_begun=is_begun)),
        hue=layer,
        is_cut=(start > 0 and text[start - 1] != "\n", end < len(text) and text[end] != "\n"),
    )


def _place(case: Case) -> Fragments:
    return (case.place,) if case.place else ()


def _tracks(
    case: Case,
    answers: Answers,
    near: Sequence[Case],
    machine: Sequence[Suggestion],
    shown: Fragments,
    words: CaseWords,
    *,
    is_begun: bool,
) -> Iterable[Track]:
    others = [one for one in near if one.key != case.key]
    most = next((column.sign for column in answers.columns if column.sign == "●"), "")
    for column in answers.columns:
        mine = [
            Bar(
                fragments=one.fragments,
                words=said_words(case, one, words),
                is_case=True,
                is_odd=bool(most) and column.sign != most,
            )
            for one in column.contents
            if one.fragments
        ]
        if column.owner == MACHINE:
            here = {one.fragments for one in column.contents}
            rest = [
                suggested(one) for one in machine if one.layer == case.layer and one.fragments not in here
            ]
        elif column.owner == GOLD_COLUMN:
            rest = [content_of(gold) for one in others for gold in one.gold]
        else:
            rest = [content_of(said) for one in others for said in one.answers.get(column.owner, ())]
        bars = [
            Bar(fragments=one.fragments, words="")
            for one in rest
            if one.fragments and do_overlap(one.fragments, shown)
        ]
        yield Track(
            owner=column.owner,
            name=column.name,
            sign=column.sign,
            bars=(*mine, *bars),
            note=_note(case, column.owner, was_asked=column.was_asked, has_bars=bool(mine)),
            is_begun=is_begun and column.owner == GOLD_COLUMN,
        )


def _note(case: Case, owner: str, *, was_asked: bool, has_bars: bool) -> str:
    if has_bars or case.is_relation:
        return ""
    if owner == MACHINE:
        return tr("ui.case.no_suggestion")
    if owner == GOLD_COLUMN:
        return tr("ui.case.not_in_gold") if was_asked else tr("ui.case.undecided")
    return tr("ui.case.nothing") if was_asked else tr("ui.case.not_asked")


def said_words(case: Case, content: Content, words: CaseWords) -> str:
    """Return what is said of a place in a few words: its label, and its number."""
    label = words.label(content.layer, content.label)
    features: dict[str, Json] = dict(content.features)
    if "value" not in features and "values" not in features and "iso" not in features:
        return label
    unit = one_line(str(features.get("unit_norm") or features.get("unit") or ""))
    return f"{label} {number_words(features)} {unit}".rstrip()
