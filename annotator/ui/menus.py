"""Owns the menus and shortcuts made of the table of actions, and who has the single keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.action_row import MENUS, ActionRow, Controls, Menu, Scene
from annotator.ui.actions import is_single
from annotator.ui.models.wording import no_mnemonic, one_line

_SEEN: dict[Menu, Scene] = {"answer": "desk", "tag": "desk", "curation": "curation"}
"""Menus that are there in one scene only."""
_FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox)
_ONCE = ("confirm", "reject", "delete", "settle")
"""Answers; ``take_…`` are, too."""


class Menus(QObject):
    """The window's menu bar and the actions behind it."""

    def __init__(self, window: QMainWindow, controls: Controls) -> None:
        super().__init__(window)
        self._window = window
        self._controls = controls
        self._actions: dict[str, QAction] = {}
        self.rows: tuple[ActionRow, ...] = ()
        self.scene: Scene = "desk"
        self._has_project = False
        self.recent: Callable[[], Sequence[tuple[str, str]]] = lambda: ()
        """Name and path of the projects opened lately."""
        QApplication.instance().focusChanged.connect(self._mind_focus)  # type: ignore[union-attr]

    def show(self, rows: tuple[ActionRow, ...], *, has_project: bool) -> None:
        """Offer these."""
        self.rows, self.scene, self._has_project = rows, "desk", has_project
        bar = self._window.menuBar()
        for shown in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            shown.setObjectName("")
            shown.deleteLater()
        bar.clear()
        # Qt gives menus the platform's font, not the application's.
        bar.setFont(self._window.font())
        for action in self._actions.values():
            action.deleteLater()
        self._actions = {}
        for menu in MENUS:
            shown = bar.addMenu(tr(f"ui.menu.{menu}"))
            shown.setFont(self._window.font())
            shown.setObjectName(menu)
            for row in rows:
                if row.menu == menu:
                    shown.addAction(self._action(row))
            if menu == "project":
                self._add_recent(shown)
        self.set_scene("desk")

    def set_scene(self, scene: Scene) -> None:
        """Offer what can be done at the report, or where disagreements are settled."""
        self.scene = scene
        for row in self.rows:
            is_here = row.scene in ("", scene) or row.leads_there
            self._actions[row.id].setEnabled(is_here and (self._has_project or not row.needs_project))
        for menu, there in _SEEN.items():
            shown = self._window.menuBar().findChild(QMenu, menu)
            if isinstance(shown, QMenu):
                shown.menuAction().setVisible(there == scene)
        self._mind(QApplication.focusWidget())

    def rows_here(self) -> tuple[ActionRow, ...]:
        """The lines of the table whose keys act in this scene."""
        return tuple(row for row in self.rows if row.scene in ("", self.scene))

    def _action(self, row: ActionRow) -> QAction:
        action = QAction(no_mnemonic(one_line(row.title)), self._window)
        action.setObjectName(row.id)
        action.triggered.connect(lambda _=False, row=row: row.call(self._controls))
        # A key that is held down answers one thing: what comes next has not been seen.
        action.setAutoRepeat(row.id not in _ONCE and not row.id.startswith("take_"))
        self._actions[row.id] = action
        return action

    def _add_recent(self, menu: QMenu) -> None:
        recent = QMenu(tr("ui.menu.recent"), menu)
        recent.setFont(self._window.font())
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        # Before what closes the window.
        menu.insertMenu(menu.actions()[-1], recent)

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        known = self.recent()
        for name, path in known:
            action = menu.addAction(no_mnemonic(one_line(name, most=60)))
            action.triggered.connect(lambda _=False, path=path: self._controls.projects.open(path))
        if not known:
            menu.addAction(tr("ui.menu.recent.none")).setEnabled(False)

    def trigger(self, action: str) -> None:
        """Do what an action of the table does, unless it is grey."""
        self._actions[action].trigger()

    def action(self, action: str) -> QAction:
        """The Qt action of that id, for menus made on the spot."""
        return self._actions[action]

    def _set_shortcuts(self, is_free: Callable[[str], bool]) -> None:
        for row in self.rows:
            is_here = row.scene in ("", self.scene)
            keys = [QKeySequence(one) for one in row.keys if is_here and is_free(one)]
            self._actions[row.id].setShortcuts(keys)

    def _mind_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            self._mind(now)

    def _mind(self, now: QWidget | None) -> None:
        """Single keys belong to a field while it has the focus, Enter to a button and to a list."""
        if now is None:
            self._set_shortcuts(lambda _: True)
            return
        takes = "Return Enter" if isinstance(now, QAbstractButton) else str(now.property("takes") or "")
        if isinstance(now, _FIELDS) or takes == "all":
            self._set_shortcuts(lambda keys: not is_single(keys))
        elif takes:
            self._set_shortcuts(lambda keys: keys not in takes.split())
        else:
            self._set_shortcuts(lambda _: True)
