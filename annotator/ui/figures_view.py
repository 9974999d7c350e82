"""Owns the window of figures: how good the machine is, and one indicator over the years."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.pieces import rule
from annotator.ui.quality_tab import QualityTab
from annotator.ui.series_tab import SeriesTab
from annotator.ui.theme import chrome_font

Tab = Literal["quality", "series"]
_SIZE = (1080, 720)


class FiguresView(QDialog):
    """Beside the window and never in its way; what leads to a passage shows it on the desk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("ui.figures.title"))
        self._desk = desk
        self._seen = -1
        px = desk.theme.sizes.px
        room = parent.size() if parent is not None else self.screen().availableGeometry().size()
        self.resize(min(px(_SIZE[0]), room.width()), min(px(_SIZE[1]), room.height()))
        self.quality, self.series = QualityTab(desk), SeriesTab(desk)
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        top = QHBoxLayout()
        top.setContentsMargins(px(12), px(4), px(12), 0)
        for n, (name, part) in enumerate((("quality", self.quality), ("series", self.series))):
            tab = QPushButton(tr(f"ui.figures.{name}"))
            tab.setProperty("role", "tab")
            tab.setCheckable(True)
            tab.setAutoDefault(False)
            tab.setFont(chrome_font(desk.theme))
            self._tabs.addButton(tab, n)
            top.addWidget(tab)
            self._stack.addWidget(part)
            part.wanted.connect(self._go_to)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        self._tabs.idClicked.connect(self._stack.setCurrentIndex)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(self._turn)

    def begin(self, tab: Tab = "quality") -> None:
        """Come into sight with one of the two, as things stand now."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._show_tab(0 if tab == "quality" else 1)

    def is_of(self, desk: Desk) -> bool:
        """Whether it shows the figures of that desk."""
        return self._desk is desk

    def tab(self) -> Tab:
        """Which of the two is in sight."""
        return "quality" if self._stack.currentIndex() == 0 else "series"

    def _show_tab(self, n: int) -> None:
        self._look_again()
        self._tabs.button(n).setChecked(True)
        self._stack.setCurrentIndex(n)
        (self.quality if n == 0 else self.series).begin()

    def _turn(self) -> None:
        self._show_tab(1 - self._stack.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back sees what was answered meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.isVisible():
            self._look_again()

    def _look_again(self) -> None:
        now = self._desk.session.store.count_actions()
        if now != self._seen:
            self._seen = now
            self.quality.gather()
            self.series.gather()

    def _go_to(self, place: object) -> None:
        assert isinstance(place, tuple)
        document, start, end = place
        if self._desk.document is None or self._desk.document.id != document:
            self._desk.show_document(document)
        found = [spot for spot in self._desk.spots.numbers if (spot.start, spot.end) == (start, end)]
        if found:
            self._desk.make_current(found[0].ref)
        else:
            self._desk.show_range(start, end)
        if (window := self.parentWidget()) is not None:
            window.activateWindow()
        self._desk.page_wanted.emit()
