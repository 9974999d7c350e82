"""Owns the line over the page: what is said of the whole report, whose it is, and which view is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import Elided
from annotator.ui.theme import chrome_font
from annotator.ui.whole_pills import WholePills

_TIGHT = 260
"""A head narrower than this, at 100 %, has room for its buttons only."""


class ReadingHead(QWidget):
    """Pills, particulars, and the choice between 原文, 整理文 and the simplified lens."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        sizes = desk.theme.sizes
        self.setFixedHeight(sizes.px(40))
        self.facts = Elided(role="dim")
        self.facts.setFont(chrome_font(desk.theme, pixels=sizes.small))
        self.whole = WholePills(desk)
        self.lens = self._pill("ui.view.simplified", "ui.view.simplified.tip")
        self.original = self._pill("ui.view.original", "ui.view.original.tip")
        self.clean = self._pill("ui.view.clean", "ui.view.clean.tip")
        views = QButtonGroup(self)
        for button in (self.original, self.clean):
            views.addButton(button)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.whole)
        row.addWidget(self.facts, 1)
        for button in (self.lens, self.original, self.clean):
            row.addWidget(button)
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
        button.setToolTip(tr(tip))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFont(chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where not everything has room the buttons stay whole."""
        super().resizeEvent(event)
        is_tight = self.width() < self._desk.theme.sizes.px(_TIGHT)
        self.facts.setHidden(is_tight)
        self._row.setSpacing(4 if is_tight else 8)
        self._row.setContentsMargins(*((4, 0, 4, 0) if is_tight else (16, 0, 12, 0)))

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
