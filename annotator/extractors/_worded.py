"""Owns the rules for what is said without counting: half of something, half a year, sums in formal numerals."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from annotator.extractors._amounts import Amount
from annotator.extractors._lexicon import qualifiers
from annotator.extractors._mentions import Mention, stated
from annotator.extractors._numerals import chinese
from annotator.extractors._view import View

FORMAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
"""Formal numerals; a run of them is a number only as a sum of money (参与, 队伍, 陆续 are words)."""

_HALF = re.compile("一半|半数|(?<=[近超逾过])半(?=[，。；、,;的)）\n]|\\Z|以上)")
_HALF_TIME = re.compile(
    "(?<![上下每后大多小])(?<!(?<!提)前)半(?P<unit>年(?!度|报|总结|工作|会|考|通报|例|刊|检|督|来)|个(?:月|小时|工作日|世纪)|天|小时|学期)"
)
_TENS = re.compile("[拾佰仟万亿]")
_SUM = re.compile(
    f"[{FORMAL}]{{2,24}}(?P<unit>[元圆圓])(?![旦宵谋阳])"
    "(?:([壹贰叁肆伍陆柒捌玖])角)?(?:零?([壹贰叁肆伍陆柒捌玖])分)?"
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
        return replace(mention, start=position - 1, features=features)
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


def sum_in_words(view: View, position: int, amount: Amount | None) -> Mention | None:
    """A sum in formal numerals: 伍拾万元."""
    match = _SUM.match(view.flat, position)
    if match is None or not _TENS.search(match[0]):
        return None
    unit = match.start("unit")
    whole = chinese(view.flat[position:unit])
    if whole is None:
        return None
    dimes, cents = (chinese(part) or Decimal(0) if part else Decimal(0) for part in match.groups()[1:])
    has_magnitude = view.flat[unit - 1] in "万亿"
    return stated(
        view,
        start=position,
        end=match.end(),
        value=whole + dimes / 10 + cents / 100,
        kind="money",
        unit=view.text[unit : unit + 1],
        unit_norm="元",
        magnitude=view.text[unit - 1] if has_magnitude else "",
    )
