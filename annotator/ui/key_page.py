"""Owns the page of all keys, with what is drawn on the page and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator import __version__
from annotator.i18n import tr
from annotator.ui.action_row import MENUS, ActionRow
from annotator.ui.legend import legend
from annotator.ui.models.wording import key_words, one_line, plain_tip
from annotator.ui.pieces import Elided, heading, keycap, small, title
from annotator.ui.pressing import Pressing
from annotator.ui.theme import Theme

_WIDTH, _HEIGHT = 1392, 800
"""All keys without scrolling, in a window of 1440 by 900."""
_ROOM = 1100
"""Pixels at 100 % from which on there are four columns."""
_WIDE = (("answer", "everywhere"), ("edit", "help"), ("tag", "curation", "team"), ("view", "project"))
_NARROW = (("answer", "everywhere", "edit", "help"), ("tag", "curation", "team", "view", "project"))

EVERYWHERE = (
    ("caret", ("Left", "Right", "Up", "Down")),
    ("words", ("Ctrl+Left", "Ctrl+Right")),
    ("select", ("Shift+Right", "Ctrl+Shift+Right")),
    ("parts", ("Tab", "Shift+Tab")),
    ("field", ("Alt+1", "Alt+2")),
    ("tick", ("Space",)),
    ("choices", ("F4",)),
    ("menu", ("Shift+F10",)),
    ("copy", ("Ctrl+C",)),
)
"""Keys that are not in the table: every office hand knows most of them."""


class KeyPage(Pressing):
    """All keys on one page, from the one table; below them those that no table has."""

    def __init__(self, rows: Sequence[ActionRow], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("ui.keys.title"))
        px = theme.sizes.px
        room = parent.size() if parent is not None else QSize(px(_WIDTH), px(_HEIGHT))
        self.resize(QSize(px(_WIDTH), px(_HEIGHT)).boundedTo(room))
        columns = QHBoxLayout()
        columns.setSpacing(32)
        parts = _WIDE if self.width() >= px(_ROOM) else _NARROW
        for menus in parts:
            column = QVBoxLayout()
            column.setSpacing(1)
            for menu in menus:
                if menu == "everywhere":
                    self._add_everywhere(column, theme)
                else:
                    there = [row for row in rows if row.menu == menu and row.keys]
                    self._add_menu(column, there, menu, theme)
            column.addStretch(1)
            columns.addLayout(column, 1)
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 12, 0)
        lines.setSpacing(1)
        lines.addLayout(columns)
        if any(row.menu == "tag" for row in rows):
            self._add_heading(lines, tr("ui.keys.legend"), theme)
            # Its sentences are not shortened: fewer of them stand side by side.
            lines.addLayout(legend(theme, columns=len(parts) - 1))
        lines.addStretch(1)
        inner = QWidget()
        inner.setLayout(lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(tr("ui.keys.title"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 12)
        outer.setSpacing(2)
        outer.addWidget(title(tr("ui.keys.title"), theme=theme))
        outer.addWidget(area, 1)
        outer.addSpacing(4)
        outer.addWidget(small(tr("ui.keys.note"), theme=theme))
        outer.addWidget(small(tr("ui.keys.version", version=__version__), theme=theme))

    def _add_everywhere(self, column: QVBoxLayout, theme: Theme) -> None:
        self._add_heading(column, tr("ui.keys.everywhere"), theme)
        for name, keys in EVERYWHERE:
            self._add_line(column, tr(f"ui.everywhere.{name}"), keys, theme)

    def _add_menu(self, column: QVBoxLayout, rows: list[ActionRow], menu: str, theme: Theme) -> None:
        assert menu in MENUS
        if not rows:
            return
        self._add_heading(column, tr(f"ui.menu.{menu}"), theme)
        for row in rows:
            # Both Enter keys look alike.
            keys = {key_words(one): one for one in row.keys}.values()
            self._add_line(column, one_line(row.title), keys, theme)

    def _add_heading(self, column: QVBoxLayout, words: str, theme: Theme) -> None:
        head = heading(words, theme=theme)
        head.setContentsMargins(0, 6, 0, 1)
        column.addWidget(head)

    def _add_line(self, column: QVBoxLayout, words: str, keys: Iterable[str], theme: Theme) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        told = Elided(words)
        told.setToolTip(plain_tip(words))
        line.addWidget(told, 1)
        for one in keys:
            line.addWidget(keycap(one, theme=theme))
        column.addLayout(line)
