"""Owns the labels at the left: what one may tag with, and by which key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.model.tagsets import Label, Layer
from annotator.ui.caps import cap_size, draw_cap
from annotator.ui.models import finishing
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import key_words, named, no_mnemonic, one_line, plain_tip
from annotator.ui.pieces import Flow, heading, small
from annotator.ui.row_area import RowArea
from annotator.ui.theme import LEFT_EDGE, Theme, chrome_font


class Chip(QAbstractButton):
    """One label in its colours, with the key that tags with it; outlined where the current place has it."""

    asked_about = Signal()
    """Its guideline is wanted: a right click."""

    def __init__(self, label: Label, *, layer: Layer, key: str, theme: Callable[[], Theme]) -> None:
        super().__init__()
        self._theme = theme
        self._hue = label.hue or layer.hue
        self._words = one_line(named(label.names, label.id), most=20)
        self._key = key_words(key)
        self._is_current = False
        self.setText(no_mnemonic(self._words))
        self.setAccessibleName(f"{self._words} {self._key}".strip())
        self.setToolTip(plain_tip(f"{named(layer.names)} · {named(label.description) or self._words}"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_current(self, is_current: bool) -> None:
        """Say whether the current place has this label."""
        if is_current != self._is_current:
            self._is_current = is_current
            self.setAccessibleDescription(tr("ui.tags.current") if is_current else "")
            self.update()

    @property
    def is_current(self) -> bool:
        """Whether the current place has this label."""
        return self._is_current

    def _widths(self) -> tuple[int, int]:
        theme = self._theme()
        words = QFontMetrics(chrome_font(theme, pixels=theme.sizes.small)).horizontalAdvance(self._words)
        return words, cap_size(self._key, theme).width()

    def sizeHint(self) -> QSize:
        """The words, and the key cap when there is one."""
        px = self._theme().sizes.px
        words, key = self._widths()
        return QSize(px(8) + words + (px(4) + key if key else 0) + px(3 if key else 8), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, words, key cap; an outline round the current place's."""
        theme = self._theme()
        px, hue = theme.sizes.px, theme.hue(self._hue)
        words, key = self._widths()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isEnabled()
        edge = 2.0 if self._is_current else 1.0
        has_edge = self._is_current or self.underMouse() or not is_on
        rim = hue.text if is_on or self._is_current else theme.line
        painter.setPen(QPen(QColor(rim), edge) if has_edge else QPen(Qt.PenStyle.NoPen))
        # Not fainter: what cannot be used just now is read all the same.
        painter.setBrush(QColor(hue.tint) if is_on else Qt.BrushStyle.NoBrush)
        inset = edge / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), px(4), px(4))
        painter.setPen(QColor(hue.text if is_on else theme.dim))
        painter.setFont(chrome_font(theme, pixels=theme.sizes.small))
        line = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(px(8), 0, words + 2, self.height()), line, self._words)
        if key:
            high = cap_size(self._key, theme).height()
            cap = QRectF(self.width() - key - px(3), (self.height() - high) / 2, key, high)
            draw_cap(painter, cap, self._key, theme)
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click asks what the label is for."""
        self.asked_about.emit()
        event.accept()


class _Group(QWidget):
    """One layer: its name, and beside it its chips, as many lines as they need."""

    def __init__(self, layer: Layer, *, desk: Desk, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.chips: dict[str, Chip] = {}
        self.title: QLabel = small(named(layer.names, layer.id), theme=desk.theme)
        self.title.setFixedHeight(desk.theme.sizes.px(24))
        beside = QWidget()
        flow = Flow(beside, gap=desk.theme.sizes.px(4))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.sizes.px(5))
        row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(beside, 1)
        own = {label.id: keys.get(f"tag.{layer.id}.{label.id}", label.key.upper()) for label in layer.labels}
        for label in sorted(layer.labels, key=lambda one: (not own[one.id], own[one.id])):
            # Those with keys first; digits before letters, as they lie on the keyboard.
            chip = Chip(label, layer=layer, key=own[label.id], theme=lambda: desk.theme)
            self.chips[label.id] = chip
            flow.addWidget(chip)
        self._with_keys = {label for label, key in own.items() if key}
        for label_id, chip in self.chips.items():
            if label_id not in self._with_keys:
                chip.hide()
        if not self._with_keys:
            self.hide()

    @property
    def has_others(self) -> bool:
        """Whether some of its labels have no key."""
        return len(self._with_keys) < len(self.chips)

    def show_others(self, is_shown: bool) -> None:
        """Show the labels without keys too, or only the others."""
        for label, chip in self.chips.items():
            chip.setVisible(is_shown or label in self._with_keys)
        self.setVisible(is_shown or bool(self._with_keys))


class TagsPanel(QWidget):
    """Shows the labels by layer, those that have keys, the others on demand; a click tags as the key does."""

    tagged = Signal(str, str)
    """Layer and label to tag with."""
    card_wanted = Signal(str, str)
    """Layer and label whose guideline is asked for."""

    def __init__(
        self, desk: Desk, keys: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        """``keys`` are those in force by action; without them a label has its tagset's."""
        super().__init__(parent)
        self._keys = keys or {}
        self._desk = desk
        self.groups: dict[str, _Group] = {}
        title = heading(tr("ui.tags.heading"), theme=desk.theme)
        self.more = QPushButton(tr("ui.tags.more"), self)
        self.more.setProperty("role", "quiet")
        self.more.setFont(chrome_font(desk.theme, pixels=desk.theme.sizes.small))
        self.more.setCheckable(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.toggled.connect(self._show_others)
        self.more.setStyleSheet("padding-right: 0;")
        head = self._head = QHBoxLayout()
        head.setContentsMargins(LEFT_EDGE, 12, LEFT_EDGE, 4)
        head.addWidget(title, 1)
        head.addWidget(self.more)
        area = self._area = RowArea(self._inner(), gutter=LEFT_EDGE)
        self.more.setVisible(any(group.has_others for group in self.groups.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        desk.theme_changed.connect(self.update)
        desk.current_changed.connect(self._point)
        desk.spots_changed.connect(self._point)
        for changed in (desk.documents_changed, desk.document_changed):
            changed.connect(self._mind_lock)
        self._point()
        self._mind_lock()

    def _inner(self) -> QWidget:
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(LEFT_EDGE, 0, 0, 8)
        inside.setSpacing(self._desk.theme.sizes.px(6))
        for layer in self._desk.tagset.layers:
            group = _Group(layer, desk=self._desk, keys=self._keys)
            for label, chip in group.chips.items():
                chip.clicked.connect(self._teller(self.tagged, layer.id, label))
                chip.asked_about.connect(self._teller(self.card_wanted, layer.id, label))
            self.groups[layer.id] = group
            inside.addWidget(group)
        inside.addStretch(1)
        self._line_up()
        return inner

    def _line_up(self) -> None:
        """Let all chips begin in one column, behind the longest name in sight."""
        shown = [group.title for group in self.groups.values() if not group.isHidden()]
        wide = max((title.sizeHint().width() for title in shown), default=0)
        for group in self.groups.values():
            group.title.setFixedWidth(wide)

    def _teller(self, signal: object, layer: str, label: str) -> Callable[[], None]:
        return lambda: signal.emit(layer, label)  # type: ignore[attr-defined]

    def height_for(self, width: int) -> int:
        """Return how high it is with all chips in sight."""
        return self._head.sizeHint().height() + self._area.heightForWidth(width)

    def _mind_lock(self) -> None:
        """Where nothing can be tagged the chips step back."""
        is_open = self._desk.document is not None and not finishing.is_finished(self._desk)
        for group in self.groups.values():
            for chip in group.chips.values():
                chip.setEnabled(is_open)

    def _point(self) -> None:
        """Outline the chip of the current place's label."""
        spot = self._desk.current
        for layer, group in self.groups.items():
            for label, chip in group.chips.items():
                chip.set_current(spot is not None and (spot.layer, spot.label) == (layer, label))

    def _show_others(self, is_shown: bool) -> None:
        for group in self.groups.values():
            group.show_others(is_shown)
        self._line_up()
        self.more.setText(tr("ui.tags.fewer") if is_shown else tr("ui.tags.more"))
