"""Owns a morning by keyboard alone: numbers verified with the keys counted, passages tagged, an overlap, an
old step taken back, the report finished, the window closed and opened again at the same place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from annotator.__main__ import main
from annotator.resources import resource
from tests.journeys.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
ENTER = KEY.Key_Return


class Typist:
    """Somebody who has no mouse, and counts."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.keys = 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key wherever the keyboard is."""
        self.keys += 1
        self.person.key(key, held)

    def cost(self, *steps: tuple[Qt.Key, Qt.KeyboardModifier] | Qt.Key) -> int:
        """Press keys; return how many they were."""
        before = self.keys
        for step in steps:
            self.press(*step) if isinstance(step, tuple) else self.press(step)
        return self.keys - before

    def go_to_number(self) -> None:
        """Go on to an open number: that is reading, not answering, and not counted."""
        for _ in range(400):
            spot = self.person.desk.current
            if spot is not None and spot.is_open and spot.is_number and spot.features.get("value"):
                return
            self.person.key(KEY.Key_J)
        raise AssertionError("no open number")


def project_of(folder: Path, report: Path) -> Path:
    """A project of one report, made by the command line."""
    path = folder / "one.sqlite"
    for words in (["new", str(path)], ["import", str(path), str(report)], ["suggest", str(path)]):
        assert main([*words, "--as", "甲"]) == 0
    return path


@pytest.fixture(params=["a real report", "the sample's report"])
def report(request, seeds_or_none) -> Path:
    """A report to work on."""
    if request.param == "the sample's report":
        return Path(str(resource("sample", "02_云溪县城市管理局2024.txt")))
    if seeds_or_none is None:
        pytest.skip("the five seed reports (../shared/seeds) are not here")
    return sorted(seeds_or_none.glob("000_*.txt"))[0]


@pytest.fixture
def seeds_or_none() -> Path | None:
    """The folder of the real reports, None where it is absent."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "seeds"
    return folder if folder.is_dir() else None


def verify_twenty(typist: Typist) -> None:
    """Sixteen right ones, and four that are corrected in four ways."""
    person = typist.person
    corrections: list[tuple[tuple[Qt.Key, Qt.KeyboardModifier] | Qt.Key, ...]] = [
        ((KEY.Key_Right, ALT),),
        (KEY.Key_F2, KEY.Key_7, ENTER),
        (KEY.Key_F2, KEY.Key_F2, KEY.Key_X, ENTER),
        (KEY.Key_Delete,),
    ]
    for n in range(20):
        typist.go_to_number()
        ref = person.desk.current.ref
        if n % 5 == 4:
            assert typist.cost(*corrections[n // 5]) <= 4
            verdict = "rejected" if n // 5 == 3 else "corrected"
        else:
            assert typist.cost(ENTER) <= 1
            verdict = "confirmed"
        assert person.desk.spots.get(ref).state == verdict
    states = person.states()
    assert [states.count(one) for one in ("confirmed", "corrected", "rejected")] == [16, 3, 1]


def tag_ten(typist: Typist) -> list[str]:
    """Ten lines of the page, each with one key, and one more over two of them; return the ids."""
    person, page = typist.person, typist.person.window.reading.page
    typist.press(KEY.Key_Home, CONTROL)
    for n in range(10):
        for _ in range(2):
            typist.press(KEY.Key_Down)
        typist.press(KEY.Key_Home)
        typist.press(KEY.Key_End, SHIFT)
        while not page.selected_text().strip():
            typist.press(KEY.Key_Down)
            typist.press(KEY.Key_Home)
            typist.press(KEY.Key_End, SHIFT)
        typist.press((KEY.Key_1, KEY.Key_2, KEY.Key_3)[n % 3])
    made = [one for one in person.annotations() if one.layer == "clause"]
    assert len(made) == 10
    typist.press(KEY.Key_Up)
    typist.press(KEY.Key_Home)
    typist.press(KEY.Key_Down, SHIFT)
    typist.press(KEY.Key_End, SHIFT)
    typist.press(KEY.Key_7)
    assert person.desk.current.annotation.label == "plan"
    return [one.id for one in made]


def take_back_the_third(typist: Typist) -> None:
    """The third thing done, long ago, and nothing else."""
    person = typist.person
    before = {one.id: one for one in person.annotations()}
    third = person.desk.session.history(actor="甲")
    wanted = [one for one in third if one.verb == "confirm"][2]
    typist.press(KEY.Key_H, CONTROL)
    assert QApplication.focusWidget() is person.window.history.list
    model = person.window.history.model
    for _ in range(200):
        if person.window.history.list.currentIndex().data(Qt.ItemDataRole.UserRole) == wanted:
            break
        typist.press(KEY.Key_Down)
    assert model.rowCount() > 20
    typist.press(KEY.Key_Delete)
    typist.press(KEY.Key_Escape)
    after = {one.id: one for one in person.annotations()}
    gone = [one for one in before if one not in after]
    assert gone == [wanted.changes[0].id]
    assert all(after[one] == before[one] for one in after)


def test_a_morning_by_keyboard_alone(report, start, tmp_path, look, capsys):
    path = project_of(tmp_path, report)
    left: dict[str, object] = {}

    def morning(person):
        typist = Typist(person)
        person.window.reading.page.setFocus()
        verify_twenty(typist)
        tag_ten(typist)
        take_back_the_third(typist)
        typist.press(KEY.Key_Return, CONTROL)
        typist.press(ENTER)
        assert person.desk.row.state == "finished"
        left.update(
            current=person.desk.current.ref,
            selection=person.desk.selection,
            top=person.window.reading.page.view_state(),
            annotations=person.annotations(),
        )

    def afternoon(person):
        page = person.window.reading.page
        person.bot.waitUntil(lambda: page.view_state() == left["top"])
        assert person.desk.current.ref == left["current"]
        assert person.desk.selection == left["selection"]
        assert person.desk.row.state == "finished"
        assert person.annotations() == left["annotations"]

    start(path, morning)
    start(path, afternoon)
    assert look(path) == left["annotations"]
    capsys.readouterr()
    assert main(["verify", str(path)]) == 0


def test_an_input_method_changes_nothing_on_the_page_and_works_in_fields(project, start):
    def journey(person):
        page = person.window.reading.page
        text, before = page.toPlainText(), page.selected_span()
        page.selectAll()
        for event in (QInputMethodEvent("ni", []), QInputMethodEvent("", [])):
            if not event.preeditString():
                event.setCommitString("你好")
            QApplication.sendEvent(page, event)
        assert page.toPlainText() == text
        assert person.annotations() == []
        page.select_span(*before)
        person.go_to("312件")
        fields: list[Callable[[], None]] = [
            lambda: person.key(KEY.Key_F2),
            lambda: person.key(KEY.Key_K, CONTROL),
            lambda: person.key(KEY.Key_F, CONTROL),
            lambda: person.key(KEY.Key_O, CONTROL | SHIFT),
        ]
        for begin in fields:
            begin()
            field = QApplication.focusWidget()
            assert field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            field.clear()
            QApplication.sendEvent(field, QInputMethodEvent("nihao", []))
            assert field.text() == ""
            person.type("你好")
            assert field.text() == "你好"
            # A single key of the window is a letter here.
            person.key(KEY.Key_N)
            assert field.text() == "你好n"
            assert person.annotations() == []
            person.key(KEY.Key_Escape)
            page.setFocus()

    start(project, journey)
