"""Owns the rules for numbers of a special build: tables, ranks, fractions, ratios, ranges."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from annotator.extractors._amounts import CHINESE, Amount, amount_at
from annotator.extractors._lexicon import simplified, units
from annotator.extractors._mentions import Features, Mention, stated
from annotator.extractors._numerals import arabic, chinese, magnitude_of, plain
from annotator.extractors._view import View

_NUMBER = "[0-9]++(?:\\.[0-9]++)?"
_CELLS = re.compile(f"{_NUMBER}(?:[一-鿿（）()]{{2,24}}{_NUMBER}){{1,40}}")
_ROW = re.compile(f"{_NUMBER}(?:[ \t|]{{1,4}}{_NUMBER}){{3,}}")
_LABEL = re.compile("[一-鿿（）()]{1,24}\\Z")


def table(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Cells of a label and digits with no unit between them, or a row of bare digits."""
    text = view.flat
    row = _ROW.match(text, position)
    if row:
        return Mention(start=position, end=row.end(), features={"kind": "table"}, confidence=0.5)
    cells = _CELLS.match(text, position)
    if cells is None:
        return None
    runs = list(re.finditer(_NUMBER, cells[0]))
    end = position
    count = 0
    for run in runs:
        if not _is_unitless(view, position + run.end()):
            break
        end, count = position + run.end(), count + 1
    padded = any(run[0].startswith("00") for run in runs[:count])
    if count < 2 or not (padded or count >= 3):
        return None
    label = _LABEL.search(text, max(0, position - 24), position)
    start = label.start() if label else position
    return Mention(start=start, end=end, features={"kind": "table"}, confidence=0.5)


def _is_unitless(view: View, position: int) -> bool:
    following = view.flat[position : position + 1]
    if following and following in "%万亿余多年月日号时":
        return False
    return units().at(view.flat, position, is_wrapped=position in view.breaks) is None


_RANKED = re.compile(
    "(?:排名?|名列|位列|位居|列|居|名次|位次|排行|荣获|获得?|获评)[^，。；、：\n]{0,12}第\\Z"
)
_REGION = re.compile("(?:全[国省市县区州盟镇系]统?|同类|同级|地市)第\\Z")
_PLACE = re.compile("[名位](?![一-鿿])|[名位](?=[的和及与，。；、])")
_RANK_ENDS = re.compile("[，。；、,;:：)）”\n和及]|\\Z")


def ordinal(view: View, position: int, amount: Amount | None) -> Mention | None:
    """A rank: 第2名 anywhere, 第一 only after 排名, 位居 or 全省."""
    text = view.flat
    if text[position - 1 : position] != "第":
        return None
    if amount is None or amount.value < 1 or amount.value != int(amount.value):
        return None
    window = max(0, position - 24)
    number_end = amount.number_end
    has_rank = bool(_RANKED.search(text, window, position) or _REGION.search(text, window, position))
    place = text[number_end : number_end + 1]
    features: Features = {"value": plain(amount.value), "kind": "ordinal"}
    features["qualifier_norm"] = "exact"
    if place in ("名", "位") and (has_rank or not amount.is_chinese or _PLACE.match(text, number_end)):
        features["unit"] = features["unit_norm"] = place
        return Mention(start=position - 1, end=number_end + 1, features=features)
    if has_rank and _RANK_ENDS.match(text, number_end):
        return Mention(start=position - 1, end=number_end, features=features)
    return None


_PER_CENT = re.compile(f"(百分之|千分之)(?:({_NUMBER})|([{CHINESE}]+(?:点[零〇一二三四五六七八九]+)?))")
_SLASHED = re.compile("([1-9][0-9]?)/([1-9][0-9]?)(?![0-9/.年月日])")
_PARTS = re.compile(f"([{CHINESE}]{{1,6}}?)分之([{CHINESE}]{{1,6}})")


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
    """A part of one, written with 分之 or a stroke; dates have two strokes."""
    text = view.flat
    match = _PARTS.match(text, position)
    if match:
        below, above = chinese(match[1]), chinese(match[2])
    else:
        match = _SLASHED.match(text, position)
        if match is None or text[position - 1 : position] in ("/", "."):
            return None
        above, below = Decimal(match[1]), Decimal(match[2])
    if not above or not below or above >= below:
        return None
    return stated(view, start=position, end=match.end(), value=above / below, kind="fraction")


