"""Owns the start: a verb runs on the command line, ``open`` or nothing opens the window."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from annotator import cli
from annotator.cli.output import UNUSABLE, Output
from annotator.i18n import tr


def main(words: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code."""
    return cli.run(sys.argv[1:] if words is None else words, _window)


def _window(arguments: Namespace, out: Output) -> int:
    # Imported here: the command line must run where there is no Qt.
    if arguments.verb == "shots":
        from annotator.ui.shots import make_all

        return make_all(arguments, out)
    from annotator.ui.display import has_display

    if not has_display():
        out.remark(tr("window.no_display"))
        return UNUSABLE
    from annotator.ui.app import run_window

    project = getattr(arguments, "project", None)
    return run_window(Path(project) if project else None, reviewer=arguments.actor)


if __name__ == "__main__":
    sys.exit(main())
