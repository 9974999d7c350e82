"""Owns the cross-checks of a project's documents: a person's numbers before the machine's, and what was
answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.arithmetic.across import Yearly, checks_across
from annotator.arithmetic.check import Check
from annotator.arithmetic.checking import check_again, checks_of, place_of
from annotator.arithmetic.figures import Figure, Page
from annotator.model.annotations import Annotation
from annotator.model.crosschecks import CheckedNumber, Crosscheck
from annotator.model.documents import Document
from annotator.model.spans import do_overlap
from annotator.store import Store
from annotator.tasks.crosschecks import page_for, whose
from annotator.tasks.recorded import key_of, numbers_of
from annotator.text.reading import Reading, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One check of a document with the reviewer's answer to it; ``check`` is None for one made by hand,
    or whose numbers have changed since.  ``again`` is what comes of the numbers that the reviewer put in
    the place of others, None where none were or it cannot be told."""

    check: Check | None
    answer: Crosscheck | None = None
    again: Check | None = None


def _is_of_other_figures(answer: Crosscheck, check: Check) -> bool:
    """Whether somebody said that the numbers fit, or do not, and with a number corrected since, the machine
    says otherwise: that is to be looked at again.  Numbers of another basis stay so, whatever they are."""
    told = answer.machine["verdict"] if answer.machine is not None else check.verdict
    is_about_it = answer.answer in ("holds", "contradicts") and answer.operands == numbers_of(check)
    return is_about_it and told != check.verdict


class Checked:
    """A project's checks as one reviewer sees them.  What is asked once is read once."""

    def __init__(self, store: Store, *, reviewer: str) -> None:
        self._store = store
        self._reviewer = reviewer
        self._years: dict[tuple[str, int], list[str]] | None = None

    def checks(self, document: str, *, reading: Reading | None = None) -> list[Check]:
        """The checks of a document, also against the same body's report of the year before, by place."""
        return self._of_page(document, self._page(document, reading))

    def _of_page(self, document: str, page: Page) -> list[Check]:
        found = checks_of(page)
        earlier = self._before(self._store.document(document))
        if earlier is not None:
            body, year = whose(self._store.document(document).features)
            reports = [
                Yearly(name=earlier, body=body, year=year - 1, page=self._page(earlier, None)),
                Yearly(name=document, body=body, year=year, page=page),
            ]
            found += checks_across(reports).get(document, [])
        return sorted(found, key=place_of)

    def tried(
        self,
        document: str,
        instead: Sequence[Annotation],
        before: Sequence[Check],
        *,
        reading: Reading | None = None,
    ) -> list[Check]:
        """The checks with numbers that are to stand ``instead`` of what is said where they lie: those that
        come of them, and what becomes of those ``before``, however surely the numbers belong together."""
        page = self._page(document, reading, instead)
        found = {check.key: check for check in self._of_page(document, page)}
        places = [new.fragments for new in instead]
        for check in before:
            here = (((one.start, one.end),) for one in check.operands if not one.report)
            if check.key not in found and any(do_overlap(one, place) for one in here for place in places):
                again = self._again(check.relation, numbers_of(check), page)
                if again is not None:
                    found[check.key] = again
        return sorted(found.values(), key=place_of)

    def answered(self, document: str, *, reading: Reading | None = None) -> Iterator[Answered]:
        """The checks of a document with the reviewer's answers, then the answers that stand alone."""
        answers = {each.key: each for each in self._store.crosschecks(document, self._reviewer)}
        for check in self.checks(document, reading=reading):
            answer = answers.pop(key_of(check), None)
            if answer is not None and _is_of_other_figures(answer, check):
                answer = None
            again = None
            if answer is not None and answer.operands != numbers_of(check):
                again = self.again(document, answer.relation, answer.operands, reading=reading)
            yield Answered(check=check, answer=answer, again=again)
        for answer in answers.values():
            again = self.again(document, answer.relation, answer.operands, reading=reading)
            yield Answered(check=None, answer=answer, again=again)

    def again(
        self,
        document: str,
        relation: str,
        numbers: Sequence[CheckedNumber],
        *,
        reading: Reading | None = None,
    ) -> Check | None:
        """What comes of numbers that a person put together for a relation; None where it cannot be told."""
        return self._again(relation, numbers, self._page(document, reading))

    def _again(self, relation: str, numbers: Sequence[CheckedNumber], page: Page) -> Check | None:
        others = {each.document for each in numbers if each.document}
        pages = {"": page, **{one: self._page(one, None) for one in others}}
        figures = {(name, one.start, one.end): one for name, page in pages.items() for one in page.figures}
        parts: dict[str, tuple[Figure, ...]] = {}
        for each in numbers:
            figure = figures.get((each.document, each.start, each.end))
            if figure is None:
                return None
            parts[each.role] = (*parts.get(each.role, ()), figure)
        check = check_again(relation, parts)
        if check is None:
            return None
        reports = {(each.role, each.start, each.end): each.document for each in numbers}
        operands = (replace(each, report=reports[each.role, each.start, each.end]) for each in check.operands)
        return replace(check, operands=tuple(operands))

    def forget(self) -> None:
        """Look anew at which documents there are."""
        self._years = None

    def _page(self, document: str, reading: Reading | None, instead: Sequence[Annotation] = ()) -> Page:
        mine = [
            one
            for one in self._store.annotations(document, self._reviewer)
            if not any(one.layer == new.layer and do_overlap(one.fragments, new.fragments) for new in instead)
        ]
        mine += instead
        links = self._store.relations(document, self._reviewer)
        reading = reading or read(self._store.original(document))
        return page_for(reading, self._store.suggestions(document), mine, links)

    def _before(self, document: Document) -> str | None:
        """The one report of the same body for the year before."""
        body, year = whose(document.features)
        if not body or not year:
            return None
        if self._years is None:
            self._years = _by_year(self._store.documents())
        here, earlier = self._years.get((body, year), []), self._years.get((body, year - 1), [])
        return earlier[0] if here == [document.id] and len(earlier) == 1 else None


def _by_year(documents: Sequence[Document]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for document in documents:
        found[whose(document.features)].append(document.id)
    return found
