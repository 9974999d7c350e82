"""Owns the editors of features: what is typed, what is read, what is left to the command to refuse."""

from __future__ import annotations

import pytest

from annotator.model.tagsets import FeatureSpec
from annotator.ui.choosing import ChoiceField
from annotator.ui.fields import WordsField, field_for
from annotator.ui.models.typed import plain_decimal


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("480000", "480000"),
        ("480\u2009000", "480000"),
        ("1,234.5", "1234.5"),
        ("１２．５", "12.5"),
        ("\u22123", "-3"),
        ("48万", None),
        ("", None),
        ("1e5", None),
    ],
)
def test_typed_decimals(typed, expected):
    assert plain_decimal(typed) == expected


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("decimal", "480000", "480\u2009000"),
        ("text", "<b>件</b>", "<b>件</b>"),
        ("integer", 2024, "2024"),
        ("choices", ["甲", "乙"], "甲、乙"),
        ("date", "2024-11", "2024-11"),
    ],
)
def test_a_value_shown_is_read_back(qtbot, kind, value, shown):
    field = field_for(FeatureSpec(id="f", names={}, type=kind))
    qtbot.addWidget(field)
    assert isinstance(field, WordsField)
    field.set_value(value)
    assert field.text() == shown
    assert field.value() == value
    field.set_value(None)
    assert field.value() is None


def test_what_does_not_fit_is_left_for_the_command_to_refuse(qtbot):
    field = field_for(FeatureSpec(id="f", names={}, type="integer"))
    qtbot.addWidget(field)
    assert isinstance(field, WordsField)
    field.setText("二〇")
    assert field.value() == "二〇"


def test_choices_and_booleans(qtbot):
    options = {"up": {"zh": "上升"}, "down": {"zh": "下降"}}
    choice = field_for(FeatureSpec(id="f", names={}, type="choice", options=options))
    assert isinstance(choice, ChoiceField)
    yes = field_for(FeatureSpec(id="b", names={}, type="boolean"))
    for field in (choice, yes):
        qtbot.addWidget(field)
        assert isinstance(field, ChoiceField)
        assert field.value() is None
    choice.set_value("down")
    assert (choice.value(), choice.currentText()) == ("down", "下降")
    choice.set_value("sideways")
    assert choice.value() is None
    yes.set_value(False)
    assert yes.value() is False
