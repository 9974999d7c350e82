"""The wheel holds all it needs: it runs away from the checkout, and carries every resource."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REPORT = "某市2023年法治政府建设年度报告\n一、主要工作\n全市共办理案件１，２３４件，同比增长12.5%。\n"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline from a copy, so that the checkout stays as it is."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for folder in ("annotator", "resources"):
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(built), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it lies once installed."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder far from the checkout, with one report in it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    return folder


def python(*arguments: str, wheel: Path, where: Path) -> str:
    """Run Python on the unpacked wheel and its dependencies alone; return what it printed.

    ``-S`` leaves out the ``.pth`` files, and with them the editable install of the checkout.
    """
    site = sysconfig.get_path("purelib")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"PYTHONPATH": os.pathsep.join([str(wheel), site]), "ANNOTATOR_HOME": str(where / "home")}
    done = subprocess.run(
        [sys.executable, "-S", *arguments],
        capture_output=True,
        text=True,
        cwd=where,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_nothing_comes_from_the_checkout(unpacked: Path, elsewhere: Path) -> None:
    program = (
        "import sys, annotator, annotator_resources as r; print(annotator.__file__, r.__file__, *sys.path)"
    )
    told = python("-c", program, wheel=unpacked, where=elsewhere).split()
    assert told[0] == str(unpacked / "annotator" / "__init__.py")
    assert told[1] == str(unpacked / "annotator_resources" / "__init__.py")
    assert str(ROOT) not in told


def test_every_resource_is_in_the_wheel(wheel: Path) -> None:
    expected = {
        "annotator_resources/" + path.relative_to(ROOT / "resources").as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("annotator_resources/")}
    assert packed == expected


def test_every_module_is_in_the_wheel(wheel: Path) -> None:
    expected = {path.relative_to(ROOT).as_posix() for path in (ROOT / "annotator").rglob("*.py")}
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name for name in archive.namelist() if name.startswith("annotator/") and name.endswith(".py")
        }
    assert packed == expected


def test_it_reads_a_report(unpacked: Path, elsewhere: Path) -> None:
    told = python("-m", "annotator", "read", "report.txt", "--json", wheel=unpacked, where=elsewhere)
    (line,) = [json.loads(one) for one in told.splitlines()]
    assert (line["file"], line["status"], line["chars"]) == ("report.txt", "imported", len(REPORT))


def test_it_finds_the_numbers_with_its_own_lexicons(unpacked: Path, elsewhere: Path) -> None:
    told = python("-m", "annotator", "extract", "report.txt", "--json", wheel=unpacked, where=elsewhere)
    found = {(line["text"], line["value"]) for line in map(json.loads, told.splitlines())}
    assert {("１，２３４件", "1234"), ("12.5%", "12.5")} <= found


def test_it_starts_a_project_with_its_own_tagset(unpacked: Path, elsewhere: Path) -> None:
    python("-m", "annotator", "new", "project.sqlite", wheel=unpacked, where=elsewhere)
    assert (elsewhere / "project.sqlite").is_file()


def test_it_carries_the_manual_and_finds_words_in_it(unpacked: Path, elsewhere: Path) -> None:
    program = (
        "from annotator import manual; "
        "print(len(manual.pages('zh')), len(manual.pages('en')), manual.search('en', 'power cut')[0].page.id)"
    )
    told = python("-c", program, wheel=unpacked, where=elsewhere).split()
    count = str(len(list((ROOT / "resources" / "manual" / "zh").glob("*.md"))))
    assert told == [count, count, "saved"]
