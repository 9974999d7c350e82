"""Owns one run of the window: which project is open, longer tasks, zoom and theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from annotator import settings
from annotator.commands import documents, progress
from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.resources import resource
from annotator.session import Session
from annotator.settings import Settings
from annotator.tagsets import default_tagset
from annotator.tasks.creating import create_project
from annotator.tasks.importing import ImportOutcome
from annotator.ui import theme as themes
from annotator.ui.bridge import Bridge, Task, Work, importing, suggesting
from annotator.ui.dialogs import AboutReport, KeyPage, NewProject, Refusals, WhoAreYou
from annotator.ui.models.desk import Desk
from annotator.ui.theme import Theme
from annotator.ui.window import Window

_STEP = 10
"""Percent of one step of zoom."""


class Program(QObject):
    """What the actions of the table ask for (``actions.Controls``)."""

    def __init__(self, app: QApplication, *, reviewer: str, theme: Theme | None = None) -> None:
        super().__init__()
        self._app = app
        self._reviewer = reviewer
        self._chosen: Settings = settings.load()
        self.theme = theme or self._theme_of(self._chosen)
        themes.apply(app, self.theme)
        self.window = Window(self, self.theme)
        self.window.closing.connect(self.close_project)
        self.window.status.cancelled.connect(self._cancel)
        self.window.status.undo_wanted.connect(self.undo)
        self.window.status.name_wanted.connect(self.ask_name)
        self._desk: Desk | None = None
        self._bridge: Bridge | None = None
        self._work: Work | None = None

    @property
    def desk(self) -> Desk:
        """The desk; the actions that ask for it are grey while there is none."""
        assert self._desk is not None
        return self._desk

    def _theme_of(self, chosen: Settings) -> Theme:
        is_dark = chosen.theme == "dark" or (
            chosen.theme == "system" and self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        return themes.dark() if is_dark else themes.light()

    def _remember(self, fresh: Settings) -> None:
        self._chosen = fresh
        self._guard(lambda: settings.save(fresh))

    def _guard(self, do: Callable[[], object]) -> bool:
        """Do something; a refusal becomes one sentence in the status line."""
        try:
            do()
        except UserError as error:
            self.window.status.refuse(sentence(error))
            return False
        return True

    # Projects -------------------------------------------------------------------------------------

    def begin(self, path: Path | None) -> None:
        """Show a project, or the ways to begin."""
        if path is None or not self._guard(lambda: self._open(path)):
            self.window.show_welcome(recent=[one for one in self._chosen.recent if Path(one).is_file()])

    def open_project(self, path: str) -> None:
        """Open a project in this window; when it cannot be opened, the one that is open stays."""
        self._guard(lambda: self._open(Path(path)))

    def _open(self, path: Path) -> None:
        session = Session.open(path, reviewer=self._reviewer)
        self.close_project()
        desk = Desk(session, theme=self.theme, parent=self)
        self._desk = desk
        self._bridge = Bridge(session, self)
        self._bridge.noticed.connect(desk.hear)
        self.window.show_desk(desk)
        self.window.reading.page.set_zoom(self._chosen.zoom / 100)
        desk.begin()
        desk.page_wanted.emit()
        self._remember(self._chosen.opened(path))

    def close_project(self) -> None:
        """Stop tasks, remember the place, let the file go."""
        if self._work is not None:
            self._work.requestInterruption()
            self._work.wait()
            self._work = None
        if self._bridge is not None:
            self._bridge.stop()
            self._bridge.deleteLater()
            self._bridge = None
        if self._desk is not None:
            self._desk.end()
            self._desk.session.close()
            self._desk.deleteLater()
            self._desk = None

    def choose_project(self) -> None:
        """Ask which project to open."""
        chosen, _ = QFileDialog.getOpenFileName(
            self.window, tr("ui.action.open"), "", tr("ui.dialog.projects")
        )
        if chosen:
            self.open_project(chosen)

    def new_project(self) -> None:
        """Ask for a folder of reports and make a project of them."""
        dialog = NewProject(self.theme, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.make_project(dialog.project(), [dialog.folder.text()]))
        dialog.open()

    def make_project(self, path: Path, reports: Sequence[str]) -> None:
        """Make a project, open it and import reports into it."""

        def make() -> None:
            create_project(path, tagset=default_tagset(), actor=self._reviewer)
            self._open(path)

        if self._guard(make):
            self._import(reports)

    def sample_project(self) -> None:
        """Open the sample project, made at the first time."""
        path = settings.folder() / "sample.sqlite"
        if path.is_file():
            self.open_project(str(path))
        else:
            # They are files on the disk in the installed program, too; beside them lie their answers.
            reports = (str(one) for one in resource("sample").iterdir() if one.name.endswith(".txt"))
            self.make_project(path, sorted(reports))

    def import_folder(self) -> None:
        """Ask for a folder of reports and bring them in."""
        chosen = QFileDialog.getExistingDirectory(self.window, tr("ui.action.import"))
        if chosen:
            self._import([chosen])

    def leave(self) -> None:
        """Close the window."""
        self.window.close()

    def ask_name(self) -> None:
        """Ask how the person is called, and be them from now on."""
        dialog = WhoAreYou(self.theme, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._be(dialog.name.text().strip()))
        dialog.open()

    def _be(self, name: str) -> None:
        self._reviewer = name
        self._remember(replace(self._chosen, reviewer=name, reviewer_name=name))
        if self._desk is not None:
            self.open_project(str(self._desk.session.path))

    # Longer tasks ---------------------------------------------------------------------------------

    def _import(self, paths: Sequence[str]) -> None:
        task = importing(self.desk.session.path, paths, actor=self._reviewer)
        self._start(task, self._imported)

    def suggest(self) -> None:
        """Make what suggestions are missing or stale."""
        self._start(suggesting(self.desk.session.path), lambda _: tr("ui.task.suggested"))

    def _imported(self, result: object) -> str:
        assert isinstance(result, list)
        outcomes: list[ImportOutcome] = result
        counts = {
            status: sum(1 for one in outcomes if one.status == status)
            for status in ("imported", "skipped", "refused")
        }
        if counts["refused"]:
            Refusals([one for one in outcomes if one.status == "refused"], self.window).show()
        return tr("ui.task.imported", **counts)

    def _start(self, task: Task, told: Callable[[object], str]) -> None:
        if self._work is not None:
            self.window.status.refuse(tr("ui.task.busy"))
            return
        work = Work(task, self)
        self._work = work
        status = self.window.status
        work.progressed.connect(status.show_progress)

        def over() -> None:
            status.end_progress()
            self._work = None
            work.wait()
            work.deleteLater()
            if self._bridge is not None:
                self._bridge.look()

        def done(result: object) -> None:
            over()
            status.say(told(result))

        def fail(error: object) -> None:
            over()
            if not isinstance(error, UserError):
                assert isinstance(error, Exception)
                raise error
            status.refuse(sentence(error))

        work.succeeded.connect(done)
        work.failed.connect(fail)
        work.start()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.requestInterruption()

    # Smaller things -------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last action back."""
        if self.desk.undo() is None:
            self.desk.said.emit(tr("ui.said.nothing_to_undo"))

    def redo(self) -> None:
        """Do the last undone action again."""
        if self.desk.redo() is None:
            self.desk.said.emit(tr("ui.said.nothing_to_redo"))

    def turn_document(self, by: int) -> None:
        """Go to the next or the previous document of the list."""
        ids = [row.document.id for row in self.desk.rows]
        if self.desk.document is not None:
            at = ids.index(self.desk.document.id) + by
            if 0 <= at < len(ids):
                self.desk.show_document(ids[at])
            else:
                self.desk.said.emit(tr("ui.said.no_more_documents"))

    def finish_document(self) -> None:
        """Declare the document finished, or open it again."""
        row = self.desk.row
        if row is not None:
            state = "in progress" if row.state == "finished" else "finished"
            self.desk.run(progress.set_state, document=row.document.id, state=state)

    def describe_report(self) -> None:
        """Ask what is known of the report; a date that is none is refused in the status line."""
        document = self.desk.document
        if document is not None:
            dialog = AboutReport(document, self.theme, self.window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(
                lambda: self.desk.run(documents.set_features, document=document.id, features=dialog.said())
            )
            dialog.open()

    def zoom(self, by: int) -> None:
        """Make the page's letters larger (1), smaller (-1) or as usual (0)."""
        page = self.window.reading.page
        page.set_zoom(page.zoom() + by * _STEP / 100 if by else 1.0)
        self._remember(replace(self._chosen, zoom=round(page.zoom() * 100)))

    def turn_theme(self) -> None:
        """Go from day to night or back."""
        self.theme = themes.dark() if self.theme.name == "light" else themes.light()
        themes.apply(self._app, self.theme)
        self.window.set_theme(self.theme)
        if self._desk is not None:
            self._desk.set_theme(self.theme)
        self._remember(replace(self._chosen, theme=self.theme.name))

    def toggle_history(self) -> None:
        """Show the history, or the numbers again."""
        self.window.toggle_history()

    def toggle_rejected(self) -> None:
        """Show what was rejected struck through on the page, or hide it."""
        self.window.reading.toggle_rejected()

    def toggle_side(self, side: int) -> None:
        """Fold a side away, or unfold it."""
        self.window.toggle_side(side)

    def show_keys(self) -> None:
        """Show all keys."""
        page = KeyPage(self.window.rows, self.theme, self.window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.show()

    def dialogs(self) -> list[QDialog]:
        """The dialogs that are open."""
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]
