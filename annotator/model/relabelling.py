"""Owns how a tagset came to be what it is, step by step, and what an image says once the steps are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from annotator.model.canonical import Json, Record, digest

StepKind = Literal["rename", "merge", "retire", "retype"]
"""Another id · one that is there already, which takes it in · gone without a successor · another type of
values."""

STEP_KINDS: tuple[StepKind, ...] = ("rename", "merge", "retire", "retype")

RELATION = "relation:"
"""What the path of a relation begins with; an id has no colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsetStep:
    """One change of a tagset.

    ``path`` is ``layer``, ``layer/label``, ``layer/label/feature``, ``layer/label/feature/option`` or
    ``relation:id``, as they are called once the steps before it are taken.  ``to`` is the new id of what it
    ends with.
    """

    kind: StepKind
    path: str
    to: str = ""

    @property
    def words(self) -> str:
        """How the step is written on the command line."""
        return f"{self.kind} {self.path}={self.to}" if self.to else f"{self.kind} {self.path}"

    @property
    def new_path(self) -> str:
        """The path of what it becomes."""
        if self.path.startswith(RELATION):
            return f"{RELATION}{self.to}"
        above = self.path.rpartition("/")[0]
        return f"{above}/{self.to}" if above else self.to

    def to_record(self) -> Record:
        """The journalled image."""
        return {"kind": self.kind, "path": self.path, "to": self.to}


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsetChange:
    """That a tagset became another one: the SHA-256 of their sources, the later one's version, the steps."""

    before: str
    after: str
    version: str
    steps: tuple[TagsetStep, ...] = ()

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "before": self.before,
            "after": self.after,
            "version": self.version,
            "steps": [step.to_record() for step in self.steps],
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The change that ``to_record`` described."""
        return cls(**{**record, "steps": tuple(TagsetStep(**step) for step in record["steps"])})


def hash_of(tagset: Record) -> str:
    """Return the SHA-256 by which manifests and changes name a tagset record."""
    return digest(str(tagset["source"]))


def changes_of(tagset: Record) -> tuple[TagsetChange, ...]:
    """Return how a tagset record came to be, the oldest change first."""
    return tuple(map(TagsetChange.from_record, tagset.get("changes", ())))


def steps_since(tagset: Record, before: str) -> tuple[TagsetStep, ...] | None:
    """Return the steps that lead from the tagset of a hash to a tagset record; None when none do."""
    if before == hash_of(tagset):
        return ()
    changes = changes_of(tagset)
    begin = max((n for n, change in enumerate(changes) if change.before == before), default=None)
    return None if begin is None else tuple(step for change in changes[begin:] for step in change.steps)


def touches(step: TagsetStep, kind: str, image: Record) -> bool:
    """Whether a record's image uses what a step changes."""
    if kind == "relation":
        return step.path == f"{RELATION}{image['label']}"
    if kind == "progress":
        return step.path in image["finished"]
    if kind != "annotation" or step.path.startswith(RELATION):
        return False
    names = step.path.split("/")
    if names[:2] != [image["layer"], image["label"]][: len(names)]:
        return False
    value = image["features"].get(names[2]) if len(names) > 2 else None
    if len(names) == 4:
        return bool(value == names[3] or (isinstance(value, list) and names[3] in value))
    return len(names) < 3 or value is not None


def relabelled(kind: str, image: Record, steps: Iterable[TagsetStep]) -> Record:
    """Return what an image says once the steps are taken; what was retired stays as it was."""
    if kind == "decision":
        return _decision(image, tuple(steps))
    for step in steps:
        if step.to and touches(step, kind, image):
            image = _stepped(kind, image, step)
    return image


def _decision(image: Record, steps: Sequence[TagsetStep]) -> Record:
    """A curator's decision: its layer, and what the answers said that it was made on."""
    kind = "annotation" if image["layer"] else "relation"
    sources = [
        each if each["said"] is None else {**each, "said": relabelled(kind, each["said"], steps)}
        for each in image["sources"]
    ]
    layer = image["layer"]
    for step in steps:
        layer = step.to if step.to and step.path == layer else layer
    return {**image, "layer": layer, "sources": sources}


def _stepped(kind: str, image: Record, step: TagsetStep) -> Record:
    if kind == "relation":
        return {**image, "label": step.to}
    if kind == "progress":
        finished = dict(image["finished"])
        moved = finished.pop(step.path)
        return {**image, "finished": {**finished, step.to: moved}}
    names = step.path.split("/")
    if len(names) < 3:
        return {**image, ("layer", "label")[len(names) - 1]: step.to}
    features: Mapping[str, Json] = image["features"]
    if len(names) == 3:
        return {**image, "features": {step.to if key == names[2] else key: features[key] for key in features}}
    value = _chosen(features[names[2]], names[3], step.to)
    return {**image, "features": {**features, names[2]: value}}


def _chosen(value: Json, option: str, to: str) -> Json:
    if not isinstance(value, list):
        return to
    named = [to if each == option else each for each in value]
    return [each for n, each in enumerate(named) if each not in named[:n]]


def culprit(
    kind: str, image: Record, steps: Sequence[TagsetStep]
) -> tuple[TagsetStep | None, list[TagsetStep]]:
    """Return the first step that leaves nothing for what an image uses, and all steps that change it."""
    touching = []
    for step in steps:
        if touches(step, kind, image):
            touching.append(step)
            if step.kind == "retire" and kind != "progress":
                return step, touching
            image = relabelled(kind, image, [step])
    return None, touching
