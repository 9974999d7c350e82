"""Owns answering suggestions: confirm, correct, reject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.commands.context import Context, written
from annotator.commands.draft import Draft
from annotator.errors import UserError
from annotator.model.annotations import Annotation, Suggestion, Verdict
from annotator.model.canonical import Json
from annotator.model.changes import Change, Step
from annotator.model.spans import as_fragments

Key = tuple[str, int, int]
"""(extractor, start, end): what identifies a suggestion within its document."""


def confirm(context: Context, /, *, document: str, key: Key, note: str | None = None) -> Step:
    """Say that the machine is right; a ``note`` is kept beside it.

    Raises:
        UserError: no such suggestion, or it is confirmed already.
    """
    context.refuse_locked(document)
    changes = _answer(context, document, _suggestion(context, document, key), "confirmed", note=note)
    if not changes:
        raise UserError("action.changes_nothing", verb="confirm")
    return Step(verb="confirm", changes=changes)


def confirm_all(context: Context, /, *, document: str, keys: Iterable[Key]) -> Step:
    """Say that the machine is right about several, as one action.

    Suggestions that say the same of the same place (of two extractors, or one named twice) are
    confirmed once.

    Raises:
        UserError: one of them does not exist or says what an annotation of the actor's says already,
            or nothing would change.
    """
    return confirm_many(context, places=((document, key) for key in keys))


def confirm_many(context: Context, /, *, places: Iterable[tuple[str, Key]]) -> Step:
    """Say that the machine is right about several suggestions, each of a document, as one action.

    Suggestions that say the same of the same place are confirmed once.

    Raises:
        UserError: see ``confirm_all``; also when one of the documents is declared finished.
    """
    draft = Draft(context.view)
    drafting = replace(context, view=draft)
    said: set[object] = set()
    open_documents: set[str] = set()
    for document, key in places:
        if document not in open_documents:
            context.refuse_locked(document)
            open_documents.add(document)
        suggestion = _suggestion(context, document, key)
        place = document, suggestion.layer, suggestion.label, suggestion.start, suggestion.end
        if place not in said:
            said.add(place)
            changes = _answer(drafting, document, suggestion, "confirmed")
            draft.add(Step(verb="confirm_all", changes=changes))
    step = draft.step("confirm_all")
    if not step.changes:
        raise UserError("action.changes_nothing", verb="confirm_all")
    return step


def correct(
    context: Context,
    /,
    *,
    document: str,
    key: Key,
    fragments: Iterable[Sequence[int]] | None = None,
    features: Mapping[str, Json] | None = None,
    label: str | None = None,
    reason: str | None = None,
    note: str | None = None,
) -> Step:
    """Say what is right instead; features not named stay the machine's, those that another
    ``label`` has no room for are dropped.

    ``reason`` says what was wrong and becomes a training label.

    Raises:
        UserError: no such suggestion, a span outside the text, a value of the wrong type, or the
            same is said of that place already.
    """
    context.refuse_locked(document)
    suggestion = _suggestion(context, document, key)
    before = _answer_to(context, document, key)
    current = before or _image(context, document, suggestion, "corrected")
    if before is not None and before.verdict == "rejected":
        # Why it was rejected is no reason of a correction.
        fresh = _image(context, document, suggestion, "corrected")
        current = replace(fresh, id=before.id, note=before.note)
    length = context.view.document(document).chars
    wanted_label = label or current.label
    wanted = {**context.fitting(current.layer, wanted_label, current.features), **(features or {})}
    if reason is not None:
        wanted["reason"] = reason
    after = replace(
        current,
        label=wanted_label,
        fragments=current.fragments if fragments is None else as_fragments(fragments, length=length),
        features=context.checked(current.layer, wanted_label, wanted),
        note=current.note if note is None else note,
        verdict="corrected",
    )
    if not after.fragments:
        raise UserError("span.needed", layer=after.layer)
    if after == before:
        raise UserError("action.changes_nothing", verb="correct")
    context.refuse_twin(before, after)
    return Step(verb="correct", changes=(written(before, after),))


def reject(
    context: Context,
    /,
    *,
    document: str,
    key: Key,
    reason: str | None = None,
    note: str | None = None,
) -> Step:
    """Say that there is nothing of the kind here, why, and what else there is to note.

    Raises:
        UserError: no such suggestion, or it is rejected already.
    """
    context.refuse_locked(document)
    suggestion = _suggestion(context, document, key)
    changes = _answer(context, document, suggestion, "rejected", reason=reason, note=note)
    if not changes:
        raise UserError("action.changes_nothing", verb="reject")
    return Step(verb="reject", changes=changes)


def _suggestion(context: Context, document: str, key: Key) -> Suggestion:
    found = context.view.suggestion(document, key)
    if found is None:
        extractor, start, end = key
        raise UserError("suggestion.unknown", extractor=extractor, start=start, end=end)
    return found


def _answer_to(context: Context, document: str, key: Key) -> Annotation | None:
    """The actor's earlier answer to the same suggestion, which a new one replaces."""
    return context.view.answer_to(document, context.actor, key)


def _image(context: Context, document: str, suggestion: Suggestion, verdict: Verdict) -> Annotation:
    """The suggestion as an annotation of the actor's, with the machine's image beside it."""
    target = context.layer(suggestion.layer).target
    if target == "document":
        raise UserError("span.not_wanted", layer=suggestion.layer)
    return Annotation(
        id=context.new_id(),
        document=document,
        owner=context.actor,
        layer=suggestion.layer,
        label=suggestion.label,
        target=target,
        fragments=suggestion.fragments,
        features=context.fitting(suggestion.layer, suggestion.label, suggestion.features),
        verdict=verdict,
        machine=suggestion,
    )


def _answer(
    context: Context,
    document: str,
    suggestion: Suggestion,
    verdict: Verdict,
    *,
    reason: str | None = None,
    note: str | None = None,
) -> tuple[Change, ...]:
    """The change to a plain yes or no; empty when that is the answer already."""
    before = _answer_to(context, document, suggestion.key)
    after = _image(context, document, suggestion, verdict)
    if before is not None:
        after = replace(after, id=before.id, note=before.note)
    if note is not None:
        after = replace(after, note=note)
    if reason is not None:
        features = context.checked(after.layer, after.label, {**after.features, "reason": reason})
        after = replace(after, features=features)
    context.refuse_twin(before, after)
    return () if after == before else (written(before, after),)
