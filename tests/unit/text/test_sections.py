"""Which lines and which places inside lines are headings, and where they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.model.documents import Section
from annotator.text.cleaning import clean
from annotator.text.sections import paragraphs, section_tree


def tree(text: str) -> tuple[Section, ...]:
    return section_tree(clean(text))


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(section.depth, section.marker, section.title) for section in tree(text)]


def test_four_depths_on_lines_of_their_own() -> None:
    text = "一、主要工作\n（一）加强领导\n1.健全机制\n（1）学习\n①会前学\n一是讲。二是做。\n二、不足"
    assert outline(text) == [
        (1, "一、", "主要工作"),
        (2, "（一）", "加强领导"),
        (3, "1.", "健全机制"),
        (4, "（1）", "学习"),
        (5, "①", "会前学"),
        (6, "一是", "讲"),
        (6, "二是", "做"),
        (1, "二、", "不足"),
    ]


def test_enumerators_hang_at_depth_four_below_anything_shallower() -> None:
    assert outline("一、工作\n一是加强学习。二是加强宣传。") == [
        (1, "一、", "工作"),
        (4, "一是", "加强学习"),
        (4, "二是", "加强宣传"),
    ]


@pytest.mark.parametrize(
    "line", ["(一)深化改革。出台实施办法。", " （一）深化改革。出台。", "\u3000\u3000（一） 深化改革。"]
)
def test_a_run_in_heading_ends_before_the_full_stop(line: str) -> None:
    text = f"一、工作\n{line}"
    section = tree(text)[1]
    assert (section.depth, section.title) == (2, "深化改革")
    assert text[section.end] == "。"
    assert text[section.start] in "(（"


def test_a_long_run_in_sentence_gives_its_first_clause() -> None:
    text = "一是坚持每月学习一次党内法规,发挥模范带头作用,影响带动全局干部职工约束自己、遵规守纪。二是做好。"
    assert [section.title for section in tree(text)] == ["坚持每月学习一次党内法规", "做好"]


def test_a_clause_does_not_end_inside_a_title() -> None:
    text = "一是印发《一个办法,另一个办法,再一个很长很长很长很长很长的办法》等文件,全面执行到位。二是做好。"
    assert tree(text)[0].title == "印发《一个办法,另一个办法,再一个很长很长很长很长很长的办法》等文件"


def test_sections_end_where_the_next_of_their_depth_begins() -> None:
    text = "一、甲\n(一)乙\n丙\n(二)丁\n二、戊\n己"
    ends = {section.title: text[section.end_of_section :][:3] for section in tree(text)}
    assert ends == {"甲": "二、戊", "乙": "(二)", "丁": "二、戊", "戊": ""}


def test_a_lost_bracket_still_opens_a_heading() -> None:
    assert outline("一、甲\n(一)乙。\n二)系统推进。成立。\n(三)丙。")[2] == (2, "二)", "系统推进")


def test_headings_inside_one_paragraph() -> None:
    text = "现报告如下。一、工作情况(一)加强学习。学了。(二)加强宣传。讲了。二、存在问题。有。"
    assert outline(text) == [
        (1, "一、", "工作情况"),
        (2, "(一)", "加强学习"),
        (2, "(二)", "加强宣传"),
        (1, "二、", "存在问题"),
    ]


def test_a_title_may_begin_with_a_year() -> None:
    assert outline("一、2023年工作\n1.2023年情况。好。\n2、2024年打算。好。") == [
        (1, "一、", "2023年工作"),
        (3, "1.", "2023年情况"),
        (3, "2、", "2024年打算"),
    ]


def test_ten_and_beyond() -> None:
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    found = outline("\n".join(f"{numeral}、题目" for numeral in numerals))
    assert [marker for _, marker, _ in found] == [f"{numeral}、" for numeral in numerals]


def test_markers_as_people_type_them() -> None:
    assert outline("一.工作\n（一）、学习\n1、甲。\n2．乙。\n3)丙\n第二部分 打算") == [
        (1, "一.", "工作"),
        (2, "（一）、", "学习"),
        (3, "1、", "甲"),
        (3, "2.", "乙"),
        (4, "3)", "丙"),
        (1, "第二部分", "打算"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "依据\n(一)、(二)项",
        "办理案件\n3.5万件,增长",
        "在\n1、2月份开展了活动",
        "一、二级网格员参加",
        "一、二、三产业发展",
        "依据第(一)项规定处罚",
        "全年办理(1)件事",
        "这是唯一是非标准。统一是关键。",
        "坚持四个自信。三、四季度开展检查。",
        "2023年,我局开展12·4活动,第一、完成任务。",
        "一是",
        "共计\n12345热线9000件",
    ],
)
def test_a_number_in_running_text_is_no_heading(text: str) -> None:
    assert outline(text) == []


def test_a_wrapped_line_that_begins_with_a_number_out_of_order_is_no_heading() -> None:
    text = "一、工作\n我们在全市范围内开展检查并分别在第\n7.人民广场举行活动"
    assert [section.title for section in tree(text)] == ["工作"]


def test_headings_of_glossed_text_lie_on_real_characters_of_the_original() -> None:
    text = "一、加強(qiáng)領(lǐng)導(dǎo)\n(一)學(xué)習(xí)。好。"
    first, second = tree(text)
    assert (first.title, text[first.start : first.end]) == ("加強領導", "一、加強(qiáng)領(lǐng)導")
    assert (second.title, text[second.start : second.end]) == ("學習", "(一)學(xué)習")


def test_paragraphs_are_lines_without_their_blanks() -> None:
    text = "\n\u3000\u3000甲 乙 \n \n丙\u2028丁\n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["甲 乙", "丙\u2028丁"]


@pytest.mark.parametrize(
    ("name", "depths"),
    [
        ("000", {1: 5, 2: 16, 3: 19}),
        ("001", {1: 4, 2: 6, 4: 24}),
        ("002", {1: 4, 2: 13}),
        ("003", {1: 3, 2: 16, 3: 15, 4: 15}),
        ("004", {1: 3, 2: 14, 4: 24}),
    ],
)
def test_every_heading_of_the_seed_reports(seeds: Path, name: str, depths: dict[int, int]) -> None:
    text = next(seeds.glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    found = [section.depth for section in tree(text)]
    assert {depth: found.count(depth) for depth in sorted(set(found))} == depths


def test_seed_headings_survive_the_loss_of_all_line_breaks(seeds: Path) -> None:
    text = next(seeds.glob("000_*.txt")).read_text(encoding="utf-8")
    flat = [section.marker for section in tree(text.replace("\n", ""))]
    assert flat == [section.marker for section in tree(text)]
