"""Owns an area that shows whole rows only of what it holds: nothing is ever cut, scrolling goes by rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QSizePolicy, QWidget

from annotator.ui.row_stops import bottom_of, last_top, rows_in, top_showing

_NOTCH = 120


class RowArea(QWidget):
    """Wants to be as high as what it holds; lower, it shows as many rows as there is room for.

    The scroll bar stands in ``gutter``, pixels at the right that are left free for it.
    """

    def __init__(self, inner: QWidget, *, gutter: int) -> None:
        super().__init__()
        self._gutter = gutter
        self._clip = QWidget(self)
        self._inner = inner
        self._at = 0
        self._kept: QWidget | None = None
        self._rows: list[tuple[int, int]] = []
        inner.setParent(self._clip)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.valueChanged.connect(self._scroll)
        self.bar.actionTriggered.connect(self._let_go)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inner.installEventFilter(self)
        # Whatever the keyboard goes to comes into sight.
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_keyboard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds has become higher or lower."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            QTimer.singleShot(0, self, self.lay)
        return super().eventFilter(watched, event)

    def hasHeightForWidth(self) -> bool:
        """What it holds may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All of it."""
        layout, room = self._inner.layout(), max(1, width - self._gutter)
        if layout is None:
            return self._inner.sizeHint().height()
        hint = layout.totalSizeHint().height()
        return layout.totalHeightForWidth(room) if layout.hasHeightForWidth() else hint

    def sizeHint(self) -> QSize:
        """All of it."""
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """It can do with little."""
        return QSize(60, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height holds other rows."""
        super().resizeEvent(event)
        self.lay()
        if self._kept is not None:
            self.ensure_visible(self._kept)

    def lay(self) -> None:
        """Put what it holds in its place and show the rows that have room."""
        width = max(1, self.width() - self._gutter)
        full = self.heightForWidth(self.width())
        self._inner.setGeometry(0, self._inner.y(), width, max(full, 1))
        layout = self._inner.layout()
        if layout is not None:
            layout.activate()
        self._rows = rows_in(self._inner)
        most = last_top(self._rows, self.height())
        self._at = min(self._at, most)
        self.bar.setVisible(most > 0)
        self.bar.setRange(0, most)
        self.bar.setPageStep(max(1, len(self._rows) - most))
        self.bar.setValue(self._at)
        top = self._rows[self._at][0] if self._rows and self._at else 0
        shown = bottom_of(self._rows, self._at, self.height()) if most else self.height()
        self._clip.setGeometry(0, 0, width, shown)
        self._inner.move(0, -top)
        wide = min(self._gutter, self.bar.sizeHint().width())
        self.bar.setGeometry(QRect(self.width() - wide, 0, wide, self.height()))

    def snapped(self, height: int) -> int:
        """Return the height, at most that one, at which the first rows end."""
        rows = rows_in(self._inner)
        if self.heightForWidth(self.width()) <= height or not rows:
            return height
        return bottom_of(rows, 0, height)

    def _scroll(self, row: int) -> None:
        if row != self._at:
            self._at = row
            self.lay()

    def to_top(self) -> None:
        """Show the first row."""
        self._kept = None
        self._scroll(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One row for each notch."""
        if self.bar.maximum() == 0:
            event.ignore()
            return
        self._let_go()
        notches = event.angleDelta().y() / _NOTCH
        self.bar.setValue(self._at - (round(notches) or (1 if notches > 0 else -1)))
        event.accept()

    def ensure_visible(self, widget: QWidget) -> None:
        """Bring a widget in it into sight."""
        self.lay()
        top = widget.mapTo(self._inner, widget.rect().topLeft()).y()
        row = top_showing(self._rows, self._at, (top, top + widget.height()), self.height())
        self._scroll(row)

    def keep_visible(self, widget: QWidget) -> None:
        """Bring a widget in it into sight, and again when there is less room, until somebody scrolls."""
        self._kept = widget
        self.ensure_visible(widget)

    def _let_go(self) -> None:
        self._kept = None

    def _follow_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._inner.isAncestorOf(now):
            self._let_go()
            self.ensure_visible(now)
