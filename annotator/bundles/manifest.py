"""Owns the manifest of what travels: what it is, whose, made from what, and a checksum of each member."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from annotator.bundles.archive import sha256
from annotator.errors import UserError
from annotator.model.canonical import Json, Record, dump
from annotator.model.exchange import Reach
from annotator.model.strict_json import Schema, misfit, parse

PACKAGE = "annotator-package"
"""What an owner sends a reviewer."""

BUNDLE = "annotator-bundle"
"""What a reviewer sends back."""

VERSION = 1
JOURNAL, DECISIONS = "journal-1", "decisions-1"
FEATURES: frozenset[str] = frozenset({JOURNAL, DECISIONS})
"""What this program understands; a reader refuses a flag that it does not know.  A file has those flags that
it takes to read it, so that a program from before decisions reads all bundles that bring none."""

NAME = "manifest.json"
MAX_NUMBER = 2**53
"""Where JSON's integers end for other programs, and far above any count of ours."""

COUNT: Schema = {"type": "integer", "minimum": 0}
SHA256: Schema = {"type": "string", "pattern": r"\A[0-9a-f]{64}\Z"}
WORD: Schema = {"type": "string", "pattern": "."}


def shape(**properties: Schema) -> dict[str, Any]:
    """Return the schema of an object that holds exactly these members."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def many(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


REACH = shape(replica=WORD, first={**COUNT, "minimum": 1}, last={**COUNT, "minimum": 1}, hash=SHA256)
MANIFEST = shape(
    format={"enum": [PACKAGE, BUNDLE]},
    version={"const": VERSION},
    features=many(WORD),
    identity=WORD,
    project={"type": "string"},
    tagset=SHA256,
    reviewer=WORD,
    person={"type": "string"},
    receipt={"type": "string"},
    clock=COUNT,
    reaches=many(REACH),
    documents=many(SHA256),
    counts={"type": "object", "additionalProperties": COUNT},
    members=many(shape(name=WORD, bytes=COUNT, sha256=SHA256)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a package or a bundle says of itself.

    ``identity`` names the project it belongs to, ``tagset`` is the SHA-256 of its tagset's source,
    ``documents`` are the ids (SHA-256 of the text) of all that it speaks of.  ``clock`` is a Lamport clock.
    A package has ``reaches`` of the reviewer's replicas that the project knew; a bundle those that are in
    it, and the ``person`` and first ``receipt`` of the work project.
    """

    format: str
    identity: str
    project: str
    tagset: str
    reviewer: str
    person: str = ""
    receipt: str = ""
    clock: int = 0
    reaches: tuple[Reach, ...] = ()
    documents: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_bytes(self, members: Mapping[str, bytes], *, features: Collection[str] = (JOURNAL,)) -> bytes:
        """The manifest as it lies beside those members, which take these features to read."""
        record: Record = {
            "format": self.format,
            "version": VERSION,
            "features": sorted(features),
            "identity": self.identity,
            "project": self.project,
            "tagset": self.tagset,
            "reviewer": self.reviewer,
            "person": self.person,
            "receipt": self.receipt,
            "clock": self.clock,
            "reaches": [reach.to_record() for reach in self.reaches],
            "documents": list(self.documents),
            "counts": dict(self.counts),
            "members": [
                {"name": name, "bytes": len(content), "sha256": sha256(content)}
                for name, content in members.items()
            ],
        }
        return dump(record).encode("utf-8") + b"\n"

    @classmethod
    def from_members(
        cls, members: Mapping[str, bytes], *, name: str, format: str, is_alone: bool = False
    ) -> Self:
        """The manifest of the members, each of which it knows to the byte, unless it ``is_alone`` among them.

        Raises:
            UserError: there is none, it is broken, another kind of file or a newer program's, or a
                member is missing, is not in it, or was altered.
        """
        value = _parsed(members, name)
        if value.get("format") not in (PACKAGE, BUNDLE):
            raise UserError("bundle.not_ours", file=name)
        if value["format"] != format:
            is_package = value["format"] == PACKAGE
            raise UserError("bundle.is_package" if is_package else "bundle.is_bundle", file=name)
        _refuse_newer(value, name)
        where = misfit(value, MANIFEST)
        if where is not None or not _is_modest(value):
            raise UserError("bundle.misfit", file=name, member=NAME, line=1, where=where or "1")
        if not is_alone:
            _refuse_altered(value["members"], members, name)
        rest = {k: v for k, v in value.items() if k not in ("version", "features", "members")}
        rest["reaches"] = tuple(Reach(**each) for each in value["reaches"])
        rest["documents"] = tuple(value["documents"])
        return cls(**rest)


def _parsed(members: Mapping[str, bytes], name: str) -> dict[str, Json]:
    if NAME not in members:
        raise UserError("bundle.not_ours", file=name)
    try:
        value = parse(members[NAME].decode("utf-8"))
    except ValueError as error:
        raise UserError("bundle.misfit", file=name, member=NAME, line=1, where="JSON") from error
    if not isinstance(value, dict):
        raise UserError("bundle.not_ours", file=name)
    return value


def _refuse_newer(value: Mapping[str, Json], name: str) -> None:
    """Before the shape is looked at, which a later version may have changed."""
    features = value.get("features")
    flags = [flag for flag in features if isinstance(flag, str)] if isinstance(features, list) else []
    unknown = sorted(flag for flag in flags if flag not in FEATURES)
    version = value.get("version")
    if not unknown and isinstance(version, int) and version > VERSION:
        unknown = ["version"]
    if unknown:
        raise UserError("bundle.newer", file=name, feature=unknown[0][:40])


def _is_modest(value: Json) -> bool:
    """Whether no integer in it exceeds ``MAX_NUMBER``."""
    if isinstance(value, int):
        return abs(value) <= MAX_NUMBER
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(_is_modest(each) for each in inside)


def _refuse_altered(listed: Sequence[Mapping[str, Json]], members: Mapping[str, bytes], name: str) -> None:
    names = [each["name"] for each in listed]
    different = sorted(set(names) ^ (members.keys() - {NAME}))
    if different or len(set(names)) < len(names):
        raise UserError("bundle.altered", file=name, member=(different or names)[0][:40])
    for each in listed:
        content = members[each["name"]]
        if len(content) != each["bytes"] or sha256(content) != each["sha256"]:
            raise UserError("bundle.altered", file=name, member=each["name"])
