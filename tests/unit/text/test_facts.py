"""What is guessed of a document, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.text.cleaning import clean
from annotator.text.facts import document_facts

OPENING = "\n2023年,我局坚持依法行政。\n一、工作"


def test_title_body_region_year_and_publication() -> None:
    text = "杭州市城管局2023年法治政府建设年度报告\n\n发布时间:2023-12-20 10:27浏览次数:来源:政策法规处\n"
    assert document_facts(text + "2023年是开局之年。") == {
        "title": "杭州市城管局2023年法治政府建设年度报告",
        "body": "杭州市城管局",
        "region": "杭州市",
        "year": "2023",
        "published": "2023-12-20",
    }


def test_a_title_on_two_lines() -> None:
    facts = document_facts("湛江市司法局\n关于2023年度法治政府建设情况的报告" + OPENING)
    assert facts["title"] == "湛江市司法局关于2023年度法治政府建设情况的报告"
    assert facts["body"] == "湛江市司法局"


def test_a_label_of_the_page_is_no_title() -> None:
    text = "首页>公开>法治政府建设年度报告\n法治政府建设年度报告\n和平区司法局2023年法治政府建设工作总结"
    assert document_facts(text + OPENING)["title"] == "和平区司法局2023年法治政府建设工作总结"


@pytest.mark.parametrize(
    ("lines", "signed", "body"),
    [
        ("武陟县城市管理局\n2025年1月14日", "2025-01-14", "武陟县城市管理局"),
        ("武陟县城市管理局 2025年1月14日", "2025-01-14", "武陟县城市管理局"),
        ("武陟县城市管理局\n二〇二五年一月二十日", "2025-01-20", "武陟县城市管理局"),
        ("(2025年1月14日)", "2025-01-14", None),
        ("2025年2月30日", None, None),
        ("活动截至2025年1月14日", None, None),
        ("做到2025年1月14日完成。", None, None),
    ],
)
def test_the_signature(lines: str, signed: str | None, body: str | None) -> None:
    facts = document_facts(f"2024年,我局坚持依法行政。\n一、工作\n做好。\n{lines}")
    assert (facts.get("signed"), facts.get("body")) == (signed, body)


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("2022年,我区坚持依法行政。现报告如下:", "2022"),
        ("现将2023年法治政府建设工作报告如下:", "2023"),
        ("根据要求,我局对2023年法治政府建设工作情况进行了总结。", "2023"),
        ("落实《法治政府建设实施纲要(2021-2025年)》,现将2023年度法治政府建设情况报告如下:", "2023"),
        ("2023年,我局认真整改2022年法治政府建设情况督察反馈的问题。", None),
        ("我局坚持依法行政。", None),
    ],
)
def test_the_report_year_without_a_title(opening: str, year: str | None) -> None:
    assert document_facts(f"{opening}\n一、2019年法治政府建设工作").get("year") == year


def test_a_year_that_the_signature_contradicts_stays_away() -> None:
    assert "year" not in document_facts("2020年,我局坚持。\n一、工作\n好。\n2025年1月14日")


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("云浮市云城区司法局", "云浮市云城区"),
        ("武陟县城市管理局", "武陟县"),
        ("湛江市市场监督管理局", "湛江市"),
        ("盐城市城市管理局", "盐城市"),
        ("杭州市住房和城乡建设局", "杭州市"),
        ("广州市白云区新市街道办事处", "广州市白云区新市街道"),
        ("内蒙古自治区公安厅", "内蒙古自治区"),
        ("长沙县市场监督管理局", "长沙县"),
        ("市场监督管理局", None),
    ],
)
def test_the_region_is_what_the_body_begins_with(body: str, region: str | None) -> None:
    assert document_facts(f"{body}2023年法治政府建设年度报告{OPENING}").get("region") == region


def test_two_publication_dates_are_none() -> None:
    text = "发布时间:2024-01-02\n发布日期:2024-01-03" + OPENING
    assert "published" not in document_facts(text)


def test_the_source_name_counts_only_with_the_text_behind_it() -> None:
    source = "C:\\reports\\湛江市司法局2023年法治政府建设报告.txt"
    with_body = document_facts("2023年,湛江市司法局坚持依法行政。", source=source)
    assert with_body["title"] == "湛江市司法局2023年法治政府建设报告"
    assert "title" not in document_facts("2023年,我局坚持依法行政。", source=source)


def test_nothing_is_known_of_nothing() -> None:
    assert document_facts("") == {}
    assert document_facts("\n\n今天天气很好。\n") == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("000", {"body": "湛江市城市管理和综合执法局", "region": "湛江市", "year": "2023"}),
        ("001", {"body": "武陟縣城市管理局", "region": "武陟縣", "year": "2024", "signed": "2025-01-14"}),
        ("003", {"body": "新市街道办事处", "region": "新市街道", "year": "2023"}),
        ("004", {"body": "云城区政府", "region": "云城区", "year": "2022"}),
    ],
)
def test_the_seed_reports(seeds: Path, name: str, expected: dict[str, str]) -> None:
    text = next(seeds.glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    assert document_facts(clean(text).text, source=f"{name}.txt") == expected
