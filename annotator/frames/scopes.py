"""Owns whose number it is and as what it was counted: scope and aspect (口径).

The scope follows the subject of the clause, which is carried on to the clauses after it in the sentence;
without a subject a bureau or a street means itself, and a government says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from annotator.frames.facts import Facts
from annotator.frames.frame import Aspect, Role, Scope
from annotator.frames.report import Report
from annotator.numbers.additions import following
from annotator.numbers.lexicon import word_list
from annotator.numbers.mentions import Mention

_CLAUSE = re.compile("[，,。；;：:\n！？]")
_LEADS = frozenset('(（0123456789〇零一二三四五六七八九十其同此另目截今全去上下年现并由据底末度以在“"')
"""What a lead may begin with: most clauses have none, and are not asked for it."""
_LEAD = re.compile(
    "(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）.、]|[一二三四五六七八九十]+是|其中|同时|此外|另外|目前|截至目前|今年以来|今年|全年|"
    '去年|上半年|下半年|年内|现|并|由|据统计|(?:截[至止])?(?:[0-9〇零一二三四五六七八九]{2,4}年)?(?:[0-9]{1,2}月)?[底末]?(?:度|以来)?|在|[“"])*'
)
_WITHIN = re.compile("在([一-鿿]{2,8}?)(?:范围内|各|全域)|在([全我][一-鿿]{1,2})")
_LEVELS = ("township", "county", "city", "province")
_OFFICE = re.compile("(?:道?办事处|人民政府|政府)$")
_TOWNSHIPS = "镇乡街"
_FAR = 160
"""Characters before a number beyond which no subject is sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Scope and aspect of a number; where no word says whose it is, it is the body's own."""

    scope: Scope | None
    aspect: Aspect | None


@cache
def _standing(scope: Scope | None, aspect: Aspect | None) -> Standing:
    """The standing that all numbers of one scope and aspect share."""
    return Standing(scope=scope, aspect=aspect)


@following
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = word_list("bodies")
    other = lists["other"]
    # 区法院, 市人社局, 云城区司法局: a region, then what it is called.
    organ = f"[{other['regions']}][一-鿿]{{0,12}}?(?:{_either(other['ends'])})"
    near = "".join(sorted({word[0] for word in [*lists["area"]["words"], *lists["system"]["words"]]}))
    new = lists["aspects"]["new"]["words"]
    stock = lists["aspects"]["stock"]
    return {
        "region": re.compile(f"[{other['regions']}]"),
        "government": re.compile(f"([{other['regions']}])(?:人民政府|政府|行署)\\Z"),
        "near": re.compile(f"[{near}]"),
        "told": re.compile(f"[{_aspect_letters()}]"),
        "own": re.compile(_either(lists["own"]["words"])),
        "area": re.compile(_either(lists["area"]["words"])),
        "system": re.compile("|".join([_either(lists["system"]["words"]), *lists["system"]["patterns"]])),
        "organ": re.compile(
            f"(?![{other['not_first']}])(?:{organ}|(?:{_either(other['alone'])}))(?<!大厅)(?!{_either(other['not_before'])})"
        ),
        "not_after": re.compile(_either(lists["area"]["not_after"])),
        "not_before": re.compile(_either(lists["area"]["not_before"])),
        "cumulative": re.compile(_either(lists["aspects"]["cumulative"]["words"])),
        "new": re.compile(f"(?!{_either(lists['aspects']['new']['not_new'])})(?:{_either(new)})"),
        "stock": re.compile(_either(stock["words"])),
        "now": re.compile(f"(?:{_either(stock['now'])})[，,]?(?P<rest>[^，,。；;]*)\\Z"),
        "exists": re.compile(_either(stock["exists"])),
        "acts": re.compile(_either(stock["acts"])),
        "year": re.compile(_either(lists["aspects"]["year"]["words"])),
    }


@following
def _first_letters() -> frozenset[str]:
    """The characters that the words for whose a number is begin with."""
    lists = word_list("bodies")
    other = lists["other"]
    words = [*lists["own"]["words"], *lists["area"]["words"], *lists["system"]["words"], *other["alone"]]
    return frozenset({word[0] for word in words} | set(other["regions"]) | set("全本我"))


