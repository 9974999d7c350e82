"""Owns what a verb prints: JSON Lines or sentences on stdout, remarks on stderr, and the exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TextIO

from annotator.errors import UserError
from annotator.i18n import sentence

DONE, REFUSED, UNUSABLE = 0, 1, 2
"""Exit codes: all done · something refused or a check failed · wrong usage or unusable project."""


class OutputLostError(Exception):
    """What was to be printed could not be: the disk behind stdout is full, or it is closed."""


class UnusableError(Exception):
    """The project cannot be used at all: exit code 2."""

    def __init__(self, error: UserError) -> None:
        super().__init__(str(error))
        self.error = error


class Output:
    """One run's output.  ``code`` is the exit code so far; it only ever rises."""

    def __init__(self, *, is_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.is_json = is_json
        self.code = DONE
        self._out: TextIO | None = out or sys.stdout
        self._err: TextIO | None = err or sys.stderr

    def line(self, record: Mapping[str, object], words: str) -> None:
        """Print one result: the record with ``--json``, else the words."""
        text = json.dumps(record, ensure_ascii=False) if self.is_json else words
        self._write(f"{text}\n".encode("utf-8", "replace").decode("utf-8"))

    def finish(self) -> None:
        """See that all that was printed has arrived.

        Raises:
            OutputLostError: it has not.
        """
        self._write("", flush=True)

    def _write(self, text: str, *, flush: bool = False) -> None:
        if self._out is None:
            # Python's stdout of a process that was started with it closed.
            return
        try:
            self._out.write(text)
            if flush:
                self._out.flush()
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            raise OutputLostError(str(error)) from error

    def refuse(self, record: Mapping[str, object], error: UserError) -> None:
        """Print one refused input as a line with its reason; the run will not end with 0."""
        said = sentence(error)
        self.line({**record, "reason": said}, said)
        self.code = max(self.code, REFUSED)

    def fail(self) -> None:
        """Let the run end with 1: a check did not hold."""
        self.code = max(self.code, REFUSED)

    def remark(self, words: str) -> None:
        """Say something to a person, on stderr."""
        if self._err is not None:
            print(words, file=self._err)
