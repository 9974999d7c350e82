"""Owns what becomes of what was begun in the card when something else is done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.commands import progress

CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


def _keys(*keys):
    def press(person):
        for key in keys:
            person.key(*(key if isinstance(key, tuple) else (key,)))

    return press


def _menu(action):
    return lambda person: person.window.trigger(action)


def _rebuild(person):
    person.window._controls.looks.set_keys({"next": ("J", "N")})
    person.bot.wait(30)
    person.window._controls.looks.set_keys({})


def _finish(person):
    person.window.trigger("finish")
    person.key(KEY.Key_Return)
    assert person.desk.row.state == "finished"


ACTS = {
    "reject": (_menu("reject"), "given up"),
    "delete": (_menu("delete"), "given up"),
    "undo": (_menu("undo"), "given up"),
    "redo": (_menu("redo"), "given up"),
    "confirm": (_menu("confirm"), "recorded"),
    "a tag key": (_menu("tag.entity.org"), "recorded"),
    "reason": (_keys(KEY.Key_F6, KEY.Key_Escape), "recorded"),
    "note": (_menu("note"), "recorded"),
    "link": (_menu("link"), "recorded"),
    "next": (_menu("next"), "recorded"),
    "a border": (_menu("end_left"), "recorded"),
    "the next document": (_menu("next_document"), "recorded"),
    "finish": (_finish, "recorded"),
    "other keys": (_rebuild, "recorded"),
}


def _begin(person, field):
    """Write into a field of the place of 12.2%, which is answered; 312件 before it is answered too."""
    person.go_to("312件")
    person.key(KEY.Key_Return)
    assert person.words() == "12.2%"
    person.key(KEY.Key_Return)
    person.desk.make_current(person.desk.spots.numbers[1].ref)
    form = person.window.inspector._form
    form.go_to(form.fields[field])
    if field == "value":
        person.type("999")
    else:
        person.key(KEY.Key_5)
    assert form.is_begun()
    return form.fields[field].value()


@pytest.mark.parametrize("field", ["value", "kind"])
@pytest.mark.parametrize("act", ACTS)
def test_what_was_begun_is_recorded_at_its_place_or_given_up(project, start, act, field):
    do, what = ACTS[act]

    def journey(person):
        home = person.document
        wanted = _begin(person, field)
        here = person.desk.current.ref
        do(person)
        if person.document != home:
            person.desk.show_document(home)
        # Going about afterwards records nothing that was begun before.
        for spot in (person.desk.spots.numbers[2], person.desk.spots.numbers[1], person.desk.spots.open[-1]):
            person.desk.make_current(spot.ref)
        recorded = [one for one in person.annotations() if one.features.get(field) == wanted]
        if what == "given up":
            assert recorded == []
        else:
            assert len(recorded) == 1
            assert ("suggestion", *recorded[0].machine.key) == here
        states = {
            "reject": ["confirmed", "rejected"],
            "delete": ["confirmed", "suggestion"],
            "undo": ["confirmed", "confirmed"],
            "redo": ["confirmed", "confirmed"],
        }
        assert person.states()[:2] == states.get(act, ["confirmed", "corrected"])

    start(project, journey)


@pytest.mark.parametrize("act", ["reject", "undo"])
def test_an_open_place_with_something_begun(project, start, act):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_Return)
        person.key(KEY.Key_F2)
        person.type("999")
        person.window.trigger(act)
        if act == "undo":
            assert "放弃" in person.said()
        assert person.states()[:2] == ["confirmed", "rejected" if act == "reject" else "suggestion"]

    start(project, journey)


@pytest.mark.parametrize("key", [KEY.Key_Z, KEY.Key_Y])
def test_ctrl_z_in_a_choice_gives_it_up_and_undoes_nothing(project, start, key):
    def journey(person):
        _begin(person, "kind")
        person.key(key, CONTROL)
        assert person.states()[:2] == ["confirmed", "confirmed"]
        assert not person.window.inspector._form.is_begun()
        assert len(person.annotations()) == 2

    start(project, journey)


def test_the_note_begun_is_given_up_by_undo_from_the_menu(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_Return)
        person.desk.make_current(person.desk.spots.numbers[0].ref)
        person.key(KEY.Key_F4)
        person.type("abc")
        person.window.trigger("undo")
        assert person.window.inspector.note.toPlainText() == ""
        person.key(KEY.Key_J, on=person.window.reading.page)
        assert [one.note for one in person.annotations()] == [""]

    start(project, journey)


def test_what_does_not_fit_stops_what_would_pass_over_it(project, start):
    def journey(person):
        home = person.document
        person.go_to("312件")
        person.key(KEY.Key_F2)
        person.type("31x2")
        for action in ("confirm", "finish", "end_left", "reason", "next_document"):
            person.window.trigger(action)
            assert "31x2" in person.said()
            assert not person.window.finish.isVisible()
            assert person.document == home
            assert person.annotations() == []
            assert person.window.inspector._form.fields["value"].text() == "31x2"

    start(project, journey)


def _lock_meanwhile(person):
    """A locked report takes no typing: only what was begun before can be refused."""
    person.desk.run(progress.finish, document=person.document, layers=[])
    assert person.desk.row.state == "finished"


def test_what_a_finished_report_refuses_stays_in_its_field(project, start):
    def journey(person):
        first, third = person.desk.spots.open[0].ref, person.desk.spots.open[2].ref
        person.desk.make_current(first)
        person.key(KEY.Key_F2)
        person.type("999")
        _lock_meanwhile(person)
        person.key(KEY.Key_Return)
        assert person.window.inspector._form.fields["value"].text() == "999"
        person.desk.make_current(third)
        assert person.window.inspector._form.fields["value"].text() != "999"
        person.desk.make_current(first)
        assert person.window.inspector._form.fields["value"].text() == "999"
        person.window.trigger("reject")
        assert person.window.inspector._form.fields["value"].text() == "999"
        # Open again, it is recorded where it was written, once.
        person.window.trigger("finish")
        person.desk.make_current(third)
        (made,) = person.annotations()
        assert made.features["value"] == "999"
        assert ("suggestion", *made.machine.key) == first

    start(project, journey)


def test_a_note_that_is_refused_stays(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_Return)
        here = person.desk.spots.numbers[0].ref
        person.desk.make_current(here)
        note = person.window.inspector.note
        person.key(KEY.Key_F4)
        person.type("abc")
        _lock_meanwhile(person)
        person.key(KEY.Key_Return)
        assert note.toPlainText() == "abc"
        person.desk.make_current(person.desk.spots.open[0].ref)
        person.desk.make_current(here)
        assert note.toPlainText() == "abc"
        note.setFocus()
        person.key(KEY.Key_Escape)
        assert note.toPlainText() == ""

    start(project, journey)


@pytest.mark.parametrize("how", ["other keys", "another name"])
def test_what_does_not_fit_survives_a_window_built_anew(project, start, how):
    def journey(person):
        person.go_to("312件")
        person.key(KEY.Key_F2)
        person.type("31x2")
        controls = person.window._controls
        if how == "other keys":
            controls.looks.set_keys({"next": ("N", "J")})
        else:
            controls.projects.be("丙")
        person.bot.wait(30)
        person.desk.make_current(person.desk.spots.numbers[0].ref)
        row = person.window.inspector._form._rows["value"]
        assert row.field.text() == "31x2"
        assert row.sentence.isVisible()
        controls.looks.set_keys({})

    start(project, journey)


def test_the_form_follows_the_label(project, start):
    def journey(person):
        page = person.window.reading.page
        at = page.text.index("走访群众")
        page.select_span(at, at + 4)
        page.setFocus()
        person.key(KEY.Key_O)
        page.select_span(at, at)
        person.key(KEY.Key_F2)
        person.type("abc")
        person.window.trigger("tag.entity.policy_name")
        assert person.desk.current.label == "policy_name"
        assert person.window.inspector._form.label.id == "policy_name"

    start(project, journey)
