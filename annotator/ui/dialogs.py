"""Owns the few dialogs: a new project, one's name, a report's facts, what an import refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import tr
from annotator.model.documents import FEATURES, Document
from annotator.ui import file_dialogs
from annotator.ui.fitted import Fitted
from annotator.ui.models.paths import is_folder, project_file
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import plain, small, title
from annotator.ui.theme import Theme


class NewProject(Fitted):
    """Asks for a folder of reports and where the project is to be kept; whoever has no name yet, for that."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, has_name: bool = True) -> None:
        super().__init__(theme, width=560, parent=parent)
        self.setWindowTitle(tr("ui.new.title"))
        self.folder = QLineEdit()
        self.file = QLineEdit()
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for n, (words, field, choose) in enumerate(
            (
                ("ui.new.folder", self.folder, self._choose_folder),
                ("ui.new.file", self.file, self._choose_file),
            )
        ):
            field.setAccessibleName(tr(words))
            button = QPushButton(tr("ui.new.browse"))
            button.setAutoDefault(False)
            button.clicked.connect(choose)
            grid.addWidget(plain(tr(words)), n, 0)
            grid.addWidget(field, n, 1)
            grid.addWidget(button, n, 2)
        self.name = None if has_name else QLineEdit()
        if self.name is not None:
            self.name.setAccessibleName(tr("ui.who.name"))
            self.name.setPlaceholderText(tr("ui.who.note"))
            self.name.textChanged.connect(self._check)
            grid.addWidget(plain(tr("ui.who.name")), 2, 0)
            grid.addWidget(self.name, 2, 1)
        note = small(tr("ui.new.note"), theme=theme)
        note.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.make = buttons.addButton(tr("ui.new.make"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("ui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.make.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title(tr("ui.new.title"), theme=theme))
        column.addLayout(grid)
        column.addWidget(note)
        column.addWidget(buttons)
        self.folder.textChanged.connect(self._propose)
        self.file.textChanged.connect(self._check)
        self._check()

    def _choose_folder(self) -> None:
        chosen = file_dialogs.folder(self, tr("ui.new.folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _choose_file(self) -> None:
        chosen = file_dialogs.save_file(self, tr("ui.new.file"), self.file.text(), tr("ui.dialog.projects"))
        if chosen:
            self.file.setText(chosen)

    def _propose(self, folder: str) -> None:
        place = Path(folder)
        if folder and is_folder(place):
            self.file.setText(str(place.parent / f"{place.name}.sqlite"))
        self._check()

    def _check(self) -> None:
        is_named = self.name is None or bool(self.name.text().strip())
        self.make.setEnabled(is_folder(self.folder.text()) and self.project() is not None and is_named)

    def project(self) -> Path | None:
        """Where the project is to be kept; None while that is no name of a file."""
        return project_file(self.file.text())


class WhoAreYou(Fitted):
    """Asks once how the person is called."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=360, parent=parent)
        self.setWindowTitle(tr("ui.who.title"))
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("ui.who.name"))
        note = small(tr("ui.who.note"), theme=theme)
        note.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(tr("ui.dialog.ok"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setDefault(True)
        self.ok.setEnabled(False)
        buttons.accepted.connect(self.accept)
        self.name.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title(tr("ui.who.title"), theme=theme))
        column.addWidget(plain(tr("ui.who.name")))
        column.addWidget(self.name)
        column.addWidget(note)
        column.addWidget(buttons)


class AboutReport(Fitted):
    """Asks what is known of a report: its title, body, region, year, dates; guessed at import.

    ``annotated`` is what is said of it in the report's own annotation: shown where nothing is known.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        annotated: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(theme, width=480, parent=parent)
        self.setWindowTitle(tr("ui.about_report.window"))
        self.fields = {key: QLineEdit(str(document.features.get(key, ""))) for key in FEATURES}
        note = small(tr("ui.about_report.note"), theme=theme)
        note.setWordWrap(True)
        buttons = QDialogButtonBox()
        ok = buttons.addButton(tr("ui.dialog.ok"), QDialogButtonBox.ButtonRole.AcceptRole)
        ok.setDefault(True)
        buttons.addButton(tr("ui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 24, 24, 16)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(16)
        grid.addWidget(title(tr("ui.about_report.window"), theme=theme), 0, 0, 1, 2)
        for row, (key, field) in enumerate(self.fields.items(), start=1):
            words = tr(f"ui.about_report.{key}")
            field.setAccessibleName(words)
            if told := (annotated or {}).get(key):
                field.setPlaceholderText(tr("ui.about_report.in_report", value=one_line(told)))
            grid.addWidget(plain(words), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(note, len(FEATURES) + 1, 0, 1, 2)
        grid.addWidget(buttons, len(FEATURES) + 2, 0, 1, 2)

    def said(self) -> dict[str, str]:
        """What the fields say; "" takes away what was known."""
        return {key: field.text().strip() for key, field in self.fields.items()}


class Refusals(QDialog):
    """Lists the files that an import refused, each with its reason."""

    def __init__(self, refused: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("ui.refusals.title"))
        self.resize(640, 360)
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setAccessibleName(tr("ui.refusals.title"))
        lines = [f"{one_line(file)}\n    {one_line(reason)}" for file, reason in refused]
        self.list.setPlainText("\n".join(lines))
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("ui.dialog.close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.addWidget(plain(tr("ui.refusals.words", n=len(lines))))
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
