"""Owns the cases behind a figure of agreement: as rows that lead to their passages, and as a table of which
labels were given for one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.tagsets import Tagset
from annotator.tasks.comparing.figures import Pair
from annotator.ui.models.agreed import as_pair, feature_words, label_words, owner_words
from annotator.ui.models.figure_rows import Lazily, Place, Row
from annotator.ui.models.report_names import ReportNames
from annotator.ui.models.wording import grouped
from annotator.ui.models.words_around import WordsAround

COLUMNS = ("text", "outcome", "one", "other", "differs", "report")
QUOTED = (0, 5)
NOBODY = ""
"""Stands for "said nothing here" among the labels of a confusion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of the list behind a figure, as the verb prints it."""

    document: str
    pair: Pair
    outcome: str
    start: int | None
    end: int | None
    differs: tuple[str, ...]
    said: tuple[Json, Json]
    key: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where it leads to; the report as a whole has a negative start."""
        return (
            (self.document, -1, -1)
            if self.start is None or self.end is None
            else (
                self.document,
                self.start,
                self.end,
            )
        )


def cases(records: Iterable[Mapping[str, Any]], pair: Pair | None) -> list[Case]:
    """Return the cases of the figure of a pair, or of all together, that the verb printed with them; those of
    each report and of each two, which it prints too, are the same ones once more."""
    for record in records:
        whose = as_pair(record["pair"]) if record.get("pair") else None
        if "cases" in record and record["document"] is None and whose == pair:
            return [_case(case) for case in record["cases"]]
    return []


def _case(record: Mapping[str, Any]) -> Case:
    return Case(
        document=record["document"],
        pair=as_pair(record["pair"]),
        outcome=record["outcome"],
        start=record["start"],
        end=record["end"],
        differs=tuple(record["differs"]),
        said=(record["said"][0], record["said"][1]),
        key=(record["pair"], *record["one"], "/", *record["other"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What cases are worded with: of one layer, and of one label where features are told."""

    tagset: Tagset
    layer: str | None
    label: str | None
    feature: str | None
    around: WordsAround
    reports: ReportNames

    def rows(self, found: Sequence[Case]) -> Lazily:
        """The cases as rows."""
        return Lazily(found, self.row, lambda case: (case.document, case.start, case.key))

    def row(self, case: Case) -> Row:
        """One case in words."""
        document, start, end = case.place
        text = self.around.of(document, start, end) if start >= 0 else tr("ui.cases.whole")
        said = [self._said(case, n) for n in (0, 1)]
        differs = tr("ui.team.comma").join(self._differs(one) for one in case.differs)
        cells = (text, outcome_words(case, self.feature), *said, differs, self.reports.of(document))
        around = self.around.excerpt(document, start, end) if start >= 0 else None
        return Row(cells=cells, around=around, place=case.place, stands_for=case)

    def _said(self, case: Case, n: int) -> str:
        return tr("ui.cases.said", who=owner_words(case.pair[n]), what=self._value(case.said[n]))

    def _value(self, said: Json) -> str:
        if said is None or said == []:
            return "—"
        if isinstance(said, list):
            return tr("ui.team.comma").join(self._value(one) for one in said)
        if isinstance(said, dict):
            parts = [
                f"{self._feature(name)} {grouped(str(value))}"
                for name, value in said.items()
                if value is not None
            ]
            return tr("ui.team.comma").join(parts) or "—"
        return grouped(str(said)) if self.feature else label_words(self.tagset, self.layer, str(said))

    def _feature(self, name: str) -> str:
        if self.layer is None or self.label is None:
            return name
        return feature_words(self.tagset, self.layer, self.label, name)

    def _differs(self, name: str) -> str:
        return tr(f"ui.cases.differs.{name}") if name in ("boundary", "label") else self._feature_of_any(name)

    def _feature_of_any(self, name: str) -> str:
        """What a feature is called in whichever label of the layer has it."""
        layer = self.tagset.layer(self.layer) if self.layer else None
        for label in layer.labels if layer else ():
            if label.feature(name) is not None and layer is not None:
                return feature_words(self.tagset, layer.id, label.id, name)
        return name


def outcome_words(case: Case, feature: str | None = None) -> str:
    """Who has it, and whether both say the same: of one feature only, where the figure is about one."""
    if case.outcome == "both":
        is_other = feature in case.differs if feature else bool(case.differs)
        return tr("ui.cases.both" if is_other else "ui.cases.same_in_it" if feature else "ui.cases.same")
    return tr("ui.cases.only", who=owner_words(case.pair[0 if case.outcome == "only_one" else 1]))


Couple = tuple[str, str]
"""The label that one gave and the one that the other gave; ``NOBODY`` where one gave none."""


def couples(case: Case) -> list[Couple]:
    """Return which labels were given for one another in a case: of several at one place, equal ones first."""
    one, other = (_labels(said) for said in case.said)
    both = [label for label in one if label in other]
    rest_one = [label for label in one if label not in both]
    rest_other = [label for label in other if label not in both]
    found = [(label, label) for label in both]
    longest = max(len(rest_one), len(rest_other))
    for n in range(longest):
        left = rest_one[n] if n < len(rest_one) else NOBODY
        right = rest_other[n] if n < len(rest_other) else NOBODY
        found.append((left, right))
    return found


def _labels(said: Json) -> list[str]:
    if said is None:
        return []
    return [str(one) for one in said] if isinstance(said, list) else [str(said)]


class Confusion:
    """How often each label of one reviewer met each of another's."""

    def __init__(self, found: Sequence[Case]) -> None:
        self._cases = found
        self.counts: Counter[Couple] = Counter(couple for case in found for couple in couples(case))
        used = sorted({label for couple in self.counts for label in couple if label != NOBODY})
        self.labels = [*used, NOBODY] if used else []

    def behind(self, couple: Couple) -> list[Case]:
        """The cases of one cell."""
        return [case for case in self._cases if couple in couples(case)]

    def of(self, label: str) -> int:
        """How often one reviewer gave a label."""
        return sum(n for (one, _), n in self.counts.items() if one == label)
