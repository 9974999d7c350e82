"""Owns saying how far one is with a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.annotations import STATES, WHOLE, DocumentState, Progress
from annotator.model.changes import Change, Step

CURATORS: tuple[DocumentState, ...] = ("in curation", "curated")
"""States that a curator sets."""


def set_state(context: Context, /, *, document: str, state: DocumentState, note: str | None = None) -> Step:
    """Move a document to another state, for the actor.

    Raises:
        UserError: no such state or document, one for curators only, or it is in that state already.
    """
    if state not in STATES:
        raise UserError("state.unknown", state=state, known=", ".join(STATES))
    # Of one's own work; that of gold is told by what is decided (see ``curating``).
    if state in CURATORS and context.role != "curator":
        raise UserError("state.needs_curator", state=state)
    before = _before(context, document)
    after = replace(before, state=state, note=before.note if note is None else note)
    return _step("set_state", before, after, context)


def set_finished(context: Context, /, *, document: str, layer: str, starts: Iterable[int]) -> Step:
    """Declare sections of a layer finished: their headings' starts, ``[-1]`` for the whole
    document, nothing to take the declaration back.

    Raises:
        UserError: unknown layer or document, a start outside the text, sections beside ``-1``, or
            nothing would change.
    """
    context.layer(layer)
    before = _before(context, document)
    sections = tuple(sorted(set(starts)))
    refuse_wrong_starts(sections, length=context.view.document(document).chars)
    rest = {key: value for key, value in before.finished.items() if key != layer}
    after = replace(before, finished={**rest, layer: sections} if sections else rest)
    return _step("set_finished", before, after, context)


def finish(context: Context, /, *, document: str, layers: Iterable[str]) -> Step:
    """Declare a document finished, and exactly these layers finished in the whole of it.

    Sections that were declared of other layers stay so.

    Raises:
        UserError: unknown layer or document, or nothing would change.
    """
    whole = {context.layer(layer).id: WHOLE for layer in layers}
    before = _before(context, document)
    parts = {layer: starts for layer, starts in before.finished.items() if starts != WHOLE}
    after = replace(before, state="finished", finished={**parts, **whole})
    return _step("finish", before, after, context)


def refuse_wrong_starts(starts: Iterable[int], *, length: int) -> None:
    """Raise unless these are places of a text of ``length`` code points, or the whole alone."""
    found = tuple(starts)
    if -1 in found and len(found) > 1:
        raise UserError("finished.whole_and_parts")
    for start in found:
        if not -1 <= start <= length:
            raise UserError("span.outside_text", start=start, end=start, length=length)


def _before(context: Context, document: str) -> Progress:
    context.view.document(document)
    return context.view.progress(document, context.actor)


def _step(verb: str, before: Progress, after: Progress, context: Context) -> Step:
    stored = context.view.record("progress", before.id)
    if after.to_record() == (stored or before.to_record()):
        raise UserError("action.changes_nothing", verb=verb)
    change = Change(kind="progress", id=after.id, before=stored, after=after.to_record())
    return Step(verb=verb, changes=(change,))
