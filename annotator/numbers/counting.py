"""Owns which Chinese numerals with a unit count something, and which are parts of words and names."""

from __future__ import annotations

import re

from annotator.numbers.amounts import Amount, is_bare_tens
from annotator.numbers.lexicon import qualifiers
from annotator.numbers.view import View

_NOT_A_COUNT_AFTER = frozenset("第每几数上初")
_DAY_OF_WEEK = re.compile("(?:星期|周|礼拜|老|小|高|初|大)\\Z")
_CLAUSE_START = re.compile("[，。；：,;:\\n]")
_SPELLED_YEAR = re.compile("[零〇一二三四五六七八九]{4}年")


def counts(view: View, amount: Amount) -> bool:
    """Whether Chinese numerals with a unit count something: 两批, 十二件; not 一批, 二期, 三级, 百家."""
    text = view.flat
    run = text[amount.start : amount.number_end]
    is_whole = amount.value == int(amount.value)
    is_qualified = bool(amount.inside or qualifiers().before_number(text, amount.start))
    # 约一成 is a share; 一成 alone is left, as 一批 is.
    is_share = amount.unit is not None and amount.unit.norm == "成" and bool(is_qualified or amount.after)
    if (run in ("一", "二", "零", "〇") and is_whole and not is_share) or _SPELLED_YEAR.match(
        text, amount.start
    ):
        return False
    previous = text[amount.start - 1 : amount.start]
    if (previous in _NOT_A_COUNT_AFTER and previous) or _DAY_OF_WEEK.search(
        text, max(0, amount.start - 2), amount.start
    ):
        return False
    if is_bare_tens(view, amount) and not is_qualified:
        return False
    return not _is_apposition(text, amount)


def _is_apposition(text: str, amount: Amount) -> bool:
    """Whether the number only counts the words just listed: 检查、处罚、强制三项."""
    if amount.value > 12 or amount.inside or text[amount.end : amount.end + 1].isdigit():
        return False  # 第一批、第二批清单两批135项 counts
    window = text[max(0, amount.start - 60) : amount.start]
    starts = [match.end() for match in _CLAUSE_START.finditer(window)]
    clause = window[starts[-1] :] if starts else window
    listed = clause.count("、") + len(re.findall("[和及与]", clause.rsplit("、", 1)[-1]))
    is_open = clause.endswith(("等", "共", "为"))
    return not is_open and "、" in clause and listed >= amount.value - 1 and not re.search("[0-9]", clause)