_RATIO = re.compile(f"{_NUMBER}(?:[:：]{_NUMBER}){{1,8}}+(?![:：]?[0-9])")
_VERSUS = re.compile(f"(?<=[按以为例])({_NUMBER})比({_NUMBER})(?![0-9])")


def ratio(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Parts against each other, as a list."""
    match = _RATIO.match(view.flat, position) or _VERSUS.match(view.flat, position)
    if match is None or match.end() - position > 60:
        return None
    values = [plain(arabic(part)) for part in re.findall(_NUMBER, match[0])]
    features: Features = {"values": values, "kind": "ratio", "qualifier_norm": "exact"}
    return Mention(start=position, end=match.end(), features=features)


_TO = re.compile("[—–\\-~～―−至到]")
_ABOVE = ("以上", "及以上", "或以上")
_BELOW = ("以下", "以内", "之内", "及以下")


def span_of_values(view: View, position: int, amount: Amount | None) -> Mention | None:
    """From a lower to a higher number of one unit, as one mention."""
    text = view.flat
    if amount is None:
        return None
    low = amount
    to = _TO.match(text, low.end)
    second = to.end() if to else low.end if low.after in _ABOVE else -1
    if not 0 < second < len(text) or not (text[second].isdigit() or text[second] in CHINESE):
        return None
    high = amount_at(view, second)
    if high is None or high.unit is None or low.is_chinese != high.is_chinese:
        return None
    if low.unit is not None and low.unit.norm != high.unit.norm:
        return None
    if not to and high.after not in _BELOW:
        return None
    if to and to[0] in "至到" and low.unit and text[position - 1 : position] in ("从", "由"):
        return None
    value = low.value
    if high.magnitude and not low.magnitude:
        factor = magnitude_of(simplified(high.magnitude))
        value = value * factor if value * factor < high.value else value
    if not value < high.value:
        return None
    mention = stated(
        view,
        start=position,
        end=high.unit.end,
        value=value,
        kind=high.unit.kind,
        unit=view.text[high.unit_start : high.unit.end],
        unit_norm=high.unit.norm,
        magnitude=high.magnitude,
        after=high.after if to else "",
    )
    features: Features = {**mention.features, "value_max": plain(high.value)}
    if not to:
        # 以上 and 以下 are the two ends; neither qualifies the whole.
        features.pop("qualifier", None)
        features["qualifier_norm"] = "exact"
    return replace(mention, end=max(mention.end, high.end), features=features)


_DOUBLED = re.compile("(?<=翻)[一两二三1-9]番|(?<=翻了)[一两二三1-9]番")


def doubled(view: View, position: int, amount: Amount | None) -> Mention | None:
    """So many doublings; the one place where 一 with a unit counts."""
    match = _DOUBLED.match(view.flat, position)
    value = chinese(match[0][0]) if match and match[0][0] in CHINESE else None
    if match is None:
        return None
    value = value if value is not None else arabic(match[0][0])
    mention = stated(
        view, start=position, end=match.end(), value=value, kind="rate", unit="番", unit_norm="番"
    )
    return replace(mention, features={**mention.features, "direction": "up"})


_EVERY = re.compile("每(?:半|[两三]个?)?(?:[周月年季日天]|个?季度|个月)[^，。；、：,;:0-9\\n]{0,16}\\Z")
_ONCE = re.compile("一次(?![性办到完])")


def frequency(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Once in a period; the number is the rate."""
    text = view.flat
    if not _ONCE.match(text, position) or not _EVERY.search(text, max(0, position - 20), position):
        return None
    return stated(
        view,
        start=position,
        end=position + 2,
        value=Decimal(1),
        kind="rate",
        unit="次",
        unit_norm="次",
        confidence=0.6,
    )
