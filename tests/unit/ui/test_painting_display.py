"""What Qt is given has exactly the positions of the stored text, whatever the text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from annotator.text.offsets import Utf16Map
from annotator.ui.painting.display import display_text

STRANGE = (
    "\x00\x01\x0b\x0c\r\x1b\x7f\x85\xa0\xad\u200b\u200d\u2028\u2029\u202e\u2066\ufdd0\ufdd1\ufeff\ufffc\uffff"
)
TEXTS = st.text(alphabet=st.sampled_from("甲乙é́𠮷👨🚒a \t\n" + STRANGE), max_size=40)


def shown_by_qt(text: str) -> QTextDocument:
    document = QTextDocument()
    QTextCursor(document).insertText(display_text(text))
    return document


@given(TEXTS)
def test_length_and_paragraphs_are_those_of_the_text(text: str):
    shown = display_text(text)
    assert len(shown) == len(text)
    units = Utf16Map(text)
    document = shown_by_qt(text)
    assert document.characterCount() - 1 == units.length_qt
    lines = text.split("\n")
    assert document.blockCount() == len(lines)
    start = 0
    for number, line in enumerate(lines):
        assert document.findBlockByNumber(number).position() == units.to_qt(start)
        start += len(line) + 1


@given(TEXTS)
def test_ordinary_characters_are_shown_as_they_are(text: str):
    for stored, shown in zip(text, display_text(text), strict=True):
        if stored not in STRANGE or stored in "\xa0\xad\u200b\u200d\u2028":
            assert shown == stored


@pytest.mark.parametrize("lone", ["\ud842", "\udfb7", "\ufdd0", "\ufdd1", "\u2029", "\r", "\r\n", "\ufffe"])
def test_what_qt_would_interpret_keeps_its_place(lone: str):
    text = f"甲{lone}乙\n丙"
    document = shown_by_qt(text)
    assert document.characterCount() - 1 == len(text)
    assert document.findBlockByNumber(1).position() == (len(text) - 1 if "\n" not in lone else 3)


def test_words_line_break_and_next_line_break_the_line_only():
    assert display_text("甲\x0b乙\x85丙") == "甲\u2028乙\u2028丙"


def test_control_characters_are_visible():
    assert display_text("\x00\x0c\x7f") == "␀␌␡"


def test_direction_overrides_turn_nothing_around():
    assert display_text("甲\u202e乙\u2066丙") == "甲\ufffd乙\ufffd丙"


def test_a_leading_byte_order_mark_is_not_lost():
    assert shown_by_qt("\ufeff甲").characterCount() - 1 == 2
