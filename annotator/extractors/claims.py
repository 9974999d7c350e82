"""Owns the extractor of claims without digits: nothing of the kind happened, or all of it was done."""

from __future__ import annotations

from annotator.frames import claims as found_claims
from annotator.frames.facts import facts_of
from annotator.frames.periods import periods
from annotator.frames.report import report_of
from annotator.model.annotations import Suggestion
from annotator.model.canonical import Json
from annotator.numbers.lexicon import fingerprint
from annotator.numbers.mentions import Mention
from annotator.numbers.view import view_of
from annotator.text.reading import Reading

LISTS = (*found_claims.LISTS, "periods", "bodies", "variants")
_LONGEST_NAME = 24
"""Characters beyond which the words after 未发生 tell a story and name no indicator."""


class Claims:
    """Layer ``claim``, labels ``zero_claim`` and ``full_claim``; features indicator and period."""

    name = "claims"
    version = "1"
    layer = "claim"

    @property
    def lexicon(self) -> str:
        """SHA-256 of the word lists."""
        return fingerprint(*LISTS)

    def extract(self, reading: Reading) -> list[Suggestion]:
        """Return the claims of a text in text order, offsets in the original; none in a section of plans."""
        view = view_of(reading.clean)
        found = found_claims.claims(view.flat)
        report = report_of(view, [Mention(start=each.start, end=each.end, features={}) for each in found])
        facts = facts_of(report)
        lexicon = self.lexicon
        made = []
        for claim, period in zip(found, periods(report, facts), strict=True):
            if facts.plan_at(claim.start):
                continue
            start, end = view.to_original(claim.start, claim.end)
            features: dict[str, Json] = {}
            if 1 < len(claim.noun) <= _LONGEST_NAME and not claim.noun.endswith("年"):
                features["indicator"] = claim.noun
            if period.fragments and period.first:
                features |= {"period_from": period.first, "period_to": period.last}
            made.append(
                Suggestion(
                    extractor=self.name,
                    version=self.version,
                    lexicon=lexicon,
                    layer=self.layer,
                    label=claim.label,
                    start=start,
                    end=end,
                    features=features,
                    confidence=0.8,
                )
            )
        return made


EXTRACTOR = Claims()
