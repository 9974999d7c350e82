"""Laws of looking where a number may be: the same is found as by looking everywhere, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.extractors import all_extractors, parse_number
from annotator.model.spans import Fragment
from annotator.numbers import additions, amounts, calendar, grammar
from annotator.numbers import stops as stops_module
from annotator.numbers.lexicon import simplified, units, word_list
from annotator.numbers.stops import Stops
from annotator.numbers.view import view_of
from annotator.text.cleaning import clean
from annotator.text.reading import read
from tests.laws.test_extractor_laws import SIGNS, TEXTS, WORDS

STOPS = word_list("stops")["stop"]
TOLD = [text for stop in STOPS for text in (*stop["examples"], *stop["spared"], stop.get("context", ""))]
CROWDED = st.lists(
    st.sampled_from([*SIGNS, *WORDS, *TOLD, *"条款届后代+·×点分季度上下前热线"]), max_size=24
).map("".join)
ADDED = (("not_a_number", "3号文", ""), ("not_a_number", "12件套", ""))


def by_brute_force(flat: str) -> list[Fragment]:
    """Every pattern over the whole text; runs that meet are one."""
    patterns = [re.compile(stop["pattern"]) for stop in word_list("stops")["stop"]]
    runs = [match.span() for pattern in patterns for match in pattern.finditer(flat)]
    runs += [(when.start, when.end) for when in calendar.dates(flat)]
    runs += stops_module._marked(flat)
    merged: list[Fragment] = []
    for start, end in sorted(runs):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def runs_of(stops: Stops, length: int) -> Iterator[Fragment]:
    position = 0
    while position < length:
        start, end = stops.next_run(position)
        if start >= length:
            return
        yield start, end
        position = end


@given(CROWDED)
@example("12345便民服务热线，第三十五条，2023年第三季度，http://a.b/1，〔2015〕86号，12:12:12:12")
def test_stops_asked_where_they_may_begin_are_those_by_brute_force(text: str) -> None:
    flat = view_of(clean(text)).flat
    assert list(runs_of(Stops(flat), len(flat))) == by_brute_force(flat)


@given(CROWDED)
def test_so_are_those_with_what_a_project_adds(text: str) -> None:
    with additions.using(ADDED):
        flat = view_of(clean(text)).flat
        assert list(runs_of(Stops(flat), len(flat))) == by_brute_force(flat)


@given(CROWDED)
@example("第一、一是统一思想,十一个百分之三,二十余人,一半以上,为零，伍拾万元")
def test_numerals_that_are_passed_over_hold_no_number(text: str) -> None:
    view = view_of(clean(text))
    stops = Stops(view.flat)
    few = list(grammar.mentions(view, stops))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar, "_anchors", lambda: grammar._ANCHOR)
        assert few == list(grammar.mentions(view, stops))


@given(CROWDED)
def test_a_unit_is_the_longest_that_is_listed_and_not_guarded(text: str) -> None:
    lists = word_list("units")
    guard = re.compile("|".join(lists["guards"]["always"]))
    known = units()._kinds
    for place in range(len(text)):
        listed = [
            text[place : place + length]
            for length in range(1, 25)
            if text[place : place + length] in known
            and not re.match("[A-Za-z][A-Za-z0-9]", text[place + length - 1 :])
        ]
        found = units().at(text, place)
        assert (found is None) == (not listed or guard.match(text, place) is not None)
        assert found is None or text[place : found.end].startswith(listed[-1])


@given(st.text(alphabet="萬億個项項条3年餘a𠮷", max_size=40), st.booleans())
def test_simplifying_runs_is_simplifying_every_character(text: str, is_traditional: bool) -> None:
    pairs = word_list("variants")["pairs"].split()
    table = {ord(pair[0]): pair[1] for pair in pairs}
    text = "萬" * 1200 + text if is_traditional else text
    assert simplified(text) == text.translate(table)


ANY = st.text(alphabet=st.characters(), max_size=60) | TEXTS | CROWDED
STRANGE = [
    "\ud800",
    "\udfff",
    "𠮷",
    "\x00",
    "\u202e",
    "\u200f",
    "\u2066",
    "１",
    "٣",
    "४",
    "²",
    "½",
    "①",
    "㈠",
    "〇",
]


@given(st.lists(st.sampled_from(STRANGE) | ANY, max_size=8).map("".join))
@example("9" * 5000 + "件")
@example("1," * 3000 + "000元")
@example("一" * 5000 + "件")
@example("1.000000000000000000000001件")
@example("999999999999999999999999万亿亿元")
def test_whatever_the_text_is_a_suggestion_is_a_number_of_it(text: str) -> None:
    last = 0
    for suggestion in all_extractors()["quantities"].extract(read(text)):
        assert last <= suggestion.start < suggestion.end <= len(text)
        last = suggestion.end
        for key in ("value", "value_max"):
            value = suggestion.features.get(key, "0")
            assert re.fullmatch(r"[0-9]+(?:\.[0-9]{1,6})?", value)


PLAIN = [
    f"{number}{unit}"
    for number in ("12", "3.6万", "1,234", "十二", "３０")
    for unit in ("件", "人次", "万元", "%")
]


@given(
    st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6),
    st.sampled_from(["，", "。办理", "、", "；其中办结"]),
)
def test_a_mention_by_itself_states_the_same(words: list[str], between: str) -> None:
    text = "办理" + between.join(words)
    for suggestion in all_extractors()["quantities"].extract(read(text)):
        alone = parse_number(text[suggestion.start : suggestion.end])
        for key in ("value", "unit", "unit_norm", "magnitude"):
            assert alone.get(key) == suggestion.features.get(key)


ODD = [
    "1",
    "1,",
    "1，",
    "(",
    "一",
    "零",
    "1件以上",
    "规章00",
    "伍拾",
    "1年",
    "“",
    "，1件",
    "《",
    "》",
    "１",
    " ",
    "\u3000",
    "\n",
]
ODD += [
    "12:",
    "1.",
    "第一",
    "3月",
    "1月1日至",
    "http://",
    "a@",
    "个(gè)",
    "1至",
    "12件、",
    "翻一番",
    "1/",
    "百分之",
    "1万",
    "“1",
]


class Counted:
    """A pattern that counts how many characters its answers read."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.read = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        found = self.pattern.match(text, *place)
        self.read += 1 + (found.end() - found.start() if found else 0)
        return found

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        found = self.pattern.search(text, *place)
        self.read += 1 + (found.end() - min(place[:1] or (0,)) if found else 0)
        return found


