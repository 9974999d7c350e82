"""Owns the price of extraction: against a bare digit pass of ``re``, and how it grows with odd input.

Targets, in times of collecting the spans of ``\\d+`` over the same text, both in seconds of this process:
spans + values <= 40, all that is suggested of numbers and dates, frames included, <= 150.  Twice the odd
text at most three times the seconds.  jieba over the whole text is printed beside them.
Run with ``make bench``; exits with 1 when a target is missed.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from annotator.extractors import all_extractors
from annotator.languages.chinese import load_words, words
from annotator.numbers import grammar
from annotator.numbers.stops import Stops
from annotator.numbers.view import view_of
from annotator.readers import read_bytes
from annotator.resources import resource
from annotator.text.reading import read

ROUNDS = 40
VALUES, FRAMES, TWICE = 40, 150, 3
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
ODD = (
    *(
        "1",
        "1,",
        "(",
        "（",
        "一",
        "1件以上",
        "规章00",
        "伍拾",
        "1年",
        "“",
        "，1件",
        "《",
        "１",
        " ",
        "\u3000",
        "\n",
    ),
    *("12:", "第一", "1月1日至", "http://", "个(gè)", "12件、", "翻一番", "百分之", "1万"),
)
"""Repeated to half a million and a million characters."""
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))


def seconds(step: Callable[[], object]) -> float:
    """Return how much time of the processor one step took, so that other programs count little."""
    began = time.process_time()
    step()
    return time.process_time() - began


def sample() -> str:
    """Return the sample reports in one."""
    reports = sorted((each for each in resource("sample").iterdir() if each.name.endswith(".txt")), key=str)
    return "\n".join(read_bytes(each.read_bytes(), source=each.name).text for each in reports)


def numbers(text: str) -> None:
    """Read a text and the spans and values of its numbers."""
    view = view_of(read(text).clean)
    list(grammar.mentions(view, Stops(view.flat, view.dates)))


def extracted(names: tuple[str, ...], text: str) -> None:
    """Read a text and ask some extractors."""
    reading = read(text)
    for name in names:
        all_extractors()[name].extract(reading)


def ratio(step: Callable[[], object], floor: Callable[[], object]) -> float:
    """Return how many times the floor a step takes, each as its quickest runs do, measured in turns."""
    step()
    pairs = [(seconds(step), seconds(floor)) for _ in range(ROUNDS)]
    quick = [statistics.mean(sorted(column)[:5]) for column in zip(*pairs, strict=True)]
    return float(quick[0] / quick[1])


def against_the_floor(text: str) -> list[str]:
    """Print what each step costs and return the targets that were missed."""
    digits = re.compile(r"\d+")

    def floor() -> list[tuple[int, int]]:
        return [match.span() for match in digits.finditer(text)]

    steps: list[tuple[str, Callable[[], object], float]] = [
        ("reading only", partial(read, text), float("inf")),
        ("spans + values", partial(numbers, text), VALUES),
        ("with frames", partial(extracted, ("quantities", "dates"), text), FRAMES),
        ("jieba", partial(words, text), float("inf")),
    ]
    print(f"{len(text)} characters, {len(floor())} runs of digits")
    missed = []
    for name, step, target in steps:
        times = ratio(step, floor)
        print(
            f"  {name:16}{times:6.1f} x the digit pass{'' if target == float('inf') else f'  (<= {target})'}"
        )
        if times > target:
            missed.append(name)
    return missed


def growth(unit: str, length: int) -> float:
    """Return how many times longer twice the text takes; the better of two tries, for noise."""
    halves = [unit * (size // len(unit)) for size in (length, 2 * length)]
    names = tuple(all_extractors())
    tries = []
    for _ in range(2):
        small, large = (seconds(partial(extracted, names, text)) for text in halves)
        tries.append(large / small)
        if tries[-1] <= TWICE:
            break
    return min(tries)


def main() -> int:
    """Measure, print and judge."""
    load_words()
    text = sample()
    print("the sample, in which numbers stand three times as dense as in most reports:")
    missed = against_the_floor(text)
    seeds = sorted(SEEDS.glob("*.txt"))
    if seeds:
        print("the five known reports:")
        missed += against_the_floor("\n".join(each.read_bytes().decode("utf-8") for each in seeds))
    else:
        print("three times as long, two thirds without a digit, as numbers stand in a plain report:")
        missed += against_the_floor(text + 2 * text.translate(_NO_DIGITS))
    chance = random.Random(4)
    noise = "".join(
        chance.choice("0123456789一二三百千万亿件个年月日，。、（）()《》“”%第 \n约余") for _ in range(2000)
    )
    for odd in (*ODD, noise):
        times = growth(odd, 500_000)
        print(f"{odd[:8]!r:14} twice the text: {times:4.1f} x the time")
        if times > TWICE:
            missed.append(repr(odd[:8]))
    if missed:
        print("missed:", ", ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
