"""Owns what opens a page or a dialog: palette, settings, keys, the manual, a name, a report's facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from annotator.commands import documents
from annotator.session import DocumentRow
from annotator.ui import palette_finds as finding
from annotator.ui.actions import action_rows, keys_of
from annotator.ui.dialogs import AboutReport, WhoAreYou
from annotator.ui.figures_view import FiguresView, Tab
from annotator.ui.key_page import KeyPage
from annotator.ui.looks import Looks
from annotator.ui.manual_view import ManualView
from annotator.ui.models.finding import fold
from annotator.ui.palette import Palette
from annotator.ui.palette_finds import Find
from annotator.ui.preferences import Preferences
from annotator.ui.projects import Projects
from annotator.ui.settings_page import SettingsPage
from annotator.ui.window import Window
from annotator.ui.words_page import WordsPage


class Asking(QObject):
    """Opens dialogs; none of them blocks the window, each forgets itself when closed."""

    def __init__(
        self, window: Window, looks: Looks, projects: Projects, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._looks = looks
        self._projects = projects
        self._preferences = preferences
        self._manual: ManualView | None = None
        self._figures: FiguresView | None = None
        self._words: WordsPage | None = None
        looks.rebuilt.connect(self._make_manual_again)
        projects.changed.connect(self._forget_figures)
        projects.changed.connect(self._forget_words)
        self.palette: Palette | None = None
        self._finds: list[Find] = []
        self._known_rows: list[DocumentRow] | None = None
        self._documents: list[Find] = []
        self._folded = ""

    # The palette ----------------------------------------------------------------------------------

    def show_palette(self, typed: str = "") -> None:
        """Ask what is wanted; asked again, go away."""
        if self.palette is not None and self.palette.isVisible():
            self.palette.close_palette()
            return
        if self.palette is not None:
            self.palette.deleteLater()
        self._gather()
        self.palette = Palette(self._find, self._looks.theme, self._window)
        self.palette.chosen.connect(lambda call: call())
        self.palette.ask(typed)

    def _gather(self) -> None:
        """What can be found does not change while the palette is open."""
        desk, window = self._projects.desk, self._window
        rows = window.menus.rows
        self._finds = list(finding.commands(rows, trigger=window.trigger))
        self._folded = ""
        if desk is not None:
            self._finds += finding.labels(desk, rows, trigger=window.trigger, show_card=window.show_card)
            if self._known_rows is not desk.rows:
                # Folding the names of a large project takes half a second: done when they change.
                self._known_rows, self._documents = desk.rows, list(finding.documents(desk))
            self._finds += self._documents
            self._folded = fold(desk.shown.text) if desk.shown else ""

    def _find(self, typed: str) -> Sequence[Find]:
        only, words = finding.split_prefix(typed)
        found = [] if only == "text" else finding.best(self._finds, words, only=only)
        desk = self._projects.desk
        if desk is not None and only in (None, "text") and words.strip():
            most = 60 if only == "text" else 8
            found += finding.in_text(desk, words, folded=self._folded, most=most)
        if only in (None, "manual"):
            most = 60 if only == "manual" else 5
            found += finding.in_manual(words, show=self.show_manual)[:most]
        return found

    # Dialogs --------------------------------------------------------------------------------------

    def _raised(self, kind: type[QDialog]) -> bool:
        """Bring a dialog of that kind to the front, if one is open: two would contradict each other."""
        for dialog in self._window.findChildren(kind):
            if dialog.isVisible():
                dialog.raise_()
                dialog.activateWindow()
                return True
        return False

    def show_keys(self) -> None:
        """Show all keys."""
        if self._raised(KeyPage):
            return
        page = KeyPage(self._window.menus.rows_here(), self._looks.theme, self._window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.show()

    def show_manual(self, page: str = "", section: str = "") -> None:
        """Show the manual, at a page and section if they are named, else where one left it."""
        if self._manual is None:
            self._manual = ManualView(self._looks.theme, self._window)
        if page:
            self._manual.show_page(page, section)
        self._manual.begin()

    def show_figures(self, tab: Tab) -> None:
        """Show how good the machine is, or one indicator over the years."""
        desk = self._projects.desk
        if desk is None:
            return
        if self._figures is None or not self._figures.is_of(desk):
            self._forget_figures()
            self._figures = FiguresView(desk, self._window)
        self._figures.begin(tab)

    def show_words(self) -> None:
        """Show the project's own words."""
        desk = self._projects.desk
        if desk is not None and not self._raised(WordsPage):
            self._forget_words()
            self._words = WordsPage(desk, keys_of(self._window.menus.rows), self._window)
            self._words.begin()

    def _forget_words(self) -> None:
        before, self._words = self._words, None
        if before is not None:
            before.close()
            before.deleteLater()

    def _forget_figures(self) -> None:
        before, self._figures = self._figures, None
        if before is not None:
            before.close()
            before.deleteLater()

    def take_theme(self) -> None:
        """Give what is open the look in use; after the window, whose style sheet undoes palettes."""
        if self._manual is not None:
            self._manual.set_theme(self._looks.theme)
        tab = self.figures_tab()
        self._forget_figures()
        if tab is not None:
            self.show_figures(tab)

    def figures_tab(self) -> Tab | None:
        """Which part of the window of figures is open, None when it is not."""
        return self._figures.tab() if self._figures is not None and self._figures.isVisible() else None

    def _make_manual_again(self) -> None:
        """In other words, or in another size."""
        before, self._manual = self._manual, None
        if before is not None:
            if before.isVisible():
                self.show_manual(*before.shown())
            before.close()
            before.deleteLater()

    def show_settings(self, at: str = "name") -> None:
        """Show the one page of settings, with the keyboard at one of them."""
        if self._raised(SettingsPage):
            return
        desk = self._projects.desk
        tagset = desk.tagset if desk else None
        page = SettingsPage(
            self._preferences.now,
            lambda keys: action_rows(tagset, keys),
            self._looks.theme,
            self._window,
            reviewer=desk.session.reviewer if desk else "",
        )
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.name_chosen.connect(self._projects.be)
        page.theme_chosen.connect(self._looks.set_theme)
        page.zoom_chosen.connect(self._looks.set_zoom)
        page.keys_chosen.connect(self._looks.set_keys)
        page.language_chosen.connect(
            lambda code: self._again(page, lambda: self._looks.set_language(code), "language")
        )
        page.interface_chosen.connect(
            lambda size: self._again(page, lambda: self._looks.set_interface(size), "interface")
        )
        page.go_to(at)
        page.show()

    def _again(self, page: SettingsPage, change: Callable[[], None], at: str) -> None:
        """Words and sizes of the page itself change, too; the keyboard stays where it was."""
        page.close()
        change()
        self.show_settings(at)

    def ask_name(self) -> None:
        """Ask how the person is called, and be them from now on."""
        if self._raised(WhoAreYou):
            return
        dialog = WhoAreYou(self._looks.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._projects.be(dialog.name.text().strip()))
        dialog.open()

    def describe_report(self) -> None:
        """Ask what is known of the report; a date that is none is refused in the status line."""
        desk = self._projects.desk
        document = desk.document if desk else None
        if document is not None and not self._raised(AboutReport):
            said = [spot.features for spot in desk.spots.whole] if desk else []
            annotated = {key: str(value) for features in said for key, value in features.items() if value}
            dialog = AboutReport(document, self._looks.theme, self._window, annotated=annotated)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self._describe(document.id, dialog.said()))
            dialog.open()

    def _describe(self, document: str, said: dict[str, str]) -> None:
        """Record it on the desk there is now: it may have been laid anew while the question was open."""
        desk = self._projects.desk
        if desk is not None and any(row.document.id == document for row in desk.rows):
            desk.run(documents.set_features, document=document, features=said)
