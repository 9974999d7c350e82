"""Another look that is chosen at work is the one the window would have had from the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.ui import shots
from annotator.ui.screens import screens

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SCREENS = ("desk", "find", "curation")


@pytest.fixture
def _no_blinking(qapp: QApplication) -> Iterator[None]:
    """A caret that blinks is there in one picture and not in the other."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


@pytest.mark.usefixtures("_no_blinking")
@pytest.mark.parametrize("name", SCREENS)
def test_a_look_chosen_later_is_the_same(qtbot, sample: Path, name: str):
    grab = dict(screens())[name]
    with shots.at_work(sample, "dark", "jia") as program:
        from_the_start = grab(program).grab().toImage()
    with shots.at_work(sample, "light", "jia") as program:
        part = grab(program)
        assert part.grab().toImage() != from_the_start
        program.looks.set_theme("dark")
        # What is reckoned beside the window comes a little later.
        qtbot.waitUntil(lambda: part.grab().toImage() == from_the_start)
