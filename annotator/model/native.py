"""Owns the shape of native JSONL, as JSON Schema: what its header line and a document line hold."""

from __future__ import annotations

from typing import Any

from annotator.model.annotations import STATES, TARGETS, VERDICTS
from annotator.model.corpus import COUNTS, TEXT_VIEWS
from annotator.model.crosschecks import ANSWERS
from annotator.model.curation import CHOICES
from annotator.model.strict_json import Schema
from annotator.model.terms import SENSES

FORMAT = "annotator"
"""What the header's ``format`` says."""

VERSION = 1
"""Version of this shape; a reader of it refuses later ones."""

OFFSET_UNIT = "codepoint"

_TEXT: Schema = {"type": "string"}
_NAME: Schema = {"type": "string", "pattern": "."}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_ANY_OBJECT: Schema = {"type": "object", "additionalProperties": True}


def _shape(**properties: Schema) -> dict[str, Any]:
    """An object that holds exactly these members."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _list(values: Schema) -> Schema:
    return {"type": "array", "items": values}


_FRAGMENTS = _list({"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2})
_MACHINE = {
    "extractor": _NAME,
    "version": _TEXT,
    "lexicon": _TEXT,
    "layer": _NAME,
    "label": _NAME,
    "start": _COUNT,
    "end": _COUNT,
    "features": _ANY_OBJECT,
    "confidence": {"type": "string", "pattern": "^(0\\.[0-9]{3}|1\\.000)$"},
}

HEADER_SCHEMA: dict[str, Any] = _shape(
    format={"const": FORMAT},
    version={"const": VERSION},
    offset_unit={"const": OFFSET_UNIT},
    text={"enum": list(TEXT_VIEWS)},
    project=_TEXT,
    owners=_NAME,
    layers=_list(_NAME),
    tagset=_shape(name=_NAME, version=_TEXT, source=_TEXT),
    reviewers=_list(_shape(id=_NAME, name=_TEXT, role={"enum": ["reviewer", "curator", "owner"]})),
    lexicons=_list(_shape(extractor=_NAME, version=_TEXT, lexicon=_TEXT)),
    counts=_shape(**dict.fromkeys(COUNTS, _COUNT)),
    progress=_map(_map(_COUNT)),
)
HEADER_SCHEMA["properties"]["terms"] = _list(
    _shape(id=_NAME, list={"enum": list(SENSES)}, word=_NAME, sense=_TEXT, owner=_NAME)
)
HEADER_SCHEMA["properties"]["casebook"] = _list(_shape(id=_NAME, title=_NAME, text=_TEXT, label=_TEXT))
HEADER_SCHEMA["properties"]["counts"]["properties"]["checks"] = _COUNT
HEADER_SCHEMA["properties"]["counts"]["properties"]["decisions"] = _COUNT
HEADER_SCHEMA["properties"]["split"] = _shape(
    parts=_list(_shape(name=_NAME, weight=_COUNT)), seed={"type": "integer"}, group_by=_TEXT
)

DOCUMENT_SCHEMA: dict[str, Any] = _shape(
    document=_SHA256,
    sha256=_SHA256,
    chars=_COUNT,
    source=_TEXT,
    encoding=_TEXT,
    bytes_sha256=_TEXT,
    imported_at=_TEXT,
    text=_TEXT,
    features=_ANY_OBJECT,
    sections=_list(
        _shape(depth=_COUNT, marker=_TEXT, title=_TEXT, start=_COUNT, end=_COUNT, end_of_section=_COUNT)
    ),
    extractors=_map(_shape(version=_TEXT, lexicon=_TEXT)),
    suggestions=_list(_shape(**_MACHINE, text=_TEXT)),
    annotations=_list(
        _shape(
            id=_NAME,
            owner=_NAME,
            layer=_NAME,
            label=_NAME,
            target={"enum": list(TARGETS)},
            fragments=_FRAGMENTS,
            text=_TEXT,
            features=_ANY_OBJECT,
            verdict={"enum": [None, *VERDICTS]},
            machine={**_shape(**_MACHINE), "type": ["object", "null"]},
            note=_TEXT,
        )
    ),
    relations=_list(
        _shape(
            id=_NAME, owner=_NAME, label=_NAME, source=_NAME, target=_NAME, features=_ANY_OBJECT, note=_TEXT
        )
    ),
    states=_list(
        _shape(
            owner=_NAME,
            state={"enum": list(STATES)},
            finished=_map(_list({"type": "integer", "minimum": -1})),
            note=_TEXT,
        )
    ),
)
DOCUMENT_SCHEMA["properties"]["split"] = _NAME
_CHECKED = _list(_shape(document=_TEXT, start=_COUNT, end=_COUNT, role=_TEXT))
DOCUMENT_SCHEMA["properties"]["checks"] = _list(
    _shape(
        owner=_NAME,
        relation=_NAME,
        operands={**_CHECKED, "minItems": 1},
        answer={"enum": list(ANSWERS)},
        machine={
            **_shape(operands=_CHECKED, sum=_TEXT, verdict=_TEXT),
            "type": ["object", "null"],
        },
        note=_TEXT,
    )
)
DOCUMENT_SCHEMA["properties"]["decisions"] = _list(
    _shape(
        id=_NAME,
        layer=_TEXT,
        choice={"enum": list(CHOICES)},
        sources=_list(
            _shape(
                owner=_NAME,
                id=_TEXT,
                said={
                    **_shape(
                        layer=_TEXT,
                        label=_NAME,
                        target={"enum": list(TARGETS)},
                        fragments=_FRAGMENTS,
                        features=_ANY_OBJECT,
                    ),
                    "type": ["object", "null"],
                },
                is_taken={"type": "boolean"},
            )
        ),
        gold=_list(_NAME),
        fields=_map(_NAME),
        policy=_TEXT,
        reason=_TEXT,
        rule=_TEXT,
        confidence={"type": "string", "pattern": "^([01](\\.[0-9]+)?)?$"},
        note=_TEXT,
        is_reopened={"type": "boolean"},
    )
)
ORIGIN: dict[str, Schema] = {"origin": {"enum": list(CHOICES)}, "from": _list(_NAME)}
"""What is told beside gold of where it comes from; ``decisions`` tell it in full."""
for _kind in ("annotations", "relations"):
    DOCUMENT_SCHEMA["properties"][_kind]["items"]["properties"] |= ORIGIN
