"""Owns giving a project another tagset step by step; what was said before is read with the new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.commands.context import Context
from annotator.commands.project import TAGSET, refuse_others, tagset_record
from annotator.errors import UserError
from annotator.model.canonical import Record
from annotator.model.changes import Change, Step
from annotator.model.relabelling import (
    RELATION,
    TagsetChange,
    TagsetStep,
    changes_of,
    culprit,
    hash_of,
    relabelled,
)
from annotator.model.tagsets import FeatureType, Tagset
from annotator.tagsets import check_features

Said = Iterable[tuple[str, Record]]
"""Kind and image of what uses the tagset."""


def retag(context: Context, /, *, tagset: Tagset, steps: Sequence[TagsetStep], said: Said) -> Step:
    """Give the project another tagset.  ``steps`` tell what was renamed, merged and retired; what else is
    missing counts as retired.  ``said`` is all that uses the present one.

    Raises:
        UserError: the actor does not own the project, the tagset is the same to the letter, a step starts
            from or leads to what is not there, or something that is used has no place in the new tagset.
    """
    refuse_others(context)
    before = context.view.record("tagset", TAGSET)
    if before is None or before["source"] == tagset.source:
        raise UserError("action.changes_nothing", verb="retag")
    taken = steps_between(context.tagset, tagset, steps)
    for kind, image in said:
        lost = lost_by(kind, image, taken, tagset)
        if lost is not None:
            raise UserError("tagset.in_use", step=lost, words=_words(kind, image))
    after = _record(before, tagset, taken)
    return Step(verb="retag", changes=(Change(kind="tagset", id=TAGSET, before=before, after=after),))


def set_tagset(context: Context, /, *, tagset: Tagset) -> Step:
    """Give the project another tagset, whatever is said with the present one: nothing is renamed.

    Raises:
        UserError: the actor does not own the project, or it is the same to the letter.
    """
    refuse_others(context)
    before = context.view.record("tagset", TAGSET)
    if before is None or before["source"] == tagset.source:
        raise UserError("action.changes_nothing", verb="set_tagset")
    after = _record(before, tagset, steps_between(context.tagset, tagset, ()))
    return Step(verb="set_tagset", changes=(Change(kind="tagset", id=TAGSET, before=before, after=after),))


def _record(before: Record, tagset: Tagset, steps: Sequence[TagsetStep]) -> Record:
    after = tagset_record(tagset)
    change = TagsetChange(
        before=hash_of(before), after=hash_of(after), version=tagset.version, steps=tuple(steps)
    )
    return {**after, "changes": [each.to_record() for each in (*changes_of(before), change)]}


def steps_between(before: Tagset, after: Tagset, told: Iterable[TagsetStep]) -> tuple[TagsetStep, ...]:
    """Return the steps that were told, then what else is missing or has another type.

    Raises:
        UserError: a step starts from or leads to what is not there.
    """
    old, new = dict(_paths(before)), dict(_paths(after))
    steps: list[TagsetStep] = []
    ends: list[tuple[TagsetStep, str]] = []
    for step in told:
        if step.path not in old:
            raise UserError("tagset.no_start", step=step.words)
        if step.to and (step.new_path in old) != (step.kind == "merge"):
            raise UserError("tagset.no_end", step=step.words)
        steps.append(step)
        old = (
            {_moved(path, step): kind for path, kind in old.items()} if step.to else _without(old, step.path)
        )
        # Steps that follow may give another name to what this one leads to.
        ends = [(each, _moved(path, step) if step.to else path) for each, path in ends]
        ends.append((step, step.new_path if step.to else step.path))
    for step, path in ends:
        if (path in new) != bool(step.to):
            raise UserError("tagset.no_end" if step.to else "tagset.no_start", step=step.words)
    while missing := sorted(old.keys() - new.keys()):
        steps.append(TagsetStep(kind="retire", path=missing[0]))
        old = _without(old, missing[0])
    steps += [TagsetStep(kind="retype", path=path) for path in sorted(old) if old[path] != new[path]]
    return tuple(steps)


def _paths(tagset: Tagset) -> Iterator[tuple[str, FeatureType | None]]:
    """Everything that has an id, with a feature's type."""
    for layer in tagset.layers:
        yield layer.id, None
        for label in layer.labels:
            yield f"{layer.id}/{label.id}", None
            for feature in label.features:
                path = f"{layer.id}/{label.id}/{feature.id}"
                yield path, feature.type
                yield from ((f"{path}/{option}", None) for option in feature.options)
    yield from ((f"{RELATION}{relation.id}", None) for relation in tagset.relations)


def _moved(path: str, step: TagsetStep) -> str:
    if path == step.path or path.startswith(f"{step.path}/"):
        return step.new_path + path[len(step.path) :]
    return path


def _without(paths: dict[str, FeatureType | None], gone: str) -> dict[str, FeatureType | None]:
    return {path: kind for path, kind in paths.items() if path != gone and not path.startswith(f"{gone}/")}


def lost_by(kind: str, image: Record, steps: Sequence[TagsetStep], tagset: Tagset) -> str | None:
    """Return the step, in words, by which something that an image says has no place in a tagset; None when
    all of it has one."""
    retiring, touching = culprit(kind, image, steps)
    if retiring is not None:
        return retiring.words
    if not touching or _fits(kind, relabelled(kind, image, steps), tagset):
        return None
    return touching[-1].words


def _fits(kind: str, image: Record, tagset: Tagset) -> bool:
    if kind == "relation":
        return tagset.relation(image["label"]) is not None
    if kind == "progress":
        return True
    label = tagset.label(image["layer"], image["label"])
    if label is None:
        return False
    try:
        check_features(label, image["features"])
    except UserError:
        return False
    return True


def _words(kind: str, image: Record) -> str:
    return str(image["label"]) if kind == "relation" else f"{image['layer']}/{image['label']}"
