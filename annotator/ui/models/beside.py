"""Owns what stands beside the page: signs on the map at the scroll bar, notes in the right margin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.i18n import tr
from annotator.model.annotations import Annotation
from annotator.model.differing import ABOUT_THE_WORK, Difference
from annotator.ui.models.desk import Desk
from annotator.ui.models.differences import label_words
from annotator.ui.models.doubting import SHOULD_BE, is_doubt
from annotator.ui.models.spots import Ref, Spot, ref_of
from annotator.ui.models.wording import NBSP, feature_words, named, number_words, one_line
from annotator.ui.painting.minimap import Sign, SignKind
from annotator.ui.painting.notes import MarginNote


def signs_of(desk: Desk, starts: Iterable[tuple[Spot, int]], differing: Sequence[Difference]) -> list[Sign]:
    """Return a sign for each place that is open, corrected, a doubt, or seen otherwise by a colleague.

    Each place comes with where it begins in the text shown: whoever paints it knows already.
    """
    shown, found = desk.shown, []
    for spot, start in starts:
        kind: SignKind | None = None
        if spot.is_open:
            kind = "open"
        elif is_doubt(desk.label_of(spot)[1]):
            kind = "doubt"
        elif spot.state == "corrected":
            kind = "corrected"
        if kind is not None:
            found.append(Sign(start, kind, spot.ref))
    for one in differing if shown else ():
        assert shown is not None
        found.append(Sign(shown.to_shown(one.fragments[:1])[0][0], "disagreement", ref_of_difference(one)))
    return found


def ref_of_difference(difference: Difference) -> Ref:
    """What the screen calls the place of a difference: one's own annotation, or one that is not there."""
    return ref_of(difference.mine or difference.theirs)


def difference_words(desk: Desk, difference: Difference) -> str:
    """Say what one says oneself and what a colleague says: 统计期 · 我：2024；乙：2023."""
    theirs = difference.theirs
    who = one_line(theirs.owner, most=16)
    if difference.kind == "value" and difference.mine is not None:
        about, mine, other = apart(desk, difference.mine, theirs)
        told = {"mine": mine, "who": who, "theirs": other}
        return tr("ui.differing.feature", about=about, **told) if about else tr("ui.differing.values", **told)
    if difference.kind in ("boundary", "missing"):
        about = one_line(desk.shown.words(theirs.fragments), most=24) if desk.shown else ""
    else:
        about = label_words(desk, theirs.layer, theirs.label)
    kind = tr(f"ui.differing.{difference.kind}")
    if difference.kind == "label" and difference.mine is not None:
        mine = label_words(desk, difference.mine.layer, difference.mine.label)
        return tr("ui.differing.feature", about=kind, mine=mine, who=who, theirs=about)
    return tr("ui.differing.words", who=who, kind=kind, about=about)


def apart(desk: Desk, mine: Annotation, theirs: Annotation) -> tuple[str, str, str]:
    """Word two answers by what they differ in: "" and the figures, or the first such feature's name and
    what it is in each."""
    one, other = (_figure(each) for each in (mine, theirs))
    if (mine.layer, mine.label) == ("number", "quantity") and one != other:
        return "", one, other
    label = desk.tagset.label(theirs.layer, theirs.label)
    for spec in label.features if label else ():
        values = mine.features.get(spec.id), theirs.features.get(spec.id)
        if spec.id not in ABOUT_THE_WORK and values[0] != values[1]:
            told = [(feature_words(spec, value) or "—").replace(" ", NBSP) for value in values]
            return one_line(named(spec.names, spec.id)), told[0], told[1]
    return "", "—", "—"


def _figure(annotation: Annotation) -> str:
    """A value whose sign, figures and unit stay together."""
    unit = one_line(str(annotation.features.get("unit") or ""))
    return f"{number_words(annotation.features)} {unit}".strip().replace(" ", NBSP)


def map_words(counts: Mapping[SignKind, int]) -> str:
    """Say what the map shows, with how many there are of each kind."""
    parts = [tr(f"ui.map.{kind}", n=n) for kind, n in counts.items() if n]
    return tr("ui.map.name", what=tr("ui.map.and").join(parts)) if parts else tr("ui.map.empty")


def notes_of(desk: Desk, differing: Sequence[Difference], *, with_rejected: bool) -> list[MarginNote]:
    """Return what a person noted, what the report should state where a person says so, and what
    colleagues say otherwise."""
    shown = desk.shown
    found: list[MarginNote] = []
    for spot in desk.spots.all[len(desk.spots.whole) :] if shown else ():
        is_hidden = spot.state == "rejected" and not with_rejected
        if spot.annotation is None or is_hidden or shown is None:
            continue
        wanted = str(spot.features.get(SHOULD_BE) or "")
        if not (wanted or spot.annotation.note):
            continue
        start = shown.to_shown(spot.fragments[:1])[0][0]
        if wanted:
            found.append(MarginNote(start, tr("ui.margin.should_be", value=wanted), "should_be", spot.ref))
        if spot.annotation.note:
            found.append(MarginNote(start, spot.annotation.note, "note", spot.ref))
    for one in differing if shown else ():
        assert shown is not None
        start = shown.to_shown(one.fragments[:1])[0][0]
        found.append(MarginNote(start, difference_words(desk, one), "disagrees", ref_of_difference(one)))
    return found
