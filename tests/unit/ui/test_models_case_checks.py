"""The sums beside a case are reckoned with gold before the machine's numbers, and say with which value."""

from __future__ import annotations

from pathlib import Path

from annotator.commands import answers, progress
from annotator.model.curation import content_of
from annotator.session import Session
from annotator.tasks.curating.cases import cases
from annotator.tasks.curating.policies import unanimous
from annotator.tasks.curating.settling import settle
from annotator.tasks.suggesting import suggest_all
from annotator.ui.models.case_checks import CaseChecks
from annotator.ui.models.desk import Desk
from annotator.ui.theme import light
from tests.building import add_document, new_session

TEXT = "甲局2024年工作报告\n全年调解案件20件，其中成功8件，不成功12件。\n"


def test_a_sum_follows_what_is_gold(qapp, qtbot, tmp_path: Path) -> None:
    owner = new_session(tmp_path / "project.sqlite", reviewer="owner")
    document = add_document(owner, TEXT)
    list(suggest_all(owner.store))
    for who in ("jia", "yi"):
        person = Session.open(owner.path, reviewer=who)
        for each in owner.suggestions(document):
            if each.layer == "number" and TEXT[each.start : each.end] == "8件":
                person.run(answers.correct, document=document, key=each.key, features={"value": "9"})
        person.run(progress.finish, document=document, layers=["number"])
        person.close()
    desk = Desk(owner, theme=light())
    owner.subscribe(desk.hear)
    desk.show_document(document)
    checks = CaseChecks(desk)
    (case,) = [one for one in cases(owner.store) if one.layer == "number"]
    with qtbot.waitSignal(checks.known, timeout=60_000):
        checks.want(case)
    # Part of twenty, and with the twelve just as many.
    assert len(checks.of(case)) == 2
    assert all(one.words.startswith("✓ 以 8 计，") for one in checks.of(case))
    # What is about to be chosen is reckoned with before it is settled.
    staged = [content_of(one) for one in case.answers["jia"]]
    with qtbot.waitSignal(checks.known, timeout=60_000):
        checks.want(case, staged)
        assert checks.of(case) == []
    # What held with eight is told of nine, too: nothing is silent because it holds no more.
    assert [(one.tone, one.words[:8]) for one in checks.of(case)] == [
        ("contradicts", "≠ 以 9 计，"),
        ("holds", "✓ 以 9 计，"),
    ]
    checks.want(case)
    assert len(checks.of(case)) == 2
    settle(owner.store, [case], unanimous(), actor="owner")
    with qtbot.waitSignal(checks.known, timeout=60_000):
        owner.look_again()
    assert len(checks.of(case)) == 1
    assert all(one.words.startswith("✓ 以 9 计，") for one in checks.of(case))
    owner.close()
