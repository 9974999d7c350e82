"""Owns reading the paths that are typed: what is there, and what a project may be called."""

from __future__ import annotations

import os
from pathlib import Path


def is_file(path: Path | str) -> bool:
    """Return whether there is a file; a name that nothing can have, or that nobody may look at, is none."""
    # Path.is_file raises where a name is too long, or a folder closed.
    return os.path.isfile(path)


def is_folder(path: Path | str) -> bool:
    """Return whether there is a folder; a name that nothing can have is none."""
    return os.path.isdir(path)


def project_file(words: str) -> Path | None:
    """Return the file of a project as somebody named it, with its ending; None where that names no file."""
    place = Path(words.strip())
    if not place.name:
        return None
    return place if place.suffix else place.with_suffix(".sqlite")
