"""Owns knowing, before Qt is asked, whether there is a display: Qt aborts the process where there is none."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def has_display() -> bool:
    """Whether Qt will find a display; always true away from X11 and Wayland, or when a platform was
    chosen."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    local = _LOCAL.fullmatch(display)
    # A display across the network is Qt's to try; a local one answers on its socket or is dead.
    return _answers(int(local[1])) if local else bool(display)


def _answers(number: int) -> bool:
    place = str(Path("/tmp/.X11-unix") / f"X{number}")
    for address in (place, f"\0{place}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(2.0)
            try:
                probe.connect(address)
            except OSError:
                continue
            return True
    return False
