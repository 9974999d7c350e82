"""A pattern that is not compiled yet answers as one that is, and nothing is compiled before it is asked."""

from __future__ import annotations

import re

import pytest

from annotator.text.pending import pattern


def test_it_answers_as_a_pattern_does() -> None:
    pending, compiled = pattern("([0-9]+)(件)"), re.compile("([0-9]+)(件)")
    for _ in range(2):
        found, expected = pending.search("办结12件"), compiled.search("办结12件")
        assert found is not None and expected is not None
        assert found.groups() == expected.groups() and found.span() == expected.span()
    assert pending.sub("", "办结12件") == "办结"
    assert pending.pattern == compiled.pattern


def test_it_is_compiled_when_it_is_asked() -> None:
    pending = pattern("(")
    with pytest.raises(re.error):
        pending.match("")
