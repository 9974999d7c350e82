"""Owns access: every control on every screen says what it is and appears in its place, Tab goes round and
never sticks, the place one is at is told to those who do not see, and nothing is cut at 200 %."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from annotator import settings
from annotator.settings import Settings
from annotator.ui import shots
from annotator.ui.pieces import Elided
from annotator.ui.screens import screens
from tests.screen_names import screen_cases

# The platform without a screen says so for every dialog.
pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.xdist_group("access")]


def controls(screen: QWidget) -> list[QWidget]:
    """What in sight can have the keyboard or be clicked."""
    found = [one for one in screen.findChildren(QWidget) if one.isVisibleTo(screen)]
    return [
        one
        for one in found
        if (one.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(one, QAbstractButton))
        and not isinstance(one, QLabel)
        and one.focusProxy() is None
        and one.objectName() != "qt_menubar_ext_button"
    ]


@pytest.mark.parametrize("name", screen_cases())
def test_every_control_has_a_name_and_a_role_and_no_part_flashes_by(name, sample, strays):
    with shots.at_work(sample, "light", "jia") as program:
        screen = dict(screens())[name](program)
        nameless = []
        for one in controls(screen):
            told = QAccessible.queryAccessibleInterface(one)
            if not told.text(QAccessible.Text.Name).strip() or told.role() is QAccessible.Role.NoRole:
                nameless.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
        assert controls(screen)
        assert nameless == []
    assert strays == []


def test_tab_goes_round_and_never_sticks(sample, start):
    def journey(person):
        page = person.window.reading.page
        page.setFocus()
        seen = []
        for _ in range(60):
            person.key(Qt.Key.Key_Tab)
            now = QApplication.focusWidget()
            assert now is not None and now.isVisible()
            if now is page:
                break
            seen.append(now)
        else:
            raise AssertionError(f"Tab does not come back: {[type(one).__name__ for one in seen]}")
        window = person.window
        wanted = [window.documents.list, window.outline.list, window.numbers.table]
        assert [one for one in wanted if one not in seen] == []
        # From left to right, as they lie.
        places = [one.mapTo(window, one.rect().topLeft()).x() for one in seen]
        turn = places.index(min(places))
        assert seen.index(window.documents.list) < seen.index(window.outline.list)
        assert turn > 0
        for _ in range(60):
            person.key(Qt.Key.Key_Backtab)
            if QApplication.focusWidget() is page:
                break
        else:
            raise AssertionError("Shift+Tab does not come back")

    start(sample, journey, reviewer="jia")


def test_the_current_place_is_told(project, start):
    def journey(person):
        person.go_to("约48万人次")
        told = QAccessible.queryAccessibleInterface(person.window.reading.page)
        words = told.text(QAccessible.Text.Description)
        assert "约48万人次" in words
        assert "待核" in words
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_BracketLeft)
        assert "已核" in told.text(QAccessible.Text.Description)

    start(project, journey)


@pytest.mark.parametrize("size", [(1280, 720), (960, 540)])
@pytest.mark.parametrize("name", screen_cases())
def test_no_word_is_cut_at_200_per_cent(name, size, sample, qapp, monkeypatch):
    monkeypatch.setattr(settings, "load", lambda: Settings(interface=200))
    with shots.at_work(sample, "light", "jia", size=size) as program:
        screen = dict(screens())[name](program)
        cut = []
        for one in screen.findChildren(QWidget):
            if not one.isVisibleTo(screen) or isinstance(one, Elided):
                continue
            if isinstance(one, QLabel) and not one.wordWrap() and one.text():
                need = one.fontMetrics().horizontalAdvance(one.text())
                if one.width() + 1 < need:
                    cut.append(f"{one.text()!r}: {one.width()} of {need}")
            elif (
                isinstance(one, QAbstractButton)
                and one.text()
                and one.width() + 1 < one.minimumSizeHint().width()
            ):
                cut.append(f"{one.text()!r}: {one.width()} of {one.minimumSizeHint().width()}")
        assert cut == []
