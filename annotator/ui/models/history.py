"""Owns the journal as Qt shows it: the last actions, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.model.changes import Action
from annotator.model.documents import Document
from annotator.model.terms import Term
from annotator.ui.models import differences
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import annotation_words
from annotator.ui.models.lists import term_words
from annotator.ui.models.wording import document_words, named, one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex

ACTION = Qt.ItemDataRole.UserRole
"""The Action itself."""
UNDONE = Qt.ItemDataRole.UserRole + 1
"""Whether it has been taken back."""
ABOUT = Qt.ItemDataRole.UserRole + 2
"""When, who, and in which document."""

DAY = Qt.ItemDataRole.UserRole + 3
"""The day, of its first line; "" of the others."""

PAGE = 200
"""How many actions are read at a time."""

WHOSE = ("all", "mine", "report")
"""What the history may be narrowed down to."""


class HistoryModel(QAbstractListModel):
    """One line for each of the last actions; undos are not lines, they strike one out.

    More are read when somebody scrolls to the end.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions: list[Action] = []
        self._latest: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._documents: dict[str, Document] = {}
        self._read = 0
        self._oldest: Action | None = None
        self._is_all = True
        # What colleagues did is not shown unless somebody asks: many annotate without seeing it.
        self.whose = "mine"
        self.is_watching = False
        desk.documents_changed.connect(self._hear)
        desk.document_changed.connect(self._turn)

    def watch(self, is_watching: bool) -> None:
        """Read the journal anew from now on, or stop: nobody pays for a panel that is hidden."""
        self.is_watching = is_watching
        self._hear()

    def set_whose(self, whose: str) -> None:
        """Show the steps of everybody, one's own, or those in the current report."""
        self.whose = whose
        self._read_anew()

    def row_of(self, action: str) -> int:
        """The line of an action, -1 when it is not in sight."""
        return next((n for n, one in enumerate(self._actions) if one.id == action), -1)

    # Reading --------------------------------------------------------------------------------------

    def _page(self, limit: int, before: Action | None = None) -> list[Action]:
        desk = self._desk
        actor = desk.session.reviewer if self.whose == "mine" else None
        document = desk.document.id if self.whose == "report" and desk.document else None
        return desk.session.history(limit=limit, before=before, actor=actor, document=document)

    def _turn(self) -> None:
        if self.whose == "report" and self.is_watching:
            self._read_anew()

    def _read_anew(self) -> None:
        self.beginResetModel()
        self._take(self._page(PAGE), most=PAGE)
        self.endResetModel()

    def _take(self, found: list[Action], *, most: int) -> None:
        self._words = {}
        self._read, self._is_all = len(found), len(found) < most
        self._oldest = found[0] if found else None
        self._latest = {one.undoes: one.verb for one in found if one.undoes}
        self._actions = _lines(found)

    def _hear(self) -> None:
        """Read again as far as it was read; where only new steps came on top, nothing else moves."""
        if not self.is_watching:
            return
        self._documents = {row.document.id: row.document for row in self._desk.rows}
        most = max(PAGE, self._read)
        found = self._page(most)
        before, fresh = [one.id for one in self._actions], [one.id for one in _lines(found)]
        added = fresh.index(before[0]) if before and before[0] in fresh else -1
        if added < 0 or fresh[added:] != before[: len(fresh) - added]:
            self.beginResetModel()
            self._take(found, most=most)
            self.endResetModel()
            return
        kept = self._actions
        if added:
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self._actions = _lines(found)[:added] + kept
            self.endInsertRows()
        self._words = {}
        self._read += added
        self._latest |= {one.undoes: one.verb for one in found if one.undoes}
        self.dataChanged.emit(self.index(0), self.index(len(self._actions) - 1))

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are earlier steps that were not read yet."""
        return not parent.isValid() and self.is_watching and not self._is_all

    def fetchMore(self, parent: Index) -> None:
        """Read the steps before the ones that are shown."""
        found = self._page(PAGE, self._oldest)
        self._is_all = len(found) < PAGE
        if not found:
            return
        self._read += len(found)
        self._oldest = found[0]
        self._latest = {one.undoes: one.verb for one in found if one.undoes} | self._latest
        lines = _lines(found)
        if lines:
            at = len(self._actions)
            self.beginInsertRows(QModelIndex(), at, at + len(lines) - 1)
            self._actions = self._actions + lines
            self.endInsertRows()

    # Lines ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """How many actions are shown."""
        return 0 if parent.isValid() else len(self._actions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line shows."""
        if not index.isValid():
            return None
        action = self._actions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._told(action)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{self._told(action)}\n{self._about(action)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            undone = tr("ui.history.is_undone") if self._is_undone(action) else ""
            return f"{self._told(action)} {self._about(action)} {undone}".strip()
        if role == ABOUT:
            return self._about(action)
        if role == UNDONE:
            return self._is_undone(action)
        if role == DAY:
            return self._day(index.row())
        return action if role == ACTION else None

    def _is_undone(self, action: Action) -> bool:
        return self._latest.get(action.id) == "undo"

    def _day(self, row: int) -> str:
        here = day_words(self._actions[row].at)
        return here if row == 0 or day_words(self._actions[row - 1].at) != here else ""

    def _told(self, action: Action) -> str:
        if action.id not in self._words:
            self._words[action.id] = step_words(self._desk, action)
        return self._words[action.id]

    def _about(self, action: Action) -> str:
        where = [self._documents[one] for one in action.documents if one in self._documents]
        told = (
            document_words(where[0])
            if len(where) == 1
            else tr("ui.history.documents", n=len(where))
            if where
            else ""
        )
        return " · ".join(part for part in (time_words(action.at), one_line(action.actor), told) if part)


def _lines(found: list[Action]) -> list[Action]:
    return [one for one in reversed(found) if one.undoes is None]


def action_words(desk: Desk, action: Action) -> str:
    """Say in a few words what an action did: its verb and the words it was about."""
    verb = tr(f"verb.{action.verb}")
    undone = desk.session.store.action(action.undoes) if action.undoes else None
    if undone is not None:
        return tr("ui.history.of", verb=verb, what=action_words(desk, undone))
    known = {row.document.id for row in desk.rows}
    told = _relation_words(desk, action, known) or _term_words(action)
    if told is not None:
        return f"{verb} {told}"
    images = [one.after or one.before for one in action.changes if one.kind == "annotation"]
    touched = [image for image in images if image is not None]
    if not touched or touched[0]["document"] not in known:
        return verb
    if len(touched) > 1:
        many = {"verb": verb, "n": len(touched)}
        return tr("ui.history.annotations" if action.verb == "annotate" else "ui.history.times", **many)
    annotation = Annotation.from_record(touched[0])
    what = annotation_words(desk, annotation, most=24)
    if action.verb == "tag":
        label = differences.label_words(desk, annotation.layer, annotation.label)
        return tr("ui.history.added", label=label, what=what)
    return tr("ui.history.quoted", verb=verb, what=what)


def step_words(desk: Desk, action: Action) -> str:
    """Say what an action did as fully as one line may: the label, what was changed, what was declared."""
    told = action_words(desk, action)
    known = {row.document.id for row in desk.rows}
    if len(action.changes) != 1 or not set(action.documents) <= known:
        return told
    change = action.changes[0]
    if action.verb == "set_finished":
        return differences.declared_words(desk, change) or told
    if change.kind != "annotation" or change.after is None or action.verb == "tag":
        return told
    how = differences.changed_words(desk, change)
    return tr("ui.history.changed", what=told, how=how) if how else told


def _relation_words(desk: Desk, action: Action, known: set[str]) -> str | None:
    """The two ends of the one relation that an action made or took away."""
    image = action.changes[0].after or action.changes[0].before if len(action.changes) == 1 else None
    if image is None or action.changes[0].kind != "relation":
        return None
    spec = desk.tagset.relation(image["label"])
    ends = [desk.session.store.annotation(image[end]) for end in ("source", "target")]
    words = [annotation_words(desk, one, most=14) for one in ends if one and one.document in known]
    return f"{named(spec.names, spec.id) if spec else image['label']} {' → '.join(words)}".strip()


def _term_words(action: Action) -> str | None:
    """The word that an action added to the word lists or took out, and which list that is."""
    image = action.changes[0].after or action.changes[0].before if len(action.changes) == 1 else None
    if image is None or action.changes[0].kind != "term":
        return None
    return term_words(Term.from_record(image))


def _local(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at).astimezone()
    except ValueError:
        return None


def _days_ago(then: datetime) -> int:
    return (datetime.now().astimezone().date() - then.date()).days


def clock_words(at: str) -> str:
    """Return the local time of day, with the date when it was not today."""
    then = _local(at)
    if then is None:
        return one_line(at)
    return then.strftime("%H:%M" if _days_ago(then) == 0 else "%Y-%m-%d %H:%M")


def time_words(at: str) -> str:
    """Return the local time of day alone: the day stands above."""
    then = _local(at)
    return one_line(at) if then is None else then.strftime("%H:%M")


def day_words(at: str) -> str:
    """Return the day: today, yesterday, or its date; "" when nobody knows."""
    then = _local(at)
    if then is None:
        return ""
    named_days = {0: tr("ui.history.today"), 1: tr("ui.history.yesterday")}
    return named_days.get(_days_ago(then), then.strftime("%Y-%m-%d"))
