"""Owns asking for files and folders: without opening what lies there, and in the language of the window.

Qt's own icons and kinds of files look into each file of a folder, the open project too, and close it again:
that drops all locks that SQLite holds on it in this process ("How To Corrupt An SQLite Database File", §2.2).
The next program that leaves the project takes its log away, and what is recorded after that is lost.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo, QLibraryInfo, QSize, QTranslator
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QTreeView, QWidget

from annotator.i18n import language, tr
from annotator.ui.models.paths import is_folder

_TRANSLATIONS = {"zh": "qtbase_zh_CN"}
"""Language -> Qt's own words for its dialogs; English is what it speaks anyway."""


_LABELS = {
    QFileDialog.DialogLabel.LookIn: "folder",
    QFileDialog.DialogLabel.FileName: "name",
    QFileDialog.DialogLabel.FileType: "kinds",
    QFileDialog.DialogLabel.Accept: "choose",
    QFileDialog.DialogLabel.Reject: "cancel",
}
_SIZE = QSize(900, 520)
_WIDE = (380, 90, 90, 180)
"""Of its columns: name, size, kind, date."""


class ByName(QAbstractFileIconProvider):
    """Tells folders from files, and files by the end of their name: nothing is ever opened."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        # Made here: Qt asks for them in a thread of its own.
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, about: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        """A folder, or a file."""
        if isinstance(about, QFileInfo):
            return self._folder if about.isDir() else self._file
        return self._file if about == QAbstractFileIconProvider.IconType.File else self._folder

    def type(self, info: QFileInfo) -> str:
        """What it is, in a word."""
        return tr("ui.files.folder") if info.isDir() else info.suffix()


@lru_cache(maxsize=1)
def _by_name() -> ByName:
    return ByName()


def made(
    parent: QWidget | None, title: str, place: str, *, mode: QFileDialog.FileMode, kinds: str = ""
) -> QFileDialog:
    """Return a dialog that begins at a folder, or at a file in it."""
    dialog = QFileDialog(parent, title, "", kinds)
    if sys.platform.startswith("linux"):
        # The dialogs of a desktop are part of this process, and look into files as well.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setIconProvider(_by_name())
    dialog.setFileMode(mode)
    dialog.resize(_SIZE)
    tree = dialog.findChild(QTreeView)
    if isinstance(tree, QTreeView):
        for column, wide in enumerate(_WIDE):
            tree.header().resizeSection(column, wide)
    for label, words in _LABELS.items():
        dialog.setLabelText(label, tr(f"ui.files.{words}"))
    at = Path(place) if place else Path.cwd()
    if is_folder(at):
        dialog.setDirectory(str(at))
    else:
        dialog.setDirectory(str(at.parent))
        dialog.selectFile(at.name)
    return dialog


def open_file(parent: QWidget | None, title: str, place: str, kinds: str) -> str:
    """Ask for one file that is there; "" when nothing was chosen."""
    dialog = made(parent, title, place, mode=QFileDialog.FileMode.ExistingFile, kinds=kinds)
    return next(iter(_asked(dialog)), "")


def open_files(parent: QWidget | None, title: str, place: str, kinds: str) -> list[str]:
    """Ask for files that are there; none when nothing was chosen."""
    return _asked(made(parent, title, place, mode=QFileDialog.FileMode.ExistingFiles, kinds=kinds))


def save_file(parent: QWidget | None, title: str, place: str, kinds: str, *, may_exist: bool = False) -> str:
    """Ask for the name of a file to be written; ``may_exist``: without asking about one that is there."""
    dialog = made(parent, title, place, mode=QFileDialog.FileMode.AnyFile, kinds=kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, may_exist)
    return next(iter(_asked(dialog)), "")


def folder(parent: QWidget | None, title: str, place: str = "") -> str:
    """Ask for a folder that is there; "" when nothing was chosen."""
    dialog = made(parent, title, place, mode=QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_asked(dialog)), "")


def _asked(dialog: QFileDialog) -> list[str]:
    with _speaking():
        is_chosen = dialog.exec()
    chosen = dialog.selectedFiles() if is_chosen else []
    dialog.deleteLater()
    return chosen


@contextmanager
def _speaking() -> Iterator[None]:
    """Qt's dialogs speak the language of the window meanwhile."""
    words, translator = _TRANSLATIONS.get(language()), QTranslator()
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    is_there = words is not None and translator.load(words, place)
    if is_there:
        QCoreApplication.installTranslator(translator)
    try:
        yield
    finally:
        if is_there:
            QCoreApplication.removeTranslator(translator)
