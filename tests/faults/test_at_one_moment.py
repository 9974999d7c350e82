"""Two programs make or open one project file at the same moment, or it is moved away while it is open: what
was acknowledged stays, and nothing stands in its place."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.errors import UserError
from annotator.session import Session
from annotator.store import database, migrations
from annotator.store.database import ProjectFile, open_existing
from annotator.tagsets import default_tagset
from annotator.tasks.creating import create_project
from tests.building import TEXT, add_document, new_session, new_store
from tests.faults.test_troubles import tag

SUFFIXES = ("", "-wal", "-shm")


def make(path: Path, owner: str) -> None:
    create_project(path, tagset=default_tagset(), actor=owner)


def test_of_two_that_make_one_project_the_first_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.sqlite"
    refusals: list[str] = []
    real = migrations.migrate

    def migrate(db: Database) -> None:
        if not refusals:
            # The other one comes when the file is there, and nothing is in it yet.
            with pytest.raises(UserError) as refused:
                make(path, "yi")
            refusals.append(refused.value.message)
        real(db)

    monkeypatch.setattr(database, "migrate", migrate)
    make(path, "jia")
    assert refusals == ["project.exists"]
    session = Session.open(path, reviewer="jia")
    assert [record["id"] for record in session.store.records("reviewer")] == ["jia"]
    session.close()


def test_what_somebody_else_has_written_is_not_taken_away_with_a_making_that_failed(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    failed = new_store(path)
    failed.discard()
    assert path.exists()
    session = Session.open(path, reviewer="owner")
    assert session.store.count_actions() == 1
    session.close()


def older(path: Path) -> None:
    """A project file as an earlier program left it."""
    with closing(sqlite3.connect(path)) as bare:
        bare.execute(f"pragma application_id = {database.APPLICATION_ID}")
    db = database.connect(path)
    migrations.steps().apply(db, stop_before="m0004_exchange")
    db.execute("pragma user_version = 3")
    db.close()


def test_two_programs_open_an_older_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.sqlite"
    older(path)
    opened: list[ProjectFile | BaseException] = []
    real = migrations.steps

    def other_program() -> None:
        try:
            file = open_existing(path)
            file.close()
            opened.append(file)
        except BaseException as error:
            opened.append(error)

    other = threading.Thread(target=other_program)

    def steps() -> object:
        if not other.ident:
            # The other one comes when this one has begun.
            other.start()
        return real()

    monkeypatch.setattr(migrations, "steps", steps)
    open_existing(path).close()
    other.join()
    assert isinstance(opened[0], ProjectFile), opened
    assert database.schema_differences(database.connect(path)) == []


def test_a_project_that_is_moved_away_is_missed_and_nothing_is_made_in_its_place(tmp_path: Path) -> None:
    path, away = tmp_path / "p.sqlite", tmp_path / "away.sqlite"
    session = new_session(path)
    document = add_document(session, TEXT)
    for suffix in SUFFIXES:
        os.rename(f"{path}{suffix}", f"{away}{suffix}")
    for do in (lambda: tag(session, document, 0), session.look_again, lambda: session.store.back_up(path)):
        with pytest.raises(UserError, match=r"project\.missing"):
            do()
    assert not list(tmp_path.glob("p.sqlite*"))
    for suffix in SUFFIXES:
        os.rename(f"{away}{suffix}", f"{path}{suffix}")
    tag(session, document, 0)
    assert len(session.annotations(document)) == 1
    session.close()


def test_another_file_in_the_place_of_the_project_is_not_written_into(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    session = new_session(path)
    document = add_document(session, TEXT)
    for suffix in SUFFIXES:
        os.rename(f"{path}{suffix}", f"{tmp_path / 'away.sqlite'}{suffix}")
    path.write_bytes(b"a letter")
    with pytest.raises(UserError, match=r"project\.not_ours"):
        tag(session, document, 0)
    assert path.read_bytes() == b"a letter"
    session.close()
