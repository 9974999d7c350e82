"""Owns the journal as Qt shows it: the last actions, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.model.changes import Action
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import annotation_words
from annotator.ui.models.wording import document_words, named, one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex

ACTION = Qt.ItemDataRole.UserRole
"""The Action itself."""
UNDONE = Qt.ItemDataRole.UserRole + 1
"""Whether it has been taken back."""
ABOUT = Qt.ItemDataRole.UserRole + 2
"""When, who, and in which document."""

MOST = 200
"""How many actions are shown."""


class HistoryModel(QAbstractListModel):
    """One line for each of the last actions; undos are not lines, they strike one out."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions: list[Action] = []
        self._undone: set[str] = set()
        self.is_watching = False
        desk.documents_changed.connect(self._hear)

    def watch(self, is_watching: bool) -> None:
        """Read the journal anew from now on, or stop: nobody pays for a panel that is hidden."""
        self.is_watching = is_watching
        self._hear()

    def _hear(self) -> None:
        if not self.is_watching:
            return
        self.beginResetModel()
        actions = self._desk.session.history(limit=MOST)
        latest = {one.undoes: one.verb for one in actions if one.undoes}
        self._undone = {action for action, verb in latest.items() if action and verb == "undo"}
        self._actions = [one for one in reversed(actions) if one.undoes is None]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many actions are shown."""
        return 0 if parent.isValid() else len(self._actions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        action = self._actions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return action_words(self._desk, action)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{action_words(self._desk, action)}\n{self._about(action)}")
        if role == ABOUT:
            return self._about(action)
        if role == UNDONE:
            return action.id in self._undone
        return action if role == ACTION else None

    def _about(self, action: Action) -> str:
        names = {row.document.id: document_words(row.document) for row in self._desk.rows}
        where = [names[document] for document in action.documents if document in names]
        told = where[0] if len(where) == 1 else tr("ui.history.documents", n=len(where)) if where else ""
        return " · ".join(part for part in (clock_words(action.at), one_line(action.actor), told) if part)


def action_words(desk: Desk, action: Action) -> str:
    """Say in a few words what an action did: its verb and the words it was about."""
    verb = tr(f"verb.{action.verb}")
    undone = desk.session.store.action(action.undoes) if action.undoes else None
    if undone is not None:
        return tr("ui.history.of", verb=verb, what=action_words(desk, undone))
    known = {row.document.id for row in desk.rows}
    if (told := _relation_words(desk, action, known)) is not None:
        return f"{verb} {told}"
    images = [one.after or one.before for one in action.changes if one.kind == "annotation"]
    touched = [image for image in images if image is not None]
    if not touched or touched[0]["document"] not in known:
        return verb
    if len(touched) > 1:
        return f"{verb} × {len(touched)}"
    return f"{verb} “{annotation_words(desk, Annotation.from_record(touched[0]), most=24)}”"


def _relation_words(desk: Desk, action: Action, known: set[str]) -> str | None:
    """The two ends of the one relation that an action made or took away."""
    image = action.changes[0].after or action.changes[0].before if len(action.changes) == 1 else None
    if image is None or action.changes[0].kind != "relation":
        return None
    spec = desk.tagset.relation(image["label"])
    ends = [desk.session.store.annotation(image[end]) for end in ("source", "target")]
    words = [annotation_words(desk, one, most=14) for one in ends if one and one.document in known]
    return f"{named(spec.names, spec.id) if spec else image['label']} {' → '.join(words)}".strip()


def clock_words(at: str) -> str:
    """Return the local time of day, with the date when it was not today."""
    try:
        then = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return one_line(at)
    is_today = then.date() == datetime.now().astimezone().date()
    return then.strftime("%H:%M" if is_today else "%Y-%m-%d %H:%M")
