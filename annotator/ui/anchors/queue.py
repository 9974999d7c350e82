"""Owns the queue of what was read in newer texts: which sort of it is in sight, and which one is current."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.changes import Action
from annotator.model.versions import Anchor
from annotator.ui.choice import Choice
from annotator.ui.curation.why_row import WordsLine
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.anchored import SORTS, Anchored, Sort
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import keycap, small

_COLUMNS = ("grade", "words", "label", "owner")
_WORDS = 60
_SIGNS = {"exact": "=", "moved": "→", "doubtful": "≈", "lost": "∅"}
_PLACED, _DROPPED = "✓", "—"
"""What stands for a grade, and for how it was settled; words are in the tip."""


class AnchorQueue(QWidget):
    """One row for each; there is always a current one where there is any."""

    turned = Signal()
    """Another one is current, or the same one as it stands now."""
    wanted = Signal()
    """Enter on the current one."""

    def __init__(
        self, desk: Desk, *, foreseen: Callable[[], Mapping[str, Anchor]], parent: QWidget | None = None
    ) -> None:
        """``foreseen`` is what stands otherwise as soon as it is written, by id."""
        super().__init__(parent)
        self._desk = desk
        self._foreseen = foreseen
        theme, px = desk.theme, desk.theme.sizes.px
        self.anchored = Anchored(desk)
        self.sort = Choice()
        self.sort.setAccessibleName(tr("ui.anchors.sort"))
        for sort in SORTS:
            self.sort.addItem("", sort)
        self.table = FigureTable(theme, name=tr("ui.anchors.queue"), quoted=(1,))
        self.setFocusProxy(self.table)
        self.about = small(theme=theme)
        self.about.setWordWrap(True)
        self.note = WordsLine()
        self.note.setAccessibleName(tr("ui.anchors.note"))
        self.note.setPlaceholderText(tr("ui.anchors.note.hint"))
        self.note.setMinimumWidth(px(90))
        which = QHBoxLayout()
        which.setSpacing(px(6))
        which.addWidget(keycap("F", theme=theme))
        which.addWidget(self.sort, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(which)
        column.addWidget(WholeTable(self.table), 1)
        noted = QHBoxLayout()
        noted.setSpacing(px(6))
        self._cap = keycap("M", theme=theme)
        for part in (small(tr("ui.anchors.note"), theme=theme), self._cap):
            noted.addWidget(part)
        noted.addWidget(self.note, 1)
        column.addLayout(noted)
        column.addWidget(self.about)
        self.sort.activated.connect(self._choose)
        self.table.turned.connect(self.turned)
        self.table.wanted.connect(lambda _: self.wanted.emit())
        self.note.entered.connect(self.setFocus)
        self.note.escaped.connect(self._drop_note)

    @property
    def chosen(self) -> Sort:
        """Which sort is in sight."""
        sort: Sort = self.sort.currentData()
        return sort

    def choose(self, sort: Sort) -> None:
        """Show another sort."""
        self.sort.setCurrentIndex(self.sort.findData(sort))
        self.look_again()

    def _choose(self) -> None:
        self.look_again()
        if self.anchor() is not None:
            self.setFocus()

    def look_again(self) -> None:
        """Read it anew; where the current one is gone the next one is current."""
        row = self.table.currentIndex().row()
        self.anchored.look_again(self._foreseen())
        for n, sort in enumerate(SORTS):
            self.sort.setItemText(n, tr(f"ui.anchors.sort.{sort}", n=self.anchored.count(sort)))
        self.sort.tell_whole()
        found = self.anchored.of(self.chosen)
        titles = [tr(f"ui.anchors.column.{one}") for one in _COLUMNS]
        self.table.show_rows(titles, Lazily(found, self._row, lambda one: one.id), stretched=1)
        if found and not self.table.currentIndex().isValid():
            self._make_current(min(max(row, 0), len(found) - 1))
        else:
            self.turned.emit()

    def _row(self, anchor: Anchor) -> Row:
        line = self.anchored.line(anchor)
        words = one_line(line.words, most=_WORDS) or "—"
        sign = _DROPPED if anchor.is_dropped else _PLACED if anchor.is_settled else _SIGNS[anchor.grade]
        cells = (sign, words, self.anchored.what(line), self.anchored.who(anchor))
        tips = (self.anchored.grade(anchor), *cells[1:])
        # Enter takes the place that is proposed.
        return Row(cells=cells, tips=tips, place=(anchor.document, 0, 0), stands_for=anchor)

    def _make_current(self, row: int) -> None:
        self.table.setCurrentIndex(self.table.rows.index(row, 0))

    def anchor(self) -> Anchor | None:
        """The one that keys act on."""
        row = self.table.current()
        return row.stands_for if row and isinstance(row.stands_for, Anchor) else None

    def go_on(self, by: int) -> None:
        """Go to the next one, or with -1 to the one before; at the ends one stays."""
        at = self.table.currentIndex().row() + by
        if 0 <= at < len(self.table.rows.rows):
            self._make_current(at)

    def go_to(self, action: Action) -> None:
        """Go to one that an action is about, where it is in the list."""
        rows = self.table.rows.rows
        found = [row for row in (rows.find(change.id) for change in action.changes) if row >= 0]
        if found:
            self._make_current(found[0])

    def let_note(self, is_let: bool) -> None:
        """Whether something may be noted: else no key is named for it."""
        self.note.setEnabled(is_let)
        self._cap.setVisible(is_let)

    def _drop_note(self) -> None:
        self.note.clear()
        self.setFocus()

    def ask_sort(self) -> None:
        """Let another sort be chosen."""
        self.sort.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sort.showPopup()
