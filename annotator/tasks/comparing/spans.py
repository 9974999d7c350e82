"""Owns the figures about spans of one layer: where reviewers cut the text, and what they call the pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from annotator.agreement.categories import cohen_kappa, observed
from annotator.agreement.gamma import Reviewers, gamma
from annotator.agreement.results import Counts, added
from annotator.agreement.spans import Span, f1, overlapping
from annotator.agreement.together import Together, characters_together, tokens_together
from annotator.agreement.unitizing import alpha_cu, alpha_u, alpha_u_binary, unitizing_counts
from annotator.model.annotations import Annotation
from annotator.model.spans import Fragment
from annotator.model.tagsets import Layer
from annotator.tasks.comparing.declared import Ranges, moved_together, whole, width
from annotator.tasks.comparing.figures import (
    NOT_DECLARED,
    Behind,
    Case,
    Figure,
    Scope,
    Statistic,
    Tally,
    behind_documents,
    only_pairs,
)
from annotator.tasks.comparing.gathered import Part, Sheet, View
from annotator.tasks.comparing.matched import (
    RULES,
    Compared,
    Couples,
    Paired,
    coupled,
    couples,
    labels_of,
    matched,
    rule,
    span_cases,
    spans_of,
)
from annotator.tasks.comparing.units import Found, unit_counts

_ByLabel = dict[str, dict[str, Counts]]
"""Rule -> label -> pairs and loners."""


@dataclass(slots=True, kw_only=True)
class _Counted:
    """What one document holds."""

    text: str
    parts: list[Part]
    lengths: list[tuple[int, int]]
    """Of each part: how many owners, how many characters."""
    labels: set[str]
    characters: list[Together]
    tokens: list[Together]
    unitized: dict[str | None, Counts]
    by_label: _ByLabel = field(default_factory=dict)
    called: Counter[Hashable] = field(default_factory=Counter)
    """(label of one, label of the other) of spans that share characters."""


@dataclass(slots=True, kw_only=True)
class SpanLayer:
    """What was counted of one layer of spans, for one view.

    ``pairs`` are the layers of the pairs that make up the view of all reviewers: what only two can be
    compared in is added up over them.
    """

    layer: Layer
    view: View
    features: Compared
    pairs: Sequence[SpanLayer] = ()
    paired: Paired = field(init=False, default_factory=Paired)
    _documents: dict[str, _Counted] = field(init=False, default_factory=dict)

    def add(self, sheet: Sheet, parts: list[Part], tokens: Sequence[Fragment]) -> None:
        """Count one document, cut into ``tokens``."""
        labels = set().union(*map(labels_of, parts))
        found = _Counted(
            text=sheet.reading.original,
            parts=parts,
            lengths=[(len(part.owners), width(part.ranges, length=sheet.length)) for part in parts],
            labels=labels,
            characters=[],
            tokens=[],
            unitized={},
        )
        for part in parts:
            self._cut(part, found, tokens=tokens, length=sheet.length)
        if self.view.pair is not None:
            for part in parts:
                self._pair(sheet.document.id, part, found)
        self._documents[sheet.document.id] = found

    def _cut(self, part: Part, found: _Counted, *, tokens: Sequence[Fragment], length: int) -> None:
        """Count characters, tokens and units of a part."""
        said = [_moved(part.said[owner], part.ranges, length=length) for owner in part.owners]
        size = width(part.ranges, length=length)
        here = _inside(tokens, part.ranges, length=length)
        found.characters.append(characters_together(said, length=size))
        found.tokens.append(tokens_together(said, tokens=here))
        for label in (None, *sorted(found.labels)):
            alone = [[span for span in spans if label in (None, span.label)] for spans in said]
            counts = unitizing_counts(alone, length=size)
            found.unitized[label] = added([found.unitized.get(label, {}), counts])

    def _pair(self, document: str, part: Part, found: _Counted) -> None:
        """Count what is paired in a part."""
        found.by_label = {name: {} for name in RULES}
        for label in sorted(found.labels):
            for name in RULES:
                matching = matched(part, label=label, same=rule(name, found.text))
                found.by_label[name][label] = matching.counts
            # The last rule is the widest.
            self.paired.add(document, label, couples(part, matching))
        anyhow = matched(part, label=None, same=overlapping)
        found.called = Counter((one.label, other.label) for one, other in anyhow.pairs)
        self.paired.ends |= {one.ref: other.ref for one, other in anyhow.pairs}

    def tallies(self) -> Iterator[Tally]:
        """What figures are made of, of all labels together, then of each."""
        used = set().union(*(one.labels for one in self._documents.values()))
        for label in (None, *sorted(used)):
            scope = Scope(layer=self.layer.id, label=label, pair=self.view.pair)
            everywhere = self._behind("overlapping", None if label is None else [label])
            for counts, statistics in self._counts(label):
                is_of_pairs = "observed_spans" in statistics
                yield Tally(
                    scope=scope,
                    counts=counts,
                    statistics=statistics,
                    behind=only_pairs(everywhere) if is_of_pairs else everywhere,
                    has_documents=label is None,
                )
            for name in RULES:
                yield Tally(
                    scope=scope,
                    counts=self._paired(name, label),
                    statistics={f"f1_{name}": partial(f1, rule=name)},
                    behind=self._behind(name, sorted(used) if label is None else [label]),
                    has_documents=label is None,
                )

    def _counts(self, label: str | None) -> Iterator[Found]:
        is_pair = self.view.pair is not None
        for of, answers in (
            ("characters", {name: one.characters for name, one in self._documents.items()}),
            ("tokens", {name: one.tokens for name, one in self._documents.items()}),
        ):
            yield from unit_counts(answers, of=of, label=label, is_pair=is_pair)
        unitized = {name: _unitized(one, label) for name, one in self._documents.items()}
        if label is not None:
            yield unitized, {"alpha_u": alpha_u}
            return
        yield unitized, {"alpha_u": alpha_u, "alpha_u_binary": alpha_u_binary, "alpha_cu": alpha_cu}
        called: dict[str, Statistic] = {"observed_spans": observed}
        if is_pair:
            called["kappa_spans"] = cohen_kappa
        yield self._called(), called

    def _sources(self) -> list[SpanLayer]:
        return [self] if self.view.pair is not None else list(self.pairs)

    def _called(self) -> dict[str, Counts]:
        return {
            name: added(
                layer._documents[name].called for layer in self._sources() if name in layer._documents
            )
            for name in self._documents
        }

    def _paired(self, rule_name: str, label: str | None) -> dict[str, Counts]:
        """The pairs and loners of each document, of one label or of all added up."""
        found: dict[str, Counts] = {}
        for name in self._documents:
            here = [
                layer._documents[name].by_label.get(rule_name, {})
                for layer in self._sources()
                if name in layer._documents
            ]
            found[name] = added(
                counts for by_label in here for key, counts in by_label.items() if label in (None, key)
            )
        return found

    def _behind(self, rule_name: str, labels: Sequence[str] | None) -> Behind:
        """The list by a rule: of each label for itself, or of all whatever the labels are."""
        return behind_documents(
            {
                name: [
                    partial(self._cases, name, part, layer._documents[name].text, rule_name, labels)
                    for layer in self._sources()
                    if name in layer._documents
                    for part in layer._documents[name].parts
                ]
                for name in self._documents
            }
        )

    def _cases(
        self, document: str, part: Part, text: str, rule_name: str, labels: Sequence[str] | None
    ) -> Iterator[Case]:
        same = rule(rule_name, text)
        return span_cases(document, part, labels=labels or [None], same=same, features=self.features)

    def coupled(self) -> dict[str, Couples]:
        """Label -> the paired annotations of that label."""
        sources = [(layer.view.pair, layer.paired) for layer in self._sources() if layer.view.pair]
        return coupled(sources, list(self._documents))

    def gamma(self, *, seed: int) -> Iterator[Figure]:
        """The measure gamma, which takes seconds a document."""
        documents: dict[str, Reviewers] = {}
        for name, one in self._documents.items():
            said: dict[str, list[Span]] = {}
            for part in one.parts:
                for owner in part.owners:
                    said.setdefault(owner, []).extend(spans_of(part.said[owner]))
            documents[name] = said
        result = gamma(documents, seed=seed)
        yield Figure(
            scope=Scope(layer=self.layer.id, pair=self.view.pair),
            measure="gamma",
            value=result.value,
            n=result.n,
            reason=result.reason if documents else NOT_DECLARED,
            behind=self._behind("overlapping", None),
        )


def _moved(said: Sequence[Annotation], ranges: Ranges, *, length: int) -> list[Span]:
    moved = (
        replace(span, fragments=moved_together(span.fragments, ranges, length=length))
        for span in spans_of(said)
    )
    return [span for span in moved if span.fragments]


def _inside(tokens: Sequence[Fragment], ranges: Ranges, *, length: int) -> Sequence[Fragment]:
    """The tokens that lie in the parts as a whole."""
    if ranges == whole(length):
        return tokens
    moved = ((token, moved_together((token,), ranges, length=length)) for token in tokens)
    return [
        (start, end)
        for (first, last), pieces in moved
        for start, end in pieces
        if end - start == last - first
    ]


def _unitized(found: _Counted, label: str | None) -> Counts:
    """The counts of a label; where nobody used it the document is one gap to everybody."""
    if label in found.unitized:
        return found.unitized[label]
    return added(unitizing_counts([()] * owners, length=length) for owners, length in found.lengths)
