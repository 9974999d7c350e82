"""Owns the one table of actions: no key twice, words in both languages, a twin on the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator import i18n
from annotator.cli.main import parser
from annotator.tagsets import RESERVED_KEYS, default_tagset
from annotator.ui.action_row import MENUS
from annotator.ui.actions import action_rows, is_single, keys_of


def test_ids_and_keys_are_unique():
    rows = action_rows(default_tagset())
    assert len({row.id for row in rows}) == len(rows)
    keys = [key for row in rows for key in row.keys]
    assert len(set(keys)) == len(keys)


def test_letters_of_commands_are_those_that_tagsets_may_not_take_or_have_another_key_beside():
    rows = [row for row in action_rows() if any(len(key) == 1 and key.isalpha() for key in row.keys)]
    letters = {key.lower() for row in rows for key in row.keys if len(key) == 1 and key.isalpha()}
    assert letters >= set(RESERVED_KEYS)
    for row in rows:
        free = [key for key in row.keys if key.lower() not in letters - set(RESERVED_KEYS)]
        assert free, row.id


def test_a_letter_of_the_tagset_is_the_tagsets():
    shipped = default_tagset()
    clause = shipped.layer("clause")
    labels = (replace(clause.labels[0], key="l"), *clause.labels[1:])
    layers = tuple(replace(one, labels=labels) if one.id == "clause" else one for one in shipped.layers)
    rows = {row.id: row.keys for row in action_rows(replace(shipped, layers=layers))}
    assert rows["link"] == ("F7",)
    assert rows[f"tag.clause.{labels[0].id}"] == ("L",)
    keys = [key for one in rows.values() for key in one]
    assert len(set(keys)) == len(keys)


def test_every_action_has_a_twin_or_says_why_not():
    (verbs,) = [one.choices for one in parser()._actions if isinstance(one.choices, dict)]
    for row in action_rows(default_tagset()):
        assert bool(row.verb) != bool(row.why_no_verb), row.id
        assert not row.verb or row.verb in verbs, row.id
        assert row.menu in MENUS


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_action_has_words(language):
    i18n.set_language(language)
    for row in action_rows(default_tagset()):
        assert row.title
        assert not row.title.startswith("ui.")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("J", True),
        ("Return", True),
        ("Shift+Del", True),
        ("Ctrl+Z", False),
        ("F2", False),
        ("Alt+Left", True),
    ],
)
def test_which_keys_a_field_keeps_for_itself(keys, expected):
    assert is_single(keys) is expected


def test_the_key_shown_is_the_first():
    assert keys_of(action_rows())["confirm"] == "Return"
