"""Owns what a curator decides on and what comes of it: cases, proposals, decisions, rules of the casebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from annotator.model.annotations import GOLD, Annotation, Relation, Suggestion, Target
from annotator.model.canonical import Json, Record, digest, dump
from annotator.model.spans import Fragment, Fragments, hull

Choice = Literal["unanimous", "policy", "curator", "edited", "machine", "nothing"]
"""Where gold comes from: all said it · a policy settled it · the curator took somebody's answer · the curator
wrote it, or put it together field by field · the curator took the machine's · the curator wants nothing
there."""

CHOICES: tuple[Choice, ...] = ("unanimous", "policy", "curator", "edited", "machine", "nothing")
BY_HAND: frozenset[Choice] = frozenset({"curator", "edited", "machine", "nothing"})
"""What no policy ever changes."""

FROM_ANSWERS: frozenset[Choice] = frozenset({"unanimous", "policy", "curator"})
"""Where gold says word for word what one of those says whose answer it is."""

CaseState = Literal["open", "settled", "reopened"]
"""Nobody has decided · decided · decided, and something that does not agree has come since."""

KINDS = ("missing", "boundary", "label", "value", "feature", "relation")
"""How answers differ.  A difference is one of these, or one with what it is about: ``boundary:punctuation``,
``boundary:unit``, ``value:unit_norm``, ``feature:period``, ``relation:missing``, ``relation:label``."""

PUNCTUATION = "boundary:punctuation"
"""Answers whose borders differ by punctuation and blanks only."""

UNIT = "boundary:unit"
"""Answers whose borders differ by a unit, in or out."""

NO_LAYER = ""
"""The layer of cases about relations."""

UNSAID = frozenset({"reason", "frame_confidence", "frame_doubts"})
"""Features that tell why something was corrected, or how sure the machine was, and nothing of the text."""

EMPTY: tuple[Json, ...] = (None, "", [], {})
"""Values of a feature that state nothing."""

Said = Annotation | Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is said of a place, whoever says it; of a relation its label and features alone."""

    layer: str
    label: str
    target: Target = "span"
    fragments: Fragments = ()
    features: Mapping[str, Json] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """The same for all who say the same; 32 hex digits."""
        features = {key: value for key, value in self.features.items() if value not in EMPTY}
        said = [self.layer, self.label, self.target, self.fragments, features]
        return digest(dump(said))[:32]

    def to_record(self) -> Record:
        """What is kept of it; of its words the same as an annotation's record."""
        return {
            "layer": self.layer,
            "label": self.label,
            "target": self.target,
            "fragments": [list(pair) for pair in self.fragments],
            "features": dict(self.features),
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The content that ``to_record`` described."""
        return cls(**{**record, "fragments": tuple((start, end) for start, end in record["fragments"])})


def content_of(said: Said) -> Content:
    """Return what an annotation or a relation says."""
    features = {key: value for key, value in said.features.items() if key not in UNSAID}
    if isinstance(said, Relation):
        return Content(layer=NO_LAYER, label=said.label, features=features)
    return Content(
        layer=said.layer,
        label=said.label,
        target=said.target,
        fragments=said.fragments,
        features=features,
    )


def suggested(suggestion: Suggestion) -> Content:
    """Return what the machine says of a place."""
    return Content(
        layer=suggestion.layer,
        label=suggestion.label,
        fragments=suggestion.fragments,
        features=dict(suggestion.features),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One answer that a decision was made on: whose, its id and what it said ("" and None for who had nothing
    there), and whether gold was taken from it.

    What it said is kept, not only a hash of it: a tagset whose words change is read into it too.
    """

    owner: str
    id: str = ""
    said: Content | None = None
    is_taken: bool = False

    @property
    def answer(self) -> tuple[str, str]:
        """What tells whether it is still the same: its id, or whose silence it was, and the hash of what it
        said."""
        return self.id or self.owner, self.said.hash if self.said is not None else ""

    def to_record(self) -> Record:
        """The journalled image."""
        said = self.said.to_record() if self.said is not None else None
        return {"owner": self.owner, "id": self.id, "said": said, "is_taken": self.is_taken}

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The source that ``to_record`` described."""
        said = record["said"]
        return cls(**{**record, "said": Content.from_record(said) if said is not None else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How one case was settled.

    ``gold`` are the ids of the gold annotations or relations that came of it, ``fields`` tells of features
    put together whose they are.  ``policy`` is its name with its settings, ``rule`` the id of a rule of the
    casebook, ``confidence`` a decimal from 0 to 1 or "".  ``is_reopened``: to be looked at again, because
    somebody wants it; gold stays meanwhile.
    """

    id: str
    document: str
    layer: str
    choice: Choice
    sources: tuple[Source, ...] = ()
    gold: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    policy: str = ""
    reason: str = ""
    rule: str = ""
    confidence: str = ""
    note: str = ""
    is_reopened: bool = False

    @property
    def taken(self) -> tuple[str, ...]:
        """Whose answers gold came from, sorted."""
        return tuple(sorted({each.owner for each in self.sources if each.is_taken}))

    def to_record(self) -> Record:
        """The journalled image; it belongs to gold."""
        return {
            "id": self.id,
            "owner": GOLD,
            "document": self.document,
            "layer": self.layer,
            "choice": self.choice,
            "sources": [each.to_record() for each in self.sources],
            "gold": list(self.gold),
            "fields": dict(self.fields),
            "policy": self.policy,
            "reason": self.reason,
            "rule": self.rule,
            "confidence": self.confidence,
            "note": self.note,
            "is_reopened": self.is_reopened,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The decision that ``to_record`` described."""
        rest = {key: value for key, value in record.items() if key != "owner"}
        sources = tuple(map(Source.from_record, record["sources"]))
        return cls(**{**rest, "sources": sources, "gold": tuple(record["gold"])})


def gold_id(decision: str, n: int) -> str:
    """Return the id of the n-th gold annotation or relation of a decision: equal decisions made on two
    machines have equal gold."""
    return f"{decision}.{n}"


def decision_behind(gold: str) -> str:
    """Return the id of the decision that gold came of; "" where its id names none."""
    return gold.rpartition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the casebook: what was decided once, to be decided so again.  ``label`` is what it is about
    (``layer/label``, or "" for anything)."""

    id: str
    title: str
    text: str = ""
    label: str = ""

    def to_record(self) -> Record:
        """The journalled image; it belongs to gold."""
        return {"id": self.id, "owner": GOLD, "title": self.title, "text": self.text, "label": self.label}

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The rule that ``to_record`` described."""
        return cls(**{key: value for key, value in record.items() if key != "owner"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Blinding:
    """Whether curators see letters instead of names; ``seed`` shuffles them, for each document anew."""

    is_blind: bool = False
    seed: int = 0

    def to_record(self) -> Record:
        """The journalled image; there is one in a project."""
        return {"id": BLINDING, "is_blind": self.is_blind, "seed": self.seed}

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The blinding that ``to_record`` described."""
        return cls(is_blind=record["is_blind"], seed=record["seed"])


BLINDING = "blinding"
"""Id of the one blinding record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The answers that belong together, of all who declared that part of the document complete.

    ``answers`` maps each of them to what they say there, nothing where they say nothing.  ``differences``
    are sorted (see ``KINDS``), none where all say the same.  ``gold`` is what gold says there, also without
    a decision.  A case about relations has the cases of its ``source`` and ``target``.
    """

    key: str
    document: str
    layer: str
    answers: Mapping[str, tuple[Said, ...]]
    differences: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    gold: tuple[Said, ...] = ()
    state: CaseState = "open"
    source: Case | None = None
    target: Case | None = None

    @property
    def decision(self) -> Decision | None:
        """What was decided; of several cases that became one, the first."""
        return self.decisions[0] if self.decisions else None

    @property
    def decision_id(self) -> str:
        """The id that its decision has or would get."""
        return self.decisions[0].id if self.decisions else self.key

    @property
    def is_relation(self) -> bool:
        """Whether it is about relations."""
        return self.layer == NO_LAYER

    @property
    def is_disputed(self) -> bool:
        """Whether those who answered do not all say the same."""
        return bool(self.differences)

    @property
    def said(self) -> tuple[Said, ...]:
        """All answers, by owner."""
        return tuple(one for owner in sorted(self.answers) for one in self.answers[owner])

    @property
    def place(self) -> Fragment | None:
        """Where it begins and ends: from the first character of an answer to the last, of gold where all
        answers are gone; None for the document as a whole."""
        if self.source is not None:
            return self.source.place
        spans = [one.fragments for one in self.said or self.gold if isinstance(one, Annotation)]
        ends = [hull(fragments) for fragments in spans if fragments]
        return (min(start for start, _ in ends), max(end for _, end in ends)) if ends else None

    @property
    def image(self) -> Suggestion | None:
        """What the machine had suggested, as kept beside an answer; None where no answer is to it."""
        machines = (one.machine for one in self.said if isinstance(one, Annotation))
        return next((machine for machine in machines if machine is not None), None)

    def sources(self, taken: Sequence[str] = ()) -> tuple[Source, ...]:
        """The answers as a decision remembers them; ``taken`` are the owners gold comes from."""
        found = []
        for owner in sorted(self.answers):
            is_taken = owner in taken
            said = self.answers[owner] or (None,)
            for one in said:
                source = Source(owner=owner, is_taken=is_taken)
                if one is not None:
                    source = replace(source, id=one.id, said=content_of(one))
                found.append(source)
        return tuple(sorted(found, key=lambda each: (each.owner, each.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How a case may be settled: what gold is to say there (nothing: no gold), and where that comes from.

    ``taken`` are the owners whose answers it is, ``fields`` whose each feature is where they were put
    together.
    """

    choice: Choice
    contents: tuple[Content, ...] = ()
    taken: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    policy: str = ""
    reason: str = ""
    rule: str = ""
    confidence: str = ""
    note: str = ""

    def changes_gold(self, case: Case) -> bool:
        """Whether gold would say something else than it says now."""
        now = sorted(content_of(one).hash for one in case.gold)
        return now != sorted(content.hash for content in self.contents)


def gold_said(case: Case, n: int, content: Content) -> Annotation:
    """Return the n-th annotation that gold has of a case once that content is decided."""
    return Annotation(
        id=gold_id(case.decision_id, n),
        document=case.document,
        owner=GOLD,
        layer=content.layer,
        label=content.label,
        target=content.target,
        fragments=content.fragments,
        features=dict(content.features),
    )
