"""Owns the window of merging: bundles are tried first and told line by line, then merged as one step; merged
ones are hidden and shown again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.changes import Notice
from annotator.tasks.remerging import MergedLine
from annotator.ui import file_dialogs
from annotator.ui.beside import Beside
from annotator.ui.child import Records
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.models import merges
from annotator.ui.models.desk import Desk
from annotator.ui.models.merges import Tried
from annotator.ui.pieces import heading, plain, small
from annotator.ui.team import verbs
from annotator.ui.team.running import Running
from annotator.ui.team.waiting_line import WaitingLine

_SIZE = (1080, 720)


class MergeView(Beside):
    """Nothing is written before what would happen was told."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("ui.merge.title"), size=_SIZE, parent=parent)
        theme = desk.theme
        self.tried: list[Tried] = []
        self._is_writing = False
        self.about = plain()
        self.about.setWordWrap(True)
        self.bundles = FigureTable(theme, name=tr("ui.merge.bundles"), quoted=(0, 1))
        self.told = small(theme=theme)
        self.told.setWordWrap(True)
        self.add = KeyedButton(tr("ui.merge.add"), theme)
        self.drop = KeyedButton(tr("ui.merge.drop"), theme, keys="Del")
        self.merge = KeyedButton(tr("ui.merge.merge"), theme, is_primary=True)
        self.merged = FigureTable(theme, name=tr("ui.merge.merged"), quoted=(0,))
        self.turn = KeyedButton(tr("ui.merge.hide"), theme, keys="Del")
        self.running = Running(theme)
        self.waiting = WaitingLine(theme, self)
        self.waiting.wanted.connect(lambda: self.other_wanted.emit("anchors"))
        self._build()
        self._hear()
        self._show()
        self.look_again()

    def _build(self) -> None:
        theme, px = self._desk.theme, self._desk.theme.sizes.px
        for button in (self.add, self.drop, self.merge, self.turn):
            button.setAutoDefault(False)
        under = QHBoxLayout()
        under.setSpacing(px(6))
        under.addWidget(self.told, 1)
        for part in (self.add, self.drop, self.merge):
            under.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(px(6))
        self.none = small(tr("ui.merge.none_merged"), theme=theme)
        self.none.setWordWrap(True)
        below.addWidget(self.none, 1)
        below.addWidget(self.turn)
        self._merged = WholeTable(self.merged)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.about)
        column.addWidget(WholeTable(self.bundles), 3)
        column.addLayout(under)
        column.addWidget(self.waiting)
        column.addWidget(heading(tr("ui.merge.merged"), theme=theme))
        column.addWidget(self._merged, 2)
        column.addLayout(below)
        column.addWidget(self.running)

    def _hear(self) -> None:
        self.add.clicked.connect(self.choose)
        self.drop.clicked.connect(self._drop)
        self.merge.clicked.connect(self._merge)
        self.turn.clicked.connect(self._turn)
        self.bundles.turned.connect(self._tell)
        self.merged.turned.connect(self._tell)
        self.running.turned.connect(self._tell)
        self.running.turned.connect(self.turned)
        self.running.refused.connect(partial(self.say_if_unseen, is_refusal=True))
        for table, call in ((self.bundles, self._drop), (self.merged, self._turn)):
            delete = QShortcut(QKeySequence("Del"), table)
            delete.setContext(Qt.ShortcutContext.WidgetShortcut)
            delete.activated.connect(call)

    def begin(self) -> None:
        """Come into sight; the keyboard is at what comes next."""
        self.come()
        if self._are_untold() and not self.running.is_busy:
            self._try()
        (self.merge if self.merge.isEnabled() else self.add).setFocus()

    @property
    def is_writing(self) -> bool:
        """Whether bundles are being merged, hidden or shown again."""
        return self._is_writing and self.running.is_busy

    def stop(self) -> None:
        """Whoever closes the window while it merges finds all merged; what is only tried is of no use."""
        if not self.is_writing:
            self.running.stop()

    def end(self) -> None:
        """What is not merged to the end is as it was before."""
        self.running.stop()

    def go_on_from(self, before: Beside) -> None:
        """The same files, and what was told of them."""
        if isinstance(before, MergeView):
            self.tried = before.tried
            self._show()
            self.running.say_as(before.running)

    # Showing --------------------------------------------------------------------------------------

    def mind(self, notice: Notice) -> None:
        """Bundles may have been merged elsewhere, or a merge taken back, or what waits settled."""
        if notice.kinds & {"bundle", "anchoring", "*"}:
            self.look_again_in_sight()

    def look_again(self) -> None:
        """Read which bundles are merged."""
        found = merges.merged(self._desk.session.store)
        titles, rows = merges.merged_rows(found)
        self.merged.show_rows(titles, rows, figures=(1,), stretched=4, first=0)
        self.none.setText("" if found else tr("ui.merge.none_merged"))
        self.waiting.count(self._desk.session.store)
        self._tell()

    def _show(self) -> None:
        titles, rows = merges.tried_rows(self.tried)
        self.bundles.show_rows(titles, rows, figures=(2, 3, 4, 5), stretched=6, first=0)
        self._tell()

    def _bundle(self) -> Tried | None:
        row = self.bundles.current()
        return row.stands_for if row and isinstance(row.stands_for, Tried) else None

    def _line(self) -> MergedLine | None:
        row = self.merged.current()
        return row.stands_for if row and isinstance(row.stands_for, MergedLine) else None

    def _tell(self) -> None:
        one, line, is_free = self._bundle(), self._line(), not self.running.is_busy
        fresh, refused = sum(one.is_fresh for one in self.tried), sum(bool(one.refused) for one in self.tried)
        if not self.tried:
            self.about.setText(tr("ui.merge.empty"))
        elif self._are_untold():
            self.about.setText(tr("ui.merge.untried" if is_free else "ui.merge.trying", n=len(self.tried)))
        elif done := sum(one.is_done for one in self.tried):
            self.about.setText(tr("ui.merge.about.done", done=done, refused=refused))
        else:
            self.about.setText(tr("ui.merge.about", n=len(self.tried), fresh=fresh, refused=refused))
        self.told.setText(merges.told(one) if one else "")
        self.add.setEnabled(is_free)
        self.drop.setEnabled(is_free and one is not None)
        self.merge.setText(tr("ui.merge.try" if is_free and self._are_untold() else "ui.merge.merge"))
        self.merge.setEnabled(is_free and (fresh > 0 or self._are_untold()))
        self.turn.setText(tr("ui.merge.show" if line and line.bundle.is_hidden else "ui.merge.hide"))
        self.turn.setEnabled(is_free and line is not None)
        coming = sum(one.waiting for one in self.tried if one.is_fresh and one.new)
        self.waiting.show_coming(coming)

    # Choosing and trying --------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for bundles."""
        place = str(self._desk.session.path.parent)
        self.take(file_dialogs.open_files(self, tr("ui.merge.add"), place, tr("ui.merge.files")))

    def take(self, paths: Sequence[str]) -> None:
        """Try these bundles together with those that are listed."""
        known = {one.path for one in self.tried if not one.is_done}
        fresh = [Path(path) for path in dict.fromkeys(paths) if Path(path) not in known]
        if fresh:
            listed = [one.path for one in self.tried if not one.is_done]
            # What was told of those listed may be another thing together with these.
            self.tried = [Tried(path=path) for path in (*listed, *fresh)]
            self._try()

    def _are_untold(self) -> bool:
        """Whether nobody knows what would become of some file: trying was cancelled, or is going on."""
        return any(not one.is_known for one in self.tried)

    def _drop(self) -> None:
        one = self._bundle()
        if one is not None and self.drop.isEnabled():
            self.tried.remove(one)
            if any(not other.is_done for other in self.tried):
                # One may have gone on from the other.
                self.tried = [Tried(path=other.path) for other in self.tried if not other.is_done]
                self._try()
            else:
                self._show()

    def _try(self) -> None:
        self._run(is_dry_run=True)
        self._show()

    def _run(self, *, is_dry_run: bool) -> None:
        session, paths = self._desk.session, [one.path for one in self.tried]
        task = verbs.merging(session.path, paths, actor=session.reviewer, is_dry_run=is_dry_run)
        self._is_writing = not is_dry_run
        self.running.run(task, self._done_trying if is_dry_run else self._done)

    def _take(self, records: Records) -> None:
        told = [one for one in records if "kinds" in one]
        pairs = zip(self.tried, told, strict=True)
        self.tried = [merges.tried(one.path, record) for one, record in pairs]
        self._show()

    def _done_trying(self, records: Records) -> None:
        self._take(records)
        if any(one.is_fresh for one in self.tried):
            # Once the button may be pressed again.
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        """Enter merges what was tried."""
        if self.isActiveWindow() and self.merge.isEnabled():
            self.merge.setFocus()

    # Merging and taking it back -------------------------------------------------------------------

    def _merge(self) -> None:
        if not self.merge.isEnabled():
            return
        if self._are_untold():
            self._try()
        else:
            self._run(is_dry_run=False)

    def _done(self, records: Records) -> None:
        self._take(records)
        self._desk.session.look_again()
        backup = next((str(one["backup"]) for one in records if one.get("backup")), "")
        done = sum(one.is_done for one in self.tried)
        told = tr("ui.merge.said", n=done)
        told += tr("ui.merge.backup", file=Path(backup).name) if backup else ""
        self._say(told)

    def _say(self, told: str) -> None:
        """How it ended, where somebody sees it."""
        self.running.say(told)
        if self.isVisible():
            self.merged.setFocus()
        self.say_if_unseen(told)

    def _turn(self) -> None:
        line = self._line()
        if line is None or not self.turn.isEnabled():
            return
        session = self._desk.session
        verb = verbs.showing if line.bundle.is_hidden else verbs.hiding
        self._is_writing = True
        self.running.run(verb(session.path, line.bundle.id, actor=session.reviewer), self._turned)

    def _turned(self, records: Records) -> None:
        self._desk.session.look_again()
        told = next(one for one in records if "hidden" in one)
        message = "ui.merge.said.hidden" if told["hidden"] else "ui.merge.said.shown"
        self._say(tr(message, reviewer=told["reviewer"]))
