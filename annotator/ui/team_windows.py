"""Owns which windows of the team are open: one of each, made anew with the look and gone with the project."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.i18n import tr
from annotator.tasks.acting import receipt_of
from annotator.ui.anchors.view import AnchorsView
from annotator.ui.beside import Beside
from annotator.ui.looks import Looks
from annotator.ui.models.desk import Desk
from annotator.ui.projects import Projects
from annotator.ui.team.agreement_view import AgreementView
from annotator.ui.team.curators_view import CuratorsView
from annotator.ui.team.merge_view import MergeView
from annotator.ui.team.plan_view import PlanView
from annotator.ui.team.receive_dialog import ReceiveDialog
from annotator.ui.team.send_view import SendView
from annotator.ui.window import Window

_VIEWS: dict[str, Callable[[Desk, Window], Beside]] = {
    "plan": PlanView,
    "send": SendView,
    "merge": MergeView,
    "agreement": AgreementView,
    "anchors": AnchorsView,
    "curators": CuratorsView,
}


class TeamWindows(QObject):
    """Opens them; none blocks the window, and each stays as it is while it is closed."""

    def __init__(self, window: Window, looks: Looks, projects: Projects, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._looks = looks
        self._projects = projects
        self._open: dict[str, Beside] = {}
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
        for dialog in self._window.findChildren(ReceiveDialog):
            if dialog.isVisible():
                dialog.raise_()
                dialog.activateWindow()
                return
        dialog = ReceiveDialog(self._looks.theme, self._window)
        dialog.accepted.connect(
            lambda: self._projects.receive(dialog.package(), dialog.project(), actor=dialog.reviewer())
        )
        # The keyboard goes back, also where no window manager sees to that.
        dialog.finished.connect(self._window.activateWindow)
        dialog.open()

    def _show(self, name: str) -> None:
        desk = self._projects.desk
        if desk is None:
            return
        view = self._open.get(name)
        if view is None or not view.is_of(desk):
            self._drop(name)
            view = self._open[name] = _VIEWS[name](desk, self._window)
            if isinstance(view, MergeView):
                view.waiting.wanted.connect(self.show_anchors)
        if isinstance(view, AnchorsView):
            view.set_zoom(self._window.reading.page.zoom())
        view.begin()

    def _drop(self, name: str) -> None:
        before = self._open.pop(name, None)
        if before is not None:
            before.end()
            before.close()
            before.deleteLater()

    def _forget(self) -> None:
        for name in list(self._open):
            self._drop(name)

    def make_again(self) -> None:
        """In another look: those in sight are shown again."""
        seen = [name for name, view in self._open.items() if view.isVisible()]
        self._forget()
        for name in seen:
            self._show(name)
