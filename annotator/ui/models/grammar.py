"""Owns having the grammar of numbers at hand without the first report on screen waiting for it.

Its rules take a third of the program's start to bring in (``bench/start.py``), and until somebody types a
number or what was suggested is compared with the word lists, nothing of it is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_IDLE_MS = 300
"""How long after it was first asked for it is brought in: the report is painted by then."""
_LOOK_MS = 20
_FIRST = "2024年办理《条例》案件1件，同比增长1%，无复议案件。"
_USERS = ("annotator.tasks.checked", "annotator.tasks.crosschecks")

_there = threading.Event()
_begun = threading.Event()


def bring() -> None:
    """Bring in the extractors and the cross-checks now."""
    from annotator.extractors import all_extractors
    from annotator.text.reading import read

    for each in all_extractors().values():
        # Its patterns are compiled with the first text that it reads: 0.4 s that a person would wait.
        each.extract(read(_FIRST))
    for name in _USERS:
        import_module(name)
    _there.set()


def is_there() -> bool:
    """Whether the grammar is there to be used without a wait."""
    return _there.is_set()


def when_there(owner: QObject, do: Callable[[], object]) -> None:
    """Do something at once when the grammar is there, else as soon as it is, if ``owner`` still lives."""
    if is_there():
        do()
        return
    if not _begun.is_set():
        _begun.set()
        QTimer.singleShot(_IDLE_MS, _begin)
    QTimer.singleShot(_LOOK_MS, owner, lambda: when_there(owner, do))


def _begin() -> None:
    threading.Thread(target=bring, name="grammar", daemon=True).start()
