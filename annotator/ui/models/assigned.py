"""Owns what the plan says of each report, as the list of reports tells it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.i18n import tr
from annotator.model.changes import Notice
from annotator.model.exchange import Assignment
from annotator.tasks.acting import receipt_of
from annotator.tasks.planning import assignments_of
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line


class Assigned(QObject):
    """Who reads which report; in a work project, how its reviewer is to read each."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_work = receipt_of(desk.session.store) is not None
        self._known: dict[str, list[Assignment]] = {}
        self._read()
        desk.heard.connect(self._hear)

    def _read(self) -> None:
        self._known = {}
        for each in sorted(assignments_of(self._desk.session.store), key=lambda one: one.reviewer):
            self._known.setdefault(each.document, []).append(each)

    def _hear(self, notice: Notice) -> None:
        if notice.kinds & {"assignment", "*"}:
            self._read()
            self.changed.emit()

    def is_veiled(self, document: str) -> bool:
        """Whether the reviewer of this work project reads a report without suggestions."""
        return self._is_work and any(each.suggestions == "hidden" for each in self._known.get(document, ()))

    def words(self, document: str) -> str:
        """Who reads a report, and whether all do; "" where nothing is planned."""
        found = self._known.get(document, [])
        is_for_all = any(each.is_calibration for each in found)
        if self._is_work or not found:
            return tr("ui.documents.calibration") if is_for_all else ""
        if is_for_all:
            return tr("ui.documents.for_all")
        names = tr("ui.team.comma").join(one_line(each.reviewer, most=12) for each in found)
        return tr("ui.documents.assigned", names=names)
