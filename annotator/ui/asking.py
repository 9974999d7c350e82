"""Owns what opens a page or a dialog of its own: keys, the manual, one's name, a report's facts."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from annotator.commands import documents
from annotator.ui.dialogs import AboutReport, KeyPage, WhoAreYou
from annotator.ui.looks import Looks
from annotator.ui.manual_view import ManualView
from annotator.ui.projects import Projects
from annotator.ui.window import Window


class Asking(QObject):
    """Opens dialogs; none of them blocks the window, each forgets itself when closed."""

    def __init__(self, window: Window, looks: Looks, projects: Projects, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._looks = looks
        self._projects = projects
        self._manual: ManualView | None = None
        looks.rebuilt.connect(self._make_manual_again)

    def show_keys(self) -> None:
        """Show all keys."""
        page = KeyPage(self._window.rows, self._looks.theme, self._window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.show()

    def show_manual(self, page: str = "", section: str = "") -> None:
        """Show the manual, at a page and section if they are named, else where one left it."""
        if self._manual is None:
            self._manual = ManualView(self._looks.theme, self._window)
        if page:
            self._manual.show_page(page, section)
        self._manual.begin()

    def take_theme(self) -> None:
        """Give what is open the look in use; after the window, whose style sheet undoes palettes."""
        if self._manual is not None:
            self._manual.set_theme(self._looks.theme)

    def _make_manual_again(self) -> None:
        """In other words, or in another size."""
        before, self._manual = self._manual, None
        if before is not None:
            if before.isVisible():
                self.show_manual(*before.shown())
            before.close()
            before.deleteLater()

    def ask_name(self) -> None:
        """Ask how the person is called, and be them from now on."""
        dialog = WhoAreYou(self._looks.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._projects.be(dialog.name.text().strip()))
        dialog.open()

    def describe_report(self) -> None:
        """Ask what is known of the report; a date that is none is refused in the status line."""
        desk = self._projects.desk
        document = desk.document if desk else None
        if desk is not None and document is not None:
            dialog = AboutReport(document, self._looks.theme, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(
                lambda: desk.run(documents.set_features, document=document.id, features=dialog.said())
            )
            dialog.open()
