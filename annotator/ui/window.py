"""Owns putting the window together: panels, menus, shortcuts; what they do lies elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.action_row import MENUS, ActionRow, Controls
from annotator.ui.actions import action_rows, is_single, keys_of
from annotator.ui.finish_card import FinishCard
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import document_words, no_mnemonic, one_line
from annotator.ui.panels.documents import DocumentsPanel
from annotator.ui.panels.history import HistoryPanel
from annotator.ui.panels.inspector import InspectorPanel
from annotator.ui.panels.numbers import NumbersPanel
from annotator.ui.panels.outline import OutlinePanel
from annotator.ui.panels.reading import ReadingPanel
from annotator.ui.panels.statusline import StatusLine
from annotator.ui.panels.tags import TagsPanel
from annotator.ui.panels.welcome import WelcomePanel
from annotator.ui.theme import Theme

LEFT, MIDDLE, RIGHT = range(3)
_WIDTHS = (248, 800, 372)
_FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox)

_RULES = """
QPushButton[role="quiet"] {{ background: transparent; border: 0; color: {dim}; padding: 2px 4px; }}
QPushButton[role="quiet"]:hover {{ color: {ink}; }}
QPushButton[role="quiet"]:focus {{ color: {ink}; text-decoration: underline; }}
#statusline {{ border: 0; border-top: 1px solid {line}; }}
#welcome, ReadingPanel {{ background: {paper}; }}
QMenuBar {{ background: {chrome}; color: {ink}; border-bottom: 1px solid {line}; padding: 2px 8px; }}
QMenuBar::item {{ background: transparent; padding: 4px 10px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QListView::item:selected {{ background: transparent; }}
QFrame[role="card"] QListView {{ background: transparent; }}
"""


class Window(QMainWindow):
    """The one window.  Empty it offers ways to begin; with a desk it shows the panels."""

    closing = Signal()

    def __init__(self, controls: Controls, theme: Theme) -> None:
        super().__init__()
        self._controls = controls
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self.rows: tuple[ActionRow, ...] = action_rows()
        self.desk: Desk | None = None
        self.setMinimumSize(640, 360)
        self.build_again(theme)
        QApplication.instance().focusChanged.connect(self._mind_focus)  # type: ignore[union-attr]

    def build_again(self, theme: Theme) -> None:
        """Put everything together anew, empty, in the words and the size in use."""
        self.desk = None
        self.setWindowTitle(tr("ui.window.title"))
        self.rows = action_rows()
        self.stack = QStackedWidget()
        self.status = StatusLine(theme, keys_of(self.rows))
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self._make_menus()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use another look."""
        self._theme = theme
        names = ("dim", "ink", "line", "paper", "chrome", "hover")
        self.setStyleSheet(_RULES.format(**{name: getattr(theme, name) for name in names}))
        self.status.set_theme(theme)

    # Menus and shortcuts --------------------------------------------------------------------------

    def _make_menus(self) -> None:
        self.menuBar().clear()
        # Qt gives menus the platform's font, not the application's.
        self.menuBar().setFont(self.font())
        for action in self._actions.values():
            action.deleteLater()
        self._actions = {}
        for menu in MENUS:
            rows = [row for row in self.rows if row.menu == menu]
            if not rows:
                continue
            shown = self.menuBar().addMenu(tr(f"ui.menu.{menu}"))
            shown.setFont(self.font())
            for row in rows:
                action = QAction(no_mnemonic(one_line(row.title)), self)
                action.setObjectName(row.id)
                action.triggered.connect(lambda _=False, row=row: row.call(self._controls))
                action.setEnabled(self.desk is not None or not row.needs_project)
                shown.addAction(action)
                self._actions[row.id] = action
        self._set_shortcuts(lambda _: True)

    def _set_shortcuts(self, is_free: Callable[[str], bool]) -> None:
        for row in self.rows:
            keys = [QKeySequence(one) for one in row.keys if is_free(one)]
            self._actions[row.id].setShortcuts(keys)

    def _mind_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Single keys belong to a field while it has the focus, Enter to a button and to a list."""
        if now is None or now.window() is not self:
            return
        takes = "Return Enter" if isinstance(now, QAbstractButton) else str(now.property("takes") or "")
        if isinstance(now, _FIELDS) or takes == "all":
            self._set_shortcuts(lambda keys: not is_single(keys))
        elif takes:
            self._set_shortcuts(lambda keys: keys not in takes.split())
        else:
            self._set_shortcuts(lambda _: True)

    # What is shown --------------------------------------------------------------------------------

    def show_welcome(self, *, recent: Sequence[str]) -> None:
        """Show the ways to begin."""
        self.desk = None
        self.status.forget()
        self.rows = action_rows()
        self._make_menus()
        self.setWindowTitle(tr("ui.window.title"))
        offers = (("sample", "ui.action.sample"), ("new", "ui.action.new"), ("open", "ui.action.open"))
        welcome = WelcomePanel(
            self._theme,
            title=tr("ui.welcome.title"),
            words=tr("ui.welcome.words"),
            offers=offers,
            recent=recent,
        )
        welcome.wanted.connect(self.trigger)
        welcome.project_wanted.connect(self._controls.projects.open)
        self._show_only(welcome)
        next(iter(welcome.buttons.values())).setFocus()

    def show_desk(self, desk: Desk) -> None:
        """Show a desk's panels."""
        self.desk = desk
        self.rows = action_rows(desk.tagset)
        self._make_menus()
        self.status.follow(desk)
        keys = keys_of(self.rows)
        self.documents = DocumentsPanel(desk)
        self.outline = OutlinePanel(desk, keys)
        self.tags = TagsPanel(desk)
        self.reading = ReadingPanel(desk)
        self.inspector = InspectorPanel(desk, keys)
        self.numbers = NumbersPanel(desk)
        self.history = HistoryPanel(desk)
        self.tags.tagged.connect(lambda layer, label: answering.tag(desk, layer, label))
        self.finish = FinishCard(desk, keys, self.reading)
        left = QSplitter(Qt.Orientation.Vertical)
        for part, weight in ((self.documents, 2), (self.outline, 3), (self.tags, 0)):
            left.addWidget(part)
            left.setStretchFactor(left.count() - 1, weight)
        left.setSizes([300, 280, 226])
        self.below = QStackedWidget()
        self.below.addWidget(self.numbers)
        self.below.addWidget(self.history)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.inspector)
        column.addWidget(self.below, 1)
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        for n, (side, least) in enumerate(((left, 184), (self._middle(desk), 420), (right, 300))):
            side.setMinimumWidth(least)
            self.sides.addWidget(side)
            self.sides.setStretchFactor(n, 1 if n == MIDDLE else 0)
            self.sides.setCollapsible(n, n != MIDDLE)
        self.sides.setHandleWidth(1)
        self.sides.setSizes(list(_WIDTHS))
        self._show_only(self.sides)
        desk.document_changed.connect(self._tell_title)
        desk.documents_changed.connect(self._tell_empty)
        self._tell_empty()

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
        assert self.desk is not None
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

    def trigger(self, action: str) -> None:
        """Do what an action of the table does."""
        self._actions[action].trigger()

    def toggle_history(self) -> None:
        """Show the history in place of the numbers, or the numbers again."""
        self.below.setCurrentIndex(1 - self.below.currentIndex())

    def filter_documents(self) -> None:
        """Let words be typed that documents must hold."""
        panel = self.sides.widget(LEFT)
        assert panel is not None
        panel.show()
        self.documents.take_keyboard()

    def toggle_side(self, side: int) -> None:
        """Fold a side away, or unfold it."""
        panel = self.sides.widget(side)
        assert panel is not None
        panel.setVisible(panel.isHidden())

    def toggle_rejected(self) -> None:
        """Show what was rejected struck through on the page, or hide it."""
        self.reading.toggle_rejected()

    def leave(self) -> None:
        """Close the window."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is on the disk already; remember the place and go."""
        self.closing.emit()
        super().closeEvent(event)