def steps(text: str) -> int:
    """How much the patterns of stops and anchors read of a text, and how many numbers were tried."""
    view = view_of(clean(text))
    patterns = stops_module._patterns()
    counted = [Counted(grammar._anchors())]
    tried = 0

    def amount_at(*places: Any) -> Any:
        nonlocal tried
        tried += 1
        return amounts.amount_at(*places)

    class Possible(dict[str, Any]):
        def __missing__(self, first: str) -> Any:
            any_of, each = patterns.by_first[first]
            wrapped = [Counted(any_of), *(Counted(pattern) for _, pattern in each)]
            counted.extend(wrapped)
            self[first] = wrapped[0], tuple(zip((number for number, _ in each), wrapped[1:], strict=True))
            return self[first]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar, "amount_at", amount_at)
        patch.setattr(grammar, "_anchors", lambda: counted[0])
        listed = stops_module._Patterns(
            anywhere=patterns.anywhere, places=patterns.places, by_first=Possible()
        )
        patch.setattr(stops_module, "_patterns", lambda: listed)
        list(grammar.mentions(view, Stops(view.flat)))
    return tried + sum(one.read for one in counted)


@pytest.mark.parametrize("odd", ODD)
def test_twice_the_text_is_twice_the_work(odd: str) -> None:
    small, large = (steps(odd * (length // len(odd))) for length in (3_000, 6_000))
    assert large <= 2.2 * small + 200
