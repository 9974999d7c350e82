"""Owns the bundles that were merged: which there are, and showing a hidden one again without its file."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.commands import merging
from annotator.errors import UserError
from annotator.model.exchange import Merged
from annotator.store import Store
from annotator.tasks.acting import join


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
    return sorted(found, key=lambda each: (each.at, each.bundle.id), reverse=True)


def merge_again(store: Store, bundle: str, *, actor: str) -> Merged:
    """Show a hidden bundle again, named by its id or the beginning of it: what it brought is still here.

    Raises:
        UserError: no bundle or several begin so, or it is shown already.
    """
    with store.transaction() as journal:
        found = [each for each in store.records("bundle") if str(each["id"]).startswith(bundle)]
        if len(found) != 1 or not bundle:
            raise UserError("unmerge.unknown", bundle=bundle[:64], n=len(found))
        if not found[0]["is_hidden"]:
            raise UserError("merge.shown_already", bundle=str(found[0]["id"])[:12])
        join(store, journal, actor)
        wanted = Merged.from_record(found[0])
        journal.record(merging.merge(lambda one: store.record("bundle", one), bundles=[wanted]), actor=actor)
    return Merged.from_record({**found[0], "is_hidden": False})
