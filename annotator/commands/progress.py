"""Owns saying how far one is with a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.annotations import STATES, DocumentState, Progress
from annotator.model.changes import Change, Step


def set_state(context: Context, /, *, document: str, state: DocumentState, note: str | None = None) -> Step:
    """Move a document to another state, for the actor.

    Raises:
        UserError: no such state or document, or it is in that state already.
    """
    if state not in STATES:
        raise UserError("state.unknown", state=state, known=", ".join(STATES))
    before = _before(context, document)
    after = replace(before, state=state, note=before.note if note is None else note)
    return _step("set_state", before, after, context)


def set_finished(context: Context, /, *, document: str, layer: str, starts: Iterable[int]) -> Step:
    """Declare sections of a layer finished: their headings' starts, ``[-1]`` for the whole
    document, nothing to take the declaration back.

    Raises:
        UserError: unknown layer or document, a start outside the text, or nothing would change.
    """
    if context.tagset.layer(layer) is None:
        raise UserError("layer.unknown", layer=layer)
    before = _before(context, document)
    sections = tuple(sorted(set(starts)))
    length = context.view.document(document).chars
    for start in sections:
        if not -1 <= start <= length:
            raise UserError("span.outside_text", start=start, end=start, length=length)
    rest = {key: value for key, value in before.finished.items() if key != layer}
    after = replace(before, finished={**rest, layer: sections} if sections else rest)
    return _step("set_finished", before, after, context)


def _before(context: Context, document: str) -> Progress:
    context.view.document(document)
    return context.view.progress(document, context.actor)


def _step(verb: str, before: Progress, after: Progress, context: Context) -> Step:
    stored = context.view.record("progress", before.id)
    if after.to_record() == (stored or before.to_record()):
        raise UserError("action.changes_nothing", verb=verb)
    change = Change(kind="progress", id=after.id, before=stored, after=after.to_record())
    return Step(verb=verb, changes=(change,))
