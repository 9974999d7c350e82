"""Owns the pack of feedback: a folder with one page for each reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.formats import write_whole
from annotator.i18n import language, tr
from annotator.store import Store
from annotator.tasks.curating.feedback import feedback
from annotator.tasks.curating.feedback_page import feedback_page


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackFile:
    """A page that was written: whose, where, how many answers gold agrees with, and how many it does not."""

    reviewer: str
    file: Path
    kept: int
    changed: int


def write_feedback(store: Store, folder: Path) -> list[FeedbackFile]:
    """Write one page for each reviewer into a folder, all or none; a page opens in any browser, without a
    network.

    Raises:
        UserError: nobody has anything to be told, such a page is there already, or it cannot be written.
    """
    made = feedback(store)
    if not made:
        raise UserError("curation.no_feedback")
    written: dict[FeedbackFile, bytes] = {}
    for n, each in enumerate(made, start=1):
        # An id may hold what no file's name can.
        name = "".join(letter if letter.isalnum() else "_" for letter in each.reviewer)[:40]
        file = folder / f"{tr('feedback.file')}-{n}-{name}.html"
        told = FeedbackFile(reviewer=each.reviewer, file=file, kept=each.kept, changed=len(each.remarks))
        written[told] = feedback_page(each, language=language()).encode("utf-8")
    write_whole({told.file: page for told, page in written.items()})
    return list(written)
