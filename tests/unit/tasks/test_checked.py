"""In a project a person's numbers, and links between them, come before the machine's."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands import answers, relations, spans
from annotator.commands.crosschecks import answer_check
from annotator.extractors import all_extractors
from annotator.model.crosschecks import CheckedNumber
from annotator.session import Session
from annotator.tasks.checked import Checked
from annotator.tasks.recorded import image_of, numbers_of
from annotator.text.reading import read
from tests.building import add_document, new_store

TEXT = "受理投诉340件。满意的有311件，受访者325人，满意率95.7%。\n"


def test_a_persons_links_say_what_a_rate_is_of(tmp_path: Path) -> None:
    session = Session(new_store(tmp_path / "p.sqlite"), reviewer="jia")
    document = add_document(session, TEXT)
    extractor = all_extractors()["quantities"]
    found = extractor.extract(read(TEXT))
    stamp = ("quantities", extractor.version, extractor.lexicon)
    session.store.keep_suggestions(document, [(stamp, found)])
    checked = Checked(session.store, reviewer="jia")

    def shares() -> set[tuple[str, str]]:
        return {(each.sum, each.verdict) for each in checked.checks(document) if each.relation == "share"}

    assert not any(verdict == "contradicts" for _, verdict in shares())
    session.run(answers.confirm_all, document=document, keys=[each.key for each in found])
    by_words = {
        TEXT[one.fragments[0][0] : one.fragments[0][1]]: one.id for one in session.annotations(document)
    }
    ends = {"source": by_words["95.7%"], "target": by_words["325人"]}
    session.run(relations.relate, label="denominator", **ends)
    assert ("311 ÷ 325 = 95.69%", "holds") in shares()
    session.run(
        answers.correct,
        document=document,
        key=next(each.key for each in found if TEXT[each.start : each.end] == "325人"),
        features={"value": "345"},
    )
    assert ("311 ÷ 345 = 90.14%", "contradicts") in shares()
    session.close()


def test_numbers_a_person_put_in_the_place_of_others_are_reckoned_with(tmp_path: Path) -> None:
    session = Session(new_store(tmp_path / "p.sqlite"), reviewer="jia")
    text = "受理投诉340件，受访325人。满意的有311件，占91.47%。\n"
    document = add_document(session, text)
    extractor = all_extractors()["quantities"]
    stamp = ("quantities", extractor.version, extractor.lexicon)
    session.store.keep_suggestions(document, [(stamp, extractor.extract(read(text)))])
    checked = Checked(session.store, reviewer="jia")

    def number(words: str, role: str) -> CheckedNumber:
        start = text.index(words)
        return CheckedNumber(start=start, end=start + len(words), role=role)

    part, percent = number("311件", "part"), number("91.47%", "percent")
    asked = [part, number("340件", "whole"), percent]
    machine = {"operands": [each.to_record() for each in asked], "sum": "", "verdict": "holds"}
    meant = [part, number("325人", "whole"), percent]
    about = {"document": document, "relation": "share", "answer": "contradicts", "machine": machine}
    session.run(answer_check, **about, operands=meant)
    [answered] = [each for each in checked.answered(document) if each.answer is not None]
    assert answered.again is not None
    assert (answered.again.sum, answered.again.verdict) == ("311 ÷ 325 = 95.69%", "contradicts")
    # A place where no number stands leaves nothing to reckon with.
    nowhere = CheckedNumber(start=0, end=2, role="whole")
    assert checked.again(document, "share", [part, nowhere, percent]) is None
    session.close()


@pytest.mark.parametrize(
    ("answer", "stays"), [("holds", False), ("different_basis", True), ("false_alarm", True)]
)
def test_an_answer_is_asked_for_again_when_a_corrected_number_turns_the_check(
    tmp_path: Path, answer: str, stays: bool
) -> None:
    session = Session(new_store(tmp_path / "p.sqlite"), reviewer="jia")
    text = "受理投诉340件。满意的有311件，受访者325人，满意率95.7%。\n"
    document = add_document(session, text)
    extractor = all_extractors()["quantities"]
    found = extractor.extract(read(text))
    session.store.keep_suggestions(document, [(("quantities", extractor.version, extractor.lexicon), found)])
    session.run(answers.confirm_all, document=document, keys=[each.key for each in found])
    said = {text[one.fragments[0][0] : one.fragments[0][1]]: one.id for one in session.annotations(document)}
    session.run(relations.relate, label="denominator", source=said["95.7%"], target=said["325人"])
    checked = Checked(session.store, reviewer="jia")
    check = next(each for each in checked.checks(document) if each.sum == "311 ÷ 325 = 95.69%")
    session.run(
        answer_check,
        document=document,
        relation=check.relation,
        operands=numbers_of(check),
        answer=answer,
        machine=image_of(check),
    )
    assert [each.answer.answer for each in checked.answered(document) if each.answer] == [answer]
    session.run(spans.set_features, annotation=said["325人"], features={"value": "345"})
    turned = next(
        each for each in checked.answered(document) if each.check and each.check.sum.endswith("90.14%")
    )
    assert (turned.answer is not None) == stays
    session.close()
