"""Owns the figures of agreement in a project, with disagreements of every kind, reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.agreement import gamma as gamma_module
from annotator.model.relabelling import TagsetStep
from annotator.tagsets import parse_tagset
from annotator.tasks.acting import tagset_of
from annotator.tasks.comparing import features
from annotator.tasks.retagging import retag
from tests.reviewed import JIA_YI, TEXT, Reviewed, Told, close, planted


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


def test_gamma_is_told_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = planted(tmp_path)
    assert "gamma" not in {figure.measure for figure in Told(made.store).figures}

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(gamma_module, "import_module", missing)
    figure = Told(made.store, with_gamma=True)("gamma")
    assert (figure.value, figure.reason, figure.low) == (None, "agreement.no_library", None)


def test_what_a_team_adds_to_a_number_or_calls_otherwise_is_compared(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, *JIA_YI)
    document = made.document()
    for name, unit, scope in (("jia", "件", "本机关"), ("yi", "宗", "全系统")):
        made.words(name, document, "number/quantity", "12件", value="12", unit_norm=unit, scope=scope)
        made.words(name, document, "number/quantity", "3人", value="3", unit_norm="人")
        made.finish(name, document, "number")
    tagset = tagset_of(made.store)
    source = tagset.source.replace('id = "unit_norm"', 'id = "measured_in"')
    other = parse_tagset(source.replace(f'version = "{tagset.version}"', 'version = "another"'), name="other")
    step = TagsetStep(kind="rename", path="number/quantity/unit_norm", to="measured_in")
    retag(made.store, other, steps=[step], actor="owner")
    told = Told(made.store)
    assert told.value("exact", feature="value", label="quantity") == 1
    assert told.value("exact", feature="measured_in", label="quantity") == close(1 / 2)
    assert (
        told.value("exact", feature="scope", label="quantity"),
        told("exact", feature="scope", label="quantity").n,
    ) == (0, 1)


def test_words_that_nothing_was_read_from_are_compared_themselves(tmp_path: Path) -> None:
    made = Reviewed(tmp_path, *JIA_YI)
    document = made.document()
    for name, indicator in (("jia", "办结案件"), ("yi", "受理案件")):
        made.words(name, document, "number/quantity", "12件", value="12", indicator=indicator)
        made.words(name, document, "number/quantity", "3人", value="3", indicator="参加人员")
        made.finish(name, document, "number")
    figure = Told(made.store)("exact", feature="indicator_id", label="quantity")
    assert (figure.value, figure.n) == (close(1 / 2), 2)
    assert ("办结案件", "受理案件") in [case.said for case in figure.cases()]
