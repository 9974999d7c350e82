"""The extractors are found in their folder, name their layers, and keep their pace on hostile text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from annotator.extractors import Extractor, all_extractors
from annotator.text.reading import read


def test_ours_are_found() -> None:
    assert set(all_extractors()) >= {"claims", "dates", "quantities", "titles"}
    assert all(isinstance(extractor, Extractor) for extractor in all_extractors().values())


NAMES = ["claims", "dates", "quantities", "titles"]


@pytest.mark.parametrize("name", NAMES)
def test_an_extractor_says_what_determines_its_answer(name: str) -> None:
    extractor = all_extractors()[name]
    suggestion = extractor.extract(read("2023年5月，依据《条例》办理3件，均已办结。"))[0]
    assert (suggestion.extractor, suggestion.version) == (name, extractor.version)
    assert (suggestion.layer, suggestion.lexicon) == (extractor.layer, extractor.lexicon)
    assert len(extractor.lexicon) == 64


HOSTILE = [
    "1",
    "《",
    "1,",
    "1,234",
    "(",
    "“",
    "1:",
    "1.",
    "第1、",
    "1\n",
    "规章00",
    "一",
    " ",
    "1年",
    "2023、",
    "1a@",
    "http://",
    "1件以上",
    "伍拾",
    "半",
    "1万",
    "三成",
    "未发生",
    "均",
    "2023年",
    "去年同期",
    "其中3件",
    "全区",
    "占5%",
    "同比下降3%、",
    "零投诉、",
    "2021年、",
    "第一批有3件",
]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_no_input_is_too_odd(name: str, unit: str) -> None:
    """The suite's time limit is the only clock here; ``bench/extract.py`` tells how time grows."""
    reading = read(unit * (20_000 // len(unit)))
    found = all_extractors()[name].extract(reading)
    places = [(each.start, each.end) for each in found]
    assert places == sorted(places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert all(0 <= start < end <= len(reading.original) for start, end in places)
