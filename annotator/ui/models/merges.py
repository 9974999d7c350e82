"""Owns bundles as the merge window shows them: what a dry run told of each, and those merged already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from annotator.i18n import tr
from annotator.model.versions import UNSETTLED
from annotator.store import Store
from annotator.tasks.remerging import MergedLine, merged_lines
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.wording import grouped

_KINDS = ("annotation", "relation", "progress", "crosscheck", "term")
"""What a reviewer does; the rest is what came with the package."""
_COLUMNS = ("file", "reviewer", "new", "known", "clashes", "refused", "outcome")
_MERGED = ("reviewer", "actions", "at", "state", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of one file, or would; ``is_known`` is False until the dry run has told."""

    path: Path
    is_known: bool = False
    is_done: bool = False
    reviewer: str = ""
    new: int = 0
    known: int = 0
    clashes: int = 0
    refused: int = 0
    why: str = ""
    kinds: Mapping[str, int] = field(default_factory=dict)
    documents: int = 0
    waiting: int = 0
    """How much of what it says of older texts waits, or would."""

    @property
    def is_fresh(self) -> bool:
        """Whether merging it would bring or show something, or may."""
        return self.is_known and not self.refused and not self.is_done


def tried(path: Path, record: Mapping[str, Any]) -> Tried:
    """Return what a line of the verb ``merge`` says of a file."""
    return Tried(
        path=path,
        is_known=True,
        is_done=record["status"] == "merged",
        reviewer=str(record["reviewer"]),
        new=int(record["new"]),
        known=int(record["known"]),
        clashes=int(record["clashes"]),
        refused=len(record["refused"]),
        # In the language of the window, which may have been changed meanwhile.
        why=tr(record["why"], **_named(record["values"])) if record["why"] else "",
        kinds=record["kinds"],
        documents=len(record["documents"]),
        waiting=sum(record["grades"].get(grade, 0) for grade in UNSETTLED),
    )


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a refusal, a file by its name alone: the table tells where it lies."""
    return {key: Path(str(value)).name if key == "file" else value for key, value in values.items()}


def tried_rows(found: Sequence[Tried]) -> tuple[tuple[str, ...], Lazily]:
    """Return titles and rows of the files that are to be merged."""
    titles = tuple(tr(f"ui.merge.column.{one}") for one in _COLUMNS)
    return titles, Lazily(found, _of_tried, lambda one: one.path)


def _of_tried(one: Tried) -> Row:
    counts = (one.new, one.known, one.clashes, one.refused)
    figures = tuple(grouped(str(n)) if one.is_known else "" for n in counts)
    # The name stands in the row: what helps is not to be cut for it.
    why = outcome(one).removeprefix(one.path.name).lstrip()
    tips = (str(one.path), one.reviewer, *figures, outcome(one))
    return Row(cells=(one.path.name, one.reviewer, *figures, why), tips=tips, stands_for=one)


def outcome(one: Tried) -> str:
    """What would become of a file, or did, in a few words."""
    if not one.is_known:
        return tr("ui.merge.untold")
    if one.refused:
        return one.why
    if one.is_done:
        return tr("ui.merge.done_so")
    if not one.new:
        return tr("ui.merge.nothing_new")
    return tr("ui.merge.clashing" if one.clashes else "ui.merge.fitting")


def told(one: Tried) -> str:
    """What a file brings, by kind, and how many reports it touches."""
    if not one.is_known or one.refused:
        return outcome(one)
    kinds = tr("ui.team.comma").join(
        tr("ui.merge.kind", kind=tr(f"ui.kind.{kind}"), n=one.kinds[kind])
        for kind in _KINDS
        if kind in one.kinds
    )
    if not kinds:
        return outcome(one)
    return tr("ui.merge.told", reviewer=one.reviewer, kinds=kinds, documents=one.documents)


def merged(store: Store) -> list[MergedLine]:
    """Return the bundles merged already, the latest first."""
    return merged_lines(store)


def merged_rows(found: Iterable[MergedLine]) -> tuple[tuple[str, ...], Lazily]:
    """Return titles and rows of the bundles merged already."""
    titles = tuple(tr(f"ui.merge.merged.{one}") for one in _MERGED)
    return titles, Lazily(list(found), _of_merged, lambda one: one.bundle.id)


def _of_merged(one: MergedLine) -> Row:
    state = tr("ui.merge.hidden" if one.bundle.is_hidden else "ui.merge.shown")
    cells = (one.bundle.reviewer, grouped(str(one.actions)), _when(one.at), state, one.bundle.id[:12])
    return Row(cells=cells, tips=("", "", "", "", one.bundle.id), stands_for=one)


def _when(at: str) -> str:
    if not at:
        return ""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
