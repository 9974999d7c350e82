"""Owns pairing what two reviewers say in one document, and the list of cases that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.agreement.numbers import normal
from annotator.agreement.spans import Matching, Same, Span, exact, match, overlapping, tolerant
from annotator.model.annotations import Annotation
from annotator.model.spans import hull
from annotator.tasks.comparing.figures import Case, Pair
from annotator.tasks.comparing.gathered import Part

TOLERANCE = 1
"""Characters that a border may be off for the tolerant rule, punctuation and blanks aside."""

RULES = ("exact", "tolerant", "overlapping")


def rule(name: str, text: str) -> Same:
    """Return what a rule takes for the same span."""
    return {"exact": exact, "overlapping": overlapping}.get(name) or tolerant(TOLERANCE, text=text)


def spans_of(annotations: Iterable[Annotation], label: str | None = None) -> list[Span]:
    """Return annotations as spans, of one label or of all."""
    return [
        Span(fragments=one.fragments, label=one.label, ref=one.id)
        for one in annotations
        if one.fragments and label in (None, one.label)
    ]


def labels_of(part: Part) -> set[str]:
    """Return the labels that anybody uses in it."""
    return {one.label for said in part.said.values() for one in said}


def matched(part: Part, *, label: str | None, same: Same) -> Matching:
    """Pair what two owners say in a part, of one label, or whatever the labels are."""
    one, other = part.owners
    return match(spans_of(part.said[one], label), spans_of(part.said[other], label), same=same)


Couple = tuple[Annotation, Annotation]


def couples(part: Part, matching: Matching) -> list[Couple]:
    """Return the paired annotations."""
    known = by_id(part)
    return [(known[one.ref], known[other.ref]) for one, other in matching.pairs]


def by_id(part: Part) -> dict[str, Annotation]:
    """Return the annotations of a part by id."""
    return {one.id: one for said in part.said.values() for one in said}


@dataclass(slots=True, kw_only=True)
class Paired:
    """The annotations of two owners that are paired: label -> document -> couples of that label, and whose
    id is paired with whose, whatever the labels."""

    couples: dict[str, dict[str, list[Couple]]] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)

    def add(self, document: str, label: str, found: Sequence[Couple]) -> None:
        """Keep the couples of a label in a document."""
        self.couples.setdefault(label, {}).setdefault(document, []).extend(found)


Couples = Mapping[str, Sequence[tuple[Pair, Couple]]]
"""Document -> paired annotations with whose they are."""


def coupled(sources: Sequence[tuple[Pair, Paired]], documents: Sequence[str]) -> dict[str, Couples]:
    """Return label -> the couples of several pairs of owners, in all documents that are compared."""
    found: dict[str, Couples] = {}
    for label in sorted({label for _, paired in sources for label in paired.couples}):
        by_document: dict[str, list[tuple[Pair, Couple]]] = {name: [] for name in documents}
        for pair, paired_here in sources:
            for name, couples_here in paired_here.couples.get(label, {}).items():
                by_document[name] += [(pair, couple) for couple in couples_here]
        found[label] = by_document
    return found


Compared = Mapping[str, Sequence[str]]
"""Label -> the features that are compared."""


def span_cases(
    document: str, part: Part, *, labels: Iterable[str | None], same: Same, features: Compared
) -> Iterator[Case]:
    """Yield pairs and loners of one document, of each of these labels for itself; None is whatever label."""
    known = by_id(part)
    for label in labels:
        found = matched(part, label=label, same=same)
        for one, other in found.pairs:
            yield paired(document, part.owners, (known[one.ref], known[other.ref]), features)
        for is_first, alone in ((True, found.only_one), (False, found.only_other)):
            for span in alone:
                yield lone(document, part.owners, known[span.ref], is_first=is_first)


def paired(document: str, owners: Sequence[str], couple: Couple, features: Compared) -> Case:
    """Return a pair as a case."""
    one, other = couple
    start, end = hull(one.fragments) if one.fragments else (None, None)
    return Case(
        document=document,
        pair=as_pair(owners),
        outcome="both",
        start=start,
        end=end,
        one=(one.id,),
        other=(other.id,),
        differs=tuple(_differences(one, other, features)),
        said=(one.label, other.label),
    )


def as_pair(owners: Sequence[str]) -> Pair:
    """Return two owners as the pair they are."""
    one, other = owners
    return one, other


def _differences(one: Annotation, other: Annotation, features: Compared) -> Iterator[str]:
    if one.fragments != other.fragments:
        yield "boundary"
    if one.label != other.label:
        yield "label"
        return
    for feature in features.get(one.label, ()):
        if normal(feature, one.features.get(feature)) != normal(feature, other.features.get(feature)):
            yield feature


def lone(document: str, owners: Sequence[str], alone: Annotation, *, is_first: bool) -> Case:
    """Return what only one of them has as a case."""
    start, end = hull(alone.fragments) if alone.fragments else (None, None)
    return Case(
        document=document,
        pair=as_pair(owners),
        outcome="only_one" if is_first else "only_other",
        start=start,
        end=end,
        one=(alone.id,) if is_first else (),
        other=() if is_first else (alone.id,),
        said=(alone.label, None) if is_first else (None, alone.label),
    )
