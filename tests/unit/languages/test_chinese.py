"""What simplifying keeps, what words are, and that neither costs anything before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import settings
from annotator.languages import all_languages
from annotator.languages.chinese import plausibility, simplify, words


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("領導", "领导"),
        ("武陟縣", "武陟县"),
        ("3萬餘條", "3万余条"),
        ("已是简体", "已是简体"),
        ("𠮷abc，", "𠮷abc，"),
    ],
)
def test_simplified_forms(text: str, simplified: str) -> None:
    assert simplify(text) == simplified


@given(st.text())
def test_simplifying_never_changes_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


@given(st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x323AF, exclude_categories=["Cs"])))
def test_ideographs_are_simplified_one_for_one(text: str) -> None:
    assert simplify(text) == "".join(map(simplify, text))


def test_words_of_a_sentence() -> None:
    assert words("武陟县城市管理局") == ["武陟县", "城市", "管理局"]
    assert words("") == []


@given(st.text(st.sampled_from("全年办理案件3.5万件，\n\r\t\u3000 abc-𠮷👨‍🚒"), max_size=40))
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_the_dictionary_comes_at_the_first_word_and_nothing_is_printed_or_written() -> None:
    script = (
        "import sys; from annotator.languages.chinese import words; "
        "assert 'jieba' not in sys.modules and 'opencc' not in sys.modules; "
        "assert words('法治政府') == ['法治', '政府']"
    )
    command = [sys.executable, "-W", "error::SyntaxWarning", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not settings.folder().exists() or list(settings.folder().iterdir()) == []


def test_words_come_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("ANNOTATOR_HOME", str(blocked / "below"))
    script = "from annotator.languages.chinese import words; print(len(words('法治政府')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


def test_prose_is_more_plausible_than_the_same_bytes_misread() -> None:
    sentence = "全年共办理行政处罚案件四十宗。"
    misread = sentence.encode("utf-8").decode("gb18030", errors="replace")
    assert plausibility(sentence) > 0.7 > 0.4 > plausibility(misread)
    assert plausibility("abc 123") == 0


def test_chinese_is_registered() -> None:
    language = all_languages()["chinese"]
    assert language.simplify("領導") == "领导"
    assert language.words("法治政府") == ["法治", "政府"]
