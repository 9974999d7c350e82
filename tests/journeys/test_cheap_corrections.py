"""Owns what a correction costs in keys: at most four for each common kind of wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
F2, TAB, ENTER = (Qt.Key.Key_F2, NONE), (Qt.Key.Key_Tab, NONE), (Qt.Key.Key_Return, NONE)
MOST = 4


@pytest.mark.parametrize(
    ("what", "keys", "expected"),
    [
        ("a border", [(Qt.Key.Key_Left, ALT)], {"value": "312", "unit": None, "reason": "span"}),
        ("the unit", [F2, TAB, "户", ENTER], {"unit": "户", "reason": "unit"}),
        (
            "the class of the qualifier",
            [F2, (Qt.Key.Key_3, ALT), (Qt.Key.Key_2, NONE), ENTER],
            {"qualifier_norm": "approx", "reason": "qualifier"},
        ),
        ("the kind", [F2, (Qt.Key.Key_4, ALT), (Qt.Key.Key_3, NONE), ENTER], {"kind": "percent"}),
        ("the value", [F2, "313", ENTER], {"value": "313", "reason": "value"}),
    ],
)
def test_what_is_wrong_costs_at_most_four_keys(project, start, what, keys, expected):
    """A word from an input method or a figure counts as one: it is typed in any case."""

    def journey(person):
        person.go_to("312件")
        for key in keys:
            if isinstance(key, str):
                person.type(key)
            else:
                person.key(*key)
        (made,) = person.annotations()
        assert made.verdict == "corrected"
        assert {feature: made.features.get(feature) for feature in expected} == expected
        assert person.window.reading.page.hasFocus()

    assert len(keys) <= MOST
    start(project, journey)


def test_no_number_costs_one_key(project, start):
    def journey(person):
        person.go_to("312件")
        person.key(Qt.Key.Key_Delete)
        assert person.annotations()[0].verdict == "rejected"
        assert person.words() == "12.2%"

    start(project, journey)


def test_f2_again_goes_round_the_persons_column_and_tab_goes_on_beyond_it(project, start):
    def journey(person):
        person.go_to("312件")
        form = person.window.inspector._form

        def here():
            focus = QApplication.focusWidget()
            return next((name for name, field in form.fields.items() if field is focus), None)

        # What the machine says of a number's frame follows the number itself.
        shown = [name for name, field in form.fields.items() if field.isVisible()]
        assert shown[:4] == ["value", "unit", "qualifier_norm", "kind"]
        assert {"period", "role", "scope"} <= set(shown)
        walked = []
        for _ in range(len(shown) + 1):
            person.key(Qt.Key.Key_F2)
            walked.append(here())
        assert walked == [*shown, "value"]
        person.key(Qt.Key.Key_Tab)
        assert here() == "unit"
        person.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert here() == "value"
        person.key(Qt.Key.Key_4, ALT)
        assert here() == "kind"
        for _ in shown[4:]:
            person.key(Qt.Key.Key_Tab)
        assert here() == shown[-1]
        person.key(Qt.Key.Key_Tab)
        assert here() is None
        person.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert here() == shown[-1]
        person.key(Qt.Key.Key_3, ALT)
        assert here() == "qualifier_norm"
        person.key(Qt.Key.Key_9, ALT)
        assert here() == (shown[8] if len(shown) > 8 else "qualifier_norm")
        assert person.annotations() == []

    start(project, journey)
