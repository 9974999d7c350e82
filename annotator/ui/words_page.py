"""Owns the page of the words that a project adds to the word lists: all of them, adding by typing, Del."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.terms import FREE, SENSES, Term, WordList
from annotator.ui.choice import Choice
from annotator.ui.completion import Completion
from annotator.ui.figure_table import FigureTable
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.models import teaching
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Row
from annotator.ui.models.lists import LISTS, list_words, sense_words, term_words
from annotator.ui.models.wording import key_words, one_line
from annotator.ui.pieces import plain, small
from annotator.ui.pressing import Pressing
from annotator.ui.theme import chrome_font

_COLUMNS = ("word", "list", "sense", "owner")
_QUOTED = tuple(_COLUMNS.index(one) for one in ("word", "owner"))


class WordsPage(Pressing):
    """The project's own words; what is added or taken out here is in effect at once."""

    def __init__(self, desk: Desk, keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("ui.words.title"))
        self._desk = desk
        self._known: list[Term] = []
        theme, px = desk.theme, desk.theme.sizes.px
        room = parent.size() if parent is not None else self.screen().availableGeometry().size()
        self.resize(min(px(760), room.width()), min(px(560), room.height()))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("ui.words.filter"))
        self.filter.setAccessibleName(tr("ui.words.filter"))
        self.filter.setClearButtonEnabled(True)
        self.table = FigureTable(theme, name=tr("ui.words.title"), quoted=_QUOTED)
        self.table.setFont(chrome_font(theme))
        self.none = plain(role="dim")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._key = key_words(keys["teach"])
        self.take = KeyedButton(tr("ui.words.take"), theme, keys="Del")
        self.take.setAutoDefault(False)
        self.list = Choice()
        self.word = QLineEdit()
        self.sense = Choice()
        self.id = QLineEdit()
        self.add = self._button("ui.words.add")
        self.told = small(theme=theme, role="")
        self.told.setWordWrap(True)
        self._third = small(theme=theme)
        self._name_fields()
        self._build()
        self._hear()
        self._choose_list()
        self._offer_adding()
        self.look_again()

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(tr(words))
        button.setAutoDefault(False)
        return button

    def _name_fields(self) -> None:
        for field, words in (
            (self.list, "ui.words.list"),
            (self.word, "ui.words.word"),
            (self.sense, "ui.words.sense"),
            (self.id, "ui.words.indicator_id"),
        ):
            field.setAccessibleName(tr(words))
        for name in LISTS:
            self.list.addItem(list_words(name), name)

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.sizes.px
        under = QHBoxLayout()
        under.setSpacing(px(6))
        under.addWidget(self.told, 1)
        under.addWidget(self.take)
        fields = QGridLayout()
        fields.setHorizontalSpacing(px(8))
        fields.setVerticalSpacing(px(6))
        # A list asks for one of a few senses, or for an id: never for both.
        parts = ((self.list, 0), (self.word, 1), (self.sense, 2), (self.id, 2), (self.add, 3))
        for part, place in parts:
            fields.addWidget(part, 1, place)
        for place, words in enumerate(("ui.words.list", "ui.words.word")):
            fields.addWidget(small(tr(words), theme=theme), 0, place)
        fields.addWidget(self._third, 0, 2)
        fields.setColumnStretch(1, 1)
        fields.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(8))
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addWidget(self.none, 1)
        column.addLayout(under)
        column.addLayout(fields)
        for before, after in (
            (self.filter, self.table),
            (self.table, self.take),
            (self.take, self.list),
            (self.list, self.word),
            (self.word, self.sense),
            (self.sense, self.id),
            (self.id, self.add),
        ):
            QWidget.setTabOrder(before, after)

    def _hear(self) -> None:
        self.completion = Completion(self.id, source=self._ids)
        self.filter.textChanged.connect(self._show)
        self.list.currentIndexChanged.connect(self._choose_list)
        self.add.clicked.connect(self._add)
        self.word.textChanged.connect(self._offer_adding)
        self.word.returnPressed.connect(self._add)
        self.id.returnPressed.connect(self._add)
        self.take.clicked.connect(self._take)
        delete = QShortcut(QKeySequence("Del"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._take)
        self.table.turned.connect(self._offer_taking)
        self._desk.documents_changed.connect(self.look_again)
        self._desk.refused.connect(self._tell)
        self.finished.connect(self._give_back)
        self.filter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del at the end of what is typed has nothing to take there, and takes the chosen word."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typed = self.filter
            is_end = typed.cursorPosition() == len(typed.text()) and not typed.hasSelectedText()
            if watched is typed and event.key() == Qt.Key.Key_Delete and is_end:
                self._take()
                return True
        return super().eventFilter(watched, event)

    def begin(self) -> None:
        """Come into sight; where there are no words yet, one is typed."""
        self.show()
        self.raise_()
        self.activateWindow()
        (self.filter if self._known else self.word).setFocus()

    def _give_back(self) -> None:
        """The keyboard goes where it came from, also where no window manager sees to that."""
        if (window := self.parentWidget()) is not None:
            window.activateWindow()

    # Showing --------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Read the words again, after any change by anybody."""
        found = teaching.all_terms(self._desk)
        if found != self._known or not self.table.rows.columnCount():
            self._known = found
            self._show()

    def _show(self) -> None:
        chosen = self._current()
        sought = self.filter.text().strip().casefold()
        shown = [term for term in self._known if sought in " ".join(self._cells(term)).casefold()]
        rows = [Row(cells=self._cells(term), stands_for=term) for term in shown]
        self.table.rows.show_rows([tr(f"ui.words.column.{one}") for one in _COLUMNS], rows)
        self.table.stretch(_COLUMNS.index("sense"))
        at = next((n for n, term in enumerate(shown) if chosen and term.id == chosen.id), 0)
        if shown:
            self.table.selectRow(at)
        for part in (self.table, self.take):
            part.setVisible(bool(shown))
        self.none.setVisible(not shown)
        self.none.setText(tr("ui.words.not_found") if self._known else tr("ui.words.empty", keys=self._key))
        self._offer_taking()

    def _cells(self, term: Term) -> tuple[str, ...]:
        owner = one_line(term.owner, most=24)
        return one_line(term.word), list_words(term.list), sense_words(term.list, term.sense), owner

    def _current(self) -> Term | None:
        row = self.table.current()
        return row.stands_for if row is not None and isinstance(row.stands_for, Term) else None

    def _offer_taking(self) -> None:
        term = self._current()
        self.take.setEnabled(term is not None and term.owner == self._desk.session.reviewer)

    def _tell(self, sentence: str) -> None:
        self.told.setText(one_line(sentence))

    # Adding and taking out ------------------------------------------------------------------------

    def _list(self) -> WordList:
        return LISTS[max(0, self.list.currentIndex())]

    def _choose_list(self) -> None:
        """Ask for the sense that a word of the chosen list has to have."""
        name = self._list()
        self.sense.clear()
        for sense in SENSES[name]:
            self.sense.addItem(sense_words(name, sense), sense)
        self.sense.setVisible(bool(SENSES[name]))
        self.id.setVisible(name in FREE)
        is_asked = bool(SENSES[name]) or name in FREE
        self._third.setText(
            tr("ui.words.indicator_id" if name in FREE else "ui.words.sense") if is_asked else ""
        )

    def _ids(self, typed: str) -> list[str]:
        return teaching.offered_ids(self._desk, typed, of=self.word.text().strip())

    def _offer_adding(self) -> None:
        self.add.setEnabled(bool(self.word.text().strip()))

    def _add(self) -> None:
        if not self.add.isEnabled():
            return
        name = self._list()
        sense = self.id.text() if name in FREE else str(self.sense.currentData() or "")
        term = Term(list=name, word="".join(self.word.text().split()), sense=sense.strip(), owner="")
        if teaching.add(self._desk, name, word=term.word, sense=term.sense):
            self._tell(tr("ui.words.added", term=term_words(term)))
            self.word.clear()
            self.word.setFocus()

    def _take(self) -> None:
        term = self._current()
        if term is not None and teaching.remove(self._desk, term):
            self._tell(tr("ui.words.taken", term=term_words(term)))
