"""Owns what is compared and who: what both declared complete, answers, gold, and what is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.commands import answers, progress, project
from annotator.errors import UserError
from annotator.session import Session
from annotator.tasks.agreement import Wanted, agreement
from tests.building import a_number, suggest
from tests.reviewed import FIRST, JIA_YI, QUICK, SECOND, TEXT, Reviewed, Told, close, planted


def test_only_what_both_declared_complete_is_compared(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    for words in ("12件", "3人", "9件"):
        made.words("jia", document, "number/quantity", words)
    for words in ("12件", "7人"):
        made.words("yi", document, "number/quantity", words)
    made.finish("jia", document, "number")
    told = Told(made.store)
    assert told("f1_exact").reason == "agreement.not_declared"
    assert (told("left_out").value, told("left_out").n) == (5, 5)
    made.finish_sections("yi", document, "number", FIRST)
    told = Told(made.store)
    # 12件 paired, 3人 jia's; 9件 and 7人 lie in a section that yi has not finished.
    assert told.value("f1_exact") == close(2 / 3)
    assert (told("left_out").value, told("left_out").n) == (2, 5)
    assert [case.start for case in told("left_out").cases()] == [TEXT.index("9件"), TEXT.index("7人")]
    assert told("kappa_characters").n == SECOND
    assert told.value("observed_characters") == close(18 / 20)
    # The words of the second section are no units either.
    assert told("kappa_tokens").n == 16
    made.finish_sections("yi", document, "number", SECOND)
    told = Told(made.store)
    assert told.value("f1_exact") == 0
    assert told("kappa_characters").n == 34 - SECOND


def test_a_document_finished_without_naming_layers_is_finished_in_all(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    for who in JIA_YI:
        made.words(who, document, "number/quantity", "12件")
        made.sessions[who].run(progress.set_state, document=document, state="finished")
    assert Told(made.store).value("f1_exact") == 1


def test_answers_to_suggestions(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    found = [a_number(TEXT, words, value=words[:-1]) for words in ("12件", "9件", "3人")]
    suggest(made.sessions["jia"], document, found)
    for who in JIA_YI:
        made.sessions[who].run(answers.confirm, document=document, key=found[0].key)
    made.sessions["jia"].run(answers.reject, document=document, key=found[1].key)
    made.sessions["yi"].run(answers.confirm, document=document, key=found[2].key)
    for who in JIA_YI:
        made.finish(who, document, "number")
    told = Told(made.store)
    # 12件 is both's, 9件 nobody's: rejected by one, not answered by the other.
    assert (told("f1_exact").value, told("f1_exact").n) == (close(2 / 3), 2)
    assert told("left_out").n == 3


def test_three_reviewers_and_all_of_them_together(tmp_path: Path) -> None:
    made, document = planted(tmp_path, "bing")
    assert {figure.scope.pair for figure in Told(made.store).figures} == {None, JIA_YI}
    made.words("bing", document, "number/quantity", "12件", value="12", unit_norm="件")
    made.finish("bing", document, "number")
    told = Told(made.store)
    assert {figure.scope.pair for figure in told.figures} == {None, ("bing", "jia"), ("bing", "yi"), JIA_YI}
    # quantity exactly: bing with jia 1 of 1 and 5, with yi 1 of 1 and 3, jia with yi 2 of 5 and 3.
    assert told.value("f1_exact", label="quantity", pair=("bing", "jia")) == close(2 / 6)
    assert told.value("f1_exact", label="quantity", pair=None) == close(8 / 18)
    assert len(told("f1_exact", label="quantity", pair=None).cases()) == 5 + 3 + 6
    assert told("fleiss_kappa_tokens", pair=None).n == 28
    # A pair alone is as it is among the others, whichever way round it is named.
    alone = Told(made.store, pair=("yi", "jia"))
    assert {figure.scope.pair for figure in alone.figures} == {JIA_YI}
    assert alone.value("f1_exact") == told.value("f1_exact")


def test_reviewers_against_gold(tmp_path: Path) -> None:
    made, document = planted(tmp_path)
    places = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("12件", "9件")]
    made.settle(document, "number/quantity", *([place] for place in places))
    told = Told(made.store)
    # jia has both and three more; yi both and one more, and an indicator.
    assert told.value("f1_exact", pair=("jia", "gold")) == close(4 / 7)
    assert told.value("f1_exact", pair=("yi", "gold")) == close(4 / 6)
    # Gold is no reviewer: all together are jia and yi.
    assert told.value("f1_exact", pair=None) == told.value("f1_exact")
    assert ("gold", "jia") not in {figure.scope.pair for figure in told.figures}
    assert Told(made.store, pair=("gold", "jia")).value("f1_exact", pair=("jia", "gold")) == close(4 / 7)


def test_a_reviewer_against_themselves(tmp_path: Path) -> None:
    again = "jia#2"
    made, document = planted(tmp_path, again)
    before = Told(made.store, pair=JIA_YI).value("f1_exact")
    # jia said 5 numbers first; again, 2 of them and one that nobody had said.
    for words in ("12件", "9件"):
        made.words(again, document, "number/quantity", words)
    made.words(again, document, "number/quantity", "案件")
    made.finish(again, document, "number")
    told = Told(made.store)
    assert {figure.scope.pair for figure in told.figures} == {None, JIA_YI, ("jia", again)}
    assert told.value("f1_exact", label="quantity", pair=("jia", again)) == close(2 * 2 / (5 + 3))
    # Nobody else is compared with it, and together it is no further voice.
    assert told.value("f1_exact", pair=None) == told.value("f1_exact", pair=JIA_YI) == before
    made.settle(document, "number/quantity", [(TEXT.index("12件"), TEXT.index("12件") + 3)])
    assert (again, "gold") not in {figure.scope.pair for figure in Told(made.store).figures}
    # Named, any two are compared.
    assert Told(made.store, pair=("yi", again)).value("f1_exact", pair=(again, "yi")) is not None


def test_gold_that_is_still_being_made_is_not_compared(tmp_path: Path) -> None:
    made, document = planted(tmp_path)
    made.settle(document, "number/quantity", [(6, 9)])
    with made.store.transaction() as journal:
        journal.record(project.join("ding", name="丁", role="curator"), actor="ding")
    curator = Session(made.store, reviewer="ding")
    curator.run(progress.set_state, document=document, state="in curation")
    told = Told(made.store)
    assert told("f1_exact", pair=("jia", "gold")).reason == "agreement.not_declared"
    # Five of jia's and the one of gold.
    assert told("left_out", pair=("jia", "gold")).value == 6
    curator.run(progress.set_state, document=document, state="curated")
    # What the curator says of gold is not that the curator has looked and found nothing.
    assert {figure.scope.pair for figure in Told(made.store).figures} == {
        None,
        JIA_YI,
        ("jia", "gold"),
        ("yi", "gold"),
    }


def test_one_reviewer_has_nobody_to_agree_with(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia")
    document = made.document()
    made.words("jia", document, "number/quantity", "12件")
    made.finish("jia", document, "number")
    told = Told(made.store)
    assert {(figure.value, figure.reason) for figure in told.figures if figure.measure != "left_out"} == {
        (None, "agreement.not_declared")
    }


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"layers": ("nothing",)}, "agreement.unknown_layer"),
        ({"pair": ("jia", "nobody")}, "agreement.unknown_reviewer"),
        ({"pair": ("jia", "jia")}, "agreement.same_reviewer"),
        ({"document": "nothing"}, "document.unknown"),
    ],
)
def test_what_is_not_there_is_refused(tmp_path: Path, wanted: dict[str, Any], message: str) -> None:
    made, _ = planted(tmp_path)
    with pytest.raises(UserError) as refused:
        Told(made.store, **wanted)
    assert refused.value.message == message


def test_it_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    made, _ = planted(tmp_path)
    steps: list[tuple[int, int]] = []

    def told(done: int, total: int, about: str, /) -> None:
        steps.append((done, total))

    list(agreement(made.store, Wanted(rounds=QUICK), progress=told))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(UserError) as stopped:
        list(agreement(made.store, cancelled=lambda: True))
    assert stopped.value.message == "agreement.cancelled"
