"""Owns one number with what belongs to it: magnitude, 余 or 多, unit, 以上 or 左右."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from annotator.numbers.lexicon import Unit, qualifiers, units
from annotator.numbers.numerals import LONGEST, arabic, chinese, magnitude_of
from annotator.numbers.view import View
from annotator.text.pending import pattern

_MAGNITUDES = frozenset("十百千万亿")
CHINESE = "零〇一二两三四五六七八九十百千万亿"
_ARABIC = pattern(
    # 1,234.5, 1，234 and 1 234: groups of exactly three; else 12 or 12.5
    "[1-9][0-9]{0,2}(?:[,， \u00a0\u2009\u202f][0-9]{3}){1,6}+(?![0-9])(?:\\.[0-9]++)?|[0-9]++(?:\\.[0-9]++)?"
)
_UNGROUPED = pattern("[0-9]++(?:\\.[0-9]++)?")
# The digits of most numbers: behind them stands no magnitude, no group of thousands, no part of 个半月.
_PLAIN = re.compile(
    "(?:[1-9][0-9]{0,9}|0)(?:\\.[0-9]{1,9})?"
    f"(?![0-9.,， \u00a0\u2009\u202f{''.join(sorted(_MAGNITUDES))}]|个[半多余])"
)
_NUMERAL = pattern(f"[{CHINESE}]++(?:点[零〇一二三四五六七八九]++)?")
_MAGNITUDE = pattern(
    "[十百千]?万亿|[十百千]?[万亿](?!科|达广场|众一心|全之策|安[区县]|州[区市]|宁市)"
    "|千(?!瓦|米|克|伏|卡|焦|升|帕|赫|字节|分|方百|家万)|百(?!分|姓|货|强|佳|日|色)"
)
_ENDS_WORD = pattern("[，。；、,;)）\n]|\\Z")
_BARE_TENS = pattern("[百千万亿]+")
_MYRIAD = 10_000

_PART = pattern("[零〇]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}|[0-9]{1,8})(?![0-9])(?:\\.[0-9]++)?")
_NAMED_PART = pattern("[零〇]?[一二两三四五六七八九][十百千][零〇一二三四五六七八九十百]*万?")
_WHEN = pattern("(?:19|20)[0-9]{2}年|[0-9]{1,2}月")

_DIGIT = "[0-9一二两三四五六七八九]"
# 两个半小时, 2个多月: the half, or the more, stands between the measure word and the measure.
_PARTED = pattern("个(?P<more>[半多余])(?P<measure>月|小时|钟头|星期|季度|学期|工作日|世纪)")
_HALF = pattern("半(?![数年天月径个小日岛山夜边截载导价封])")
_HALVED = frozenset(("年", "天", "周", "岁", "成", "小时", "个世纪", "倍"))
_HAS_PARTS = _HALVED | {"元"}
_TENTH = pattern(f"({_DIGIT})(?![0-9.%％零〇一二两三四五六七八九十百千万亿大月日年条项款])")
_CHANGE = pattern(f"({_DIGIT})角(?:({_DIGIT})分(?![之类钟局别级]))?")


class Measured(NamedTuple):
    """A unit with the value it makes of the number before it, and its form in the original.

    ``inside_start`` is the place of a 多 or 余 inside the unit, else -1.
    """

    unit: Unit
    value: Decimal
    written: str
    inside_start: int = -1


class Amount(NamedTuple):
    """A number in a view, from its first digit to ``end``; its digits and magnitude end at ``number_end``.

    ``inside`` is 余, 多 or 来 and stands at ``inside_start``; ``after`` is 以上, 左右 …; ``unit`` is None
    when no known one follows, ``written_unit`` is its form in the original.
    """

    start: int
    number_end: int
    unit_start: int
    end: int
    value: Decimal
    magnitude: str
    inside: str
    inside_start: int
    unit: Unit | None
    written_unit: str
    after: str
    is_chinese: bool


class _Number(NamedTuple):
    """A number with its magnitude: the factor, and the range in which its first letters stand.

    ``rest`` is what a magnitude behind 余 would still raise: 2000 of 1亿2000余万, 0 for nothing.
    """

    end: int
    value: Decimal
    rest: Decimal = Decimal(0)
    factor: int = 1
    magnitude_start: int = 0
    magnitude_end: int = 0


def amount_at(view: View, position: int) -> Amount | None:
    """Return the amount whose number begins at a place, or None when none does.

    Chinese numerals made only of 百, 千, 万, 亿 are amounts too (百余件); whether they count is for
    the caller to say.
    """
    text = view.flat
    plain = _plain(view, position)
    if plain:
        return plain
    is_chinese = text[position] in CHINESE
    number = _numeral(view, position) if is_chinese else _arabic(view, position)
    if number is None:
        return None
    value, end = number.value, number.end
    number_end = end
    magnitude = view.text[number.magnitude_start : number.magnitude_end] if number.factor > 1 else ""
    numeral = end - position if is_chinese else 0
    measured: Measured | None = None
    lists = qualifiers()
    inside = text[end : end + 1]
    if inside in lists.inside:
        # 30余万元, 3百余万元: the magnitude follows the 余.  In 3万余人 it was read with the number.
        found = _MAGNITUDE.match(text, end + 1) if number.rest else None
        after = found.end() if found else end + 1
        factor = magnitude_of(found[0]) if found else 1
        raised = value + number.rest * (factor - 1)
        measured = measured_at(view, after, raised, numeral=numeral and numeral + 1)
        if not (measured or found or _ENDS_WORD.match(text, after) or (inside == "余" and not is_chinese)):
            inside = ""  # 12多平台, 3来自: the word is another one.
        else:
            magnitude += view.text[end + 1 : after] if not magnitude or number.factor < _MYRIAD else ""
            end, value = after, raised
    else:
        inside = ""
    if not inside:
        measured = measured_at(view, end, value, numeral=numeral)
    unit, written, stop = None, "", end
    inside_start = number_end if inside else -1
    if measured:
        unit, value, written, more = measured
        stop = unit.end
        if not inside and more >= 0:
            inside, inside_start = text[more], more
    qualifier = lists.after_unit(text, stop)
    return Amount(
        start=position,
        number_end=number_end,
        unit_start=end,
        end=stop + len(qualifier),
        value=value,
        magnitude=magnitude,
        inside=inside,
        inside_start=inside_start,
        unit=unit,
        written_unit=written,
        after=qualifier,
        is_chinese=is_chinese,
    )


def _plain(view: View, position: int) -> Amount | None:
    """Return the amount of the commonest form, 12件 or 85.6%, in half of the time of the way for all."""
    digits = _PLAIN.match(view.flat, position)
    if digits is None:
        return None
    start, end = digits.span()
    unit = units().at(view.flat, end, is_wrapped=end in view.breaks)
    if unit is None or unit.norm in _HAS_PARTS:
        return None
    stop = unit.end
    after = qualifiers().after_unit(view.flat, stop)
    value, last, written = Decimal(digits[0]), stop + len(after), view.text[end:stop]
    # In this order: to name twelve fields takes as long again as to fill them.
    return Amount(start, end, end, last, value, "", "", -1, unit, written, after, False)


def _arabic(view: View, position: int) -> _Number | None:
    text = view.flat
    match = _ARABIC.match(text, position)
    if match is None:
        return None
    digits = match[0]
    if len(digits) > LONGEST or (digits[0] == "0" and digits[1:2].isdigit()):
        return None
    # Where the groups are two numbers after all, nothing that counts follows: 占比96,100%.
    if not digits.isdigit() and digits.strip("0123456789") != "." and not _counts(view, match.end()):
        match = _UNGROUPED.match(text, position) or match
        digits = match[0]
    end = match.end()
    found = _MAGNITUDE.match(text, end) if text[end : end + 1] in _MAGNITUDES else None
    value = arabic(digits)
    if found is None:
        return _Number(end=end, value=value, rest=value)
    factor = magnitude_of(found[0])
    start, end = found.span()
    number = _Number(
        end=end,
        value=value * factor,
        rest=value * factor if factor < _MYRIAD else Decimal(0),
        factor=factor,
        magnitude_start=start,
        magnitude_end=end,
    )
    return number if "." in digits else _joined(text, number)


def _joined(text: str, number: _Number) -> _Number:
    """Add the lower parts of a number: 3万6千, 1万5,230, 2亿3000万, 1亿2,345万6,789, 3万五千."""
    end, value, rest, factor = number.end, number.value, number.rest, number.factor
    while factor >= 10:
        part = _part(text, end, factor)
        if part is None:
            break
        end, value, factor = part.end, value + part.value, part.factor
        rest = part.value if part.value < _MYRIAD and not text.endswith("万", 0, end) else Decimal(0)
    return _Number(
        end=end,
        value=value,
        rest=rest,
        factor=number.factor,
        magnitude_start=number.magnitude_start,
        magnitude_end=number.magnitude_end,
    )


def _part(text: str, position: int, above: int) -> _Number | None:
    """Return the part of a number that begins at a place and stays below the magnitude before it."""
    named = _NAMED_PART.match(text, position)
    if named:
        value = chinese(named[0])
        return None if value is None or value >= above else _Number(end=named.end(), value=value)
    match = _PART.match(text, position)
    if match is None or _WHEN.match(text, position):
        return None
    value, factor, end = arabic(match[0]), 1, match.end()
    found = None if "." in match[0] and above <= 10_000 else _MAGNITUDE.match(text, end)
    if found:
        factor, end = magnitude_of(found[0]), found.end()
    elif len(match[0]) == 1 and match[0] != "0":
        # 3万5 is said for 35000; the exact 30005 is written out.
        factor = above // 10
    value *= factor
    return _Number(end=end, value=value, factor=factor if found else 1) if value < above else None


def _counts(view: View, position: int) -> bool:
    text = view.flat
    if text[position : position + 1] in ("万", "亿", "余", "多", "."):
        return True
    unit = units().at(text, position, is_wrapped=position in view.breaks)
    return unit is not None and unit.norm != "%"


def _numeral(view: View, position: int) -> _Number | None:
    text = view.flat
    match = _NUMERAL.match(text, position)
    if match is None or match.end() - position > LONGEST:
        return None
    value = chinese(match[0])
    if value is None:
        return None
    end = match.end()
    if match[0][-1] not in "万亿":
        closed = "万" in match[0]
        return _Number(end=end, value=value, rest=Decimal(0) if closed else value % 10**8)
    factor = magnitude_of(match[0][-1])
    number = _Number(end=end, value=value, factor=factor, magnitude_start=end - 1, magnitude_end=end)
    return _joined(text, number)


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
    written = view.text[position : plain.end]
    if plain.norm not in _HAS_PARTS or value != int(value):
        return Measured(unit=plain, value=value, written=written)
    added, end = _added(view, plain)
    return Measured(unit=plain._replace(end=end) if added else plain, value=value + added, written=written)


def _added(view: View, unit: Unit) -> tuple[Decimal, int]:
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


def is_bare_tens(view: View, amount: Amount) -> bool:
    """Whether the numeral is only 百, 千 or 万, which count nothing without 近, 逾, 余 or 多."""
    return amount.is_chinese and _BARE_TENS.match(view.flat, amount.start) is not None
