"""The catalogues' check finds each thing that can go wrong with a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
CODE = '"""Owns nothing."""\nraise UserError("area.gone", file="甲")\n'


def run(tree: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and output of the tool on a source tree."""
    command = [sys.executable, str(ROOT / "tools" / "messages.py"), *arguments, "--root", str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def write(tree: Path, **files: str) -> None:
    """Write catalogues (``zh_area``) and code (``code``) into the tree."""
    for name, body in files.items():
        if name == "code":
            path = tree / "annotator" / "planted.py"
        else:
            language, _, area = name.partition("_")
            path = tree / "resources" / "i18n" / language / f"{area}.po"
            body = HEADER + body
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree where all is well."""
    write(
        tmp_path,
        zh_area='msgid "area.gone"\nmsgstr "{file} 不见了。"\n',
        en_area='msgid "area.gone"\nmsgstr "{file} is gone."\n',
        code=CODE,
    )
    assert run(tmp_path)[0] == 0
    return tmp_path


def test_a_tree_where_all_is_well(tree: Path) -> None:
    assert run(tree, "--check") == (0, "messages: all well\n")


def test_compiling_twice_gives_the_same_bytes(tree: Path) -> None:
    compiled = tree / "resources" / "i18n" / "zh" / "LC_MESSAGES" / "annotator.mo"
    before = compiled.read_bytes()
    run(tree)
    assert compiled.read_bytes() == before
    assert b"20" not in before


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"en_area": 'msgid "area.gone"\nmsgstr "{file} went."\n'}, "en/LC_MESSAGES/annotator.mo is stale"),
        ({"en_area": ""}, "en lacks area.gone"),
        ({"en_area": 'msgid "area.gone"\nmsgstr ""\n'}, "area.gone has no sentence"),
        ({"en_area": 'msgid "area.gone"\nmsgstr "{path} is gone."\n'}, "placeholders"),
        ({"en_area": 'msgid "area.gone"\nmsgstr "{file is gone."\n'}, "brace"),
        ({"zh_more": 'msgid "area.gone"\nmsgstr "{file} 没有了。"\n'}, "stands in another catalogue"),
        ({"zh_area": 'msgid "area.gone"\nmsgstr "甲"\nmsgid "area.gone"\nmsgstr "甲"\n'}, "area.gone twice"),
        ({"zh_more": 'msgid "Gone"\nmsgstr "不见了"\n'}, "Gone is no dotted id"),
        ({"code": '"""Owns nothing."""\n'}, "area.gone is used nowhere"),
        ({"code": CODE + 'tr("area.lost" if a else "area.gone", file=1)\n'}, "area.lost is in no catalogue"),
        ({"code": CODE + 'show(message="area.lost")\n'}, "area.lost is in no catalogue"),
        ({"code": CODE + 'tr("area.gone", path=1)\n'}, "area.gone needs file"),
        ({"code": CODE + 'tr(f"verb.{name}")\n'}, "no catalogue declares the dynamic prefix"),
        ({"zh_more": "# dynamic: verb.\n"}, "nothing begins with the dynamic prefix verb."),
    ],
)
def test_a_defect_is_told(tree: Path, changed: dict[str, str], complaint: str) -> None:
    write(tree, **changed)
    code, told = run(tree, "--check")
    assert code == 1
    assert complaint in told


def test_a_declared_prefix_stands_for_ids_that_code_composes(tree: Path) -> None:
    write(
        tree,
        zh_more='# dynamic: verb.\nmsgid "verb.tag"\nmsgstr "标注"\n',
        en_more='msgid "verb.tag"\nmsgstr "Tag"\n',
        code=CODE + 'tr(f"verb.{name}")\n',
    )
    run(tree)
    assert run(tree, "--check") == (0, "messages: all well\n")
