"""The sample project exports to the files in ``exports/``, byte for byte, and they can be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats import all_formats
from annotator.store import Store
from annotator.tasks.exporting import export, verify_export
from annotator.tasks.loading import load
from tests.formats.golden import FOLDER, write_all

WRITING = [name for name, each in all_formats().items() if each.writes]


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project exported now."""
    folder = tmp_path_factory.mktemp("golden")
    write_all(folder)
    return folder


@pytest.mark.parametrize("name", WRITING)
def test_the_sample_exports_to_its_golden_files(name: str, anew: Path) -> None:
    ours = {path.name: path.read_bytes() for path in (anew / name).iterdir()}
    golden = {path.name: path.read_bytes() for path in (FOLDER / name).iterdir()}
    assert ours.keys() == golden.keys()
    changed = [each for each in golden if ours[each] != golden[each]]
    assert changed == [], "if this change is meant: python -m tests.formats.golden"


@pytest.mark.parametrize("name", WRITING)
def test_golden_files_hold_every_check(name: str) -> None:
    assert [check for check in verify_export(FOLDER / name) if not check.is_ok] == []


def test_the_golden_jsonl_makes_a_project_that_exports_to_every_golden_file(
    empty: Store, tmp_path: Path
) -> None:
    assert load(empty, FOLDER / "jsonl", actor="jia").refused == ()
    for name in WRITING:
        export(empty, format=name, out=tmp_path / name)
        for path in (FOLDER / name).iterdir():
            assert (tmp_path / name / path.name).read_bytes() == path.read_bytes()
