"""Owns the one JSON form in which records are stored, hashed and compared."""

from __future__ import annotations

import hashlib
import json
from typing import Any

Json = Any
"""A JSON value: None, bool, int, str, list or dict of those.  Never float: decimals are strings."""

Record = dict[str, Json]
"""One journalled record as it is stored."""


def dump(value: Json) -> str:
    """Return the canonical text of a JSON value: sorted keys, no blanks, non-ASCII kept."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def load(text: str) -> Json:
    """Return the value that ``dump`` wrote."""
    return json.loads(text)


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8, as 64 lower-case hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
