"""Owns how frames are compared with gold: indicators by their characters, the other fields to the letter."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.numbers.lexicon import simplified
from annotator.text.cleaning import clean

Line = Mapping[str, Any]
GOOD = 0.7
"""F1 over characters from which an indicator names what is counted, whatever words are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of the gold frames that were found, 0 to 1; ``found`` is the share that was found at all."""

    found: float
    indicator: float
    period: float
    role: float
    direction: float
    all_four: float


def scored(predictions: Iterable[Line], gold: Sequence[Line]) -> Shares:
    """Compare the numbers of ``extract`` with gold frames of files of the same base name."""
    by_file: dict[str, list[Line]] = defaultdict(list)
    for line in predictions:
        by_file[str(line["file"]).rsplit("/", 1)[-1]].append(line)
    pairs = [(each, _nearest(each, by_file[each["file"]])) for each in gold]
    found = [(each, said) for each, said in pairs if said is not None]
    fields = [
        (
            _is_good(said.get("indicator"), each["indicators"]),
            (said.get("period_from"), said.get("period_to"))
            == (each["period"]["from"], each["period"]["to"]),
            said.get("role") == each["role"],
            (said.get("direction") or None) == each["direction"],
        )
        for each, said in found
    ]
    total = max(1, len(fields))
    indicator, period, role, direction = (sum(column) / total for column in zip(*fields, strict=True))
    return Shares(
        found=len(found) / len(gold),
        indicator=indicator,
        period=period,
        role=role,
        direction=direction,
        all_four=sum(all(row) for row in fields) / total,
    )


def _nearest(gold: Line, predictions: Sequence[Line]) -> Line | None:
    def shared(line: Line) -> int:
        return min(int(line["end"]), int(gold["end"])) - max(int(line["start"]), int(gold["start"]))

    best = max(predictions, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _is_good(said: object, gold: Sequence[Line]) -> bool:
    return max(_character_f1(_bare(str(said or "")), _bare(one["text"])) for one in gold) >= GOOD


def _bare(text: str) -> str:
    """Simplified characters without glosses, blanks, punctuation and 的."""
    letters = simplified(clean(text).text)
    kept = (c for c in letters if not c.isspace() and unicodedata.category(c)[0] != "P")
    return "".join(c for c in kept if c != "的")


def _character_f1(one: str, other: str) -> float:
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other)) if common else 0.0
