"""The command line: every task of the program without a window, for scripts and for checks."""

from annotator.cli.main import run

__all__ = ["run"]
