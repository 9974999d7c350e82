"""Settings survive a restart, a broken file and a full disk."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from annotator import settings
from annotator.errors import UserError
from annotator.settings import Settings


def test_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == Settings()
    assert not settings.folder().exists()


def test_what_is_saved_comes_back() -> None:
    chosen = Settings(
        reviewer="wang",
        reviewer_name="王芳",
        language="en",
        theme="dark",
        zoom=150,
        recent=("/报告/甲.sqlite",),
    )
    settings.save(chosen)
    assert settings.load() == chosen


def test_the_folder_is_the_one_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "elsewhere"))
    settings.save(Settings(reviewer="li"))
    assert [one.name for one in (tmp_path / "elsewhere").iterdir()] == ["settings.json"]


def test_else_the_platform_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANNOTATOR_HOME")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert settings.folder() == tmp_path / "config" / "annotator"


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe\x00", b"", b"null"])
def test_a_broken_file_is_set_aside(content: bytes) -> None:
    settings.folder().mkdir(parents=True)
    settings.path().write_bytes(content)
    assert settings.load() == Settings()
    assert not settings.path().exists()
    assert (settings.folder() / "settings.json.broken").read_bytes() == content


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("zoom", "large"),
        ("zoom", True),
        ("theme", "sepia"),
        ("language", "fr"),
        ("recent", "甲.sqlite"),
        ("reviewer_name", 7),
        ("unheard_of", 1),
    ],
)
def test_one_wrong_value_costs_only_itself(key: str, value: object) -> None:
    settings.folder().mkdir(parents=True)
    settings.path().write_text(json.dumps({"reviewer": "li", key: value}), encoding="utf-8")
    assert settings.load() == Settings(reviewer="li")


@pytest.mark.parametrize(("written", "read"), [(10, 50), (1000, 300), (125, 125)])
def test_zoom_stays_readable(written: int, read: int) -> None:
    settings.save(Settings(zoom=written))
    assert settings.load().zoom == read


def test_a_write_that_fails_says_so_and_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(Settings(reviewer="li"))

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(UserError) as caught:
        patched.setattr(os, "fsync", full_disk)
        settings.save(Settings(reviewer="wang"))
    assert caught.value.message == "settings.not_saved"
    assert caught.value.values["reason"] == "No space left on device"
    assert settings.load().reviewer == "li"
    assert [one.name for one in settings.folder().iterdir()] == ["settings.json"]


def test_the_last_opened_project_comes_first_and_once(tmp_path: Path) -> None:
    chosen = Settings()
    for name in ["甲", "乙", "甲"]:
        chosen = chosen.opened(tmp_path / f"{name}.sqlite")
    assert chosen.recent == (str(tmp_path / "甲.sqlite"), str(tmp_path / "乙.sqlite"))


def test_only_the_last_ten_projects_are_remembered(tmp_path: Path) -> None:
    chosen = Settings()
    for number in range(12):
        chosen = chosen.opened(tmp_path / f"{number}.sqlite")
    assert len(chosen.recent) == settings.RECENT
    assert chosen.recent[0].endswith("11.sqlite")


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"reviewer": "\\ud800"}', b"\xff", b"[]", b""])
def test_odd_settings_are_set_aside_and_stop_nothing(content: bytes) -> None:
    settings.folder().mkdir(parents=True)
    settings.path().write_bytes(content)
    assert settings.load() == settings.Settings()
    assert settings.path().with_name("settings.json.broken").read_bytes() == content
    assert not settings.path().exists()


def test_the_head_of_a_replica_is_remembered() -> None:
    assert settings.known_head("r") is None
    settings.remember_head("r", 7, "abc")
    assert settings.known_head("r") == (7, "abc")
    (settings.folder() / "replicas" / "r").write_text("nonsense", encoding="ascii")
    assert settings.known_head("r") is None
