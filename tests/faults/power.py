"""Owns a disk whose power can be cut: a VFS that knows which writes were synced and which were not.

After a cut, a file is what was synced last plus a random part of the later writes, some of them torn at
a sector: the model of the crash tests of SQLite itself.
"""

from __future__ import annotations

import random
from pathlib import Path

import apsw

SECTOR = 512
Write = tuple[int | str, bytes | int]
"""(offset, bytes written there) or ("size", bytes kept)."""


class Disk(apsw.VFS):
    """A file system on top of the real one that remembers what a power cut would leave."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.synced: dict[str, bytes] = {}
        self.pending: dict[str, list[Write]] = {}

    def xOpen(self, name, flags):
        """Open a file of this disk."""
        return DiskFile(self, name, flags)

    def xDelete(self, filename, syncdir):
        """Forget a file."""
        self.synced.pop(filename, None)
        self.pending.pop(filename, None)
        super().xDelete(filename, syncdir)

    def cut_power(self, folder: Path, chance: random.Random) -> None:
        """Write to ``folder`` what every file of the disk is after the cut."""
        for path, writes in self.pending.items():
            kept = []
            for place, content in writes:
                fate = chance.random()
                if fate < 0.5:
                    kept.append((place, content))
                elif fate < 0.7 and isinstance(content, bytes) and len(content) > SECTOR:
                    sectors = chance.randint(1, len(content) // SECTOR)
                    kept.append((place, content[: sectors * SECTOR]))
            (folder / Path(path).name).write_bytes(_after(self.synced[path], kept))


class DiskFile(apsw.VFSFile):
    """One open file: writes go through, and are noted until they are synced."""

    def __init__(self, disk: Disk, name, flags) -> None:
        super().__init__("", name, flags)
        self.disk = disk
        self.path = name if isinstance(name, str) else name.filename()
        disk.synced.setdefault(self.path, b"")
        disk.pending.setdefault(self.path, [])

    def xWrite(self, data, offset):
        """Write and note it."""
        self.disk.pending[self.path].append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize):
        """Cut and note it."""
        self.disk.pending[self.path].append(("size", newsize))
        super().xTruncate(newsize)

    def xSync(self, flags):
        """What was written is safe from now on."""
        super().xSync(flags)
        self.disk.synced[self.path] = _after(self.disk.synced[self.path], self.disk.pending[self.path])
        self.disk.pending[self.path] = []


def _after(content: bytes, writes: list) -> bytes:
    image = bytearray(content)
    for place, what in writes:
        if place == "size":
            del image[what:]
            image.extend(b"\0" * (what - len(image)))
        else:
            image.extend(b"\0" * (place - len(image)))
            image[place : place + len(what)] = what
    return bytes(image)
