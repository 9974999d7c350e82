"""Owns agreement on relations, once the annotations at their ends are paired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.agreement.results import Counts
from annotator.agreement.spans import Matching, span_counts


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Link:
    """A relation as one reviewer drew it: ``source`` and ``target`` name that reviewer's annotations;
    ``ref`` finds it again."""

    source: str
    target: str
    label: str
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMatching:
    """Two reviewers' relations: the paired ones, and those only one has, each in the order of its ends."""

    pairs: tuple[tuple[Link, Link], ...]
    only_one: tuple[Link, ...]
    only_other: tuple[Link, ...]

    @property
    def counts(self) -> Counts:
        """How many there are of each, to be added over documents and given to ``spans.f1``."""
        return span_counts(both=len(self.pairs), one=len(self.only_one), other=len(self.only_other))


def ends(matching: Matching) -> dict[str, str]:
    """Return annotation of one -> annotation of the other, by the ``ref`` of the spans that were paired."""
    return {one.ref: other.ref for one, other in matching.pairs}


def match_relations(
    one: Iterable[Link], other: Iterable[Link], *, ends: Mapping[str, str], is_directed: bool = True
) -> LinkMatching:
    """Pair relations one to one: the same label, and both ends paired with each other.

    ``ends`` maps annotations of one reviewer to those of the other.  A relation with an end that is not
    paired has no partner.  Without direction the two ends may be the other way round.
    """
    waiting: dict[tuple[str, str, str], list[Link]] = {}
    for link in sorted(other, reverse=True):
        waiting.setdefault(_place(link.source, link.target, link.label, is_directed), []).append(link)
    pairs: list[tuple[Link, Link]] = []
    only_one: list[Link] = []
    for link in sorted(one):
        found: list[Link] = []
        if link.source in ends and link.target in ends:
            source, target = ends[link.source], ends[link.target]
            found = waiting.get(_place(source, target, link.label, is_directed), [])
        if found:
            pairs.append((link, found.pop()))
        else:
            only_one.append(link)
    left = sorted(link for links in waiting.values() for link in links)
    return LinkMatching(pairs=tuple(pairs), only_one=tuple(only_one), only_other=tuple(left))


def _place(source: str, target: str, label: str, is_directed: bool) -> tuple[str, str, str]:
    if not is_directed and target < source:
        source, target = target, source
    return source, target, label
