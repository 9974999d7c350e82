"""Owns what the lists share: signs that stay in their place, the ring of the keyboard, words for a reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QWidget

from annotator.ui import signs
from annotator.ui.lines import Lines
from annotator.ui.pieces import LineDelegate
from annotator.ui.theme import light
from annotator.ui.toggles import QuietChoice, Toggles
from annotator.ui.whole_rows import WholeRows


class Desk:
    """As much of a desk as a small control asks for."""

    def __init__(self, factor: float = 1.0) -> None:
        self.theme = light().times(factor)


def inked(image: QImage) -> QRect:
    """The smallest rectangle around all that is painted, in pixels of the image."""
    places = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if QColor(image.pixelColor(x, y)).alpha() > 8
    ]
    if not places:
        return QRect()
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    return QRect(left, top, right - left + 1, bottom - top + 1)


SIGNS = {
    "lock": signs.draw_lock,
    "check": signs.draw_check,
    "box": signs.draw_box,
    "warning": signs.draw_warning,
    "chevron": lambda *given: signs.draw_chevron(*given, is_up=True),
}


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("sign", SIGNS)
def test_signs_are_there_and_stay_in_their_place(qapp, sign, scale):
    image = QImage(40 * scale, 40 * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    SIGNS[sign](painter, QRectF(14, 14, 12, 12), "#22262B")
    painter.end()
    found = inked(image)
    assert found.height() >= 3 * scale
    assert QRect(13 * scale, 13 * scale, 14 * scale, 14 * scale).contains(found)


def test_lines_grow_with_the_interface(qapp, qtbot):
    view = Lines("…")
    qtbot.addWidget(view)
    usual, large = (LineDelegate(Desk(factor), view).sizeHint(None, QModelIndex()) for factor in (1.0, 2.0))
    assert large.height() == 2 * usual.height()


def test_a_list_tells_its_keys_and_takes_no_letters(qtbot):
    view = Lines("…", takes="Return Enter Del")
    qtbot.addWidget(view)
    model = QStringListModel(["b", "a"])
    view.setModel(model)
    view.show()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    told = []
    for name in ("opened", "ticked", "taken_away"):
        getattr(view, name).connect(lambda index, name=name: told.append((name, index.row())))
    view.left_above.connect(lambda: told.append(("above", -1)))
    assert view.currentIndex().row() == 0
    keys = (
        Qt.Key.Key_Up,
        Qt.Key.Key_A,
        Qt.Key.Key_Down,
        Qt.Key.Key_Return,
        Qt.Key.Key_Space,
        Qt.Key.Key_Delete,
    )
    for key in keys:
        qtbot.keyClick(view, key)
    assert told == [("above", -1), ("opened", 1), ("ticked", 1), ("taken_away", 1)]


def test_toggles_show_that_they_are_on_without_colour(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    toggles = Toggles(Desk(), ["one", "two"], parent=window)
    toggles.set_words({"one": "待核 3", "two": "已核 4"})
    toggles.resize(200, 30)
    # By day, whatever the tests before have left the program in.
    window.setStyleSheet(f"background: {light().chrome}")
    window.show()
    off = toggles.toggles["one"].grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    with qtbot.waitSignal(toggles.changed):
        qtbot.mouseClick(toggles.toggles["one"], Qt.MouseButton.LeftButton)
    on = toggles.toggles["one"].grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    middle = on.height() // 2
    assert on.pixelColor(0, middle).lightness() < off.pixelColor(0, middle).lightness() - 60
    assert toggles.on == {"one"}


def test_of_one_kind_of_toggles_exactly_one_is_on(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    toggles = Toggles(Desk(), ["one", "two"], is_one=True, parent=window)
    toggles.resize(200, 30)
    toggles.set_on(["one"])
    window.show()
    for name in ("two", "two", "one"):
        qtbot.mouseClick(toggles.toggles[name], Qt.MouseButton.LeftButton)
        assert toggles.on == {name}


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_a_quiet_choice_has_room_for_its_words(qtbot, factor):
    choice = QuietChoice(Desk(factor), "排序")
    qtbot.addWidget(choice)
    choice.addItems(["导入顺序", "名"])
    words = choice.fontMetrics().horizontalAdvance("导入顺序")
    assert choice.minimumSizeHint().width() >= words + 16 * factor
    assert choice.accessibleName() == "排序"


def ends_whole(view):
    high = view.viewport().height()
    at = view.indexAt(QPoint(20, high - 1))
    return not at.isValid() or view.visualRect(at).bottom() == high - 1


def test_the_foot_of_a_list_of_uneven_rows_is_a_whole_row(qtbot):
    class Uneven(QStyledItemDelegate):
        def sizeHint(self, option, index):
            return QSize(80, 60 if index.row() % 4 == 0 else 40)

    view = QListView()
    view.setModel(QStringListModel([str(n) for n in range(30)]))
    view.setItemDelegate(Uneven(view))
    # As every list of the window is.
    view.setFrameShape(QFrame.Shape.NoFrame)
    rows = WholeRows(view, row=lambda: 40, is_even=False)
    qtbot.addWidget(rows)
    rows.resize(200, 230)
    rows.show()
    for first in (0, 1, 2, 5, 30):
        view.verticalScrollBar().setValue(first)
        qtbot.waitUntil(lambda: ends_whole(view))
        assert view.visualRect(view.indexAt(QPoint(20, 0))).top() == 0
