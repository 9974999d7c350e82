"""Owns the journey of trying to write into a report: nothing does."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication


def test_an_input_method_changes_nothing(project, start):
    def journey(person):
        page = person.window.reading.page
        text, shown = page.text, page.toPlainText()
        page.selectAll()
        event = QInputMethodEvent("拼", [])
        event.setCommitString("拼音")
        QApplication.sendEvent(page, event)
        assert page.toPlainText() == shown
        assert page.text == text
        assert not page.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    start(project, journey)


def test_pasting_and_typing_change_nothing(project, start):
    def journey(person):
        page = person.window.reading.page
        shown = page.toPlainText()
        made = QMimeData()
        made.setText("粘贴")
        QApplication.clipboard().setMimeData(made)
        page.setFocus()
        person.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        person.key(Qt.Key.Key_Backspace)
        person.key(Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
        assert page.toPlainText() == shown
        assert person.annotations() == []

    start(project, journey)
