"""Owns finding words in the text shown, however written: 繁 or 简, wide or narrow, large or small."""

from __future__ import annotations

from annotator.languages.chinese import simplify
from annotator.model.spans import Fragment


class _Folds(dict[int, int]):
    """Code point -> code point: full-width forms become narrow, capitals small; one for one."""

    def __missing__(self, code: int) -> int:
        folded = code - 0xFEE0 if 0xFF01 <= code <= 0xFF5E else 0x20 if code in (0x3000, 0xA0) else code
        small = chr(folded).lower()
        # A small form of another length would move every offset behind it.
        self[code] = ord(small) if len(small) == 1 else folded
        return self[code]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return the text as it is compared: always as long as it was."""
    return simplify(text).translate(_FOLDS)


def find_all(folded: str, words: str) -> tuple[Fragment, ...]:
    """Return where a folded text has these words, in order; no two overlap.

    Blanks around the words do not count.
    """
    wanted = fold(words.strip())
    found: list[Fragment] = []
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = folded.find(wanted, at + len(wanted))
    return tuple(found)
