"""Owns one action from command to COMMIT, for the session and for the longer tasks alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from annotator.commands import project as project_commands
from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.annotations import GOLD
from annotator.model.changes import Action, Step
from annotator.model.exchange import Receipt
from annotator.model.ids import new_id
from annotator.model.tagsets import Tagset
from annotator.store import Journal, Store
from annotator.tagsets import parse_tagset

Command = Callable[..., Step]
"""A pure function ``(context, /, **arguments) -> Step``."""


class Progress(Protocol):
    """Told how far a task is: done and total steps (0 when unknown) and what it is at."""

    def __call__(self, done: int, total: int, about: str, /) -> None: ...


def no_progress(done: int, total: int, about: str, /) -> None:
    """Tell nobody."""


def never() -> bool:
    """The answer of a task that nobody can cancel."""
    return False


_parsed: dict[str, Tagset] = {}


def tagset_of(store: Store) -> Tagset:
    """Return the project's own tagset.

    Raises:
        UserError: the project has none, or it is broken.
    """
    record = store.record("tagset", project_commands.TAGSET)
    if record is None:
        raise UserError("project.no_tagset", path=str(store.path))
    source = str(record["source"])
    if source not in _parsed:
        _parsed.clear()
        _parsed[source] = parse_tagset(source, name=str(record["name"]))
    return _parsed[source]


def perform(store: Store, command: Command, *, actor: str, **arguments: Any) -> Action:
    """Run a command in one transaction and return the action once it is on the disk.

    The command reads inside the transaction, so nobody can change what it saw before it is
    recorded.  Who acts for the first time joins the project in the same transaction.

    Raises:
        UserError: the command or the journal refuses; nothing was changed.
    """
    with store.transaction() as journal:
        return perform_in(store, journal, command, actor=actor, **arguments)


def perform_in(store: Store, journal: Journal, command: Command, *, actor: str, **arguments: Any) -> Action:
    """Run a command in the transaction that is open, for what is several actions and yet all or nothing.

    Raises:
        UserError: as ``perform``.
    """
    join(store, journal, actor)
    context = Context(view=store, actor=actor, tagset=tagset_of(store), new_id=new_id)
    return journal.record(command(context, **arguments), actor=actor)


class TriedError(Exception):
    """Ends a trial early: it was only to see what would happen."""


@contextmanager
def trial(store: Store, *, is_kept: bool) -> Iterator[Journal]:
    """A transaction that is kept, or only tried: then, or where ``TriedError`` is raised in it, all is as
    it was.

    Raises:
        UserError: as ``Store.transaction``.
    """
    try:
        with store.transaction() as journal:
            yield journal
            if not is_kept:
                raise TriedError
    except TriedError:
        pass


def join(store: Store, journal: Journal, actor: str) -> None:
    """Record who acts as a reviewer of the project, once.

    Raises:
        UserError: the name is reserved, blank or no text, or the project was made for somebody else's work.
    """
    project_commands.refuse_name(actor)
    if store.record("reviewer", actor) is None:
        receipt = receipt_of(store)
        if receipt is not None:
            raise UserError("work.not_yours", actor=actor, reviewer=receipt.reviewer)
        journal.record(project_commands.join(actor, name=actor), actor=actor)


def receipt_of(store: Store) -> Receipt | None:
    """Return the latest receipt of a work project; None for a project that has an owner in it."""
    receipts = [Receipt.from_record(record) for record in store.records("receipt")]
    if not receipts or any(each["role"] == "owner" for each in store.records("reviewer")):
        return None
    return max(receipts, key=lambda each: (each.clock, each.id))


def refuse_curated(store: Store, action: Action) -> None:
    """Raise when an action is about gold in a document that is curated: it is opened again first."""
    for change in action.changes:
        image = change.after or change.before or {}
        if image.get("owner") == GOLD and change.kind in ("annotation", "relation", "decision"):
            document = str(image["document"])
            if store.progress(document, GOLD).state == "curated":
                raise UserError("curation.locked", document=store.document(document).name)


def refuse_locked(store: Store, document: str, actor: str) -> None:
    """Raise when the actor has declared a document finished: it is opened again first."""
    if store.record("document", document) is not None:
        Context(view=store, actor=actor, tagset=tagset_of(store), new_id=new_id).refuse_locked(document)
