"""Owns work by chance: what reviewers do in the laws of merging, and what may be refused of it."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.commands import documents, relations, spans
from annotator.session import Session
from tests.building import TEXT, a_document

VERBS = ("tag", "resize", "delete", "relate", "undo", "redo", "title", "import", "undo import")
WORK = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 6)), max_size=10)
OTHER = TEXT + "另一份。\n"
TEXTS = {a_document(text)[0].id: text for text in (TEXT, OTHER)}
REFUSALS = (
    *(
        "annotation.twin",
        "action.changes_nothing",
        "span.outside_text",
        "relation.to_itself",
        "relation.twin",
    ),
    *("annotation.in_relation", "document.in_use", "undo.changed_since", "undo.undone_already"),
)
"""What work by chance may meet; any other refusal is a mistake of the test or of the program."""


def one_step(session: Session, verb: str, n: int) -> None:
    """Do one thing in the first document, or to the documents."""
    document = a_document()[0].id
    mine = session.annotations(document)
    chosen = mine[n % len(mine)].id if mine else ""
    place = {"document": document, "layer": "clause", "label": "measure", "fragments": [(n, n + 2)]}
    if verb == "tag":
        session.run(spans.tag, **place)
    elif verb == "title":
        # The document is nobody's own: here two writers can clash.
        session.run(documents.set_features, document=document, features={"title": f"{n % 2}"})
    elif verb == "import":
        session.run(documents.add, documents=[a_document(OTHER, source=f"{session.reviewer}.txt")])
    elif verb == "undo import":
        imported = [a for a in session.history() if a.verb == "import" and a.actor == session.reviewer]
        if imported:
            session.undo(imported[n % len(imported)].id)
    elif verb == "undo":
        session.undo()
    elif verb == "redo":
        session.redo()
    elif chosen and verb == "relate":
        session.run(relations.relate, label="same_as", source=chosen, target=mine[n // 2 % len(mine)].id)
    elif chosen and verb == "resize":
        session.run(spans.resize, annotation=chosen, fragments=[(n, n + 5)])
    elif chosen and verb == "delete":
        session.run(spans.delete, annotation=chosen)
