"""Claims without digits are found as their list says, and spared where it says so."""

from __future__ import annotations

import pytest

from annotator.extractors.claims import EXTRACTOR
from annotator.frames.claims import claims
from annotator.numbers.lexicon import word_list
from annotator.text.reading import read

LIST = word_list("claims")["claim"]
EXAMPLES = [(claim["label"], words) for claim in LIST for words in claim["examples"]]
SPARED = [words for claim in LIST for words in claim["spared"]]


@pytest.mark.parametrize(("label", "words"), EXAMPLES)
@pytest.mark.parametrize("frame", ["{}", "加强监督，{}。", "{}；完成审计"])
def test_an_example_is_found_in_full(label: str, words: str, frame: str) -> None:
    text = frame.format(words)
    found = [(claim.label, text[claim.start : claim.end].strip("“”")) for claim in claims(text)]
    assert found == [(label, words.strip("“”"))]


@pytest.mark.parametrize("words", SPARED)
@pytest.mark.parametrize("frame", ["{}", "加强监督，{}。"])
def test_a_counter_example_is_spared(words: str, frame: str) -> None:
    assert claims(frame.format(words)) == []


REPORT = """石湾县水利局2023年法治政府建设年度报告

2023年，办理行政许可40件，未发生行政复议案件。上半年，受理信访12件，全部按期办结。
实现执法人员培训全覆盖，确保未发生安全事故。
四、2024年工作安排
实现法律顾问全覆盖。
"""


def test_the_period_is_told_where_the_text_tells_it_and_plans_are_no_claims() -> None:
    suggestions = EXTRACTOR.extract(read(REPORT))
    found = [(REPORT[each.start : each.end], each.label, dict(each.features)) for each in suggestions]
    year = {"period_from": "2023-01-01", "period_to": "2023-12-31"}
    half = {"period_from": "2023-01-01", "period_to": "2023-06-30"}
    assert found == [
        ("未发生行政复议案件", "zero_claim", {"indicator": "行政复议案件", **year}),
        ("全部按期办结", "full_claim", half),
        ("实现执法人员培训全覆盖", "full_claim", {"indicator": "执法人员培训"}),
    ]
