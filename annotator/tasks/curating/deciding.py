"""Owns finding the decision of a case again, and whether what has come since agrees with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.annotations import Annotation
from annotator.model.curation import Case, CaseState, Decision, Said, content_of, decision_behind
from annotator.model.spans import do_overlap


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

    def loose_at(self, case: Case) -> list[Said]:
        """The gold that no decision stands behind, in the layer and at the place of a case."""
        places = [one.fragments for one in case.said if isinstance(one, Annotation)]
        return [
            gold
            for gold in self._loose
            if isinstance(gold, Annotation)
            and gold.layer == case.layer
            and any(gold.fragments == place or do_overlap(gold.fragments, place) for place in places)
        ]


def settled(case: Case, decisions: tuple[Decision, ...], decided: Decided) -> Case:
    """Return a case with what was decided of it, and whether that still holds."""
    if not decisions:
        loose = decided.loose_at(case)
        return replace(case, gold=tuple(loose)) if loose else case
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
    said = sorted(content_of(one).hash for one in gold)
    for owner, answers in case.answers.items():
        told = {(one.id, content_of(one).hash) for one in answers} or {(owner, "")}
        if not told <= before and sorted(code for _, code in told if code) != said:
            return "reopened"
    return "settled"
