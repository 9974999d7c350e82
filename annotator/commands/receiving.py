"""Owns making a work project of a package: its reports, then what the project says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from annotator.errors import UserError
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.exchange import Receipt
from annotator.store.standing import RECEIVE, UNPACK

Look = Callable[[str, str], Record | None]
"""(Kind, id) -> the record that is there, or None."""

ORDER = ("project", "tagset", "reviewer", "term", "assignment")
"""Kinds that repeat the project's own records, in the order of their changes."""

REPLACED = ("term", "assignment")
"""Kinds of which a newer package may have fewer."""


def unpack(
    look: Look, *, records: Iterable[tuple[str, Record]], receipt: Receipt, texts: Mapping[str, str]
) -> Step:
    """The documents that are not there yet, as the owner has them, and the receipt."""
    changes = [
        Change(kind="document", id=record["id"], before=None, after=record)
        for kind, record in records
        if kind == "document" and look("document", record["id"]) is None
    ]
    changes.append(Change(kind="receipt", id=receipt.id, before=None, after=receipt.to_record()))
    return Step(verb=UNPACK, changes=tuple(changes), texts=texts)


def receive(
    look: Look, *, records: Iterable[tuple[str, Record]], there: Mapping[str, Iterable[Record]], reviewer: str
) -> Step:
    """The project's own records, as the package has them.

    ``there`` are the terms and assignments of a work project that receives another package: those that the
    package has no more are taken away, the reviewer's own words aside.

    Raises:
        UserError: nothing would change.
    """
    wanted: dict[str, dict[str, Record]] = {kind: {} for kind in ORDER}
    for kind, record in records:
        if kind in wanted:
            wanted[kind][str(record["id"])] = record
    changes = []
    for kind in ORDER:
        for record_id, record in wanted[kind].items():
            before = look(kind, record_id)
            if before != record:
                changes.append(Change(kind=kind, id=record_id, before=before, after=record))
    for kind in REPLACED:
        for record in there.get(kind, ()):
            is_own = kind == "term" and record["owner"] == reviewer
            if record["id"] not in wanted[kind] and not is_own:
                changes.append(Change(kind=kind, id=record["id"], before=record, after=None))
    if not changes:
        raise UserError("action.changes_nothing", verb=RECEIVE)
    return Step(verb=RECEIVE, changes=tuple(changes))
