"""Nothing is cut on any screen: lists end with whole rows, and words that have no room tell the whole."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QPushButton, QScrollArea, QWidget

from annotator.i18n import set_language
from annotator.ui import shots
from annotator.ui.choice import Choice
from annotator.ui.screens import screens
from annotator.ui.shortened import ShortenedLine
from tests.sample_project import REVIEWERS, make_sample
from tests.screen_names import screen_cases

# The platform without a screen says so for every dialog.
pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.xdist_group("cut")]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, with what its reviewers say."""
    folder = tmp_path_factory.mktemp("cut")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_HOME", str(folder / "home"))
        return make_sample(folder)


@pytest.fixture
def speak(request: pytest.FixtureRequest) -> Iterator[None]:
    """Speak a language, and Chinese again afterwards."""
    set_language(request.param)
    yield
    set_language("zh")


def half_rows(view: QAbstractItemView) -> list[str]:
    """Rows that a list shows a part of, at its head or its foot."""
    high, found = view.viewport().height(), []
    for y in (0, high - 1):
        index = view.indexAt(QPoint(40, y))
        rect = view.visualRect(index)
        if index.isValid() and (rect.top() < 0 or rect.bottom() >= high):
            found.append(str(index.data()))
    return found


def cut_words(widget: QWidget) -> str:
    """The words of a widget where it has no room for them; "" where it has, or shows none."""
    if isinstance(widget, QLabel) and not widget.wordWrap():
        wide = widget.fontMetrics().horizontalAdvance(widget.text())
        return widget.text() if wide > widget.contentsRect().width() + 1 else ""
    if isinstance(widget, Choice):
        return widget.currentText() if widget.is_cut() else ""
    if isinstance(widget, ShortenedLine):
        return widget.text() if widget.is_cut() and not widget.hasFocus() else ""
    if isinstance(widget, QComboBox | QPushButton):
        words = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        return words if widget.width() < widget.sizeHint().width() else ""
    return ""


def is_too_wide(widget: QWidget) -> bool:
    """Whether an area that does not scroll sideways holds more than there is room for."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if not isinstance(widget, QScrollArea) or widget.horizontalScrollBarPolicy() != off:
        return False
    return widget.widget() is not None and widget.widget().width() > widget.viewport().width()


# English has the longer words; what they do to heights is tried in Chinese where lists are long.
CASES = screen_cases("en")
CASES += [("zh", name) for name in ("desk", "labels", "grid-project", "finished", "manual-search")]


@pytest.mark.parametrize(("speak", "name"), CASES, indirect=["speak"])
def test_no_list_shows_half_a_row_and_no_words_are_cut_untold(qapp, sample, speak, name):
    halved, untold, wide = [], [], []
    with shots.at_work(sample, "light", REVIEWERS[0]) as program:
        top = dict(screens())[name](program)
        for widget in top.findChildren(QWidget):
            if not widget.isVisibleTo(top) or widget.visibleRegion().isEmpty():
                continue
            if isinstance(widget, QAbstractItemView):
                halved += [(widget.accessibleName(), row) for row in half_rows(widget)]
            if is_too_wide(widget):
                wide.append(widget.accessibleName())
            words = cut_words(widget)
            if words and html.escape(words) not in widget.toolTip():
                untold.append(words)
    assert halved == []
    assert untold == []
    assert wide == []
