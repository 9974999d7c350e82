"""Owns which project is open: opening, making, importing into it, and who is at work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator import settings
from annotator.commands.project import refuse_name
from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.resources import resource
from annotator.session import Session
from annotator.tagsets import default_tagset
from annotator.tasks.acting import receipt_of
from annotator.tasks.creating import create_project
from annotator.ui import file_dialogs
from annotator.ui.bridge import Bridge
from annotator.ui.child import Records, importing, suggesting
from annotator.ui.dialogs import NewProject, Refusals
from annotator.ui.looks import Looks
from annotator.ui.models.begun import Kept
from annotator.ui.models.desk import Desk
from annotator.ui.preferences import Preferences
from annotator.ui.team.verbs import receiving
from annotator.ui.vocabulary import Vocabulary
from annotator.ui.window import Window
from annotator.ui.work import LongerWork

_SAMPLE = "sample.sqlite"
_PAUSE_MS = 800
"""After how long a pause the place is written, so that a power cut does not lose it either."""


class Projects(QObject):
    """The project on the desk, if any."""

    changed = Signal()
    """Another desk, or none."""
    tagset_changed = Signal()
    """The project has other labels than its panels show."""

    def __init__(
        self, window: Window, looks: Looks, preferences: Preferences, *, reviewer: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._looks = looks
        self._preferences = preferences
        self.reviewer = reviewer
        self.work = LongerWork(lambda: window.status, self)
        self.work.ended.connect(self._look)
        self.desk: Desk | None = None
        self.is_held: Callable[[], bool] = lambda: False
        """Whether something else than a task of its own is still being written into the project."""
        self._bridge: Bridge | None = None
        self._vocabulary: Vocabulary | None = None
        self._tagset = ""
        self._kept: dict[Path, Kept] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep_place)

    def _keep_place(self) -> None:
        if self.desk is not None and not self.work.is_busy:
            self.desk.keep_place()

    def guard(self, do: Callable[[], object]) -> bool:
        """Do something; a refusal becomes one sentence in the status line."""
        try:
            do()
        except UserError as error:
            self._window.status.refuse(sentence(error))
            return False
        return True

    # Opening --------------------------------------------------------------------------------------

    def begin(self, path: Path | None) -> None:
        """Show a project, or the ways to begin."""
        if path is None or not self.guard(lambda: self._open(path)):
            self.show_welcome()

    def show_welcome(self) -> None:
        """Show the ways to begin."""
        self._window.show_welcome(recent=self.recent(), name=self._preferences.now.reviewer_name)

    def recent(self) -> list[tuple[str, str]]:
        """Name and path of the projects opened lately that are still there."""
        known = (Path(one) for one in self._preferences.now.recent)
        sample = settings.folder() / _SAMPLE
        names = ((tr("ui.sample.name") if one == sample else one.name, one) for one in known)
        return [(name, str(one)) for name, one in names if one.is_file()]

    def open(self, path: str) -> None:
        """Open a project in this window; when it cannot be opened, the one that is open stays."""
        self.guard(lambda: self._open(Path(path)))

    def _open(self, path: Path) -> None:
        self._refuse_busy()
        session = Session.open(path, reviewer=self.reviewer)
        receipt = receipt_of(session.store)
        if receipt is not None:
            # A work project is one person's: whoever opens it works as that person.
            session.reviewer = receipt.reviewer
        desk = self._desk_of(session)
        self.close()
        self._lay(desk)
        self._preferences.keep(self._preferences.now.opened(path))

    def _refuse_busy(self) -> None:
        """Whoever is reading reports in, or merging, would be stopped without a word."""
        if self.work.is_busy or self.is_held():
            raise UserError("ui.task.busy")

    def _desk_of(self, session: Session) -> Desk:
        """A desk for a project, which is let go where it cannot be read."""
        try:
            return Desk(session, theme=self._looks.theme, parent=self)
        except UserError:
            session.close()
            raise

    def _lay(self, desk: Desk) -> None:
        """Show a desk, and hear what becomes of its project."""
        with self._looks.laid_aside():
            self._put(desk)
        self.changed.emit()

    def _put(self, desk: Desk) -> None:
        self.desk = desk
        self._tagset = desk.tagset.source
        desk.wishes.begun.kept = self._kept.setdefault(desk.session.path, Kept())
        self._bridge = Bridge(desk.session, self)
        self._bridge.noticed.connect(desk.hear)
        self._bridge.noticed.connect(self._mind_tagset)
        desk.wishes.worker = self.work.start
        desk.current_changed.connect(self._pause.start)
        self._window.show_desk(desk)
        # After the panels: what it tells of a report is told once they show it.
        self._vocabulary = Vocabulary(desk, self.work)
        self._bridge.noticed.connect(self._vocabulary.hear)
        self._window.reading.page.moved.connect(self._pause.start)
        self._window.reading.page.selection_changed.connect(self._pause.start)
        self._window.reading.page.set_zoom(self._preferences.now.zoom / 100)
        desk.begin()
        desk.page_wanted.emit()

    def close(self) -> None:
        """Stop tasks, remember the place, let the file go."""
        self.work.stop()
        session = self._clear()
        if session is not None:
            session.close()

    def _clear(self) -> Session | None:
        """Take the desk away; return its session, still open."""
        if self._bridge is not None:
            self._bridge.stop()
            self._bridge.deleteLater()
            self._bridge = None
        if self.desk is None:
            return None
        session = self.desk.session
        self.desk.end()
        if self._vocabulary is not None:
            self._vocabulary.end()
            self._vocabulary = None
        self.desk.deleteLater()
        self.desk = None
        return session

    def lay_again(self, build: Callable[[], None]) -> None:
        """Show the same project in a window built anew: in other words, or in another size.

        What was begun is recorded, and the place kept, while the old panels are still in sight.
        """
        session = self._clear()
        with self._looks.laid_aside():
            build()
            if session is None:
                self.show_welcome()
                return
            try:
                self._lay(self._desk_of(session))
            except UserError as error:
                self.show_welcome()
                self._window.status.refuse(sentence(error))
                self.changed.emit()

    def _mind_tagset(self) -> None:
        """Menus, forms and tags are those of a tagset: of another one they are built anew."""
        if self.desk is not None and self.desk.tagset.source != self._tagset:
            self._tagset = self.desk.tagset.source
            QTimer.singleShot(0, self, self.tagset_changed.emit)

    def be(self, name: str) -> None:
        """Be another reviewer from now on; a name that is none is refused."""
        if self.desk is None:
            self._become(name)
        elif self.guard(self._refuse_busy) and self._become(name):
            self.open(str(self.desk.session.path))

    def _become(self, name: str) -> bool:
        """Take a name for what is opened from now on; whether it is one."""
        if not self.guard(lambda: refuse_name(name)):
            return False
        self.reviewer = name
        self._preferences.change(reviewer=name, reviewer_name=name)
        return True

    def _look(self) -> None:
        if self._bridge is not None and self.desk is not None:
            self._bridge.look()
            self.desk.show_first()

    # Asking and making ----------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask which project to open."""
        chosen = file_dialogs.open_file(self._window, tr("ui.action.open"), "", tr("ui.dialog.projects"))
        if chosen:
            self.open(chosen)

    def ask_new(self) -> None:
        """Ask for a folder of reports and make a project of them."""
        has_name = bool(self._preferences.now.reviewer_name)
        dialog = NewProject(self._looks.theme, self._window, has_name=has_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._make_asked(dialog))
        dialog.open()

    def _make_asked(self, dialog: NewProject) -> None:
        is_named = dialog.name is None or self._become(dialog.name.text().strip())
        if is_named and (path := dialog.project()) is not None:
            self.make(path, [dialog.folder.text()])

    def make(self, path: Path, reports: Sequence[str]) -> None:
        """Make a project, open it and import reports into it."""

        def make() -> None:
            # Before the file is there: nothing is left behind.
            self._refuse_busy()
            create_project(path, tagset=default_tagset(), actor=self.reviewer)
            self._open(path)

        if self.guard(make):
            self._import(reports)

    def open_sample(self) -> None:
        """Open the sample project, made at the first time."""
        path = settings.folder() / _SAMPLE
        if path.is_file():
            self.open(str(path))
        else:
            # They are files on the disk in the installed program, too; beside them lie their answers.
            reports = (str(one) for one in resource("sample").iterdir() if one.name.endswith(".txt"))
            self.make(path, sorted(reports))

    def receive(self, package: Path, project: Path, *, actor: str) -> None:
        """Make a work project of a package, or bring it into one, and open it."""

        def told(records: Records) -> str:
            received = next(one for one in records if "new" in one)
            # In a turn of its own: the task is over then, and another project may be opened.
            QTimer.singleShot(0, self, lambda: self.open(str(project)))
            return tr("ui.receive.done", documents=received["documents"], new=received["new"])

        self.work.start(receiving(package, project, actor=actor), told, about=package.name)

    def ask_import(self) -> None:
        """Ask for a folder of reports and bring them in."""
        chosen = file_dialogs.folder(self._window, tr("ui.action.import"))
        if chosen:
            self._import([chosen])

    def _import(self, paths: Sequence[str]) -> None:
        assert self.desk is not None
        session = self.desk.session
        self.work.start(importing(session.path, paths, actor=session.reviewer), self._imported)

    def suggest(self) -> None:
        """Make what suggestions are missing or stale."""
        assert self.desk is not None
        self.work.start(suggesting(self.desk.session.path), lambda _: tr("ui.task.suggested"))

    def _imported(self, records: Records) -> str:
        files = [one for one in records if "status" in one]
        counts = {
            status: sum(1 for one in files if one["status"] == status)
            for status in ("imported", "skipped", "refused")
        }
        if counts["refused"]:
            refused = [(str(one["file"]), str(one["reason"])) for one in files if one["status"] == "refused"]
            Refusals(refused, self._window).show()
        return tr("ui.task.imported", **counts)
