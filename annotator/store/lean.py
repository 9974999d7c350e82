"""Owns bringing in sqlite-utils alone.

It looks for pandas and numpy, to store values of theirs, of which there are none here.  Where another program
has brought them, every window and every verb began half a second later (0.45 of 0.57 s of sqlite-utils).
"""

from __future__ import annotations

import sys

_UNASKED = tuple(name for name in ("numpy", "pandas") if name not in sys.modules)

# None: as if it were not installed.
sys.modules.update(dict.fromkeys(_UNASKED))  # type: ignore[arg-type]
try:
    from sqlite_utils import Database
finally:
    for _name in _UNASKED:
        del sys.modules[_name]

__all__ = ["Database"]
