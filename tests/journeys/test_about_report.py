"""Owns the journey of correcting what the program guessed of a report."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.i18n import in_language
from annotator.tagsets import default_tagset
from annotator.ui.dialogs import AboutReport

# The offscreen platform has no window manager to tell of a dialog's least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_facts_of_a_report_are_corrected_and_undone(project, start):
    def journey(person):
        before = person.desk.document.features
        assert before["year"] == "2024"
        person.key(Qt.Key.Key_D, CONTROL)
        (dialog,) = [one for one in person.window.findChildren(AboutReport) if one.isVisible()]
        assert dialog.fields["year"].text() == "2024"
        dialog.fields["year"].setText("2023")
        dialog.fields["body"].setText("乙县城市管理局")
        dialog.accept()
        assert person.desk.document.features["year"] == "2023"
        assert any("乙县城市管理局" in row.document.features["body"] for row in person.desk.rows)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert person.desk.document.features == before

    start(project, journey)


def test_a_date_that_is_none_is_refused_with_a_sentence(project, start):
    def journey(person):
        before = person.desk.document.features
        person.key(Qt.Key.Key_D, CONTROL)
        (dialog,) = [one for one in person.window.findChildren(AboutReport) if one.isVisible()]
        dialog.fields["published"].setText("去年五月")
        dialog.accept()
        assert "去年五月" in person.said()
        assert person.desk.document.features == before

    start(project, journey)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fact_has_the_same_name_as_on_the_card_of_the_report(language):
    layer = next(one for one in default_tagset().layers if one.id == "document")
    known = {spec.id: spec.names[language] for label in layer.labels for spec in label.features}
    for fact in ("body", "year", "published", "signed", "data_until", "url"):
        assert in_language(language, f"ui.about_report.{fact}") == known[fact]
