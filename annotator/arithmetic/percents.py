"""Owns what a percent is of: the words straight before it, and the numbers they point at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from annotator.arithmetic.bonds import FAIR, FRAMED, LOOSE, STRONG, Bonds, before, do_fit
from annotator.arithmetic.figures import Figure, Page
from annotator.arithmetic.labels import first_clause, last_clause
from annotator.arithmetic.wording import (
    alternatives,
    are_alike,
    change_names,
    done_words,
    lists,
    other_base,
    plan_words,
)
from annotator.numbers.lexicon import word_list

Kind = Literal["portion", "rate", "progress"]

_IS = "(?:达到了?|高?达|约为|约|为|近|将近|超过?|均|均为|保持在|提升至|分别)*"
_PORTION = re.compile(
    "(?P<noun>[^，。；、,;:()]*?)(?:占(?P<of>[^，。；、,;:()]{0,20}?)的?(?:比例|比重|比)?|(?:所占)?(?:比例|比重))"
    f"{_IS}\\Z"
)
_RATE = re.compile(f"(?P<name>[^，。；、,;:()]*?(?:率|比例|满意度))(?P<is>{_IS})\\Z")
_GENERAL = re.compile("(?:[其总全]|全部|总[数量额体]|总人数|总案件数|总件数)?")
_SEVERAL = re.compile("[均双]|分别")
_WORDS_OF_TIME = re.compile("(?:按期|按时|及时|平均|总|年度|全年)+")
_REACH = 12
_ROLLING = re.compile("结转|结存|上年|去年|往年|历年|跨年|累计")


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent:
    """A percent that says how much of something: of which numbers, and how surely.

    ``part`` or ``whole`` is None where the text does not say it in figures.
    """

    figure: Figure
    kind: Kind
    part: Figure | None
    whole: Figure | None
    confidence: float


@cache
def _ways() -> dict[str, re.Pattern[str]]:
    found = {}
    for way in ("up", "down"):
        words = word_list("directions")[way]
        verbs = words["always"] + words["shares"] + words["nouns"]
        found[way] = re.compile(
            f"(?:{alternatives(verbs)}|[{words['short']}])(?:了|约|近|超|达|为|分别){{0,2}}\\Z"
        )
    return found


def direction_of(figure: Figure) -> str:
    """Return up or down where a number is the amount of a change, else ""."""
    if figure.direction:
        return figure.direction
    clause = last_clause(figure.lead)
    return next((way for way, words in _ways().items() if words.search(clause)), "")


@cache
def _progress() -> re.Pattern[str]:
    names = alternatives(lists()["shares"]["progress"])
    return re.compile(f"(?:{names}){_IS}\\Z")


def percents(bonds: Bonds) -> list[Percent]:
    """Return the percents of a report that are so much of something, in text order."""
    if "percents" not in bonds.known:
        bonds.known["percents"] = _percents(bonds)
    return bonds.known["percents"]


def _percents(bonds: Bonds) -> list[Percent]:
    found = []
    for sentence in bonds.page.sentences:
        ruling: Figure | None = None
        for at, figure in enumerate(sentence):
            if not figure.is_percent or direction_of(figure) or figure.role == "change":
                continue
            read = _read(bonds, sentence, at, ruling)
            if read is None:
                continue
            # What a list divides stays what it divides: 447项, 其中 …, 占比 …; …占比 ….
            if read.kind == "portion" and read.whole is not None:
                ruling = read.whole
            found.append(read)
    return found


def _read(bonds: Bonds, sentence: Sequence[Figure], at: int, ruling: Figure | None) -> Percent | None:
    figure = sentence[at]
    clause = last_clause(figure.lead)
    if other_base().search(clause) or change_names().search(clause):
        return None
    if at and bonds.page.between(sentence[at - 1], figure) == "的":
        return _of_the_number_before(bonds.page, sentence, at)
    if _progress().search(clause):
        return _advance(sentence, at)
    portion = _PORTION.fullmatch(clause)
    if portion is not None:
        return _portion(bonds, sentence, at, portion, ruling)
    rate = _RATE.fullmatch(clause)
    if rate is not None:
        return _rate(bonds, sentence, at, rate)
    return None


def _of_the_number_before(page: Page, sentence: Sequence[Figure], at: int) -> Percent | None:
    """完成年度任务4万平方米的102%."""
    figure, whole = sentence[at], sentence[at - 1]
    if not whole.is_counted:
        return None
    part = before(sentence, at - 1, whole)
    if part is None or "；" in page.between(part, whole) or not plan_words().search(whole.lead):
        return None
    return Percent(
        figure=figure, kind="progress", part=part, whole=whole, confidence=FAIR * do_fit(part, whole)
    )


def _advance(sentence: Sequence[Figure], at: int) -> Percent | None:
    """治理进度达96.5%: what was done, of what was planned."""
    figure = sentence[at]
    counted = [f for f in sentence[max(0, at - _REACH) : at] if f.is_counted and not f.direction]
    done = next((f for f in reversed(counted) if done_words().search(f.lead)), None)
    if done is None:
        return None
    plans = [
        f
        for f in counted
        if f.place < done.place
        and are_alike(f.unit, done.unit)
        and (f.role == "plan" or plan_words().search(f.lead) or f.n in figure.bases or f.n == figure.whole)
    ]
    if not plans:
        return None
    is_next = counted[-1] is done
    return Percent(
        figure=figure,
        kind="progress",
        part=done,
        whole=plans[-1],
        confidence=(FAIR if is_next and len(plans) == 1 else LOOSE),
    )


def _portion(
    bonds: Bonds, sentence: Sequence[Figure], at: int, said: re.Match[str], ruling: Figure | None
) -> Percent | None:
    figure = sentence[at]
    part = _part_before(bonds.page, sentence, at)
    of = _GENERAL.sub("", said["of"] or "", count=1)
    if said["noun"]:
        part = None
    named = _named(bonds.page, figure, of) if len(of) >= 2 else None
    if len(of) >= 2 and named is None:
        return None
    whole, confidence = (named, FAIR) if named is not None else (None, LOOSE)
    if whole is None and figure.whole is not None:
        whole, confidence = bonds.wholes.get(figure.n, (None, LOOSE))
    if whole is None and figure.is_linked:
        linked = [bonds.page.figures[n] for n in figure.bases if part is None or n != part.n]
        whole, confidence = (linked[0], STRONG) if linked else (None, LOOSE)
    if part is not None and part.n in bonds.wholes:
        of_part, sure = bonds.wholes[part.n]
        # What the frame says is as sure as the words that say the same.
        if whole is None or (whole is of_part and sure > confidence):
            whole, confidence = of_part, sure
    if whole is None and ruling is not None and (part is None or are_alike(part.unit, ruling.unit)):
        whole, confidence = ruling, LOOSE
    if whole is None and part is not None:
        whole, confidence = before(sentence, part.n - sentence[0].n, part), LOOSE
    elif whole is None:
        whole, confidence = _list_before(bonds, figure), LOOSE
    if whole is part:
        whole = None
    if whole is None and part is None:
        return None
    if part is not None and whole is not None:
        confidence = min(confidence, FAIR if are_alike(part.unit, whole.unit) else LOOSE)
        confidence *= do_fit(part, whole)
    return Percent(figure=figure, kind="portion", part=part, whole=whole, confidence=confidence)


def _part_before(page: Page, sentence: Sequence[Figure], at: int) -> Figure | None:
    """The number that a percent straight after it speaks of: 432项, 占比 96.64%."""
    if not at:
        return None
    previous = sentence[at - 1]
    gap = page.between(previous, sentence[at])
    return (
        previous if previous.is_counted and not previous.direction and not re.search("[；;]", gap) else None
    )


def _named(page: Page, figure: Figure, of: str) -> Figure | None:
    """The number of what a percent says it is of: 占赋权事项的61.4%."""
    for other in reversed(page.figures[max(0, figure.n - _REACH) : figure.n]):
        if other.paragraph != figure.paragraph:
            break
        if other.is_counted and (of in last_clause(other.lead) or other.tail.startswith(of)):
            return other
        if other.is_counted and other.label and (other.label.endswith(of) or of.endswith(other.label)):
            return other
    return None


def _list_before(bonds: Bonds, figure: Figure) -> Figure | None:
    for each in reversed(bonds.lists):
        if each.whole.sentence == figure.sentence and each.whole.place < figure.place:
            return each.whole
    return None


def _rate(bonds: Bonds, sentence: Sequence[Figure], at: int, said: re.Match[str]) -> Percent | None:
    figure = sentence[at]
    if _SEVERAL.search(said["is"]) or re.search("[和及与]|双\\Z", said["name"]):
        return None
    stem = re.sub("(?:率|的?比例|度)\\Z", "", said["name"])
    core = _WORDS_OF_TIME.sub("", stem)
    counted = [f for f in sentence[max(0, at - _REACH) : at] if f.is_counted and not f.direction]
    if not counted or not stem:
        return None
    part = next((f for f in reversed(counted) if _is_named(f, stem)), None)
    sure = FAIR
    if part is None and core[-2:]:
        part, sure = next((f for f in reversed(counted) if _is_named(f, core[-2:])), None), LOOSE
    if part is None and stem == "参考":
        part, sure = next((f for f in reversed(counted) if "实考" in f.lead), None), FAIR
    if part is None or _is_only_subject(part, stem):
        whole = next((f for f in reversed(counted) if f.n in figure.bases), counted[-1])
        is_next = whole is sentence[at - 1]
        if whole.n in bonds.wholes and not figure.bases:
            whole = bonds.wholes[whole.n][0]  # a rate behind a list of parts is of what they are parts of
        return Percent(
            figure=figure, kind="rate", part=None, whole=whole, confidence=LOOSE if is_next else LOOSE / 2
        )
    return _rated(bonds, sentence, figure, part, sure=sure)


def _is_named(figure: Figure, stem: str) -> bool:
    """Whether a number counts what a rate is the rate of: 按期办结1,280件, 按期办结率."""
    return (
        stem in last_clause(figure.lead) or figure.label.endswith(stem) or stem in first_clause(figure.tail)
    )


def _is_only_subject(figure: Figure, stem: str) -> bool:
    """Whether the stem only names what was counted, as in 抽测640组, 抽测合格率."""
    return not _is_named(figure, stem)


def _rated(bonds: Bonds, sentence: Sequence[Figure], figure: Figure, part: Figure, *, sure: float) -> Percent:
    at = part.n - sentence[0].n
    near = before(sentence, at, part)
    whole = next((bonds.page.figures[n] for n in figure.bases if n != part.n), None)
    if figure.is_linked and whole is not None:
        return Percent(
            figure=figure, kind="rate", part=part, whole=whole, confidence=sure * do_fit(part, whole)
        )
    if part.n in bonds.wholes and are_alike(bonds.wholes[part.n][0].unit, part.unit):
        whole = bonds.wholes[part.n][0]
    elif whole is not None:
        # The frame alone is enough to agree, not to contradict.
        sure = sure if whole is near else min(sure, FRAMED)
    elif near is not None:
        whole = near
    elif at and sentence[at - 1].is_counted:
        whole, sure = sentence[at - 1], LOOSE
    if whole is not None:
        between = bonds.page.view.flat[whole.place[1] : figure.place[0]]
        distance = figure.n - whole.n
        if distance > 3 or "；" in between or _ROLLING.search(between) or part.value > whole.value:
            sure = min(sure, LOOSE)
        sure *= do_fit(part, whole)
    is_next = part is sentence[figure.n - sentence[0].n - 1]
    return Percent(figure=figure, kind="rate", part=part, whole=whole, confidence=sure if is_next else LOOSE)
