"""Owns the figures of agreement in a project, with disagreements of every kind, reckoned by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.agreement import gamma as gamma_module
from annotator.commands import answers, progress, project
from annotator.errors import UserError
from annotator.session import Session
from annotator.store import Store
from annotator.tasks.agreement import Wanted, agreement
from annotator.tasks.comparing import features
from annotator.tasks.comparing.figures import Figure
from tests.building import a_number, suggest
from tests.reviewed import FIRST, SECOND, TEXT, Reviewed, planted

JIA_YI = ("jia", "yi")
QUICK = 40
"""Rounds of the intervals."""


class Told:
    """Figures by what they are about."""

    def __init__(self, store: Store, **wanted: Any) -> None:
        self.figures = list(agreement(store, Wanted(**{"rounds": QUICK, **wanted})))

    def __call__(self, measure: str, **about: Any) -> Figure:
        scope = {"layer": "number", "label": None, "feature": None, "document": None, "pair": JIA_YI} | about
        found = [
            one
            for one in self.figures
            if one.measure == measure and all(getattr(one.scope, key) == scope[key] for key in scope)
        ]
        assert len(found) == 1, (measure, scope, len(found))
        return found[0]

    def value(self, measure: str, **about: Any) -> float | None:
        return self(measure, **about).value


def close(value: float) -> Any:
    return pytest.approx(value, abs=1e-12)


def test_spans_missing_with_another_border_or_another_label(tmp_path: Path) -> None:
    told = Told(planted(tmp_path)[0].store)
    # quantity: 12件 and 9件 are paired; 约5万元, 3人, 7人 are jia's alone, 5万元 is yi's alone.
    assert told.value("f1_exact", label="quantity") == close(4 / 8)
    assert told("f1_exact", label="quantity").n == 6
    # One character off is near enough: one pair more.
    assert told.value("f1_tolerant", label="quantity") == close(6 / 8)
    assert told.value("f1_overlapping", label="quantity") == close(6 / 8)
    assert told.value("f1_exact", label="indicator") == 0
    # All labels: yi's 7人 is one more that only one has.
    assert told.value("f1_exact") == close(4 / 9)
    assert told.value("f1_tolerant") == close(6 / 9)
    # Four places are cut by both; three of them are called the same.
    assert told.value("observed_spans") == close(3 / 4)
    # By chance: jia 4 of 4 quantity, yi 3 of 4: 3/4 too.
    assert told.value("kappa_spans") == 0
    assert told.value("left_out") == 0


def test_characters_and_tokens(tmp_path: Path) -> None:
    told = Told(planted(tmp_path)[0].store)
    # Of 34 characters jia has 3 + 4 + 2 + 2 + 2 in quantities, yi 3 + 3 + 2, all of them jia's too.
    by_chance = 13 / 34 * 8 / 34 + 21 / 34 * 26 / 34
    assert told.value("observed_characters", label="quantity") == close(29 / 34)
    assert told.value("kappa_characters", label="quantity") == close((29 / 34 - by_chance) / (1 - by_chance))
    # Of 28 words: 12 件, 约 5 万元, 3 人, 9 件, 7 人 are eleven, of which yi has 12 件, 5 万元, 9 件.
    assert told("kappa_tokens", label="quantity").n == 28
    by_chance = 11 / 28 * 6 / 28 + 17 / 28 * 22 / 28
    assert told.value("kappa_tokens", label="quantity") == close((23 / 28 - by_chance) / (1 - by_chance))
    assert told.value("observed_tokens") == close(23 / 28)


def test_what_numbers_say_field_by_field(tmp_path: Path) -> None:
    told = Told(planted(tmp_path)[0].store)
    quantity = {"label": "quantity"}
    # Three are paired: 12件 alike, 5万元 with another unit, 9件 with another value.
    assert told.value("exact_quantity", **quantity) == close(1 / 3)
    assert told.value("exact", feature="value", **quantity) == close(2 / 3)
    assert told.value("exact", feature="unit_norm", **quantity) == close(2 / 3)
    assert told.value("relative_error", feature="value", **quantity) == close((81 / 90) / 3)
    # Units: 件 件 twice, 元 万元 once; by chance 2/3 of 2/3.
    assert told.value("kappa", feature="unit_norm", **quantity) == close((2 / 3 - 4 / 9) / (1 - 4 / 9))
    # Do: 2 of 6 answers; De: 件 4, 元 1, 万元 1 of 6: (36 - 18) / 30.
    assert told.value("alpha_nominal", feature="unit_norm", **quantity) == close(1 - (2 / 6) / (18 / 30))
    values = [12, 12, 50000, 50000, 9, 90]
    expected = sum((a - b) ** 2 for a in values for b in values) / 30
    assert told.value("alpha_interval", feature="value", **quantity) == close(1 - (2 * 81**2 / 6) / expected)
    expected = sum(((a - b) / (a + b)) ** 2 for a in values for b in values) / 30
    observed = 2 * (81 / 99) ** 2 / 6
    assert told.value("alpha_ratio", feature="value", **quantity) == close(1 - observed / expected)
    # Nobody states a kind.
    assert told("exact", feature="kind", **quantity).reason == "agreement.no_units"


def test_every_figure_opens_its_list(tmp_path: Path) -> None:
    made, document = planted(tmp_path)
    told = Told(made.store)
    start = TEXT.index("约5万元")
    cases = told("f1_exact", label="quantity").cases()
    assert [(case.outcome, case.start) for case in cases] == [
        ("both", TEXT.index("12件")),
        ("only_one", start),
        ("only_other", start + 1),
        ("only_one", TEXT.index("3人")),
        ("both", TEXT.index("9件")),
        ("only_one", TEXT.index("7人")),
    ]
    assert {case.document for case in cases} == {document}
    ids = {one.id: one.owner for one in made.store.annotations(document)}
    assert all({ids[one] for one in case.one} <= {"jia"} for case in cases)
    assert all({ids[one] for one in case.other} <= {"yi"} for case in cases)
    # Whatever the label: what differs, and what each calls it.
    (near,) = [case for case in told("observed_spans").cases() if case.start == start]
    assert near.differs == ("boundary", "unit_norm")
    (other,) = [case for case in told("observed_spans").cases() if "label" in case.differs]
    assert other.said == ("quantity", "indicator")
    units = told("kappa", feature="unit_norm", label="quantity").cases()
    assert [case.said for case in units] == [("件", "件"), ("元", "万元"), ("件", "件")]
    values = told("exact", feature="value", label="quantity").cases()
    (wrong,) = [case for case in values if "value" in case.differs]
    assert (wrong.said, wrong.differs) == (("9", "90"), ("value",))
    # The list is as long as the figure's n says, for the documents as for all.
    for figure in told.figures:
        if figure.measure.startswith(("f1_", "exact", "relative", "observed_spans")):
            assert len(figure.cases()) == figure.n, figure


def test_a_document_has_figures_of_its_own(tmp_path: Path) -> None:
    made, document = planted(tmp_path)
    other = made.document("全年3人。")
    for who in JIA_YI:
        made.words(who, other, "number/quantity", "3人")
        made.finish(who, other, "number")
    told = Told(made.store)
    assert told.value("f1_exact", document=document) == close(4 / 9)
    assert told.value("f1_exact", document=other) == 1
    both = told("f1_exact")
    assert both.value == close(6 / 11)
    # Two documents, drawn twice: all of one, all of the other, or both.
    assert (both.low, both.high) == (close(4 / 9), 1)
    assert len(told("f1_exact", document=other).cases()) == 1
    alone = Told(made.store, document=document[:12])
    assert alone.value("f1_exact") == close(4 / 9)
    assert alone("f1_exact").unsure == "agreement.few_documents"


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


def test_overlapping_and_discontinuous_spans_count(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    for who in JIA_YI:
        made.tag(who, document, "clause/measure", (5, 12))
        made.tag(who, document, "clause/outcome", (9, 18))
    made.tag("jia", document, "clause/problem", (24, 26), (30, 32))
    made.tag("yi", document, "clause/problem", (24, 32))
    for who in JIA_YI:
        made.finish(who, document, "clause")
    told = Told(made.store)
    clause = {"layer": "clause"}
    assert told.value("f1_exact", label="measure", **clause) == 1
    assert told.value("f1_exact", label="problem", **clause) == 0
    assert told.value("f1_overlapping", label="problem", **clause) == 1
    assert told.value("f1_exact", **clause) == close(4 / 6)
    assert told("alpha_u", **clause).reason == "agreement.overlapping_labels"
    assert told.value("alpha_u", label="outcome", **clause) == 1
    # The three characters under two labels are agreed to; four of the gap are not.
    assert told.value("observed_characters", **clause) == close(30 / 34)


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


def test_relations_count_where_their_ends_are_paired(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia", "yi")
    document = made.document()
    for who in JIA_YI:
        indicator = made.words(who, document, "number/indicator", "案件")
        first = made.words(who, document, "number/quantity", "12件")
        second = made.words(who, document, "number/quantity", "3人")
        made.relate(who, "quantity_of", first, indicator)
        if who == "jia":
            made.relate(who, "quantity_of", second, indicator)
        made.finish(who, document, "number")
    told = Told(made.store)
    about = {"layer": None, "label": "quantity_of"}
    assert told.value("f1_relations", **about) == close(2 / 3)
    outcomes = [case.outcome for case in told("f1_relations", **about).cases()]
    assert outcomes == ["both", "only_one"]
    assert told("left_out_relations", layer=None).n == 3
    assert told.value("f1_relations", layer=None, document=document) == close(2 / 3)


def test_labels_of_headings_are_sets(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "bing", "jia", "yi")
    document = made.document()
    for who in ("bing", "jia", "yi"):
        made.tag(who, document, "topic/leadership", (0, 4))
    made.tag("jia", document, "topic/functions", (20, 24))
    made.tag("jia", document, "topic/leadership", (20, 24))
    made.tag("yi", document, "topic/functions", (20, 24))
    for who in ("bing", "jia", "yi"):
        made.finish(who, document, "topic")
    told = Told(made.store)
    topic = {"layer": "topic"}
    assert told.value("observed_units", **topic) == close(1 / 2)
    # functions: nobody, nobody; both. leadership: both; jia alone.
    assert told.value("kappa_units", label="functions", **topic) == 1
    assert told.value("kappa_units", label="leadership", **topic) == 0
    # Two units of {l} {l} and {f, l} {f}: MASI 1 - 2/3 * 1/2 = 2/3 within; among the four answers
    # l-l 0, l-fl 2/3 (twice), l-f 1 (twice), fl-f 2/3.
    expected = 2 * (2 * 2 / 3 + 2 * 1 + 2 / 3) / 12
    assert told.value("alpha_masi", **topic) == close(1 - (2 * (2 / 3) / 4) / expected)
    # functions of three reviewers: 0 0 0 and 0 1 1: P = (1 + 1/3) / 2, Pe = (4/6)² + (2/6)².
    fleiss = told.value("fleiss_kappa_units", label="functions", pair=None, **topic)
    assert fleiss == close((2 / 3 - 20 / 36) / (1 - 20 / 36))
    (differing,) = [case for case in told("observed_units", **topic).cases() if case.differs]
    assert differing.said == (["functions", "leadership"], ["functions"])


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


def test_too_many_values_are_told_of_a_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "MOST_VALUES", 4)
    made = Reviewed(tmp_path, "jia", "yi")
    for at in range(6):
        document = made.document(f"第{at}份办理{at + 1}件。")
        for who, value in (("jia", at), ("yi", at + 10)):
            made.words(who, document, "number/quantity", f"{at + 1}件", value=str(value))
        for who in JIA_YI:
            made.finish(who, document, "number")
    told = Told(made.store)
    figure = told("alpha_ratio", label="quantity", feature="value")
    assert figure.n == 2 and figure.value is not None
    assert told("alpha_interval", label="quantity", feature="value").n == 6


def test_nothing_depends_on_the_order_of_the_work(tmp_path: Path) -> None:
    told = []
    for name, turn in (("one", 1), ("other", -1)):
        (tmp_path / name).mkdir()
        made = Reviewed(tmp_path / name, *["jia", "yi"][::turn])
        documents = {text: made.document(text) for text in [TEXT, TEXT + "再办9件。\n"][::turn]}
        work = [
            (who, document, words, label)
            for document in documents.values()
            for who, words, label in (
                ("jia", "12件", "quantity"),
                ("jia", "约5万元", "quantity"),
                ("jia", "5万", "indicator"),
                ("yi", "5万元", "quantity"),
                ("yi", "12", "quantity"),
                ("yi", "9件", "quantity"),
            )
        ]
        for who, document, words, label in work[::turn]:
            made.words(who, document, f"number/{label}", words)
        for document in documents.values():
            for who in ["jia", "yi"][::turn]:
                made.finish(who, document, "number")
        told.append(Told(made.store).figures)
    assert told[0] == told[1]


def test_the_same_seed_gives_the_same_intervals(tmp_path: Path) -> None:
    made, _ = planted(tmp_path)
    for text in ("全年3人。", "另有4人，5件。"):
        document = made.document(text)
        made.words("jia", document, "number/quantity", text[-3:-1])
        for who in JIA_YI:
            made.finish(who, document, "number")
    assert Told(made.store, seed=5).figures == Told(made.store, seed=5).figures


def test_one_reviewer_has_nobody_to_agree_with(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, "jia")
    document = made.document()
    made.words("jia", document, "number/quantity", "12件")
    made.finish("jia", document, "number")
    told = Told(made.store)
    assert {(figure.value, figure.reason) for figure in told.figures if figure.measure != "left_out"} == {
        (None, "agreement.not_declared")
    }


def test_gamma_is_told_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = planted(tmp_path)
    assert "gamma" not in {figure.measure for figure in Told(made.store).figures}

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(gamma_module, "import_module", missing)
    figure = Told(made.store, with_gamma=True)("gamma")
    assert (figure.value, figure.reason, figure.low) == (None, "agreement.no_library", None)


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
