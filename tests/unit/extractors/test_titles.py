"""Titles are found whole, with what is nested in them, and never across a line."""

from __future__ import annotations

import pytest

from annotator.extractors import titles
from annotator.text.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依据《信访工作条例》和《通知》", ["《信访工作条例》", "《通知》"]),
        ("《关于贯彻〈条例〉的通知》", ["《关于贯彻〈条例〉的通知》"]),
        ("《关于贯彻《条例》的通知》", ["《关于贯彻《条例》的通知》"]),
        ("《未闭合的标题、《条例》", ["《条例》"]),
        ("《跨\n行》", []),
        ("》《", []),
        ("《》《 》", []),
        ("《条例(lì)》(试行)", ["《条例(lì)》"]),
        ("𠮷《办法》👨‍🚒", ["《办法》"]),
    ],
)
def test_titles(text: str, expected: list[str]) -> None:
    found = titles.EXTRACTOR.extract(read(text))
    assert [text[s.start : s.end] for s in found] == expected
    assert {(s.layer, s.label) for s in found} <= {("entity", "document_ref")}
