"""A button with its key is legible in the look in use, whichever it was made in."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from annotator.ui.keyed_button import KeyedButton
from annotator.ui.stylesheet import apply
from annotator.ui.theme import dark, light


@pytest.mark.parametrize("is_primary", [False, True])
@pytest.mark.parametrize(("before", "after"), [(light(), dark()), (dark(), light())], ids=["dark", "light"])
def test_its_words_are_those_of_the_look_in_use(qapp, qtbot, before, after, is_primary):
    sheet, font, palette = qapp.styleSheet(), qapp.font(), qapp.palette()
    try:
        apply(qapp, before)
        whole = QWidget()
        qtbot.addWidget(whole)
        button = KeyedButton("定位", before, keys="Return", is_primary=is_primary)
        button.setParent(whole)
        button.resize(button.sizeHint())
        apply(qapp, after)
        picture = button.grab().toImage()
        spots = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        seen = {QColor(picture.pixel(x, y)).name().upper() for x, y in spots}
        wanted, other = (look.paper if is_primary else look.ink for look in (after, before))
        assert wanted in seen and other not in seen
    finally:
        qapp.setStyleSheet(sheet)
        qapp.setPalette(palette)
        qapp.setFont(font)
