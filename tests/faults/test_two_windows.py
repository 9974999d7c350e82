"""Owns what happens while two programs have one project open and both write."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator.session import Session
from annotator.store.database import ProjectFile
from tests.building import TEXT, add_document, new_session
from tests.faults.test_troubles import tag


def test_the_journal_is_read_as_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "two.sqlite"
    first = new_session(path)
    document = add_document(first, TEXT)
    tag(first, document, 0)
    other = Session.open(path, reviewer="yi")
    reads: list[str] = []
    real = ProjectFile.all

    def read(db: ProjectFile, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        found = real(db, sql, values)
        if not reads:
            # Another window writes just after the first thing that is asked.
            reads.append(sql)
            tag(other, document, 1)
        return found

    monkeypatch.setattr(ProjectFile, "all", read)
    (last,) = first.store.actions(limit=1)
    assert reads and last.actor == "jia"
    assert [change.id for change in last.changes] == [one.id for one in first.annotations(document, "jia")]
    assert first.store.actions(limit=1)[0].actor == "yi"
    other.close()
    first.close()


def test_two_windows_write_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "two.sqlite"
    first = new_session(path)
    document = add_document(first, TEXT * 20)
    troubles: list[BaseException] = []

    def other_window() -> None:
        session = Session.open(path, reviewer="yi")
        try:
            for start in range(100):
                tag(session, document, start)
        except BaseException as error:
            troubles.append(error)
        finally:
            session.close()

    thread = threading.Thread(target=other_window)
    thread.start()
    for start in range(100):
        tag(first, document, start)
    thread.join()
    assert troubles == []
    assert len(first.annotations(document, "jia")) == len(first.annotations(document, "yi")) == 100
    assert [proof for proof in first.store.check() if not proof.is_ok] == []
    first.close()


def test_what_another_window_writes_meanwhile_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "two.sqlite"
    first = new_session(path)
    document = add_document(first, TEXT * 20)
    other = Session.open(path, reviewer="yi")
    real, at = ProjectFile.all, iter(range(1_000))

    def read(db: ProjectFile, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        found = real(db, sql, values)
        if db is first.store._db:
            # After everything that is asked another action is committed.
            tag(other, document, next(at) % 100)
        return found

    monkeypatch.setattr(ProjectFile, "all", read)
    assert [proof for proof in first.store.check() if not proof.is_ok] == []
    assert next(at) > 5
    other.close()
    first.close()
