"""Owns what happens when disk, file or another window gets in the way: one sentence, nothing changed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.commands import spans
from annotator.errors import UserError
from annotator.i18n import sentence
from annotator.session import Session
from annotator.store import Store
from annotator.tagsets import default_tagset
from annotator.tasks.creating import create_project
from tests.building import TEXT, a_number, add_document, new_session, new_store, suggest


def tag(session: Session, document: str, start: int) -> None:
    session.run(spans.tag, document=document, layer="clause", label="measure", fragments=[[start, start + 2]])


FULL_DISK = """
import resource, signal, sys
from annotator.commands import spans
from annotator.errors import UserError
from annotator.session import Session
session = Session.open(sys.argv[1], reviewer="jia")
document = session.documents()[0].document.id
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
done = 0
try:
    for start in range(10_000):
        session.run(spans.tag, document=document, layer="clause", label="measure",
                    fragments=[[start % 60, start % 60 + 1 + start // 60]], note="x" * 400)
        done += 1
except UserError as error:
    print(done, error.message)
print(len(session.annotations(document)))
"""


def test_a_full_disk_refuses_with_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "full.sqlite"
    session = new_session(path)
    document = add_document(session, TEXT * 5)
    session.close()
    limit = path.stat().st_size + 300_000
    said = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), str(limit)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert said[1] in ("store.disk_full", "store.disk_error")
    assert int(said[0]) > 10
    assert said[2] == said[0], "what was acknowledged is what is there"
    session = Session.open(path, reviewer="jia")
    assert len(session.annotations(document)) == int(said[0])
    assert [proof for proof in session.store.check() if not proof.is_ok] == []
    tag(session, document, 1)
    session.close()


def test_the_other_window_is_told_when_it_looks_again(tmp_path: Path) -> None:
    first = new_session(tmp_path / "told.sqlite")
    document = add_document(first)
    second = Session.open(first.path, reviewer="jia")
    seen = []
    second.subscribe(lambda notice: seen.append(notice.documents))
    assert not second.look_again()
    tag(first, document, 3)
    assert second.look_again()
    assert seen == [frozenset({document})]
    assert len(second.annotations(document)) == 1
    assert not second.look_again()
    first.close()
    second.close()


def test_another_program_holding_the_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = new_session(tmp_path / "held.sqlite")
    document = add_document(session)
    holder = sqlite3.connect(session.path, isolation_level=None)
    holder.execute("begin immediate")
    session.store._db.all("pragma busy_timeout = 10")
    with pytest.raises(UserError) as refused:
        tag(session, document, 1)
    assert refused.value.message == "store.busy"
    assert session.annotations(document) == []
    holder.execute("rollback")
    tag(session, document, 1)
    holder.close()
    session.close()


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("create trigger spy after insert on action begin delete from setting; end", "spy"),
        ("create view document_names as select 1", "document_names"),
        ("drop trigger action_no_update", "action_no_update"),
        # Triggers have a namespace of their own: this one hides behind a table's name.
        ("create trigger suggestion after insert on action begin delete from setting; end", "suggestion"),
        ("create table stranger (a)", "stranger"),
    ],
)
def test_an_altered_structure_is_not_opened(tmp_path: Path, statement: str, name: str) -> None:
    path = tmp_path / "altered.sqlite"
    new_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.close()
    with pytest.raises(UserError) as refused:
        Store.open(path, installation="here")
    assert refused.value.message == "project.tampered"
    assert name in sentence(refused.value)


def test_a_newer_programs_project_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite"
    new_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 999")
    connection.close()
    with pytest.raises(UserError, match=r"project\.newer"):
        Store.open(path, installation="here")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(UserError):
        Store.open(path, installation="here")
    assert path.read_bytes() == content


VISITOR = """
import sys
from annotator.session import Session
session = Session.open(sys.argv[1], reviewer="yi")
assert len(session.history()) == int(sys.argv[2]), len(session.history())
session.close()
"""


def test_a_project_opened_twice_keeps_its_log_when_another_program_leaves(tmp_path: Path) -> None:
    """A file of SQLite's that is opened and closed beside it loses its locks, and then its log."""
    path = tmp_path / "twice.sqlite"
    first = new_session(path)
    document = add_document(first)

    tag(first, document, 1)
    Session.open(path, reviewer="yi").close()
    for start in (4, 7):
        words = [sys.executable, "-c", VISITOR, str(path), str(len(first.history()))]
        subprocess.run(words, check=True, capture_output=True, timeout=60)
        assert Path(f"{path}-wal").exists()
        tag(first, document, start)
    first.close()
    again = Session.open(path, reviewer="jia")
    assert len(again.annotations(document)) == 3
    assert all(check.is_ok for check in again.store.check())
    again.close()


def test_somebody_elses_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("create table t (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"project\.not_ours"):
        Store.open(path, installation="here")
    assert path.read_bytes() == before


def test_the_journal_cannot_be_rewritten_even_by_sql(tmp_path: Path) -> None:
    path = tmp_path / "fixed.sqlite"
    new_store(path).close()
    connection = sqlite3.connect(path)
    for table in ("action", "change"):
        replaced = f"insert or replace into {table} select * from {table}"
        for statement in (f"delete from {table}", f"update {table} set id = id", replaced):
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                connection.execute(statement)
    connection.close()


def test_verify_finds_a_changed_row_and_a_changed_text(tmp_path: Path) -> None:
    path = tmp_path / "bent.sqlite"
    session = new_session(path)
    document = add_document(session)
    tag(session, document, 1)
    session.close()
    connection = sqlite3.connect(path)
    connection.execute("update annotation set body = replace(body, 'measure', 'problem')")
    (trigger,) = connection.execute("select sql from sqlite_master where name = 'text_no_update'").fetchone()
    connection.execute("drop trigger text_no_update")
    connection.execute("update text set original = replace(original, '12', '13')")
    connection.execute(trigger)
    connection.commit()
    connection.close()
    store = Store.open(path, installation="here")
    assert {proof.name for proof in store.check() if not proof.is_ok} == {"texts", "rows"}
    store.close()


def test_a_copied_project_numbers_its_own_actions(tmp_path: Path) -> None:
    session = new_session(tmp_path / "one.sqlite")
    document = add_document(session)
    session.close()
    copy = tmp_path / "two.sqlite"
    copy.write_bytes((tmp_path / "one.sqlite").read_bytes())
    replicas = set()
    for path in (tmp_path / "one.sqlite", copy):
        session = Session.open(path, reviewer="jia")
        tag(session, document, 1)
        replicas.add(session.history()[-1].replica)
        assert [proof for proof in session.store.check() if not proof.is_ok] == []
        session.close()
    assert len(replicas) == 2


def test_a_restored_backup_goes_on_as_another_replica(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    session = new_session(path)
    document = add_document(session)
    session.close()
    backup = path.read_bytes()
    heads = []
    for start in (1, 5):
        path.write_bytes(backup)
        session = Session.open(path, reviewer="jia")
        tag(session, document, start)
        heads.append(session.history()[-1])
        session.close()
    assert (heads[0].replica, heads[0].seq) != (heads[1].replica, heads[1].seq)


def test_reopening_goes_on_as_the_same_replica(tmp_path: Path) -> None:
    session = new_session(tmp_path / "p.sqlite")
    document = add_document(session)
    session.close()
    replicas = set()
    for start in range(3):
        session = Session.open(tmp_path / "p.sqlite", reviewer="jia")
        tag(session, document, start * 3)
        replicas.add(session.history()[-1].replica)
        session.close()
    assert len(replicas) == 1


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("update annotation set body = '{}'", "rows"),
        ("update annotation set body = 'x'", "rows"),
        ("update annotation set start = 7", "rows"),
        ("delete from annotation", "rows"),
        ("insert into clash values ('a', 0, 'annotation', 'b')", "rows"),
        ("update suggestion set end = 100000", "spans"),
        ("insert into relation values ('r', '{\"source\":\"a\",\"target\":\"b\"}', '', '', '', '')", "ends"),
    ],
)
def test_every_proof_can_fail(tmp_path: Path, statement: str, proof: str) -> None:
    path = tmp_path / "bent.sqlite"
    session = new_session(path)
    document = add_document(session)
    suggest(session, document, [a_number(TEXT, "12件", value="12")])
    tag(session, document, 1)
    session.close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    store = Store.open(path, installation="here")
    assert proof in {check.name for check in store.check() if not check.is_ok}
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update action set hash = 'x' where seq = 2",
        "update action set actor = 'eve' where seq = 3",
        "update change set after = replace(after, 'report', 'treport') where kind = 'document'",
        "delete from change where action = (select id from action where seq = 3)",
    ],
)
def test_the_chain_shows_a_rewritten_journal(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "bent.sqlite"
    session = new_session(path)
    add_document(session)
    session.close()
    connection = sqlite3.connect(path)
    triggers = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"drop trigger {name}")
    connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
    store = Store.open(path, installation="here")
    assert "chains" in {check.name for check in store.check() if not check.is_ok}
    store.close()


def test_a_damaged_record_is_told_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bent.sqlite"
    session = new_session(path)
    document = add_document(session)
    tag(session, document, 1)
    session.close()
    connection = sqlite3.connect(path)
    connection.execute("update annotation set body = '[[[['")
    connection.commit()
    connection.close()
    session = Session.open(path, reviewer="jia")
    with pytest.raises(UserError, match=r"store\.corrupt"):
        session.annotations(document)
    session.close()


def test_damaged_pages_are_told_not_thrown(tmp_path: Path) -> None:
    path = tmp_path / "bent.sqlite"
    session = new_session(path)
    document = add_document(session, TEXT * 200)
    for start in range(60):
        tag(session, document, start)
    session.close()
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(byte ^ 0x5A for byte in content[8192:])
    path.write_bytes(content)
    with pytest.raises(UserError):
        session = Session.open(path, reviewer="jia")
        session.documents()
        session.annotations(document)
        session.history()


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_an_impossible_name_is_a_sentence(tmp_path: Path, name: str) -> None:
    for do in (Store.open, Store.create):
        with pytest.raises(UserError, match=r"project\.") as refused:
            do(tmp_path / name, installation="here")
        assert sentence(refused.value)
    assert list(tmp_path.glob("*.sqlite")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_with_bytes_that_are_no_text_works(tmp_path: Path) -> None:
    path = tmp_path / "q\udcff.sqlite"
    create_project(path, tagset=default_tagset(), actor="jia")
    session = Session.open(path, reviewer="jia")
    document = add_document(session)
    tag(session, document, 1)
    session.close()
    session = Session.open(path, reviewer="jia")
    assert len(session.annotations(document)) == 1
    session.close()


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        create_project(tmp_path / "p.sqlite", tagset=default_tagset(), actor="\ud800")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []
