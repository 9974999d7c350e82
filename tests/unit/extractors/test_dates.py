"""A mention that names a month or a day is a date with its ISO form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.extractors import dates, parse_number
from annotator.text.reading import read

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = SHARED / "gold" / "gold_numbers_seeds.jsonl"


def found_in(text: str) -> list[tuple[str, Any]]:
    return [(text[s.start : s.end], s.features.get("iso")) for s in dates.EXTRACTOR.extract(read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年1月14日", [("2025年1月14日", "2025-01-14")]),
        ("2023-12-20 10:27浏览次数", [("2023-12-20 10:27", "2023-12-20T10:27")]),
        ("2024/01/05、2024.1.6", [("2024/01/05", "2024-01-05"), ("2024.1.6", "2024-01-06")]),
        ("2023年总结。截至10月底", [("10月底", "2023-10")]),
        ("2024年，7月、10月、12月", [("7月", "2024-07"), ("10月", "2024-10"), ("12月", "2024-12")]),
        (
            "2023年报告。2022年9月起，11月止。3月",
            [("2022年9月", "2022-09"), ("11月", "2022-11"), ("3月", "2023-03")],
        ),
        ("二〇二三年十二月三十一日", [("二〇二三年十二月三十一日", "2023-12-31")]),
        ("民國113年10月5日、112年3月", [("民國113年10月5日", "2024-10-05"), ("112年3月", "2023-03")]),
        ("2023年1—11月份", [("2023年1—11月份", "2023-01/2023-11")]),
        ("2023年12月1日至7日", [("2023年12月1日至7日", "2023-12-01/2023-12-07")]),
        ("2023 年 5 月\n3 日", [("2023 年 5 月\n3 日", "2023-05-03")]),
        ("２０２３年５月", [("２０２３年５月", "2023-05")]),
        ("9月", [("9月", None)]),
        ("《关于2023年5月工作的通知》", []),
        ("3个月、13月、2023年、第5次", []),
        ("2023年2月30日、农历十月初七", []),
    ],
)
def test_dates(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found_in(text) == expected


def test_the_part_of_a_month_is_its_qualifier() -> None:
    suggestion = dates.EXTRACTOR.extract(read("2023年10月底"))[0]
    assert dict(suggestion.features) == {"kind": "date", "iso": "2023-10", "qualifier": "底"}


def test_a_selected_date_is_parsed_whole_or_not_at_all() -> None:
    assert parse_number(" 2023年10月底 ") == {"kind": "date", "iso": "2023-10", "qualifier": "底"}
    assert parse_number("10月办理3件")["value"] == "3"


def test_every_date_of_the_known_reports() -> None:
    if not GOLD.is_file():
        pytest.skip("the five known reports are not on this machine")
    gold = [line for line in map(json.loads, GOLD.read_text("utf-8").splitlines()) if line["tier"] == "date"]
    assert len(gold) == 8
    for name in sorted({line["file"] for line in gold}):
        text = (SHARED / "seeds" / name).read_bytes().decode("utf-8")
        found = {(s.start, s.end, s.features.get("iso")) for s in dates.EXTRACTOR.extract(read(text))}
        assert found == {(line["start"], line["end"], line["iso"]) for line in gold if line["file"] == name}
