"""Owns the feedback that reviewers get: what is told, and that no report becomes part of the page."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path

import pytest

from annotator.commands import curating
from annotator.errors import UserError
from annotator.i18n import set_language
from annotator.session import Session
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.feedback import feedback
from annotator.tasks.curating.feedback_pack import write_feedback
from annotator.tasks.curating.feedback_page import feedback_page
from annotator.tasks.curating.proposing import nothing, take
from tests.reviewed import Reviewed, planted

HOSTILE = "<script>alert(1)</script>&\"'\u202e\x07案件12件<img src=x onerror=y>，3人。\n"


VOID = ("meta", "br")


@dataclass
class Parsed:
    """A page that is well formed: its elements, the names of their attributes, the words between."""

    names: list[str] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    words: str = ""


def parsed(page: str) -> Parsed:
    """Take a page apart; every element has to be closed, in order."""
    found, still_open = Parsed(), list[str]()
    for words, closes, name, attributes in re.findall(
        r"([^<]*)<(/?)(!?\w+)((?:[^<>\"]|\"[^\"<>]*\")*)>", page
    ):
        found.words += unescape(words)
        if closes:
            assert still_open.pop() == name
            continue
        found.names.append(name)
        found.attributes |= set(re.findall(r"([\w-]+)=", re.sub(r'"[^"]*"', "", attributes)))
        if name not in (*VOID, "!DOCTYPE"):
            still_open.append(name)
    assert still_open == [] and page.count("<") == len(re.findall(r"<[!/\w]", page))
    return found


def settled(made: Reviewed) -> None:
    """yi is right throughout, but 3人 is nothing; with a rule, a reason and a note that mean harm."""
    owner = Session(made.store, reviewer="owner")
    rule = owner.run(curating.write_rule, title="<b>规则</b>", text="</li><script>").changes[0].id
    for case in cases(made.store):
        proposal = take(case, "yi") if case.answers["yi"] else nothing(case)
        why = {"reason": "<i>因为</i>", "note": "&amp;", "rule": rule}
        owner.run(curating.decide, case=case, proposal=replace(proposal, **why))


def test_a_page_tells_each_what_was_changed_and_why(tmp_path: Path) -> None:
    made, _ = planted(tmp_path)
    settled(made)
    jia, yi = feedback(made.store)
    assert (jia.reviewer, jia.kept, len(jia.remarks), jia.waiting) == ("jia", 1, 4, 0)
    assert (yi.kept, len(yi.remarks)) == (5, 0), "who has nothing where gold has nothing is right"
    assert [remark.differences for remark in jia.remarks] == [
        ("boundary", "value:unit_norm"),
        ("missing",),
        ("value:value",),
        ("label",),
    ]
    page = feedback_page(jia, language="zh")
    words = parsed(page).words
    for told in ("约5万元", "5万元", "<i>因为</i>", "<b>规则</b>", "</li><script>", "&amp;", "90", "不标"):
        assert told in words
    assert page.count("<article") == 4 and "给 jia 的反馈" in words
    assert set(re.findall(r'href="#(\w+)"', page)) <= set(re.findall(r'id="(\w+)"', page))
    assert "Feedback for jia" in feedback_page(jia, language="en")
    assert "yi" not in words.replace("yi ", ""), "colleagues are not named"


def test_nothing_that_a_report_or_a_person_says_becomes_part_of_the_page(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document(HOSTILE)
    made.words("jia", document, "number/quantity", "12件<img src=x onerror=y>", unit="<svg onload=z>")
    made.words("yi", document, "number/quantity", "12件")
    for who in made.sessions:
        made.finish(who, document, "number")
    settled(made)
    for told in feedback(made.store):
        for language in ("zh", "en"):
            page = feedback_page(replace(told, reviewer='<"jia&'), language=language)
            found = parsed(page)
            assert not {"script", "img", "svg", "i"} & set(found.names)
            assert found.names.count("b") <= 1
            assert not {name for name in found.attributes if name.startswith("on") or name == "src"}
            assert "\x07" not in page and "default-src 'none'" in page
            assert "http://" not in page and "https://" not in page
    jia = next(each for each in feedback(made.store) if each.reviewer == "jia")
    assert "<img src=x onerror=y>" in parsed(feedback_page(jia, language="zh")).words


def test_a_pack_is_a_file_for_each_and_overwrites_none(tmp_path: Path) -> None:
    made, _ = planted(tmp_path)
    settled(made)
    written = write_feedback(made.store, tmp_path / "反馈")
    assert [(each.reviewer, each.changed) for each in written] == [("jia", 4), ("yi", 0)]
    with pytest.raises(UserError, match=r"format\.cannot_write"):
        write_feedback(made.store, tmp_path / "反馈")
    set_language("en")
    assert write_feedback(made.store, tmp_path / "反馈")[0].file.name == "feedback-1-jia.html"
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match=r"curation\.no_feedback"):
        write_feedback(Reviewed(tmp_path / "empty", "jia").store, tmp_path / "none")


def test_a_pack_that_cannot_be_written_whole_leaves_nothing_and_can_be_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = planted(tmp_path)
    settled(made)
    synced = iter([None, OSError(errno.ENOSPC, "full"), *[None] * 9])

    def sync(_: int) -> None:
        trouble = next(synced)
        if trouble is not None:
            raise trouble

    monkeypatch.setattr("os.fsync", sync)
    folder = tmp_path / "pack"
    with pytest.raises(UserError, match=r"format\.cannot_write"):
        write_feedback(made.store, folder)
    assert list(folder.iterdir()) == []
    written = write_feedback(made.store, folder)
    assert sorted(each.file for each in written) == sorted(folder.iterdir())
    written[0].file.unlink()
    with pytest.raises(UserError, match=r"format\.cannot_write"):
        write_feedback(made.store, folder)
    assert list(folder.iterdir()) == [written[1].file], "a page that is there is left as it is"


def test_a_feature_that_points_at_words_is_told_in_words(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    text = made.store.original(document)
    places = {"jia": "案件", "yi": "件"}
    for who, words in places.items():
        start = text.index(words)
        where = [[start, start + len(words)]]
        made.words(who, document, "number/quantity", "12件", value="12", indicator_fragments=where)
        made.finish(who, document, "number")
    (case,) = cases(made.store)
    Session(made.store, reviewer="owner").run(curating.decide, case=case, proposal=take(case, "yi"))
    (remark,) = feedback(made.store)[0].remarks
    told = [one.features["indicator_fragments"] for one in (*remark.mine, *remark.gold)]
    assert told == ["案件", "件"]
