"""Owns packages and bundles as values: what an owner sends a reviewer, and what comes back."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from annotator.bundles import shapes
from annotator.bundles.archive import pack, unpack
from annotator.bundles.manifest import BUNDLE, DECISIONS, JOURNAL, MAX_NUMBER, NAME, PACKAGE, Manifest
from annotator.errors import UserError
from annotator.model.annotations import Progress, Suggestion
from annotator.model.canonical import Json, Record, digest, dump
from annotator.model.changes import RECORD_VERSION, Action, Change
from annotator.model.exchange import Reach, bundle_id
from annotator.model.strict_json import Schema, misfit, values

ACTIONS, TEXTS, COMPLETENESS = "actions.jsonl", "texts.jsonl", "completeness.jsonl"
RECORDS, SUGGESTIONS = "records.jsonl", "suggestions.jsonl"
_OF_BUNDLE = frozenset({NAME, ACTIONS, TEXTS, COMPLETENESS})
_OF_PACKAGE = frozenset({NAME, RECORDS, TEXTS, SUGGESTIONS})
MEMBERS = _OF_BUNDLE | _OF_PACKAGE
"""What may be in a file of either kind."""

_CURATED = frozenset({"decision", "rule"})
"""Kinds that a program from before curation does not know."""

Made = tuple[str, str, str]
"""Extractor, version, lexicon hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a reviewer needs to work: records by kind, texts by document, suggestions where they are shown.

    ``id`` is the digest of all of it.
    """

    manifest: Manifest
    records: tuple[tuple[str, Record], ...]
    texts: Mapping[str, str]
    suggestions: tuple[tuple[str, Made, tuple[Suggestion, ...]], ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What a reviewer did: stretches of a journal, texts that the package did not bring, and how far each
    report is (state, finished sections by layer)."""

    manifest: Manifest
    actions: tuple[Action, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    completeness: tuple[Progress, ...] = ()

    @property
    def id(self) -> str:
        """Equal journals of one work project have equal ids."""
        about = self.manifest
        return bundle_id(
            identity=about.identity, reviewer=about.reviewer, receipt=about.receipt, reaches=about.reaches
        )


def reaches_of(actions: Iterable[Action]) -> tuple[Reach, ...]:
    """Return which stretch of each replica's journal the actions are, by replica."""
    found: dict[str, list[Action]] = {}
    for action in actions:
        found.setdefault(action.replica, []).append(action)
    ends = ((min(each, key=_seq), max(each, key=_seq)) for _, each in sorted(found.items()))
    return tuple(
        Reach(replica=one.replica, first=one.seq, last=last.seq, hash=last.hash) for one, last in ends
    )


def _seq(action: Action) -> int:
    return action.seq


# Writing ------------------------------------------------------------------------------------------


def write_bundle(bundle: Bundle) -> bytes:
    """Return a bundle's bytes; the manifest's counts are filled in."""
    members = {
        ACTIONS: _lines(_action_record(action) for action in sorted(bundle.actions, key=_place)),
        TEXTS: _lines(
            {"document": document, "text": text} for document, text in sorted(bundle.texts.items())
        ),
        COMPLETENESS: _lines(
            {"document": each.document, "state": each.state, "finished": each.to_record()["finished"]}
            for each in sorted(bundle.completeness, key=lambda each: each.document)
        ),
    }
    counts = {"actions": len(bundle.actions), "texts": len(bundle.texts)}
    has_decisions = any(change.kind in _CURATED for action in bundle.actions for change in action.changes)
    features = (JOURNAL, DECISIONS) if has_decisions else (JOURNAL,)
    return _packed(replace(bundle.manifest, counts=counts), members, features)


def write_package(package: Package) -> bytes:
    """Return a package's bytes; the manifest's counts are filled in."""
    members = {
        RECORDS: _lines({"kind": kind, "record": record} for kind, record in package.records),
        TEXTS: _lines(
            {"document": document, "text": text} for document, text in sorted(package.texts.items())
        ),
        SUGGESTIONS: _lines(
            {
                "document": document,
                "extractor": made[0],
                "version": made[1],
                "lexicon": made[2],
                "suggestions": [each.to_record() for each in found],
            }
            for document, made, found in package.suggestions
        ),
    }
    counts = {"records": len(package.records), "texts": len(package.texts)}
    return _packed(replace(package.manifest, counts=counts), members)


def _packed(
    manifest: Manifest, members: Mapping[str, bytes], features: Collection[str] = (JOURNAL,)
) -> bytes:
    return pack({NAME: manifest.to_bytes(members, features=features), **members})


def _place(action: Action) -> tuple[str, int]:
    return action.replica, action.seq


def _lines(records: Iterable[Record]) -> bytes:
    return "".join(f"{dump(record)}\n" for record in records).encode("utf-8")


def _action_record(action: Action) -> Record:
    return {
        "id": action.id,
        "replica": action.replica,
        "seq": action.seq,
        "clock": action.clock,
        "actor": action.actor,
        "at": action.at,
        "verb": action.verb,
        "undoes": action.undoes,
        "hash": action.hash,
        "changes": [
            {"kind": one.kind, "id": one.id, "v": one.v, "before": one.before, "after": one.after}
            for one in action.changes
        ],
    }


# Reading ------------------------------------------------------------------------------------------


def read_bundle(file: BinaryIO, *, name: str) -> Bundle:
    """Return the bundle that a file holds; ``name`` is what refusals call it.

    Raises:
        UserError: it is none, broken, altered, too large, a newer program's, or says something that
            cannot be.  Its hash chains are not looked at: that takes the journal they go on from.
    """
    members, manifest = _opened(file, name=name, format=BUNDLE, wanted=_OF_BUNDLE)
    actions = tuple(
        _action(_whole(value, where), where)
        for where, value in _values(members, ACTIONS, shapes.ACTION, name)
    )
    is_whole = reaches_of(actions) == manifest.reaches and len(actions) == manifest.counts.get("actions")
    is_whole = is_whole and len({action.id for action in actions}) == len(actions)
    if not is_whole or len(actions) != sum(reach.last - reach.first + 1 for reach in manifest.reaches):
        raise UserError("bundle.altered", file=name, member=ACTIONS)
    return Bundle(
        manifest=manifest,
        actions=actions,
        texts=_texts(members, name),
        completeness=tuple(
            Progress.from_record({**value, "id": "", "owner": manifest.reviewer, "note": ""})
            for _, value in _values(members, COMPLETENESS, shapes.COMPLETENESS, name)
        ),
    )


def read_package(file: BinaryIO, *, name: str) -> Package:
    """Return the package that a file holds; ``name`` is what refusals call it.

    Raises:
        UserError: as ``read_bundle``.
    """
    members, manifest = _opened(file, name=name, format=PACKAGE, wanted=_OF_PACKAGE)
    records = []
    for where, value in _values(members, RECORDS, shapes.RECORD, name):
        _refuse_misfit(value["record"], shapes.RECORDS[value["kind"]], where)
        records.append((value["kind"], value["record"]))
    suggested = tuple(
        (
            value["document"],
            (value["extractor"], value["version"], value["lexicon"]),
            tuple(Suggestion.from_record(each) for each in value["suggestions"]),
        )
        for _, value in _values(members, SUGGESTIONS, shapes.SUGGESTED, name)
    )
    identity = digest(members[NAME].decode("utf-8"))
    texts = _texts(members, name)
    return Package(manifest=manifest, records=tuple(records), texts=texts, suggestions=suggested, id=identity)


def _opened(
    file: BinaryIO, *, name: str, format: str, wanted: frozenset[str]
) -> tuple[dict[str, bytes], Manifest]:
    # The names of both kinds are let in, so that the manifest can tell which kind it is.
    members = unpack(file, name=name, allowed=MEMBERS)
    manifest = Manifest.from_members(members, name=name, format=format)
    for member in sorted(members.keys() - wanted):
        raise UserError("bundle.odd_member", file=name, member=member)
    return members, manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    """A line of a member, for refusals."""

    file: str
    member: str
    line: int


def _values(
    members: Mapping[str, bytes], member: str, schema: Schema, name: str
) -> Iterator[tuple[_Where, dict[str, Json]]]:
    if member not in members:
        raise UserError("bundle.altered", file=name, member=member)
    for line, value in values(io.BytesIO(members[member]), f"{name}/{member}"):
        where = _Where(file=name, member=member, line=line)
        _refuse_misfit(value, schema, where)
        yield where, value


def _refuse_misfit(value: Json, schema: Schema, where: _Where) -> None:
    found = misfit(value, schema)
    if found is not None:
        raise _misfit(where, found or "?")


def _misfit(where: _Where, member: str) -> UserError:
    return UserError("bundle.misfit", file=where.file, member=where.member, line=where.line, where=member)


def _whole(value: dict[str, Json], where: _Where) -> dict[str, Json]:
    """The value of an action, once each of its images has the shape of its kind."""
    if any(change["v"] > RECORD_VERSION for change in value["changes"]):
        raise UserError("bundle.newer", file=where.file, feature="v")
    for change in value["changes"]:
        for image in (change["before"], change["after"]):
            if image is None:
                continue
            _refuse_misfit(image, shapes.RECORDS[change["kind"]], where)
            if image["id"] != change["id"]:
                raise _misfit(where, "id")
    return value


def _action(value: dict[str, Json], where: _Where) -> Action:
    if value["seq"] > MAX_NUMBER or value["clock"] > MAX_NUMBER:
        raise _misfit(where, "clock")
    changes = tuple(Change(**change) for change in value["changes"])
    return Action(**{**value, "changes": changes})


def _texts(members: Mapping[str, bytes], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for where, value in _values(members, TEXTS, shapes.ORIGINAL, name):
        if digest(value["text"]) != value["document"] or value["document"] in found:
            raise _misfit(where, value["document"][:12])
        found[value["document"]] = value["text"]
    return found
