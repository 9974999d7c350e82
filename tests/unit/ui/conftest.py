"""Owns the reading page that the tests of the page look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from annotator.ui.page import Page
from annotator.ui.theme import Theme, light

MakePage = Callable[..., Page]


@pytest.fixture
def make_page(qtbot: QtBot) -> MakePage:
    """Return a maker of pages that are on screen, 1000 by 700 unless told."""

    def make(text: str = "", *, theme: Theme | None = None, width: int = 1000, height: int = 700) -> Page:
        page = Page(theme or light())
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show_text(text)
        page.show()
        qtbot.waitExposed(page)
        return page

    return make
