"""Owns loading a dataset into a project: one action, and a list of what could not come in and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.commands import loading, project
from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.formats import format_named
from annotator.model.annotations import GOLD, SUGGESTIONS, Annotation, Suggestion
from annotator.model.canonical import Record
from annotator.model.changes import Action
from annotator.model.corpus import Corpus, CorpusDocument, Header, Refusal
from annotator.model.ids import new_id
from annotator.store import Store
from annotator.tagsets import check_features
from annotator.tasks.acting import Progress, join, never, no_progress, tagset_of
from annotator.tasks.exporting import MANIFEST, sha256_of
from annotator.tasks.watching import Watch

FRESH_ACTIONS = 64
"""A project with more actions than this has been worked in, whatever they were."""

LOADED = "loaded"
"""Beginning of the extractor's name of suggestions that came from a dataset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """What came in: ``new`` and ``known`` count records by kind, ``lost`` what was not asked for,
    ``refused`` says what did not come in and why; ``action`` is None when nothing was new to the
    journal."""

    action: Action | None
    new: Mapping[str, int]
    known: Mapping[str, int]
    lost: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()

    def to_record(self) -> Record:
        """The line a script reads."""
        return {
            "action": self.action.id if self.action else None,
            "new": dict(self.new),
            "known": dict(self.known),
            "lost": dict(self.lost),
            "refused": [refusal.to_record() for refusal in self.refused],
        }


def load(
    store: Store,
    path: Path,
    *,
    actor: str,
    format: str = "jsonl",
    owner: str | None = None,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> LoadSummary:
    """Load a dataset into a project as one action of ``actor``.

    With ``owner`` None ids and owners are kept; a reviewer's id makes all annotations theirs;
    ``suggestions`` makes them suggestions, for people to answer.  What does not fit is refused one by
    one and listed; the rest goes on.  Who loads for the first time joins the project.

    The texts of all new documents are in memory at once, for they are one action: a dataset of some
    ten thousand reports takes their size and as much again.

    Raises:
        UserError: the format cannot be read, the file is broken (with its line), its offsets count a
            clean text, the project changed meanwhile, or ``cancelled()``; nothing was changed.
    """
    chosen = format_named(format)
    if not chosen.reads:
        raise UserError("format.cannot_read", name=format)
    project.refuse_name(actor)
    if owner is not None and owner not in (SUGGESTIONS, GOLD):
        project.refuse_name(owner)
    corpus = chosen.read(path)
    if corpus.header.text != "original":
        raise UserError("load.clean_text", file=str(path))
    total = 2 * corpus.header.counts.get("documents", 0)
    look = Watch(progress, cancelled, total=total, message="load.cancelled")
    context = Context(view=store, actor=actor, tagset=tagset_of(store), new_id=new_id)
    # Weighed outside the transaction, which then only writes: the journal refuses when a record has
    # moved in between, and nobody waits for a long file to be read.
    weighed = loading.weigh(context, corpus=corpus, owner=owner, is_fresh=_is_fresh(store), look=look)
    action = None
    if weighed.changes:
        with store.transaction() as journal:
            if ("reviewer", actor) not in {(change.kind, change.id) for change in weighed.changes}:
                join(store, journal, actor)
            action = journal.record(loading.load(context, weighed=weighed), actor=actor)
    keeping = _Keeping(store, weighed, corpus.header, stamp=_stamp(path) if owner == SUGGESTIONS else "")
    for document in _with_suggestions(corpus, owner):
        look.go_on(document)
        keeping.document(document)
    look.finish()
    return LoadSummary(
        action=action,
        new={**weighed.new, **keeping.new},
        known={**weighed.known, **keeping.known},
        lost=keeping.lost,
        refused=(*weighed.refusals, *keeping.refusals),
    )


def _is_fresh(store: Store) -> bool:
    """Whether nothing was done in the project but making it and joining it."""
    if store.documents():
        return False
    actions = store.actions(limit=FRESH_ACTIONS + 1)
    return len(actions) <= FRESH_ACTIONS and all(each.verb in ("create", "join") for each in actions)


def _stamp(path: Path) -> str:
    file = path / MANIFEST if path.is_dir() else path
    return sha256_of(file) if file.is_file() else ""


def _with_suggestions(corpus: Corpus, owner: str | None) -> Iterator[CorpusDocument]:
    """A second pass, where there is something to keep outside the journal."""
    if owner == SUGGESTIONS or corpus.header.extractors or corpus.header.counts.get("suggestions"):
        yield from corpus.documents()


class _Keeping:
    """Keeps the suggestions of the documents that were taken; not journalled, so after the action."""

    def __init__(self, store: Store, weighed: loading.Weighed, header: Header, *, stamp: str) -> None:
        self._store = store
        self._weighed = weighed
        # Extractors may find what a tagset has no label for: a project is restored with it.
        self._has_our_tagset = header.tagset == weighed.tagset
        self._stamp = stamp
        self._done: set[str] = set()
        self.new: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.refusals: list[Refusal] = []

    def document(self, found: CorpusDocument) -> None:
        """One document's suggestions, extractor by extractor."""
        document = found.document.id
        if found.is_refused or document in self._done or document not in self._weighed.taken:
            return
        self._done.add(document)
        by_extractor: dict[str, list[Suggestion]] = {name: [] for name in found.extractors}
        for suggestion in found.suggestions:
            reason = self._objection_to_suggestion(suggestion)
            if reason is not None:
                self._refuse(_place(suggestion), reason, found.line)
            else:
                by_extractor[suggestion.extractor].append(suggestion)
        kept = self._store.suggested(document)
        for name, (version, lexicon) in found.extractors.items():
            self._keep(document, (name, version, lexicon), by_extractor[name], kept, line=found.line)
        if self._stamp:
            self._keep_annotations(found)

    def _keep(
        self,
        document: str,
        extractor: tuple[str, str, str],
        found: Sequence[Suggestion],
        kept: Mapping[str, tuple[str, str]],
        *,
        line: int,
    ) -> None:
        name, version, lexicon = extractor
        if name not in kept:
            self._store.keep_suggestions(document, [(extractor, found)])
            self.new["suggestion"] += len(found)
        elif kept[name] == (version, lexicon):
            self.known["suggestion"] += len(found)
        else:
            reason = UserError("load.other_suggestions", extractor=name, version=kept[name][0])
            self._refuse(name, reason, line)

    def _keep_annotations(self, found: CorpusDocument) -> None:
        """People's (or another program's) annotations as suggestions; the same label on the same
        place once, whoever said so."""
        suggestions: dict[str, dict[tuple[str, int, int], Suggestion]] = defaultdict(dict)
        for annotation in found.annotations:
            reason = self._objection(annotation)
            if reason is not None:
                self._refuse(annotation.id, reason, found.line)
                continue
            suggestion = self._suggestion(annotation)
            suggestions[suggestion.extractor].setdefault(suggestion.key, suggestion)
        for name, chosen in suggestions.items():
            extractor = name, self._stamp[:12], self._stamp
            self._store.keep_suggestions(found.document.id, [(extractor, list(chosen.values()))])
            self.new["suggestion"] += len(chosen)
        for kind, number in (("relations", len(found.relations)), ("states", len(found.progress))):
            if number:
                self.lost[kind] += number

    def _objection_to_suggestion(self, suggestion: Suggestion) -> UserError | None:
        is_known = self._weighed.tagset.label(suggestion.layer, suggestion.label) is not None
        if not is_known and not self._has_our_tagset:
            return UserError("load.unknown_label", layer=suggestion.layer, label=suggestion.label)
        try:
            loading.refuse_wrong_values(self._weighed.tagset, suggestion)
        except UserError as reason:
            return reason
        return None

    def _objection(self, annotation: Annotation) -> UserError | None:
        label = self._weighed.tagset.label(annotation.layer, annotation.label)
        if label is None:
            return UserError("load.unknown_label", layer=annotation.layer, label=annotation.label)
        try:
            check_features(label, annotation.features)
        except UserError as reason:
            return reason
        fragments = annotation.fragments
        is_place = annotation.target == "span" and len(fragments) == 1 and fragments[0][0] < fragments[0][1]
        if annotation.verdict == "rejected" or not is_place:
            return UserError("load.no_suggestion")
        return None

    def _suggestion(self, annotation: Annotation) -> Suggestion:
        start, end = annotation.fragments[0]
        return Suggestion(
            extractor=f"{LOADED}:{annotation.layer}/{annotation.label}",
            version=self._stamp[:12],
            lexicon=self._stamp,
            layer=annotation.layer,
            label=annotation.label,
            start=start,
            end=end,
            features={key: value for key, value in annotation.features.items() if key != "reason"},
        )

    def _refuse(self, place: str, reason: UserError, line: int) -> None:
        self.refusals.append(Refusal(kind="suggestion", id=place, reason=reason, line=line))


def _place(suggestion: Suggestion) -> str:
    return f"{suggestion.extractor} {suggestion.start}-{suggestion.end}"
