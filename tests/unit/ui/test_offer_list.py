"""Owns the list of answers: ten keys, and a place where what is asked about stays in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from annotator.ui.offer_list import OfferList, Tick
from annotator.ui.theme import light

TEN = [f"理由{n}" for n in range(1, 11)]


@pytest.fixture
def above(qtbot):
    """Something to stand over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.setMinimumSize(100, 100)
    made.resize(600, 700)
    made.show()
    return made


@pytest.mark.parametrize(
    ("key", "at"), [(Qt.Key.Key_1, 0), (Qt.Key.Key_9, 8), (Qt.Key.Key_0, 9), (Qt.Key.Key_Return, 0)]
)
def test_a_key_for_each_of_ten(above, qtbot, key, at):
    offers = OfferList(light(), above)
    offers.ask([*TEN, "太多"], title="为什么？")
    assert offers.words() == TEN
    assert offers.accessibleName() == "为什么？"
    with qtbot.waitSignal(offers.chosen) as told:
        qtbot.keyClick(offers, key)
    assert told.args == [at]


def test_0_chooses_nothing_where_there_is_no_tenth(above, qtbot):
    offers = OfferList(light(), above)
    offers.ask(TEN[:3])
    with qtbot.assertNotEmitted(offers.chosen):
        qtbot.keyClick(offers, Qt.Key.Key_0)
    assert offers.words() == TEN[:3] and not offers.isHidden()


def test_where_there_is_little_height_there_are_two_columns(above):
    offers = OfferList(light(), above)
    offers.ask(TEN)
    tall = offers.height()
    above.resize(600, 260)
    offers.ask(TEN)
    assert offers.height() < 0.7 * tall
    assert offers.height() <= 260


@pytest.mark.parametrize("y", [40, 330, 640])
def test_it_never_covers_the_place_it_is_about(above, y):
    offers = OfferList(light(), above)
    offers.ask(TEN[:6])
    place = QRect(200, y, 2, 20)
    offers.stand_by(place, within=above.rect())
    assert above.rect().contains(offers.geometry())
    assert not offers.geometry().intersects(place)


def test_the_answer_there_is_already_is_ticked_and_enter_chooses_it(above, qtbot):
    offers = OfferList(light(), above)
    offers.ask(TEN[:4], current=2)
    assert len(offers.findChildren(Tick)) == 1
    with qtbot.waitSignal(offers.chosen) as told:
        qtbot.keyClick(offers, Qt.Key.Key_Return)
    assert told.args == [2]
    qtbot.keyClick(offers, Qt.Key.Key_Up)
    with qtbot.waitSignal(offers.chosen) as told:
        qtbot.keyClick(offers, Qt.Key.Key_Return)
    assert told.args == [1]
