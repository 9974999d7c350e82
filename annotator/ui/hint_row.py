"""Owns the foot of the card: what one may do here, each a key cap with its word, to be clicked too."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.ui.models import doubting
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import key_words, no_mnemonic, plain_tip
from annotator.ui.pieces import Flow
from annotator.ui.theme import chrome_font

WORDS = {
    "confirm": "ui.hint.confirm",
    "edit": "ui.hint.edit",
    "reject": "ui.hint.reject",
    "delete": "ui.hint.delete",
    "reason": "ui.hint.reason",
    "doubt": "ui.hint.doubt",
    "note": "ui.hint.note",
    "link": "ui.hint.link",
    "next": "ui.hint.next",
    "previous": "ui.hint.previous",
    "enter": "ui.hint.enter",
    "escape": "ui.hint.escape",
    "machine_value": "ui.hint.machine_value",
    "tab": "ui.hint.tab",
}
"""What the foot may show: each hint with its words."""

_MOVES = ("next", "previous")
_BY_STATE = {
    "suggestion": ("confirm", "edit", "reject", "doubt", *_MOVES),
    "confirmed": ("edit", "delete", "doubt", "note", "link", *_MOVES),
    "manual": ("edit", "delete", "doubt", "note", "link", *_MOVES),
}
"""What one may do, by the state of the place; the other states are alike."""
_ANSWERED = ("edit", "delete", "reason", "doubt", "note", "link", *_MOVES)
_EDITING = ("enter", "escape", "tab", "machine_value")
_IN_FIELDS = {"enter": "Return", "escape": "Esc", "tab": "Tab"}
"""Keys of what acts on fields only, and is in no table of actions."""


class Hint(QAbstractButton):
    """One key cap and its word, flat."""

    def __init__(self, action: str, *, key: str, words: str, desk: Desk) -> None:
        super().__init__()
        self.action = action
        self._desk = desk
        self._key = key_words(key) if key else ""
        self._words = words
        self.setText(no_mnemonic(words))
        self.setAccessibleName(f"{words} {self._key}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _widths(self) -> tuple[int, int, int]:
        """Cap, gap, word."""
        theme = self._desk.theme
        words = QFontMetrics(chrome_font(theme, pixels=theme.sizes.small)).horizontalAdvance(self._words)
        if not self._key:
            return 0, 0, words
        key = QFontMetrics(chrome_font(theme, pixels=theme.sizes.tiny)).horizontalAdvance(self._key)
        return key + theme.sizes.px(9), 4, words

    def sizeHint(self) -> QSize:
        """The cap and the word."""
        return QSize(sum(self._widths()) + 2, self._desk.theme.sizes.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Key cap, word; darker under the mouse."""
        theme, painter = self._desk.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap, gap, _ = self._widths()
        is_over = self.underMouse() and self.isEnabled()
        if cap:
            high = theme.sizes.px(18)
            box = QRectF(0.5, (self.height() - high) / 2 + 0.5, cap - 1, high - 1)
            painter.setPen(QColor(theme.dim if is_over else theme.line))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(theme.ink if is_over else theme.dim))
            painter.setFont(chrome_font(theme, pixels=theme.sizes.tiny))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._key)
        painter.setPen(QColor(theme.ink if is_over or self.isDown() else theme.dim))
        font = chrome_font(theme, pixels=theme.sizes.small)
        font.setUnderline(is_over)
        painter.setFont(font)
        line = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(self.rect().adjusted(cap + gap, 0, 0, 0), line, self._words)
        painter.end()


class HintRow(QWidget):
    """The hints of one card; which of them are in sight follows what one is at."""

    wanted = Signal(str)
    """The id of what was clicked."""

    def __init__(self, desk: Desk, *, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        doubt = doubting.key_of_doubt(desk)
        self._has_doubts = doubt is not None
        ids = {"doubt": ".".join(("tag", *doubt))} if doubt else {}
        keys = {**keys, **_IN_FIELDS}
        self.hints: dict[str, Hint] = {}
        flow = Flow(self, gap=desk.theme.sizes.px(6))
        for name, message in WORDS.items():
            action = ids.get(name, name)
            hint = Hint(action, key=keys.get(action, ""), words=tr(message), desk=desk)
            if name in _MOVES:
                # One character on screen; in full for who hears it.
                hint.setAccessibleName(f"{tr(f'ui.action.{name}')} {key_words(keys.get(action, ''))}")
                hint.setToolTip(plain_tip(tr(f"ui.action.{name}")))
            hint.clicked.connect(self._clicked)
            hint.hide()
            self.hints[name] = hint
            flow.addWidget(hint)
        desk.theme_changed.connect(self.update)

    def _clicked(self) -> None:
        hint = self.sender()
        assert isinstance(hint, Hint)
        self.wanted.emit(hint.action)

    def show_for(self, spot: Spot, *, is_editing: bool) -> None:
        """Show what one may do with a place, or in its fields."""
        label = self._desk.label_of(spot)[1]
        wanted = set(_EDITING if is_editing else _BY_STATE.get(spot.state, _ANSWERED))
        if not self._has_doubts or spot.is_whole or doubting.is_doubt(label):
            wanted.discard("doubt")
        if label is None or label.feature("reason") is None:
            wanted.discard("reason")
        if spot.machine is None:
            wanted.discard("machine_value")
        for name, hint in self.hints.items():
            hint.setVisible(name in wanted)
        self.updateGeometry()

    def shown(self) -> list[str]:
        """Which hints are in sight."""
        return [name for name, hint in self.hints.items() if not hint.isHidden()]
