"""Owns what a change would say had its owner another id: for two people of one id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.model.annotations import progress_id
from annotator.model.canonical import Record
from annotator.model.changes import Action, Change
from annotator.model.crosschecks import crosscheck_id
from annotator.model.terms import Term

OWNED = ("annotation", "relation", "progress", "crosscheck", "term")
"""Kinds of records with an owner."""


def in_own_name(action: Action) -> list[Record]:
    """Return what an action said in its actor's own name; not what it settled of what others had said."""
    images = (change.after or change.before for change in action.changes if change.kind in OWNED)
    return [image for image in images if image is not None and image["owner"] == action.actor]


def renamed(action: Action, names: Mapping[str, str]) -> Action:
    """Return the action as if the people of these ids had had those names."""
    if not names or action.actor not in names:
        return action
    changes = tuple(_change(change, names) for change in action.changes)
    return replace(action, actor=names[action.actor], changes=changes)


def _change(change: Change, names: Mapping[str, str]) -> Change:
    before, after = (_image(change.kind, image, names) for image in (change.before, change.after))
    either = after or before
    record_id = change.id if either is None else str(either["id"])
    return replace(change, id=record_id, before=before, after=after)


def _image(kind: str, image: Record | None, names: Mapping[str, str]) -> Record | None:
    if image is None:
        return None
    if kind == "reviewer" and image["id"] in names:
        return {**image, "id": names[image["id"]]}
    if kind not in OWNED or image["owner"] not in names:
        return image
    own = {**image, "owner": names[image["owner"]]}
    if kind == "progress":
        own["id"] = progress_id(own["document"], own["owner"])
    elif kind == "term":
        own["id"] = Term.from_record(own).id
    elif kind == "crosscheck":
        # The key stays, also where a person has put the numbers otherwise since.
        key = str(image["id"]).rpartition("/")[2]
        own["id"] = crosscheck_id(own["document"], own["owner"], key)
    return own
