"""Owns the price of the cross-checks: against a bare digit pass and against extraction, and how it grows.

Prints ratios measured in one run; run with ``make bench``.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from annotator.arithmetic.checking import checks_of
from annotator.model.annotations import Suggestion
from annotator.resources import resource
from annotator.tasks.crosschecks import EXTRACTORS, page_for
from annotator.tasks.suggesting import suggestions_for
from annotator.text.reading import Reading, read

ROUNDS = 9
ODD = (
    "其中1件、",
    "同比增长1%，",
    "占1%；",
    "由1件至1件，",
    "共1件（1件、1件），",
    "合计1件，",
    "1件的1%，",
    "行政诉讼案件1件，未发生行政诉讼案件。",
)
"""Repeated to fifty thousand and a hundred thousand characters."""
LINEAR = 3.2
"""Most that twice the text may cost."""


def seconds(step: Callable[[], object]) -> float:
    """Return how much of the processor one step took."""
    began = time.process_time()
    step()
    return time.process_time() - began


def checked(reading: Reading, found: Sequence[Suggestion]) -> object:
    """Reckon with numbers that were found before."""
    return checks_of(page_for(reading, found, ()))


def main() -> None:
    """Measure and print."""
    reports = [
        each.read_bytes().decode("utf-8", "ignore")
        for each in resource("sample").iterdir()
        if each.name.endswith(".txt")
    ]
    reading = read("\n".join(reports) * 4)
    digits = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
    found = suggestions_for(reading, extractors=EXTRACTORS)
    checked(reading, found)
    floors, extracting, checking = [], [], []
    for _ in range(ROUNDS):
        floors.append(seconds(lambda: [match.span() for match in digits.finditer(reading.original)]))
        extracting.append(seconds(lambda: suggestions_for(reading, extractors=EXTRACTORS)))
        checking.append(seconds(lambda: checked(reading, found)))
    floor, extraction, checks = (statistics.median(each) for each in (floors, extracting, checking))
    print(f"checks: {checks / floor:.0f} x a bare digit pass of re, {checks / extraction:.2f} x extraction")
    slow = []
    for odd in ODD:
        times = []
        for length in (50_000, 100_000):
            text = read(odd * (length // len(odd)))
            numbers = suggestions_for(text, extractors=EXTRACTORS)
            times.append(seconds(partial(checked, text, numbers)))
        ratio = times[1] / times[0]
        print(f"{odd!r:16} twice the text: {ratio:4.1f} x the time")
        slow += [odd] if ratio > LINEAR else []
    if slow:
        raise SystemExit(f"not linear: {slow}")


if __name__ == "__main__":
    main()
