"""Owns how the answers of a case differ: missing, boundary, label, value, feature, relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from annotator.agreement.numbers import normal
from annotator.agreement.spans import trimmed
from annotator.model.annotations import Annotation, Relation
from annotator.model.curation import PUNCTUATION, UNIT, UNSAID, Content, Said
from annotator.model.spans import Fragments, hull
from annotator.model.tagsets import Tagset

VALUES = frozenset(
    {"value", "value_max", "values", "unit", "unit_norm", "magnitude", "qualifier", "qualifier_norm"}
)
"""Features that make up a quantity; so do all that hold a number."""

Text = Callable[[], str]
"""The text of the document, asked for where borders differ."""


def differences(answers: Mapping[str, Sequence[Said]], *, tagset: Tagset, text: Text) -> tuple[str, ...]:
    """Return how the answers of a case differ, sorted; nothing where all say the same."""
    given = [tuple(said) for said in answers.values() if said]
    is_missing = len(given) < len(answers)
    if any(isinstance(one, Relation) for said in given for one in said):
        found = {f"relation:{how}" for how in _of_relations(given, is_missing=is_missing)}
    else:
        spans = [tuple(one for one in said if isinstance(one, Annotation)) for said in given]
        found = set(_of_annotations(spans, tagset=tagset, text=text))
        if is_missing:
            found.add("missing")
    return tuple(sorted(found))


def _of_relations(given: Sequence[tuple[Said, ...]], *, is_missing: bool) -> Iterator[str]:
    if is_missing:
        yield "missing"
    if len({tuple(sorted(one.label for one in said)) for said in given}) > 1:
        yield "label"
    elif any(_features(given)):
        yield "feature"


def _of_annotations(given: Sequence[tuple[Annotation, ...]], *, tagset: Tagset, text: Text) -> Iterator[str]:
    places = [tuple(one.fragments for one in said) for said in given]
    # A heading is told by where it begins: two versions of the program may end it differently.
    if given and given[0][0].target == "span" and any(place != places[0] for place in places):
        yield _boundary(given, text)
    labels = [tuple(one.label for one in said) for said in given]
    if any(len(said) != len(given[0]) for said in given):
        if len({frozenset(named) for named in labels}) > 1:
            yield "label"
        return
    if any(named != labels[0] for named in labels):
        yield "label"
        return
    for label, feature in _features(given):
        yield f"{'value' if _is_value(tagset, given[0][0].layer, label, feature) else 'feature'}:{feature}"


def _features(given: Sequence[tuple[Said, ...]]) -> Iterator[tuple[str, str]]:
    """The features, each with the label it belongs to, that are not the same throughout."""
    for stacked in zip(*given, strict=False):
        first = stacked[0]
        if all(one.features == first.features for one in stacked):
            continue
        named = {key for one in stacked for key in one.features} - UNSAID
        for feature in sorted(named):
            if len({normal(feature, one.features.get(feature)) for one in stacked}) > 1:
                yield first.label, feature


def _is_value(tagset: Tagset, layer: str, label: str, feature: str) -> bool:
    known = tagset.label(layer, label)
    spec = known.feature(feature) if known else None
    return feature in VALUES or (spec is not None and spec.type in ("decimal", "integer"))


def _boundary(given: Sequence[tuple[Annotation, ...]], text: Text) -> str:
    """``boundary``, or that it is nothing but punctuation, or a unit in or out."""
    if any(len(said) != 1 for said in given):
        return "boundary"
    words = text()
    bare = [trimmed(said[0].fragments, words) for said in given]
    if all(place == bare[0] for place in bare):
        return PUNCTUATION
    units = {
        str(one.features[name])
        for said in given
        for one in said
        for name in ("unit", "unit_norm")
        if one.features.get(name)
    }
    units |= {
        str(one.machine.features["unit"])
        for said in given
        for one in said
        if one.machine is not None and one.machine.features.get("unit")
    }
    return UNIT if units and _differ_by_unit(bare, units, words) else "boundary"


def _differ_by_unit(places: Sequence[Fragments], units: set[str], text: str) -> bool:
    """Whether all begin alike and end alike but for one of the units."""
    shortest = min(places, key=lambda place: hull(place)[1])
    start, end = hull(shortest)
    for place in places:
        first, last = hull(place)
        more = text[end:last].strip()
        if first != start or place[:-1] != shortest[:-1] or (more and more not in units):
            return False
    return True


def say_the_same(one: Sequence[Said | Content], other: Sequence[Said | Content]) -> bool:
    """Whether two answers do not differ, in whatever order and however their numbers are written."""
    return Counter(told((each,)) for each in one) == Counter(told((each,)) for each in other)


def told(said: Sequence[Said | Content]) -> Hashable:
    """Return what an answer says, equal for answers that do not differ."""
    return tuple((one.label, _placed(one), _stated(one)) for one in said)


def _placed(one: Said | Content) -> Hashable:
    if isinstance(one, Relation) or one.target == "span":
        return () if isinstance(one, Relation) else one.fragments
    return one.fragments[0][0] if one.fragments else -1


def _stated(one: Said | Content) -> Hashable:
    features = ((name, normal(name, value)) for name, value in one.features.items() if name not in UNSAID)
    return frozenset((name, value) for name, value in features if value is not None)
