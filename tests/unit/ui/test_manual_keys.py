"""Owns that the manual names no key that does nothing: it cannot drift from the table of actions."""

from __future__ import annotations

import re

import pytest

from annotator import i18n, manual
from annotator.tagsets import default_tagset
from annotator.ui.actions import action_rows

OFFICE_KEYS = (
    *("Tab", "Shift+Tab", "Shift+Enter", "Shift", "Home", "End", "Shift+End"),
    *("Left", "Right", "Up", "Down", "Shift+Right"),
    *("Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Right"),
)
"""What every field and every text does with these is no action of ours."""

GRID_KEYS = ("Shift+Down", "Ctrl+C")
"""Keys that the grid of numbers takes for itself, as a spreadsheet does."""

CARD_KEYS = ("Alt+3",)
"""Keys that go to a row of the card, by its number."""

WINDOW_KEYS = ("Ctrl+Tab", "F5", "F", "H", "W")
"""Keys of the windows beside the desk."""

_QT = {"Enter": "Return", "PgDn": "PgDown", "←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}


def in_qt(keys: str) -> str:
    """A key as Qt calls it, from how the manual writes it."""
    return re.sub("Enter|PgDn|[←→↑↓]", lambda found: _QT[found[0]], keys)


def _told(language: str) -> dict[str, str]:
    """Every key the manual names, and a page that does."""
    return {
        in_qt(one): page.id
        for page in manual.pages(language)
        for one in manual.spans(f"{page.summary} {page.body}")
        if manual.is_key(one)
    }


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_key_of_the_manual_does_something(language):
    ours = {key for row in action_rows(default_tagset()) for key in row.keys}
    known = {
        *ours,
        *(in_qt(one) for one in OFFICE_KEYS),
        "Shift+Return",
        *CARD_KEYS,
        *WINDOW_KEYS,
        *GRID_KEYS,
    }
    assert {key: page for key, page in _told(language).items() if key not in known} == {}


def test_the_key_of_the_manual_itself_is_told_and_works_without_a_project():
    (row,) = [one for one in action_rows() if one.id == "manual"]
    assert row.keys[0] in _told("zh")
    assert not row.needs_project
