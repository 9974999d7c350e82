"""Owns the journey through a report that tries to be markup: it is shown to the letter, everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

HOSTILE = (
    "<b>甲县</b>城市管理局2024年法治政府建设年度报告\n"
    "一、<img src=x onerror=alert(1)>主要举措\n"
    "全年办理<b>案件</b>312件，\u202e倒写的字\u202c，换行\u2028之后5处。\n"
    "二、<h1>不足</h1>\u202e与原因\n"
    "部分<i>人员</i>意识不强，涉及7人。\n"
)


def _tip(person, at):
    page = person.window.reading.page
    place = page.place_of(at).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, page.viewport().mapToGlobal(place))
    QApplication.sendEvent(page.viewport(), event)
    return QToolTip.text()


@pytest.mark.qt_log_ignore("does not support raise")
def test_hostile_text_is_shown_to_the_letter(make_project, start, capsys):
    path = make_project(hostile=HOSTILE)

    def journey(person):
        page = person.window.reading.page
        assert page.text == HOSTILE
        assert "<b>案件</b>" in page.toPlainText()
        assert "\u202e" not in page.toPlainText()
        outline = person.window.outline.model
        headings = [outline.index(row).data() for row in range(outline.rowCount())]
        assert any("<img src=x onerror=alert(1)>" in one for one in headings)
        assert not any("\u202e" in one or "\u2028" in one for one in headings)
        at = page.text.index("<b>案件</b>")
        page.select_span(at, at + len("<b>案件</b>"))
        page.setFocus()
        person.key(Qt.Key.Key_O)
        assert person.window.inspector.words.text() == "<b>案件</b>"
        tip = _tip(person, at + 1)
        assert "&lt;b&gt;" in tip
        assert "<b>" not in tip
        for label in person.window.findChildren(QLabel):
            is_tip = label.objectName() == "qtooltip_label"
            assert is_tip or label.textFormat() is Qt.TextFormat.PlainText

    start(path, journey)


def test_hostile_numbers_are_plain_in_the_table_and_its_tips(make_project, start):
    path = make_project(**{"<b>甲县<i>": HOSTILE})

    def journey(person):
        page = person.window.reading.page
        at = page.text.index("<i>人员</i>")
        page.select_span(at, at + len("<i>人员</i>"))
        page.setFocus()
        person.key(Qt.Key.Key_N)
        row = next(row for row in person.table() if "人员" in row[1])
        assert row[1] == "<i>人员</i>"
        model = person.window.numbers.model
        for n in range(model.rowCount()):
            tip = model.index(n, 1).data(Qt.ItemDataRole.ToolTipRole)
            assert "<i>" not in tip
        documents = person.window.documents.model
        tip = documents.index(0).data(Qt.ItemDataRole.ToolTipRole)
        assert "<b>" not in tip
        assert "&lt;b&gt;甲县&lt;i&gt;" in tip
        assert documents.index(0).data() == "<b>甲县<i>"
        assert "<b>甲县<i>" in person.window.windowTitle()

    start(path, journey)


def test_a_hostile_selection_across_line_separators_keeps_its_characters(make_project, start):
    path = make_project(hostile=HOSTILE)

    def journey(person):
        page = person.window.reading.page
        words = "\u202e倒写的字\u202c，换行\u2028之后5处"
        at = page.text.index(words)
        page.select_span(at, at + len(words))
        page.setFocus()
        person.key(Qt.Key.Key_2)
        made = next(a for a in person.annotations() if a.label == "measure")
        ((first, last),) = made.fragments
        assert person.desk.reading.original[first:last] == words
        assert "\u202e" not in person.window.inspector.words.text()
        assert "\n" not in person.said()

    start(path, journey)
