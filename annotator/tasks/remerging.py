"""Owns the bundles that were merged: which there are, and showing a hidden one again without its file."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.commands import merging
from annotator.errors import UserError
from annotator.model.exchange import Merged
from annotator.store import Store
from annotator.tasks.acting import join
from annotator.tasks.naming import bundle_named


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedLine:
    """A merged bundle: how many actions its stretches have, and when it was merged, hidden or shown last
    (ISO 8601, for eyes only)."""

    bundle: Merged
    actions: int
    at: str


def merged_lines(store: Store) -> list[MergedLine]:
    """Return all merged bundles, the latest touched first."""
    found = []
    for record in store.records("bundle"):
        bundle = Merged.from_record(record)
        step = store.last_step_on("bundle", bundle.id)
        actions = sum(reach.last - reach.first + 1 for reach in bundle.reaches)
        found.append(MergedLine(bundle=bundle, actions=actions, at=step.at if step else ""))
    # Of those that came in one step by name.
    found.sort(key=lambda each: (each.bundle.reviewer, each.bundle.id))
    return sorted(found, key=lambda each: each.at, reverse=True)


def merge_again(store: Store, bundle: str, *, actor: str) -> Merged:
    """Show a hidden bundle again, named by its id or the beginning of it: what it brought is still here.

    Raises:
        UserError: no bundle or several begin so, or it is shown already.
    """
    with store.transaction() as journal:
        found = bundle_named(store, bundle)
        if not found["is_hidden"]:
            raise UserError("merge.shown_already", bundle=str(found["id"])[:12])
        join(store, journal, actor)
        wanted = Merged.from_record(found)
        journal.record(merging.merge(lambda one: store.record("bundle", one), bundles=[wanted]), actor=actor)
    return Merged.from_record({**found, "is_hidden": False})
