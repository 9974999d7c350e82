"""Owns looking at what a file from outside says of itself, before anything else of it is read."""

from __future__ import annotations

from typing import BinaryIO

from annotator.bundles.archive import unpack
from annotator.bundles.content import MEMBERS
from annotator.bundles.manifest import NAME, Manifest


def peek(file: BinaryIO, *, name: str, format: str) -> Manifest:
    """Return the manifest of a package or a bundle; what it says of the other members is not compared.

    Raises:
        UserError: it is none, broken, another kind of file, or a newer program's.
    """
    members = unpack(file, name=name, allowed=MEMBERS, only=frozenset({NAME}))
    return Manifest.from_members(members, name=name, format=format, is_alone=True)
