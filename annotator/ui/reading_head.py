"""Owns the line over the page: what is said of the whole report, whose it is, and which view is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import Elided
from annotator.ui.theme import PILL, chrome_font, prose_font
from annotator.ui.whole_pills import WholePills

_HIGH, _LOWER, _SECOND = 40, 34, 22
"""Heights at 100 %: of the line of buttons, of the same with what is said of the report below it, of that."""
_APART = 10
_LEAST = 150
"""Pixels at 100 % that what is said of the report needs beside the buttons."""


class ReadingHead(QWidget):
    """Pills, particulars, and the choice between 原文, 整理文 and the simplified lens."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        sizes = desk.theme.sizes
        self._is_scrolled = False
        self.facts = Elided(role="dim")
        self.facts.setFont(prose_font(desk.theme, pixels=sizes.small))
        self.whole = WholePills(desk)
        self.lens = self._pill("ui.view.simplified", "ui.view.simplified.tip")
        self.original = self._pill("ui.view.original", "ui.view.original.tip")
        self.clean = self._pill("ui.view.clean", "ui.view.clean.tip")
        views = QButtonGroup(self)
        for button in (self.original, self.clean):
            views.addButton(button)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.whole)
        self._row.addWidget(self.facts, 1)
        self._row.addWidget(self.lens)
        # Apart: it goes with either of the two others, of which one is always shown.
        self._row.addSpacing(_APART)
        for button in (self.original, self.clean):
            self._row.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 0, 12, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._row)
        self._arrange()
        self.lens.clicked.connect(desk.set_simplified)
        self.original.clicked.connect(lambda: desk.set_clean(False))
        self.clean.clicked.connect(lambda: desk.set_clean(True))
        for changed in (desk.document_changed, desk.view_changed, desk.documents_changed):
            changed.connect(self._tell)
        self._tell()

    def _pill(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(tr(words))
        button.setProperty("role", "pill")
        button.setCheckable(True)
        button.setFixedHeight(self._desk.theme.sizes.px(PILL))
        button.setToolTip(tr(tip))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFont(chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another arrangement."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The report's name is always there: below the buttons where they leave no room for it."""
        px = self._desk.theme.sizes.px
        parts = [self.lens, self.original, self.clean, *([] if self.whole.isHidden() else [self.whole])]
        used = sum(part.sizeHint().width() + self._row.spacing() for part in parts) + _APART
        margins = self._column.contentsMargins()
        is_below = self.width() - margins.left() - margins.right() - used < px(_LEAST)
        if is_below != (self._column.indexOf(self.facts) >= 0):
            (self._row if is_below else self._column).removeWidget(self.facts)
            if is_below:
                self._row.insertStretch(1, 1)
                self._column.addWidget(self.facts)
            else:
                self._row.takeAt(1)
                self._row.insertWidget(1, self.facts, 1)
        # What has no room at all: the buttons shrink, nothing hangs out of the page.
        is_tight = used > self.width() - margins.left() - margins.right()
        self._row.setSpacing(4 if is_tight else 8)
        self._column.setContentsMargins(*((4, 0, 4, 0) if is_tight else (16, 0, 12, 0)))
        self.facts.setFixedHeight(px(_SECOND) if is_below else px(_HIGH))
        self.setFixedHeight(px(_LOWER) + px(_SECOND) if is_below else px(_HIGH))

    def set_scrolled(self, is_scrolled: bool) -> None:
        """Whether lines of the report have gone up under it: then a hairline says where it ends."""
        if is_scrolled != self._is_scrolled:
            self._is_scrolled = is_scrolled
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline."""
        super().paintEvent(event)
        if self._is_scrolled:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._desk.theme.line))
            painter.end()

    def _tell(self) -> None:
        desk, document = self._desk, self._desk.document
        self.lens.setChecked(desk.is_simplified)
        self.original.setChecked(not desk.is_clean)
        self.clean.setChecked(desk.is_clean)
        if document is None or desk.reading is None:
            self.facts.setText("")
            return
        facts = document.features
        parts = [one_line(str(facts.get("body") or document.name))]
        if facts.get("year"):
            parts.append(tr("ui.facts.year", year=facts["year"]))
        if facts.get("published"):
            parts.append(tr("ui.facts.published", date=facts["published"]))
        glosses = desk.reading.clean.glosses
        if glosses:
            told = "ui.facts.hidden" if desk.is_clean else "ui.facts.glosses"
            parts.append(tr(told, n=glosses))
        self.facts.setText("\u2002·\u2002".join(one_line(part) for part in parts))
