"""Owns the one table of actions: no key twice, words in both languages, a twin on the command line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import i18n
from annotator.cli.main import parser
from annotator.tagsets import RESERVED_KEYS, default_tagset
from annotator.ui import keymap
from annotator.ui.action_row import MENUS, do_meet
from annotator.ui.actions import action_rows, is_single, keys_of


@pytest.mark.parametrize("scene", ["desk", "curation"])
def test_ids_and_keys_are_unique(scene):
    rows = action_rows(default_tagset())
    assert len({row.id for row in rows}) == len(rows)
    keys = [key for row in rows for key in row.keys if do_meet(row.scene, scene)]
    assert len(set(keys)) == len(keys)


def test_letters_of_commands_are_those_that_tagsets_may_not_take_or_have_another_key_beside():
    here = [row for row in action_rows() if row.scene != "curation"]
    rows = [row for row in here if any(len(key) == 1 and key.isalpha() for key in row.keys)]
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
    assert rows["case_rule"] == ("F7", "G")


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


def test_every_action_of_the_catalogue_is_in_the_table():
    folder = Path(i18n.__file__).parent.parent / "resources" / "i18n" / "zh"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.po"))
    said = set(re.findall(r'msgid "ui\.action\.(\w+)"', source))
    assert said == {row.id for row in action_rows()}


def test_keys_of_ones_own_take_the_place_of_the_usual_ones():
    chosen = {"confirm": ("Space",), "next": ("C",)}
    rows = {row.id: row.keys for row in action_rows(default_tagset(), chosen)}
    assert rows["confirm"] == ("Space",)
    assert rows["next"] == ("C",)
    taken = {row.id: row.keys for row in action_rows(default_tagset(), {"next": ("Return",)})}
    assert taken["next"] == ("Return",)
    assert taken["confirm"] == ("Enter", "C")


def test_a_key_is_taken_over_from_whoever_has_it():
    rows = action_rows(default_tagset())
    chosen = keymap.given(rows, {}, action="next", keys="F2")
    fresh = {row.id: row.keys for row in action_rows(default_tagset(), chosen)}
    assert fresh["next"] == ("F2", "J")
    assert fresh["edit"] == ("E",)
    back = keymap.as_usual(keymap.as_usual(chosen, action="next"), action="edit")
    again = action_rows(default_tagset(), back)
    assert [row.keys for row in again] == [row.keys for row in rows]
    gone = keymap.taken_away(rows, {}, action="next", keys="J")
    assert keys_of(action_rows(default_tagset(), gone))["next"] == ""


def test_a_key_of_another_scene_is_not_taken_over():
    rows = action_rows(default_tagset())
    chosen = keymap.given(rows, {}, action="next", keys="X")
    fresh = {row.id: row.keys for row in action_rows(default_tagset(), chosen)}
    assert fresh["next"] == ("X", "J")
    assert fresh["take_nothing"] == ("X", "Del")
    (settle,) = [row for row in rows if row.id == "settle"]
    assert keymap.holder(rows, "F2", beside=settle).id == "edit_case"
    assert keymap.holder(rows, "Ctrl+Z", beside=settle).id == "undo"


def test_keys_that_lead_out_are_nobodys():
    assert not keymap.is_free("Tab")
    assert not keymap.is_free("Left")
    assert keymap.is_free("Alt+Left")
    assert not keymap.is_free("Space")
    assert keymap.is_free("Ctrl+Space")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("J", True),
        ("Return", True),
        ("Shift+Del", True),
        ("Ctrl+Z", False),
        ("Ctrl+Del", True),
        ("Ctrl+Shift+Left", True),
        ("Ctrl+PgDown", False),
        ("F2", False),
        ("Alt+Left", True),
    ],
)
def test_which_keys_a_field_keeps_for_itself(keys, expected):
    assert is_single(keys) is expected


def test_the_key_shown_is_the_first():
    assert keys_of(action_rows())["confirm"] == "Enter"
