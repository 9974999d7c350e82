"""Owns what a unit takes in beyond itself: 三成五, 两年半, 2个多月, 3元5角."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from annotator.extractors._lexicon import Unit, units
from annotator.extractors._numerals import chinese
from annotator.extractors._view import View

_DIGIT = "[0-9一二两三四五六七八九]"
# 两个半小时, 2个多月: the half, or the more, stands between the measure word and the measure.
_PARTED = re.compile("个(?P<more>[半多余])(?P<measure>月|小时|钟头|星期|季度|学期|工作日|世纪)")
_HALF = re.compile("半(?![数年天月径个小日岛山夜边截载导价封])")
_HALVED = frozenset(("年", "天", "周", "岁", "成", "小时", "个世纪", "倍"))
_TENTH = re.compile(f"({_DIGIT})(?![0-9.%％零〇一二两三四五六七八九十百千万亿大月日年条项款])")
_CHANGE = re.compile(f"({_DIGIT})角(?:({_DIGIT})分(?![之类钟局别级]))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A unit with the value it makes of the number before it, and its form in the original.

    ``inside_start`` is the place of a 多 or 余 inside the unit, else -1.
    """

    unit: Unit
    value: Decimal
    written: str
    inside_start: int = -1


def measured_at(view: View, position: int, value: Decimal, *, numeral: int) -> Measured | None:
    """Return the unit that begins at a place, with what it adds to the number before it; None for no unit.

    ``numeral`` is the length of the Chinese numeral before it, 0 for digits.
    """
    text = view.flat
    parted = _PARTED.match(text, position) if text.startswith("个", position) else None
    if parted:
        middle = parted.start("more")
        is_half = parted["more"] == "半"
        unit = Unit(end=parted.end(), norm="个" + parted["measure"], kind="duration")
        return Measured(
            unit=unit,
            value=value + Decimal("0.5") if is_half else value,
            written=view.text[position:middle] + view.text[middle + 1 : parted.end()],
            inside_start=-1 if is_half else middle,
        )
    plain = units().at(text, position, is_wrapped=position in view.breaks, numeral=numeral)
    if plain is None:
        return None
    added, end = _added(view, plain, bool(numeral)) if value == int(value) else (Decimal(0), plain.end)
    return Measured(
        unit=replace(plain, end=end) if added else plain,
        value=value + added,
        written=view.text[position : plain.end],
    )


def _added(view: View, unit: Unit, is_chinese: bool) -> tuple[Decimal, int]:
    """Return what is written behind a unit and still belongs to its number, and where that ends."""
    text, end = view.flat, unit.end
    if unit.norm in _HALVED and _HALF.match(text, end):
        return Decimal("0.5"), end + 1
    if unit.norm == "成":
        tenth = _TENTH.match(text, end)
        if tenth and units().at(text, end + 1, numeral=1) is None:
            return _digit(tenth[1]) / 10, end + 1
    if unit.norm == "元":
        change = _CHANGE.match(text, end)
        if change:
            dimes, cents = (_digit(part) if part else Decimal(0) for part in change.groups())
            return dimes / 10 + cents / 100, change.end()
    return Decimal(0), end


def _digit(written: str) -> Decimal:
    return Decimal(written) if written.isdecimal() else chinese(written) or Decimal(0)
