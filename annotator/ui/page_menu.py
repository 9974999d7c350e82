"""Owns the menu of the page: what can be done to the place it is asked at, to the selection, and to none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMainWindow, QMenu

from annotator.ui.menus import Menus
from annotator.ui.panels.reading import ReadingPanel

_OF_PLACE = (("confirm", "edit", "reject", "delete"), ("note", "link"), ("teach",))
_ANYWHERE = ("find", "undo")


class PageMenu(QObject):
    """Shows the menu where it is asked for.  Over bare text the current place is not what is meant."""

    def __init__(self, reading: ReadingPanel, menus: Menus, window: QMainWindow) -> None:
        super().__init__(reading)
        self._page = reading.page
        self._menus = menus
        self._window = window
        self._is_bare = False
        self._page.viewport().installEventFilter(self)
        reading.menu_wanted.connect(self._show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what is under the pointer, before the page asks for the menu."""
        if isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Mouse:
            self._is_bare = not (self._page.note_at(event.pos()) or self._page.paint_at(event.pos()))
        return super().eventFilter(watched, event)

    def made(self, *, is_bare: bool = False) -> QMenu:
        """Return the menu, for the current place or for bare text."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._window.font())
        tags = tuple(row.id for row in self._menus.rows if row.menu == "tag" and row.keys)
        has_words = not is_bare or self._page.textCursor().hasSelection()
        groups = (*(() if is_bare else _OF_PLACE), *((tags,) if has_words else ()), _ANYWHERE)
        for group in groups:
            menu.addActions([self._menus.action(action) for action in group])
            menu.addSeparator()
        return menu

    def _show(self, place: QPoint) -> None:
        is_bare, self._is_bare = self._is_bare, False
        self.made(is_bare=is_bare).popup(place)
