"""Sentences come in two languages, with their values put in."""

from __future__ import annotations

import re

import pytest

from annotator import i18n
from annotator.errors import UserError
from annotator.resources import resource


def test_an_error_reads_in_the_language_chosen() -> None:
    error = UserError("span.outside_text", start=3, end=9, length=5)
    assert i18n.sentence(error).startswith("位置 3–9 超出原文（共 5 字）")
    i18n.set_language("en")
    assert i18n.sentence(error).startswith("Position 3–9 lies outside")


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(UserError) as caught:
        i18n.set_language("fr")
    assert caught.value.message == "language.unknown"
    assert i18n.language() == "zh"
    assert "zh, en" in i18n.sentence(caught.value)


def test_an_id_without_a_sentence_comes_back_as_it_is() -> None:
    assert i18n.tr("no.such_id") == "no.such_id"


@pytest.mark.parametrize(
    ("system", "expected"), [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh"), ("C.UTF-8", "zh"), ("de_DE", "zh")]
)
def test_the_system_decides_until_someone_chooses(
    system: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    i18n._chosen.clear()
    assert i18n.language() == expected


def _sentences(language: str) -> dict[str, str]:
    ids = [
        match[1]
        for path in (resource("i18n") / language).iterdir()
        if path.name.endswith(".po")
        for match in re.finditer(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(ids) > 500
    return {message: i18n.in_language(language, message) for message in ids}


def test_english_has_typographic_quotes_and_apostrophes() -> None:
    said = {message: re.sub(r"\{[^}]*\}", "", words) for message, words in _sentences("en").items()}
    # What is quoted of a file is written as in that file.
    straight = {message for message, words in said.items() if "'" in words or '"' in words}
    assert straight <= {"tagset.not_names"}


def test_chinese_has_chinese_punctuation_beside_its_words() -> None:
    beside = re.compile(r"[\u4e00-\u9fff][,;!?](?! )|[,;!?](?=[\u4e00-\u9fff])|\.\.\.")
    assert {message: words for message, words in _sentences("zh").items() if beside.search(words)} == {}
