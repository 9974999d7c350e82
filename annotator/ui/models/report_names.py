"""Owns what reports are called, asked for one at a time: a project has thousands."""

from __future__ import annotations

from annotator.session import DocumentRow
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import document_words


class ReportNames:
    """The names of the reports of a desk, as they are now; each is put together once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[DocumentRow] | None = None
        self._by_id: dict[str, DocumentRow] = {}
        self._names: dict[str, str] = {}

    def of(self, document: str) -> str:
        """The short name of a report; the beginning of its id when it is in the project no more."""
        if self._rows is not self._desk.rows:
            # With every change the desk has a list of its own.
            self._rows = self._desk.rows
            self._by_id = {row.document.id: row for row in self._rows}
            self._names.clear()
        if document not in self._names:
            row = self._by_id.get(document)
            self._names[document] = document_words(row.document) if row else document[:12]
        return self._names[document]
