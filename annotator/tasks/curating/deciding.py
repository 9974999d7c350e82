"""Owns finding the decision of a case again, and whether what has come since agrees with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from annotator.model.annotations import Annotation
from annotator.model.curation import Case, CaseState, Decision, Said, content_of, decision_behind
from annotator.model.spans import Fragments, do_overlap
from annotator.tasks.curating.differing import say_the_same


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A case in the making: what is said together in a layer, and what it is about (see ``Case.key``)."""

    layer: str
    place: str
    said: tuple[Said, ...]


class Decided:
    """The decisions of a document with their gold, and the gold that no decision stands behind."""

    def __init__(self, decisions: Sequence[Decision], gold: Sequence[Said]) -> None:
        self._decisions = {decision.id: decision for decision in decisions}
        self._by_source = {
            source.id: decision for decision in decisions for source in decision.sources if source.id
        }
        self._gold = {one.id: one for one in gold}
        self._loose = [one for one in gold if decision_behind(one.id) not in self._decisions]
        self.alone: list[Decision] = []
        """Decisions whose answers are all gone; known once they are given to cases."""

    def given(self, groups: Sequence[Answers]) -> dict[int, tuple[Decision, ...]]:
        """Return which decisions belong to which group of answers.

        A decision belongs to the group with most of the answers that gold was taken from, then with most of
        those that it was made on; where there is none of these, to one that its gold lies on.
        """
        share: dict[str, Counter[int]] = {}
        for n, group in enumerate(groups):
            for answer in group.said:
                decision = self._by_source.get(answer.id)
                if decision is not None:
                    taken = any(each.id == answer.id and each.is_taken for each in decision.sources)
                    share.setdefault(decision.id, Counter())[n] += 1000 if taken else 1
        found: dict[int, list[Decision]] = {}
        for name, decision in sorted(self._decisions.items()):
            here = share.get(name) or self._below(decision, groups)
            if here:
                best = min(here, key=lambda n: (-here[n], groups[n].place))
                found.setdefault(best, []).append(decision)
            else:
                self.alone.append(decision)
        return {n: tuple(decisions) for n, decisions in found.items()}

    def _below(self, decision: Decision, groups: Sequence[Answers]) -> Counter[int]:
        """The groups that a decision's gold lies on, by how many of their answers it does."""
        gold = [one for one in self.gold_of(decision) if isinstance(one, Annotation)]
        return Counter(
            n
            for n, group in enumerate(groups if gold else ())
            if group.layer == decision.layer
            for one in group.said
            if isinstance(one, Annotation)
            and any(one.place == each.place or do_overlap(one.fragments, each.fragments) for each in gold)
        )

    def gold_of(self, decision: Decision) -> list[Said]:
        """The gold that came of a decision."""
        return [self._gold[one] for one in decision.gold if one in self._gold]

    def loose(self, groups: Sequence[Answers]) -> dict[int, tuple[Said, ...]]:
        """Return which gold that no decision stands behind belongs to which group of answers.

        Each belongs to one group only, or to none where nobody says anything there: to one that has an
        answer of its label, then to the one with the answer that it has most in common with.  So what is
        decided of one of two stacked places leaves the gold of the other alone.
        """
        found: dict[int, list[Said]] = {}
        for gold in self._loose:
            if not isinstance(gold, Annotation):
                continue
            alike = ((n, _alike(gold, group)) for n, group in enumerate(groups))
            likeness = {n: max(found_there) for n, found_there in alike if found_there}
            if likeness:
                best = max(likeness.values())
                first = min((n for n in likeness if likeness[n] == best), key=lambda n: groups[n].place)
                found.setdefault(first, []).append(gold)
        return {n: tuple(gold) for n, gold in found.items()}


def _alike(gold: Annotation, group: Answers) -> list[tuple[bool, Fraction]]:
    """How far gold is like each answer of a group that lies where it does: whether their label is one, and
    how much of both places is in common."""
    return [
        (one.label == gold.label, _in_common(one.fragments, gold.fragments))
        for one in (group.said if group.layer == gold.layer else ())
        if isinstance(one, Annotation)
        and (one.fragments == gold.fragments or do_overlap(one.fragments, gold.fragments))
    ]


def _in_common(one: Fragments, other: Fragments) -> Fraction:
    """The share of the characters of both that is in both, from 0 to 1; places without any are the same."""
    if one == other:
        return Fraction(1)
    widths = sum(end - start for start, end in (*one, *other))
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return Fraction(2 * common, widths)


def settled(
    case: Case, decisions: tuple[Decision, ...], decided: Decided, *, loose: tuple[Said, ...] = ()
) -> Case:
    """Return a case with what was decided of it, and whether that still holds; where nothing was, with the
    ``loose`` gold that belongs to it."""
    if not decisions:
        return replace(case, gold=loose) if loose else case
    gold = tuple(one for decision in decisions for one in decided.gold_of(decision))
    return replace(case, decisions=decisions, gold=gold, state=_state(case, decisions, gold))


def _state(case: Case, decisions: Sequence[Decision], gold: Sequence[Said]) -> CaseState:
    """Re-opened by hand, or because an answer that gold was taken from is another one now or gone, or because
    an answer that is new says something else than gold does."""
    first = decisions[0]
    if len(decisions) > 1 or first.is_reopened:
        return "reopened"
    now, before = ({each.answer for each in sources} for sources in (case.sources(), first.sources))
    if now == before:
        return "settled"
    if any(each.is_taken and each.answer not in now for each in first.sources):
        return "reopened"
    for owner, answers in case.answers.items():
        told = {(one.id, content_of(one).hash) for one in answers} or {(owner, "")}
        if not told <= before and not say_the_same(answers, gold):
            return "reopened"
    return "settled"
