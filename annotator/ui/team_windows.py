"""Owns which windows of the team are open: one of each, made anew with the look and gone with the project;
what one of them writes comes to its end first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.i18n import tr
from annotator.tasks.acting import receipt_of
from annotator.ui.beside import Beside
from annotator.ui.looks import Looks
from annotator.ui.models.desk import Desk
from annotator.ui.projects import Projects
from annotator.ui.window import Window

if TYPE_CHECKING:
    from annotator.ui.team.receive_dialog import ReceiveDialog


class TeamWindows(QObject):
    """Opens them; none blocks the window, and each stays as it is while it is closed."""

    def __init__(self, window: Window, looks: Looks, projects: Projects, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._looks = looks
        self._projects = projects
        self._open: dict[str, Beside] = {}
        self._late: set[str] = set()
        """Those that are made anew once they have written what they are writing."""
        projects.is_held = self._is_writing
        projects.changed.connect(self._forget)

    def show_plan(self) -> None:
        """Show who reads what."""
        self._show("plan")

    def show_send(self) -> None:
        """Write packages, or the bundle that goes back."""
        self._show("send")

    def show_merge(self) -> None:
        """Bring bundles in; a work project takes none."""
        desk = self._projects.desk
        if desk is not None and receipt_of(desk.session.store) is not None:
            self._window.status.refuse(tr("merge.blind"))
        else:
            self._show("merge")

    def show_agreement(self) -> None:
        """Show how far reviewers agree."""
        self._show("agreement")

    def show_anchors(self) -> None:
        """Show what waits in newer texts."""
        self._show("anchors")

    def show_curators(self) -> None:
        """Show who may decide."""
        self._show("curators")

    def receive(self) -> None:
        """Ask for a package, and make a work project of it."""
        from annotator.ui.team.receive_dialog import ReceiveDialog

        for dialog in self._window.findChildren(ReceiveDialog):
            if dialog.isVisible():
                dialog.raise_()
                dialog.activateWindow()
                return
        dialog = ReceiveDialog(self._looks.theme, self._window)
        dialog.accepted.connect(lambda: self._receive(dialog))
        # The keyboard goes back, also where no window manager sees to that.
        dialog.finished.connect(self._window.activateWindow)
        dialog.open()

    def _receive(self, dialog: ReceiveDialog) -> None:
        if (project := dialog.project()) is not None:
            self._projects.receive(dialog.package(), project, actor=dialog.reviewer())

    def _show(self, name: str) -> None:
        desk = self._projects.desk
        if desk is None:
            return
        view = self._open.get(name)
        if view is None or not view.is_of(desk):
            self._drop(name)
            view = _made(name, desk, self._window)
            self._keep(name, view)
        else:
            view.set_zoom(self._window.reading.page.zoom())
        view.begin()

    def _keep(self, name: str, view: Beside) -> None:
        self._open[name] = view
        view.set_zoom(self._window.reading.page.zoom())
        view.turned.connect(lambda: self._catch_up(name))
        view.other_wanted.connect(self._show)

    def _is_writing(self) -> bool:
        return any(view.is_writing for view in self._open.values())

    def _catch_up(self, name: str) -> None:
        if name in self._late and not self._open[name].is_writing:
            self._make_again(name)

    def _drop(self, name: str) -> None:
        before = self._open.pop(name, None)
        self._late.discard(name)
        if before is not None:
            before.end()
            before.close()
            before.deleteLater()

    def _forget(self) -> None:
        """Another project, or none; or the same one laid anew, in other words or in another size."""
        desk = self._projects.desk
        for name, view in list(self._open.items()):
            if desk is not None and view.is_writing and view.is_about(desk.session):
                view.follow(desk)
                self._late.add(name)
            else:
                self._drop(name)

    def make_again(self) -> None:
        """In another look: those in sight are shown again."""
        for name in list(self._open):
            self._make_again(name)

    def _make_again(self, name: str) -> None:
        desk, before = self._projects.desk, self._open[name]
        if before.is_writing:
            self._late.add(name)
        elif desk is None or not before.isVisible():
            self._drop(name)
        else:
            view = _made(name, desk, self._window)
            view.go_on_from(before)
            self._drop(name)
            self._keep(name, view)
            view.begin()


def _made(name: str, desk: Desk, window: Window) -> Beside:
    """A window of the team.  Imported here: the window starts without what most people never open."""
    if name == "plan":
        from annotator.ui.team.plan_view import PlanView

        return PlanView(desk, window)
    if name == "send":
        from annotator.ui.team.send_view import SendView

        return SendView(desk, window)
    if name == "merge":
        from annotator.ui.team.merge_view import MergeView

        return MergeView(desk, window)
    if name == "anchors":
        from annotator.ui.anchors.view import AnchorsView

        return AnchorsView(desk, window)
    if name == "curators":
        from annotator.ui.team.curators_view import CuratorsView

        return CuratorsView(desk, window)
    from annotator.ui.team.agreement_view import AgreementView

    return AgreementView(desk, window)
