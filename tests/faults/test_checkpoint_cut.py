"""Owns the promise that a project opens whose log was being moved into it when the disk was full or the power
went."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.commands import spans
from annotator.errors import UserError
from annotator.session import Session
from annotator.store import Store
from tests.building import TEXT, add_document, new_session

TAGS = 60


@pytest.mark.parametrize("left", [0.5, 0.9, 1.0])
def test_a_file_shorter_than_its_header_says_opens_with_its_log(tmp_path: Path, left: float) -> None:
    path = tmp_path / "project.sqlite"
    session = new_session(path, reviewer="jia")
    session.close()
    before = path.stat().st_size
    session = Session.open(path, reviewer="jia")
    document = add_document(session, TEXT * 20)
    for n in range(TAGS):
        session.run(spans.tag, document=document, layer="clause", label="measure", fragments=[[n, n + 3]])
    log = Path(shutil.copy(f"{path}-wal", tmp_path / "log"))
    session.close()
    whole = path.read_bytes()
    grown = len(whole) - before
    assert grown > 0
    # Every page is in the log; of those that were moved into the file the last ones are not on the disk.
    cut = before + int(grown * left) // 4096 * 4096
    path.write_bytes(whole[:cut])
    shutil.copy(log, f"{path}-wal")
    store = Store.open(path, installation="here")
    assert len(store.annotations(document)) == TAGS
    assert [check for check in store.check() if not check.is_ok] == []
    store.close()


def test_a_file_cut_short_without_its_log_is_said_to_be_damaged_and_left_as_it_is(tmp_path: Path) -> None:
    session = new_session(tmp_path / "project.sqlite", reviewer="jia")
    add_document(session, TEXT)
    session.close()
    path = tmp_path / "cut.sqlite"
    path.write_bytes((tmp_path / "project.sqlite").read_bytes()[: 4096 * 3])
    was = path.read_bytes()
    with pytest.raises(UserError) as refused:
        Store.open(path, installation="here")
    assert refused.value.message == "store.corrupt"
    assert path.read_bytes() == was
