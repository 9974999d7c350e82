"""Colours are legible, layers differ without their colour, and the stylesheet is made of tokens."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from annotator.i18n import set_language
from annotator.tagsets import HUES
from annotator.ui.stylesheet import apply, laid_aside, stylesheet
from annotator.ui.theme import (
    Theme,
    chrome_font,
    contrast,
    dark,
    figures_font,
    light,
    note_font,
    over,
    page_font,
    page_palette,
    palette,
    prose_font,
)

THEMES = pytest.mark.parametrize("theme", [light(), dark()], ids=["light", "dark"])


def test_contrast_of_known_colours():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#B8382B", "#B8382B") == pytest.approx(1)


def test_a_translucent_colour_is_mixed_with_its_ground():
    assert over("#80FF0000", "#0000FF") == "#80007F"
    assert over("#112233", "#FFFFFF") == "#112233"


@THEMES
def test_every_text_is_legible_on_every_background_it_is_read_on(theme: Theme):
    poor = {what: round(contrast(text, ground), 2) for what, text, ground in theme.pairs()}
    assert len(poor) > 60
    assert {what: ratio for what, ratio in poor.items() if ratio < 4.5} == {}


@THEMES
def test_lines_and_bars_stand_out_from_the_paper(theme: Theme):
    assert contrast(theme.accent, theme.paper) >= 4.5
    assert all(contrast(hue.text, theme.paper) >= 4.5 for hue in theme.hues.values())


@THEMES
def test_every_hue_a_tagset_may_name_is_there(theme: Theme):
    assert set(HUES) <= set(theme.hues)
    assert theme.hue("no such hue") is theme.hue("neutral")


@THEMES
def test_layers_differ_in_greyscale(theme: Theme):
    named = [theme.hue(name) for name in ("numbers", "results", "measures", "problems", "legal")]
    assert len({hue.pattern for hue in named}) == len(named)


def test_light_and_dark_name_the_same_things():
    assert {name: hue.pattern for name, hue in light().hues.items()} == {
        name: hue.pattern for name, hue in dark().hues.items()
    }


@THEMES
def test_the_stylesheet_is_made_of_the_tokens(theme: Theme):
    sheet = stylesheet(theme)
    assert "{{" not in sheet and "{paper}" not in sheet
    used = set(re.findall(r"#[0-9A-F]{6}\b", sheet))
    tokens = {getattr(theme, name) for name in Theme.__dataclass_fields__ if name not in ("hues", "sizes")}
    whole = theme.hue("passage")
    assert used <= tokens | {over(theme.selection, theme.raised), whole.tint, whole.text}
    assert "font-family" not in sheet and "font-size" not in sheet


def test_the_stylesheet_is_understood(qapp):
    # Qt warns of a sheet it cannot parse, and any Qt warning fails a test.
    before = qapp.styleSheet()
    qapp.setStyleSheet(stylesheet(light()))
    assert qapp.styleSheet() == stylesheet(light())
    qapp.setStyleSheet(before)


def test_qt_still_learns_of_the_end_of_a_part_that_was_made_before_the_rules_were_laid_aside(qapp, qtbot):
    # It keeps what it knows of each part by address: of one that is gone it would style whatever lies there.
    before = qapp.styleSheet()
    qapp.setStyleSheet(stylesheet(light()))
    try:
        whole = QWidget()
        qtbot.addWidget(whole)
        shown, not_yet = QPushButton(whole), QPushButton(whole)
        shown.ensurePolished()
        with laid_aside(qapp):
            assert qapp.styleSheet() == ""
            with laid_aside(qapp):
                between = QPushButton(whole)
        assert qapp.styleSheet() == stylesheet(light())
        for part in (shown, not_yet, between):
            part.ensurePolished()
            assert part.receivers(SIGNAL("destroyed(QObject*)")) == 1
    finally:
        qapp.setStyleSheet(before)


@THEMES
def test_palettes(qapp, theme: Theme):
    assert palette(theme).color(QPalette.ColorRole.Window).name().upper() == theme.chrome
    page = page_palette(theme)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert page.color(group, QPalette.ColorRole.Base).name().upper() == theme.paper
        # Spans stay visible through the selection, also while another widget has the keyboard.
        assert page.color(group, QPalette.ColorRole.Highlight).alpha() < 128


def test_fonts(qapp):
    assert page_font(light()).pixelSize() == 17
    assert page_font(light(), zoom=2).pixelSize() == 34
    assert chrome_font(light()).pixelSize() == 13
    assert chrome_font(light(), pixels=11).pixelSize() == 11
    assert {tag.toString().data() for tag in figures_font(light()).featureTags()} == {b"tnum", b"pwid"}


@THEMES
def test_placeholders_are_legible_and_what_does_nothing_is_still_seen(theme: Theme, qapp, qtbot):
    sheet, font, before = qapp.styleSheet(), qapp.font(), qapp.palette()
    apply(qapp, theme)
    try:
        field = QLineEdit()
        qtbot.addWidget(field)
        field.setPlaceholderText("…")
        field.ensurePolished()
        words = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert words.alpha() == 255
        for ground in (theme.raised, theme.chrome):
            assert contrast(words.name(), ground) >= 4.5
        assert contrast(theme.faint, theme.chrome) >= 3
    finally:
        qapp.setStyleSheet(sheet)
        qapp.setPalette(before)
        qapp.setFont(font)


def test_english_has_no_full_width_quotation_marks_and_what_people_type_keeps_its_own(qapp):
    chinese = QFontMetricsF(chrome_font(light())).horizontalAdvance("“")
    set_language("en")
    assert QFontMetricsF(chrome_font(light())).horizontalAdvance("“") < 0.6 * chinese
    assert QFontMetricsF(prose_font(light())).horizontalAdvance("“") == chinese
    assert QFontMetricsF(note_font(light())).horizontalAdvance("，") == light().sizes.small
    assert QFontMetricsF(page_font(light())).horizontalAdvance("，") > 16
