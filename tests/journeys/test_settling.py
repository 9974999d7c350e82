"""Owns the journeys of settling disagreements case by case: one key each, field by field, written, undone."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from annotator.ui.models.docket import is_waiting, tally_of
from tests.journeys.disputed import (
    ALT,
    CHIEF,
    CONTROL,
    KEY,
    SHIFT,
    WORDS,
    annotate,
    decided,
    disputed_project,
    gold,
    gold_in,
    here,
    lines,
    opened,
    words_of,
)


def test_ten_cases_cost_ten_keys(disputed, start):
    whole = (KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_A, KEY.Key_B)
    pressed = (*whole, KEY.Key_M, KEY.Key_X, KEY.Key_C, KEY.Key_1, KEY.Key_2)

    def journey(person):
        screen = opened(person)
        assert [here(screen), screen.queue.tally.waiting] == ["12次", 11]
        steps = len(person.desk.session.history())
        for key, words in zip(pressed, WORDS[1:], strict=False):
            assert here(screen) == words
            person.key(key)
        assert here(screen) == "22份"
        assert len(person.desk.session.history()) == steps + 10
        assert screen.queue.tally.waiting == 1
        assert "待审定 1" in screen.count.text()

    start(disputed, journey, reviewer=CHIEF)
    made = decided(disputed)
    choices = [made[words].choice for words in WORDS[1:11]]
    assert choices == ["curator"] * 5 + ["machine", "nothing"] + ["curator"] * 3
    assert made["13期"].taken == ("乙",)
    assert made["15处"].taken == ("丙",)
    # 丙 says that there is nothing.
    assert gold(disputed) == {
        "13期": "quantity 13期 13",
        "14户": "quantity 14户， 14",
        "15处": "quantity 15处 15",
        "16家": "quantity 16家 16",
        "17条": "quantity 17条 17",
        "19份": "quantity 19份 19",
        "20起": "quantity 20起 200",
        "21件": "quantity 21件 210",
    }


def test_an_answer_paints_one_line_and_stays_in_it(disputed, start):
    def journey(person):
        screen = opened(person)
        painted, reset = [], []
        screen.queue.model.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
        screen.queue.model.modelReset.connect(lambda: reset.append(1))
        person.key(KEY.Key_1)
        person.key(KEY.Key_1)
        assert painted == [(0, 0), (1, 1)]
        assert not reset
        assert [is_waiting(case) for case in screen.queue.model.cases[:3]] == [False, False, True]

    start(disputed, journey, reviewer=CHIEF)


def test_a_decision_is_undone_and_gone_back_to(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_1)
        person.key(KEY.Key_2)
        person.key(KEY.Key_Z)
        assert here(screen) == "13期"
        assert screen.case.case.state == "open"
        assert screen.queue.tally.waiting == 10
        person.key(KEY.Key_Z, CONTROL)
        assert here(screen) == "12次"
        assert screen.queue.tally == tally_of(screen.load.all(), screen.queue.sought())
        assert screen.case.case.gold == ()

    start(disputed, journey, reviewer=CHIEF)
    assert decided(disputed) == {}


def test_fields_are_put_together_from_several(disputed, start):
    def journey(person):
        screen = opened(person)
        while here(screen) != "21件":
            person.key(KEY.Key_J)
        person.key(KEY.Key_Return)
        table = screen.panel.table
        assert table.hasFocus()
        assert [row.field for row in table.rows.answers.rows if row.differs] == ["value", "period"]
        assert table.field_here() == "value"
        person.key(KEY.Key_3, CONTROL)
        assert table.field_here() == "period"
        person.key(KEY.Key_2, CONTROL)
        assert screen.case.fields == {"value": "甲", "period": "乙"}
        (result,) = screen.case.result()
        assert (result.features["value"], result.features["period"]) == ("21", "上半年")
        assert gold_in(person.desk.session) == {}
        person.key(KEY.Key_Return)
        assert here(screen) == "22份"

    start(disputed, journey, reviewer=CHIEF)
    made = decided(disputed)["21件"]
    assert made.choice == "edited"
    assert dict(made.fields) == {"value": "甲", "period": "乙"}


def test_an_enter_too_many_settles_nothing_unseen(disputed, start):
    def journey(person):
        screen = opened(person)
        waiting, table = screen.queue.tally.waiting, screen.panel.table
        person.key(KEY.Key_1)
        person.key(KEY.Key_Return)
        assert table.is_at_a_cell and screen.queue.tally.waiting == waiting - 1
        # Now one sees whose answer it would be.
        person.key(KEY.Key_Return)
        assert screen.queue.tally.waiting == waiting - 2
        person.key(KEY.Key_Return)
        assert screen.queue.tally.waiting == waiting - 2
        person.key(KEY.Key_J)
        assert not table.is_at_a_cell
        person.key(KEY.Key_Space)
        assert screen.case.fields == {}

    start(disputed, journey, reviewer=CHIEF)


def test_arrows_and_space_put_fields_together_too_and_escape_gives_up(disputed, start):
    def journey(person):
        screen = opened(person)
        while here(screen) != "15处":
            person.key(KEY.Key_J)
        person.key(KEY.Key_Return)
        person.key(KEY.Key_Right)
        person.key(KEY.Key_Space)
        assert screen.case.fields == {"value": "乙"}
        person.key(KEY.Key_Escape)
        assert screen.case.fields == {}
        assert screen.queue.list.hasFocus()
        person.key(KEY.Key_Escape)
        assert person.window.reading.page.hasFocus()
        assert person.window.scenes.part == ""

    start(disputed, journey, reviewer=CHIEF)
    assert decided(disputed) == {}


def test_enter_in_the_table_takes_the_column(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_Return)
        person.key(KEY.Key_Right)
        assert screen.panel.table.owner_here() == "乙"
        person.key(KEY.Key_Return)
        assert here(screen) == "13期"

    start(disputed, journey, reviewer=CHIEF)
    assert decided(disputed)["12次"].taken == ("乙",)


def test_gold_is_written_when_nobody_is_right(disputed, start):
    def journey(person):
        screen = opened(person)
        while here(screen) != "17条":
            person.key(KEY.Key_J)
        person.key(KEY.Key_E)
        assert screen.panel.is_editing
        person.type("71")
        person.key(KEY.Key_Left, ALT)
        (draft,) = screen.case.draft
        assert draft.features["value"] == "71"
        person.key(KEY.Key_Return)
        assert not screen.panel.is_editing
        assert here(screen) == "18件"

    start(disputed, journey, reviewer=CHIEF)
    assert gold(disputed) == {"17条": "quantity 17 71"}
    assert decided(disputed)["17条"].choice == "edited"


def test_what_does_not_fit_is_not_recorded(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_E)
        person.type("许多")
        person.key(KEY.Key_Return)
        assert screen.panel.is_editing
        assert screen.panel.edit.fields["value"].trouble()
        person.key(KEY.Key_Escape)
        assert not screen.panel.is_editing
        assert here(screen) == "12次"

    start(disputed, journey, reviewer=CHIEF)
    assert decided(disputed) == {}


def test_a_decision_says_why_by_which_rule_and_how_surely(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_4, ALT)
        person.key(KEY.Key_N)
        person.type("单位算在数字里")
        person.key(KEY.Key_Return)
        person.key(KEY.Key_1, ALT)
        person.key(KEY.Key_F6)
        person.type("规范第三条")
        person.key(KEY.Key_Return)
        person.key(KEY.Key_F7)
        person.type("单位")
        person.key(KEY.Key_Down)
        person.key(KEY.Key_Return)
        person.key(KEY.Key_F8)
        person.key(KEY.Key_F8)
        person.key(KEY.Key_2)
        assert here(screen) == "13期"
        # The next one has reasons of its own.
        assert screen.panel.why.reason.text() == ""
        person.key(KEY.Key_4, ALT)
        assert [len(page.decisions) for page in screen.casebook._pages_of] == [1]

    start(disputed, journey, reviewer=CHIEF)
    made = decided(disputed)["12次"]
    assert (made.reason, made.confidence) == ("规范第三条", "0.75")
    assert made.rule


def test_a_reviewer_may_look_and_not_settle(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_1)
        assert here(screen) == "12次"
        assert "审定" in person.said()

    start(disputed, journey, reviewer="甲")
    assert decided(disputed) == {}


def test_a_late_bundle_opens_only_what_it_touches(make_project, start, tmp_path, capsys):
    path = disputed_project(make_project, tmp_path, people=("丙", "甲"))

    def early(person):
        opened(person)
        for _ in range(9):
            person.key(KEY.Key_2)

    def late(person):
        screen = opened(person)
        found = screen.queue.model.cases
        listed = [words_of(case) for case in found if case.state == "reopened"]
        # Elsewhere 乙 agrees with gold, or nothing was decided yet.
        assert listed == ["13期", "14户", "16家", "17条", "18件"]
        assert [words_of(case) for case in found if case.state == "open"] == ["15处", "19份", "21件"]
        assert screen.queue.list.currentIndex().row() == 0
        assert screen.case.case.state == "reopened"
        assert screen.case.case.gold
        person.key(KEY.Key_2)
        assert screen.queue.tally.reopened == 4

    start(path, early, reviewer=CHIEF)
    before = gold(path)
    document = next(iter(decided(path).values())).document
    annotate(path, tmp_path, "乙", lines("乙", document))
    capsys.readouterr()
    assert gold(path) == before
    start(path, late, reviewer=CHIEF)


def test_the_tags_of_the_report_are_out_of_reach_and_come_back(disputed, start):
    def journey(person):
        screen = opened(person)
        person.key(KEY.Key_N)
        assert person.annotations() == []
        person.key(KEY.Key_Escape)
        assert not screen.isVisible()
        assert person.window.reading.page.hasFocus()
        person.key(KEY.Key_J)
        person.key(KEY.Key_Return)
        assert len(person.annotations()) == 1

    start(disputed, journey, reviewer=CHIEF)


def test_nothing_to_settle_says_what_to_do(project, start):
    def journey(person):
        screen = opened(person)
        assert screen.queue.model.cases == []
        assert "合并" in screen.queue.why_empty()
        person.key(KEY.Key_1)
        person.key(KEY.Key_Return)
        for number in (KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_5, KEY.Key_6):
            person.key(number, ALT)
            assert QApplication.focusWidget() is not None
        person.key(KEY.Key_Escape)
        assert not screen.isVisible()

    start(project, journey, reviewer=CHIEF)


def test_the_palette_leads_there(disputed, start):
    def journey(person):
        person.key(KEY.Key_K, CONTROL)
        person.type("审定：判例")
        person.key(KEY.Key_Return)
        assert person.window.scenes.part == "casebook"
        person.key(KEY.Key_C, CONTROL | SHIFT)
        assert person.window.scenes.part == "cases"

    start(disputed, journey, reviewer=CHIEF)
