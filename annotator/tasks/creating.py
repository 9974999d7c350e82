"""Owns making an empty project."""

from __future__ import annotations

from pathlib import Path

from annotator.commands import project
from annotator.model.tagsets import Tagset
from annotator.settings import installation_id
from annotator.store import Store


def create_project(path: Path, *, tagset: Tagset, actor: str) -> None:
    """Make a project file with its own copy of a tagset, named after the file.

    Raises:
        UserError: something is there already, or the place cannot be written.
    """
    store = Store.create(path, installation=installation_id())
    try:
        with store.transaction() as journal:
            journal.record(project.create(tagset, name=path.stem), actor=actor)
    finally:
        store.close()
