"""Owns which number of a sentence is part of which: by its frame, or by the words between the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.arithmetic.figures import Figure, Page
from annotator.arithmetic.labels import common
from annotator.arithmetic.wording import among, are_alike, lists, strange

STRONG, FAIR, FRAMED, LOOSE = 0.9, 0.8, 0.7, 0.5
"""How surely: said by words made for it; by words and place; by the machine's frame alone; by place alone."""

_FAR = 8
"""How many numbers back a whole is looked for."""
_OPENED = re.compile("[(（][^)）]*\\Z")
_OF_THEM = re.compile(
    "[^，。；、,;]{0,14}(?<!其)中(?:[，,][^，。；、,;]{0,14}|(?:仍|已|共|还|约|就)?有[^，。；、,;]{0,8})\\Z"
)
_BATCH = re.compile("第[一二三四五六七八九十0-9]{1,2}批")
_SUCH = re.compile("^[^，。；,;]{0,12}[，,][^，。；、,;]{2,20}的(?:有|达|共)?\\Z")
_JOINED = re.compile("[^，。；,;:：()（）]*[、和及与][^，。；,;:：()（）]*\\Z")
_STEPPED = re.compile("[^，。；,;:：()（）]{0,8}[，,][^，。；,;:：、()（）]{1,12}\\Z")
_EXAMINED = re.compile("抽查|检查|评查|排查|巡查|核查|审查|监测|抽检|检测|清理|梳理|自查")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartList:
    """Numbers that a sentence lists as parts of another one.

    ``is_bracketed``: split in brackets straight after the whole; ``is_tight``: joined by 、 and 和 alone;
    ``confidence`` is how surely the whole is meant.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    is_bracketed: bool
    is_tight: bool
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """A report with what its numbers have to do with each other.

    ``wholes`` gives, for a figure's ``n``, the whole it is part of and how surely.  ``known`` keeps what
    several relations ask for, once it was worked out.
    """

    page: Page
    lists: tuple[PartList, ...]
    wholes: dict[int, tuple[Figure, float]] = field(repr=False)
    known: dict[str, list[Any]] = field(default_factory=dict, repr=False)


def bonds_of(page: Page) -> Bonds:
    """Return what belongs together in a report.  Linear: each number looks a few numbers back."""
    found: list[PartList] = []
    wholes: dict[int, tuple[Figure, float]] = {}
    for sentence in page.sentences:
        for each in _lists(page, sentence, wholes):
            found.append(each)
    for figure in page.figures:
        if figure.whole is not None and figure.role in ("part", "share", ""):
            whole = page.figures[figure.whole]
            known = wholes.get(figure.n, (None, 0.0))[0]
            if figure.is_linked:
                wholes[figure.n] = (whole, STRONG)
            elif known is not whole:
                wholes[figure.n] = (whole, _framed(figure, whole))
    return Bonds(page=page, lists=tuple(found), wholes=wholes)


def _framed(figure: Figure, whole: Figure) -> float:
    """How surely the whole of the machine's frame is one where no words of ours say so: to agree, not to
    contradict."""
    return FRAMED * figure.confidence * _likeness(figure, whole)


def do_fit(*figures: Figure) -> float:
    """Return 1 when numbers may be compared by time, scope and 口径, and less when they differ there."""
    years = {figure.period[0][:4] for figure in figures if figure.period}
    scopes = {figure.scope for figure in figures if figure.scope}
    aspects = {figure.aspect for figure in figures if figure.aspect in ("累计", "新增", "当年")}
    is_mixed = bool(aspects) and len({figure.aspect for figure in figures}) > 1
    return 1.0 if len(years) <= 1 and len(scopes) <= 1 and not is_mixed else LOOSE


def _likeness(one: Figure, other: Figure) -> float:
    return 1.0 if are_alike(one.unit, other.unit) or one.is_percent else LOOSE


def before(sentence: Sequence[Figure], at: int, like: Figure) -> Figure | None:
    """Return the nearest counted number before a place that counts what ``like`` counts."""
    for figure in reversed(sentence[max(0, at - _FAR) : at]):
        if figure.is_counted and not figure.direction and are_alike(figure.unit, like.unit):
            return figure
    return None


def others_before(bonds: Bonds, figure: Figure, *, like: Figure) -> list[Figure]:
    """Return the other numbers of a sentence before one that count what ``like`` counts, the nearest
    first: what the words may speak of instead."""
    found = []
    for other in reversed(bonds.page.figures[max(0, figure.n - _FAR) : figure.n]):
        if other.sentence != figure.sentence:
            break
        if other.is_counted and not other.direction and are_alike(other.unit, like.unit):
            found.append(other)
    return found


def _lists(
    page: Page, sentence: Sequence[Figure], wholes: dict[int, tuple[Figure, float]]
) -> Iterator[PartList]:
    at = 1
    while at < len(sentence):
        figure, previous = sentence[at], sentence[at - 1]
        gap = page.between(previous, figure)
        bond = _bond(sentence, at, gap, wholes) if figure.is_counted and not figure.direction else None
        if bond is None:
            at += 1
            continue
        whole, confidence, is_bracketed = bond
        parts, is_tight, at = _run(page, sentence, at)
        if strange().search(gap):
            confidence = min(confidence, LOOSE)
        for part in parts if is_tight else parts[:1]:
            wholes[part.n] = (whole, confidence * do_fit(part, whole))
        yield PartList(
            whole=whole, parts=parts, is_bracketed=is_bracketed, is_tight=is_tight, confidence=confidence
        )


def _bond(
    sentence: Sequence[Figure], at: int, gap: str, wholes: dict[int, tuple[Figure, float]]
) -> tuple[Figure, float, bool] | None:
    """Return the whole that a number begins the parts of, how surely, and whether in brackets."""
    figure, previous = sentence[at], sentence[at - 1]
    alike = before(sentence, at, figure)
    if _opens(gap):
        whole = alike or next((f for f in reversed(sentence[:at]) if f.is_counted), None)
        if whole is None or (alike is None and {whole.kind, figure.kind} != {"count"}):
            return None
        sure = STRONG if alike is not None else LOOSE
        # 其中 … 其中: the second may speak of the first whole or of its last part.
        return whole, min(sure, LOOSE) if whole.n in wholes else sure, False
    if not previous.is_counted or not are_alike(previous.unit, figure.unit):
        return None
    opened = _OPENED.search(gap)
    if opened and opened.start() <= 8 and "，" not in gap[: opened.start()]:
        return previous, FAIR, True
    if _OF_THEM.fullmatch(gap) or _BATCH.search(gap):
        return previous, FAIR, False
    if _SUCH.search(gap) and figure.value <= previous.value:
        return previous, FAIR, False
    drawn = any(word in figure.label or word in figure.lead for word in lists()["parts"]["drawn"])
    if drawn and len(gap) <= 24:
        is_examined = bool(_EXAMINED.search(previous.label + previous.lead))
        if is_examined or common(figure.label + figure.lead, previous.label) >= 2:
            return previous, FAIR, False
    return None


def _opens(gap: str) -> bool:
    for word in among().finditer(gap):
        is_plain = word[0] in ("包括", "含")
        if not is_plain or word.start() == 0 or gap[word.start() - 1] in "，,(（:：":
            return True
    return False


def _run(page: Page, sentence: Sequence[Figure], at: int) -> tuple[tuple[Figure, ...], bool, int]:
    """Return the numbers of a list that begins at a place, whether 、 alone joins them, and where it ends."""
    parts, is_tight = [sentence[at]], True
    at += 1
    while at < len(sentence):
        figure = sentence[at]
        gap = page.between(sentence[at - 1], figure)
        if not figure.is_counted or figure.direction or not are_alike(figure.unit, parts[0].unit):
            break
        if _opens(gap) or any(word in gap for word in lists()["parts"]["drawn"]):
            break
        if _JOINED.fullmatch(gap):
            pass
        elif _STEPPED.fullmatch(gap):
            is_tight = False
        else:
            break
        parts.append(figure)
        at += 1
    return tuple(parts), is_tight, at
