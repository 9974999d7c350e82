"""Owns the dialog that takes a package in: which file, whose it is, and where the work project is to be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.bundles import PACKAGE, Manifest, peek
from annotator.errors import UserError
from annotator.formats import opened
from annotator.i18n import sentence, tr
from annotator.ui import file_dialogs
from annotator.ui.fitted import Fitted
from annotator.ui.models.paths import is_file, project_file
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import plain, small, title
from annotator.ui.theme import Theme


class ReceiveDialog(Fitted):
    """Says whose package it is before anything is made of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=600, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("ui.receive.title"))
        self._about: Manifest | None = None
        self._proposed = ""
        self.package_field, self.project_field = QLineEdit(), QLineEdit()
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for n, (words, browse, field, choose) in enumerate(
            (
                ("ui.receive.package", "ui.receive.package.browse", self.package_field, self._choose_package),
                ("ui.receive.project", "ui.receive.project.browse", self.project_field, self._choose_project),
            )
        ):
            field.setAccessibleName(tr(words))
            button = QPushButton(tr("ui.new.browse"))
            button.setAccessibleName(tr(browse))
            button.setAutoDefault(False)
            button.clicked.connect(choose)
            grid.addWidget(plain(tr(words)), n, 0)
            grid.addWidget(field, n, 1)
            grid.addWidget(button, n, 2)
        self.told = small(theme=theme, role="")
        self.told.setWordWrap(True)
        # Two lines, whatever is said: the dialog does not jump while one types.
        self.told.setMinimumHeight(theme.sizes.px(40))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox()
        self.make = buttons.addButton(tr("ui.receive.make"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("ui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.make.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title(tr("ui.receive.title"), theme=theme))
        column.addLayout(grid)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.package_field.textChanged.connect(self._look)
        self.project_field.textChanged.connect(lambda _: self._tell())
        self._tell()

    def package(self) -> Path:
        """The chosen package."""
        return Path(self.package_field.text().strip())

    def project(self) -> Path | None:
        """Where the work project is to be, or is; None while that is no name of a file."""
        return project_file(self.project_field.text())

    def reviewer(self) -> str:
        """Whom the package is for."""
        return self._about.reviewer if self._about else ""

    def _choose_package(self) -> None:
        chosen = file_dialogs.open_file(
            self, tr("ui.receive.package"), self.package_field.text(), tr("ui.receive.packages")
        )
        if chosen:
            self.package_field.setText(chosen)
            self.make.setFocus()

    def _choose_project(self) -> None:
        chosen = file_dialogs.save_file(
            self,
            tr("ui.receive.project"),
            self.project_field.text(),
            tr("ui.dialog.projects"),
            may_exist=True,
        )
        if chosen:
            self.project_field.setText(chosen)

    def _look(self) -> None:
        """What the package says of itself, and a place beside it."""
        self._about = None
        package = self.package()
        if not is_file(package):
            self._tell()
            return
        try:
            with opened(package) as file:
                self._about = peek(file, name=package.name, format=PACKAGE)
        except UserError as error:
            self._tell(sentence(error))
            return
        if self.project_field.text() == self._proposed:
            # A place that was written or chosen stays.
            name = f"{self._about.project}-{self._about.reviewer}".replace("/", "_").replace("\\", "_")
            self._proposed = str(package.parent / f"{name}.sqlite")
            self.project_field.setText(self._proposed)
        self._tell()

    def _tell(self, trouble: str = "") -> None:
        about = self._about
        project = self.project()
        self.make.setEnabled(about is not None and project is not None)
        self.told.setProperty("role", "accent" if trouble else "dim" if about is None else "")
        self.told.style().polish(self.told)
        if trouble or about is None:
            self.told.setText(one_line(trouble) or tr("ui.receive.note"))
            return
        told = tr(
            "ui.receive.about",
            project=one_line(about.project, most=40),
            reviewer=one_line(about.reviewer, most=24),
            documents=len(about.documents),
        )
        is_there = project is not None and is_file(project)
        self.told.setText(told + tr("ui.receive.there" if is_there else "ui.receive.fresh"))
