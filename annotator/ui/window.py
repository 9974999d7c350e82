"""Owns putting the window together: panels, sides, status line; what they do lies elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.action_row import Controls
from annotator.ui.actions import GUIDELINE, LEFT, NUMBERS, RIGHT, action_rows, keys_of
from annotator.ui.finish_card import FinishCard
from annotator.ui.grid.bench import Bench
from annotator.ui.left_side import LeftSide
from annotator.ui.menus import Menus
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import document_words
from annotator.ui.page_menu import PageMenu
from annotator.ui.panels.documents import DocumentsPanel
from annotator.ui.panels.guideline import GuidelinePanel
from annotator.ui.panels.history import HistoryPanel
from annotator.ui.panels.inspector import InspectorPanel
from annotator.ui.panels.numbers import NumbersPanel
from annotator.ui.panels.outline import OutlinePanel
from annotator.ui.panels.reading import ReadingPanel
from annotator.ui.panels.statusline import StatusLine
from annotator.ui.panels.tags import TagsPanel
from annotator.ui.panels.welcome import WelcomePanel
from annotator.ui.pointing_bar import PointingBar
from annotator.ui.right_side import RightSide
from annotator.ui.scenes import Scenes
from annotator.ui.search_button import SearchButton
from annotator.ui.sides import Sides
from annotator.ui.tabs import Tabs
from annotator.ui.theme import Theme

_FOLDED = "ui.folded"
_TAB = "ui.tab"


class Window(QMainWindow):
    """The one window.  Empty it offers ways to begin; with a desk it shows the panels."""

    closing = Signal()

    def __init__(self, controls: Controls, theme: Theme) -> None:
        super().__init__()
        self._controls = controls
        self.menus = Menus(self, controls)
        self.desk: Desk | None = None
        self._shows_rejected = False
        self.setMinimumSize(640, 360)
        self.build_again(theme)

    def build_again(self, theme: Theme) -> None:
        """Put everything together anew, empty, in the words and the size in use."""
        self.desk = None
        self._theme = theme
        self.setWindowTitle(tr("ui.window.title"))
        self._offer_actions()
        self.stack = QStackedWidget()
        if (before := self.findChild(Scenes)) is not None:
            before.forget()
            before.setParent(None)
        self.scenes = Scenes(self.stack, self.menus, self, status=lambda: self.status)
        self.status = StatusLine(theme, keys_of(self.menus.rows))
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        # A window that is shown already would show it only after the next turn of the event loop.
        central.setVisible(True)
        self.set_theme(theme)

    def _offer_actions(self) -> None:
        """The menus, and the way to everything at their right."""
        tagset = self.desk.tagset if self.desk else None
        self.menus.show(action_rows(tagset, self._controls.keys), has_project=self.desk is not None)
        if (before := self.menuBar().cornerWidget(Qt.Corner.TopRightCorner)) is not None:
            before.deleteLater()
        self.search = SearchButton(self._theme, keys_of(self.menus.rows)["palette"])
        self.search.clicked.connect(lambda: self.trigger("palette"))
        self.search.setEnabled(self.desk is not None)
        self.menuBar().setCornerWidget(self.search, Qt.Corner.TopRightCorner)
        # A menu bar that is shown already leaves it hidden.
        self.search.show()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.status.set_theme(theme)
        search = self.menuBar().cornerWidget(Qt.Corner.TopRightCorner)
        if isinstance(search, SearchButton):
            search.set_theme(theme)
        if self.desk is not None:
            self.sides.set_theme(theme)

    # What is shown --------------------------------------------------------------------------------

    def show_welcome(self, *, recent: Sequence[tuple[str, str]], name: str = "") -> None:
        """Show the ways to begin; without a name yet, ask for it."""
        self.desk = None
        self.scenes.forget()
        self.status.forget()
        self._offer_actions()
        self.setWindowTitle(tr("ui.window.title"))
        offers = [(one, f"ui.action.{one}") for one in ("sample", "new", "open", "receive")]
        self.welcome = WelcomePanel(
            self._theme,
            title=tr("ui.welcome.title"),
            words=tr("ui.welcome.words"),
            offers=offers,
            recent=recent,
            name=name,
            keys=keys_of(self.menus.rows),
        )
        self.welcome.wanted.connect(self.trigger)
        self.welcome.named.connect(self._controls.projects.be)
        self.welcome.project_wanted.connect(self._controls.projects.open)
        self._show_only(self.welcome)
        self.welcome.begin()

    def show_desk(self, desk: Desk) -> None:
        """Show a desk's panels."""
        self.desk = desk
        self._shows_rejected = False
        self._offer_actions()
        self.status.follow(desk)
        for wanted in (desk.edit_wanted, desk.note_wanted, desk.links_wanted, desk.wishes.field_wanted):
            # Before the card hears of it: what is hidden cannot take the keyboard.
            wanted.connect(self._show_card_side)
        self._make_panels(desk)
        left = LeftSide(self.documents, self.outline, self.tags)
        self.below = Tabs(
            [
                (tr("ui.tab.numbers"), self.numbers),
                (tr("ui.tab.history"), self.history),
                (tr("ui.tab.guideline"), self.guideline),
            ],
            desk.theme,
        )
        right = RightSide(self.inspector, self.below, least=self.below.head_height() + self.numbers.least())
        names = (
            (tr("ui.rail.documents"), tr("ui.outline.heading"), tr("ui.tags.heading")),
            (tr("ui.rail.inspector"), *(button.text() for button in self.below.buttons)),
        )
        self.sides = Sides((left, self._middle(desk), right), names, desk.theme)
        self.bench = Bench(desk, keys_of(self.menus.rows), self.sides)
        self._show_only(self.bench)
        self.scenes.take(desk)
        self._restore_sides(desk)
        self.bench.restore()
        desk.document_changed.connect(self._tell_title)
        desk.documents_changed.connect(self._tell_empty)
        self._tell_empty()

    def _make_panels(self, desk: Desk) -> None:
        keys = keys_of(self.menus.rows)
        self.documents = DocumentsPanel(desk, keys)
        self.outline = OutlinePanel(desk, keys)
        self.tags = TagsPanel(desk, keys)
        self.reading = ReadingPanel(desk)
        self.page_menu = PageMenu(self.reading, self.menus, self)
        self.pointing = PointingBar(desk, self.reading)
        self.inspector = InspectorPanel(desk, keys)
        self.numbers = NumbersPanel(desk, keys)
        self.history = HistoryPanel(desk)
        self.guideline = GuidelinePanel(desk, keys)
        self.finish = FinishCard(desk, keys, self.reading)
        self.inspector.wanted.connect(self.trigger)
        self.tags.tagged.connect(self._tag)
        self.tags.card_wanted.connect(self.show_card)

    def _tag(self, layer: str, label: str) -> None:
        if self.desk is not None:
            answering.tag(self.desk, layer, label)

    def _middle(self, desk: Desk) -> QWidget:
        """The page, or what to do while there is nothing to read."""
        self.middle = QStackedWidget()
        self.middle.addWidget(self.reading)
        empty = WelcomePanel(
            desk.theme,
            title=tr("ui.empty.title"),
            words=tr("ui.empty.words"),
            offers=(("import", "ui.action.import"),),
        )
        empty.wanted.connect(self.trigger)
        self.middle.addWidget(empty)
        return self.middle

    def _tell_empty(self) -> None:
        if self.desk is not None:
            self.middle.setCurrentIndex(0 if self.desk.rows else 1)

    def _tell_title(self) -> None:
        if self.desk is not None and self.desk.document is not None:
            name = document_words(self.desk.document)
            # Qt puts the window's own name where [*] stands.
            self.setWindowTitle(f"{name} — {tr('ui.window.title')}".replace("[*]", "[ *]"))

    def _show_only(self, widget: QWidget) -> None:
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        widget.show()

    def trigger(self, action: str) -> None:
        """Do what an action of the table does."""
        self.menus.trigger(action)

    # Sides and tabs -------------------------------------------------------------------------------

    def _restore_sides(self, desk: Desk) -> None:
        folded = desk.session.setting(_FOLDED) or ""
        for side in (LEFT, RIGHT):
            if str(side) in folded.split():
                self.sides.set_shown(side, False)
        tab = desk.session.setting(_TAB) or ""
        self.below.turn_to(int(tab) if tab.isdecimal() else NUMBERS)
        self.sides.folded.connect(self._remember_sides)
        self.sides.wanted.connect(self._go_to_part)
        self.below.turned.connect(self._remember_tab)

    def _show_card_side(self, *_: object) -> None:
        """Whoever wants to edit needs the card in sight."""
        if not self.sides.is_shown(RIGHT):
            self.sides.set_shown(RIGHT, True)

    def _remember_sides(self) -> None:
        # Beside the grid the sides are folded for the time being.
        if self.desk is not None and not self.bench.is_open:
            folded = " ".join(str(side) for side in (LEFT, RIGHT) if not self.sides.is_shown(side))
            self.desk.session.remember(_FOLDED, folded)

    def _remember_tab(self, tab: int) -> None:
        if self.desk is not None:
            self.desk.session.remember(_TAB, str(tab))

    def _go_to_part(self, side: int, name: int) -> None:
        """Bring what the rail named into sight, and the keyboard there."""
        if side == LEFT:
            (self.documents.list, self.outline.list, self.tags)[name].setFocus()
        elif name:
            self.show_tab(name - 1)

    def show_tab(self, tab: int) -> None:
        """Bring one of the panels below the card into sight."""
        if not self.sides.is_shown(RIGHT):
            self.sides.set_shown(RIGHT, True)
        self.below.turn_to(tab)

    def toggle_tab(self, tab: int) -> None:
        """Show a panel below the card and give it the keyboard, or show the numbers again."""
        is_there = self.below.number == tab and self.sides.is_shown(RIGHT)
        self.show_tab(NUMBERS if is_there else tab)
        if is_there:
            self.reading.page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.below.take_keyboard()

    def show_card(self, layer: str, label: str) -> None:
        """Show a label's guideline card."""
        self.show_tab(GUIDELINE)
        self.guideline.show_label(layer, label)

    def filter_documents(self) -> None:
        """Let words be typed that documents must hold."""
        if not self.sides.is_shown(LEFT):
            self.sides.set_shown(LEFT, True)
        self.documents.take_keyboard()

    def toggle_side(self, side: int) -> None:
        """Fold a side away, or unfold it; the page has the keyboard."""
        self.sides.toggle(side)
        self.reading.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sight(self) -> tuple[bool, bool, str]:
        """Whether what was rejected, and where colleagues differ, is shown; what of curation is in sight."""
        return self._shows_rejected, self.desk is not None and self.reading.differing.is_on, self.scenes.part

    def see(self, sight: tuple[bool, bool, str]) -> None:
        """Show what ``sight`` told of another window."""
        if self.desk is not None:
            if sight[0]:
                self.toggle_rejected()
            if sight[1]:
                self.reading.differing.turn()
            if sight[2]:
                self.scenes.open(sight[2])

    def toggle_rejected(self) -> None:
        """Show what was rejected struck through on the page, or hide it."""
        self._shows_rejected = not self._shows_rejected
        self.reading.toggle_rejected()

    def toggle_differences(self) -> None:
        """Show where colleagues say otherwise, or hide it."""
        self.reading.toggle_differences(keys_of(self.menus.rows)["differences"])

    def find_words(self) -> None:
        """Find words in the report."""
        if self.reading.isVisible():
            self.reading.find_words()

    def leave(self) -> None:
        """Close the window."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is on the disk already; remember the place and go."""
        self.scenes.forget()
        self.closing.emit()
        super().closeEvent(event)