def _aspect_letters() -> str:
    """The characters of which one stands wherever words say as what something was counted."""
    aspects = word_list("bodies")["aspects"]
    words = [word for aspect in aspects.values() for word in aspect["words"]]
    return "".join(sorted({word[0] for word in [*words, *aspects["stock"]["now"]]}))


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def standings(report: Report, facts: Facts, roles: Sequence[Role]) -> list[Standing]:
    """Return scope and aspect of each mention, in their order.  Linear."""
    reader = _Reader(report, facts)
    return [reader.standing(n, role) for n, role in enumerate(roles)]


class _Reader:
    """Goes through the mentions in text order; keeps subject and aspect of the sentence."""

    def __init__(self, report: Report, facts: Facts) -> None:
        self._report = report
        self._facts = facts
        self._region = facts.body[:2] or "\n"
        self._short = _OFFICE.sub("", facts.body)
        self._flat = report.view.flat
        self._patterns = _patterns()
        self._begins = _LEADS | _first_letters() | {self._region[0]}
        self._sentence = (-1, -1)
        self._subject: Scope | None = None
        self._read_to = 0
        self._aspect: Aspect | None = None
        self._aspect_unit = ""

    def standing(self, n: int, role: Role) -> Standing:
        """Return scope and aspect of the mention of that index."""
        mention = self._report.mentions[n]
        sentence = self._report.homes[n]
        if sentence != self._sentence:
            self._sentence, self._subject, self._aspect = sentence, None, None
            self._read_to = sentence[0]
        self._read_subjects(mention.start)
        scope = self._in_the_clause(n, mention) or self._subject
        aspect = self._aspect_of(n, mention, role)
        is_own = scope is None and not self._facts.is_area
        return _standing("本机关" if is_own else scope, aspect)

    # Scope ----------------------------------------------------------------------------------------

    def _read_subjects(self, place: int) -> None:
        """Take in the subjects of the clauses up to a place."""
        start = max(self._read_to, place - 4 * _FAR)
        ends = self._report.ends
        for n in range(bisect_right(ends, start), bisect_right(ends, place)):
            if self._flat[start] in self._begins:
                self._subject = self._subject_at(start, ends[n] - 1) or self._subject
            start = ends[n]
        if start < place and self._flat[start] in self._begins:
            self._subject = self._subject_at(start, place) or self._subject
        self._read_to = start

    def _subject_at(self, start: int, stop: int) -> Scope | None:
        """The scope that the subject of a clause says, None when it has none."""
        if start < stop and self._flat[start] in _LEADS and (lead := _LEAD.match(self._flat, start, stop)):
            start = lead.end()
        place = start
        if place >= stop:
            return None
        patterns = self._patterns
        if self._flat[place] not in _first_letters():
            return self._organ(place, stop) if self._flat.startswith(self._region, place) else None
        if patterns["own"].match(self._flat, place, stop):
            return "本机关"
        system = patterns["system"].match(self._flat, place, stop)
        if system:
            return "全系统"
        area = patterns["area"].match(self._flat, place, stop)
        if area and self._is_own_area(area):
            # 我区市场监督管理局 is an organ of the area.
            return self._organ(area.end(), stop) or "全辖区"
        return self._organ(place, stop)

    def _organ(self, place: int, stop: int) -> Scope | None:
        """The scope of a named organ at a place: 区法院, or with the name of the reporter's own region."""
        if self._begins_with_reporter(place):
            return "本机关"
        if self._flat.startswith(self._region, place):
            first = self._patterns["region"].search(self._flat, place, place + 10)
            place = first.start() if first else place
        organ = self._patterns["organ"].match(self._flat, place, min(stop, place + 24))
        if organ is None:
            return None
        # 县城管局 for 某某县城市管理局
        letters = iter(self._facts.body)
        if self._facts.body and all(letter in letters for letter in organ[0]):
            return "本机关"
        if self._facts.level in ("township", "") and organ[0][0] in _TOWNSHIPS and not self._facts.is_area:
            return "本机关"
        government = self._patterns["government"].match(organ[0])
        if government and self._facts.is_area and self._reach(government[1]) == self._facts.level:
            return "本机关"
        if not self._facts.is_area and organ[0] in ("部门", "主管部门"):
            return None
        return "其他机关"

    def _begins_with_reporter(self, place: int) -> bool:
        """Whether the reporter, or a body of its own, is named at a place: 新市街道, 新市街综治中心."""
        short = self._short
        if len(short) < 2 or not self._flat.startswith(short, place):
            return False
        # What is called after the area of a government need not be the government's.
        return not self._facts.is_area or self._flat.startswith(("政府", "人民政府"), place + len(short))

    def _in_the_clause(self, n: int, mention: Mention) -> Scope | None:
        """What the words beside a number say: 全市97个商圈, 在全市范围内选树12名."""
        start = max(mention.start - _FAR, self._report.clauses[n])
        patterns = self._patterns
        if not patterns["near"].search(self._flat, start, mention.start):
            return None
        if patterns["not_after"].search(self._flat, start, mention.start):
            return None
        if patterns["system"].search(self._flat, start, mention.start):
            return "全系统"
        for area in patterns["area"].finditer(self._flat, start, mention.start):
            if not self._is_own_area(area) or patterns["not_before"].match(self._flat, area.end()):
                continue
            first = max(self._sentence[0], mention.start - _FAR)
            opened = self._flat.rfind("《", first, area.start())
            if opened > self._flat.rfind("》", first, area.start()):
                continue
            is_beside = area.end() == mention.start
            is_within = (
                self._flat.endswith("在", start, area.start())
                or "范围" in self._flat[area.end() : area.end() + 2]
            )
            if is_beside or is_within or area[0] == "全域" or self._facts.is_area:
                return "全辖区"
        return None

    def _is_own_area(self, area: re.Match[str]) -> bool:
        """Whether a word for an area means no more than the reporter's."""
        if not self._facts.level:
            return True
        word = area[0]
        if word[0] not in "全我本":
            return True
        reach = self._reach(word[-1])
        return not reach or _LEVELS.index(reach) <= _LEVELS.index(self._facts.level)

    def _reach(self, region: str) -> str:
        """The level of a region by the character that it is called by, "" for none."""
        lists = word_list("bodies")["area"]
        return next((level for level in _LEVELS if region in lists[level]), "")

    # Aspect ---------------------------------------------------------------------------------------

    def _aspect_of(self, n: int, mention: Mention, role: Role) -> Aspect | None:
        kind, unit = self._report.kinds[n], self._report.units[n]
        if role in ("share", "change", "rank", "duration") or kind == "table":
            return None
        previous = self._report.mentions[n - 1].end if n else 0
        first = max(previous, self._sentence[0], mention.start - _FAR)
        found = self._aspect_said(n, mention, first)
        if found is None and self._aspect is None:
            return None
        if found is None and self._aspect and self._report.clauses[n] <= first:
            found = self._aspect
        elif found is None and self._aspect == "存量":
            # 梳理现行有效区政府规范性文件13件,部门规范性文件7件
            acts = self._patterns["acts"].search(self._flat, first, mention.start)
            is_alike = unit == self._aspect_unit and not acts
            found = self._aspect if is_alike else None
        if found or unit != "%":
            if found != self._aspect:
                self._aspect_unit = unit
            self._aspect = found or (self._aspect if self._aspect == "存量" else None)
        return found if kind != "percent" else None

    def _aspect_said(self, n: int, mention: Mention, first: int) -> Aspect | None:
        """What the words of the clause say, before the number or in the noun behind it."""
        start = max(first, self._report.clauses[n])
        patterns = self._patterns
        if not patterns["told"].search(self._flat, max(first, start - 8), mention.end + 12):
            return None
        if patterns["cumulative"].search(self._flat, start, mention.start):
            return "累计"
        behind = _CLAUSE.search(self._flat, mention.end, mention.end + 12)
        stop = behind.start() if behind else mention.end
        if patterns["new"].search(self._flat, start, mention.start) or patterns["new"].match(
            self._flat, mention.end, stop
        ):
            return "新增"
        if patterns["stock"].search(self._flat, start, mention.start):
            return "存量"
        now = patterns["now"].search(self._flat, max(first, start - 8), mention.start)
        if now and not patterns["acts"].search(now["rest"]) and patterns["exists"].search(now["rest"]):
            return "存量"
        return "当年" if patterns["year"].search(self._flat, start, mention.start) else None
