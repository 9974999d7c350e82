"""Owns that the window fits small screens, folds its sides, changes its look, and can be pictured."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.__main__ import main

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_it_fits_a_small_screen_and_no_label_is_cut(project, start):
    def journey(person):
        window = person.window
        window.resize(1280, 720)
        person.bot.wait(1)
        assert (window.width(), window.height()) == (1280, 720)
        for panel in (window.documents, window.outline, window.tags, window.reading, window.numbers):
            assert panel.isVisible()
            corner = panel.mapTo(window, QPoint(panel.width(), panel.height()))
            assert corner.x() <= 1280
            assert corner.y() <= 720
        card = window.inspector
        for piece in (*card.findChildren(QLabel), *card.findChildren(QPushButton)):
            if piece.isVisible() and not piece.text().startswith("312"):
                assert piece.width() >= min(piece.sizeHint().width(), piece.minimumSizeHint().width())

    start(project, journey)


def test_sides_fold_away_and_come_back(project, start):
    def journey(person):
        person.key(Qt.Key.Key_B, CONTROL)
        assert not person.window.documents.isVisible()
        person.key(Qt.Key.Key_B, CONTROL | SHIFT)
        assert not person.window.numbers.isVisible()
        person.key(Qt.Key.Key_Return)
        assert len(person.annotations()) == 1
        person.key(Qt.Key.Key_B, CONTROL)
        assert person.window.documents.isVisible()

    start(project, journey)


def test_the_look_and_the_zoom_are_kept(project, start):
    def before(person):
        person.key(Qt.Key.Key_T, CONTROL | SHIFT)
        assert person.desk.theme.name == "dark"
        under = person.window.reading.page.viewport().palette().base().color().name().upper()
        assert under == person.desk.theme.paper
        person.key(Qt.Key.Key_Equal, CONTROL)
        assert round(person.window.reading.page.zoom(), 2) == 1.1

    def after(person):
        assert person.desk.theme.name == "dark"
        assert round(person.window.reading.page.zoom(), 2) == 1.1
        person.key(Qt.Key.Key_0, CONTROL)
        assert person.window.reading.page.zoom() == 1.0

    start(project, before)
    start(project, after)


@pytest.mark.heavy
@pytest.mark.timeout(400)
def test_every_screen_is_pictured(project, tmp_path, capsys):
    words = ["shots", str(project), "--out", str(tmp_path / "out"), "--as", "甲", "--json"]
    assert main([*words, "--lang", "en", "--theme", "dark", "--scale", "2"]) == 0
    made = [json.loads(line)["picture"] for line in capsys.readouterr().out.splitlines()]
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"desk-en-dark-2.png", "welcome-en-dark-2.png", "keys-en-dark-2.png"} <= names
    assert len(made) == len(names)
    desk = QImage(str(tmp_path / "out" / "desk-en-dark-2.png"))
    assert (desk.width(), desk.height()) == (2880, 1800)


def test_an_unreadable_project_is_not_pictured(tmp_path, capsys):
    path = tmp_path / "no.sqlite"
    path.write_text("nothing")
    assert main(["shots", str(path), "--out", str(tmp_path / "out")]) != 0
    assert "Traceback" not in capsys.readouterr().err
