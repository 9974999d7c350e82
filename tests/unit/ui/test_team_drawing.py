"""What is drawn in the tables of a team is read in both looks, and stands where it says."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.ui import theme as themes
from annotator.ui.figure_table import FigureTable
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.team.delegates import Bar, Bars, Heat, Tint, heat_colour
from annotator.ui.theme import contrast, over

LOOKS = [themes.light(), themes.dark()]


@pytest.mark.parametrize("theme", LOOKS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_figures_are_read_on_every_heat(theme, strength):
    for name in theme.hues:
        ground = over(heat_colour(theme, Tint(strength=strength, hue=name)), theme.chrome)
        assert contrast(theme.ink, ground) >= 4.5, name


@pytest.fixture
def table(qtbot):
    found = FigureTable(themes.light(), name="figures")
    qtbot.addWidget(found)
    rows = Lazily(["0.500"], lambda cell: Row(cells=(cell,)), lambda cell: cell)
    found.show_rows(["figure"], rows)
    return found


def drawn(table, delegate, *, width=216, height=28):
    """What a delegate draws in the first cell, on white."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    option = QStyleOptionViewItem()
    option.rect = image.rect()
    painter = QPainter(image)
    delegate.paint(painter, option, table.rows.index(0, 0))
    painter.end()
    return image


def test_a_bar_is_as_long_as_its_figure(table):
    theme = themes.light()
    image = drawn(table, Bars(theme, table, bar_of=lambda _: Bar(value=0.5, hue="numbers")))
    tinted = [x for x in range(8, 208) if image.pixelColor(x, 11).name() != "#ffffff"]
    assert tinted[0] == 8
    assert abs(len(tinted) - 100) <= 1


def test_a_whisker_reaches_from_low_to_high(table):
    theme = themes.light()
    image = drawn(table, Bars(theme, table, bar_of=lambda _: Bar(value=0.0, low=0.25, high=0.75)))
    ink = [x for x in range(8, 208) if image.pixelColor(x, 14).lightness() < 120]
    assert (abs(ink[0] - 58) <= 1, abs(ink[-1] - 158) <= 1) == (True, True)


def test_what_cannot_be_told_has_words_and_no_bar(table):
    theme = themes.light()
    with_words = drawn(table, Bars(theme, table, bar_of=lambda _: Bar(value=None, why="没有可比的内容")))
    bare = drawn(table, Bars(theme, table, bar_of=lambda _: None))
    assert with_words != bare
    assert bare == drawn(table, Bars(theme, table, bar_of=lambda _: Bar(value=None)))


def test_the_stronger_the_darker(table):
    theme = themes.light()
    shades = [
        drawn(table, Heat(theme, table, tint_of=lambda *_, s=s: Tint(strength=s)))
        .pixelColor(4, 4)
        .lightness()
        for s in (0.0, 0.5, 1.0)
    ]
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == 3
