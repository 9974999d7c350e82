"""The question for a reason at the foot of the grid takes digits in its own cell only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.ui.grid.columns import Column
from tests.journeys.test_grid import go_to, opened, write

KEY = Qt.Key


@pytest.mark.parametrize("keys", [(KEY.Key_Right, KEY.Key_Left), (KEY.Key_F2, KEY.Key_Escape)])
def test_a_value_is_typed_anew_after_one_has_left_the_cell_or_begun_in_it(project, start, keys):
    def journey(person):
        grid = opened(person)
        go_to(person, grid, "312件", Column.VALUE)
        write(person, "313")
        person.key(KEY.Key_Return)
        assert grid.reason.is_asked
        for key in keys:
            person.key(key)
        assert not grid.reason.is_asked
        write(person, "314")
        person.key(KEY.Key_Return)
        (made,) = person.annotations()
        assert (made.features["value"], made.features["reason"]) == ("314", "value")

    start(project, journey)
