"""Each boundary holds, and breaks when someone crosses it: one planted violation a contract."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, modules, name_of, parsed

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
NAMES = {contract["id"]: contract["name"] for contract in SETTINGS["contracts"]}

VIOLATIONS = {
    "layers": {"annotator/text/planted.py": "import annotator.session\n"},
    "layers (siblings)": {"annotator/store/planted.py": "import annotator.readers\n"},
    "layers (newcomer)": {"annotator/planted.py": '"""A module that no layer names."""\n'},
    "qt": {"annotator/tasks/planted.py": "from PySide6.QtCore import QObject\n"},
    "sql": {"annotator/commands/planted.py": "import sqlite3\n"},
    "words": {"annotator/text/planted.py": "def cut():\n    import jieba\n"},
    "cycles": {
        "annotator/text/planted_one.py": "import annotator.text.planted_two\n",
        "annotator/text/planted_two.py": "import annotator.text.planted_one\n",
    },
    **{
        contract: {
            f"annotator/{folder}/planted_one.py": f"from annotator.{package} import planted_two\n",
            f"annotator/{folder}/planted_two.py": "",
        }
        for contract, folder, package in [
            ("formats", "formats", "formats"),
            ("extractors", "extractors", "extractors"),
            ("readers", "readers", "readers"),
            ("panels", "ui/panels", "ui.panels"),
        ]
    },
}
"""By contract: files that break it and no other."""


def verdicts(tree: Path) -> dict[str, str]:
    """KEPT or BROKEN by the name of each contract, as import-linter finds the tree."""
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(linter), "--no-cache", "--no-logo"], cwd=tree, capture_output=True, text=True, check=False
    )
    found = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    assert found.keys() == set(NAMES.values()), done.stdout + done.stderr
    return found


def imported(path: Path) -> set[str]:
    """The top-level names a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.fixture(scope="module")
def clean_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and the contracts."""
    tree = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", tree)
    shutil.copytree(ROOT / "annotator", tree / "annotator", ignore=shutil.ignore_patterns("__pycache__"))
    return tree


def test_each_contract_has_its_violation() -> None:
    assert {planted.partition(" ")[0] for planted in VIOLATIONS} == NAMES.keys()


@pytest.mark.xdist_group("layers")
def test_every_contract_is_kept(clean_tree: Path) -> None:
    assert verdicts(clean_tree) == dict.fromkeys(NAMES.values(), "KEPT")


@pytest.mark.xdist_group("layers")
@pytest.mark.parametrize("planted", VIOLATIONS)
def test_a_planted_violation_breaks_its_contract_and_no_other(planted: str, clean_tree: Path) -> None:
    files = VIOLATIONS[planted]
    try:
        for name, source in files.items():
            (clean_tree / name).write_text(source, encoding="utf-8")
        broken = {name for name, verdict in verdicts(clean_tree).items() if verdict == "BROKEN"}
    finally:
        for name in files:
            (clean_tree / name).unlink(missing_ok=True)
    assert broken == {NAMES[planted.partition(" ")[0]]}


def test_nothing_outside_store_executes_sql() -> None:
    pattern = re.compile(r"\.(execute|executemany|executescript)\(")
    crossing = [
        f"{name_of(path)}:{number}"
        for path in modules("annotator")
        if not name_of(path).startswith("annotator/store/")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if pattern.search(line)
    ]
    assert crossing == []


def test_the_core_runs_where_pyside6_cannot_be_imported() -> None:
    names = sorted(
        name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in modules("annotator")
        if not name_of(path).startswith("annotator/ui/")
    )
    program = (
        "import importlib, sys\n"
        "for name in ('PySide6', 'shiboken6'): sys.modules[name] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print('imported')\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (0, "imported\n"), done.stderr


def test_what_no_contract_can_name_stays_out() -> None:
    """import-linter protects only what someone already imports; these nobody should, or ui alone."""
    crossing = [
        f"{name_of(path)}: {name}"
        for path in modules("annotator")
        for name in imported(path) & {"apsw", "shiboken6"}
        if not (name == "shiboken6" and name_of(path).startswith("annotator/ui/"))
    ]
    assert crossing == []


def test_words_are_cut_in_one_way() -> None:
    """Qt's own cutting leaves parts of numbers, which read as others (see ``annotator/ui/cuts.py``)."""
    cutting = [name_of(path) for path in modules("annotator") if "elidedText" in path.read_text("utf-8")]
    assert cutting == []
