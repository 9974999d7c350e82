"""Owns the journey of seeing where a colleague whose work lies in the same project says otherwise."""

from __future__ import annotations

import json

from PySide6.QtCore import QPoint, Qt

from annotator.__main__ import main

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def say(project, tmp_path, *records: dict[str, object]) -> None:
    """Let the colleague say something, by the command line."""
    script = tmp_path / "yi.jsonl"
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["annotate", str(project), str(script), "--as", "乙"]) == 0


def theirs(page):
    """The notes in the margin but for the sums."""
    return [slip for slip in page.slips() if slip.note.ref[0] != "check"]


def test_differences_are_hidden_until_asked_for_and_then_marked(project, start, tmp_path):
    def journey(person):
        page = person.window.reading.page
        at = person.desk.reading.original.index("312件")
        place = {"sha256": person.document, "layer": "number", "label": "quantity"}
        words = {**place, "op": "correct", "fragments": [[at, at + 4]], "features": {"value": "321"}}
        say(project, tmp_path, words)
        person.go_to("312件")
        person.key(Qt.Key.Key_Return)
        assert page.map.counts()["disagreement"] == 0
        person.key(Qt.Key.Key_D, CONTROL | SHIFT)
        assert page.map.counts()["disagreement"] == 1
        assert "1" in person.said()
        (slip,) = theirs(page)
        assert "乙" in slip.note.words
        assert "321" in slip.note.words
        person.go_to("12.2%")
        point = (slip.box.center() + page._shift()).toPoint()
        person.bot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert person.words() == "312件"
        person.key(Qt.Key.Key_F2)
        person.type("321")
        person.key(Qt.Key.Key_Return)
        assert page.map.counts()["disagreement"] == 0
        person.key(Qt.Key.Key_D, CONTROL | SHIFT)
        assert theirs(page) == []

    start(project, journey)


def test_what_only_a_colleague_found_is_shown_where_it_stands(project, start, tmp_path):
    def journey(person):
        page = person.window.reading.page
        at = person.desk.reading.original.index("部分人员")
        place = {"sha256": person.document, "layer": "clause", "label": "problem"}
        say(project, tmp_path, {**place, "op": "tag", "fragments": [[at, at + 4]]})
        person.key(Qt.Key.Key_D, CONTROL | SHIFT)
        assert page.map.counts()["disagreement"] == 0
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return, CONTROL)
        assert person.desk.row.state == "finished"
        assert page.map.counts()["disagreement"] == 1
        spot = page.map.place_of("disagreement")
        person.bot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=QPoint(spot.x(), spot.y()))
        assert page.selected_text() == "部分人员"

    start(project, journey)


def test_another_label_is_told_with_both_sides(project, start, tmp_path):
    def journey(person):
        at = person.desk.reading.original.index("部分人员")
        place = {"sha256": person.document, "layer": "clause", "op": "tag", "fragments": [[at, at + 4]]}
        say(project, tmp_path, {**place, "label": "problem"})
        page = person.window.reading.page
        page.select_span(at, at + 4)
        person.key(Qt.Key.Key_6)
        person.key(Qt.Key.Key_D, CONTROL | SHIFT)
        (slip,) = theirs(page)
        assert slip.note.words == "标签 · 我：原因；乙：问题"

    start(project, journey)
