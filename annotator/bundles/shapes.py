"""Owns the shape of every record that may travel, as JSON Schema."""

from __future__ import annotations

from typing import Any

from annotator.bundles.manifest import COUNT, REACH, SHA256, WORD, many, shape
from annotator.model.annotations import GOLD
from annotator.model.exchange import VISIBILITIES
from annotator.model.native import DOCUMENT_SCHEMA, HEADER_SCHEMA, ORIGIN
from annotator.model.strict_json import Schema

TEXT: Schema = {"type": "string"}
BOOL: Schema = {"type": "boolean"}
_ANYTHING: Schema = {"type": "object", "additionalProperties": True}


def _inside(member: str) -> dict[str, Schema]:
    """The members of what a document line of native JSONL holds in a list, without the words quoted."""
    properties: dict[str, Schema] = dict(DOCUMENT_SCHEMA["properties"][member]["items"]["properties"])
    for told in ("text", *ORIGIN):
        properties.pop(told, None)
    return properties


SUGGESTION = shape(**_inside("suggestions"))

RECORDS: dict[str, dict[str, Any]] = {
    "project": shape(id=WORD, name=TEXT, identity=WORD),
    "tagset": shape(id=WORD, name=TEXT, version=TEXT, source=TEXT),
    "reviewer": HEADER_SCHEMA["properties"]["reviewers"]["items"],
    "term": HEADER_SCHEMA["properties"]["terms"]["items"],
    "document": shape(
        id=SHA256,
        source=TEXT,
        encoding=TEXT,
        bytes_sha256=TEXT,
        imported_at=TEXT,
        chars=COUNT,
        features=_ANYTHING,
    ),
    "annotation": shape(document=SHA256, **_inside("annotations")),
    "relation": shape(document=SHA256, **_inside("relations")),
    "progress": shape(id=WORD, document=SHA256, **_inside("states")),
    "crosscheck": shape(id=WORD, document=SHA256, **_inside("checks")),
    "decision": shape(document=SHA256, owner={"const": GOLD}, **_inside("decisions")),
    "rule": shape(owner={"const": GOLD}, **HEADER_SCHEMA["properties"]["casebook"]["items"]["properties"]),
    "blinding": shape(id=WORD, is_blind=BOOL, seed={"type": "integer"}),
    "assignment": shape(
        id=WORD,
        document=SHA256,
        reviewer=WORD,
        is_calibration=BOOL,
        suggestions={"enum": list(VISIBILITIES)},
        seed={"type": "integer"},
    ),
    "receipt": shape(
        id=WORD,
        identity=WORD,
        package=SHA256,
        reviewer=WORD,
        person=TEXT,
        clock=COUNT,
        known={"type": "object", "additionalProperties": COUNT},
    ),
    "bundle": shape(id=SHA256, reviewer=WORD, person=TEXT, receipt=TEXT, reaches=many(REACH), is_hidden=BOOL),
}
"""Kind of record -> its shape."""

_IMAGE: Schema = {"type": ["object", "null"], "additionalProperties": True}
_NUMBER: Schema = {**COUNT, "minimum": 1}

ACTION = shape(
    id=WORD,
    replica=WORD,
    seq=_NUMBER,
    clock=_NUMBER,
    actor=WORD,
    at=TEXT,
    verb=WORD,
    undoes={"type": ["string", "null"]},
    hash=SHA256,
    changes={
        **many(shape(kind={"enum": list(RECORDS)}, id=WORD, v=_NUMBER, before=_IMAGE, after=_IMAGE)),
        "minItems": 1,
    },
)
ORIGINAL = shape(document=SHA256, text=TEXT)
RECORD = shape(kind={"enum": list(RECORDS)}, record=_ANYTHING)
SUGGESTED = shape(document=SHA256, extractor=WORD, version=TEXT, lexicon=TEXT, suggestions=many(SUGGESTION))
COMPLETENESS = shape(
    document=SHA256,
    state=DOCUMENT_SCHEMA["properties"]["states"]["items"]["properties"]["state"],
    finished=DOCUMENT_SCHEMA["properties"]["states"]["items"]["properties"]["finished"],
)
