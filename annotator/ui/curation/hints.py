"""Owns the keys in sight where they act: caps with their words, on as many lines as there is need for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.i18n import tr
from annotator.ui.hint_row import Hint
from annotator.ui.models.desk import Desk
from annotator.ui.pieces import Flow

_ANY = 16_777_215
"""Qt's own word for no limit."""


class Hints(QWidget):
    """One hint for each action that has a key here; a click does the same."""

    wanted = Signal(str)
    """The id of what was clicked."""

    def __init__(self, desk: Desk, names: Sequence[str], keys: Mapping[str, str]) -> None:
        super().__init__()
        self._flow = Flow(self, gap=desk.theme.sizes.px(8))
        self.hints: dict[str, Hint] = {}
        for name in names:
            hint = Hint(name, key=keys.get(name, ""), words=tr(f"ui.hints.{name}"), desk=desk)
            hint.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            self._flow.addWidget(hint)
            self.hints[name] = hint
        self._has_one_line = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        desk.theme_changed.connect(self.update)

    def show_only(self, names: Sequence[str]) -> None:
        """Show these of them."""
        wanted = set(names)
        for name, hint in self.hints.items():
            hint.setVisible(name in wanted)
        self._flow.invalidate()
        self.updateGeometry()

    def set_one_line(self, has_one_line: bool) -> None:
        """Whether there is room for one line only: then the first ones that fit are in sight."""
        if has_one_line != self._has_one_line:
            self._has_one_line = has_one_line
            # Qt asks the layout, and not the widget, how high it is to be.
            one = next(iter(self.hints.values())).sizeHint().height()
            self.setMaximumHeight(one if has_one_line else _ANY)

    def name(self, words: Mapping[str, str]) -> None:
        """Say these in other words."""
        for name, told in words.items():
            if name in self.hints:
                self.hints[name].say(told)

    def hasHeightForWidth(self) -> bool:
        """They wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as their lines."""
        return self._flow.heightForWidth(max(1, width))

    def sizeHint(self) -> QSize:
        """That of the width it has."""
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """That of the width it has: no key is hidden."""
        return QSize(60, self.heightForWidth(self.width()))
