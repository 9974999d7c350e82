"""Owns telling how much of what reviewers say is left out, because not both declared it complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.model.annotations import Annotation
from annotator.model.spans import hull
from annotator.tasks.comparing.figures import Case, Figure, Scope
from annotator.tasks.comparing.gathered import Part, Sheet


@dataclass(slots=True, kw_only=True)
class Outside:
    """What one view leaves out in one layer."""

    _left: list[Annotation] = field(init=False, default_factory=list)
    _total: int = field(init=False, default=0)

    def add(self, sheet: Sheet, owners: Sequence[str], layer: str, parts: Sequence[Part]) -> None:
        """Count one document."""
        kept = {one.id for part in parts for said in part.said.values() for one in said}
        for owner in owners:
            said = sheet.of(owner, layer)
            self._total += len(said)
            self._left += [one for one in said if one.id not in kept]

    def figures(self, scope: Scope) -> Iterator[Figure]:
        """How many are left out, of how many."""
        yield Figure(
            scope=scope,
            measure="left_out",
            value=float(len(self._left)),
            n=self._total,
            behind=lambda document: self._cases(scope),
        )

    def _cases(self, scope: Scope) -> Iterator[Case]:
        for one in self._left:
            start, end = hull(one.fragments) if one.fragments else (None, None)
            is_first = scope.pair is None or one.owner == scope.pair[0]
            yield Case(
                document=one.document,
                pair=scope.pair or (one.owner, one.owner),
                outcome="only_one" if is_first else "only_other",
                start=start,
                end=end,
                one=(one.id,) if is_first else (),
                other=() if is_first else (one.id,),
                said=(one.label, None) if is_first else (None, one.label),
            )
