"""Owns the window of the manual: contents or hits at the left, a page at the right, a field to search."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator import manual
from annotator.i18n import language, tr
from annotator.ui.manual_lists import LineList, Row
from annotator.ui.manual_sheet import ManualSheet
from annotator.ui.pieces import rule, small
from annotator.ui.pressing import Pressing
from annotator.ui.theme import Theme, chrome_font
from annotator.ui.whole_rows import WholeRows

_SIZE = (920, 680)
_LIST = 216
_LIST_SHARE = 0.3

Place = tuple[str, str]
"""The id of a page and the title of a section, "" for its beginning."""


class ManualView(Pressing):
    """The manual, beside the window and never in its way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("ui.manual.title"))
        self._theme = theme
        self._hits: list[manual.Hit] = []
        self._before: list[Place] = []
        self._after: list[Place] = []
        self._here: Place = ("", "")
        self.back = self._arrow("←", "ui.manual.back")
        self.forward = self._arrow("→", "ui.manual.forward")
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("ui.manual.search"))
        self.field.setAccessibleName(tr("ui.manual.search"))
        self.field.installEventFilter(self)
        self.contents = LineList(theme, name=tr("ui.manual.contents"))
        self.contents.show_rows([(page.title, "") for page in manual.pages(language())])
        self.hits = LineList(theme, name=tr("ui.manual.hits"), is_double=True)
        self._nothing = small(tr("ui.manual.nothing"), theme=theme)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(16, 12, 12, 12)
        self.sheet = ManualSheet(theme)
        self._build()
        self._connect()
        self.set_theme(theme)
        self.show_page(manual.pages(language())[0].id)

    def _arrow(self, sign: str, words: str) -> QPushButton:
        button = QPushButton(sign)
        button.setProperty("role", "quiet")
        button.setAccessibleName(tr(words))
        button.setToolTip(tr(words))
        button.setAutoDefault(False)
        return button

    def _build(self) -> None:
        for part in (self.back, self.forward, self.field):
            part.setFont(chrome_font(self._theme))
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(4)
        for part in (self.back, self.forward):
            top.addWidget(part)
        top.addSpacing(4)
        top.addWidget(self.field, 1)
        self.left = QStackedWidget()
        for one in (self.contents, self.hits):
            self.left.addWidget(WholeRows(one, row=one.row_height))
        self.left.addWidget(self._nothing)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.left)
        parts.addWidget(self.sheet)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        width, height = (self._theme.sizes.px(one) for one in _SIZE)
        room = self.screen().availableGeometry().size()
        if (window := self.parentWidget()) is not None:
            # A screen is never smaller than a window on it.
            room = room.expandedTo(window.window().size())
        width, height = min(width, room.width()), min(height, room.height())
        self.resize(width, height)
        left = min(self._theme.sizes.px(_LIST), round(_LIST_SHARE * width))
        parts.setSizes([left, width - left])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(parts, 1)
        order = (self.field, self.contents, self.hits, self.sheet, self.back, self.forward)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.field.setFocus()

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.forward.clicked.connect(self.go_forward)
        self.field.textChanged.connect(self._find)
        self.contents.chosen.connect(self._open_page)
        self.contents.selectionModel().currentRowChanged.connect(self._point)
        self.hits.chosen.connect(self._open_hit)
        self.sheet.page_wanted.connect(self._open)
        self.finished.connect(self._give_back)
        for keys, call in (
            ("Ctrl+F", self._look_for),
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    @property
    def beside(self) -> QWidget:
        """What stands beside the page: the contents, the hits, or that there are none."""
        return (self.contents, self.hits, self._nothing)[self.left.currentIndex()]

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        for button in (self.back, self.forward):
            # On the whole dialog it would take the page's palette away.
            button.setStyleSheet(f"QPushButton:disabled {{ color: {theme.faint}; }}")
        for part in (self.contents, self.hits, self.sheet):
            part.set_theme(theme)

    # Going ----------------------------------------------------------------------------------------

    def show_page(self, name: str, section: str = "") -> None:
        """Show a page, at the heading of a section if one is named; an unknown one changes nothing."""
        if manual.page(language(), name) is None:
            return
        if self._here[0] and self._here != (name, section):
            self._before.append(self._here)
            self._after.clear()
        self._show((name, section))

    def shown(self) -> Place:
        """Which page and section were asked for last."""
        return self._here

    def go_back(self) -> None:
        """Show what was shown before."""
        self._step(self._before, self._after)

    def go_forward(self) -> None:
        """Show again what one went back from."""
        self._step(self._after, self._before)

    def _step(self, source: list[Place], target: list[Place]) -> None:
        if source:
            target.append(self._here)
            self._show(source.pop())

    def _show(self, place: Place) -> None:
        page = manual.page(language(), place[0])
        assert page is not None
        self._here = place
        self.sheet.show_page(page, place[1])
        names = [one.id for one in manual.pages(language())]
        self.contents.point_at(names.index(page.id))
        self.back.setEnabled(bool(self._before))
        self.forward.setEnabled(bool(self._after))

    def _open(self, name: str, section: str) -> None:
        self.show_page(name, section)

    def _open_page(self, row: int) -> None:
        self.show_page(manual.pages(language())[row].id)

    def _point(self) -> None:
        """The arrows walk through the contents."""
        if self.contents.hasFocus() and self.contents.at() >= 0:
            self._open_page(self.contents.at())

    def begin(self) -> None:
        """Come into sight with the keyboard in the search field."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._look_for()

    def _give_back(self) -> None:
        """The keyboard goes where it came from, also where no window manager sees to that."""
        if (window := self.parentWidget()) is not None:
            window.activateWindow()

    # Finding --------------------------------------------------------------------------------------

    def _look_for(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _find(self, words: str) -> None:
        self.sheet.tint(words)
        if not words.strip():
            self.left.setCurrentIndex(0)
            return
        is_first = self.beside is self.contents
        self._hits = manual.search(language(), words)
        rows = [_hit_row(hit) for hit in self._hits]
        self.hits.show_rows(rows, sought=words)
        self.left.setCurrentIndex(1 if rows else 2)
        if rows:
            # What is pointed at is what is shown; back leads to where one began to look.
            if is_first:
                self._before.append(self._here)
                self._after.clear()
            self._show_hit(0)

    def _show_hit(self, row: int) -> None:
        hit = self._hits[row]
        self._show((hit.page.id, hit.section))

    def _open_hit(self, row: int) -> None:
        hit = self._hits[row]
        self.show_page(hit.page.id, hit.section)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, Enter opens the hit pointed at and the arrows point at another."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event.key())
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        is_finding = self.beside is self.hits
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_finding:
                self._open_hit(max(0, self.hits.at()))
                self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and is_finding:
            row = self.hits.at() + (1 if key == Qt.Key.Key_Down else -1)
            row = min(max(row, 0), len(self._hits) - 1)
            self.hits.point_at(row)
            self._show_hit(row)
            return True
        return False


def _hit_row(hit: manual.Hit) -> Row:
    """Its heading first: that is what differs among sections of one page."""
    if not hit.section:
        return hit.page.title, hit.line
    return hit.section, f"{hit.page.title} · {hit.line}"
