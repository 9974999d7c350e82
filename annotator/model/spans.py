"""Owns the arithmetic of fragments: half-open code point ranges into an original text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.errors import UserError

Fragment = tuple[int, int]
"""``(start, end)``, code points, half-open; ``start == end`` is a zero-width span."""

Fragments = tuple[Fragment, ...]
"""One span: one or several fragments in text order that neither overlap nor touch."""


def as_fragments(pairs: object, *, length: int) -> Fragments:
    """Check fragments that came from outside, whatever they are, against a text of ``length`` code
    points: a list of (start, end).

    Raises:
        UserError: it is no list, a pair is no pair of whole numbers, is reversed, leaves the text,
            or the fragments overlap or are out of order.
    """
    if isinstance(pairs, (str, bytes, Mapping)) or not isinstance(pairs, Iterable):
        raise UserError("span.not_a_pair", pair=_shown(pairs))
    fragments: list[Fragment] = []
    for pair in pairs:
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
            raise UserError("span.not_a_pair", pair=_shown(pair))
        start, end = pair
        if not all(isinstance(n, int) and not isinstance(n, bool) for n in (start, end)):
            raise UserError("span.not_a_pair", pair=_shown(pair))
        if not 0 <= start <= end <= length:
            raise UserError("span.outside_text", start=start, end=end, length=length)
        if fragments and start <= fragments[-1][1]:
            raise UserError("span.out_of_order", start=start, end=end)
        fragments.append((start, end))
    return tuple(fragments)


def _shown(value: object) -> str:
    told = repr(value)
    return told if len(told) <= 60 else told[:59] + "…"


def hull(fragments: Fragments) -> Fragment:
    """Return the range from the first fragment's start to the last one's end."""
    return fragments[0][0], fragments[-1][1]


def do_overlap(one: Fragments, other: Fragments) -> bool:
    """Whether the two share at least one character; a zero-width span overlaps only its equal."""
    if one == other:
        return bool(one)
    return any(a < d and c < b for a, b in one for c, d in other if a < b and c < d)


def joined(fragments: Fragments, more: Fragment) -> Fragments:
    """Return the fragments with one more range; what overlaps or touches becomes one."""
    found: list[Fragment] = []
    for start, end in sorted((*fragments, more)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def without(fragments: Fragments, less: Fragment) -> Fragments:
    """Return what is left of the fragments outside a range; it may be nothing."""
    first, last = less
    found: list[Fragment] = []
    for start, end in fragments:
        pieces = ((start, min(end, first)), (max(start, last), end))
        found += [(a, b) for a, b in pieces if a < b]
    return tuple(found)


def text_of(text: str, fragments: Fragments) -> str:
    """Return the words under the fragments, joined by … where something stands between."""
    return "…".join(text[start:end] for start, end in fragments)
