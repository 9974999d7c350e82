"""Owns weighing a corpus against the project: what is new, what is known, what cannot come in and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.commands.context import Context
from annotator.commands.documents import REPORT
from annotator.commands.progress import refuse_wrong_starts
from annotator.commands.project import PROJECT, TAGSET
from annotator.commands.relations import refuse_misfit
from annotator.errors import UserError
from annotator.model.annotations import (
    GOLD,
    SUGGESTIONS,
    Annotation,
    Progress,
    Relation,
    Suggestion,
    can_name_a_reviewer,
)
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.corpus import Corpus, CorpusDocument, Header, Refusal, Reviewer
from annotator.model.crosschecks import crosscheck_id
from annotator.model.curation import NO_LAYER, Decision
from annotator.model.documents import Document
from annotator.model.tagsets import Tagset
from annotator.model.terms import Term
from annotator.tagsets import check_features

ORDER = (
    *("project", "tagset", "reviewer", "term", "document", "annotation", "relation", "progress"),
    *("crosscheck", "rule", "decision"),
)
"""Kinds of records in the order their changes are recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What a corpus would change.  ``texts`` are the originals of new documents, ``taken`` the ids of
    the documents that are in the project then; ``new`` and ``known`` count records by kind."""

    changes: tuple[Change, ...]
    texts: Mapping[str, str]
    taken: frozenset[str]
    tagset: Tagset
    new: Mapping[str, int]
    known: Mapping[str, int]
    refusals: tuple[Refusal, ...]


def load(context: Context, /, *, weighed: Weighed) -> Step:
    """Bring in what was weighed, as one action.

    Raises:
        UserError: nothing would change.
    """
    if not weighed.changes:
        raise UserError("action.changes_nothing", verb="load")
    return Step(verb="load", changes=weighed.changes, texts=weighed.texts)


def weigh(
    context: Context,
    /,
    *,
    corpus: Corpus,
    owner: str | None = None,
    is_fresh: bool = False,
    look: Callable[[CorpusDocument], None] = lambda document: None,
) -> Weighed:
    """Compare every record of a corpus with the project.

    Ids and owners stay as they are; with ``owner`` all annotations become that reviewer's, with
    ``suggestions`` only documents come in.  A project that ``is_fresh`` (nothing done but made and
    joined) takes the corpus' tagset, name and reviewers, so that it becomes an equal one; elsewhere
    the project's own stand.  A record that is there already is known; one of the same id and another
    content is refused, and so is what the commands would refuse.  ``look`` is told each document.

    Raises:
        UserError: the file is broken; nothing of it can be trusted.
    """
    weighing = _Weighing(context, header=corpus.header, owner=owner, is_fresh=is_fresh)
    weighing.project()
    for document in corpus.documents():
        look(document)
        weighing.document(document)
    return weighing.weighed()


def refuse_wrong_values(tagset: Tagset, suggestion: Suggestion) -> None:
    """Raise when a feature that the tagset names has a value that is none.  An extractor may know
    features, and labels, that the tagset does not name.

    Raises:
        UserError: a value of the wrong type.
    """
    label = tagset.label(suggestion.layer, suggestion.label)
    if label is not None:
        named = {key: value for key, value in suggestion.features.items() if label.feature(key)}
        check_features(label, named)


class _Weighing:
    """One corpus being weighed, record by record."""

    def __init__(self, context: Context, *, header: Header, owner: str | None, is_fresh: bool) -> None:
        self._context = context
        self._header = header
        self._owner = owner
        self._is_fresh = is_fresh
        self._tagset = header.tagset if is_fresh else context.tagset
        self._changes: dict[str, dict[str, Change]] = {kind: {} for kind in ORDER}
        self._texts: dict[str, str] = {}
        self._taken: set[str] = set()
        self._relations: list[tuple[Relation, int]] = []
        self._decisions: list[tuple[Decision, int]] = []
        self._links: dict[tuple[str, str, str], str] = {}
        self._new: Counter[str] = Counter()
        self._known: Counter[str] = Counter()
        self._refusals: list[Refusal] = []
        self._refused: set[tuple[str, str]] = set()

    def weighed(self) -> Weighed:
        """The result; relations are judged now, when all that they may link is known, and decisions last."""
        for relation, line in self._relations:
            reason = self._objection_to_relation(relation)
            self._settle("relation", relation.id, relation.to_record(), reason, line=line)
        for decision, line in self._decisions:
            reason = self._objection_to_owner(GOLD) or self._objection_to_decision(decision)
            self._settle("decision", decision.id, decision.to_record(), reason, line=line)
        return Weighed(
            changes=tuple(change for kind in ORDER for change in self._changes[kind].values()),
            texts=self._texts,
            taken=frozenset(self._taken),
            tagset=self._tagset,
            new=dict(self._new),
            known=dict(self._known),
            refusals=tuple(self._refusals),
        )

    # The project itself ------------------------------------------------------------------------

    def project(self) -> None:
        """Tagset, name and reviewers."""
        if self._is_fresh:
            tagset = self._tagset
            record = {"name": tagset.id, "version": tagset.version, "source": tagset.source}
            self._replace("tagset", TAGSET, record)
        if self._owner is None:
            if self._is_fresh:
                self._replace("project", PROJECT, {"name": self._header.project})
            for reviewer in self._header.reviewers:
                self._reviewer(reviewer)
        elif can_name_a_reviewer(self._owner) and self._record("reviewer", self._owner) is None:
            self._reviewer(Reviewer(id=self._owner, name=self._owner, role="reviewer"))
        for rule in self._header.rules if self._owner in (None, GOLD) else ():
            self._settle("rule", rule.id, rule.to_record(), self._objection_to_owner(GOLD), line=1)
        for term in self._header.terms:
            owned = term if self._owner in (None, SUGGESTIONS) else replace(term, owner=str(self._owner))
            self._term(owned)

    def _term(self, term: Term) -> None:
        """A word of the word lists; what it means is for the project's own people to say."""
        before = self._record("term", term.id)
        reason = None if before in (None, term.to_record()) else UserError("load.other_term", word=term.word)
        self._settle("term", term.id, term.to_record(), reason, line=1)

    def _replace(self, kind: str, record_id: str, members: Mapping[str, str]) -> None:
        before = self._context.view.record(kind, record_id)
        after: Record = {"id": record_id, **(before or {}), **members}
        if after != before:
            self._changes[kind][record_id] = Change(kind=kind, id=record_id, before=before, after=after)

    def _reviewer(self, reviewer: Reviewer) -> None:
        before = self._record("reviewer", reviewer.id)
        if before is not None and before["role"] == "owner":
            # Who made the project owns it, whatever they are in the file.
            reviewer = replace(reviewer, role="owner")
        elif reviewer.role == "owner" and not self._is_fresh:
            # Who owns the project that the file comes from owns nothing here.
            reviewer = replace(reviewer, role="reviewer")
        if not can_name_a_reviewer(reviewer.id):
            self._refuse("reviewer", reviewer.id, UserError("reviewer.reserved", reviewer=reviewer.id))
        elif before == reviewer.to_record():
            self._known["reviewer"] += 1
        elif before is not None and not self._is_fresh:
            self._refuse("reviewer", reviewer.id, UserError("load.other_reviewer", reviewer=reviewer.id))
        else:
            if reviewer.role != "reviewer" and not self._is_fresh:
                # A file makes nobody a curator: that is for the people of the project to say.
                reason = UserError("load.role_not_taken", reviewer=reviewer.id, role=reviewer.role)
                self._refuse("reviewer", reviewer.id, reason)
                reviewer = replace(reviewer, role="reviewer")
            self._replace("reviewer", reviewer.id, {"name": reviewer.name, "role": reviewer.role})
            self._new["reviewer"] += 1

    # Documents ---------------------------------------------------------------------------------

    def document(self, found: CorpusDocument) -> None:
        """One document with what is said of it."""
        self._refusals += found.refusals
        document, line = found.document, found.line
        if found.is_refused:
            return
        if document.id in self._taken:
            self._refuse("document", document.id, UserError("load.twice", id=document.id[:12]), line=line)
            return
        self._taken.add(document.id)
        before = self._context.view.record("document", document.id)
        if before is None:
            document = self._described(document, line=line)
            change = Change(kind="document", id=document.id, before=None, after=document.to_record())
            self._changes["document"][document.id] = change
            self._texts[document.id] = found.text
            self._new["document"] += 1
        elif before["features"] == dict(document.features):
            # The same text read elsewhere, under another name or on another day, is the same document.
            self._known["document"] += 1
        else:
            reason = UserError("load.other_features", document=document.name)
            self._refuse("document", document.id, reason, line=line)
        if self._owner != SUGGESTIONS:
            self._said(found)

    def _described(self, document: Document, *, line: int) -> Document:
        """The document with those of its features that may be known of one."""
        fitting = {}
        for key, value in document.features.items():
            try:
                check_features(REPORT, {key: value})
                fitting[key] = value
            except UserError as reason:
                self._refuse("feature", document.id, reason, line=line)
        return replace(document, features=fitting)

    def _said(self, found: CorpusDocument) -> None:
        here = self._context.view.annotations(found.document.id)
        # Within a file like annotations are as they were; beside ours they would count twice.
        taken = {(each.owner, each.place): each.id for each in here if each.verdict != "rejected"}
        for annotation in found.annotations:
            mine = replace(annotation, owner=self._owner or annotation.owner)
            reason = self._objection_to_annotation(mine)
            other = taken.get((mine.owner, mine.place), mine.id)
            is_twin = mine.verdict != "rejected" and other != mine.id
            if reason is None and is_twin:
                reason = UserError("load.twin", layer=mine.layer, label=mine.label)
            self._settle("annotation", mine.id, mine.to_record(), reason, line=found.line)
        self._relations += [
            (replace(relation, owner=self._owner or relation.owner), found.line)
            for relation in found.relations
        ]
        for progress in self._progress(found):
            reason = self._objection_to_progress(progress, length=found.document.chars)
            self._settle("progress", progress.id, progress.to_record(), reason, line=found.line)
        self._crosschecks(found)
        self._decisions += [(each, found.line) for each in found.decisions if self._owner is None]

    def _crosschecks(self, found: CorpusDocument) -> None:
        for each in found.crosschecks:
            owner = self._owner or each.owner
            mine = replace(each, owner=owner, id=crosscheck_id(each.document, owner, each.key))
            reason = self._objection_to_owner(owner)
            self._settle("crosscheck", mine.id, mine.to_record(), reason, line=found.line)

    def _progress(self, found: CorpusDocument) -> Iterator[Progress]:
        if self._owner is None:
            yield from found.progress
        elif len(found.progress) == 1:
            yield replace(found.progress[0], owner=self._owner)
        elif found.progress:
            place = found.document.id
            self._refuse("progress", place, UserError("load.progress_of_many"), line=found.line)

    # Judging -----------------------------------------------------------------------------------

    def _objection_to_annotation(self, annotation: Annotation) -> UserError | None:
        layer = self._tagset.layer(annotation.layer)
        label = layer.label(annotation.label) if layer else None
        if layer is None or label is None:
            return UserError("load.unknown_label", layer=annotation.layer, label=annotation.label)
        if annotation.target != layer.target:
            return UserError("load.other_target", target=annotation.target)
        try:
            check_features(label, annotation.features)
            if annotation.machine is not None:
                refuse_wrong_values(self._tagset, annotation.machine)
        except UserError as reason:
            return reason
        return self._objection_to_owner(annotation.owner)

    def _objection_to_owner(self, owner: str) -> UserError | None:
        if owner == GOLD:
            is_allowed = self._is_fresh or self._context.is_curator
            return None if is_allowed else UserError("load.gold_needs_curator")
        if not can_name_a_reviewer(owner) or self._record("reviewer", owner) is None:
            return UserError("load.unknown_owner", owner=owner)
        return None

    def _objection_to_relation(self, relation: Relation) -> UserError | None:
        if self._tagset.relation(relation.label) is None:
            return UserError("load.unknown_relation", label=relation.label)
        source, target = (self._record("annotation", end) for end in (relation.source, relation.target))
        if source is None or target is None or source["document"] != relation.document:
            return UserError("load.end_missing", label=relation.label)
        ends = Annotation.from_record(source), Annotation.from_record(target)
        try:
            refuse_misfit(self._tagset, relation, ends)
        except UserError as reason:
            return reason
        link = relation.label, relation.source, relation.target
        here = self._context.view.relations_at(relation.source)
        twins = [each.id for each in here if (each.label, each.source, each.target) == link]
        if {self._links.setdefault(link, relation.id), *twins} != {relation.id}:
            return UserError("relation.twin", label=relation.label)
        return self._objection_to_owner(relation.owner)

    def _objection_to_decision(self, decision: Decision) -> UserError | None:
        """A decision comes with its gold, word for word, or not at all."""
        kind = "annotation" if decision.layer != NO_LAYER else "relation"
        for gold in decision.gold:
            there = self._record(kind, gold)
            is_gold = there is not None and there["owner"] == GOLD and there["document"] == decision.document
            if not is_gold or (kind, gold) in self._refused:
                return UserError("load.gold_missing")
        return None

    def _objection_to_progress(self, progress: Progress, *, length: int) -> UserError | None:
        for layer, starts in progress.finished.items():
            if self._tagset.layer(layer) is None:
                return UserError("load.unknown_layer", layer=layer)
            try:
                refuse_wrong_starts(starts, length=length)
            except UserError as reason:
                return reason
        return self._objection_to_owner(progress.owner)

    def _settle(
        self, kind: str, record_id: str, after: Record, objection: UserError | None, *, line: int
    ) -> None:
        """Count a record as known, refuse it, or take it over."""
        before = self._record(kind, record_id)
        if before == after:
            self._known[kind] += 1
        elif objection is not None:
            self._refuse(kind, record_id, objection, line=line)
        elif before is not None:
            self._refuse(kind, record_id, UserError("load.id_taken", id=record_id), line=line)
        else:
            self._changes[kind][record_id] = Change(kind=kind, id=record_id, before=None, after=after)
            self._new[kind] += 1

    def _record(self, kind: str, record_id: str) -> Record | None:
        """The record as it would be."""
        change = self._changes[kind].get(record_id)
        return change.after if change else self._context.view.record(kind, record_id)

    def _refuse(self, kind: str, record_id: str, reason: UserError, *, line: int = 0) -> None:
        self._refused.add((kind, record_id))
        self._refusals.append(Refusal(kind=kind, id=record_id, reason=reason, line=line))
