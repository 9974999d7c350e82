"""Options of a command line stand before, between and after its words; without a verb the window opens."""

from __future__ import annotations

from argparse import Namespace

import pytest

from annotator.cli.main import parser, run
from annotator.cli.output import Output
from annotator.cli.parsing import UsageError

LINES = (
    ["--dry-run", "p.sqlite", "a.zip", "b.zip"],
    ["p.sqlite", "--dry-run", "a.zip", "b.zip"],
    ["p.sqlite", "a.zip", "--dry-run", "b.zip"],
    ["p.sqlite", "a.zip", "b.zip", "--dry-run"],
)


@pytest.mark.parametrize("words", [[], ["--lang", "en"], ["--lang=zh"], ["--as", "jia"], ["open"]])
def test_without_a_verb_the_window_opens(words):
    opened: list[Namespace] = []

    def window(arguments: Namespace, out: Output) -> int:
        opened.append(arguments)
        return 0

    assert run(words, window) == 0
    assert [getattr(one, "project", None) for one in opened] == [None]


@pytest.mark.parametrize("words", LINES)
def test_options_stand_anywhere(words):
    told, first = (vars(parser().parse_args(["merge", *line])) for line in (words, LINES[0]))
    assert {**told, "run": None} == {**first, "run": None}
    assert "b.zip" in [str(one) for value in told.values() if isinstance(value, list) for one in value]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["merge", "p.sqlite", "--nonsense", "a.zip"], "--nonsense"),
        (["agreement", "p.sqlite", "--rounds", "0"], "“0”"),
        (["send", "p.sqlite"], "--"),
        (["undo", "p.sqlite", "and", "more"], "more"),
    ],
)
def test_what_does_not_fit_is_named(words, told):
    with pytest.raises(UsageError, match=told):
        parser().parse_args(words)
