"""Owns reading the journal of a project file: actions with their changes, what stands, what clashed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.model.canonical import Record
from annotator.model.changes import Action, Change
from annotator.model.exchange import Reach
from annotator.model.renaming import OWNED
from annotator.store.database import ProjectFile
from annotator.store.fold import Clash
from annotator.store.queries import as_record, made

_ACTION = "select id, replica, seq, clock, actor, at, verb, undoes, hash from action"
_LEFT = "(select action from clash union all select action from left_out)"
_APPLIED = f"a.id not in {_LEFT}"
"""Whether action ``a`` was applied."""

_UNDONE = (
    "coalesce((select u.verb from action u where u.undoes = a.id"
    f" and u.id not in {_LEFT}"
    " order by u.clock desc, u.replica desc, u.seq desc limit 1), 'redo') = 'undo'"
)
"""Whether action ``a`` is undone now: the latest action about it is an undo."""

_TOUCHES = (
    "exists (select 1 from change c where c.action = action.id and ? = case c.kind when 'document'"
    " then c.id else json_extract(coalesce(c.after, c.before), '$.document') end)"
)
"""Whether an action changed a record of a document."""


def head(db: ProjectFile, replica: str) -> tuple[int, str]:
    """Return a replica's last seq and hash; (0, "") before its first action."""
    sql = "select seq, hash from action where replica = ? order by seq desc limit 1"
    found = db.one(sql, [replica])
    return (int(found[0]), str(found[1])) if found else (0, "")


def clock_now(db: ProjectFile) -> int:
    """Return the highest Lamport clock seen, 0 before the first action."""
    (clock,) = db.all("select coalesce(max(clock), 0) from action")[0]
    return int(clock)


def hash_of(db: ProjectFile, action: str) -> str | None:
    """Return the hash of an action that the journal has, or None."""
    found = db.one("select hash from action where id = ?", [action])
    return str(found[0]) if found else None


def count_actions(db: ProjectFile) -> int:
    """Return how many actions the journal has."""
    (count,) = db.all("select count(*) from action")[0]
    return int(count)


def actions(
    db: ProjectFile,
    *,
    limit: int | None = None,
    after: int = 0,
    before: tuple[int, str, int] | None = None,
    actor: str | None = None,
    document: str | None = None,
) -> list[Action]:
    """Return the journal in the total order: the actions after a Lamport clock, the last ones only
    with a limit.

    ``before`` is the order of an action (clock, replica, seq): only earlier ones are wanted; ``actor``
    whose, ``document`` those that touched a record of it.
    """
    wanted: list[tuple[str, Sequence[str | int]]] = [("clock > ?", [after])]
    if before is not None:
        wanted.append(("(clock, replica, seq) < (?, ?, ?)", before))
    if actor is not None:
        wanted.append(("actor = ?", [actor]))
    if document is not None:
        wanted.append((_TOUCHES, [document]))
    last = f"{_ACTION} where {' and '.join(sql for sql, _ in wanted)}"
    last += " order by clock desc, replica desc, seq desc limit ?"
    window = [*(value for _, values in wanted for value in values), -1 if limit is None else limit]
    sql = f"select action, kind, id, v, before, after from change where action in (select id from ({last}))"
    # Another program may write meanwhile: which are the last ones is asked twice.
    with db.snapshot():
        rows = db.all(last, window)
        changes: dict[str, list[Change]] = {row[0]: [] for row in rows}
        for owner, *change in db.all(f"{sql} order by action, n", window):
            changes[owner].append(_change(db, change))
    return [_action(row, changes[row[0]]) for row in reversed(rows)]


def action(db: ProjectFile, action_id: str) -> Action | None:
    """Return one action, or None."""
    return _one_action(db, f"{_ACTION} where id = ?", [action_id])


def _one_action(db: ProjectFile, sql: str, values: Sequence[str | int]) -> Action | None:
    row = db.one(sql, values)
    if row is None:
        return None
    sql = "select kind, id, v, before, after from change where action = ? order by n"
    return _action(row, [_change(db, change) for change in db.all(sql, [row[0]])])


def _action(row: tuple[str, ...], changes: list[Change]) -> Action:
    return Action(
        id=row[0],
        replica=row[1],
        seq=int(row[2]),
        clock=int(row[3]),
        actor=row[4],
        at=row[5],
        verb=row[6],
        undoes=row[7],
        hash=row[8],
        changes=tuple(changes),
    )


def _change(db: ProjectFile, row: Sequence[Any]) -> Change:
    kind, record_id, v, before, after = row
    return Change(kind=kind, id=record_id, v=int(v), before=_loaded(db, before), after=_loaded(db, after))


def _loaded(db: ProjectFile, body: str | None) -> Record | None:
    return None if body is None else made(db, as_record, body)


def applied_changes_of(db: ProjectFile, kind: str, record_id: str) -> list[tuple[str, Change]]:
    """Return the changes of one record that were applied, each with its replica, in the total order."""
    rows = db.all(
        "select a.replica, c.kind, c.id, c.v, c.before, c.after from change c"
        " join action a on a.id = c.action"
        f" where c.kind = ? and c.id = ? and {_APPLIED}"
        " order by a.clock, a.replica, a.seq, c.n",
        [kind, record_id],
    )
    return [(row[0], _change(db, row[1:])) for row in rows]


