"""Owns the foot of the card: what one may do here, each a key cap with its word, to be clicked too."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.ui.caps import cap_size, draw_cap
from annotator.ui.models import doubting
from annotator.ui.models.desk import Desk
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import key_words, no_mnemonic, plain_tip
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
    "reopen": "ui.hint.reopen",
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
_LOCKED = (*_MOVES, "reopen")
"""In a report that is finished one may look round, or open it again."""
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

    def say(self, words: str) -> None:
        """Stand for the same in other words."""
        if words != self._words:
            self._words = words
            self.setText(no_mnemonic(words))
            self.setAccessibleName(f"{words} {self._key}".strip())
            self.updateGeometry()
            self.update()

    def _widths(self) -> tuple[int, int, int]:
        """Cap, gap, word."""
        theme = self._desk.theme
        words = QFontMetrics(chrome_font(theme, pixels=theme.sizes.small)).horizontalAdvance(self._words)
        if not self._key:
            return 0, 0, words
        return cap_size(self._key, theme).width(), theme.sizes.px(3), words

    def sizeHint(self) -> QSize:
        """The cap and the word."""
        return QSize(sum(self._widths()) + 1, self._desk.theme.sizes.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Key cap, word; darker under the mouse."""
        theme, painter = self._desk.theme, QPainter(self)
        cap, gap, _ = self._widths()
        is_over = self.underMouse() and self.isEnabled()
        if cap:
            high = cap_size(self._key, theme).height()
            box = QRectF(0, (self.height() - high) / 2, cap, high)
            draw_cap(painter, box, self._key, theme, is_lit=is_over)
        painter.setPen(QColor(theme.ink if is_over or self.isDown() else theme.dim))
        font = chrome_font(theme, pixels=theme.sizes.small)
        font.setUnderline(is_over)
        painter.setFont(font)
        line = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(self.rect().adjusted(cap + gap, 0, 0, 0), line, self._words)
        painter.end()


class HintRow(QWidget):
    """The hints of one card; which of them are in sight follows what one is at.

    It is as high in the fields as beside them, so that the card does not move under the hands; where
    there is little room it has one line, of those that fit, the first ones first.
    """

    wanted = Signal(str)
    """The id of what was clicked."""

    def __init__(self, desk: Desk, *, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        doubt = doubting.key_of_doubt(desk)
        self._has_doubts = doubt is not None
        ids = {"doubt": ".".join(("tag", *doubt))} if doubt else {}
        ids["reopen"] = "finish"
        keys = {**keys, **_IN_FIELDS}
        self._gap = desk.theme.sizes.px(6)
        self._wanted: list[str] = []
        self._other: list[str] = []
        self._has_one_line = False
        self.hints: dict[str, Hint] = {}
        for name, message in WORDS.items():
            action = ids.get(name, name)
            hint = Hint(action, key=keys.get(action, ""), words=tr(message), desk=desk)
            if name in _MOVES:
                # One character on screen; in full for who hears it.
                hint.setAccessibleName(f"{tr(f'ui.action.{name}')} {key_words(keys.get(action, ''))}")
                hint.setToolTip(plain_tip(tr(f"ui.action.{name}")))
            hint.clicked.connect(self._clicked)
            hint.setParent(self)
            hint.hide()
            self.hints[name] = hint
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        desk.theme_changed.connect(self.update)
        desk.wishes.pointing.changed.connect(self._place)

    def _clicked(self) -> None:
        hint = self.sender()
        assert isinstance(hint, Hint)
        self.wanted.emit(hint.action)

    def show_for(self, spot: Spot, *, is_editing: bool, is_locked: bool = False) -> None:
        """Show what one may do with a place, or in its fields."""
        self._wanted = self._told(spot, is_editing=is_editing, is_locked=is_locked)
        self._other = self._told(spot, is_editing=not is_editing, is_locked=is_locked)
        self._place()
        self.updateGeometry()

    def set_one_line(self, has_one_line: bool) -> None:
        """Whether there is room for one line only."""
        if has_one_line != self._has_one_line:
            self._has_one_line = has_one_line
            self._place()
            self.updateGeometry()

    def _told(self, spot: Spot, *, is_editing: bool, is_locked: bool) -> list[str]:
        label = self._desk.label_of(spot)[1]
        shown = _EDITING if is_editing else _BY_STATE.get(spot.state, _ANSWERED)
        wanted = set(_LOCKED if is_locked else shown)
        if not self._has_doubts or spot.is_whole or doubting.is_doubt(label):
            wanted.discard("doubt")
        if label is None or label.feature("reason") is None:
            wanted.discard("reason")
        if spot.is_whole:
            # Under a report's name they would read as if they acted on the report.
            wanted -= {"delete", "link"}
        if spot.machine is None:
            wanted.discard("machine_value")
        return [name for name in self.hints if name in wanted]

    def shown(self) -> list[str]:
        """Which hints are in sight."""
        return [name for name, hint in self.hints.items() if not hint.isHidden()]

    # Lines ----------------------------------------------------------------------------------------

    def _lines(self, names: list[str], width: int) -> list[list[str]]:
        lines: list[list[str]] = [[]]
        used = 0
        for name in names:
            wide = self.hints[name].sizeHint().width()
            # Forth and back stand together.
            needed = wide + self._gap + self.hints["previous"].sizeHint().width() if name == "next" else wide
            if lines[-1] and used + needed > width:
                lines.append([])
                used = 0
            lines[-1].append(name)
            used += wide + self._gap
        return lines

    def _place(self) -> None:
        lines = self._lines(self._wanted, self.width())
        lines = lines[:1] if self._has_one_line else lines
        # While one points, keys do what the bar under the page says, and nothing else.
        is_pointing = self._desk.wishes.pointing.what is not None
        in_sight = set() if is_pointing else {name for line in lines for name in line}
        high = self._desk.theme.sizes.px(22)
        for n, line in enumerate(lines):
            x = 0
            for name in line:
                wide = self.hints[name].sizeHint().width()
                self.hints[name].setGeometry(x, n * (high + self._gap), wide, high)
                x += wide + self._gap
        for name, hint in self.hints.items():
            hint.setVisible(name in in_sight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds others."""
        super().resizeEvent(event)
        self._place()

    def hasHeightForWidth(self) -> bool:
        """The hints wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """That of the most lines it has at this place, in the fields or not."""
        both = (self._lines(names, width) for names in (self._wanted, self._other))
        count = 1 if self._has_one_line else max(len(lines) for lines in both)
        return count * self._desk.theme.sizes.px(22) + (count - 1) * self._gap

    def sizeHint(self) -> QSize:
        """That of the width it has."""
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(60, self._desk.theme.sizes.px(22))
