"""Owns what stands in the window when no project, or an empty one, is open: what to do first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.models.wording import no_mnemonic, one_line, plain_tip
from annotator.ui.pieces import heading, keycap, plain, small
from annotator.ui.theme import Theme, chrome_font, page_font

_MEASURE = 540
_KEYS = ("confirm", "edit", "reject", "palette", "undo")
"""The five to know."""


class WelcomePanel(QWidget):
    """Offers the ways to begin; at the very first start it also asks for one's name."""

    wanted = Signal(str)
    """The id of the action chosen."""
    project_wanted = Signal(str)
    """The path of a recent project."""
    named = Signal(str)
    """How the person is called."""

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        words: str,
        offers: Sequence[tuple[str, str]],
        recent: Sequence[tuple[str, str]] = (),
        name: str | None = None,
        keys: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``recent`` are names with paths; ``keys`` are shown.

        ``name`` None asks for none, "" asks for one, anything else may be changed.
        """
        super().__init__(parent)
        self._theme = theme
        self._given = name or ""
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, QPushButton] = {}
        self.recent: list[QPushButton] = []
        self.name = QLineEdit(self._given, self)
        self.name.setVisible(False)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 32, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        self._add_title(column, title, words)
        if name is not None:
            self._add_name(column)
        self._add_offers(column, offers)
        if recent:
            self._add_recent(column, recent)
        if keys:
            self._add_keys(column, keys)
        column.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _add_title(self, column: QVBoxLayout, title: str, words: str) -> None:
        theme = self._theme
        name = plain(title)
        font = page_font(theme, zoom=theme.sizes.factor * theme.sizes.title / theme.sizes.page)
        font.setBold(True)
        name.setFont(font)
        told = plain(words, role="dim")
        told.setFont(chrome_font(theme))
        told.setWordWrap(True)
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # A layout that centres a label asks it for one line only.
        measure = _balanced(told, theme.sizes.px(_MEASURE))
        told.setFixedWidth(measure)
        told.setMinimumHeight(told.heightForWidth(measure))
        column.addWidget(name, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(told, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)

    def _add_name(self, column: QVBoxLayout) -> None:
        """Whose the annotations will be."""
        self.name.setVisible(True)
        self.name.setFixedWidth(self._theme.sizes.px(200))
        self.name.setPlaceholderText(tr("ui.welcome.name.hint"))
        self.name.setAccessibleName(tr("ui.who.name"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(plain(tr("ui.who.name")))
        row.addWidget(self.name)
        row.addStretch(1)
        column.addLayout(row)
        note = small(tr("ui.welcome.name.note"), theme=self._theme)
        column.addWidget(note, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        self.name.editingFinished.connect(self._tell_name)
        self.name.returnPressed.connect(self._go_on)

    def _tell_name(self) -> None:
        name = self.name.text().strip()
        if name and name != self._given:
            self._given = name
            self.named.emit(name)

    def _go_on(self) -> None:
        next(iter(self.buttons.values())).setFocus()

    def _add_offers(self, column: QVBoxLayout, offers: Sequence[tuple[str, str]]) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for action, offer in offers:
            button = QPushButton(tr(offer))
            button.setDefault(not self.buttons)
            button.setAutoDefault(True)
            button.setMinimumHeight(self._theme.sizes.px(32))
            button.clicked.connect(lambda _=False, action=action: self._want(action))
            self.buttons[action] = button
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _want(self, action: str) -> None:
        self._tell_name()
        self.wanted.emit(action)

    def _add_recent(self, column: QVBoxLayout, recent: Sequence[tuple[str, str]]) -> None:
        column.addSpacing(12)
        title = heading(tr("ui.welcome.recent"), theme=self._theme)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        for name, path in recent[:5]:
            button = QPushButton(no_mnemonic(one_line(name, most=60)))
            button.setProperty("role", "quiet")
            button.setAutoDefault(True)
            button.setToolTip(plain_tip(path))
            self.recent.append(button)
            button.clicked.connect(lambda _=False, path=path: self.project_wanted.emit(path))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _add_keys(self, column: QVBoxLayout, keys: Mapping[str, str]) -> None:
        column.addSpacing(20)
        title = heading(tr("ui.welcome.keys"), theme=self._theme)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for n, action in enumerate(_KEYS):
            grid.addWidget(keycap(keys[action], theme=self._theme), n, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(plain(tr(f"ui.welcome.key.{action}"), role="dim"), n, 1)
        column.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)

    def begin(self) -> None:
        """Put the keyboard where one begins: the name while there is none, else the project one was in last,
        else the first offer."""
        if self.name.isVisibleTo(self) and not self._given:
            self.name.setFocus()
        else:
            next(iter((*self.recent, *self.buttons.values()))).setFocus()


def _balanced(told: QLabel, most: int) -> int:
    """The narrowest width at which words take no more lines: no line is left with a word alone."""
    high, width = told.heightForWidth(most), most
    while width > most // 2 and told.heightForWidth(width - 8) == high:
        width -= 8
    return width
