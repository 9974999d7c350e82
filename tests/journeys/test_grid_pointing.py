"""Owns the journeys of pointing: indicator and period of a number are set by going to their words; what the
machine missed is selected and tagged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from annotator.frames.indicator_ids import identifier
from annotator.languages import chinese
from tests.journeys.test_grid import CONTROL, KEY, SHIFT, opened

FAR = """甲县城市管理局2024年法治政府建设年度报告
一、主要举措
截至10月底，我局依法依规办理行政处罚案件，会同有关部门和单位，坚持问题导向、目标导向和结果导向相统一，持续加大执法力度，注重方式方法，严格规范公正文明，全部312件均已按期办结。
乡村建设工匠培训了两百来号人。
"""


def select(person, words: str) -> None:
    """Select words on the page."""
    page = person.window.reading.page
    at = page.text.index(words)
    page.select_span(at, at + len(words))


def test_the_indicator_is_the_words_selected_also_far_away(make_project, start, look):
    project = make_project(a=FAR)

    def journey(person):
        chinese.load_words()
        grid = opened(person)
        person.desk.make_current(
            next(s for s in person.desk.spots.numbers if s.features.get("value") == "312").ref
        )
        person.key(KEY.Key_F9)
        bar = person.window.pointing
        assert bar.isVisible()
        assert "312件" in bar.told.text()
        assert person.window.reading.page.hasFocus()
        select(person, "办理")
        person.key(KEY.Key_Return, SHIFT)
        assert "办理" in bar.told.text()
        select(person, "行政处罚案件")
        person.key(KEY.Key_Return)
        assert not bar.isVisible()
        assert grid.table.hasFocus()

    start(project, journey)
    (made,) = look(project)
    at = FAR.index("办理")
    assert made.features["indicator"] == "办理行政处罚案件"
    assert made.features["indicator_fragments"] == [[at, at + 8]]
    # What nobody named before is called as the list of indicators has it.
    assert made.features["indicator_id"] == identifier("办理行政处罚案件")
    assert made.features.get("reason") == "indicator"


def test_fragments_apart_are_joined(make_project, start, look):
    project = make_project(a=FAR)

    def journey(person):
        person.desk.make_current(
            next(s for s in person.desk.spots.numbers if s.features.get("value") == "312").ref
        )
        person.key(KEY.Key_F9)
        select(person, "案件")
        person.key(KEY.Key_Return, CONTROL)
        select(person, "办理")
        person.key(KEY.Key_Return)

    start(project, journey)
    (made,) = look(project)
    one, other = FAR.index("办理"), FAR.index("案件")
    assert made.features["indicator"] == "办理…案件"
    assert made.features["indicator_fragments"] == [[one, one + 2], [other, other + 2]]
    assert made.features["indicator_id"] == identifier("办理案件")


def test_arrows_go_from_word_to_word(make_project, start, look):
    project = make_project(a=FAR)

    def journey(person):
        chinese.load_words()
        page = person.window.reading.page
        person.desk.make_current(
            next(s for s in person.desk.spots.numbers if s.features.get("value") == "312").ref
        )
        person.key(KEY.Key_F9)
        person.key(KEY.Key_Left)
        assert page.selected_text() == "全部"
        person.key(KEY.Key_Left)
        person.key(KEY.Key_Left, SHIFT)
        first = page.selected_text()
        assert first.endswith("文明")
        assert len(first) > 2
        person.key(KEY.Key_Right)
        assert page.selected_text() == "全部"
        person.key(KEY.Key_Right, SHIFT)
        assert page.selected_text().startswith("全部312")

    start(project, journey)
    assert look(project) == []


def test_escape_gives_up_and_so_does_going_elsewhere(make_project, start, look):
    project = make_project(a=FAR)

    def journey(person):
        bar = person.window.pointing
        person.key(KEY.Key_F9)
        select(person, "办理")
        person.key(KEY.Key_Escape)
        assert not bar.isVisible()
        person.key(KEY.Key_F9)
        person.key(KEY.Key_J)
        assert not bar.isVisible()

    start(project, journey)
    assert look(project) == []


def test_a_click_takes_the_word_under_it(make_project, start):
    project = make_project(a=FAR)

    def journey(person):
        chinese.load_words()
        page = person.window.reading.page
        ref = next(s for s in person.desk.spots.numbers if s.features.get("value") == "312").ref
        person.desk.make_current(ref)
        person.key(KEY.Key_F9)
        place = page.place_of(page.text.index("案件")).center() + QPoint(8, 0)
        person.bot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert page.selected_text() == "案件"
        assert person.window.pointing.isVisible()
        assert person.desk.current.ref == ref

    start(project, journey)


def test_the_period_brings_its_days(make_project, start, look):
    project = make_project(a=FAR)

    def journey(person):
        person.desk.make_current(
            next(s for s in person.desk.spots.numbers if s.features.get("value") == "312").ref
        )
        person.key(KEY.Key_F9, SHIFT)
        assert "统计期是什么" in person.window.pointing.told.text()
        select(person, "2024年")
        person.key(KEY.Key_Return)
        assert person.desk.current.features["period_source"] == "inherited"

    start(project, journey)
    (made,) = look(project)
    kept = {key: made.features[key] for key in ("period", "period_from", "period_to", "reason")}
    assert kept == {
        "period": "2024年",
        "period_from": "2024-01-01",
        "period_to": "2024-12-31",
        "reason": "period",
    }


def test_only_numbers_have_an_indicator(make_project, start):
    project = make_project(a=FAR)

    def journey(person):
        select(person, "我局")
        person.key(KEY.Key_O)
        person.key(KEY.Key_F9)
        assert "只有数字" in person.said()
        assert not person.window.pointing.isVisible()

    start(project, journey)


def test_what_the_machine_missed_is_one_key(make_project, start, look):
    project = make_project(a=FAR)

    def journey(person):
        grid = opened(person)
        before = [line.words for line in grid.model.lines]
        select(person, "两百来号人")
        person.window.reading.page.setFocus()
        person.key(KEY.Key_N)
        assert [line.words for line in grid.model.lines] == sorted(
            [*before, "两百来号人"], key=lambda words: FAR.index(words)
        )
        assert grid.model.line(grid.table.currentIndex().row()).words == "两百来号人"

    start(project, journey)
    (made,) = look(project)
    assert made.features["value"] == "200"
    assert made.features["reason"] == "missed"
    assert made.machine is None


def test_while_one_points_only_the_keys_of_pointing_are_named(make_project, start):
    project = make_project(a=FAR)

    def journey(person):
        grid = opened(person)
        person.desk.make_current(person.desk.spots.numbers[0].ref)
        pairs, hints = grid.foot._hints.pairs, person.window.inspector.hints
        assert any(pair.isVisible() for pair in pairs)
        assert hints.shown()
        person.key(KEY.Key_F9)
        assert person.window.pointing.isVisible()
        assert not any(pair.isVisible() for pair in pairs)
        assert not hints.shown()
        person.key(KEY.Key_Escape)
        assert any(pair.isVisible() for pair in pairs)
        assert hints.shown()

    start(project, journey)
