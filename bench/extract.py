"""Owns the price of extraction: against a bare digit pass of ``re``, and how it grows with odd input.

Prints ratios measured in one run; run with ``make bench``.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from functools import partial

from annotator.extractors import all_extractors
from annotator.resources import resource
from annotator.tasks.suggesting import suggestions_for
from annotator.text.reading import read

ROUNDS = 15
ODD = ("1", "1,", "(", "一", "1件以上", "规章00", "伍拾", "1年", "“", "，1件")
"""Repeated to a hundred thousand and two hundred thousand characters."""


def seconds(step: Callable[[], object]) -> float:
    """Return how long one step took."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    reports = [
        each.read_bytes().decode("utf-8", "ignore")
        for each in resource("sample").iterdir()
        if each.name.endswith(".txt")
    ]
    text = "\n".join(reports)
    digits = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
    names = list(all_extractors())
    suggestions_for(read(text), extractors=names)
    ratios = []
    for _ in range(ROUNDS):
        floor = seconds(lambda: [match.span() for match in digits.finditer(text)])
        ratios.append(seconds(lambda: suggestions_for(read(text), extractors=names)) / floor)
    print(f"reading and all extractors: {statistics.median(ratios):.0f} x a bare digit pass of re")
    for odd in ODD:
        halves = [read(odd * (length // len(odd))) for length in (100_000, 200_000)]
        small, large = (seconds(partial(suggestions_for, each, extractors=names)) for each in halves)
        print(f"{odd!r:10} twice the text: {large / small:4.1f} x the time")


if __name__ == "__main__":
    main()
