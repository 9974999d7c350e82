"""Owns the making of record and action ids."""

from __future__ import annotations

import secrets
import time
import uuid


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562 §5.7) as 36 characters; ids sort by the time they were made."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value &= ~(0xF << 76) & ~(0x3 << 62)
    return str(uuid.UUID(int=value | 0x7 << 76 | 0x2 << 62))
