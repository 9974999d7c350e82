"""Owns the rules for numbers of a special build (tables, ranks, fractions, ratios, ranges) or of no unit."""

from __future__ import annotations

import re
from decimal import Decimal

from annotator.numbers.amounts import CHINESE, Amount, amount_at
from annotator.numbers.lexicon import qualifiers, simplified, units
from annotator.numbers.mentions import Features, Mention, stated
from annotator.numbers.numerals import arabic, chinese, magnitude_of, plain
from annotator.numbers.view import View
from annotator.text.pending import pattern

_NUMBER = "[0-9]++(?:\\.[0-9]++)?"
_CELLS = pattern(f"{_NUMBER}(?:[一-鿿（）()]{{2,24}}{_NUMBER}){{1,40}}")
_ROW = pattern(f"{_NUMBER}(?:[ \t|]{{1,4}}{_NUMBER}){{3,}}")
_LABEL = pattern("[一-鿿（）()]{1,24}\\Z")


def table(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Cells of a label and digits with no unit between them, or a row of bare digits."""
    text = view.flat
    if amount is not None and (amount.magnitude or amount.inside):
        return None
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
    start = _label_start(view, position)
    return Mention(start=start, end=end, features={"kind": "table"}, confidence=0.5)


def _label_start(view: View, position: int) -> int:
    """Return where the words before a place begin, back to a sign or to a blank that was taken out."""
    label = _LABEL.search(view.flat, max(0, position - 24), position)
    start = position
    while label and start > label.start() and view.is_written_together(start - 1, start):
        start -= 1
    return start


def _is_unitless(view: View, position: int) -> bool:
    following = view.flat[position : position + 1]
    if following and following in "%万亿余多年月日号时":
        return False
    return units().at(view.flat, position, is_wrapped=position in view.breaks) is None


_RANKED = pattern("(?:排名?|名列|位列|位居|列|居|名次|位次|排行|荣获|获得?|获评)[^，。；、：\n]{0,12}第\\Z")
_REGION = pattern("(?:全[国省市县区州盟镇系]统?|同类|同级|地市)第\\Z")
_PLACE = pattern("[名位](?![一-鿿])|[名位](?=[的和及与，。；、])")
_RANK_ENDS = pattern("[，。；、,;:：)）”\n和及]|\\Z")


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


_RATIO = pattern(f"{_NUMBER}(?:[:：∶]{_NUMBER}){{1,8}}+(?![:：∶]?[0-9])")
_VERSUS = pattern(f"(?<=[按以为例])({_NUMBER})比({_NUMBER})(?![0-9])")


def ratio(view: View, position: int, amount: Amount | None) -> Mention | None:
    """Parts against each other, as a list."""
    match = _RATIO.match(view.flat, position) or _VERSUS.match(view.flat, position)
    if match is None or match.end() - position > 60:
        return None
    values = [plain(arabic(part)) for part in re.findall(_NUMBER, match[0])]
    features: Features = {"values": values, "kind": "ratio", "qualifier_norm": "exact"}
    return Mention(start=position, end=match.end(), features=features)


TO = frozenset("—–-~～―−至到")
_ABOVE = ("以上", "及以上", "或以上")
_AHEAD = pattern("[^，。；、\n]{1,16}?(?:以下|[以之]内)")
_BELOW = ("以下", "以内", "之内", "及以下")


def span_of_values(view: View, position: int, amount: Amount | None) -> Mention | None:
    """From a lower to a higher number of one unit, as one mention."""
    text = view.flat
    if amount is None:
        return None
    low = amount
    to = text[low.end : low.end + 1]
    if to not in TO:
        to = ""
        if low.after not in _ABOVE:
            return None
    second = low.end + len(to)
    if not 0 < second < len(text) or not (text[second].isdigit() or text[second] in CHINESE):
        return None
    if not to and not _AHEAD.match(text, second):
        return None
    high = amount_at(view, second)
    if high is None or low.is_chinese != high.is_chinese:
        return None
    if high.unit is None:
        return _span_of_days(view, low, high)
    if low.unit is not None and low.unit.norm != high.unit.norm:
        return None
    if not to and high.after not in _BELOW:
        return None
    if to in ("至", "到") and low.unit and text[position - 1 : position] in ("从", "由"):
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
        unit=high.written_unit,
        unit_norm=high.unit.norm,
        magnitude=high.magnitude,
        after=high.after if to else None,
    )
    features: Features = {**mention.features, "value_max": plain(high.value)}
    if not to:
        # 以上 and 以下 are the two ends; neither qualifies the whole.
        features.pop("qualifier", None)
        features["qualifier_norm"] = "exact"
    return mention._replace(end=max(mention.end, high.end), features=features)


def _span_of_days(view: View, low: Amount, high: Amount) -> Mention | None:
    """From so many days to so many, where it says so: 3至5日内 is no day of a month."""
    is_plain = low.unit is None and not low.is_chinese and low.value < high.value
    days = _days(view, high) if is_plain and view.flat.startswith("日", high.unit_start) else None
    if days is None or "qualifier" not in days.features:
        return None
    features: Features = {**days.features, "value": plain(low.value), "value_max": plain(high.value)}
    return days._replace(start=low.start, features=features)


_DOUBLED = pattern("(?<=翻)[一两二三1-9]番|(?<=翻了)[一两二三1-9]番")


def doubled(view: View, position: int, amount: Amount | None) -> Mention | None:
    """So many doublings; the one place where 一 with a unit counts."""
    if view.flat[position - 1 : position] not in ("翻", "了"):
        return None
    match = _DOUBLED.match(view.flat, position)
    value = chinese(match[0][0]) if match and match[0][0] in CHINESE else None
    if match is None:
        return None
    value = value if value is not None else arabic(match[0][0])
    mention = stated(
        view, start=position, end=match.end(), value=value, kind="rate", unit="番", unit_norm="番"
    )
    return mention._replace(features={**mention.features, "direction": "up"})


_EVERY = pattern("每(?:半|[两三]个?)?(?:[周月年季日天]|个?季度|个月)[^，。；、：,;:0-9\\n]{0,16}\\Z")
_ONCE = pattern("一次(?![性办到完])")


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


_ENDS = pattern('[，。；、,;:：)）\\]】”"\\s!！?？/|]|\\.(?![0-9])|\\Z')
_SAYS = pattern("(?:为|是|达到?|均为)\\Z")
_SUMS = pattern("(?:仅|合计|共计|总计|累计|共有?|[降升增减][至到为]|提高到|达到?)\\Z")
_MEASURE_NOUN = pattern("[率度数量值额比例分]\\Z")
_GUESSED = pattern("[一-鿿](?=[，。；、,;:：)）0-9\\s]|\\Z)")
# 等7省行政机关, 6区3县: what is counted stands where a measure word would.
_REGIONS = pattern("(?:街道(?!办|两|主)|[省市县区镇乡村国])(?![级民域别际内外家场政委府长里情土有权])")
_FROM = pattern("[提上下增减升降压缩调]")
_NEVER_GUESSED = frozenset(
    "号室楼路后强星级版线网时点型代月日旬章万亿余多第至到和与及的了是等为之在中内外者上下前以新老类"
)
_MEAN = pattern("(?:平均|[人户年月日]均|次数|率)[^，。；、：\\n]{0,10}\\Z")


def bare(view: View, position: int, amount: Amount | None) -> Mention | None:
    """A number without a known unit: as a predicate, with 余 or 万, or before a word nobody listed."""
    text = view.flat
    if amount is None:
        return None
    if amount.is_chinese:
        return _nothing(view, amount)
    digits = text[position : amount.number_end]
    if text.startswith("日", amount.unit_start):
        return _days(view, amount)
    is_year = amount.value == int(amount.value) and 1900 <= amount.value < 2100 and len(digits) == 4
    window = max(0, position - 12)
    ends = bool(_ENDS.match(text, amount.unit_start))
    says = bool(_SAYS.search(text, window, position))
    sums = bool(_SUMS.search(text, window, position))
    is_qualified = bool(amount.magnitude or amount.inside or qualifiers().before_number(text, position))
    if is_qualified:
        return _unitless(view, amount, confidence=0.6)
    if is_year:
        return None
    if ends and (says or sums):
        return _unitless(view, amount, confidence=0.8 if says else 0.5)
    if ends and amount.value >= 10 and _MEASURE_NOUN.search(text, window, position):
        return _unitless(view, amount, confidence=0.4)
    shared = _shared_unit(view, amount)
    if shared:
        return shared._replace(confidence=0.6)
    if _FROM.match(text, amount.unit_start) and text[position - 1 : position] in ("由", "从"):
        return _unitless(view, amount, confidence=0.5)
    guess = _REGIONS.match(text, amount.unit_start) or _GUESSED.match(text, amount.unit_start)
    if guess and guess[0] not in _NEVER_GUESSED and _is_inside_sentence(text, position):
        return _unitless(view, amount, confidence=0.4, unit=view.text[amount.unit_start : guess.end()])
    if sums and "一" <= text[amount.unit_start : amount.unit_start + 1] <= "鿿":
        return _unitless(view, amount, confidence=0.4)
    return None


_LASTS = pattern(
    "(?:[天日]数|时[效间长]|期限|时限|为期|历时|限期?|满|达|用时|耗时|需|提前|延长|延期|缩短|减少|压缩|法定|平均)\\Z"
)
_WITHIN = pattern("日(?:缩短|压[缩减]|减[少至到]|延长|[以之]?内|以上|以下|期限|左右)")


def _days(view: View, amount: Amount) -> Mention | None:
    """45日 as a length of time, where something beside it says so; else it is a day of some month."""
    text = view.flat
    lasts = _LASTS.search(text, max(0, amount.start - 4), amount.start)
    is_qualified = bool(amount.inside or qualifiers().before_number(text, amount.start))
    if not (lasts or is_qualified or _WITHIN.match(text, amount.unit_start)):
        return None
    return stated(
        view,
        start=amount.start,
        end=amount.unit_start + 1,
        value=amount.value,
        kind="duration",
        unit="日",
        unit_norm="日",
        inside=amount.inside_start,
    )


_NEXT_IN_LIST = pattern("(?:[、和][0-9.]{1,12}){0,8}?[、和](?=([0-9.]{1,12})(?![0-9.、和]))")


def _shared_unit(view: View, amount: Amount) -> Mention | None:
    """The unit said once for a list: 分别办理12、15件."""
    text = view.flat
    if not _is_inside_sentence(text, amount.start):
        return None
    following = _NEXT_IN_LIST.match(text, amount.unit_start)
    last = amount_at(view, following.end()) if following else None
    if last is None or last.unit is None or last.unit.kind == "duration":
        return None
    mention = stated(
        view,
        start=amount.start,
        end=amount.number_end,
        value=amount.value,
        kind=last.unit.kind,
        unit=last.written_unit,
        unit_norm=last.unit.norm,
    )
    return mention


def _is_inside_sentence(text: str, position: int) -> bool:
    return "一" <= text[position - 1 : position] <= "鿿"


def _nothing(view: View, amount: Amount) -> Mention | None:
    """为零 as a predicate."""
    text = view.flat
    is_zero = text[amount.start : amount.number_end] == "零" and text[amount.start - 1 : amount.start] == "为"
    if is_zero and _ENDS.match(text, amount.unit_start):
        return _unitless(view, amount, confidence=0.5)
    return None


def _unitless(view: View, amount: Amount, *, confidence: float, unit: str = "") -> Mention:
    window = max(0, amount.start - 14)
    kind = "rate" if not unit and _MEAN.search(view.flat, window, amount.start) else "count"
    end = amount.unit_start + len(unit)
    return stated(
        view,
        start=amount.start,
        end=end,
        value=amount.value,
        kind=kind,
        unit=unit,
        unit_norm=view.flat[amount.unit_start : end],
        magnitude=amount.magnitude,
        inside=amount.inside_start,
        confidence=confidence,
    )


FORMAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
"""Formal numerals; a run of them is a number only as a sum of money (参与, 队伍, 陆续 are words)."""
_TENS = pattern("[拾佰仟万亿]")
_SUM = pattern(
    f"[{FORMAL}]{{2,24}}(?P<unit>[元圆圓])(?![旦宵谋阳])"
    "(?:([壹贰叁肆伍陆柒捌玖])角)?(?:零?([壹贰叁肆伍陆柒捌玖])分)?"
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
