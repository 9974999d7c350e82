"""A reading holds the original, the clean text and, when asked, the outline."""

from __future__ import annotations

from annotator.text.reading import read

REPORT = "某局2023年报告\n\n一、总體(tǐ)情况\n全年办理案件12件。\n二、不足\n仍有差距。\n"


def test_keeps_the_original_and_cleans_it() -> None:
    reading = read(REPORT)
    assert reading.original == REPORT
    assert "总體情况" in reading.clean.text
    assert reading.clean.glosses == 1


def test_paragraphs_are_lines_of_the_original() -> None:
    lines = [REPORT[start:end] for start, end in read(REPORT).paragraphs]
    assert "全年办理案件12件。" in lines
    assert all("\n" not in line for line in lines)


def test_sections_are_worked_out_once() -> None:
    reading = read(REPORT)
    assert [section.marker for section in reading.sections] == ["一、", "二、"]
    assert reading.sections is reading.sections
    assert reading.paragraphs is reading.paragraphs


def test_equal_texts_have_equal_readings() -> None:
    one, other = read(REPORT), read(REPORT)
    assert one.sections
    assert one == other
