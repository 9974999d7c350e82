"""Owns one run of the window: what the actions of the table ask for, put together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

from annotator.i18n import tr
from annotator.ui.action_row import Keys
from annotator.ui.asking import Asking
from annotator.ui.looks import Looks
from annotator.ui.models import finishing, steps
from annotator.ui.models.begun import given_up
from annotator.ui.models.desk import Desk
from annotator.ui.preferences import Preferences
from annotator.ui.projects import Projects
from annotator.ui.team_windows import TeamWindows
from annotator.ui.theme import Theme
from annotator.ui.window import Window


class Program(QObject):
    """What the actions of the table ask for (``action_row.Controls``)."""

    def __init__(self, app: QApplication, *, reviewer: str, theme: Theme | None = None) -> None:
        super().__init__()
        self.preferences = Preferences(self)
        self.looks = Looks(app, self.preferences, theme=theme)
        self.window = Window(self, self.looks.theme)
        self.panels = self.window
        self.projects = Projects(self.window, self.looks, self.preferences, reviewer=reviewer, parent=self)
        self.asking = Asking(self.window, self.looks, self.projects, self.preferences, self)
        self.team = TeamWindows(self.window, self.looks, self.projects, self)
        self.window.closing.connect(self.projects.close)
        self.projects.changed.connect(self._show_page)
        self.preferences.refused.connect(lambda sentence: self.window.status.refuse(sentence))
        self.looks.theme_changed.connect(self._take_theme)
        self.looks.rebuilt.connect(self._rebuild)
        self.projects.tagset_changed.connect(self._rebuild)
        self.window.menus.recent = self.projects.recent
        self._listen()

    def _listen(self) -> None:
        """Hear the status line, which is made anew with every rebuilding."""
        status = self.window.status
        status.undo_wanted.connect(self.undo)
        status.name_wanted.connect(self.asking.ask_name)

    def _show_page(self) -> None:
        self.looks.page = self.window.reading.page if self.projects.desk else None
        if self.looks.page is not None:
            self.looks.page.zoomed.connect(self.looks.note_zoom)

    def _take_theme(self) -> None:
        self.window.set_theme(self.looks.theme)
        self.asking.take_theme()
        if self.projects.desk is not None:
            self.projects.desk.set_theme(self.looks.theme)
        self.team.make_again()

    def _rebuild(self) -> None:
        # What is shown for this sitting only is shown in the window built anew, too.
        sight, tab = self.window.sight(), self.asking.figures_tab()
        self.projects.lay_again(self._build)
        self.window.see(sight)
        if tab is not None:
            self.asking.show_figures(tab)

    def _build(self) -> None:
        self.window.build_again(self.looks.theme)
        self._listen()

    @property
    def keys(self) -> Keys:
        """The keys a person gave instead of the usual ones."""
        return self.preferences.now.keys

    @property
    def desk(self) -> Desk:
        """The desk; the actions that ask for it are grey while there is none."""
        assert self.projects.desk is not None
        return self.projects.desk

    def begin(self, path: Path | None) -> None:
        """Show a project, or the ways to begin."""
        self.projects.begin(path)

    def close(self) -> None:
        """Let the project go; the window may be deleted then."""
        self.projects.close()

    def undo(self) -> None:
        """Take the last action back; what was begun in the card is given up first, and that is all."""
        if not self._is_given_up() and not steps.step_back(self.desk):
            self.desk.said.emit(tr("ui.said.nothing_to_undo"))

    def redo(self) -> None:
        """Do the last undone action again; what was begun in the card is given up first, and that is all."""
        if not self._is_given_up() and not steps.step_forward(self.desk):
            self.desk.said.emit(tr("ui.said.nothing_to_redo"))

    def _is_given_up(self) -> bool:
        is_given_up = given_up(self.desk)
        if is_given_up:
            self.desk.said.emit(tr("ui.said.begun_given_up"))
        return is_given_up

    def turn_document(self, by: int) -> None:
        """Go to the next or the previous document of the list."""
        ids, here = self.desk.order, self.desk.document
        if here is not None:
            # One that the filter hides leads to the first of those in sight.
            at = ids.index(here.id) + by if here.id in ids else 0
            if 0 <= at < len(ids):
                self.desk.show_document(ids[at])
            else:
                self.desk.said.emit(tr("ui.said.no_more_documents"))

    def finish_document(self) -> None:
        """Ask which layers are finished in the document, or open it again."""
        if finishing.is_finished(self.desk):
            finishing.reopen(self.desk)
        elif self.desk.document is not None:
            self.window.finish.ask()

    def dialogs(self) -> list[QDialog]:
        """The dialogs that are open."""
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]
