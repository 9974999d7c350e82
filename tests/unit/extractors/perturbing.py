"""Owns ways to disturb a text as scraping and typesetting do, each with where every character went.

A disturbed text is a list of (text, place in the original or None for what was put in).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

Disturbed = list[tuple[str, int | None]]
_IDEOGRAPH = re.compile("[一-鿿]")
_GLOSSES = ("(gè)", "(wàn)", "（lǐng）", "(yú)", "(xiàng)", "(shì)")
_COMPATIBLE = str.maketrans({"六": "\uf9d1", "里": "\uf9e9", "来": "\uf92d", "料": "\uf9be", "度": "\ufa01"})


def kept(text: str) -> list[tuple[str, int]]:
    """Every character in its place."""
    return [(character, place) for place, character in enumerate(text)]


def pinyin(text: str) -> Disturbed:
    """A gloss behind one ideograph in eight, inside numbers too."""
    chance = random.Random(1)
    found: Disturbed = []
    for character, place in kept(text):
        found.append((character, place))
        if (
            _IDEOGRAPH.match(character)
            and chance.random() < 0.125
            and text[place + 1 : place + 2] not in "(（"
        ):
            found.append((chance.choice(_GLOSSES), None))
    return found


def _traditional(kind: str) -> Callable[[str], Disturbed]:
    def disturb(text: str) -> Disturbed:
        from opencc import OpenCC

        convert = OpenCC(kind).convert
        # Words have forms of their own (瞭解, 規制), so the line is converted where that keeps its length.
        found: list[str] = []
        for line in text.split("\n"):
            whole = convert(line)
            found.append(whole if len(whole) == len(line) else "".join(map(_one(convert), line)))
        return [(c, place) for place, c in enumerate("\n".join(found))]

    return disturb


def _one(convert: Callable[[str], str]) -> Callable[[str], str]:
    return lambda character: form if len(form := convert(character)) == 1 else character


def with_crlf(text: str) -> Disturbed:
    """With the line ends of Windows, which reading a file turns into plain ones."""
    return [("\r\n" if character == "\n" else character, place) for character, place in kept(text)]


def full_width(text: str) -> Disturbed:
    """Full-width digits, percent signs and points between digits."""
    wide = {**{str(n): chr(0xFF10 + n) for n in range(10)}, "%": "％"}
    return [(wide.get(character, character), place) for character, place in kept(text)]


def _blanks(blank: str) -> Callable[[str], Disturbed]:
    def disturb(text: str) -> Disturbed:
        found: Disturbed = []
        for character, place in kept(text):
            if place and text[place - 1].isdigit() and _IDEOGRAPH.match(character):
                found.append((blank, None))
            found.append((character, place))
        return found

    return disturb


def wrapped(text: str) -> Disturbed:
    """A line break after every thirty characters of a line, not between the digits of one number."""
    found: Disturbed = []
    column = 0
    for character, place in kept(text):
        column = 0 if character == "\n" else column + 1
        if column > 30 and not (character.isascii() and text[place - 1].isascii()):
            found.append(("\n", None))
            column = 1
        found.append((character, place))
    return found


def in_one_line(text: str) -> Disturbed:
    """Without any line break."""
    return [("" if character == "\n" else character, place) for character, place in kept(text)]


def compatible(text: str) -> Disturbed:
    """With compatibility ideographs, which look the same."""
    return [(character.translate(_COMPATIBLE), place) for character, place in kept(text)]


WAYS: dict[str, Callable[[str], Disturbed]] = {
    "pinyin": pinyin,
    "traditional": _traditional("s2t"),
    "traditional of Taiwan": _traditional("s2tw"),
    "full width": full_width,
    "no-break space": _blanks("\u00a0"),
    "ideographic space": _blanks("\u3000"),
    "wrapped": wrapped,
    "in one line": in_one_line,
    "line ends of Windows": with_crlf,
    "compatibility ideographs": compatible,
}


def apply(disturbed: Disturbed) -> tuple[str, dict[int, int]]:
    """Return the disturbed text, and where in it each character of the original stands."""
    places: dict[int, int] = {}
    length = 0
    for piece, place in disturbed:
        if place is not None:
            places[place] = length
        length += len(piece)
    return "".join(piece for piece, _ in disturbed), places


def placed(rows: list[dict[str, object]], places: dict[int, int]) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield for each row where its mention now begins, and the row."""
    for row in rows:
        start = row["start"]
        assert isinstance(start, int)
        yield places[start], row
