"""Owns having the words of a Chinese text at hand without anybody ever waiting for them."""

from __future__ import annotations

import threading
from functools import partial
from itertools import pairwise

from annotator.languages import chinese
from annotator.text.cleaning import clean


def load_soon() -> None:
    """Load the dictionary on a thread of its own, once; until it is there ``cut`` answers None."""
    if not chinese.has_words():
        gently = partial(chinese.load_words, is_gentle=True)
        threading.Thread(target=gently, name="words", daemon=True).start()


def cut(text: str) -> list[str] | None:
    """Return the words of a text in order, or None while the dictionary is not loaded.

    Cut in simplified characters and without pinyin, which the dictionary knows best, and handed back as
    they were written: how a character is spoken belongs to its word, 領(lǐng)導(dǎo).
    """
    if not chinese.has_words():
        return None
    cleaned = clean(text)
    starts, at = [0], 0
    for word in chinese.words(chinese.simplify(cleaned.text)):
        if at:
            starts.append(cleaned.alignment.to_original(at, at + len(word))[0])
        at += len(word)
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]
