"""Owns pointing at the words of the page that name a number's indicator or its period, near or far."""

from __future__ import annotations

import re

from annotator.frames.indicator_ids import identifier
from annotator.i18n import tr
from annotator.model.canonical import Json
from annotator.model.spans import Fragments
from annotator.text.reading import Reading
from annotator.ui.models import answering
from annotator.ui.models.aiming import What
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.intervals import facts_in, interval
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import one_line

_SENTENCE = re.compile("[。！？\n]")


def point(desk: Desk, what: What) -> None:
    """Begin to point for the current number; asked once more, give up."""
    hand = desk.wishes.pointing
    if hand.what == what:
        give_up(desk)
        return
    spot = desk.current if settled(desk) else None
    if spot is None:
        if desk.current is None:
            desk.refused.emit(tr("ui.refused.no_current"))
        return
    label = desk.label_of(spot)[1]
    if not spot.is_number or label is None or label.feature(what) is None:
        desk.refused.emit(tr("ui.pointing.no_number"))
        return
    hand.begin(what, spot.ref)


def give_up(desk: Desk) -> None:
    """Leave everything as it is recorded."""
    desk.wishes.pointing.let_go()


def take(desk: Desk, *, goes_on: bool = False) -> bool:
    """Take what is selected; record it, unless further fragments are to come.

    Return whether anything was recorded.
    """
    hand = desk.wishes.pointing
    if desk.selection is not None:
        hand.add(desk.selection)
    if not hand.fragments:
        desk.refused.emit(tr("ui.refused.select_first"))
        return False
    return False if goes_on else _record(desk)


def _record(desk: Desk) -> bool:
    hand, reading = desk.wishes.pointing, desk.reading
    spot = desk.spots.get(hand.ref)
    if spot is None or reading is None or hand.what is None:
        hand.let_go()
        return False
    if hand.what == "indicator":
        words = words_at(reading, hand.fragments)
        places = [list(one) for one in hand.fragments]
        wanted = {**indicator_features(desk, words), "indicator_fragments": places}
    else:
        wanted = period_at(reading, spot, hand.fragments)
    label = desk.label_of(spot)[1]
    features = {
        feature: value
        for feature, value in wanted.items()
        if label is not None and label.feature(feature) and spot.features.get(feature) != value
    }
    told = one_line(str(wanted[hand.what]), most=24)
    is_taken = not features or answering.set_features(desk, spot.ref, features)
    if is_taken:
        desk.said.emit(tr(f"ui.pointing.taken_{hand.what}", words=told))
        hand.let_go()
    return is_taken


def words_at(reading: Reading, fragments: Fragments) -> str:
    """Return the words of fragments without their glosses, joined by … where something stands between."""
    alignment, text = reading.clean.alignment, reading.clean.written
    places = [alignment.to_clean(start, end) for start, end in fragments]
    return "…".join(text[start:end].replace("\n", "") for start, end in places)


def indicator_features(desk: Desk, words: str) -> dict[str, Json]:
    """Return the features of an indicator of these words, wherever they stand.

    It is called what the same words are called elsewhere in the report, else as the list of indicators
    has it.
    """
    said = (spot.features for spot in desk.spots.numbers)
    names = ("indicator", "indicator_id")
    ids = (one.get("indicator_id") for one in said if words and words in [one.get(name) for name in names])
    known = next((one for one in ids if one), None)
    known = known or identifier(words.replace("…", "")) or None
    return {"indicator": words or None, "indicator_id": known, "indicator_fragments": None}


def period_at(reading: Reading, spot: Spot, fragments: Fragments) -> dict[str, Json]:
    """Return the features of the period that fragments name, with its days where they can be read."""
    words = words_at(reading, fragments)
    found = interval(words, facts_in(reading.original)) or (None, None)
    first, last = sorted(((fragments[0][0], fragments[-1][1]), (spot.start, spot.end)))
    is_far = bool(_SENTENCE.search(reading.original[first[1] : last[0]]))
    return {
        "period": words,
        "period_fragments": [list(one) for one in fragments],
        "period_from": found[0],
        "period_to": found[1],
        "period_source": "inherited" if is_far else "stated",
    }
