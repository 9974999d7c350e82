"""Owns the window of figures: how good the machine is, and one indicator over the years."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.changes import Notice
from annotator.ui.beside import Beside
from annotator.ui.figure_reading import FigureReading
from annotator.ui.models.desk import Desk
from annotator.ui.pieces import rule, small
from annotator.ui.quality_tab import QualityTab
from annotator.ui.series_tab import SeriesTab
from annotator.ui.theme import chrome_font

Tab = Literal["quality", "series"]
_SIZE = (1200, 760)
_SOON_MS, _SELDOM_MS = 700, 5000
"""How long it reads until what is read so far is shown: at first, and at most."""


class FiguresView(Beside):
    """How good the machine is, and one indicator over the years."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("ui.figures.title"), size=_SIZE, parent=parent)
        self.reading = FigureReading(desk, self)
        self._old: set[Tab] = {"quality", "series"}
        px = desk.theme.sizes.px
        self.quality, self.series = QualityTab(desk, self.reading), SeriesTab(desk, self.reading)
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        top = QHBoxLayout()
        top.setContentsMargins(px(16), px(4), px(16), 0)
        top.setSpacing(px(16))
        for n, (name, part) in enumerate((("quality", self.quality), ("series", self.series))):
            tab = QPushButton(tr(f"ui.figures.{name}"))
            tab.setProperty("role", "tab")
            tab.setCheckable(True)
            tab.setAutoDefault(False)
            tab.setFont(chrome_font(desk.theme))
            self._tabs.addButton(tab, n)
            top.addWidget(tab)
            self._stack.addWidget(part)
        self.progress = small(theme=desk.theme)
        top.addStretch(1)
        top.addWidget(self.progress)
        self.trouble = small(theme=desk.theme, role="accent")
        self.trouble.setWordWrap(True)
        self.trouble.setContentsMargins(px(16), px(8), px(16), 0)
        self.trouble.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._lay_out(top)
        self._connect()

    def _lay_out(self, top: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self.trouble)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.quality.wanted.connect(self.go_to)
        self.series.wanted.connect(self.go_to)
        self._tabs.idClicked.connect(self._show_tab)
        self.reading.moved.connect(self._tell)
        self.reading.ended.connect(self._end)
        self.reading.failed.connect(self._fail)
        self._soon.timeout.connect(self._look_again)
        self._desk.heard.connect(self._hear)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(self._turn)

    def begin(self, tab: Tab = "quality") -> None:
        """Come into sight with one of the two, as things stand now."""
        self.come()
        self._show_tab(0 if tab == "quality" else 1)

    def tab(self) -> Tab:
        """Which of the two is in sight."""
        return "quality" if self._stack.currentIndex() == 0 else "series"

    @property
    def is_busy(self) -> bool:
        """Whether what is in sight may still change by itself."""
        return self.reading.is_busy or self._part().is_busy

    def _part(self) -> QualityTab | SeriesTab:
        return self.quality if self.tab() == "quality" else self.series

    def _show_tab(self, n: int) -> None:
        self._tabs.button(n).setChecked(True)
        self._stack.setCurrentIndex(n)
        self._read()
        if self.tab() in self._old:
            self._look_again()
        self._part().begin()

    def _turn(self) -> None:
        self._show_tab(1 - self._stack.currentIndex())

    # Reading --------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back sees what was answered meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.isVisible():
            self._read()

    def _read(self) -> None:
        """Read what is not read yet, and what was answered."""
        if self.reading.is_stale:
            self.reading.begin()

    def _hear(self, notice: Notice) -> None:
        if notice.kinds & {"tagset", "*"}:
            # Options may be called otherwise.
            self._old = {"quality", "series"}

    def _tell(self) -> None:
        """Say how far it is; one report that was answered is not worth a word."""
        left, of = self.reading.left, self.reading.of
        is_long = self.reading.is_busy and left > 1
        self.progress.setText(tr("ui.figures.progress", n=of - left, of=of) if is_long else "")
        if is_long and not self._soon.isActive():
            self._soon.start()
            # Ever more seldom: there is ever more to count.
            self._soon.setInterval(min(_SELDOM_MS, self._soon.interval() * 3 // 2))

    def _end(self) -> None:
        """All is read."""
        self.trouble.hide()
        self._old = {"quality", "series"}
        self._look_again()
        self._soon.setInterval(_SOON_MS)

    def _fail(self, why: str) -> None:
        """What is shown stays; whoever comes back has it tried again."""
        self.trouble.setText(why)
        self.trouble.show()
        self._soon.stop()

    def _look_again(self) -> None:
        """Show what is read so far, in the part that is in sight."""
        self._soon.stop()
        if not self.reading.is_busy:
            self._old.discard(self.tab())
        self._part().look_again()

    # Leaving --------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Nothing is read or counted for nobody."""
        self._soon.stop()
        for part in (self.reading, self.quality, self.series):
            part.stop()
        self.progress.clear()
        self._old = {"quality", "series"}