def last_standing_on(db: ProjectFile, kind: str, record_id: str) -> Action | None:
    """Return the latest step that touched a record, was applied and is not undone, or None.

    Of its changes it has those of that record only: a step may have touched ten thousand, and this is
    asked for each of them when it is undone.
    """
    row = db.one(
        f"{_ACTION} where id = (select a.id from change c join action a on a.id = c.action"
        f" where c.kind = ? and c.id = ? and a.undoes is null and {_APPLIED} and not {_UNDONE}"
        " order by a.clock desc, a.replica desc, a.seq desc limit 1)",
        [kind, record_id],
    )
    if row is None:
        return None
    sql = "select kind, id, v, before, after from change where kind = ? and id = ? and action = ? order by n"
    return _action(row, [_change(db, change) for change in db.all(sql, [kind, record_id, row[0]])])


def creations_of(db: ProjectFile, kind: str, record_id: str) -> list[tuple[int, str, int]]:
    """Return the actions that brought a record, in order: clock, replica and seq of each."""
    rows = db.all(
        "select a.clock, a.replica, a.seq from change c join action a on a.id = c.action"
        " where c.kind = ? and c.id = ? and c.before is null and a.undoes is null"
        " order by a.clock, a.replica, a.seq",
        [kind, record_id],
    )
    return [(int(clock), str(replica), int(seq)) for clock, replica, seq in rows]


def clashes(db: ProjectFile) -> list[Clash]:
    """Return the changes that were not applied, by record."""
    rows = db.all("select action, n, kind, id from clash order by kind, id, action, n")
    return [Clash(action=a, n=int(n), kind=kind, id=record_id) for a, n, kind, record_id in rows]


def left_out(db: ProjectFile) -> set[str]:
    """Return the ids of the actions that do not count: hidden bundles', and receipts' of what is here."""
    return {action_id for (action_id,) in db.all("select action from left_out")}


def has_worked(db: ProjectFile, actor: str, *, but: str, others: Sequence[Reach]) -> bool:
    """Return whether the actor said something in their own name before one action, ``others`` apart."""
    left_out, theirs = _but(others, "a")
    found = db.one(
        "select 1 from action a join change c on c.action = a.id where a.actor = ? and a.id <> ?"
        f" and c.kind in ({', '.join('?' for _ in OWNED)})"
        f" and json_extract(coalesce(c.after, c.before), '$.owner') = a.actor{left_out}"
        # From the end: what somebody did here, if anything, is mostly later than what bundles brought.
        " order by a.clock desc limit 1",
        [actor, but, *OWNED, *theirs],
    )
    return found is not None


def is_undone(db: ProjectFile, action_id: str) -> bool:
    """Whether a step is undone now."""
    sql = f"select 1 from action a where a.id = ? and {_UNDONE}"
    return db.one(sql, [action_id]) is not None


def _but(others: Sequence[Reach], of: str) -> tuple[str, list[str | int]]:
    """What leaves out the stretches of others, and its values; ``of`` is what the action is called."""
    values: list[str | int] = []
    for each in others:
        values += [each.replica, each.first, each.last]
    return f" and not ({of}.replica = ? and {of}.seq between ? and ?)" * len(others), values


def last_undoable(
    db: ProjectFile, actor: str, passed_over: tuple[str, ...], others: Sequence[Reach]
) -> Action | None:
    """Return what the actor did last, or did again last, that was applied and is not undone; ``others`` are
    stretches of somebody else's of that name.

    Two searches from the end, each of which stops at its first find: the last step itself, and the
    last redo of a step that still stands.
    """
    marks = ", ".join("?" for _ in passed_over)
    but, theirs = _but(others, "a")
    last = f"a.actor = ? and {_APPLIED} and not {_UNDONE}{but}"
    order = "order by {0}.clock desc, {0}.replica desc, {0}.seq desc limit 1"
    done = db.one(
        f"select a.id, a.clock from action a where a.verb not in ({marks}) and {last} {order.format('a')}",
        [*passed_over, actor, *theirs],
    )
    again = db.one(
        "select a.id, r.clock from action r join action a on a.id = r.undoes"
        f" where r.actor = ? and r.verb = 'redo' and {last} {order.format('r')}",
        [actor, actor, *theirs],
    )
    found = max((row for row in (done, again) if row is not None), key=lambda row: row[1], default=None)
    return action(db, found[0]) if found else None


def last_redoable(
    db: ProjectFile, actor: str, passed_over: tuple[str, ...], others: Sequence[Reach]
) -> Action | None:
    """Return the action that the actor undid last and has not done again, or None; ``others`` are stretches
    of somebody else's of that name.

    A new action closes the way forward: only undos after the actor's last new one count.
    """
    marks = ", ".join("?" for _ in passed_over)
    but_new, theirs = _but(others, "n")
    but_undone, _ = _but(others, "u")
    return _one_action(
        db,
        f"{_ACTION} where id = (select u.undoes from action u join action a on a.id = u.undoes"
        " where u.actor = ? and u.verb = 'undo' and u.clock > coalesce((select max(n.clock)"
        f" from action n where n.actor = ? and n.verb not in ({marks}){but_new}), 0)"
        f" and {_UNDONE}{but_undone}"
        " order by u.clock desc, u.replica desc, u.seq desc limit 1)",
        [actor, actor, *passed_over, *theirs, *theirs],
    )
