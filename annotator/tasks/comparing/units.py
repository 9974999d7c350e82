"""Owns the figures about units that everybody answers: tokens, characters, and the headings, paragraphs and
documents that a layer labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from annotator.agreement import together as counted
from annotator.agreement.alpha import nominal_alpha
from annotator.agreement.categories import cohen_kappa, fleiss_kappa, observed
from annotator.agreement.results import Counts, added
from annotator.agreement.sets import set_alpha
from annotator.agreement.together import Together
from annotator.agreement.units import NOTHING, Labels
from annotator.model.annotations import Annotation
from annotator.model.spans import hull
from annotator.model.tagsets import Layer
from annotator.tasks.comparing.declared import whole
from annotator.tasks.comparing.figures import Case, Scope, Statistic, Tally, behind_documents
from annotator.tasks.comparing.gathered import Part, Sheet, View
from annotator.tasks.comparing.matched import Couples, Paired, as_pair, coupled

Answers = Mapping[str, Sequence[Together]]
"""Document -> what was said together in each of its parts."""

Found = tuple[Mapping[str, Counts], Mapping[str, Statistic]]
"""Document -> counts, and the figures that are made of them."""


def unit_counts(answers: Answers, *, of: str, label: str | None, is_pair: bool) -> Iterator[Found]:
    """Yield counts and figures: observed agreement, Cohen's kappa of two, Fleiss' kappa of more, alpha.

    ``of`` names the units and ends each figure's name; one ``label`` alone is there or not.
    """
    picked = {
        document: [one if label is None else counted.of_label(one, label) for one in said]
        for document, said in answers.items()
    }
    tables = {document: added(counted.of_all_pairs(one) for one in said) for document, said in picked.items()}
    of_two: dict[str, Statistic] = {f"observed_{of}": observed}
    if is_pair:
        of_two[f"kappa_{of}"] = cohen_kappa
    yield tables, of_two
    if of == "characters":
        return
    if not is_pair:
        more = {document: added(map(counted.fleiss, said)) for document, said in picked.items()}
        yield more, {f"fleiss_kappa_{of}": fleiss_kappa}
    values = {document: added(map(counted.nominal, said)) for document, said in picked.items()}
    yield values, {f"alpha_nominal_{of}": nominal_alpha}


Place = tuple[int, int, int]
"""Start, end and depth of a heading; of paragraphs the depth is 0, and so is all of a document."""


def places_of(sheet: Sheet, layer: Layer) -> list[Place]:
    """Return the units of a document that a layer labels."""
    if layer.target == "section":
        return [(one.start, one.end, one.depth) for one in sheet.reading.sections]
    if layer.target == "paragraph":
        return [(start, end, 0) for start, end in sheet.reading.paragraphs]
    return [(-1, -1, 0)]


def _start(annotation: Annotation) -> int:
    """What tells units apart: two versions of the program may end a heading differently."""
    return annotation.fragments[0][0] if annotation.fragments else -1


@dataclass(slots=True, kw_only=True)
class PlaceLayer:
    """What was counted of one layer that labels headings, paragraphs or documents, for one view.

    ``depths`` are those of the headings that somebody labelled, in any document: a layer that is about
    headings of the second level says nothing of the others by leaving them out.  ``pairs`` are the layers of
    the pairs that make up the view of all reviewers.
    """

    layer: Layer
    view: View
    depths: set[int]
    pairs: Sequence[PlaceLayer] = ()
    paired: Paired = field(init=False, default_factory=Paired)
    _documents: dict[str, tuple[list[Part], list[Place], int]] = field(init=False, default_factory=dict)

    def add(self, sheet: Sheet, parts: list[Part]) -> None:
        """Count one document."""
        places = places_of(sheet, self.layer)
        labelled = {_start(one) for part in parts for said in part.said.values() for one in said}
        self.depths |= {depth for start, _, depth in places if start in labelled}
        self._documents[sheet.document.id] = parts, places, sheet.length
        if self.view.pair is not None:
            for part in parts:
                self._pair(sheet.document.id, part)

    def _pair(self, document: str, part: Part) -> None:
        """What both say of one unit with one label is paired."""
        one, other = (
            {(_start(each), each.label): each for each in part.said[owner]} for owner in part.owners
        )
        for key in sorted(one.keys() | other.keys()):
            both = key in one and key in other
            self.paired.add(document, key[1], [(one[key], other[key])] if both else [])
            if both:
                self.paired.ends[one[key].id] = other[key].id

    def coupled(self) -> dict[str, Couples]:
        """Label -> the paired annotations of that label."""
        layers = [self] if self.view.pair is not None else self.pairs
        sources = [(layer.view.pair, layer.paired) for layer in layers if layer.view.pair]
        return coupled(sources, list(self._documents))

    def tallies(self) -> Iterator[Tally]:
        """What figures are made of, of all labels together, then of each."""
        answers = {
            document: [_answers(part, self._units(part, places, length)) for part in parts]
            for document, (parts, places, length) in self._documents.items()
        }
        used = {
            label for said in answers.values() for one in said for row in one for key in row for label in key
        }
        is_pair = self.view.pair is not None
        for label in (None, *sorted(used)):
            behind = behind_documents(
                {
                    document: [partial(place_cases, document, part, label) for part in parts]
                    for document, (parts, _, _) in self._documents.items()
                }
            )
            scope = Scope(layer=self.layer.id, label=label, pair=self.view.pair)
            found = list(unit_counts(_grouped(answers), of="units", label=label, is_pair=is_pair))
            if label is None:
                sets = {name: added(map(counted.masi, said)) for name, said in _grouped(answers).items()}
                found.append((sets, {"alpha_masi": set_alpha}))
            for counts, statistics in found:
                yield Tally(
                    scope=scope,
                    counts=counts,
                    statistics=statistics,
                    behind=behind,
                    has_documents=label is None,
                )

    def _units(self, part: Part, places: Iterable[Place], length: int) -> set[int]:
        """The units that are to be answered in a part, and those that somebody answered though we find no
        such heading."""
        found = {
            start
            for start, _, depth in places
            if depth in self.depths and any(first <= start < last for first, last in part.ranges)
        }
        if self.layer.target == "document" and part.ranges == whole(length):
            found.add(-1)
        return found | {_start(one) for said in part.said.values() for one in said}


_Rows = Sequence[tuple[Labels, ...]]


def _answers(part: Part, units: set[int]) -> _Rows:
    said: list[dict[int, set[str]]] = []
    for owner in part.owners:
        labels: dict[int, set[str]] = {}
        for one in part.said[owner]:
            labels.setdefault(_start(one), set()).add(one.label)
        said.append(labels)
    return [
        tuple(tuple(sorted(labels[unit])) if unit in labels else NOTHING for labels in said)
        for unit in sorted(units)
    ]


def _grouped(answers: Mapping[str, Sequence[_Rows]]) -> dict[str, list[Together]]:
    return {document: [Counter(rows) for rows in said] for document, said in answers.items()}


def place_cases(document: str, part: Part, label: str | None) -> Iterator[Case]:
    """Yield the units that one of two owners labelled (with this label), by every two of a part's owners."""
    for at, one in enumerate(part.owners):
        for other in part.owners[at + 1 :]:
            left, right = (_by_start(part.said[owner], label) for owner in (one, other))
            for start in sorted({*left, *right}):
                yield _place_case(document, (one, other), left.get(start, []), right.get(start, []))


def _by_start(said: Iterable[Annotation], label: str | None) -> dict[int, list[Annotation]]:
    found: dict[int, list[Annotation]] = {}
    for one in said:
        if label in (None, one.label):
            found.setdefault(_start(one), []).append(one)
    return found


def _place_case(
    document: str, owners: Sequence[str], left: Sequence[Annotation], right: Sequence[Annotation]
) -> Case:
    first = (*left, *right)[0]
    start, end = hull(first.fragments) if first.fragments else (None, None)
    labels = [sorted({one.label for one in said}) for said in (left, right)]
    return Case(
        document=document,
        pair=as_pair(owners),
        outcome="both" if left and right else "only_one" if left else "only_other",
        start=start,
        end=end,
        one=tuple(sorted(one.id for one in left)),
        other=tuple(sorted(one.id for one in right)),
        differs=("label",) if left and right and labels[0] != labels[1] else (),
        said=(labels[0], labels[1]),
    )
