"""Owns checking whether numbers fit together in files and over the years, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from annotator.arithmetic.across import Yearly, checks_across
from annotator.arithmetic.check import Check
from annotator.arithmetic.checking import checks_of
from annotator.arithmetic.figures import LINKED, Numbered, Page, page_of
from annotator.model.annotations import Annotation, Relation, Suggestion
from annotator.model.answering import still_open
from annotator.tasks.reading import ReadOutcome, read_all
from annotator.tasks.recorded import explanation
from annotator.tasks.suggesting import suggestions_for
from annotator.text.facts import document_facts
from annotator.text.reading import Reading, read

LAYER, LABEL = "number", "quantity"
EXTRACTORS = ("quantities",)
_FRAME = ("whole", "bases", "indicator_id", "frame_confidence")
_WHOLES = "part_of"
_BASES = ("denominator", "base_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChecks:
    """One file's checks, or why it was not read."""

    outcome: ReadOutcome
    checks: Sequence[Check] = ()


def checked_files(paths: Sequence[str]) -> Iterator[FileChecks]:
    """Yield the checks of each file in turn, and after the last those across the reports of one body.

    A file with checks across years comes up once more; only what names body and year is kept of the rest.
    """
    named: dict[tuple[str, int], list[str]] = {}
    for outcome in read_all(paths):
        if outcome.source_text is None:
            yield FileChecks(outcome=outcome)
            continue
        reading = read(outcome.source_text.text)
        body, year = whose(document_facts(reading.clean.text, source=outcome.file))
        if body and year and outcome.status == "imported":
            named.setdefault((body, year), []).append(outcome.file)
        yield FileChecks(outcome=outcome, checks=checks_of(_machine_page(reading)))
    for (body, year), files in sorted(named.items()):
        if len(files) == len(named.get((body, year - 1), [])) == 1:
            yield from _across(body, year, named[body, year - 1][0], files[0])


def _across(body: str, year: int, earlier: str, later: str) -> Iterator[FileChecks]:
    reports, outcomes = [], {}
    for outcome in read_all([earlier, later]):
        if outcome.source_text is None:
            return
        outcomes[outcome.file] = outcome
        of_year = year - 1 if outcome.file == earlier else year
        page = _machine_page(read(outcome.source_text.text))
        reports.append(Yearly(name=outcome.file, body=body, year=of_year, page=page))
    for file, checks in checks_across(reports).items():
        yield FileChecks(outcome=outcomes[file], checks=checks)


def whose(features: Mapping[str, Any]) -> tuple[str, int]:
    """Return body and year of a report by what is known of it; "" and 0 where they are not."""
    year = str(features.get("year") or "")
    return str(features.get("body") or ""), int(year) if year.isdigit() else 0


def _machine_page(reading: Reading) -> Page:
    found = suggestions_for(reading, extractors=EXTRACTORS)
    return page_for(reading, found, ())


def page_for(
    reading: Reading,
    suggestions: Sequence[Suggestion],
    annotations: Iterable[Annotation],
    relations: Iterable[Relation] = (),
) -> Page:
    """Return a report with its numbers: a person's where there are, else the machine's.

    A person's links (part of, denominator, base) take the place of the frame's whole and bases.
    """
    mine = [each for each in annotations if each.layer == LAYER and each.fragments]
    stated = [each for each in mine if each.label == LABEL and each.verdict != "rejected"]
    numbers = [
        Numbered(start=each.start, end=each.end, features=each.features)
        for each in still_open([one for one in suggestions if one.layer == LAYER], mine)
        if each.label == LABEL
    ]
    linked = _links(stated, relations)
    for each in stated:
        features = {**_frame_of(each), **each.features, **linked.get(each.id, {})}
        start, end = each.fragments[0][0], each.fragments[-1][1]
        numbers.append(Numbered(start=start, end=end, features=features, by="person"))
    return page_of(reading.original, reading.clean, numbers)


def _frame_of(annotation: Annotation) -> dict[str, Any]:
    """What the machine says of the frame that no label has room for; nothing of what a person changed."""
    machine = annotation.machine.features if annotation.machine else {}
    said = {key: machine[key] for key in _FRAME if key in machine}
    if machine.get("indicator") != annotation.features.get("indicator"):
        said.pop("indicator_id", None)
    return said


def _links(stated: Sequence[Annotation], relations: Iterable[Relation]) -> dict[str, dict[str, Any]]:
    places = {each.id: [each.fragments[0][0], each.fragments[-1][1]] for each in stated}
    found: dict[str, dict[str, Any]] = {}
    for relation in relations:
        is_known = relation.source in places and relation.target in places
        if not is_known or relation.label not in (_WHOLES, *_BASES):
            continue
        of_source = found.setdefault(relation.source, {LINKED: True})
        if relation.label == _WHOLES:
            of_source["whole"] = places[relation.target]
        else:
            of_source.setdefault("bases", []).append(places[relation.target])
    return found


def shown_number(value: Fraction | bool | None) -> float | int | bool | None:
    """Return a number as JSON has it, at most four decimals."""
    if value is None or isinstance(value, bool):
        return value
    number = round(float(value), 4)
    return int(number) if number == int(number) else number


def check_record(file: str, check: Check) -> dict[str, Any]:
    """Return the line of one check."""
    return {
        "file": file,
        "relation": check.relation,
        "operands": [
            {
                "start": each.start,
                "end": each.end,
                "text": each.text,
                "value": shown_number(Fraction(each.value)),
                "role": each.role,
                **({"file": each.report} if each.report else {}),
            }
            for each in check.operands
        ],
        "computed": shown_number(check.computed),
        "stated": shown_number(check.stated),
        "verdict": check.verdict,
        "explanation": explanation(check),
        "sum": check.sum,
        "confidence": round(check.confidence, 2),
    }
