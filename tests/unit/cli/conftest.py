"""Owns running the real command line in a test and reading what it printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main

REPORT = (
    "云溪县城市管理局2024年法治政府建设年度报告\n"
    "一、主要举措和成效\n"
    "全年办理行政处罚案件312件，同比下降12.4%。依据《云溪县行政执法公示办法》，治理违法建设约48万平方米。\n"
    "云溪县城市管理局\n2025年1月16日\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON Lines of stdout; fails when anything else stands there."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line of words; ``--json`` is added unless ``plain``."""

    def running(*words: object, plain: bool = False) -> Said:
        capsys.readouterr()
        code = main([*map(str, words), *([] if plain else ["--json"])])
        printed = capsys.readouterr()
        return Said(code=code, out=printed.out, err=printed.err)

    return running


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """One report in a folder of its own."""
    folder = tmp_path / "reports"
    folder.mkdir()
    path = folder / "云溪2024.txt"
    path.write_bytes(REPORT.encode())
    return path


@pytest.fixture
def project(tmp_path: Path, run: Run, report: Path) -> Path:
    """A project with that report and its suggestions."""
    path = tmp_path / "p.sqlite"
    assert run("new", path).code == 0
    assert run("import", path, report).code == 0
    assert run("suggest", path).code == 0
    return path


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., Path]:
    """Write lines for ``annotate``: dicts, or raw text for broken ones."""

    def writing(*lines: dict[str, Any] | str) -> Path:
        path = tmp_path / "script.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    return writing
