"""The laws of the native format: nothing is lost on the way out and in, whatever people did."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.commands import answers, documents, progress, relations, spans
from annotator.errors import UserError
from annotator.model.annotations import STATES, Suggestion
from annotator.model.canonical import digest
from annotator.model.documents import Document
from annotator.store import Store
from annotator.tasks.acting import perform
from annotator.tasks.exporting import export, verify_export
from annotator.tasks.loading import load
from tests.building import new_store

PIECES = [
    "办理12件",
    "領(lǐng)導(dǎo)",
    "𠮷",
    "👨‍🚒",
    "é",
    "\u2028",
    "\u3000",
    "\x85",
    "\0",
    "\n一、总结\n",
    "\n（一）",
    "−5%",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)

Step = tuple[str, str, int, int, str]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["tag", "fragments", "empty", "section", "relate", "note", "answer", "state", "done"]
        ),
        st.sampled_from(["jia", "yi", "丙"]),
        st.integers(0, 30),
        st.integers(0, 30),
        WORDS,
    ),
    max_size=14,
)
REFUSALS = {
    "action.changes_nothing",
    "annotation.not_yours",
    "annotation.twin",
    "document.finished",
    "relation.to_itself",
    "relation.twin",
    "span.out_of_order",
    "span.outside_text",
}


def import_texts(store: Store, texts: list[str], *, actor: str) -> list[Document]:
    """Import each different text once, with suggestions of one or two characters."""
    made = {}
    for n, text in enumerate(texts):
        made[digest(text)] = (
            Document(
                id=digest(text),
                source=f"{n}.txt",
                encoding="utf-8",
                bytes_sha256=digest(text),
                imported_at="2026-01-01T00:00:00+00:00",
                chars=len(text),
            ),
            text,
        )
    perform(store, documents.add, actor=actor, documents=list(made.values()))
    for document, text in made.values():
        found = [
            Suggestion(
                extractor="quantities",
                version="1.2",
                lexicon="lexicon",
                layer="number",
                label="quantity",
                start=start,
                end=min(start + 2, len(text)),
                features={"value": str(start), "values": ["1", "2"]},
                confidence=0.1 * (start % 10),
            )
            for start in range(0, len(text), 3)
        ]
        store.keep_suggestions(document.id, [(("quantities", "1.2", "lexicon"), found)])
        store.keep_suggestions(document.id, [(("titles", "1", ""), [])])
    return [document for document, _ in made.values()]


def work(store: Store, found: list[Document], step: Step) -> None:
    """One thing one reviewer does; what the house refuses is no matter."""
    verb, actor, m, n, words = step
    document = found[m % len(found)]
    here = document.id
    mine = [each for one in found for each in store.annotations(one.id, actor)]
    start, end = min(m, n), max(m, n)

    def tag(**arguments: Any) -> Callable[[], object]:
        return lambda: perform(store, spans.tag, actor=actor, document=here, **arguments)

    numbers = store.suggestions(here)
    doings: dict[str, Callable[[], object]] = {
        "tag": tag(layer="number", label="indicator", fragments=[(start, end + 1)], note=words),
        "fragments": tag(layer="clause", label="measure", fragments=[(start, start + 1), (end + 2, end + 3)]),
        "empty": tag(layer="clause", label="problem", fragments=[(start, start)], features={"body": words}),
        "section": tag(layer="section", label="preamble", fragments=[(start, end + 1)]),
        "state": lambda: perform(store, progress.set_state, actor=actor, document=here, state=STATES[m % 3]),
        "done": lambda: perform(
            store, progress.set_finished, actor=actor, document=here, layer="number", starts=[n - 1]
        ),
    }
    if mine:
        doings["note"] = lambda: perform(
            store, spans.set_note, actor=actor, annotation=mine[n % len(mine)].id, note=words
        )
        doings["relate"] = lambda: perform(
            store,
            relations.relate,
            actor=actor,
            label="part_of",
            source=mine[m % len(mine)].id,
            target=mine[n % len(mine)].id,
            note=words,
        )
    if numbers:
        doings["answer"] = lambda: answer(store, actor, here, numbers[n % len(numbers)], m, words)
    try:
        doings.get(verb, doings["tag"])()
    except UserError as refusal:
        assert refusal.message in REFUSALS | {"relation.wrong_end"}


def answer(store: Store, actor: str, document: str, machine: Suggestion, n: int, words: str) -> None:
    """Confirm, correct or reject."""
    if n % 3 == 0:
        perform(store, answers.confirm, actor=actor, document=document, key=machine.key)
    elif n % 3 == 1:
        perform(store, answers.reject, actor=actor, document=document, key=machine.key)
    else:
        features = {"value": f"-{n}.50", "unit": words}
        perform(
            store,
            answers.correct,
            actor=actor,
            document=document,
            key=machine.key,
            features=features,
            fragments=[(machine.start, machine.start)],
        )


@settings(max_examples=20)
@given(st.lists(TEXTS.map("".join), min_size=1, max_size=3), STEPS)
def test_export_load_export_gives_the_same_bytes(texts: list[str], steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        ours, theirs = new_store(folder / "ours.sqlite"), new_store(folder / "theirs.sqlite")
        found = import_texts(ours, texts, actor="jia")
        for step in steps:
            work(ours, found, step)
        export(ours, format="jsonl", out=folder / "once")
        told = load(theirs, folder / "once", actor="anybody")
        export(theirs, format="jsonl", out=folder / "again")
        assert told.refused == ()
        for name in ("project.jsonl", "MANIFEST.json"):
            assert (folder / "once" / name).read_bytes() == (folder / "again" / name).read_bytes()
        assert [check for check in theirs.check() if not check.is_ok] == []
        # Loading what is there already changes nothing.
        assert load(theirs, folder / "once", actor="anybody").action is None
        # On the clean text, every place still lies on its words, and a ledger reads back.
        export(ours, format="jsonl", out=folder / "clean", text="clean")
        export(ours, format="csv", out=folder / "ledger")
        for name in ("clean", "ledger"):
            assert [check for check in verify_export(folder / name) if not check.is_ok] == []
        ours.close()
        theirs.close()
