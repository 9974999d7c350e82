"""Owns the rules for parts of one: percent in words, fractions, halves."""

from __future__ import annotations

import re
from decimal import Decimal

from annotator.numbers.amounts import CHINESE, Amount
from annotator.numbers.lexicon import qualifiers, units
from annotator.numbers.mentions import Mention, stated
from annotator.numbers.numerals import arabic, chinese
from annotator.numbers.view import View
from annotator.text.pending import pattern

_NUMBER = "[0-9]++(?:\\.[0-9]++)?"
_PER_CENT = pattern(f"(百分之|千分之)(?:({_NUMBER})|([{CHINESE}]+(?:点[零〇一二三四五六七八九]+)?))")
_SLASHED = pattern("([1-9][0-9]?)/([1-9][0-9]?)(?![0-9/.年月日])")
_PARTS = pattern(f"([{CHINESE}]{{1,6}}?)分之([{CHINESE}]{{1,6}})")


def per_cent(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Percent in words."""
    match = _PER_CENT.match(view.flat, position)
    value = None if match is None else arabic(match[2]) if match[2] else chinese(match[3])
    if match is None or value is None:
        return None
    return stated(
        view,
        start=position,
        end=match.end(),
        value=value,
        kind="percent",
        unit=view.text[position : position + 3],
        unit_norm=units().norms[match[1]],
    )


def fraction(view: View, position: int, amount: Amount | None) -> Mention | None:
    """A part of one, written with 分之."""
    match = _PARTS.match(view.flat, position)
    return _part(view, match, chinese(match[2]), chinese(match[1])) if match else None


def slashed(view: View, position: int, amount: Amount | None) -> Mention | None:
    """A part of one, written with a stroke; dates have two."""
    text = view.flat
    match = _SLASHED.match(text, position)
    if match is None or text[position - 1 : position] in ("/", "."):
        return None
    return _part(view, match, Decimal(match[1]), Decimal(match[2]))


def _part(view: View, match: re.Match[str], above: Decimal | None, below: Decimal | None) -> Mention | None:
    if not above or not below or above >= below:
        return None
    return stated(view, start=match.start(), end=match.end(), value=above / below, kind="fraction")


_HALF = pattern("一半|半数|(?<=[近超逾过])半(?=[，。；、,;的)）\n]|\\Z|以上)")
_HALF_TIME = pattern(
    "(?<![上下每后大多小])(?<!(?<!提)前)半(?P<unit>年(?!度|报|总结|工作|会|考|通报|例|刊|检|督|来)|个(?:月|小时|工作日|世纪)|天|小时|学期)"
)


def half(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Half of something, where a qualifier says how exactly: 一半 alone is a way of speaking."""
    text = view.flat
    match = _HALF.match(text, position)
    if match is None:
        return None
    is_over = text[position - 1 : position] == "过" and not qualifiers().before_number(text, position)
    mention = stated(view, start=position, end=match.end(), value=Decimal("0.5"), kind="fraction")
    if is_over and mention.start == position:
        # 过半数 is 超过半数; elsewhere 过 is no qualifier (跑过3次).
        features = {**mention.features, "qualifier": view.text[position - 1], "qualifier_norm": "at_least"}
        return mention._replace(start=position - 1, features=features)
    return mention if "qualifier" in mention.features else None


def half_a_time(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Half a year, a month, a day, an hour; not the half of a certain year."""
    match = _HALF_TIME.match(view.flat, position)
    if match is None:
        return None
    return stated(
        view,
        start=position,
        end=match.end(),
        value=Decimal("0.5"),
        kind="duration",
        unit=view.text[match.start("unit") : match.end()],
        unit_norm=match["unit"],
        confidence=0.5,
    )
