"""Owns the labels at the left: what one may tag with, and by which key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.tagsets import Label, Layer
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import named, no_mnemonic, one_line, plain_tip
from annotator.ui.pieces import Flow, heading
from annotator.ui.theme import Theme, chrome_font

_EDGE = 16


class Chip(QAbstractButton):
    """One label in its colours, with the key that tags with it."""

    def __init__(self, label: Label, *, layer: Layer, theme: Callable[[], Theme]) -> None:
        super().__init__()
        self._theme = theme
        self._hue = label.hue or layer.hue
        self._words = one_line(named(label.names, label.id), most=20)
        self._key = label.key.upper()
        self.setText(no_mnemonic(self._words))
        self.setAccessibleName(f"{self._words} {self._key}")
        self.setToolTip(plain_tip(f"{named(layer.names)} · {named(label.description) or self._words}"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _widths(self) -> tuple[int, int]:
        theme = self._theme()
        words = QFontMetrics(chrome_font(theme, pixels=theme.sizes.small)).horizontalAdvance(self._words)
        key = QFontMetrics(chrome_font(theme, pixels=theme.sizes.tiny)).horizontalAdvance(self._key)
        return words, (key + 8 if self._key else 0)

    def sizeHint(self) -> QSize:
        """The words, and the key cap when there is one."""
        words, key = self._widths()
        return QSize(8 + words + (4 + key if key else 0) + (4 if key else 8), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, words, key cap."""
        theme = self._theme()
        hue = theme.hue(self._hue)
        words, key = self._widths()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(hue.text) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue.tint))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(hue.text))
        painter.setFont(chrome_font(theme, pixels=theme.sizes.small))
        painter.drawText(
            QRectF(8, 0, words + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self._words
        )
        if key:
            cap = QRectF(self.width() - key - 4.5, 3.5, key, self.height() - 7)
            painter.setPen(QColor(theme.line))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(cap, 3, 3)
            painter.setPen(QColor(theme.dim))
            painter.setFont(chrome_font(theme, pixels=theme.sizes.tiny))
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key)
        painter.end()


class TagsPanel(QWidget):
    """Shows the labels that have keys, the others on demand; a click tags as the key does."""

    tagged = Signal(str, str)
    """Layer and label to tag with."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._others: list[Chip] = []
        title = heading(tr("ui.tags.heading"), theme=desk.theme)
        title.setContentsMargins(_EDGE, 12, _EDGE, 6)
        chips = QWidget()
        flow = Flow(chips, gap=5)
        flow.setContentsMargins(0, 0, 0, 0)
        for layer, label in self._labels():
            chip = Chip(label, layer=layer, theme=lambda: desk.theme)
            chip.clicked.connect(self._teller(layer.id, label.id))
            flow.addWidget(chip)
            if not label.key:
                chip.hide()
                self._others.append(chip)
        self.more = QPushButton(tr("ui.tags.more"))
        self.more.setProperty("role", "quiet")
        self.more.setCheckable(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.setVisible(bool(self._others))
        self.more.toggled.connect(self._show_others)
        flow.addWidget(self.more)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(_EDGE, 0, _EDGE, 8)
        inside.addWidget(chips)
        inside.addStretch(1)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(area, 1)
        desk.theme_changed.connect(self.update)

    def _labels(self) -> list[tuple[Layer, Label]]:
        found = [(layer, label) for layer in self._desk.tagset.layers for label in layer.labels]
        # Those with keys first; digits before letters, as they lie on the keyboard.
        return sorted(found, key=lambda pair: (not pair[1].key, pair[1].key))

    def _teller(self, layer: str, label: str) -> Callable[[], None]:
        return lambda: self.tagged.emit(layer, label)

    def _show_others(self, is_shown: bool) -> None:
        for chip in self._others:
            chip.setVisible(is_shown)
        self.more.setText(tr("ui.tags.fewer") if is_shown else tr("ui.tags.more"))
