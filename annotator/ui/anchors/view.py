"""Owns the window of what waits in newer texts: the queue, what was said and where it may stand, and the keys
that settle it one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.changes import Action, Notice
from annotator.model.spans import Fragments
from annotator.tasks.anchoring import AnchorLine
from annotator.ui.anchors.queue import AnchorQueue
from annotator.ui.anchors.settling import Answer, Back, Settling
from annotator.ui.anchors.texts import AnchorTexts
from annotator.ui.beside import Beside
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.models.deciding import Deciders
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import Elided, Flow, plain
from annotator.ui.pressing import press_focused
from annotator.ui.team.running import Running
from annotator.ui.theme import chrome_font

_SIZE = (1180, 740)
_KINDS = frozenset({"anchoring", "version", "bundle", "document", "reviewer", "blinding", "tagset", "*"})
_DIGITS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4, Qt.Key.Key_5: 5}


class AnchorsView(Beside):
    """One at a time, with the older and the newer text; whoever settles one is at the next at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("ui.anchors.title"), size=_SIZE, parent=parent)
        theme = desk.theme
        self.deciders = Deciders(desk)
        self._is_put = False
        self.settling = Settling(desk.session, self)
        self.queue = AnchorQueue(desk, foreseen=lambda: self.settling.foreseen)
        self.texts = AnchorTexts(desk)
        self.anchored = self.queue.anchored
        self.head = Elided()
        bold = chrome_font(theme)
        bold.setBold(True)
        self.head.setFont(bold)
        self.none = plain(role="dim")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.note = self.queue.note
        self.take = self._button(tr("ui.anchors.accept"), "Return", self._take, is_primary=True)
        self.put = self._button(tr("ui.anchors.put"), "S", self._put)
        self.nowhere = self._button(tr("ui.anchors.drop"), "Del", self._drop)
        self.running = Running(theme)
        self.back = self._button(tr("ui.anchors.undo"), "Ctrl+Z", self._undo)
        self._doing: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Return: self._take,
            Qt.Key.Key_Enter: self._take,
            Qt.Key.Key_S: self._put,
            Qt.Key.Key_Delete: self._drop,
            Qt.Key.Key_J: lambda: self.queue.go_on(1),
            Qt.Key.Key_K: lambda: self.queue.go_on(-1),
            Qt.Key.Key_M: self.note.setFocus,
            Qt.Key.Key_F: self.queue.ask_sort,
        }
        self._build()
        self._hear()
        self.look_again()

    def _button(
        self, words: str, keys: str, call: Callable[[], None], *, is_primary: bool = False
    ) -> KeyedButton:
        button = KeyedButton(words, self._desk.theme, keys=keys, is_primary=is_primary)
        button.setAutoDefault(False)
        button.clicked.connect(call)
        return button

    def _build(self) -> None:
        px = self._desk.theme.sizes.px
        keys = QWidget()
        flow = Flow(keys, gap=px(6))
        for button in (self.take, self.put, self.nowhere, self.back):
            flow.addWidget(button)
        self._one = QWidget()
        right = QVBoxLayout(self._one)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(6))
        right.addWidget(self.head)
        right.addWidget(self.texts, 1)
        right.addWidget(keys)
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(self.queue, 2)
        middle.addWidget(self._one, 3)
        middle.addWidget(self.none, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(12))
        column.setSpacing(px(8))
        column.addLayout(middle, 1)
        column.addWidget(self.running)

    def _hear(self) -> None:
        self.queue.turned.connect(self._show)
        self.queue.wanted.connect(self._take)
        self.texts.turned.connect(self._offer_selected)
        self.texts.wanted.connect(self._settle)
        for keys, call in (
            ("Ctrl+F", self.texts.finding.ask),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", lambda: self._step("redo")),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)
        self.settling.turned.connect(self._tell_writing)
        self.settling.turned.connect(self.turned)
        self.settling.written.connect(self._written)
        self.settling.stepped.connect(self._come_back)
        self.settling.refused.connect(self._refuse)

    def go_on_from(self, before: Beside) -> None:
        """The same sort, and what was being noted."""
        if isinstance(before, AnchorsView):
            self.queue.choose(before.queue.chosen)
            self.note.setText(before.note.text())

    def set_zoom(self, zoom: float) -> None:
        """Set the texts as large as the report is."""
        for page in (self.texts.old, self.texts.new):
            page.set_zoom(zoom)

    @property
    def is_writing(self) -> bool:
        """Whether something settled is still to be written."""
        return self.settling.count > 0

    def end(self) -> None:
        """What was settled is written before the project goes."""
        self.settling.finish()

    def begin(self) -> None:
        """Come into sight; the keyboard is at the queue."""
        self.come()
        (self.queue if self.queue.anchor() else self.queue.sort).setFocus()

    # Showing --------------------------------------------------------------------------------------

    def mind(self, notice: Notice) -> None:
        """What waits may have been settled elsewhere."""
        if notice.kinds & _KINDS:
            self.look_again_in_sight()

    def look_again(self) -> None:
        """Read anew what waits, and who may decide it."""
        self.deciders = Deciders(self._desk)
        self.queue.look_again()

    def _who_else(self) -> str:
        if not self.deciders.owner:
            return tr("ui.anchors.work_project")
        return tr("ui.anchors.not_yours", told=self.deciders.told())

    def _about(self, line: AnchorLine | None) -> str:
        """What keys do that no button names; or who may settle it instead."""
        if not self.deciders.may_i:
            return self._who_else()
        keys, others = tr("ui.anchors.about"), len(line.elsewhere) if line else 0
        if not others:
            return keys
        return tr("ui.anchors.about_others", digits="1" if others == 1 else f"1–{others}", keys=keys)

    def _show(self) -> None:
        anchor = self.queue.anchor()
        self._one.setVisible(anchor is not None)
        self.none.setVisible(anchor is None)
        line = self.anchored.line(anchor) if anchor else None
        self.texts.show_line(line, near=self.anchored.nearest(anchor) if anchor else ())
        self.queue.about.setText(self._about(line))
        if anchor is None or line is None:
            self.none.setText(self._why_empty())
        else:
            note = one_line(self.anchored.note(anchor), most=80)
            parts = [self.anchored.grade(anchor), self.anchored.what(line), self.anchored.who(anchor)]
            parts.append(self.anchored.report(anchor))
            parts += [tr("ui.anchors.noted", note=note)] if note else []
            self.head.setText(" · ".join(parts))
        self._offer()

    def _why_empty(self) -> str:
        if not self._desk.rows:
            return tr("ui.anchors.no_documents")
        if not self.anchored.all:
            return tr("ui.anchors.no_versions")
        if self.queue.chosen != "waiting":
            return tr("ui.anchors.none_of_sort")
        settled, placed = self.anchored.count("settled"), self.anchored.count("placed")
        return tr("ui.anchors.all_settled", settled=settled, placed=placed)

    def _offer(self) -> None:
        anchor, may = self.queue.anchor(), self.deciders.may_i
        is_one = may and anchor is not None and anchor.kind != "relation"
        is_put = is_one and anchor is not None and anchor.kind == "annotation" and bool(anchor.fragments)
        self.take.setEnabled(
            is_one and anchor is not None and not anchor.is_settled and self.anchored.has_place(anchor)
        )
        self._is_put = is_put
        self._offer_selected()
        self.nowhere.setEnabled(is_one)
        self.queue.let_note(is_one)
        self.back.setEnabled(may and self._can_undo())

    def _offer_selected(self) -> None:
        """What is selected turns with every step of the caret: nothing is read for it."""
        self.put.setEnabled(self._is_put and bool(self.texts.selected()))

    def _can_undo(self) -> bool:
        return self.is_writing or Back(verb="undo").wanted(self._session) is not None

    # Settling -------------------------------------------------------------------------------------

    def _take(self) -> None:
        anchor = self.queue.anchor()
        if anchor is not None and self.take.isEnabled():
            self._settle(anchor.place)
        else:
            is_there = anchor is not None and anchor.is_settled and not anchor.is_dropped
            self._say_why(tr("ui.anchors.stands_there" if is_there else "ui.anchors.no_place"))

    def _put(self) -> None:
        if self.put.isEnabled():
            self._settle(self.texts.selected())
        else:
            self._say_why(tr("ui.anchors.select_first"))

    def _take_other(self, n: int) -> None:
        place = self.texts.elsewhere(n)
        if place is not None:
            self._settle((place,))
        else:
            self._say_why(tr("ui.anchors.no_other", n=n))

    def _drop(self) -> None:
        self._settle(None)

    def _say_why(self, otherwise: str) -> None:
        """Why a key does nothing here."""
        anchor = self.queue.anchor()
        if anchor is None:
            self.running.say("")
        elif not self.deciders.may_i:
            self.running.say(self._who_else(), is_refusal=True)
        elif anchor.kind == "relation":
            self.running.say(tr("ui.anchors.relation"))
        else:
            self.running.say(otherwise)

    def _settle(self, place: Fragments | None) -> None:
        anchor = self.queue.anchor()
        if anchor is None or not self.deciders.may_i or anchor.kind == "relation":
            self._say_why("")
            return
        before = anchor.id
        note = self.note.text().strip() or self.anchored.note(anchor)
        self.settling.add(Answer(anchor=anchor, place=place, note=note))
        self.note.clear()
        self.queue.look_again()
        after = self.queue.anchor()
        if after is not None and after.id == before:
            # Among what is settled it stays: the next one comes all the same.
            self.queue.go_on(1)
        if after is not None:
            self.queue.setFocus()

    def _tell_writing(self) -> None:
        if self.settling.count:
            self.running.say(tr("ui.anchors.writing", n=self.settling.count))
        self._offer()

    def _written(self, answer: Answer) -> None:
        if not self.settling.count:
            words = one_line(self.anchored.line(answer.anchor).words, most=24)
            message = "ui.anchors.said.dropped" if answer.place is None else "ui.anchors.said.put"
            self._tell(tr(message, words=words, n=self.anchored.count("waiting")))

    def _tell(self, told: str) -> None:
        """How it ended, where somebody sees it."""
        self.running.say(told)
        self.say_if_unseen(told)

    def _refuse(self, sentence: str) -> None:
        """It stands in the queue again."""
        self.queue.look_again()
        self.running.say(sentence, is_refusal=True)
        self.say_if_unseen(sentence, is_refusal=True)

    # Back and forth -------------------------------------------------------------------------------

    def _undo(self) -> None:
        self._step("undo")

    def _step(self, verb: Literal["undo", "redo"]) -> None:
        self.settling.add(Back(verb=verb))

    def _come_back(self, back: Back, action: Action | None) -> None:
        if action is None:
            nothing = "ui.said.nothing_to_redo" if back.verb == "redo" else "ui.said.nothing_to_undo"
            self.running.say(tr(nothing))
            return
        self.queue.go_to(action)
        message = "ui.anchors.said.redone" if back.verb == "redo" else "ui.anchors.said.undone"
        self._tell(tr(message, n=self.anchored.count("waiting")))
        if self.queue.anchor() is not None:
            self.queue.setFocus()

    # Keys -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys act at the queue, at the places and in the texts; elsewhere one types or chooses."""
        keys, texts = Qt.Key(event.key()), self.texts
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        acts = QApplication.focusWidget() in (self.queue.table, texts.places, texts.old, texts.new)
        if acts and not held and keys in _DIGITS:
            self._take_other(_DIGITS[keys])
        elif acts and not held and keys in self._doing:
            self._doing[keys]()
        elif press_focused(event):
            pass
        elif keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Nothing is settled by an Enter that was meant for something else.
            event.accept()
        else:
            super().keyPressEvent(event)
