"""The extractors are found in their folder, name their layers, and keep their pace on hostile text."""

from __future__ import annotations

import time

import pytest

from annotator.extractors import Extractor, all_extractors
from annotator.text.reading import read


def test_ours_are_found() -> None:
    assert set(all_extractors()) >= {"dates", "quantities", "titles"}
    assert all(isinstance(extractor, Extractor) for extractor in all_extractors().values())


@pytest.mark.parametrize("name", ["dates", "quantities", "titles"])
def test_an_extractor_says_what_determines_its_answer(name: str) -> None:
    extractor = all_extractors()[name]
    suggestion = extractor.extract(read("2023年5月，依据《条例》办理3件。"))[0]
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
]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("name", ["dates", "quantities", "titles"])
def test_time_grows_with_the_text_and_no_faster(name: str, unit: str) -> None:
    extractor = all_extractors()[name]

    def seconds(length: int) -> float:
        reading = read(unit * (length // len(unit)))
        began = time.perf_counter()
        extractor.extract(reading)
        return time.perf_counter() - began

    seconds(1_000)
    assert seconds(80_000) < 0.2 + 12 * seconds(16_000)
