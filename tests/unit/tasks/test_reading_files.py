"""Which files paths name, and what becomes of each, in one process and in several."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from annotator import i18n
from annotator.readers import plain_text
from annotator.tasks.reading import ReadOutcome, find_files, read_all

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and file modes of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports in a folder with a subfolder, hidden names, odd suffixes, and one refusal."""
    root = tmp_path / "reports"
    (root / "sub" / ".git").mkdir(parents=True)
    (root / "a.txt").write_bytes("报告甲\r\n".encode())
    (root / "sub" / "b").write_bytes("报告甲\n".encode())
    (root / "sub" / "c.pdf").write_bytes(b"%PDF-1.7")
    (root / "z.md").write_bytes("第二份报告的正文在这里".encode("gb18030"))
    (root / ".hidden").write_bytes(b"x")
    (root / "sub" / ".git" / "d.txt").write_bytes(b"x")
    return root


def summary(outcomes: list[ReadOutcome], root: Path) -> list[tuple[str, str]]:
    return [(outcome.file.removeprefix(f"{root}/"), outcome.status) for outcome in outcomes]


def test_a_folder_gives_everything_below_it_but_hidden_names(folder: Path) -> None:
    below = ["a.txt", "sub/b", "sub/c.pdf", "z.md"]
    assert find_files([str(folder)]) == [f"{folder}/{name}" for name in below]
    assert find_files([f"{folder}/"]) == [f"{folder}/{name}" for name in below]


def test_files_stay_as_given_and_missing_ones_stay_in_the_list(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    given = ["./a.txt", "nowhere.txt", "sub", ".hidden"]
    assert find_files(given) == ["./a.txt", "nowhere.txt", "sub/b", "sub/c.pdf", ".hidden"]


@POSIX
def test_links_in_a_circle_end(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "out").symlink_to(folder.parent)
    (folder / "0alias").symlink_to(folder / "sub")
    (folder / "broken").symlink_to(folder / "nowhere")
    names = ["a.txt", "broken", "sub/b", "sub/c.pdf", "z.md"]
    assert find_files([str(folder)]) == [f"{folder}/{name}" for name in names]


@POSIX
def test_a_link_to_a_folder_elsewhere_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "e.txt").write_bytes(b"e")
    (folder / "link").symlink_to(tmp_path / "other")
    assert f"{folder}/link/e.txt" in find_files([str(folder)])


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_in_order(folder: Path, jobs: int) -> None:
    outcomes = list(read_all(find_files([str(folder), f"{folder}/nowhere"]), jobs=jobs))
    assert summary(outcomes, folder) == [
        ("a.txt", "imported"),
        ("sub/b", "skipped"),
        ("sub/c.pdf", "refused"),
        ("z.md", "imported"),
        ("nowhere", "refused"),
    ]
    first, same, refused, last, missing = outcomes
    assert first.source_text is not None
    assert first.source_text.text == "报告甲\n"
    assert first.sha256 == same.sha256 == hashlib.sha256("报告甲\n".encode()).hexdigest()
    assert first.bytes_sha256 == hashlib.sha256("报告甲\r\n".encode()).hexdigest()
    assert same.same_as == f"{folder}/a.txt"
    assert last.source_text is not None
    assert last.source_text.encoding == "gb18030"
    messages = [outcome.reason and outcome.reason.message for outcome in outcomes]
    assert messages == [None, "reader.same_text", "reader.not_text_document", None, "reader.missing"]
    assert (refused.sha256, refused.source_text, missing.bytes_sha256) == ("", None, "")
    assert refused.reason is not None
    assert f"{folder}/sub/c.pdf" in i18n.sentence(refused.reason)


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_and_cancelling(folder: Path, jobs: int) -> None:
    files = find_files([str(folder)])
    told: list[tuple[int, int, str]] = []
    outcomes = read_all(
        files,
        progress=lambda done, total, about: told.append((done, total, about)),
        cancelled=lambda: len(told) > 2,
        jobs=jobs,
    )
    assert len(list(outcomes)) == 2
    assert told == [(0, 4, ""), (1, 4, files[0]), (2, 4, files[1])]


def test_an_outcome_comes_before_the_next_file_is_read(folder: Path) -> None:
    outcomes = read_all([f"{folder}/a.txt", f"{folder}/z.md"])
    assert next(outcomes).status == "imported"
    (folder / "z.md").unlink()
    assert next(outcomes).status == "refused"


@POSIX
def test_what_is_no_ordinary_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    outcome = next(read_all([str(tmp_path / "pipe")]))
    assert outcome.reason is not None
    assert outcome.reason.message == "reader.not_regular"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_refused(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    (folder / "sub").chmod(0)
    outcomes = list(read_all(find_files([str(folder)])))
    (folder / "sub").chmod(0o700)
    assert [outcome.reason and outcome.reason.message for outcome in outcomes] == [
        "reader.not_permitted",
        "reader.not_permitted",
        None,
    ]


def test_a_file_beyond_any_report_is_refused_unread(tmp_path: Path) -> None:
    with open(tmp_path / "huge", "wb") as stream:
        stream.truncate(plain_text.MAX_BYTES + 1)
    outcome = next(read_all([str(tmp_path / "huge")]))
    assert outcome.reason is not None
    assert outcome.reason.message == "reader.too_large"
    assert outcome.bytes_sha256 == ""


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_a_name_that_is_no_utf8_is_read_and_can_be_printed(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xb1\xa8.txt", "wb") as stream:
        stream.write("报告".encode())
    outcome = next(read_all(find_files([str(tmp_path)])))
    assert outcome.status == "imported"
    assert outcome.file.encode("utf-8").endswith(b".txt")
