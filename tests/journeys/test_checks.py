"""Owns the journeys of the cross-checks: notes beside the page, answered by F8 and one digit."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.session import Session

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

REPORT = """甲县城市管理局2024年法治政府建设年度报告
一、主要举措和成效
受理工单1,286件，按期办结1,280件，按期办结率99.5%。
办理行政处罚案件287件，其中一般程序61件、简易程序217件。
计划治理违法建设50万平方米，截至11月底完成约48万平方米，任务进度96.8%。
"""


def tones(person) -> dict[str, str]:
    """The notes of the checks by their sum."""
    checking(person).look()
    slips = person.window.reading.checks.notes()
    return {note.words: note.tone for note in slips}


def checking(person):
    return person.window.reading.checks.checking


def card(person):
    return person.window.reading.checks.card


def answers(person) -> list[tuple[str, str, str]]:
    session = person.desk.session
    return [(each.relation, each.answer, each.note) for each in session.crosschecks(person.document)]


def test_notes_stand_beside_the_numbers_once_the_page_is_there(make_project, start):
    def journey(person):
        assert checking(person).found == () or person.window.isVisible()
        person.bot.waitUntil(lambda: bool(person.window.reading.page.slips()))
        found = tones(person)
        assert found["1280 ÷ 1286 = 99.53%"] == "holds"
        assert found["61 + 217 = 278，报告写 287件"] == "contradicts"
        assert found["48万 ÷ 50万 = 96%，报告写 96.8%"] == "differs"
        assert "61 ≤ 287" not in found
        shown = {slip.note.words for slip in person.window.reading.page.slips()}
        assert set(found) <= shown

    start(make_project(a=REPORT), journey)


def test_the_numbers_that_do_not_fit_are_filtered_and_leave_once_they_are_answered(make_project, start):
    def journey(person):
        numbers = person.window.numbers
        tones(person)
        unfit = numbers.states.toggles["unfit"]
        assert unfit.isVisible() and unfit.text() == "不符 6"
        assert "核对有出入或不符" in unfit.toolTip()
        person.bot.mouseClick(unfit, Qt.MouseButton.LeftButton)
        text = person.desk.reading.original
        spots = [numbers.model.spot(row) for row in range(numbers.model.rowCount())]
        told = [text[spot.start : spot.end] for spot in spots]
        assert told == ["287件", "61件", "217件", "50万平方米", "约48万平方米", "96.8%"]
        person.key(Qt.Key.Key_F8, SHIFT)
        person.key(Qt.Key.Key_4)
        checking(person).look()
        assert unfit.text() == "不符 3"

    start(make_project(a=REPORT), journey)


def test_f8_and_a_digit_answer_what_comes_next(make_project, start):
    def journey(person):
        tones(person)
        person.key(Qt.Key.Key_F8)
        assert card(person).hasFocus()
        assert person.words() == "99.5%"
        assert card(person).words()[:4] == ["相符", "口径不同", "报告自相矛盾", "误报"]
        person.key(Qt.Key.Key_1)
        assert answers(person) == [("share", "holds", "")]
        assert person.window.reading.page.hasFocus()
        person.key(Qt.Key.Key_F8)
        assert person.words() == "217件"
        assert "61 + 217 = 278" in card(person).accessibleName()
        person.key(Qt.Key.Key_3)
        assert ("sum", "contradicts", "") in answers(person)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert [each[0] for each in answers(person)] == ["share"]
        assert tones(person)["61 + 217 = 278，报告写 287件"] == "contradicts"
        person.key(Qt.Key.Key_Y, CONTROL)
        assert "报告自相矛盾" in next(words for words in tones(person) if words.startswith("61 + 217"))

    start(make_project(a=REPORT), journey)


def test_what_fits_is_passed_over_with_shift_and_a_false_alarm_goes(make_project, start):
    def journey(person):
        person.key(Qt.Key.Key_F8, SHIFT)
        assert "61 + 217 = 278" in card(person).accessibleName()
        person.key(Qt.Key.Key_F8, SHIFT)
        assert person.words() == "96.8%"
        person.key(Qt.Key.Key_4)
        assert not [words for words in tones(person) if words.startswith("48万 ÷")]
        person.key(Qt.Key.Key_F8, SHIFT)
        person.key(Qt.Key.Key_2)
        person.key(Qt.Key.Key_F8, SHIFT)
        assert not card(person).isVisible()
        assert person.said() == "没有待答的核对了。"
        assert tones(person)["61 + 217 = 278，报告写 287件 · 口径不同"] == "note"

    start(make_project(a=REPORT), journey)


def test_a_note_goes_with_the_answer_and_esc_answers_nothing(make_project, start):
    def journey(person):
        person.key(Qt.Key.Key_F8, SHIFT)
        person.key(Qt.Key.Key_Escape)
        assert answers(person) == []
        assert person.window.reading.page.hasFocus()
        person.key(Qt.Key.Key_F8, SHIFT)
        person.key(Qt.Key.Key_Tab)
        person.type("含快速办理")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_2)
        assert answers(person) == [("share", "different_basis", "含快速办理")]

    start(make_project(a=REPORT), journey)


def test_a_corrected_number_is_reckoned_with(make_project, start):
    def journey(person):
        assert tones(person)["61 + 217 = 278，报告写 287件"] == "contradicts"
        person.go_to("287件")
        person.key(Qt.Key.Key_F2)
        person.type("278")
        person.key(Qt.Key.Key_Return)
        person.bot.waitUntil(
            lambda: "61 + 217 = 278" in [n.words for n in person.window.reading.checks.notes()]
        )
        assert tones(person)["61 + 217 = 278"] == "holds"

    start(make_project(a=REPORT), journey)


def test_a_click_on_a_note_asks_about_it(make_project, start):
    def journey(person):
        tones(person)
        page = person.window.reading.page
        slip = next(slip for slip in page.slips() if slip.note.words.startswith("1280"))
        point = (slip.box.center() + page._shift()).toPoint()
        person.bot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert card(person).isVisible()
        assert person.words() == "99.5%"
        assert len(person.window.reading.checks.ties()) == 2

    start(make_project(a=REPORT), journey)


def test_another_number_can_be_meant(make_project, start):
    def journey(person):
        person.key(Qt.Key.Key_F8)
        person.key(Qt.Key.Key_5)
        asked = person.window.reading.asked
        assert asked.words() == ["部分 1,280件", "总数 1,286件", "百分比 99.5%"]
        person.key(Qt.Key.Key_2)
        person.desk.make_current(person.desk.spots.at(person.desk.reading.original.index("287件")).ref)
        person.key(Qt.Key.Key_F8, CONTROL)
        # What is asked now is whether these numbers fit.
        assert "1280 ÷ 287 = 445.99%" in card(person).accessibleName()
        person.key(Qt.Key.Key_4)
        [answered] = person.desk.session.crosschecks(person.document)
        assert answered.answer == "false_alarm"
        text = person.desk.reading.original
        assert [text[each.start : each.end] for each in answered.operands] == ["1,280件", "287件", "99.5%"]
        person.key(Qt.Key.Key_F8, CONTROL)
        assert person.said() == "没有核对在等一个数字。"

    start(make_project(a=REPORT), journey)


def test_an_answer_is_changed_and_withdrawn_from_its_note(make_project, start):
    path = make_project(a=REPORT)

    def journey(person):
        person.key(Qt.Key.Key_F8)
        person.key(Qt.Key.Key_1)
        noted = next(each for each in checking(person).found if each.answer)
        person.window.reading.checks.click(noted.ref)
        assert "已答：相符" in card(person).accessibleName()
        person.key(Qt.Key.Key_2)
        assert answers(person) == [("share", "different_basis", "")]
        person.window.reading.checks.click(noted.ref)
        person.key(Qt.Key.Key_6)
        assert answers(person) == []

    start(path, journey)
    session = Session.open(path, reviewer="甲")
    verbs = [action.verb for action in session.history()]
    session.close()
    assert verbs[-3:] == ["answer_check", "answer_check", "withdraw_check"]
