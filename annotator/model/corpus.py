"""Owns the neutral value that dataset formats write and read: a header and a stream of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from annotator.errors import UserError
from annotator.model.annotations import ALL, Annotation, Progress, Relation, Suggestion
from annotator.model.canonical import Record
from annotator.model.crosschecks import Crosscheck
from annotator.model.curation import Decision, Rule
from annotator.model.documents import Document, Section
from annotator.model.tagsets import Tagset
from annotator.model.terms import Term

TextView = Literal["original", "clean"]
"""Which text the offsets of a corpus count: the original one, or the clean one."""

TEXT_VIEWS: tuple[TextView, ...] = ("original", "clean")

COUNTS = ("documents", "characters", "suggestions", "annotations", "relations", "states")
"""What a header counts; ``characters`` are code points of the texts, ``states`` progress records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Someone whose annotations the corpus may hold; ``role`` is reviewer, curator or owner."""

    id: str
    name: str
    role: str

    def to_record(self) -> Record:
        """The journalled image."""
        return {"id": self.id, "name": self.name, "role": self.role}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ExtractorStamp:
    """Which extractor made suggestions: ``lexicon`` is the SHA-256 of the word lists it read."""

    extractor: str
    version: str
    lexicon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """How a corpus is divided: ``parts`` are (name, weight), documents with the same value of the
    feature ``group_by`` stay together ("" for every document by itself)."""

    parts: tuple[tuple[str, int], ...]
    seed: int
    group_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What holds for a whole corpus.

    ``owners`` is whose work was asked for (``all``, ``gold``, ``suggestions`` or a reviewer), and
    ``layers`` which layers, empty for all.  ``progress`` says, by owner, how many documents are in
    which state (``state:finished``) and how many have a layer declared finished as a whole
    (``layer:number``): what is missing elsewhere may only not have been looked for.  ``terms`` are what
    the project adds to the word lists of the extractors, ``rules`` the casebook.
    """

    project: str
    tagset: Tagset
    reviewers: tuple[Reviewer, ...] = ()
    extractors: tuple[ExtractorStamp, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    progress: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    owners: str = ALL
    layers: tuple[str, ...] = ()
    text: TextView = "original"
    division: Division | None = None
    terms: tuple[Term, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that could not be taken over: its kind (document, annotation …), its id, on which
    line of the file it stands (from 1; 0 when not known), and why, for a person."""

    kind: str
    id: str
    reason: UserError
    line: int = 0

    def to_record(self) -> Record:
        """Id and values of the sentence, for scripts."""
        values = {key: str(value) for key, value in self.reason.values.items()}
        return {
            "kind": self.kind,
            "id": self.id,
            "line": self.line,
            "reason": self.reason.message,
            "values": values,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusDocument:
    """One document with everything that was asked for.

    All offsets count code points of ``text``, which is the original or the clean text as the header
    says; ``document.chars`` is the length of the original.  ``extractors`` maps each extractor that
    looked at the document to its version and lexicon hash, also when it found nothing.  ``split`` is
    the part it belongs to, "" when the corpus is not divided.  ``refusals`` is what a reader left
    out; with one of kind ``document`` the rest of the value is not to be used.  ``line`` is where it
    stands in the file it was read from, 0 otherwise.
    """

    document: Document
    text: str
    sections: tuple[Section, ...] = ()
    extractors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()
    progress: tuple[Progress, ...] = ()
    crosschecks: tuple[Crosscheck, ...] = ()
    decisions: tuple[Decision, ...] = ()
    split: str = ""
    refusals: tuple[Refusal, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def is_refused(self) -> bool:
        """Whether the document itself could not be taken over."""
        return any(refusal.kind == "document" for refusal in self.refusals)

    def counts(self) -> dict[str, int]:
        """How many of each kind that a header counts."""
        return {
            "documents": 1,
            "characters": len(self.text),
            "suggestions": len(self.suggestions),
            "annotations": len(self.annotations),
            "relations": len(self.relations),
            "states": len(self.progress),
            # Told only where there are any, so that files of before are as they were.
            **({"checks": len(self.crosschecks)} if self.crosschecks else {}),
            **({"decisions": len(self.decisions)} if self.decisions else {}),
        }

    def origins(self) -> dict[str, Decision]:
        """Gold annotation or relation -> the decision that it came of."""
        return {gold: decision for decision in self.decisions for gold in decision.gold}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A header and the documents, which are never all in memory.

    ``stream`` starts a fresh pass at every call; a pass over a file may raise UserError midway.
    """

    header: Header
    stream: Callable[[], Iterator[CorpusDocument]]

    def documents(self) -> Iterator[CorpusDocument]:
        """Begin a pass over the documents."""
        return self.stream()
