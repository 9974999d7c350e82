"""Owns having the words of a Chinese text at hand without anybody ever waiting for them."""

from __future__ import annotations

import threading

from annotator.languages import chinese


def load_soon() -> None:
    """Load the dictionary on a thread of its own, once; until it is there ``cut`` answers None."""
    if not chinese.has_words():
        threading.Thread(target=chinese.load_words, name="words", daemon=True).start()


def cut(text: str) -> list[str] | None:
    """Return the words of a text in order, or None while the dictionary is not loaded.

    Cut in simplified characters, which the dictionary knows best, and handed back as they were written.
    """
    if not chinese.has_words():
        return None
    found, at = [], 0
    for word in chinese.words(chinese.simplify(text)):
        found.append(text[at : at + len(word)])
        at += len(word)
    return found
