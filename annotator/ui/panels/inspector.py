"""Owns the card of the current place: its words, label and features, its note, its relations."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.model.tagsets import Label
from annotator.ui.fields import WordsField
from annotator.ui.form import Form
from annotator.ui.link_list import LinkList
from annotator.ui.models import answering, linking
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import links_of, place_words
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wording import document_words, named, one_line
from annotator.ui.note import NoteField
from annotator.ui.pieces import Elided, hints, keycap, small
from annotator.ui.theme import chrome_font


class _Snug(QScrollArea):
    """As high as what it holds, less where there is no room: then it scrolls."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds has become higher or lower."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._mind_bar()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where all of it fits there is no bar, not even for a moment."""
        super().resizeEvent(event)
        self._mind_bar()

    def _mind_bar(self) -> None:
        is_short = self.height() < self.sizeHint().height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_short else policy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """All of it."""
        inner = self.widget()
        layout = inner.layout() if inner else None
        width = self.viewport().width()
        if inner is None or layout is None:
            return super().sizeHint()
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return QSize(120, height)

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(60, min(96, self.sizeHint().height()))


class InspectorPanel(QWidget):
    """Shows the current place and lets a person say what is right instead."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._forms: dict[tuple[str, str], Form] = {}
        self._form: Form | None = None
        self._ref: Ref | None = None
        self._is_whole = False
        theme = desk.theme
        self.words = Elided()
        font = chrome_font(theme, pixels=theme.sizes.chrome + 1)
        font.setBold(True)
        self.words.setFont(font)
        self.about = small("", theme=theme)
        self._empty = small(tr("ui.inspector.empty"), theme=theme)
        self._empty.setWordWrap(True)
        self.more = QPushButton()
        self.more.setProperty("role", "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self._toggle_whole)
        self.note = NoteField()
        self.note.setFont(chrome_font(theme))
        self.links = LinkList(desk)
        self._hints = self._hints_of(keys)
        self._build(keys)
        self._connect()
        self._show()

    def _hints_of(self, keys: Mapping[str, str]) -> QWidget:
        pairs = [
            (keys["confirm"], tr("ui.hint.confirm")),
            (keys["edit"], tr("ui.hint.edit")),
            (keys["reject"], tr("ui.hint.reject")),
            (keys["link"], tr("ui.hint.link")),
            (f"{keys['next']} | {keys['previous']}", tr("ui.hint.move")),
        ]
        return hints(pairs, theme=self._desk.theme)

    def _build(self, keys: Mapping[str, str]) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.words, 1)
        top.addWidget(self.about)
        inner.addLayout(top)
        self._stack = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._stack)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._holder = holder
        self._note_row = self._row("ui.inspector.note", keys["note"], self.note)
        self._links_row = self._row("ui.inspector.links", keys["links"], self.links)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        for part in (holder, self._empty):
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._note_row, self._links_row):
            column.addWidget(part)
        self._area = _Snug(body)
        inner.addWidget(self._area)
        inner.addWidget(self._hints)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 4)
        outer.addWidget(card)

    def _row(self, words: str, key: str, field: QWidget) -> QWidget:
        """A heading with its key over a field as wide as the card."""
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(small(tr(words), theme=self._desk.theme))
        head.addWidget(keycap(key, theme=self._desk.theme))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(field)
        return row

    def _connect(self) -> None:
        desk = self._desk
        desk.current_changed.connect(self._show)
        desk.spots_changed.connect(self._show)
        desk.view_changed.connect(self._tell)
        desk.edit_wanted.connect(self.begin_edit)
        desk.note_wanted.connect(self.begin_note)
        desk.links_wanted.connect(self.begin_links)
        desk.leaving.connect(self.commit)
        desk.theme_changed.connect(self._tell)
        self.note.entered.connect(self._enter_note)
        self.note.escaped.connect(self._escape)
        self.note.textChanged.connect(self._fit)
        self.links.followed.connect(lambda link: linking.follow(desk, link))
        self.links.removed.connect(self._remove)
        self.links.left.connect(desk.page_wanted)

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        spot = self._desk.current
        is_same = self._ref is not None and spot is not None and spot.ref == self._ref
        self._ref = spot.ref if spot else None
        if not (is_same and self._form and self._form.changes()):
            self._fill(spot)
        if not (is_same and self.note.is_changed()):
            self._fill_note(spot)
        self._tell()

    def _fill(self, spot: Spot | None) -> None:
        label = self._desk.label_of(spot)[1] if spot else None
        self._form = self._form_of(spot, label) if spot and label else None
        self._empty.setVisible(spot is None)
        self._hints.setVisible(spot is not None)
        self._holder.setVisible(self._form is not None and bool(self._form.fields))
        self.more.setVisible(self._form is not None)
        if self._form is None or spot is None:
            return
        for form in self._forms.values():
            # A hidden page of the stack would still ask for its height.
            is_it = form is self._form
            policy = QSizePolicy.Policy.Preferred if is_it else QSizePolicy.Policy.Ignored
            form.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentWidget(self._form)
        self._form.show_spot(spot, is_whole=self._is_whole)
        hidden = self._form.hidden_rows()
        self.more.setVisible(hidden > 0 or self._is_whole)
        self.more.setText(tr("ui.inspector.fewer") if self._is_whole else tr("ui.inspector.more", n=hidden))
        self._stack.invalidate()

    def _fill_note(self, spot: Spot | None) -> None:
        annotation = spot.annotation if spot else None
        if annotation is None and self.note.hasFocus():
            self._desk.page_wanted.emit()
        self._note_row.setVisible(annotation is not None)
        self.note.show_note(annotation.note if annotation else "")

    def _form_of(self, spot: Spot, label: Label) -> Form:
        key = (spot.layer, label.id)
        if key not in self._forms:
            form = Form(label, desk=self._desk)
            form.entered.connect(self._enter)
            form.escaped.connect(self._escape)
            self._forms[key] = form
            self._stack.addWidget(form)
        return self._forms[key]

    def _tell(self) -> None:
        """The card's heading: the words in their layer's colour, which label, which of how many."""
        spot, shown = self._desk.current, self._desk.shown
        links = links_of(self._desk, spot)
        if not links and self.links.hasFocus():
            # Hidden, it would hand the keyboard to whatever comes next, which would act on it.
            self._desk.page_wanted.emit()
        self.links.show_links(links)
        self._links_row.setVisible(bool(links))
        self._fit()
        if spot is None or shown is None:
            self.words.setText(tr("ui.inspector.nothing"))
            self.about.setText("")
            self.words.setPalette(self.palette())
            return
        layer, label = self._desk.label_of(spot)
        self.words.setText(self._words_of(spot))
        hue = self._desk.theme.hue((label.hue if label else "") or (layer.hue if layer else ""))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(hue.text))
        self.words.setPalette(palette)
        peers = [one for one in self._desk.spots.all if (one.layer, one.label) == (spot.layer, spot.label)]
        name = named(label.names, spot.label) if label else spot.label
        place = next(n for n, one in enumerate(peers, start=1) if one.ref == spot.ref)
        state = tr(f"ui.spot.{spot.state}")
        self.about.setText(tr("ui.inspector.about", label=name, n=place, total=len(peers), state=state))

    def _words_of(self, spot: Spot) -> str:
        shown, document = self._desk.shown, self._desk.document
        assert shown is not None
        assert document is not None
        if spot.is_whole:
            return document_words(document)
        if spot.start == spot.end:
            return one_line(place_words(shown.reading, spot.fragments, is_clean=False), most=60)
        return one_line(shown.words(spot.fragments), most=60)

    def _fit(self) -> None:
        self._area.updateGeometry()

    def _toggle_whole(self) -> None:
        self._is_whole = not self._is_whole
        self._fill(self._desk.current)
        self._fit()

    # Editing --------------------------------------------------------------------------------------

    def begin_edit(self) -> None:
        """Put the caret into the first field, its words selected."""
        field = self._form.first_field() if self._form else None
        if field is None:
            return
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(field)
        if isinstance(field, WordsField):
            field.selectAll()

    def begin_note(self) -> None:
        """Put the caret at the end of the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self.note)
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)

    def begin_links(self) -> None:
        """Put the keyboard on the first relation."""
        if self.links.isVisibleTo(self):
            self.links.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(self.links)
        else:
            self._desk.said.emit(tr("ui.said.no_links"))

    def commit(self) -> bool:
        """Record what was changed, if anything; return whether all is recorded."""
        is_noted = self._commit_note()
        if self._form is None or self._ref is None:
            return is_noted
        changes = self._form.changes()
        if not changes:
            return is_noted
        ref, form = self._ref, self._form
        # Whatever comes of it, the fields show what is recorded afterwards.
        is_taken = answering.set_features(self._desk, ref, changes)
        spot = self._desk.spots.get(ref)
        if is_taken and spot is not None:
            form.show_spot(spot, is_whole=self._is_whole)
        return is_taken and is_noted

    def _commit_note(self) -> bool:
        if self._ref is None or not self.note.is_changed():
            return True
        note = self.note.note()
        # What is being recorded is no change any more: the notice may show it.
        self.note.show_note(note)
        is_taken = answering.set_note(self._desk, self._ref, note)
        self._fill_note(self._desk.spots.get(self._ref))
        return is_taken

    def _enter(self) -> None:
        form = self._form
        if form is None:
            return
        if form.changes():
            if self.commit():
                answering.next_open(self._desk)
                self._desk.page_wanted.emit()
            return
        answering.confirm(self._desk)
        self._desk.page_wanted.emit()

    def _enter_note(self) -> None:
        if self._commit_note():
            self._desk.page_wanted.emit()

    def _escape(self) -> None:
        self._fill(self._desk.current)
        self._fill_note(self._desk.current)
        self._desk.page_wanted.emit()

    def _remove(self, link: object) -> None:
        linking.remove(self._desk, link)  # type: ignore[arg-type]
