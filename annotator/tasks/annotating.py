"""Owns the headless reviewer: tags and verdicts from JSON Lines, recorded as one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from annotator.commands import answers, crosschecks, documents, progress, relations, spans
from annotator.commands.context import Context
from annotator.commands.draft import Draft
from annotator.commands.project import refuse_name
from annotator.errors import UserError
from annotator.model.annotations import Annotation, Suggestion
from annotator.model.changes import Action, Step
from annotator.model.crosschecks import CheckedNumber, check_key, crosscheck_id
from annotator.model.ids import new_id
from annotator.model.spans import Fragments, as_fragments, hull
from annotator.model.strict_json import Line, lines
from annotator.store import Store
from annotator.tasks.acting import Progress, join, never, no_progress, tagset_of
from annotator.tasks.naming import Named
from annotator.tasks.recorded import image_of, numbers_of

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOutcome:
    """What became of one line: its number from 1, what it asked, and why it was refused."""

    line: int
    op: str
    error: UserError | None = None


def annotate(
    store: Store,
    file: BinaryIO,
    *,
    name: str,
    actor: str,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> tuple[Action | None, list[LineOutcome]]:
    """Record what the lines say as one action of ``actor``; refused lines are listed, the rest stands.

    ``name`` is what refusals call the file.  Return the action (None when no line was good) and each
    line's outcome.  Who acts for the first time joins the project when something is recorded.

    Raises:
        UserError: the project cannot be written, nobody may have the actor's name, or it was
            cancelled; nothing was changed.
    """
    refuse_name(actor)
    total = _count(file)
    outcomes: list[LineOutcome] = []
    action = None
    with store.transaction() as journal:
        draft, project = Draft(store), Named(store)
        context = Context(view=draft, actor=actor, tagset=tagset_of(store), new_id=new_id)
        for line in lines(file, name, decimal=str):
            if cancelled():
                raise UserError("annotate.cancelled")
            progress(min(line.number, total) - 1, total, name)
            outcomes.append(_one(line, draft, _Place(project=project, context=context, wish={})))
        step = draft.step("annotate")
        if step.changes:
            join(store, journal, actor)
            action = journal.record(step, actor=actor)
    progress(total, total, name)
    return action, outcomes


def _count(file: BinaryIO) -> int:
    """How many lines there are; 0 where the file can be read but once."""
    if not file.seekable():
        return 0
    total, last = 0, b"\n"
    while block := file.read(_BLOCK):
        total, last = total + block.count(b"\n"), block
    file.seek(0)
    return total + (not last.endswith(b"\n"))


def _one(line: Line, draft: Draft, place: _Place) -> LineOutcome:
    op = "?"
    try:
        wish = _parsed(line, place.context.actor)
        op = wish["op"]
        draft.add(_OPS[op](replace(place, wish=wish)))
    except UserError as error:
        return LineOutcome(line=line.number, op=op, error=error)
    return LineOutcome(line=line.number, op=op)


def _parsed(line: Line, actor: str) -> dict[str, Any]:
    if line.error is not None:
        raise line.error
    wish = line.value
    if not isinstance(wish, dict):
        raise UserError("annotate.not_object")
    unknown = sorted(wish.keys() - _TYPES.keys())
    if unknown:
        raise UserError("annotate.unknown_member", member=unknown[0][:40])
    if not isinstance(wish.get("op"), str) or wish["op"] not in _OPS:
        op = repr(wish.get("op"))[:40]
        raise UserError("annotate.unknown_op", op=op, known=", ".join(_OPS))
    for member, kind in _TYPES.items():
        if wish.get(member) is not None and not isinstance(wish[member], kind):
            raise UserError("annotate.wrong_type", member=member)
    if wish.get("as") not in (None, actor):
        raise UserError("annotate.other_reviewer", reviewer=wish["as"], actor=actor)
    return wish


_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(
        (
            "document",
            "sha256",
            "op",
            "as",
            "id",
            "layer",
            "label",
            "note",
            "reason",
            "state",
            "relation",
            "answer",
        ),
        str,
    ),
    **dict.fromkeys(("fragments", "suggestion", "operands"), list),
    **dict.fromkeys(("features", "finished"), dict),
    **dict.fromkeys(("source", "target"), (str, dict)),
}
"""What a line may hold, and of which type; anything else is a slip of the pen and refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A line's wish with the project it speaks of."""

    project: Named
    context: Context
    wish: Mapping[str, Any]

    def need(self, member: str) -> Any:
        """A member that must be there."""
        if self.wish.get(member) is None:
            raise UserError("annotate.missing_member", op=self.wish.get("op", "?"), member=member)
        return self.wish[member]

    def document(self) -> str:
        """The document by id, by the beginning of its id, or by the name it was imported under."""
        wanted = self.wish.get("document") or self.wish.get("sha256")
        if not wanted:
            raise UserError("annotate.missing_member", op=self.wish.get("op", "?"), member="document")
        return self.project.document(wanted)

    def fragments(self) -> Fragments | None:
        """The line's span, checked; None when it has none."""
        if self.wish.get("fragments") is None:
            return None
        chars = self.context.view.document(self.document()).chars
        return as_fragments(self.wish["fragments"], length=chars)

    def features(self) -> dict[str, Any]:
        """The line's features; a whole number where the tagset wants a decimal is written as one."""
        given = self.wish.get("features") or {}
        label = self.context.tagset.label(
            self.wish.get("layer") or "number", self.wish.get("label") or "quantity"
        )
        decimals = {spec.id for spec in label.features if spec.type == "decimal"} if label else set()
        return {
            key: str(value) if key in decimals and type(value) is int else value
            for key, value in given.items()
        }

    def suggestion(self, *, may_overlap: bool) -> Suggestion:
        """The suggestion a verdict speaks of: named by ``suggestion``, else the one of exactly this
        span, else (for corrections) the one that the span overlaps most."""
        document = self.document()
        named = self.wish.get("suggestion")
        wanted = as_fragments([named], length=10**9) if named is not None else self.fragments()
        if not wanted:
            raise UserError("annotate.missing_member", op=self.wish["op"], member="fragments")
        found = self.project.suggestion(document, wanted, layer=self.wish.get("layer"))
        if found is None and may_overlap and named is None:
            found = self.project.overlapping(document, wanted, layer=self.wish.get("layer"))
        if found is not None:
            return found
        start, end = hull(wanted)
        layer = self.wish.get("layer") or "?"
        raise UserError("suggestion.unknown", extractor=layer, start=start, end=end)

    def annotation(self) -> str:
        """The id of the actor's annotation that a line names: by id, or by layer, label and span."""
        if isinstance(self.wish.get("id"), str):
            return str(self.wish["id"])
        fragments = self.fragments() or ()
        start = fragments[0][0] if fragments else None
        for each in self.context.view.annotations_at(self.document(), self.context.actor, start):
            if _is_meant(each, self.wish, fragments):
                return each.id
        layer, place = self.wish.get("layer") or "?", str([list(pair) for pair in fragments])
        raise UserError("annotate.none_there", layer=layer, place=place)


