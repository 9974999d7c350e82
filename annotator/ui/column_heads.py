"""Owns the heads over the card's columns, machine and person, which stay while the rows are scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.ui.form import Form
from annotator.ui.models.desk import Desk
from annotator.ui.pieces import small


class ColumnHeads(QWidget):
    """Two words, each over its column of the form that is in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._form: Form | None = None
        self.heads = (
            small(tr("ui.inspector.machine"), theme=desk.theme),
            small(tr("ui.inspector.person"), theme=desk.theme),
        )
        for head in self.heads:
            head.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(0, max(head.sizeHint().height() for head in self.heads))

    def stand_over(self, form: Form | None) -> None:
        """Be the heads of a form; none where it has no machine to compare with."""
        if form is not self._form:
            if self._form is not None:
                self._form.removeEventFilter(self)
            self._form = form
            if form is not None:
                form.installEventFilter(self)
        self._stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The columns have another width, or other rows."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._stand()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """So have they when the card is wider."""
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        columns = self._form.columns() if self._form is not None else ()
        self.setVisible(bool(columns))
        for head in self.heads[len(columns) :]:
            head.hide()
        for head, left in zip(self.heads, columns, strict=False):
            assert self._form is not None
            head.show()
            x = self.mapFromGlobal(self._form.mapToGlobal(QPoint(left, 0))).x()
            size = head.sizeHint()
            head.setGeometry(x, self.height() - size.height(), size.width(), size.height())
