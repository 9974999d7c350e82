"""Owns the card of the current place: its words, label and features, its note, its relations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.ui.card_frame import CardFrame
from annotator.ui.card_head import CardHead, empty_words
from annotator.ui.card_parts import LinksPart, NotePart
from annotator.ui.fields import Field
from annotator.ui.form import Form
from annotator.ui.form_stack import FormStack
from annotator.ui.hint_row import HintRow
from annotator.ui.models import answering, doubting, finishing
from annotator.ui.models.desk import Desk
from annotator.ui.models.following import with_followers
from annotator.ui.models.spots import Ref, Spot
from annotator.ui.models.wording import key_words, one_line
from annotator.ui.pieces import small
from annotator.ui.theme import RIGHT_EDGE


class InspectorPanel(QWidget):
    """Shows the current place and lets a person say what is right instead."""

    wanted = Signal(str)
    """The id of an action that was clicked at the foot of the card."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._forms = FormStack(desk)
        self._ref: Ref | None = None
        self._document = ""
        self._label = ("", "")
        self._is_whole = False
        self._is_editing = False
        self._is_locked = False
        self._keys = keys
        self._back: tuple[Ref | None, Ref] | None = None
        theme = desk.theme
        self.head = CardHead(desk)
        self.words, self.about, self.doubt = self.head.words, self.head.about, self.head.doubt
        self._empty = small("", theme=theme)
        self._empty.setWordWrap(True)
        self.more = QPushButton()
        self.more.setProperty("role", "quiet")
        self.more.setStyleSheet("padding-left: 0;")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self._toggle_whole)
        self._note = NotePart(desk, key=keys["note"])
        self._links = LinksPart(desk, key=keys["links"])
        self.note, self.links = self._note.field, self._links.list
        self.hints = HintRow(desk, keys=keys)
        parts = (self._forms, self._empty, self.more, self._note, self._links)
        self._card = CardFrame(desk, self.head, parts, self.hints)
        self._area = self._card.area
        outer = QVBoxLayout(self)
        outer.setContentsMargins(RIGHT_EDGE, 12, RIGHT_EDGE, 4)
        outer.addWidget(self._card)
        self._connect()
        self._show()

    def _connect(self) -> None:
        desk = self._desk
        desk.current_changed.connect(self._show)
        desk.spots_changed.connect(self._show)
        desk.view_changed.connect(self._tell)
        desk.edit_wanted.connect(self.begin_edit)
        desk.wishes.field_wanted.connect(self.begin_field)
        desk.wishes.machine_wanted.connect(self._take_machine)
        desk.note_wanted.connect(self.begin_note)
        desk.links_wanted.connect(self.begin_links)
        desk.wishes.begun.take_card(self)
        desk.documents_changed.connect(self._mind_lock)
        desk.theme_changed.connect(self._tell)
        self._forms.entered.connect(self._enter)
        self._forms.escaped.connect(self._escape)
        self._forms.editing.connect(self._mind_editing)
        self._forms.touched.connect(self._area.updateGeometry)
        self.hints.wanted.connect(self._hint_clicked)
        self._note.escaped.connect(self._escape)
        self._note.fitted.connect(self._area.updateGeometry)

    def fitting(self, width: int, most: int) -> int:
        """Return the height it wants at a width: all of it, or as many whole rows as ``most`` pixels hold."""
        layout = self.layout()
        assert layout is not None
        return self._card.fitting(layout.totalHeightForWidth(width), most)

    @property
    def _form(self) -> Form | None:
        return self._forms.form

    # Showing --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Get ready for the first place while nobody waits for it."""
        super().showEvent(event)
        QTimer.singleShot(0, self._forms, self._forms.prepare)

    def _show(self) -> None:
        spot = self._desk.current
        document = self._desk.document.id if self._desk.document else ""
        label = (spot.layer, spot.label) if spot else ("", "")
        before = (self._document, self._ref, self._label)
        is_same = spot is not None and (document, spot.ref, label) == before
        self._ref, self._document, self._label = spot.ref if spot else None, document, label
        if self._back is not None and self._ref != self._back[1]:
            self._back = None
        if not (is_same and self._form and self._form.is_begun()):
            self._fill(spot)
        self._note.show_spot(document, spot)
        self._tell()
        if not is_same:
            self._area.to_top()
            self._card.show_later(self._forms.changed_field)

    def _fill(self, spot: Spot | None) -> None:
        self._forms.show_spot(spot, is_whole=self._is_whole)
        self._card.heads.stand_over(self._form)
        self._empty.setText(empty_words(self._desk, self._keys))
        self._empty.setVisible(spot is None)
        self._tell_hints()
        hidden = self._form.hidden_rows() if self._form else 0
        self.more.setVisible(self._form is not None and (hidden > 0 or self._is_whole))
        self.more.setText(tr("ui.inspector.fewer") if self._is_whole else tr("ui.inspector.more", n=hidden))

    def _mind_editing(self, is_editing: bool) -> None:
        self._is_editing = is_editing
        self._note.show_key(not is_editing)
        self._links.show_key(not is_editing)
        self._tell_hints()

    def _mind_lock(self) -> None:
        """Whether the report is finished may have changed."""
        is_locked = finishing.is_finished(self._desk)
        if is_locked != self._is_locked or self._desk.document is None:
            self._is_locked = is_locked
            self._show()

    def _tell_hints(self) -> None:
        self._card.tell_hints(self._desk.current, is_editing=self._is_editing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A lower window has room for fewer hints."""
        super().resizeEvent(event)
        self._tell_hints()

    def _tell(self) -> None:
        """The card's heading and the relations."""
        spot = self._desk.current
        self._links.show_spot(spot)
        self.head.show_spot(spot)
        self._area.updateGeometry()

    def _toggle_whole(self) -> None:
        self._is_whole = not self._is_whole
        self._fill(self._desk.current)
        self._area.updateGeometry()

    # Editing --------------------------------------------------------------------------------------

    def begin_edit(self) -> None:
        """Put the caret into the first field, its words selected; from a field into the next one."""
        if self._form is None or self._is_refused():
            return
        field = self._form.next_field() or self._form.first_field()
        if field is not None:
            self._go_to_field(field)

    def _is_refused(self) -> bool:
        """Say so, where the report is locked."""
        if not finishing.is_finished(self._desk):
            return False
        self._desk.refused.emit(tr("ui.finish.locked", keys=key_words(self._keys.get("finish", ""))))
        return True

    def begin_field(self, feature: str, back: object) -> None:
        """Put the caret into one field; what is recorded there leads back to a place (its ref)."""
        spot, form = self._desk.current, self._form
        if spot is None or form is None or feature not in form.fields:
            return
        self._back = (back, spot.ref)  # type: ignore[assignment]
        if form.fields[feature].isHidden():
            self._toggle_whole()
        self._go_to_field(form.fields[feature])

    def _go_to_field(self, field: Field) -> None:
        assert self._form is not None
        self._form.go_to(field)
        self._area.ensure_visible(field)

    def _take_machine(self) -> None:
        if self._form is None or not self._form.take_machine():
            self._desk.refused.emit(tr("ui.refused.in_no_field"))

    def begin_note(self) -> None:
        """Put the caret at the end of the note."""
        if self._is_refused():
            return
        self._note.begin()
        self._area.ensure_visible(self.note)

    def begin_links(self) -> None:
        """Put the keyboard on the first relation."""
        if self._links.begin():
            self._area.ensure_visible(self.links)

    def commit(self) -> bool:
        """Record what was changed and fits, if anything; return whether all is recorded.

        What is not stays in its field, and is kept for when one comes back.
        """
        is_noted = self._note.commit()
        if self._form is None or self._ref is None:
            return is_noted
        ref, form = self._ref, self._form
        changes = form.changes()
        is_all = self._tell_troubles() and is_noted
        if not changes:
            form.keep()
            return is_all
        before = self._desk.spots.get(ref)
        said = with_followers(self._desk, before, changes) if before is not None else changes
        is_taken = answering.set_features(self._desk, ref, said)
        if is_taken:
            form.take(changes)
        spot = self._desk.spots.get(ref)
        if is_taken and spot is not None and form is self._form:
            # The fields show what is recorded now.
            form.show_spot(spot, is_whole=self._is_whole)
        else:
            form.keep()
        return is_taken and is_all

    def is_begun(self) -> bool:
        """Whether something was typed here that is not recorded yet."""
        return self._note.is_begun() or (self._form is not None and self._form.is_begun())

    def give_up(self) -> Callable[[], None]:
        """Show again what is recorded; return how to bring back what was typed."""
        form, ref = self._form, self._ref
        begun = form.begun() if form else {}
        note = self.note.toPlainText() if self.note.is_changed() else None
        self._drop()

        def bring_back() -> None:
            if form is not None and (form, ref) == (self._form, self._ref):
                form.restore(begun)
                if note is not None:
                    self.note.setPlainText(note)

        return bring_back

    def _drop(self) -> None:
        if self._form is not None:
            self._form.give_up()
        spot = self._desk.current
        self._note.drop(spot)
        self._fill(spot)
        self._note.fill(spot)

    def _tell_troubles(self) -> bool:
        """Say what is not recorded because it does not fit; return whether there is nothing of the kind."""
        assert self._form is not None
        for feature in self._form.troubles():
            words = one_line(self._form.fields[feature].words(), most=24)
            self._desk.refused.emit(tr("ui.refused.unfit", words=words))
            return False
        return True

    def _enter(self) -> None:
        form, spot = self._form, self._desk.current
        if form is None or spot is None:
            return
        troubles = form.troubles()
        if troubles:
            self._tell_troubles()
            self._go_to_field(form.fields[next(iter(troubles))])
        elif form.changes():
            if self.commit():
                self._go_on()
        elif spot.is_open:
            answering.confirm(self._desk)
            self._desk.page_wanted.emit()
        else:
            # It is recorded already.
            self._go_back()
            self._desk.page_wanted.emit()

    def _go_on(self) -> None:
        """After an answer to the next open place; after a doubt back to where one came from."""
        spot = self._desk.current
        label = self._desk.label_of(spot)[1] if spot else None
        if not self._go_back() and not doubting.is_doubt(label):
            answering.next_open(self._desk)
        self._desk.page_wanted.emit()

    def _go_back(self) -> bool:
        back = self._back[0] if self._back else None
        self._back = None
        if back is None or self._desk.spots.get(back) is None:
            return False
        self._desk.make_current(back)
        return True

    def _hint_clicked(self, action: str) -> None:
        is_begun = self._form is not None and self._form.is_begun()
        if action == "enter" or (action == "confirm" and is_begun):
            self._enter()
        elif action == "escape":
            self._escape()
        elif action == "tab":
            self.begin_edit()
        else:
            self.wanted.emit(action)

    def _escape(self) -> None:
        self._drop()
        self._go_back()
        self._desk.page_wanted.emit()
