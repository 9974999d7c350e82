"""Owns how the window looks while it runs: day or night, zoom, size of the interface, language."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from annotator.i18n import set_language
from annotator.settings import Theme as ThemeName
from annotator.ui import theme as themes
from annotator.ui.page import Page
from annotator.ui.preferences import Preferences
from annotator.ui.stylesheet import apply, laid_aside
from annotator.ui.theme import Theme

_STEP = 10
"""Percent of one step of zoom."""


class Looks(QObject):
    """The look in use; what is chosen is remembered."""

    theme_changed = Signal()
    """Other colours."""
    rebuilt = Signal()
    """Other words or another size: everything must be put together anew."""

    def __init__(self, app: QApplication, preferences: Preferences, *, theme: Theme | None) -> None:
        super().__init__(app)
        self._app = app
        self._preferences = preferences
        self._given = theme
        self.page: Page | None = None
        self.theme = self._wanted()
        apply(app, self.theme)

    def _wanted(self) -> Theme:
        factor = self._preferences.now.interface / 100
        if self._given is not None:
            return self._given.times(factor)
        chosen = self._preferences.now.theme
        is_dark = chosen == "dark" or (
            chosen == "system" and self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        return (themes.dark() if is_dark else themes.light()).times(factor)

    def _take(self) -> None:
        self.theme = self._wanted()
        apply(self._app, self.theme)

    def laid_aside(self) -> AbstractContextManager[None]:
        """While it lasts there is no look: a window is put together faster so."""
        return laid_aside(self._app)

    def zoom(self, by: int) -> None:
        """Make the page's letters larger (1), smaller (-1) or as usual (0)."""
        if self.page is not None:
            self.page.set_zoom(self.page.zoom() + by * _STEP / 100 if by else 1.0)
            self._preferences.change(zoom=round(self.page.zoom() * 100))

    def turn_theme(self) -> None:
        """Go from day to night or back."""
        self.set_theme("dark" if self.theme.name == "light" else "light")

    def set_theme(self, name: ThemeName) -> None:
        """Use the day look, the night look, or the system's."""
        self._given = None
        self._preferences.change(theme=name)
        self._take()
        self.theme_changed.emit()

    def note_zoom(self, zoom: float) -> None:
        """Remember what the wheel has set."""
        self._preferences.change(zoom=round(zoom * 100))

    def set_zoom(self, percent: int) -> None:
        """Make the report that large, in per cent."""
        self._preferences.change(zoom=percent)
        if self.page is not None:
            self.page.set_zoom(percent / 100)

    def set_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Use other keys from now on."""
        self._preferences.change(keys=dict(keys))
        self.rebuilt.emit()

    def set_interface(self, percent: int) -> None:
        """Make everything but the report that large, in per cent."""
        self._preferences.change(interface=percent)
        self._take()
        self.rebuilt.emit()

    def set_language(self, code: str) -> None:
        """Speak another language from now on."""
        set_language(code)
        self._preferences.change(language=code)
        # English has quotation marks of its own width.
        self._take()
        self.rebuilt.emit()
