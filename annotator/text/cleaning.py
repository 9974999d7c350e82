"""Owns what the clean text is: the original without pinyin glosses, with widths and forms folded.

Folding puts one code point for one code point, so only the glosses move positions.  Chinese
punctuation keeps its form: ``，`` and ``,`` mean different things in these reports.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from annotator.model.spans import Fragment
from annotator.text.alignment import Alignment
from annotator.text.pending import pattern

IDEOGRAPH = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The ideographs, as the inside of a regular expression's character class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """The clean text, its alignment with the original, and how many glosses were taken out.

    ``written`` is the original without its glosses and nothing folded: as long as ``text``, place for place.
    ``kept`` is where layers above keep what they made of this text, by its maker, for all to share.
    """

    text: str
    written: str
    alignment: Alignment
    glosses: int
    kept: dict[object, object] = field(init=False, default_factory=dict, repr=False, compare=False)


@cache
def _folding() -> dict[int, int]:
    """Return code point -> code point for everything that is folded."""
    table = {ord(wide): ord(wide) - 0xFEE0 for wide in "％．＋－"}
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ")):
        table.update({code: code - 0xFEE0 for code in range(ord(first), ord(last) + 1)})
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        canonical = unicodedata.normalize("NFC", chr(code))
        if len(canonical) == 1 and canonical != chr(code) and _is_ideograph(code):
            table[code] = ord(canonical)
    return table


def _is_ideograph(code: int) -> bool:
    return unicodedata.name(chr(code), "").startswith("CJK COMPATIBILITY IDEOGRAPH")


# Folding only the runs that need it takes a third of the time of str.translate over the whole text.
_FOLDABLE = pattern("[％．＋－０-９Ａ-Ｚａ-ｚ\uf900-\ufaff\U0002f800-\U0002fa1f]+")

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_VOWEL = f"aeiouüv{_TONED}"
# One syllable: 領(lǐng), 兒(ér), 嗯(ń); a combining tone may follow a vowel (fa\u0300).
_SYLLABLE = f"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[{_VOWEL}][\u0300-\u030c]?){{1,3}}+(?:ng|n|r)?"
_SYLLABLES = pattern(f"(?P<first>{_SYLLABLE})(?P<more>(?:[ '’]?{_SYLLABLE}){{0,3}})")
# Found loosely and possessively, then judged: stays linear on a text of open brackets.  The bracket comes
# first, what stands before it after that: a search for one of two characters is quick.
_BRACKETED = pattern(f"[(（](?<=[{IDEOGRAPH}].)([a-z{_TONED}ü\u0300-\u030c '’]{{1,24}}+)[)）]")
_TONE = pattern(f"[{_TONED}\u0300-\u030c]")


def clean(original: str) -> CleanText:
    """Return the clean text of an original text.

    A gloss is a pinyin syllable in brackets straight after an ideograph, ``領(lǐng)導(dǎo)``; without
    a tone mark only a single syllable of two letters or more counts, so that ``（a）``, ``(APP)``
    and ``(excel)`` stay.  Linear in the text.
    """
    folded = _FOLDABLE.sub(_folded, original)
    deleted = tuple(found.span() for found in _BRACKETED.finditer(folded) if _is_gloss(found[1]))
    alignment = Alignment(original_length=len(original), deleted=deleted)
    if not deleted:
        return CleanText(text=folded, written=original, alignment=alignment, glosses=0)
    text = without(folded, deleted)
    written = text if folded is original else without(original, deleted)
    return CleanText(text=text, written=written, alignment=alignment, glosses=len(deleted))


def _folded(run: re.Match[str]) -> str:
    return run[0].translate(_folding())


def without(text: str, deleted: Iterable[Fragment]) -> str:
    """Return a text without some ranges of it, which are in order and apart."""
    kept: list[str] = []
    last = 0
    for start, end in deleted:
        kept.append(text[last:start])
        last = end
    kept.append(text[last:])
    return "".join(kept)


def _is_gloss(inside: str) -> bool:
    spelled = _SYLLABLES.fullmatch(inside)
    if spelled is None:
        return False
    return bool(_TONE.search(inside)) or (not spelled["more"] and len(inside) > 1)
