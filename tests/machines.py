"""Owns a person's computer for tests of teams: settings of its own, and a program started anew each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One person's computer: settings and files of its own, and a program that is started anew each time."""

    folder: Path
    who: str

    def run(self, *words: object, code: int = 0, is_named: bool = True) -> list[dict[str, Any]]:
        """Run one verb, under the person's name or under none; return the lines of stdout."""
        said = self.said(*words, is_named=is_named)
        assert said.returncode == code, said.stdout + said.stderr
        return [json.loads(line) for line in said.stdout.splitlines()]

    def said(self, *words: object, is_named: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one verb; return what was said, and how it ended."""
        self.folder.mkdir(exist_ok=True)
        named = ("--as", self.who) if is_named else ()
        return subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, words), *named, "--json"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "ANNOTATOR_HOME": str(self.folder / "home"), "PYTHONUTF8": "1"},
            check=False,
        )

    def script(self, *lines: Mapping[str, Any]) -> Path:
        """Write lines for a verb that reads them."""
        path = self.folder / "script.jsonl"
        path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), "utf-8")
        return path
