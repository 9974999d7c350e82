"""Owns dividing a corpus into parts that share no group: the same division for the same seed anywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from annotator.errors import UserError
from annotator.model.canonical import digest
from annotator.model.corpus import Division

NAMES = {2: ("train", "test"), 3: ("train", "dev", "test")}
"""What two and three parts are called."""

_WEIGHTS = re.compile(r"[1-9][0-9]{0,3}(?::[1-9][0-9]{0,3}){1,2}", re.ASCII)


def parse_division(weights: str, *, seed: int, group_by: str = "") -> Division:
    """Return the division that ``8:1:1`` (train, dev, test) or ``8:2`` (train, test) describes.

    Raises:
        UserError: it is neither two nor three whole numbers from 1 to 9999 with colons between.
    """
    if not _WEIGHTS.fullmatch(weights):
        raise UserError("split.bad", weights=weights)
    numbers = [int(weight) for weight in weights.split(":")]
    parts = tuple(zip(NAMES[len(numbers)], numbers, strict=True))
    return Division(parts=parts, seed=seed, group_by=group_by)


def divide(groups: Mapping[str, str], division: Division) -> dict[str, str]:
    """Return the part of each document, given each document's group.

    Groups come in the order of SHA-256(seed, group); each goes whole to the part that lacks most of
    its share of documents by then.  So the division depends on the seed and the set of documents
    alone, and meets the weights as nearly as whole groups allow.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for document, group in groups.items():
        members[group].append(document)
    total = sum(weight for _, weight in division.parts)
    # Kept in whole numbers, so that no machine rounds differently.
    lacking = {name: weight * len(groups) for name, weight in division.parts}
    found: dict[str, str] = {}
    for group in sorted(members, key=lambda group: digest(f"{division.seed}\n{group}")):
        name = max(lacking, key=lambda part: lacking[part])
        lacking[name] -= total * len(members[group])
        found.update(dict.fromkeys(members[group], name))
    return found
