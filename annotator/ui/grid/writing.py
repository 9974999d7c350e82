"""Owns what words written into a cell mean: the features that change, or that they cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.ui.grid.columns import FEATURES, Column
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.following import known, unit_features
from annotator.ui.models.intervals import compact, facts_in, interval
from annotator.ui.models.pointing import indicator_features
from annotator.ui.models.spots import Spot
from annotator.ui.models.typed import plain_decimal
from annotator.ui.models.wording import number_words, one_line

_ONE_VALUE = ("value", "value_max", "values", "iso")
_NO_PHRASE = re.compile(r"[\d\s.–—/\-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What words in a cell come to: ``changes`` for ``answering``, ``told`` says how they were read.

    ``trouble`` says why they cannot be recorded; then there are no changes.
    """

    changes: Mapping[str, Json] = field(default_factory=dict)
    told: str = ""
    trouble: str = ""


def at_first(spot: Spot, column: Column) -> str:
    """Return the words that stand in a cell when one begins to write there."""
    features = spot.features
    if column == Column.VALUE:
        value, most = features.get("value"), features.get("value_max")
        if features.get("values"):
            return ":".join(str(one) for one in features["values"])
        if features.get("iso"):
            return str(features["iso"])
        return "-".join(str(one) for one in (value, most) if one is not None)
    if column == Column.PERIOD:
        first, last = str(features.get("period_from") or ""), str(features.get("period_to") or "")
        return compact(first, last) or str(features.get("period") or "")
    return str(features.get(FEATURES[column]) or "")


def read(desk: Desk, spot: Spot, column: Column, words: str) -> Written:
    """Return what words in a cell of a number come to."""
    words = words.strip()
    if words == at_first(spot, column):
        return Written()
    if column == Column.VALUE:
        return _value(desk, spot, words)
    if column == Column.PERIOD:
        return _period(desk, spot, words)
    if column == Column.INDICATOR:
        return Written(changes=known(desk, spot, indicator_features(desk, words)))
    if column == Column.UNIT:
        return Written(changes=known(desk, spot, unit_features(words)))
    return Written(changes=known(desk, spot, {FEATURES[column]: words or None}))


def _value(desk: Desk, spot: Spot, words: str) -> Written:
    if not words:
        return Written(trouble=tr("ui.field.value_needed"))
    plain = plain_decimal(words)
    found: dict[str, Json] = {"value": plain} if plain is not None else answering.number_typed(words)
    if not any(found.get(one) for one in _ONE_VALUE):
        return Written(trouble=tr("ui.inspector.unread"))
    gone: dict[str, Json] = {one: None for one in _ONE_VALUE if spot.features.get(one) and one not in found}
    unit = one_line(str(found.get("unit") or spot.features.get("unit") or ""))
    told = "" if plain == words else f"→ {number_words(found)} {unit}".rstrip()
    return Written(changes=known(desk, spot, {**found, **gone}), told=told)


def _period(desk: Desk, spot: Spot, words: str) -> Written:
    if not words:
        return Written(changes=known(desk, spot, _no_period()))
    reading = desk.reading
    found = interval(words, facts_in(reading.original)) if reading else None
    if found is None:
        return Written(trouble=tr("ui.grid.period_unread"))
    # Figures alone are no words of a report.
    phrase = None if _NO_PHRASE.fullmatch(words) else words
    wanted = {**_no_period(), "period": phrase, "period_from": found[0], "period_to": found[1]}
    short = compact(*found)
    return Written(changes=known(desk, spot, wanted), told="" if short == words else f"→ {short}")


def _no_period() -> dict[str, Json]:
    return dict.fromkeys(("period", "period_fragments", "period_from", "period_to", "period_source"))
