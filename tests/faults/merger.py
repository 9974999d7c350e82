"""Owns the merge that is killed: started as ``python merger.py PROJECT BUNDLE…``, tells when it begins."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from annotator.store import Store
from annotator.tasks.merging import merge


def main(project: str, bundles: list[str]) -> None:
    """Merge the bundles, once it was told that everything is loaded."""
    store = Store.open(Path(project), installation="owner")
    os.write(sys.stdout.fileno(), b"now\n")
    merge(store, [Path(one) for one in bundles], actor="owner")
    os.write(sys.stdout.fileno(), b"done\n")
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