def _is_meant(annotation: Annotation, sought: Mapping[str, Any], fragments: Fragments) -> bool:
    return (
        annotation.fragments == fragments
        and sought.get("layer") in (None, annotation.layer)
        and sought.get("label") in (None, annotation.label)
    )


def _tag(place: _Place) -> Step:
    wish = place.wish
    return spans.tag(
        place.context,
        document=place.document(),
        layer=place.need("layer"),
        label=place.need("label"),
        fragments=place.fragments() or (),
        features=place.features(),
        note=wish.get("note") or "",
        target=wish.get("target"),
    )


def _confirm(place: _Place) -> Step:
    suggestion = place.suggestion(may_overlap=False)
    said = {**place.features(), "label": place.wish.get("label") or suggestion.label}
    for member, value in said.items():
        if value != {**suggestion.features, "label": suggestion.label}.get(member):
            raise UserError("annotate.confirm_changes", member=member)
    note = place.wish.get("note")
    return answers.confirm(place.context, document=place.document(), key=suggestion.key, note=note)


def _correct(place: _Place) -> Step:
    return answers.correct(
        place.context,
        document=place.document(),
        key=place.suggestion(may_overlap=True).key,
        fragments=place.fragments(),
        features=place.features(),
        label=place.wish.get("label"),
        reason=place.wish.get("reason"),
        note=place.wish.get("note"),
    )


def _reject(place: _Place) -> Step:
    features = place.features()
    reason = features.pop("reason", None) or place.wish.get("reason")
    if features:
        raise UserError("annotate.confirm_changes", member=next(iter(features)))
    return answers.reject(
        place.context,
        document=place.document(),
        key=place.suggestion(may_overlap=False).key,
        reason=reason,
        note=place.wish.get("note"),
    )


def _delete(place: _Place) -> Step:
    return spans.delete(place.context, annotation=place.annotation())


def _relate(place: _Place) -> Step:
    """Both ends by name, or by the line's two fragments: from the first to the second."""
    fragments = place.wish.get("fragments") or []
    if place.wish.get("source") is None and place.wish.get("target") is None and len(fragments) == 2:
        ends = {"source": {"fragments": fragments[:1]}, "target": {"fragments": fragments[1:]}}
        place = replace(place, wish={**place.wish, **ends})
    return relations.relate(
        place.context,
        label=place.need("label"),
        source=_end(place, "source"),
        target=_end(place, "target"),
        features=place.wish.get("features"),
        note=place.wish.get("note") or "",
    )


