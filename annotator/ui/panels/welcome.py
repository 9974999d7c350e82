"""Owns what stands in the window when no project, or an empty one, is open: what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.models.wording import no_mnemonic, one_line, plain_tip
from annotator.ui.pieces import heading, plain
from annotator.ui.theme import Theme, chrome_font, page_font

_MEASURE = 540


class WelcomePanel(QWidget):
    """Offers the ways to begin."""

    wanted = Signal(str)
    """The id of the action chosen."""
    project_wanted = Signal(str)
    """The path of a recent project."""

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        words: str,
        offers: Sequence[tuple[str, str]],
        recent: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        column.addStretch(2)
        name = plain(title)
        font = page_font(theme, zoom=theme.sizes.title / theme.sizes.page)
        font.setBold(True)
        name.setFont(font)
        told = plain(words, role="dim")
        told.setFont(chrome_font(theme))
        told.setWordWrap(True)
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # A layout that centres a label asks it for one line only.
        told.setFixedWidth(_MEASURE)
        told.setMinimumHeight(told.heightForWidth(_MEASURE))
        column.addWidget(name, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(told, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for action, offer in offers:
            button = QPushButton(tr(offer))
            button.setDefault(not self.buttons)
            button.setAutoDefault(True)
            button.setMinimumHeight(32)
            button.clicked.connect(lambda _=False, action=action: self.wanted.emit(action))
            self.buttons[action] = button
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        if recent:
            column.addSpacing(16)
            self._add_recent(column, theme, recent)
        column.addStretch(3)

    def _add_recent(self, column: QVBoxLayout, theme: Theme, recent: Sequence[str]) -> None:
        column.addWidget(heading(tr("ui.welcome.recent"), theme=theme), 0, Qt.AlignmentFlag.AlignHCenter)
        for path in recent[:5]:
            name = one_line(path.replace("\\", "/").rsplit("/", 1)[-1], most=60)
            button = QPushButton(no_mnemonic(name))
            button.setProperty("role", "quiet")
            button.setToolTip(plain_tip(path))
            button.clicked.connect(lambda _=False, path=path: self.project_wanted.emit(path))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
