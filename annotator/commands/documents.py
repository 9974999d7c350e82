"""Owns bringing documents in and describing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.canonical import Json
from annotator.model.changes import Change, Step
from annotator.model.documents import FEATURES, Document
from annotator.model.tagsets import FeatureSpec, Label
from annotator.tagsets import check_features

REPORT = Label(
    id="report",
    names={},
    features=tuple(FeatureSpec(id=key, names={}, type=kind) for key, kind in FEATURES.items()),
)
"""What a document itself may be described with, in the form that features are checked by."""


def add(context: Context, /, *, documents: Sequence[tuple[Document, str]]) -> Step:
    """Add documents, each with its original text, that are not there yet, as one action.

    Raises:
        UserError: all of them are there already.
    """
    fresh = {
        document.id: (document, text)
        for document, text in documents
        if context.view.record("document", document.id) is None
    }
    if not fresh:
        raise UserError("action.changes_nothing", verb="import")
    return Step(
        verb="import",
        changes=tuple(
            Change(kind="document", id=document.id, before=None, after=document.to_record())
            for document, _ in fresh.values()
        ),
        texts={document.id: text for document, text in fresh.values()},
    )


def set_features(context: Context, /, *, document: str, features: Mapping[str, Json]) -> Step:
    """Set some features of a document (title, body, region, year …); None or "" takes one away.

    Raises:
        UserError: no such document or feature, or nothing would change.
    """
    before = context.view.document(document)
    given = {**before.features, **features}
    wanted = {key: value for key, value in given.items() if value is not None and value != ""}
    check_features(REPORT, wanted)
    if wanted == dict(before.features):
        raise UserError("action.changes_nothing", verb="set_document_features")
    after = replace(before, features=wanted)
    change = Change(kind="document", id=document, before=before.to_record(), after=after.to_record())
    return Step(verb="set_document_features", changes=(change,))
