"""Owns the pills in the head of the page: what is said of the whole document."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.i18n import tr
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wording import named, no_mnemonic, one_line
from annotator.ui.theme import PILL_WHOLE, chrome_font


class WholePills(QWidget):
    """One pill for each annotation of the whole document; a click makes it the current place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: tuple[Spot, ...] = ()
        self.pills: dict[Ref, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        desk.document_changed.connect(self._show)
        desk.spots_changed.connect(self._show)
        desk.current_changed.connect(self._point)
        self._show()

    def _show(self) -> None:
        wanted = self._desk.spots.whole
        if wanted != self._shown:
            for pill in self.pills.values():
                self._row.removeWidget(pill)
                pill.hide()
                pill.deleteLater()
            self.pills = {spot.ref: self._pill(spot) for spot in wanted}
            self._shown = wanted
        self.setVisible(bool(wanted))
        self._point()

    def _pill(self, spot: Spot) -> QPushButton:
        label = self._desk.label_of(spot)[1]
        words = one_line(named(label.names, spot.label) if label else spot.label, most=16)
        pill = QPushButton(no_mnemonic(words))
        pill.setProperty("role", "whole")
        pill.setCheckable(True)
        pill.setFixedHeight(self._desk.theme.sizes.px(PILL_WHOLE))
        pill.setToolTip(tr("ui.pill.tip"))
        pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pill.setFont(chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small))
        pill.clicked.connect(lambda: self._choose(spot.ref))
        self._row.addWidget(pill)
        # A layout would show it only after the next turn of the event loop.
        pill.show()
        return pill

    def _choose(self, ref: Ref) -> None:
        self._desk.make_current(ref)
        # Clicking it again must not take the outline away.
        self._point()

    def _point(self) -> None:
        current = self._desk.current
        for ref, pill in self.pills.items():
            pill.setChecked(current is not None and current.ref == ref)
