"""Sentences of other regions and offices, written with their answers before the grammar ever read them.

``unseen_sentences.txt`` and ``more_unseen_sentences.txt`` (which says how the first reading went)
hold a sentence to a line and under it, indented, what a reader takes from it:
the words as they stand, the value, the unit (``-`` for none, ⏎ for a line break).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.extractors import quantities
from annotator.text.reading import read

Answer = tuple[str, str | None, str | None]


def _sentences() -> list[tuple[str, list[Answer]]]:
    found: list[tuple[str, list[Answer]]] = []
    names = ("unseen_sentences.txt", "more_unseen_sentences.txt")
    listed = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names]
    for line in "\n".join(listed).split("\n"):
        if not line or line.startswith("#"):
            continue
        if not line.startswith("    "):
            found.append((line.replace("⏎", "\n"), []))
            continue
        words, _, reading = line.strip().rpartition(" = ")
        value, unit = (None if part == "-" else part for part in reading.split(" "))
        found[-1][1].append((words.replace("⏎", "\n"), value, unit))
    return found


SENTENCES = _sentences()


@pytest.mark.parametrize(
    ("sentence", "answers"),
    SENTENCES,
    ids=[f"{n}-{sentence[:10]}" for n, (sentence, _) in enumerate(SENTENCES)],
)
def test_reads_a_sentence_as_a_person_does(sentence: str, answers: list[Answer]) -> None:
    found = []
    for suggestion in quantities.EXTRACTOR.extract(read(sentence)):
        unit = suggestion.features.get("unit")
        words = sentence[suggestion.start : suggestion.end]
        found.append(
            (words, suggestion.features.get("value"), unit and unit.translate(str.maketrans("（）", "()")))
        )
    assert found == answers
