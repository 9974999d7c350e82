"""Owns the guideline beside the text and the chips of labels: what they show, and whose card is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from annotator import i18n
from annotator.tagsets import default_tagset
from annotator.ui.models.desk import Desk
from annotator.ui.panels.guideline import GuidelinePanel
from annotator.ui.panels.tags import TagsPanel
from annotator.ui.theme import light
from tests.building import TEXT, a_number, add_document, new_session, suggest


@pytest.fixture
def desk(tmp_path, qapp):
    """A desk with one report in which 12件 and 3% are suggested."""
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    suggest(
        session, document, [a_number(TEXT, "12件", value="12"), a_number(TEXT, "3%", value="3", unit="%")]
    )
    made = Desk(session, theme=light())
    made.begin()
    yield made
    session.close()


@pytest.fixture
def panel(desk, qtbot):
    """The guideline of that desk, in sight."""
    made = GuidelinePanel(desk)
    qtbot.addWidget(made)
    made.setMinimumSize(100, 100)
    made.resize(360, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_card_of_the_current_label_then_shorter_ones_of_its_layer(panel):
    lines = panel.shown().split("\n")
    card = default_tagset().label("number", "quantity").description["zh"]
    assert lines[:4] == ["数字", "N", "数字", card]
    assert "约数：确数 / 大约 / 不少于 / 不多于" in lines
    assert any(line.startswith("自填：数值、数值上限、") for line in lines)
    others = lines[lines.index("“数字”的其他标签") :]
    assert others[1:3] == ["指标", "I"]
    assert default_tagset().label("number", "period").description["zh"] in others


def test_it_follows_the_current_place_unless_one_was_asked_for(panel, desk):
    desk.make_current(None)
    assert panel.shown().startswith("有快捷键的标签")
    assert "总述" not in panel.shown()
    panel.show_label("entity", "org")
    assert panel.shown().startswith("机构\nO\n实体")
    assert "角色：报告主体 / 上级" in panel.shown()
    desk.spots_changed.emit()
    assert panel.shown().startswith("机构")
    desk.make_current(desk.spots.open[1].ref)
    assert panel.shown().startswith("数字")
    panel.show_label("entity", "no such label")
    assert panel.shown().startswith("数字")


def test_an_empty_card_says_where_to_write_it_and_markup_is_shown_to_the_letter(panel, desk, qtbot):
    tagset = default_tagset()
    number = tagset.layer("number")
    assert number is not None
    bare = replace(number.labels[0], description={}, names={"zh": "<b>数</b>", "en": "n"})
    labels = (bare, *number.labels[1:])
    desk._tagset = replace(tagset, layers=(replace(number, labels=labels), *tagset.layers[1:]))
    desk.spots_changed.emit()
    assert "标签集文件" in panel.shown()
    assert panel.shown().startswith("<b>数</b>")


def test_cards_are_in_the_language_in_use(desk, qtbot):
    i18n.set_language("en")
    made = GuidelinePanel(desk)
    qtbot.addWidget(made)
    made.setMinimumSize(100, 100)
    made.show()
    assert made.shown().startswith("Quantity\nN\nNumbers\nA number that says how many")
    assert "Direction: up / down" in made.shown()


def test_out_of_sight_nothing_is_drawn(desk, qtbot):
    made = GuidelinePanel(desk)
    qtbot.addWidget(made)
    made.setMinimumSize(100, 100)
    assert made.shown() == ""
    made.show()
    assert made.shown().startswith("数字")


@pytest.fixture
def tags(desk, qtbot):
    """The labels of that desk, in sight."""
    made = TagsPanel(desk)
    qtbot.addWidget(made)
    made.setMinimumSize(100, 100)
    made.resize(260, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_labels_stand_under_their_layer_those_without_keys_on_demand(tags, qtbot):
    shown = {layer: group.isVisible() for layer, group in tags.groups.items()}
    assert (shown["number"], shown["section"]) == (True, False)
    qtbot.mouseClick(tags.more, Qt.MouseButton.LeftButton)
    assert tags.groups["section"].isVisible()
    assert tags.groups["section"].title.text() == "章节"
    qtbot.mouseClick(tags.more, Qt.MouseButton.LeftButton)
    assert not tags.groups["section"].isVisible()


def test_the_chip_of_the_current_label_is_outlined(tags, desk):
    chip = tags.groups["number"].chips["quantity"]
    assert chip.is_current
    outlined = chip.grab().toImage()
    assert chip.accessibleDescription()
    desk.make_current(None)
    assert not chip.is_current
    assert chip.grab().toImage() != outlined
    assert chip.accessibleDescription() == ""


def test_a_click_tags_and_a_right_click_asks_for_the_card(tags, qtbot):
    tagged, asked = [], []
    tags.tagged.connect(lambda *one: tagged.append(one))
    tags.card_wanted.connect(lambda *one: asked.append(one))
    chip = tags.groups["entity"].chips["org"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert tagged == [("entity", "org")]
    where = chip.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(chip, QContextMenuEvent(reason, where, chip.mapToGlobal(where)))
    assert asked == [("entity", "org")]


def test_chips_grow_with_the_interface(tags, desk):
    chip = tags.groups["number"].chips["quantity"]
    usual = chip.sizeHint()
    desk.set_theme(light().times(2))
    assert chip.sizeHint().height() == 2 * usual.height()
    assert chip.sizeHint().width() > 1.8 * usual.width()
