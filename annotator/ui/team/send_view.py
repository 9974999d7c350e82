"""Owns the window that sends: packages to the reviewers, or from a work project the bundle that goes back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.changes import Notice
from annotator.tasks.sending import OWNER
from annotator.ui import file_dialogs
from annotator.ui.beside import Beside
from annotator.ui.child import Records
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models import sendings
from annotator.ui.models.desk import Desk
from annotator.ui.models.sendings import Parcel
from annotator.ui.pieces import keycap, plain, small
from annotator.ui.team import verbs
from annotator.ui.team.delegates import Signs
from annotator.ui.team.running import Running

_SIZE = (880, 560)
_FOLDER = "team.folder"


class SendTable(FigureTable):
    """What is sent; Space takes a line in or leaves it out."""

    ticked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key of its own."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.ticked.emit()
        else:
            super().keyPressEvent(event)


class SendView(Beside):
    """One file after the other, each whole or not there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.is_work = sendings.is_work(desk)
        title = tr("ui.send.title.bundle" if self.is_work else "ui.send.title")
        super().__init__(desk, title=title, size=_SIZE, parent=parent)
        theme = desk.theme
        self.parcels: list[Parcel] = []
        self._waiting: list[Parcel] = []
        self._is_old = False
        self.about = plain()
        self.about.setWordWrap(True)
        self.table = SendTable(theme, name=title, quoted=(0,) if self.is_work else (1, 6))
        self.folder = QLineEdit(desk.session.setting(_FOLDER) or str(desk.session.path.parent))
        self.folder.setAccessibleName(tr("ui.send.folder"))
        self.browse, self.send = QPushButton(tr("ui.new.browse")), QPushButton(tr("ui.send.send"))
        self.running = Running(theme)
        self._signs = Signs(theme, self.table)
        self._build()
        self.browse.clicked.connect(self._choose)
        self.send.clicked.connect(self.begin_sending)
        self.folder.returnPressed.connect(self.begin_sending)
        self.folder.textChanged.connect(self._offer)
        self.table.ticked.connect(self._tick)
        self.table.clicked.connect(self._click)
        for call in (self._offer, self._look_when_done, self.turned):
            self.running.turned.connect(call)
        self.look_again()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.sizes.px
        for button in (self.browse, self.send):
            button.setAutoDefault(False)
        self.send.setProperty("role", "primary")
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(plain(tr("ui.send.folder")))
        foot.addWidget(self.folder, 1)
        foot.addWidget(self.browse)
        foot.addWidget(self.send)
        hint = QHBoxLayout()
        hint.setSpacing(px(6))
        if not self.is_work:
            hint.addWidget(keycap("Space", theme=theme))
            hint.addWidget(small(tr("ui.send.tick"), theme=theme))
        hint.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.about)
        column.addWidget(WholeTable(self.table), 1)
        column.addLayout(hint)
        column.addLayout(foot)
        column.addWidget(self.running)

    def begin(self) -> None:
        """Come into sight, as things stand now; Enter sends."""
        if not self.is_writing:
            self.look_again()
        self.come()
        (self.send if self.send.isEnabled() else self.table).setFocus()

    @property
    def is_writing(self) -> bool:
        """Whether files are being written."""
        return self.running.is_busy

    def go_on_from(self, before: Beside) -> None:
        """The same folder, and what became of each line."""
        if isinstance(before, SendView):
            self.folder.setText(before.folder.text())
            self.parcels = before.parcels
            self.look_again()
            self.running.say_as(before.running)

    def end(self) -> None:
        """No other file; what is being written still comes to its end, closed or not."""
        self._waiting = []
        self.running.stop()

    # Showing --------------------------------------------------------------------------------------

    def mind(self, notice: Notice) -> None:
        """What there is to send may be something else; while it is being sent that waits."""
        if notice.kinds & {"assignment", "*"} or self.is_work:
            self._is_old = True
            self._look_when_done()

    def _look_when_done(self) -> None:
        if self._is_old and self.isVisible() and not self.is_writing:
            self.look_again()

    def look_again(self) -> None:
        """Read what there is to send; which package a line became is told as long as it would be the same."""
        self._is_old = False
        if self.is_work:
            left, n = sendings.unfinished(self._desk), len(self._desk.rows)
            self.about.setText(tr("ui.send.about.bundle", n=n) + (tr("ui.send.left", n=left) if left else ""))
            titles, rows = sendings.report_rows(self._desk)
            self.table.show_rows(titles, rows, figures=(2, 3), first=0)
        else:
            self.parcels = sendings.parcels(self._desk, before=self.parcels)
            self.about.setText(tr("ui.send.about" if self.parcels else "ui.send.none"))
            self._show()
        self._offer()

    def _show(self) -> None:
        titles, rows = sendings.parcel_rows(self.parcels)
        self.table.show_rows(titles, rows, figures=(2, 3, 4), stretched=6, first=1)
        self.table.setItemDelegateForColumn(0, self._signs)

    def _offer(self) -> None:
        has_some = self.is_work or any(one.is_wanted for one in self.parcels)
        is_free = not self.running.is_busy
        self.send.setEnabled(has_some and bool(self.folder.text().strip()) and is_free)
        # All files of one sending go into one folder.
        self.folder.setReadOnly(not is_free)
        self.browse.setEnabled(is_free)

    def _tick(self) -> None:
        row = self.table.current()
        if row is not None and isinstance(row.stands_for, Parcel) and not self.running.is_busy:
            row.stands_for.is_wanted = not row.stands_for.is_wanted
            self.table.say_anew()
            self._offer()

    def _click(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._tick()

    def _choose(self) -> None:
        chosen = file_dialogs.folder(self, tr("ui.send.folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    # Sending --------------------------------------------------------------------------------------

    def begin_sending(self) -> None:
        """Write what is wanted into the folder."""
        if not self.send.isEnabled():
            return
        self._desk.session.remember(_FOLDER, self.folder.text().strip())
        if self.is_work:
            self._run(OWNER)
            return
        for one in self.parcels:
            one.file = ""
        self._waiting = [one for one in self.parcels if one.is_wanted]
        self._next()

    def _run(self, to: str) -> None:
        session, out = self._desk.session, Path(self.folder.text().strip())
        self.running.run(
            verbs.sending(session.path, actor=session.reviewer, to=to, out=out), self._sent, is_whole=True
        )

    def _next(self) -> None:
        done = sum(bool(one.file) for one in self.parcels)
        if self._waiting and not self.running.is_stopping:
            self._run(self._waiting[0].load.reviewer)
            self.running.tell(done, done + len(self._waiting), self._waiting[0].load.reviewer)
        else:
            self._waiting = []
            self.running.say(tr("ui.send.done", n=done, folder=self.folder.text().strip()))

    def _sent(self, records: Records) -> None:
        sent = next(one for one in records if "file" in one)
        name = Path(str(sent["file"])).name
        if self.is_work:
            told = tr("ui.send.done.bundle", file=name, documents=sent["documents"], n=sent["actions"])
            self.running.say(told)
        elif self._waiting:
            self._waiting.pop(0).file = name
            self.table.say_anew()
            self._next()
