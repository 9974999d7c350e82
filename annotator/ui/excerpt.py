"""Owns how words found in a report are cut out with what stands around them."""

from __future__ import annotations

import re

from annotator.model.spans import Fragment
from annotator.ui.cuts import MORE, Width, cut, inside
from annotator.ui.models.wording import one_line

_CLAUSE = re.compile("[，。；：！？、,;]")
_SENTENCE = re.compile("[。；！？]")
_FAR = 24
"""How many characters before the words at most, where no clause begins nearer."""


def around(text: str, first: int, last: int, *, within: Fragment) -> tuple[str, str, str]:
    """Return what stands before some words, the words, and what stands after them, each on one line.

    It begins with a clause and ends with a sentence of the paragraph ``within``; what is left out in
    front of it shows as …
    """
    begin, end = min(within[0], first), max(within[1], last)
    far = max(begin, first - _FAR)
    sentences, clauses = (
        [one.end() for one in sign.finditer(text, far, first)] for sign in (_SENTENCE, _CLAUSE)
    )
    # Its own sentence, if that begins near enough; else the first clause that does.
    start = sentences[-1] if sentences else clauses[0] if clauses and far > begin else far
    ends = _SENTENCE.search(text, last, end)
    stop = ends.end() if ends else end
    is_cut = bool(text[begin:start].strip()) and not _SENTENCE.search(text, max(begin, start - 1), start)
    before = one_line(text[start:first])
    after = one_line(text[last:stop])
    return (MORE if is_cut else "") + before, one_line(text[first:last]), after


def fitted(
    before: str, hit: str, after: str, *, room: int, widths: tuple[Width, Width]
) -> tuple[str, str, str]:
    """Return the three parts cut to so many pixels: the words found stay whole as far as they can.

    ``widths`` measure what stands around them, and them.  No number is cut: a part of one reads as another.
    """
    plain, bold = widths
    if bold(hit) > room:
        return "", inside(hit, room=room, width=bold), ""
    left = max(0, room - bold(hit))
    if plain(before) + plain(after) > left:
        # What follows says more; what stands before has a third, or what the other does not need.
        least = plain(MORE) if left >= 2 * plain(MORE) else 0
        room_before = max(left // 3, left - plain(after), least)
        before = cut(before, room=room_before, width=plain, is_front=True)
        after = cut(after, room=left - plain(before), width=plain)
    return before, hit, after
