"""Owns the left side: reports, outline and labels one above the other, each with whole rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from annotator.ui.panels.documents import DocumentsPanel
from annotator.ui.panels.outline import OutlinePanel
from annotator.ui.panels.tags import TagsPanel

_REPORTS, _LEAST_REPORTS = 4, 2
_HEADINGS = 7
_CHIPS = 0.42
"""How much of the side the labels may take."""


class LeftSide(QSplitter):
    """Shares its height by what there is to show, until somebody moves a border by hand."""

    def __init__(self, documents: DocumentsPanel, outline: OutlinePanel, tags: TagsPanel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._documents, self._outline, self._tags = documents, outline, tags
        self._is_by_hand = False
        for part, weight in ((documents, 2), (outline, 3), (tags, 0)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, weight)
        self.splitterMoved.connect(self._note_hand)

    def _note_hand(self) -> None:
        self._is_by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height holds other rows."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """With another look rows are as high as they are with that one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            # Its parts take it after itself.
            QTimer.singleShot(0, self, self._share)

    def _share(self) -> None:
        if self._is_by_hand:
            return
        room = self.height() - 2 * self.handleWidth()
        chips = min(self._tags.height_for(self.width()), round(_CHIPS * room))
        least = self._outline.height_of(_HEADINGS)
        reports = _REPORTS
        while reports > _LEAST_REPORTS and self._documents.height_of(reports) + least + chips > room:
            reports -= 1
        high = self._documents.height_of(reports)
        rest = room - high - chips
        headings = max(0, rest - self._outline.height_of(0)) // max(
            1, self._outline.height_of(1) - self._outline.height_of(0)
        )
        outline = min(rest, self._outline.height_of(headings))
        self.setSizes([high, outline, room - high - outline])
