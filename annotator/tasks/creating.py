"""Owns making an empty project."""

from __future__ import annotations

from pathlib import Path

from annotator.commands import project
from annotator.model.ids import new_id
from annotator.model.tagsets import Tagset
from annotator.settings import installation_id
from annotator.store import Store


def create_project(path: Path, *, tagset: Tagset, actor: str) -> None:
    """Make a project file with its own copy of a tagset, named after the file; ``actor`` owns it.

    Raises:
        UserError: something is there already, or the place cannot be written; nothing is left.
    """
    # A file's name may hold bytes that are no text.
    name = path.stem.encode("utf-8", "replace").decode("utf-8")
    step = project.create(tagset, name=name, owner=actor, identity=new_id())
    store = Store.create(path, installation=installation_id())
    try:
        with store.transaction() as journal:
            journal.record(step, actor=actor)
    except BaseException:
        store.discard()
        raise
    store.close()
