"""Owns changing keys: which action has a key, taking it over, going back to the usual ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.ui.action_row import ActionRow, Keys, Scene, do_meet

FIXED = frozenset(
    ("Tab", "Shift+Tab", "Esc", "Space", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown")
)
"""Keys that move about, press buttons or lead out of everything: they are given and taken by nobody."""


def holder(rows: Sequence[ActionRow], keys: str, *, beside: ActionRow | None = None) -> ActionRow | None:
    """Return the action that has a key, or None; only one that acts where ``beside`` does, if it is given."""
    scene: Scene = beside.scene if beside is not None else ""
    return next((row for row in rows if keys in row.keys and do_meet(row.scene, scene)), None)


def is_free(keys: str) -> bool:
    """Whether an action may have this key at all: not one of those that move about."""
    return bool(keys) and keys not in FIXED and "," not in keys


def given(rows: Sequence[ActionRow], chosen: Keys, *, action: str, keys: str) -> dict[str, tuple[str, ...]]:
    """Return the choices after an action was given one more key, its first; whoever had it loses it."""
    fresh = dict(chosen)
    (wanted,) = (row for row in rows if row.id == action)
    for row in rows:
        if row.id == action:
            fresh[action] = (keys, *(one for one in row.keys if one != keys))
        elif keys in row.keys and do_meet(row.scene, wanted.scene):
            fresh[row.id] = tuple(one for one in row.keys if one != keys)
    return fresh


def taken_away(
    rows: Sequence[ActionRow], chosen: Keys, *, action: str, keys: str
) -> dict[str, tuple[str, ...]]:
    """Return the choices after an action lost a key."""
    (row,) = (one for one in rows if one.id == action)
    return {**chosen, action: tuple(one for one in row.keys if one != keys)}


def as_usual(chosen: Keys, *, action: str) -> dict[str, tuple[str, ...]]:
    """Return the choices with an action as usual again, as far as others' choices leave its keys free."""
    return {one: keys for one, keys in chosen.items() if one != action}


def with_choices(rows: Sequence[ActionRow], chosen: Keys) -> dict[str, tuple[str, ...]]:
    """Return action id -> keys: a person's choice first, the usual keys as far as nobody chose them.

    Of two choices that name the same key (settings written by hand) the first action of the table has it.
    """
    taken: dict[str, set[Scene]] = {}
    result: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.id in chosen:
            result[row.id] = _left(chosen[row.id], row.scene, taken)
            for key in result[row.id]:
                taken.setdefault(key, set()).add(row.scene)
    for row in rows:
        if row.id not in chosen:
            result[row.id] = _left(row.keys, row.scene, taken)
    return result


def _left(keys: Sequence[str], scene: Scene, taken: Mapping[str, set[Scene]]) -> tuple[str, ...]:
    """The keys that nobody has taken where they are to act."""
    return tuple(one for one in keys if not any(do_meet(scene, there) for there in taken.get(one, ())))
