"""Owns one number with what belongs to it: magnitude, 余 or 多, unit, 以上 or 左右."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from annotator.extractors._lexicon import Unit, qualifiers, units
from annotator.extractors._numerals import LONGEST, arabic, chinese, magnitude_of
from annotator.extractors._view import View

CHINESE = "零〇一二两三四五六七八九十百千万亿"
_ARABIC = re.compile(
    # 1,234.5, 1，234 and 1 234: groups of exactly three; else 12 or 12.5
    "[1-9][0-9]{0,2}(?:[,， \u00a0\u2009\u202f][0-9]{3}){1,6}+(?![0-9])(?:\\.[0-9]++)?|[0-9]++(?:\\.[0-9]++)?"
)
_GROUPING = re.compile("[^0-9.]")
_UNGROUPED = re.compile("[0-9]++(?:\\.[0-9]++)?")
_NUMERAL = re.compile(f"[{CHINESE}]++(?:点[零〇一二三四五六七八九]++)?")
_MAGNITUDE = re.compile(
    "[十百千]?万亿|[十百千]?[万亿](?!科|达广场|众一心|全之策|安[区县]|州[区市]|宁市)"
    "|千(?!瓦|米|克|伏|卡|焦|升|帕|赫|字节|分|方百|家万)|百(?!分|姓|货|强|佳|日|色)"
)
_PADDED = re.compile("0[0-9]")
_SECOND = re.compile("([0-9](?:[0-9]{0,3}|,[0-9]{3})(?:\\.[0-9]+)?)([百千]?万)")
_ENDS_WORD = re.compile("[，。；、,;)）\n]|\\Z")
_BARE_TENS = re.compile("[百千万亿]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in a view, from its first digit to ``end``; its digits end at ``number_end``.

    ``inside`` is 余, 多 or 来, ``after`` 以上, 左右 …; ``unit`` is None when no known one follows.
    """

    start: int
    number_end: int
    unit_start: int
    end: int
    value: Decimal
    magnitude: str
    inside: str
    unit: Unit | None
    after: str
    is_chinese: bool


def amount_at(view: View, position: int) -> Amount | None:
    """Return the amount whose number begins at a place, or None when none does.

    Chinese numerals made only of 百, 千, 万, 亿 are amounts too (百余件); whether they count is for
    the caller to say.
    """
    is_chinese = view.flat[position] in CHINESE
    read = _numeral(view, position) if is_chinese else _arabic(view, position)
    if read is None:
        return None
    end, value, magnitude = read
    text = view.flat
    number = end
    inside = text[end : end + 1]
    numeral = number - position + (inside in qualifiers().inside) if is_chinese else 0
    if inside in qualifiers().inside:
        end += 1
        # 30余万元: the magnitude follows the 余.  In 3万余人 it was read with the number.
        found = None if magnitude else _MAGNITUDE.match(text, end)
        if found:
            magnitude, end = view.text[found.start() : found.end()], found.end()
            value *= magnitude_of(found[0])
        unit = units().at(text, end, is_wrapped=end in view.breaks, numeral=numeral)
        if not (unit or found or _ENDS_WORD.match(text, end) or (inside == "余" and not is_chinese)):
            # 12多平台, 3来自: the word is another one.
            end = number
    if end == number:
        inside = ""
        unit = units().at(text, end, is_wrapped=end in view.breaks, numeral=numeral)
    stop = unit.end if unit else end
    after = qualifiers().after_unit(text, stop)
    return Amount(
        start=position,
        number_end=number,
        unit_start=end,
        end=stop + len(after),
        value=value,
        magnitude=magnitude,
        inside=inside,
        unit=unit,
        after=after,
        is_chinese=is_chinese,
    )


def _arabic(view: View, position: int) -> tuple[int, Decimal, str] | None:
    text = view.flat
    match = _ARABIC.match(text, position)
    if match is None or match.end() - position > LONGEST or _PADDED.match(match[0]):
        return None
    # Where the groups are two numbers after all, nothing that counts follows: 占比96,100%.
    if _GROUPING.search(match[0]) and not _counts(view, match.end()):
        match = _UNGROUPED.match(text, position) or match
    end = match.end()
    value = arabic(match[0])
    found = _MAGNITUDE.match(text, end)
    if found is None:
        return end, value, ""
    value *= magnitude_of(found[0])
    end = found.end()
    if found[0] == "亿":
        rest = _SECOND.match(text, end)
        if rest:
            return rest.end(), value + arabic(rest[1]) * magnitude_of(rest[2]), view.text[found.start() : end]
    return end, value, view.text[found.start() : end]


def _counts(view: View, position: int) -> bool:
    text = view.flat
    if text[position : position + 1] in ("万", "亿", "余", "多", "."):
        return True
    unit = units().at(text, position, is_wrapped=position in view.breaks)
    return unit is not None and unit.norm != "%"


def _numeral(view: View, position: int) -> tuple[int, Decimal, str] | None:
    match = _NUMERAL.match(view.flat, position)
    if match is None or match.end() - position > LONGEST:
        return None
    value = chinese(match[0])
    if value is None:
        return None
    magnitude = view.text[match.end() - 1] if match[0][-1] in "万亿" else ""
    return match.end(), value, magnitude


def is_bare_tens(view: View, amount: Amount) -> bool:
    """Whether the numeral is only 百, 千 or 万, which count nothing without 近, 逾, 余 or 多."""
    return amount.is_chinese and _BARE_TENS.match(view.flat, amount.start) is not None
