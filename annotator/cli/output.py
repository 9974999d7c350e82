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


class Output:
    """One run's output.  ``code`` is the exit code so far; it only ever rises."""

    def __init__(self, *, is_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.is_json = is_json
        self.code = DONE
        self._out = out or sys.stdout
        self._err = err or sys.stderr

    def line(self, record: Mapping[str, object], words: str) -> None:
        """Print one result: the record with ``--json``, else the words."""
        text = json.dumps(record, ensure_ascii=False) if self.is_json else words
        print(text.encode("utf-8", "replace").decode("utf-8"), file=self._out)

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
        print(words, file=self._err)