def _end(place: _Place, member: str) -> str:
    """One end of a relation: an annotation's id, or its layer, label and fragments, in the line's
    document unless it names another."""
    named = place.need(member)
    if isinstance(named, str):
        return named
    document = named.get("document") or named.get("sha256") or place.document()
    if not isinstance(document, str):
        raise UserError("annotate.wrong_type", member=member)
    where = {"op": "relate", "document": document, "fragments": named.get("fragments")}
    sought = {**where, "layer": named.get("layer"), "label": named.get("label")}
    return replace(place, wish=sought).annotation()


def _state(place: _Place) -> Step:
    """A line declares a state (``state``, or ``label``), finished parts, or both: ``finished`` maps
    layers to headings' starts; a ``layer`` alone is finished in the sections of ``fragments``, or whole.

    What stands already is passed over, unless nothing else is said.
    """
    document, wish = place.document(), place.wish
    draft = Draft(place.context.view)
    context = replace(place.context, view=draft)
    finished = dict(wish.get("finished") or {})
    if wish.get("layer") is not None:
        finished[wish["layer"]] = [start for start, _ in place.fragments() or ((-1, -1),)]
    state = wish.get("state") or wish.get("label")
    note = wish.get("note")
    was = context.view.progress(document, context.actor)
    is_alone = len(finished) == 1 and state is None and note is None
    for layer, starts in finished.items():
        if not isinstance(starts, list) or not all(type(start) is int for start in starts):
            raise UserError("annotate.wrong_type", member="finished")
        if is_alone or was.finished.get(layer, ()) != tuple(sorted(set(starts))):
            draft.add(progress.set_finished(context, document=document, layer=layer, starts=starts))
    if state is None and note is None and finished:
        return draft.step("set_finished")
    words = str(state or (was.state if note is not None else None) or place.need("state")).replace("_", " ")
    if words != was.state or note is not None or not draft.step("").changes:
        # As text it may be anything; the command knows the states.
        draft.add(progress.set_state(context, document=document, state=words, note=note))  # type: ignore[arg-type]
    return draft.step("finish" if words == "finished" and finished else "set_state")


def _describe(place: _Place) -> Step:
    """What is known of the document itself; "" takes away what was."""
    return documents.set_features(place.context, document=place.document(), features=place.need("features"))


def _check(place: _Place) -> Step:
    """An answer to a check, named by its relation and by the places of its numbers (``fragments``, else
    ``operands``); ``operands`` may say which numbers are meant instead; "withdraw" takes it back."""
    document, actor = place.document(), place.context.actor
    relation, answer = place.need("relation"), place.need("answer")
    numbers = [_number(each) for each in place.wish.get("operands") or ()]
    asked = [_number(each).place for each in place.wish.get("fragments") or ()]
    key = check_key(relation, asked or [each.place for each in numbers])
    if answer == "withdraw":
        return crosschecks.withdraw(place.context, crosscheck=crosscheck_id(document, actor, key))
    check = place.project.check(document, actor, key)
    if check is not None:
        numbers = numbers or list(numbers_of(check))
    elif not numbers:
        raise UserError("crosscheck.unknown", relation=relation[:40])
    return crosschecks.answer_check(
        place.context,
        document=document,
        relation=relation,
        operands=numbers,
        answer=answer,
        machine=image_of(check) if check is not None else None,
        note=place.wish.get("note"),
    )


def _number(told: Any) -> CheckedNumber:
    """A number of a check: [start, end], or an object with start, end, role and maybe document."""
    if isinstance(told, list) and len(told) == 2:
        told = {"start": told[0], "end": told[1]}
    if not isinstance(told, dict) or not told.keys() <= {"start", "end", "role", "document"}:
        raise UserError("annotate.wrong_type", member="operands")
    number = {"role": "number", "document": "", **told}
    if not all(type(number.get(end)) is int for end in ("start", "end")):
        raise UserError("annotate.wrong_type", member="operands")
    if not all(isinstance(number[word], str) for word in ("role", "document")):
        raise UserError("annotate.wrong_type", member="operands")
    return CheckedNumber(**number)


_OPS: dict[str, Callable[[_Place], Step]] = {
    "tag": _tag,
    "confirm": _confirm,
    "correct": _correct,
    "reject": _reject,
    "delete": _delete,
    "relate": _relate,
    "state": _state,
    "describe": _describe,
    "check": _check,
}
