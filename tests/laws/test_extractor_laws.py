"""Laws of every extractor: pure, in text order, inside the text, never overlapping itself."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from annotator.extractors import all_extractors, parse_number
from annotator.text.reading import read

SIGNS = [
    *'10２一两三百千万亿半伍拾余多约近超过件个项%％元角年月日第号倍成内《》〈〉“”"()（）—-至:：',
    *"、，,。为达𠮷ＡA/\n \u00a0\u3000\u200b",
]
WORDS = [
    "12",
    "100",
    "2023",
    "1.5",
    "1,234",
    "1，234",
    "00",
    "十二",
    "不超过",
    "以上",
    "左右",
    "个(gè)",
    "平方米",
]
WORDS += ["人次", "个工作日", "百分之", "分之", "同比", "下降", "每月", "全年办理", "热线", "规章", "kg"]
TEXTS = st.lists(st.sampled_from(SIGNS + WORDS), max_size=30).map("".join)


@given(TEXTS | st.text(max_size=60))
def test_suggestions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    for extractor in all_extractors().values():
        last = 0
        for suggestion in extractor.extract(read(text)):
            assert last <= suggestion.start < suggestion.end <= len(text)
            words = text[suggestion.start : suggestion.end]
            assert words == words.strip()
            assert 0 < suggestion.confidence <= 1
            last = suggestion.end


@given(TEXTS)
def test_extracting_is_pure(text: str) -> None:
    for extractor in all_extractors().values():
        reading = read(text)
        assert extractor.extract(reading) == extractor.extract(reading) == extractor.extract(read(text))


@given(TEXTS)
def test_values_are_plain_decimals(text: str) -> None:
    for suggestion in all_extractors()["quantities"].extract(read(text)):
        for key in ("value", "value_max"):
            written = suggestion.features.get(key)
            if written is not None:
                assert set(written) <= set("0123456789.")
                assert len(written.partition(".")[2]) <= 6
                assert Decimal(written) >= 0
        unit = suggestion.features.get("unit")
        assert unit is None or unit.strip()


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["件", "万元", "个工作日", "%", "平方米"]),
)
def test_what_is_written_is_what_is_read(value: Decimal, unit: str) -> None:
    written = f"{value.normalize():f}"
    features = parse_number(f"{written}{unit}")
    factor = 10_000 if unit.startswith("万") else 1
    assert Decimal(features["value"]) == value * factor
    assert features["unit"] == unit.removeprefix("万")


@given(st.text(max_size=40))
def test_parsing_a_selection_never_fails(text: str) -> None:
    assert isinstance(parse_number(text), dict)
