"""Owns policies: pure functions from a case to how it may be settled, or to None where they cannot tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from annotator.errors import UserError
from annotator.model.curation import Case, Choice, Content, Proposal, content_of
from annotator.tasks.curating.differing import told

RELATION = "relation"
"""What stands for the layer of relations where somebody is trusted."""

EVERYTHING = "*"

NAMES = ("unanimous", "majority", "weighted", "trust")

ABOUT_PEOPLE = ("weighted", "trust")
"""Policies whose settings name people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A way of settling cases; ``words`` are its name with its settings, as decisions keep them.

    ``names_people``: it hangs on who somebody is, so that it says nothing where names are hidden.
    """

    words: str
    propose: Callable[[Case], Proposal | None]
    names_people: bool = False


def nameless(words: str) -> str:
    """Return the words of a policy without the names of people."""
    name, _, _ = words.partition(" ")
    return name if name in ABOUT_PEOPLE else words


def answers_alike(case: Case) -> dict[Hashable, list[str]]:
    """Return what is said in a case -> who says so, sorted; nothing is an answer too."""
    found: dict[Hashable, list[str]] = {}
    for owner in sorted(case.answers):
        found.setdefault(told(case.answers[owner]), []).append(owner)
    return found


def words_of(case: Case, owners: list[str]) -> tuple[Content, ...]:
    """Return what owners who say the same say, in the form most of them use; whoever they are."""
    forms = [tuple(content_of(one) for one in case.answers[owner]) for owner in owners]
    counted = Counter(tuple(content.hash for content in form) for form in forms)
    best = min(counted, key=lambda hashes: (-counted[hashes], hashes))
    return next(form for form in forms if tuple(content.hash for content in form) == best)


def unanimous(*, least: int = 2) -> Policy:
    """All who declared the part complete say the same, and they are ``least`` at least."""

    def propose(case: Case) -> Proposal | None:
        if case.is_disputed or len(case.answers) < least:
            return None
        return _proposal(case, sorted(case.answers), choice="unanimous", words=words)

    words = f"unanimous least={least}"
    return Policy(words=words, propose=propose)


def majority(*, least: int = 2) -> Policy:
    """More than half say the same, and they are ``least`` at least; more than half may say that there is
    nothing."""
    words = f"majority least={least}"

    def propose(case: Case) -> Proposal | None:
        for owners in answers_alike(case).values():
            if 2 * len(owners) > len(case.answers) and len(owners) >= least:
                return _proposal(case, owners, choice="policy", words=words)
        return None

    return Policy(words=words, propose=propose)


def weighted(weights: Mapping[str, Fraction]) -> Policy:
    """Those who say the same have more than half of all weight; who is not named weighs 1."""
    named = " ".join(f"{owner}={weights[owner]}" for owner in sorted(weights))
    words = f"weighted {named}".rstrip()

    def propose(case: Case) -> Proposal | None:
        weight = {owner: weights.get(owner, Fraction(1)) for owner in case.answers}
        for owners in answers_alike(case).values():
            have = sum((weight[owner] for owner in owners), Fraction(0))
            total = sum(weight.values(), Fraction(0))
            if 2 * have > total:
                return _proposal(case, owners, choice="policy", words=words, share=have / total)
        return None

    return Policy(words=words, propose=propose, names_people=bool(weights))


def trust(trusted: Mapping[str, str]) -> Policy:
    """Somebody's word counts for a label (``layer/label``), a layer, or everything (``*``); of relations the
    layer is ``relation``.  A case whose labels are trusted to several people is left."""
    named = " ".join(f"{what}={trusted[what]}" for what in sorted(trusted))
    words = f"trust {named}".rstrip()

    def propose(case: Case) -> Proposal | None:
        layer = RELATION if case.is_relation else case.layer
        people = {_trusted(trusted, layer, one.label) for one in case.said}
        owner = people.pop() if len(people) == 1 else None
        if owner is None or owner not in case.answers:
            return None
        return _proposal(case, [owner], choice="policy", words=words)

    return Policy(words=words, propose=propose, names_people=True)


def _trusted(trusted: Mapping[str, str], layer: str, label: str) -> str | None:
    return trusted.get(f"{layer}/{label}") or trusted.get(layer) or trusted.get(EVERYTHING)


def _proposal(
    case: Case, owners: list[str], *, choice: Choice, words: str, share: Fraction | None = None
) -> Proposal:
    is_by_all = len(owners) == len(case.answers) > 1 and not case.is_disputed
    told_share = Fraction(len(owners), len(case.answers)) if share is None else share
    return Proposal(
        choice="unanimous" if is_by_all else choice,
        contents=words_of(case, owners),
        taken=tuple(sorted(owners)),
        policy=words,
        confidence=f"{float(told_share):.3f}",
    )


def policy_named(
    name: str,
    *,
    least: int = 2,
    weights: Mapping[str, Fraction] | None = None,
    trusted: Mapping[str, str] | None = None,
) -> Policy:
    """Return the policy of that name with these settings.

    Raises:
        UserError: there is none, or it needs to be told whose word counts.
    """
    if name == "unanimous":
        return unanimous(least=least)
    if name == "majority":
        return majority(least=least)
    if name == "weighted":
        return weighted(weights or {})
    if name == "trust" and trusted:
        return trust(trusted)
    if name == "trust":
        raise UserError("curation.trust_whom")
    raise UserError("curation.unknown_policy", name=name, known=", ".join(NAMES))
