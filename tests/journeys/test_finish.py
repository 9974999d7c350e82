"""Owns the journeys of declaring a report finished: the layers, the lock, opening it again, one undo."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from annotator.ui.models.outline import FINISHED
from annotator.ui.models.wording import grouped

CONTROL = Qt.KeyboardModifier.ControlModifier


def progress(person):
    """How far the reviewer is with the current document, read from the store."""
    return person.desk.session.progress(person.document)


def answer_all(person) -> None:
    """Confirm whatever is open."""
    for _ in range(30):
        if not person.desk.spots.open:
            return
        person.key(Qt.Key.Key_Return)
    raise AssertionError("still open")


def test_two_keys_finish_what_looks_finished(project, start):
    def journey(person):
        answer_all(person)
        person.key(Qt.Key.Key_Return, CONTROL)
        assert person.window.finish.isVisible()
        person.key(Qt.Key.Key_Return)
        assert not person.window.finish.isVisible()
        found = progress(person)
        assert found.state == "finished"
        assert dict(found.finished) == {"number": (-1,)}
        assert "Ctrl+Enter" in person.said()
        assert person.window.reading.page.hasFocus()
        person.key(Qt.Key.Key_Delete)
        assert "完成" in person.said()
        assert {a.verdict for a in person.annotations()} == {"confirmed"}

    start(project, journey)


def test_one_undo_takes_the_whole_back_and_ctrl_enter_opens_again(project, start):
    def journey(person):
        answer_all(person)
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_Z, CONTROL)
        assert progress(person).state == "new"
        assert not progress(person).finished
        person.key(Qt.Key.Key_Y, CONTROL)
        assert progress(person).state == "finished"
        person.key(Qt.Key.Key_Return, CONTROL)
        assert not person.window.finish.isVisible()
        assert progress(person).state == "in progress"

    start(project, journey)


def test_what_is_open_is_not_ticked_and_digits_tick(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_Return, CONTROL)
        model = person.window.finish.model
        words = [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]
        assert words[0].startswith("数字 未勾选 待核 ")
        assert model.ticked() == []
        person.key(Qt.Key.Key_2)
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Space)
        assert model.ticked() == ["clause", "claim"]
        person.key(Qt.Key.Key_2)
        person.key(Qt.Key.Key_Return)
        assert dict(progress(person).finished) == {"claim": (-1,)}

    start(project, journey)


def test_the_same_key_once_more_accepts(project, start):
    def journey(person):
        answer_all(person)
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return, CONTROL)
        assert progress(person).state == "finished"
        assert not person.window.finish.isVisible()

    start(project, journey)


def test_escape_and_going_elsewhere_declare_nothing(project, start):
    def journey(person):
        for leave in (
            lambda: person.key(Qt.Key.Key_Escape),
            lambda: person.bot.mouseClick(person.window.finish.cancel, Qt.MouseButton.LeftButton),
            lambda: person.window.reading.page.setFocus(),
        ):
            person.key(Qt.Key.Key_Return, CONTROL)
            assert person.window.finish.isVisible()
            leave()
            assert not person.window.finish.isVisible()
            assert progress(person).state == "new"

    start(project, journey)


def test_space_declares_a_section_and_the_whole(project, start):
    def journey(person):
        outline = person.window.outline
        sections = person.desk.reading.sections
        outline.list.setFocus()
        outline.list.setCurrentIndex(outline.model.index(1))
        person.key(Qt.Key.Key_Space)
        assert dict(progress(person).finished) == {"number": (sections[0].start,)}
        assert outline.model.index(1).data(FINISHED)
        assert not outline.model.index(0).data(FINISHED)
        tip = person.window.documents.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
        assert "数字 ✓ 已完成：一" in tip
        person.key(Qt.Key.Key_Space)
        assert not progress(person).finished
        person.key(Qt.Key.Key_Up)
        person.key(Qt.Key.Key_Space)
        assert dict(progress(person).finished) == {"number": (-1,)}
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Space)
        assert "整份报告" in person.said()
        assert dict(progress(person).finished) == {"number": (-1,)}
        person.key(Qt.Key.Key_Z, CONTROL)
        assert not progress(person).finished

    start(project, journey)


def test_a_click_on_the_sign_declares_and_one_on_the_words_goes_there(project, start):
    def journey(person):
        outline = person.window.outline
        index = outline.model.index(2)
        rect = outline.list.visualRect(index)
        before = person.words()
        sign = QPoint(rect.right() - 12, rect.center().y())
        person.bot.mouseClick(outline.list.viewport(), Qt.MouseButton.LeftButton, pos=sign)
        assert outline.model.index(2).data(FINISHED)
        assert person.words() == before
        person.bot.mouseClick(outline.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert person.words() == "约48万人次"

    start(project, journey)


def test_a_finished_report_is_opened_before_its_sections_are_declared(project, start):
    def journey(person):
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return)
        outline = person.window.outline
        outline.list.setFocus()
        person.key(Qt.Key.Key_Space)
        assert "Ctrl+Enter" in person.said()
        assert not progress(person).finished

    start(project, journey)


def test_a_finished_report_looks_locked_until_it_is_opened_again(project, start):
    def journey(person):
        card, tags = person.window.inspector, person.window.tags
        value = card._form.fields["value"]
        chips = [chip for group in tags.groups.values() for chip in group.chips.values()]
        person.key(Qt.Key.Key_Return)
        left = len(person.desk.spots.open)
        person.key(Qt.Key.Key_Return, CONTROL)
        person.key(Qt.Key.Key_Return)
        assert progress(person).state == "finished" and left
        assert value.isReadOnly() and value.property("locked")
        # Nobody has answered there: the machine's value stands in its own column only.
        assert person.desk.current.is_open and value.text() == ""
        assert card._form._rows["value"].machine.text() == grouped(person.desk.current.features["value"])
        assert card.hints.shown() == ["next", "previous", "reopen"]
        assert not any(chip.isEnabled() for chip in chips)
        told = person.window.documents.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert told.endswith(f"待核 {left}")
        person.key(Qt.Key.Key_F2)
        assert person.window.reading.page.hasFocus() and "Ctrl+Enter" in person.said()
        person.bot.mouseClick(card.hints.hints["reopen"], Qt.MouseButton.LeftButton)
        assert progress(person).state == "in progress"
        assert value.text() and not value.isReadOnly() and all(chip.isEnabled() for chip in chips)
        assert "edit" in card.hints.shown()

    start(project, journey)
