"""What lies in the repository names no machine and no registry, and the lock locks."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name_of, tracked


def spelled(*words: str) -> str:
    """The words as alternatives, without the hyphens that keep this file from naming them."""
    return "|".join(re.escape(word.replace("-", "")) for word in words)


PLACES = re.compile(rf"(?<![\w./])(?:{spelled('/wo-rk', '/tmp/-w', '/ro-ot')})(?![\w-])")
HOSTS = re.compile(
    spelled("py-pi.org", "python-hosted", "deb-ian.org", "npm-js", "crat-es.io"), re.IGNORECASE
)
ASSISTANTS = re.compile(
    rf"\b(?:{spelled('clau-de', 'anthro-pic', 'open-ai', 'chat-gpt', 'co-pilot', 'co-dex', 'gem-ini')})\b",
    re.IGNORECASE,
)
NEIGHBOUR = re.compile(spelled("../sha-red"))


def lines_with(pattern: re.Pattern[str], *, outside: tuple[str, ...] = ()) -> list[str]:
    """Every line of a text file that the pattern matches, as ``file:line``."""
    found = []
    for path in tracked():
        if name_of(path).startswith(outside or ("\0",)):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        lines = enumerate(text.split("\n"), 1)
        found += [f"{name_of(path)}:{number}" for number, line in lines if pattern.search(line)]
    return found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PLACES, "cd /wo" + "rk/main"),
        (PLACES, 'open("/ro' + 'ot/x")'),
        (HOSTS, "https://py" + "pi.org/simple"),
        (ASSISTANTS, "Made with Clau" + "de."),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)
    assert not pattern.search("make the framework/main and resources/workflow, a root of the tree")


def test_no_file_names_a_place_on_one_machine() -> None:
    assert lines_with(PLACES) == []


def test_no_file_names_a_registry() -> None:
    assert lines_with(HOSTS) == []


def test_no_file_tells_who_typed_it() -> None:
    assert lines_with(ASSISTANTS) == []


def test_only_tests_know_of_reports_beside_the_checkout() -> None:
    assert lines_with(NEIGHBOUR, outside=("tests/",)) == []


def test_the_lock_holds_versions_and_hashes_only() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    code = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    odd = [
        line for line in code if not re.match(r"[a-z0-9._-]+==\S+|--hash=sha256:[0-9a-f]{64}( \\)?$", line)
    ]
    assert odd == []
    assert not any("://" in line or "file:" in line or line.startswith("-") for line in lines)


def test_the_lock_names_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        re.split(r"[^A-Za-z0-9._-]", one)[0].lower().replace("_", "-")
        for one in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    }
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert wanted - set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)) == set()


def test_pyproject_lists_the_packages_on_disk() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    on_disk = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for path in tracked()
        if path.name == "__init__.py" and path.is_relative_to(ROOT / "annotator")
    }
    assert sorted(setuptools["packages"]) == sorted({*on_disk, "annotator_resources"})


def test_what_people_make_is_ignored_and_what_we_compile_is_not() -> None:
    def is_ignored(path: str) -> bool:
        command = ["git", "check-ignore", "-q", path]
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0

    if not Path(ROOT / ".git").exists():
        pytest.skip("no repository here to ask")
    assert is_ignored("run/project.sqlite")
    assert is_ignored("somewhere/report.sqlite-wal")
    assert not is_ignored("resources/i18n/zh/LC_MESSAGES/annotator.mo")
    assert not is_ignored("exports/jsonl/project.jsonl")
