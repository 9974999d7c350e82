"""Owns what there is to send: packages by reviewer, or a work project's reports with how far each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.i18n import tr
from annotator.tasks.acting import receipt_of
from annotator.tasks.sending import OWNER
from annotator.ui.models.desk import Desk
from annotator.ui.models.documents import state_words
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.plans import Load, Plan
from annotator.ui.models.sifting import is_locked, open_of
from annotator.ui.models.wording import document_words, grouped


@dataclass(slots=True, kw_only=True)
class Parcel:
    """A package for one reviewer: what is in it, whether it is wanted, and the file that it became."""

    load: Load
    is_wanted: bool = True
    file: str = ""


def is_work(desk: Desk) -> bool:
    """Whether the project is a reviewer's, made of a package."""
    return receipt_of(desk.session.store) is not None


def parcels(desk: Desk, *, before: Iterable[Parcel] = ()) -> list[Parcel]:
    """Return a package for everyone who has something to read; the owner reads in the project itself.

    Whom one left out ``before`` stays out; a file stays the file of a line that would become the same.
    """
    known = {one.load.reviewer: one for one in before}
    owners = {str(each["id"]) for each in desk.session.store.records("reviewer") if each["role"] == OWNER}
    found = [
        Parcel(load=load) for load in Plan(desk).loads() if load.documents and load.reviewer not in owners
    ]
    for one in found:
        was = known.get(one.load.reviewer)
        if was is not None:
            one.is_wanted = was.is_wanted
            one.file = was.file if was.load == one.load else ""
    return found


def parcel_rows(found: list[Parcel]) -> tuple[tuple[str, ...], Lazily]:
    """Return titles and rows of packages."""
    names = ("wanted", "reviewer", "documents", "chars", "numbers", "machine", "file")
    return tuple(tr(f"ui.send.column.{one}") for one in names), Lazily(
        found, _of_parcel, lambda parcel: parcel.load.reviewer
    )


def _of_parcel(parcel: Parcel) -> Row:
    load = parcel.load
    machine = "shown" if not load.hidden else "hidden" if load.hidden == load.documents else "some"
    cells = (
        "✓" if parcel.is_wanted else "",
        load.reviewer,
        str(load.documents),
        grouped(str(load.chars)),
        grouped(str(load.suggestions)),
        tr(f"ui.send.machine.{machine}"),
        parcel.file,
    )
    return Row(cells=cells, stands_for=parcel)


def report_rows(desk: Desk) -> tuple[tuple[str, ...], Lazily]:
    """Return titles and rows of the reports that a reviewer's bundle tells of."""
    names = ("report", "state", "annotations", "open")
    return tuple(tr(f"ui.send.column.{one}") for one in names), Lazily(
        desk.rows,
        lambda row: Row(
            cells=(document_words(row.document), state_words(row), str(row.annotations), str(open_of(row))),
            stands_for=row,
        ),
        lambda row: row.document.id,
    )


def unfinished(desk: Desk) -> int:
    """Return how many reports are not declared finished."""
    return sum(not is_locked(row) for row in desk.rows)
