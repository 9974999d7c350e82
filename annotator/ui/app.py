"""Owns the application around the window: start and end, crash reports, Qt's own complaints."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from annotator import __version__, settings
from annotator.i18n import tr
from annotator.ui.program import Program

_TURN_S = 0.0005


def application() -> QApplication:
    """Return the process's one QApplication, made at the first call."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication([sys.argv[0] if sys.argv else "annotator"])
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("annotator")
    # While a thread brings in words or grammar, each call into Qt waits for its turn: 0.5 ms, not Python's 5.
    sys.setswitchinterval(_TURN_S)
    return app


def run_window(path: Path | None, *, reviewer: str) -> int:
    """Show the window until it is closed; return the exit code."""
    app = application()
    program = Program(app, reviewer=reviewer)
    with _guarded(program):
        program.begin(path)
        _place(program)
        program.window.show()
        code = app.exec()
    program.close()
    program.window.deleteLater()
    program.deleteLater()
    return code


def _place(program: Program) -> None:
    """Large enough to read, never larger than the screen."""
    screen = program.window.screen().availableGeometry()
    program.window.resize(min(1440, screen.width()), min(900, screen.height()))


@contextmanager
def _guarded(program: Program) -> Iterator[None]:
    """While the window runs, an unexpected exception costs one sentence, not the window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            program.window.close()
            return
        report = write_crash_report(error)
        sys.__excepthook__(kind, error, trace)
        place = str(report) if report else tr("ui.crash.nowhere")
        program.window.status.refuse(tr("ui.crash", file=place))

    def complain(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if earlier is not None:
            earlier(kind, context, words)
        elif kind is not QtMsgType.QtDebugMsg and sys.stderr is not None:
            print(f"Qt: {words}", file=sys.stderr)

    before = sys.excepthook
    earlier = qInstallMessageHandler(complain)
    sys.excepthook = hook
    try:
        yield
    finally:
        sys.excepthook = before
        qInstallMessageHandler(earlier)


def write_crash_report(error: BaseException) -> Path | None:
    """Write what happened into the settings folder, without any document's text; None when even
    that fails."""
    now = datetime.now(UTC)
    folder = settings.folder() / "crashes"
    lines = [
        f"annotator {__version__}, Python {platform.python_version()}, PySide6 {qt_version}",
        f"{platform.platform()}, {now.isoformat(timespec='seconds')}",
        "",
        *traceback.format_exception(error),
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / f"{now.strftime('%Y%m%dT%H%M%S%f')}.txt"
        place.write_text("\n".join(lines), encoding="utf-8")
    except OSError:
        return None
    return place
