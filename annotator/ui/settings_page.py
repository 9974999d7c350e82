"""Owns the one page of settings: who one is, language, look, sizes, keys, and where everything lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator import settings
from annotator.i18n import LANGUAGES, language, tr
from annotator.settings import THEMES, Settings
from annotator.ui.action_row import ActionRow, Keys
from annotator.ui.choice import Choice
from annotator.ui.key_table import KeyTable
from annotator.ui.models.wording import plain_tip
from annotator.ui.pieces import plain, small, title
from annotator.ui.pressing import Pressing
from annotator.ui.tabs import Tabs
from annotator.ui.theme import Theme

INTERFACES = (75, 100, 125, 150, 175, 200)
ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
OWN_NAMES = {"zh": "简体中文", "en": "English"}
"""What each language calls itself, whichever is in use."""


def _percent(size: int) -> str:
    return tr("ui.settings.percent", n=size)


def home_words(place: Path) -> str:
    """Return a folder as people name it: what lies in their own begins with ~."""
    try:
        return str(Path("~") / place.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(place)


class SettingsPage(Pressing):
    """Everything that holds on this machine; each choice takes effect at once."""

    name_chosen = Signal(str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    interface_chosen = Signal(int)
    zoom_chosen = Signal(int)
    keys_chosen = Signal(object)

    def __init__(
        self,
        now: Settings,
        rows_of: Callable[[Keys], Sequence[ActionRow]],
        theme: Theme,
        parent: QWidget | None = None,
        *,
        reviewer: str = "",
    ) -> None:
        """``reviewer`` is who acts, shown while the settings know no name."""
        super().__init__(parent)
        self._reviewer = reviewer
        self.setWindowTitle(tr("ui.settings.title"))
        px = theme.sizes.px
        # With its title bar it stays within the window, whatever the size of the letters.
        self.resize(px(640), min(px(640), parent.height() * 9 // 10 if parent else px(640)))
        self.keys = KeyTable(rows_of, now.keys, theme, self)
        self.keys.changed.connect(self.keys_chosen)
        parts = (tr("ui.settings.general"), self._general(now, theme)), (tr("ui.settings.keys"), self.keys)
        self.tabs = Tabs(parts, theme, edge=0)
        self.tabs.setAccessibleName(tr("ui.settings.title"))
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("ui.dialog.close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(title(tr("ui.settings.title"), theme=theme))
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)

    def go_to(self, setting: str) -> None:
        """Put the keyboard at a setting."""
        fields = {"name": self.name, "language": self.language, "interface": self.interface}
        fields[setting].setFocus()

    def _general(self, now: Settings, theme: Theme) -> QWidget:
        self.name = QLineEdit(now.reviewer_name or self._reviewer or now.reviewer)
        self.name.setAccessibleName(tr("ui.settings.name"))
        self.name.setPlaceholderText(tr("ui.who.name"))
        self.name.editingFinished.connect(self._choose_name)
        codes = [(OWN_NAMES[code], code) for code in LANGUAGES]
        self.language = self._choice("ui.settings.language", codes, language())
        looks = [(tr(f"ui.settings.theme.{one}"), one) for one in THEMES]
        self.theme = self._choice("ui.settings.theme", looks, now.theme)
        sizes = [(_percent(one), one) for one in INTERFACES]
        self.interface = self._choice("ui.settings.interface", sizes, now.interface)
        zooms = sorted({*ZOOMS, now.zoom})
        self.zoom = self._choice("ui.settings.zoom", [(_percent(one), one) for one in zooms], now.zoom)
        for box, chosen in (
            (self.language, self.language_chosen),
            (self.theme, self.theme_chosen),
            (self.interface, self.interface_chosen),
            (self.zoom, self.zoom_chosen),
        ):
            box.activated.connect(lambda _=0, box=box, chosen=chosen: chosen.emit(box.currentData()))
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 16, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for words, field in (
            ("ui.settings.name", self.name),
            ("ui.settings.language", self.language),
            ("ui.settings.theme", self.theme),
            ("ui.settings.interface", self.interface),
            ("ui.settings.zoom", self.zoom),
        ):
            form.addRow(plain(tr(words)), field)
        place = small(home_words(settings.folder()), theme=theme)
        place.setToolTip(plain_tip(str(settings.folder())))
        place.setWordWrap(True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(plain(tr("ui.settings.folder")), place)
        note = small(tr("ui.settings.note"), theme=theme)
        note.setWordWrap(True)
        form.addRow(note)
        return page

    def _choice(self, words: str, options: Sequence[tuple[str, object]], chosen: object) -> Choice:
        box = Choice()
        box.setAccessibleName(tr(words))
        for told, value in options:
            box.addItem(told, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _choose_name(self) -> None:
        name = self.name.text().strip()
        if name and self.name.isModified():
            self.name.setModified(False)
            self.name_chosen.emit(name)
