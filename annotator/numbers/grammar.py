"""Owns the grammar of quantities: small rules, tried in order where a number begins, an example beside each.

A rule sees the view (clean, simplified, without blanks inside sentences), a place where a run of digits
or numerals begins that no stop covers, and the amount there if any; it answers with a mention or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.numbers import fractions, special
from annotator.numbers.additions import following
from annotator.numbers.amounts import CHINESE, Amount, amount_at
from annotator.numbers.counting import counts
from annotator.numbers.lexicon import Unit, qualifiers, units
from annotator.numbers.mentions import Features, Mention, stated
from annotator.numbers.stops import Stops
from annotator.numbers.view import View

_DIGITS = "0123456789"
_SHORT_YEAR = re.compile("[0-9]{2}年(?=[0-9]{1,2}月)")


def measured(view: View, position: int, amount: Amount | None) -> Mention | None:
    """A number with a unit."""
    if amount is None or amount.unit is None:
        return None
    if amount.is_chinese and not counts(view, amount):
        return None
    unit = amount.unit
    if unit.norm == "年" and _SHORT_YEAR.match(view.flat, position):
        return None
    kind = _kind(view.flat, amount, unit)
    is_soft = amount.is_chinese and kind == "duration"
    return stated(
        view,
        start=position,
        end=unit.end,
        value=amount.value,
        kind=kind,
        unit=amount.written_unit,
        unit_norm=unit.norm,
        magnitude=amount.magnitude,
        inside=amount.inside_start,
        after=amount.after,
        confidence=0.6 if is_soft else 0.8 if amount.is_chinese else 0.95,
    )


def _kind(text: str, amount: Amount, unit: Unit) -> str:
    """The unit's kind, but for 3小时20分 (a time) and 前10名 (a rank)."""
    if unit.norm == "分" and text.endswith("时", 0, amount.start):
        return "duration"
    if unit.norm in ("名", "位") and text.endswith("前", 0, amount.start):
        return "ordinal"
    return unit.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its name, how it reads, and (sentence, mention, features that it must have) examples.

    ``begins``: the characters a number may begin with for this rule to be asked; "" for all.  ``has_unit``:
    whether it is asked where a known unit follows the number, or only where none does; None for both.
    """

    name: str
    read: Callable[[View, int, Amount | None], Mention | None]
    examples: tuple[tuple[str, str, Features], ...]
    begins: str = ""
    has_unit: bool | None = None


RULES: tuple[Rule, ...] = (
    Rule(
        name="table",
        begins=_DIGITS,
        has_unit=False,
        read=special.table,
        examples=(("规章000行政规范性文件8855698", "规章000行政规范性文件8855698", {"kind": "table"}),),
    ),
    Rule(
        name="ordinal",
        read=special.ordinal,
        examples=(
            ("考评全市排第2名。", "第2名", {"value": "2", "unit": "名", "kind": "ordinal"}),
            ("综合评价排名第一,受到表扬", "第一", {"value": "1", "kind": "ordinal"}),
            ("满意度位居全省第三。", "第三", {"value": "3", "kind": "ordinal"}),
        ),
    ),
    Rule(
        name="percent in words",
        begins="百千",
        read=fractions.per_cent,
        examples=(
            ("办结率达百分之九十五。", "百分之九十五", {"value": "95", "unit_norm": "%", "kind": "percent"}),
        ),
    ),
    Rule(
        name="fraction",
        begins=CHINESE,
        read=fractions.fraction,
        examples=(("三分之二的乡镇", "三分之二", {"value": "0.666667", "kind": "fraction"}),),
    ),
    Rule(
        name="fraction with a stroke",
        begins=_DIGITS,
        has_unit=False,
        read=fractions.slashed,
        examples=(
            (
                "时限压缩1/4左右。",
                "1/4左右",
                {"value": "0.25", "qualifier_norm": "approx", "kind": "fraction"},
            ),
        ),
    ),
    Rule(
        name="ratio",
        begins=_DIGITS,
        has_unit=False,
        read=special.ratio,
        examples=(
            (
                "结构为11.7:24.8:63.5。",
                "11.7:24.8:63.5",
                {"values": ["11.7", "24.8", "63.5"], "kind": "ratio"},
            ),
            ("收入比2.19∶1。", "2.19∶1", {"values": ["2.19", "1"]}),
        ),
    ),
    Rule(
        name="range",
        read=special.span_of_values,
        examples=(
            ("压缩到3—5个工作日", "3—5个工作日", {"value": "3", "value_max": "5", "unit": "个工作日"}),
            ("奖励3万—5万元", "3万—5万元", {"value": "30000", "value_max": "50000", "unit": "元"}),
            ("处50元以上200元以下罚款", "50元以上200元以下", {"value": "50", "value_max": "200"}),
            ("应于3至5日内办结", "3至5日内", {"value": "3", "value_max": "5", "unit": "日"}),
            ("拓宽20 至 30公尺", "20 至 30公尺", {"value": "20", "value_max": "30", "unit": "公尺"}),
        ),
    ),
    Rule(
        name="half",
        begins="一半",
        read=fractions.half,
        examples=(
            (
                "时限压缩一半以上。",
                "一半以上",
                {"value": "0.5", "qualifier_norm": "at_least", "kind": "fraction"},
            ),
            ("新进人员占近一半，", "近一半", {"value": "0.5", "qualifier_norm": "approx"}),
            ("超半数的村居", "超半数", {"value": "0.5", "qualifier": "超", "qualifier_norm": "at_least"}),
            ("参与率过半数，", "过半数", {"value": "0.5", "qualifier": "过", "qualifier_norm": "at_least"}),
        ),
    ),
    Rule(
        name="half a time",
        begins="半",
        read=fractions.half_a_time,
        examples=(
            ("专项行动历时半年。", "半年", {"value": "0.5", "unit": "年", "kind": "duration"}),
            ("提前半个月完成", "半个月", {"value": "0.5", "unit": "个月", "kind": "duration"}),
        ),
    ),
    Rule(
        name="sum in words",
        begins=special.FORMAL,
        read=special.sum_in_words,
        examples=(
            ("罚款人民币伍拾万元整。", "伍拾万元", {"value": "500000", "unit": "元", "magnitude": "万"}),
            ("罚款贰仟元", "贰仟元", {"value": "2000", "unit": "元", "kind": "money"}),
            ("计壹佰貳拾叁圓伍角", "壹佰貳拾叁圓伍角", {"value": "123.5", "unit": "圓", "unit_norm": "元"}),
        ),
    ),
    Rule(
        name="doubled",
        begins=_DIGITS + "一两二三",
        read=special.doubled,
        examples=(("产值翻了一番", "一番", {"value": "1", "unit": "番", "kind": "rate", "direction": "up"}),),
    ),
    Rule(
        name="frequency",
        begins="一",
        read=special.frequency,
        examples=(("每月组织学习一次党内法规", "一次", {"value": "1", "unit": "次", "kind": "rate"}),),
    ),
    Rule(
        name="measured",
        has_unit=True,
        read=measured,
        examples=(
            (
                "治理约68万平方米",
                "约68万平方米",
                {"value": "680000", "qualifier_norm": "approx", "kind": "area"},
            ),
            ("涉及47宗(次)工程", "47宗(次)", {"value": "47", "unit": "宗(次)", "kind": "count"}),
            ("发布两批135项清单", "两批", {"value": "2", "unit": "批", "kind": "count"}),
            ("用电11.54亿千瓦时", "11.54亿千瓦时", {"value": "1154000000", "unit": "千瓦时"}),
            ("同比下降10.31%", "10.31%", {"value": "10.31", "kind": "percent", "direction": "down"}),
            ("签约60宗", "60宗", {"value": "60", "qualifier_norm": "exact"}),
            ("村规民约20份", "20份", {"value": "20", "qualifier_norm": "exact"}),
            ("累計設置3萬6千餘顆", "3萬6千餘顆", {"value": "36000", "magnitude": "萬", "qualifier": "餘"}),
            ("出勤1萬5,230次", "1萬5,230次", {"value": "15230", "magnitude": "萬", "unit": "次"}),
            ("走访1万2千人", "1万2千人", {"value": "12000"}),
            ("投入2亿3000万元", "2亿3000万元", {"value": "230000000", "magnitude": "亿", "unit": "元"}),
            ("收入1亿2,345万6,789元", "1亿2,345万6,789元", {"value": "123456789"}),
            ("发放两万3千份", "两万3千份", {"value": "23000"}),
            ("发放3万六千份", "3万六千份", {"value": "36000"}),
            ("挽回损失3百余万元", "3百余万元", {"value": "3000000", "unit": "元"}),
            ("讨薪1亿2000余万元", "1亿2000余万元", {"value": "120000000", "magnitude": "亿"}),
            ("一亿两千余万元", "一亿两千余万元", {"value": "120000000"}),
            ("培育1万零500户", "1万零500户", {"value": "10500"}),
            ("占三成五。", "三成五", {"value": "3.5", "unit": "成", "kind": "fraction"}),
            ("减少两成多。", "两成多", {"value": "2", "qualifier": "多", "qualifier_norm": "at_least"}),
            ("近五成，", "近五成", {"value": "5", "qualifier_norm": "approx"}),
            ("撤銷率約一成；", "約一成", {"value": "1", "unit": "成", "qualifier_norm": "approx"}),
            ("绿地120m2，", "120m2", {"value": "120", "unit": "m2", "kind": "area"}),
            ("周转量356.2亿吨公里", "356.2亿吨公里", {"value": "35620000000", "unit": "吨公里"}),
            ("总抽水量每秒156立方公尺", "156立方公尺", {"unit": "立方公尺", "kind": "rate"}),
            ("每百人拥有移动电话105部", "105部", {"value": "105", "kind": "rate"}),
            ("較上年成長12.3%", "12.3%", {"direction": "up"}),
            ("历时两年半", "两年半", {"value": "2.5", "unit": "年", "kind": "duration"}),
            ("历时一年半，", "一年半", {"value": "1.5", "unit": "年"}),
            ("用时2个半月", "2个半月", {"value": "2.5", "unit": "个月"}),
            ("用时3个多月", "3个多月", {"value": "3", "unit": "个月", "qualifier_norm": "at_least"}),
            ("每斤3元5角", "3元5角", {"value": "3.5", "unit": "元"}),
            ("全數於7日內回復", "7日內", {"value": "7", "qualifier": "內", "qualifier_norm": "at_most"}),
            ("合规率９６．５％", "９６．５％", {"unit": "％", "unit_norm": "%"}),
            ("里程3.6万公\uf9e9", "3.6万公\uf9e9", {"unit": "公\uf9e9", "unit_norm": "公里"}),
            ("每月服务不少于8小时", "不少于8小时", {"kind": "rate"}),
            ("“每月一法”讲堂12期", "12期", {"kind": "count"}),
            ("平均成绩91.5分", "91.5分", {"kind": "count"}),
            ("平均年龄57岁", "57岁", {"kind": "count"}),
            ("订定作业规定三种；", "三种", {"value": "3", "unit": "种"}),
        ),
    ),
    Rule(
        name="bare",
        has_unit=False,
        read=special.bare,
        examples=(
            ("平均跑动次数为0;", "0", {"value": "0", "kind": "rate"}),
            ("全区辖3街道5镇", "3街道", {"value": "3", "unit": "街道"}),
            ("参训3万余。", "3万余", {"value": "30000", "qualifier_norm": "at_least"}),
            ("平均辦理天數45日。", "45日", {"value": "45", "unit": "日", "kind": "duration"}),
            ("平均辦理時效2.35日。", "2.35日", {"value": "2.35", "unit": "日"}),
        ),
    ),
)

_RANKS = (special.ordinal,)
"""All that 第 leaves to try: 第3批, 第591页 are names."""
_RULES_FOR = {
    has_unit: {
        first: tuple(
            rule.read
            for rule in RULES
            if rule.read not in _RANKS
            and (not rule.begins or first in rule.begins)
            and rule.has_unit in (has_unit, None)
        )
        for first in f"{_DIGITS}{CHINESE}半{special.FORMAL}"
    }
    for has_unit in (True, False)
}

_ANCHOR = re.compile(f"[0-9]+|[{CHINESE}]+|半|[{special.FORMAL}]{{2,}}")


@following
def _anchors() -> re.Pattern[str]:
    """Return what numbers begin with, and as group ``word`` the numerals of which no rule makes anything.

    Of the numerals in a report most are letters of words (统一, 一是, 进一步): behind those stands nothing
    that goes on with a number, and the rules, 10 µs for each, need not be asked.
    """
    lists = qualifiers()
    goes_on = {*units().begins(), *lists.inside, *lists.after_first, *special.TO, *special.FORMAL}
    goes_on.update(_DIGITS, "点分半番次元圆")
    after = re.escape("".join(sorted(goes_on)))
    # The first letter is read at once, so that all that begins no number is skipped, and then looked back at.
    return re.compile(
        f"[{_DIGITS}{CHINESE}半{special.FORMAL}](?:(?<=[0-9])[0-9]*"
        f"|(?<=[{CHINESE}])(?:(?<!零)(?<!第.)[{CHINESE}]*+(?![{after}])(?P<word>)|[{CHINESE}]*)"
        f"|(?<=半)|(?<=[{special.FORMAL}])[{special.FORMAL}]+)"
    )


# Digits that no word stands beside state nothing, and need no rule to say so: the cells of a row.
_ALONE = re.compile('(?<![一-鿿])[0-9]++(?:[，,、；;。)）”’"!！?？](?![0-9]{3})|\n(?=[0-9])|\\Z)')
_FOLLOWS = re.compile("(?:、|和|及|与|以及)\\Z")


def mentions(view: View, stops: Stops) -> Iterator[Mention]:
    """Yield the mentions of a view in text order, none overlapping another."""
    text = view.flat
    position = stop_start = stop_end = 0
    previous: Mention | None = None
    anchors = _anchors()
    while anchor := anchors.search(text, position):
        start, position = anchor.span()
        if anchor.lastgroup:
            continue
        if stop_end <= start:
            stop_start, stop_end = stops.next_run(start)
        if stop_start <= start:
            position = stop_end
            continue
        before = text[start - 1 : start]
        # After an ideograph, where most numbers stand, there is nothing to ask.
        if not "一" <= before <= "鿿" and (_ALONE.match(text, start) or _is_part_of_a_code(text, start)):
            continue
        amount = amount_at(view, start)
        has_unit = amount is not None and amount.unit is not None
        for read in _RANKS if before == "第" else _RULES_FOR[has_unit][text[start]]:
            mention = read(view, start, amount)
            if mention is None:
                continue
            if mention.end > stop_start and stops.next_run(mention.end - 1)[0] < mention.end:
                break
            if previous is not None and "direction" in previous.features:
                mention = _continued(text, previous, mention)
            if previous is not None and mention.start < previous.end:
                mention = mention._replace(start=previous.end)
            yield mention
            previous = mention
            position = max(position, mention.end)
            break


def _is_part_of_a_code(text: str, position: int) -> bool:
    """Whether a letter or a decimal point stands straight before: A4, .5; names of three letters may."""
    before = text[max(0, position - 3) : position]
    if before[-1:] == ".":
        return True
    if not (before[-1:].isascii() and before[-1:].isalnum()):
        return False
    return not (len(before) == 3 and before.isascii() and before.isalpha())


def _continued(text: str, previous: Mention, mention: Mention) -> Mention:
    """Carry a direction on through a list: 同比分别下降34.9%、36.3%."""
    if "direction" in mention.features:
        return mention
    between = text[previous.end : mention.start]
    if len(between) > 2 or not _FOLLOWS.fullmatch(between):
        return mention
    if previous.features.get("unit_norm") != mention.features.get("unit_norm"):
        return mention
    return mention._replace(features={**mention.features, "direction": previous.features["direction"]})


def first_number(view: View) -> Mention | None:
    """Return the first number of a text whatever stands around it: a lone 12, 一批, “两期”."""
    for anchor in _ANCHOR.finditer(view.flat):
        amount = amount_at(view, anchor.start())
        if amount is None:
            continue
        unit = amount.unit
        return stated(
            view,
            start=amount.start,
            end=unit.end if unit else amount.unit_start,
            value=amount.value,
            kind=unit.kind if unit else "count",
            unit=amount.written_unit,
            unit_norm=unit.norm if unit else "",
            magnitude=amount.magnitude,
            inside=amount.inside_start,
            confidence=0.3,
        )
    return None
