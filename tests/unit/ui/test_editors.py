"""Owns the editors by type: numbers stepped, dates folded, options picked by a key, chips turned."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from annotator.model.tagsets import FeatureSpec
from annotator.tagsets import default_tagset
from annotator.ui.choosing import ChipsField, ChoiceField
from annotator.ui.completion import Completion
from annotator.ui.fields import DateField, IntegerField, field_for
from annotator.ui.models.typed import begins, initials, iso_date, plain_integer


@pytest.fixture
def show(qtbot):
    """Return a function that shows a field in a window and gives it the keyboard."""

    holders = []

    def in_window(field):
        holder = QWidget()
        holders.append(holder)
        qtbot.addWidget(holder)
        holder.setMinimumSize(100, 100)
        holder.resize(400, 300)
        column = QVBoxLayout(holder)
        column.addWidget(field)
        column.addStretch(1)
        holder.show()
        with qtbot.waitActive(holder):
            holder.activateWindow()
        field.setFocus()
        assert field.hasFocus()
        return field

    yield in_window
    holders.clear()


@pytest.fixture
def make(show):
    """Return a maker of fields on screen, with the keyboard."""

    def field_of(kind, options=None):
        spec = FeatureSpec(id="f", names={"zh": "项"}, type=kind, options=options or {})
        return show(field_for(spec))

    return field_of


def _of_default(layer, label, feature):
    spec = default_tagset().label(layer, label).feature(feature)
    return spec.type, spec.options


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2024-05-31", "2024-05-31"),
        ("2024.5.31", "2024-05-31"),
        ("2024/5", "2024-05"),
        ("2024年5月31日", "2024-05-31"),
        ("２０２４年５月", "2024-05"),
        ("２０２４／５／１", "2024-05-01"),
        ("2024年度", "2024"),
        ("20240531", "2024-05-31"),
        ("二〇二四年五月", "2024-05"),
        ("2024-01-05 10:27", "2024-01-05T10:27"),
        ("2024-02-30", None),
        ("2024-13", None),
        ("2024年5月底", None),
        ("去年", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(typed, expected):
    assert iso_date(typed) == expected


def test_whole_numbers_as_people_write_them():
    assert [plain_integer(one) for one in ("２０２４", "1,234", "-3", "12件", "")] == [
        2024,
        1234,
        -3,
        None,
        None,
    ]


def test_first_letters_of_sounds():
    assert [initials(one) for one in ("人次", "不少于", "GB")] == ["rc", "bsy", "gb"]
    assert begins("人次", "r")
    assert begins("人次", "人")
    assert not begins("人次", "c")


def test_a_date_says_what_it_understands_and_shows_as_it_is_kept(make):
    field = make("date")
    assert isinstance(field, DateField)
    field.setText("2024年5月")
    field.clearFocus()
    # What nobody typed stays as it is recorded.
    assert field.text() == "2024年5月"
    field.setFocus()
    field.textEdited.emit(field.text())
    assert (field.value(), field.told(), field.trouble()) == ("2024-05", "→ 2024-05", "")
    field.clearFocus()
    assert field.text() == "2024-05"
    field.setText("五月")
    assert field.value() == "五月"
    assert "2024-05-31" in field.trouble()


def test_a_whole_number_is_folded_while_typing_and_stepped(make, qtbot):
    field = make("integer")
    assert isinstance(field, IntegerField)
    event = QInputMethodEvent("", [])
    event.setCommitString("１２")
    QApplication.sendEvent(field, event)
    assert (field.text(), field.value()) == ("12", 12)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == 13
    qtbot.keyClick(field, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert field.value() == 13
    qtbot.keyClicks(field, "x")
    assert field.value() == "13x"
    assert field.trouble()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "13x"


def test_a_choice_is_picked_by_digit_and_by_letters_and_emptied(make, qtbot):
    field = make(*_of_default("number", "quantity", "kind"))
    assert isinstance(field, ChoiceField)
    told = []
    field.changed.connect(lambda: told.append(field.value()))
    qtbot.keyClicks(field, "3")
    assert field.value() == "percent"
    qtbot.keyClicks(field, "je")
    assert field.value() == "money"
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.value() is None
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == "count"
    assert told == ["percent", "count", "money", None, "count"]


def test_letters_pick_by_the_id_too_and_the_wheel_picks_nothing(make, qtbot):
    field = make(*_of_default("number", "quantity", "qualifier_norm"))
    qtbot.keyClicks(field, "app")
    assert field.value() == "approx"
    centre = QPointF(field.rect().center())
    wheel = QWheelEvent(
        centre,
        field.mapToGlobal(centre),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, wheel)
    assert field.value() == "approx"


def test_yes_no_and_blank(make, qtbot):
    field = make("boolean")
    assert isinstance(field, ChoiceField)
    answers = []
    for key in ("1", "2", "0", "y", "n"):
        qtbot.keyClicks(field, key)
        answers.append(field.value())
    assert answers == [True, False, None, True, False]


def test_chips_are_turned_by_space_digit_and_click_and_show_a_sign(make, qtbot):
    field = make(*_of_default("entity", "org", "roles"))
    assert isinstance(field, ChipsField)
    field.set_value(["superior", "gone"])
    qtbot.keyClick(field, Qt.Key.Key_Right)
    qtbot.keyClick(field, Qt.Key.Key_Right)
    qtbot.keyClick(field, Qt.Key.Key_Space)
    assert field.value() == ["superior", "gone", "partner"]
    assert "协同单位" in field.accessibleDescription()
    assert "已选" in field.accessibleDescription()
    qtbot.keyClicks(field, "21")
    assert field.value() == ["gone", "reporter", "partner"]
    qtbot.mouseClick(field.chips["party"], Qt.MouseButton.LeftButton)
    assert "party" in field.value()
    reached, other = field.chips["party"], field.chips["superior"]
    assert (reached.is_reached, other.is_reached) == (True, False)
    assert other.grab().toImage() != field.chips["partner"].grab().toImage()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.value() is None


def test_chips_wrap_where_there_is_little_room(make):
    field = make(*_of_default("entity", "org", "roles"))
    assert field.heightForWidth(120) > 2 * field.heightForWidth(2000)


@pytest.fixture
def completed(show):
    """A line with three values to offer, on screen, and its completion."""
    field = QLineEdit()
    values = ("件", "件次", "人次")
    completion = Completion(
        field, source=lambda typed: [one for one in values if begins(one, typed) and one != typed]
    )
    return show(field), completion


def _commit(field, words, preedit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def test_values_are_offered_written_by_down_and_left_to_enter(completed, qtbot):
    field, completion = completed
    entered = []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    qtbot.keyClicks(field, "r")
    assert completion.offers == ["人次"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "人次"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "r"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert entered == ["人次"]
    assert completion.offers == []


def test_enter_without_down_keeps_what_was_typed(completed, qtbot):
    field, completion = completed
    _commit(field, "件")
    assert completion.offers == ["件次"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "件"


def test_down_in_an_empty_field_offers_everything(completed, qtbot):
    field, completion = completed
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert completion.offers == ["件", "件次", "人次"]
    assert field.text() == "件"


def test_while_an_input_method_composes_there_is_no_list(completed, qtbot):
    field, completion = completed
    qtbot.keyClicks(field, "r")
    assert completion.offers
    QApplication.sendEvent(field, QInputMethodEvent("jian", []))
    assert completion.offers == []
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert completion.offers == []
    field.clear()
    _commit(field, "件")
    assert completion.offers == ["件次"]
    field.clearFocus()
    assert completion.offers == []


def test_a_click_picks_a_value(completed, qtbot):
    field, completion = completed
    qtbot.keyClicks(field, "j")
    shown = completion._shown.list
    qtbot.mouseClick(
        shown.viewport(),
        Qt.MouseButton.LeftButton,
        pos=shown.visualRect(shown.model().index(1, 0)).center(),
    )
    assert field.text() == "件次"
    assert completion.offers == []
