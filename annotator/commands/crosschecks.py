"""Owns answering cross-checks: whether numbers fit together, and which numbers are meant."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.crosschecks import ANSWERS, Answer, CheckedNumber, Crosscheck, check_key, crosscheck_id

_LONGEST_NAME = 40


def answer_check(
    context: Context,
    /,
    *,
    document: str,
    relation: str,
    operands: Iterable[CheckedNumber],
    answer: Answer,
    machine: Record | None = None,
    note: str | None = None,
) -> Step:
    """Say of some numbers whether they fit together.

    ``machine`` is what the machine said of them (its operands, sum and verdict); None for a check made
    by hand.  An earlier answer of the actor's to the same check is replaced, its note kept unless one is
    given.

    Raises:
        UserError: unknown document or answer, no numbers, one outside its text, or nothing would change.
    """
    context.refuse_locked(document)
    numbers = tuple(operands)
    if machine is not None:
        key = check_key(relation, (CheckedNumber(**each).place for each in machine["operands"]))
    else:
        key = check_key(relation, (each.place for each in numbers))
    after = Crosscheck(
        id=crosscheck_id(document, context.actor, key),
        document=document,
        owner=context.actor,
        relation=relation,
        operands=numbers,
        answer=answer,
        machine=machine,
    )
    refuse_wrong(after, {each.document: _chars(context, document, each) for each in numbers})
    found = context.view.record("crosscheck", after.id)
    before = Crosscheck.from_record(found) if found else None
    record = {**after.to_record(), "note": (before.note if before else "") if note is None else note}
    if record == found:
        raise UserError("action.changes_nothing", verb="answer_check")
    return Step(
        verb="answer_check",
        changes=(Change(kind="crosscheck", id=after.id, before=found, after=record),),
    )


def withdraw(context: Context, /, *, crosscheck: str) -> Step:
    """Take an answer to a check back.

    Raises:
        UserError: there is none, or it is somebody else's.
    """
    found = context.view.record("crosscheck", crosscheck)
    if found is None:
        raise UserError("crosscheck.unanswered")
    before = Crosscheck.from_record(found)
    context.refuse_foreign(before.owner)
    context.refuse_locked(before.document)
    change = Change(kind="crosscheck", id=before.id, before=found, after=None)
    return Step(verb="withdraw_check", changes=(change,))


def refuse_wrong(crosscheck: Crosscheck, chars: dict[str, int | None]) -> None:
    """Raise unless an answer can be one; ``chars`` are the lengths of the texts its numbers stand in,
    None where the text is not known.

    Raises:
        UserError: unknown answer, no relation, no numbers, or one outside its text.
    """
    if crosscheck.answer not in ANSWERS:
        raise UserError(
            "crosscheck.unknown_answer", answer=str(crosscheck.answer)[:40], known=", ".join(ANSWERS)
        )
    if not 0 < len(crosscheck.relation) <= _LONGEST_NAME:
        raise UserError("crosscheck.no_relation")
    if not crosscheck.operands:
        raise UserError("crosscheck.no_numbers")
    for each in crosscheck.operands:
        length = chars.get(each.document)
        if length is not None and not 0 <= each.start < each.end <= length:
            raise UserError("span.outside_text", start=each.start, end=each.end, length=length)


def _chars(context: Context, document: str, number: CheckedNumber) -> int:
    return context.view.document(number.document or document).chars
