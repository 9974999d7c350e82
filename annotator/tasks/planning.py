"""Owns drawing the plan: which reports to whom, balanced by length and number density, by a seed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.commands import planning, project
from annotator.errors import UserError
from annotator.model.annotations import AGAIN, reads_again, second_reading
from annotator.model.canonical import digest
from annotator.model.exchange import Assignment, Visibility
from annotator.store import Store
from annotator.tasks import handing
from annotator.tasks.acting import perform, perform_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What weighs in the plan: a document's length in code points and how many suggestions it has."""

    document: str
    chars: int
    suggestions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What plan is wanted.

    ``times``: each report goes to so many reviewers.  ``percent``: of the reports, that many more go to a
    second one.  ``calibration``: so many go to everybody.  ``repeats``: so many of each reviewer's
    reports go to the same one a second time, under the name of the second reading.
    """

    reviewers: tuple[str, ...]
    times: int = 1
    percent: int = 0
    calibration: int = 0
    repeats: int = 0
    seed: int = 0
    suggestions: Visibility = "shown"


def wish_for(
    reviewers: str,
    *,
    overlap: str = "1",
    calibration: int = 0,
    repeats: int = 0,
    seed: int = 0,
    is_hidden: bool = False,
) -> Wish:
    """Return the wish that the words of a command line stand for: ``甲,乙,丙`` and ``2`` or ``20%``.

    Raises:
        UserError: a name stands twice, is nobody's or a second reading's, the overlap is no number from 1 to
            the number of reviewers, nor a percentage, or a count is less than 0.
    """
    names = tuple(name.strip() for name in reviewers.split(","))
    for name in names:
        project.refuse_name(name)
        if names.count(name) > 1:
            raise UserError("plan.twice", reviewer=name)
        if reads_again(name):
            raise UserError("plan.second_reading", reviewer=name, ending=AGAIN)
    number = overlap.removesuffix("%").strip()
    value = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    is_percent = overlap.endswith("%")
    most = 100 if is_percent else len(names)
    if not (0 if is_percent else 1) <= value <= most or (is_percent and value and len(names) < 2):
        raise UserError("plan.bad_overlap", overlap=overlap[:20], reviewers=len(names))
    if calibration < 0:
        raise UserError("plan.bad_calibration", calibration=calibration)
    if repeats < 0:
        raise UserError("plan.bad_repeats", repeats=repeats)
    return Wish(
        reviewers=names,
        times=1 if is_percent else value,
        percent=value if is_percent else 0,
        calibration=calibration,
        repeats=repeats,
        seed=seed,
        suggestions="hidden" if is_hidden else "shown",
    )


def draw(reports: Iterable[Report], wish: Wish, *, before: Iterable[Assignment] = ()) -> list[Assignment]:
    """Return who reads what.

    The calibration set and the reports read twice are spread evenly over light and heavy ones.  The rest
    goes, the heaviest first, to whoever has least so far: of what is not for all, no two reviewers' shares
    differ by more than the heaviest report.  A report weighs its part of all characters plus its part of
    all suggestions.  What somebody reads a second time is spread evenly over light and heavy ones, too, and
    weighs nothing.  Of a plan ``before`` with the same seed stays what still fits.
    """
    shares = _weights(list(reports))
    heavy = sorted(shares, key=lambda one: (-shares[one], _chance(wish.seed, one)))
    fitting = [each for each in before if each.seed == wish.seed and each.document in shares]
    kept = [each for each in fitting if each.reviewer in wish.reviewers]
    for_all = _chosen(
        heavy,
        min(wish.calibration, len(heavy)),
        wish.seed,
        first={a.document for a in kept if a.is_calibration},
    )
    given: dict[str, list[str]] = {one: list(wish.reviewers) for one in heavy if one in for_all}
    single = [one for one in heavy if one not in for_all]
    before_of: dict[str, list[str]] = {one: [] for one in heavy}
    for each in kept:
        before_of[each.document].append(each.reviewer)
    count = -(-wish.percent * len(single) // 100)
    twice = _chosen(single, count, wish.seed, first={one for one in single if len(before_of[one]) > 1})
    load = dict.fromkeys(wish.reviewers, 0)
    times = {one: 2 if one in twice else wish.times for one in single}
    for one in single:
        given[one] = sorted(before_of[one], key=lambda name: _chance(wish.seed, one, name))[: times[one]]
        for name in given[one]:
            load[name] += shares[one]
    for one in _mixed(single, len(wish.reviewers), wish.seed):
        others = [name for name in wish.reviewers if name not in given[one]]
        others.sort(key=lambda name: (load[name], _chance(wish.seed, one, name)))
        for name in others[: times[one] - len(given[one])]:
            given[one].append(name)
            load[name] += shares[one]
    for name in wish.reviewers:
        again = second_reading(name)
        mine = [one for one in heavy if name in given[one]]
        first = {each.document for each in fitting if each.reviewer == again}
        for one in _chosen(mine, min(wish.repeats, len(mine)), wish.seed, first=first):
            given[one].append(again)
    return [
        Assignment(
            document=one,
            reviewer=name,
            is_calibration=one in for_all and not reads_again(name),
            suggestions=wish.suggestions,
            seed=wish.seed,
        )
        for one in heavy
        for name in sorted(given[one])
    ]


def _weights(reports: Sequence[Report]) -> dict[str, int]:
    """Whole numbers in proportion to chars / all chars + suggestions / all suggestions."""
    chars = max(1, sum(report.chars for report in reports))
    suggestions = max(1, sum(report.suggestions for report in reports))
    return {one.document: one.chars * suggestions + one.suggestions * chars for one in reports}


def _chance(seed: int, *words: str) -> str:
    """A place in an order that is as good as random, and the same on every machine."""
    return digest("/".join([str(seed), *words]))


def _chosen(heavy: Sequence[str], count: int, seed: int, *, first: Iterable[str]) -> set[str]:
    """So many, what was chosen ``first`` before others, the others spread over the whole order of weight."""
    there = set(heavy)
    stay = set(sorted(there & set(first), key=lambda one: _chance(seed, one))[:count])
    rest = [one for one in heavy if one not in stay]
    wanted = count - len(stay)
    for n in range(wanted):
        stratum = rest[n * len(rest) // wanted : (n + 1) * len(rest) // wanted]
        stay.add(min(stratum, key=lambda one: _chance(seed, one)))
    return stay


def _mixed(heavy: Sequence[str], size: int, seed: int) -> list[str]:
    """The order of weight, mixed by chance among neighbours: equals are not always dealt in one order."""
    blocks = [heavy[start : start + size] for start in range(0, len(heavy), size)]
    return [one for block in blocks for one in sorted(block, key=lambda one: _chance(seed, one))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One assignment with what it weighs; ``file`` is the document's source."""

    assignment: Assignment
    file: str
    chars: int
    suggestions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What is changed of a plan by hand: reports given and taken away, each (reviewer, document's id), and
    whether curators see letters, None to leave that."""

    given: tuple[tuple[str, str], ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    is_blind: bool | None = None


def plan(
    store: Store, wish: Wish | None, *, actor: str, by_hand: ByHand = ByHand(), seed: int = 0
) -> list[PlanLine]:
    """Draw a plan where one is wished for, change it by hand, and record it all or nothing; return the whole
    plan.  ``seed`` shuffles the letters.

    Raises:
        UserError: the actor does not own the project, there is nothing to give, or a report is somebody's
            already, or is not, that is given or taken; nothing was changed.
    """
    with store.transaction() as journal:
        before = assignments_of(store)
        wanted = before if wish is None else _drawn(store, wish, before)
        for change, pairs in ((handing.given, by_hand.given), (handing.taken, by_hand.taken)):
            for reviewer, document in pairs:
                handed = change(wanted, document=document, reviewer=reviewer)
                if handed.wanted == handed.before:
                    raise UserError("action.changes_nothing", verb="plan")
                wanted = handed.over(wanted)
        if "identity" not in (store.record("project", project.PROJECT) or {}):
            perform_in(store, journal, project.identify, actor=actor)
        if {each.id: each for each in wanted} != {each.id: each for each in before}:
            perform_in(store, journal, planning.set_plan, actor=actor, assignments=wanted, before=before)
        if by_hand.is_blind is not None:
            # Imported here: the window starts with plans and without curation.
            from annotator.tasks.curating.blinding import blind_in

            blind_in(store, journal, by_hand.is_blind, seed=seed, actor=actor)
    return plan_lines(store)


def _drawn(store: Store, wish: Wish, before: Sequence[Assignment]) -> list[Assignment]:
    counts = store.suggestion_counts()
    documents = store.documents()
    if not documents:
        raise UserError("plan.no_documents")
    reports = [
        Report(document=each.id, chars=each.chars, suggestions=counts.get(each.id, 0)) for each in documents
    ]
    return draw(reports, wish, before=before)


def plan_lines(store: Store) -> list[PlanLine]:
    """Return the plan as it is, by document in the order of import, then by reviewer."""
    counts = store.suggestion_counts()
    by_document: dict[str, list[Assignment]] = {}
    for assignment in assignments_of(store):
        by_document.setdefault(assignment.document, []).append(assignment)
    return [
        PlanLine(
            assignment=assignment,
            file=document.source,
            chars=document.chars,
            suggestions=counts.get(document.id, 0),
        )
        for document in store.documents()
        for assignment in sorted(by_document.get(document.id, ()), key=lambda each: each.reviewer)
    ]


def assignments_of(store: Store, reviewer: str | None = None) -> list[Assignment]:
    """Return the plan's assignments, of one reviewer or of all."""
    found = [Assignment.from_record(record) for record in store.records("assignment")]
    return [each for each in found if reviewer in (None, each.reviewer)]


def identity_of(store: Store, *, actor: str) -> str:
    """Return what tells the project from all others; a project of an earlier version gets it now."""
    record = store.record("project", project.PROJECT) or {}
    if "identity" not in record:
        perform(store, project.identify, actor=actor)
        record = store.record("project", project.PROJECT) or {}
    return str(record["identity"])
