"""Owns the journeys of linking (L at both ends), of noting (M), and of the labels that have no keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier


def _tag(person, words, key):
    page = person.window.reading.page
    at = page.text.index(words)
    page.select_span(at, at + len(words))
    page.setFocus()
    person.key(key)
    page.select_span(0, 0)
    return person.desk.current.annotation


def _relations(person):
    return [(one.label, one.source, one.target) for one in person.desk.session.relations(person.document)]


def test_l_at_both_ends_links_at_once_where_only_one_relation_fits(project, start):
    def journey(person):
        cause = _tag(person, "走访群众", Qt.Key.Key_6)
        problem = _tag(person, "部分人员程序意识不强", Qt.Key.Key_3)
        person.key(Qt.Key.Key_L)
        assert "部分人员程序意识不强" in person.window.status.link.text()
        assert person.said() == ""
        assert person.window.status.link.isVisible()
        person.desk.make_current(("annotation", cause.id, 0, 0))
        assert [tie.is_begun for tie in person.window.reading.page._ties] == [True]
        person.key(Qt.Key.Key_L)
        assert _relations(person) == [("caused_by", problem.id, cause.id)]
        assert not person.window.status.link.isVisible()
        assert len(person.window.reading.page._connectors()) == 1
        assert [link.arrow for link in person.window.inspector.links.links.links] == ["←"]
        person.key(Qt.Key.Key_Z, CONTROL)
        assert _relations(person) == []
        assert person.desk.current.annotation == cause

    start(project, journey)


def test_of_several_relations_a_number_key_chooses_and_escape_none(project, start):
    def journey(person):
        one = _tag(person, "2024年", Qt.Key.Key_N)
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        person.desk.make_current(("annotation", one.id, 0, 0))
        person.key(Qt.Key.Key_L)
        other = next(a for a in person.annotations() if a.verdict == "confirmed")
        person.desk.make_current(("suggestion", *other.machine.key))
        person.key(Qt.Key.Key_L)
        offers = person.window.reading.offers
        assert offers.isVisible()
        assert offers.hasFocus()
        assert len(offers.words()) == 4
        person.key(Qt.Key.Key_Escape)
        assert not offers.isVisible()
        assert not person.window.status.link.isVisible()
        assert _relations(person) == []
        person.key(Qt.Key.Key_L)
        person.desk.make_current(("annotation", one.id, 0, 0))
        person.key(Qt.Key.Key_L)
        person.key(Qt.Key.Key_2)
        assert _relations(person) == [("denominator", other.id, one.id)]
        assert person.window.reading.page.hasFocus()

    start(project, journey)


def test_a_relation_reaches_into_another_report(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Return)
        here = person.annotations()[0]
        person.desk.make_current(("suggestion", *here.machine.key))
        person.key(Qt.Key.Key_L)
        person.key(Qt.Key.Key_PageDown, CONTROL)
        person.key(Qt.Key.Key_L)
        there = person.annotations()[0]
        assert there.verdict == "confirmed"
        assert "选择" in person.window.status.link.text()
        person.key(Qt.Key.Key_1)
        (link,) = person.window.inspector.links.links.links
        assert (link.relation.source, link.relation.target) == (here.id, there.id)
        assert "甲县城市管理局" in link.where

    start(project, journey)


def test_an_open_suggestion_is_confirmed_by_linking_it_one_undo_each(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_L)
        (one,) = person.annotations()
        assert one.verdict == "confirmed"
        assert person.words() == "312件"
        assert person.window.status.link.isVisible()
        person.go_to("12.2%")
        person.key(Qt.Key.Key_L)
        words = person.window.reading.offers.words()
        assert all(line.endswith("312件 → 12.2%") for line in words)
        person.key(Qt.Key.Key_1)
        assert len(_relations(person)) == 1
        for linked, said in ((0, 2), (0, 1), (0, 0)):
            person.key(Qt.Key.Key_Z, CONTROL)
            assert (len(_relations(person)), len(person.annotations())) == (linked, said)

    start(project, journey)


def test_what_the_tagset_does_not_allow_is_said_and_what_is_unlikely_is_asked(project, start):
    def journey(person):
        problem = _tag(person, "部分人员程序意识不强", Qt.Key.Key_3)
        _tag(person, "48万", Qt.Key.Key_8)
        doubt = _tag(person, "停车位", Qt.Key.Key_D)
        # A doubt asks at once what the words should be.
        person.key(Qt.Key.Key_Escape)
        person.desk.make_current(("annotation", doubt.id, 0, 0))
        person.key(Qt.Key.Key_L)
        assert "没有“存疑”的关系" in person.said()
        person.desk.make_current(("annotation", problem.id, 0, 0))
        person.key(Qt.Key.Key_L)
        person.desk.make_current(("annotation", doubt.id, 0, 0))
        person.key(Qt.Key.Key_L)
        assert "之间" in person.said()
        person.key(Qt.Key.Key_BracketLeft)
        assert person.desk.current.label == "zero_claim"
        person.key(Qt.Key.Key_L)
        assert person.window.reading.offers.isVisible()
        assert _relations(person) == []
        person.key(Qt.Key.Key_Escape)
        assert not person.window.status.link.isVisible()

    start(project, journey)


def test_m_writes_a_note_that_outlives_leaving_and_undoing(project, start, look):
    def journey(person):
        person.key(Qt.Key.Key_M)
        assert "还没有核对" in person.said()
        made = _tag(person, "部分人员程序意识不强", Qt.Key.Key_3)
        person.key(Qt.Key.Key_M)
        note = person.window.inspector.note
        assert note.hasFocus()
        person.type("jz3")
        assert person.annotations() == [made]
        person.key(Qt.Key.Key_Return)
        assert person.annotations()[0].note == "jz3"
        assert person.window.reading.page.hasFocus()
        person.key(Qt.Key.Key_M)
        person.type("待核")
        person.desk.make_current(None)
        assert person.annotations()[0].note == "jz3待核"
        person.key(Qt.Key.Key_Z, CONTROL, on=person.window.reading.page)
        assert person.annotations()[0].note == "jz3"
        assert note.toPlainText() == "jz3"

    start(project, journey)
    assert look(project)[0].note == "jz3"


def test_labels_of_the_report_a_section_and_a_paragraph_come_from_the_menu(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("走访群众")
        page.select_span(at, at)
        for label in ("document.report", "section.shortcomings", "topic.disputes", "paragraph.case_story"):
            page.select_span(at, at)
            person.window.trigger(f"tag.{label}")
        made = {one.label: one for one in person.annotations()}
        original = person.desk.reading.original
        words = {label: "".join(original[s:e] for s, e in one.fragments) for label, one in made.items()}
        assert words["report"] == ""
        assert words["shortcomings"] == words["disputes"] == "二、存在的不足"
        assert words["case_story"].startswith("走访群众")
        assert [pill.text() for pill in person.window.reading.head.whole.pills.values()] == ["报告"]
        ref = ("annotation", made["report"].id, 0, 0)
        person.bot.mouseClick(person.window.reading.head.whole.pills[ref], Qt.MouseButton.LeftButton)
        assert person.desk.current.annotation == made["report"]
        field = person.window.inspector._form.fields["body"]
        assert field.isVisibleTo(person.window) or person.window.inspector.more.isVisible()
        person.key(Qt.Key.Key_3, on=page)
        assert "选中文字" in person.said()
        assert {one.label for one in person.annotations()} == set(made)
        person.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, on=page)
        assert "没有起止" in person.said()

    start(project, journey)


def test_a_topic_is_chosen_by_a_click_on_its_flag(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("走访群众")
        page.select_span(at, at)
        person.window.trigger("tag.topic.disputes")
        made = person.desk.current
        person.desk.make_current(None)
        (flag,) = page._flags(page._pieces(page._lines(page.viewport().rect())))
        point = (flag.box.center() + page._shift()).toPoint()
        person.bot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert person.desk.current == made

    start(project, journey)
