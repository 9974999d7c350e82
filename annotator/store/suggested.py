"""Owns writing suggestions: computed, and so kept outside the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.model.annotations import Suggestion
from annotator.model.canonical import dump
from annotator.store.database import ProjectFile


def write_suggestions(
    db: ProjectFile, document: str, found: Iterable[tuple[tuple[str, str, str], Sequence[Suggestion]]]
) -> None:
    """Replace what extractors, each (name, version, lexicon hash), found in a document, together."""
    with db.transaction():
        for (name, version, lexicon), suggestions in found:
            for table in ("suggestion", "suggested"):
                db.execute(f"delete from {table} where document = ? and extractor = ?", [document, name])
            for each in suggestions:
                db.execute(
                    "insert into suggestion (document, extractor, start, end, version, lexicon,"
                    " layer, label, features, confidence) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        *(document, name, each.start, each.end, version, lexicon),
                        *(each.layer, each.label, dump(dict(each.features)), f"{each.confidence:.3f}"),
                    ],
                )
            db.execute(
                "insert into suggested (document, extractor, version, lexicon, count) values (?, ?, ?, ?, ?)",
                [document, name, version, lexicon, len(suggestions)],
            )
