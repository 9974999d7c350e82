"""Owns the list of documents as Qt shows it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import tr
from annotator.session import DocumentRow
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import document_words, one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The DocumentRow itself."""


class DocumentsModel(QAbstractListModel):
    """One line for each document of the project."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows = desk.rows
        desk.documents_changed.connect(self._look_again)

    def _look_again(self) -> None:
        fresh = self._desk.rows
        if [row.document.id for row in fresh] == [row.document.id for row in self._rows]:
            self._rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many documents there are."""
        return 0 if parent.isValid() else len(self._rows)

    def row_of(self, document: str) -> int:
        """The line of a document, -1 when it has none."""
        ids = [row.document.id for row in self._rows]
        return ids.index(document) if document in ids else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return document_words(row.document)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.document.name}\n{row.document.source}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{document_words(row.document)} {second_line(row)} {state_words(row)}"
        return row if role == ROW else None


def second_line(row: DocumentRow) -> str:
    """Where a document is from and how many suggestions it has."""
    parts = [one_line(str(row.document.features.get("region") or ""))]
    parts.append(tr("ui.documents.suggestions", n=row.suggestions))
    return " · ".join(part for part in parts if part)


def state_words(row: DocumentRow) -> str:
    """A document's state in words."""
    return tr(f"ui.state.{row.state.replace(' ', '_')}")


def share(row: DocumentRow) -> float:
    """How much of a document is answered, 0 to 1."""
    if row.state in ("finished", "in curation", "curated"):
        return 1.0
    return row.answered / row.suggestions if row.suggestions else 0.0
