"""Owns that one finds everything as it was left: document, place, selection, scroll, sides, tab."""

from __future__ import annotations

from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = "甲局2024年报告\n" + "".join(
    f"第{n}段，全年办理案件{n}件，出动人员{n * 3}人次。\n" for n in range(100, 300)
)


def test_document_place_selection_and_scroll_are_found_again(make_project, start):
    path = make_project(a=LONG, b="乙局2024年报告\n全年办理案件12件。\n")
    left = {}

    def before(person):
        page = person.window.reading.page
        at = person.desk.shown.text.index("第250段")
        page.select_span(at, at + 5)
        bar = page.verticalScrollBar()
        bar.setValue(bar.value() + 37)
        left["scroll"] = bar.value()
        left["first"] = page.first_visible()
        left["selection"] = person.desk.selection
        left["current"] = person.desk.current.ref

    def after(person):
        page = person.window.reading.page
        person.bot.waitUntil(lambda: page.verticalScrollBar().value() == left["scroll"])
        assert page.first_visible() == left["first"]
        assert person.desk.selection == left["selection"]
        assert page.selected_text() == "第250段"
        assert person.desk.current.ref == left["current"]

    start(path, before)
    start(path, after)


def test_each_report_keeps_its_own_place(make_project, start):
    path = make_project(a=LONG, b="乙局2024年报告\n全年办理案件12件，走访34户。\n")

    def journey(person):
        person.go_to("103件")
        person.key(Qt.Key.Key_PageDown, CONTROL)
        person.go_to("34户")
        person.key(Qt.Key.Key_PageUp, CONTROL)
        assert person.words() == "103件"
        person.key(Qt.Key.Key_PageDown, CONTROL)
        assert person.words() == "34户"

    start(path, journey)


def test_the_place_survives_without_a_goodbye(make_project, start):
    path = make_project(a=LONG)

    def journey(person):
        person.go_to("103件")
        here = person.desk.current.ref
        settings = person.desk.session.setting
        key = f"ui.place.{person.document}"
        person.bot.waitUntil(lambda: str(here[2]) in (settings(key) or ""), timeout=5000)

    start(path, journey)


def test_sides_and_tab_are_found_again(project, start):
    def before(person):
        person.key(Qt.Key.Key_B, CONTROL)
        person.key(Qt.Key.Key_H, CONTROL)

    def after(person):
        assert not person.window.documents.isVisible()
        assert person.window.history.isVisible()

    start(project, before)
    start(project, after)


def test_a_folded_side_is_a_rail_whose_names_unfold_it(project, start):
    def journey(person):
        person.key(Qt.Key.Key_B, CONTROL | SHIFT)
        rail = person.window.sides.rails[2]
        assert rail.isVisible()
        history = next(one for one in rail.buttons if one.accessibleName() == "历史")
        person.bot.mouseClick(history, Qt.MouseButton.LeftButton)
        assert person.window.history.isVisible()
        assert not rail.isVisible()

    start(project, journey)


def test_what_has_no_room_folds_and_comes_back_and_editing_unfolds_the_card(project, start):
    def journey(person):
        window = person.window
        window.resize(900, 600)
        assert not window.documents.isVisible()
        assert not window.inspector.isVisible()
        window.reading.page.setFocus()
        person.key(Qt.Key.Key_F2)
        assert window.inspector.isVisible()
        person.key(Qt.Key.Key_Escape)
        window.resize(1400, 800)
        assert window.documents.isVisible()
        assert window.inspector.isVisible()

    start(project, journey)
