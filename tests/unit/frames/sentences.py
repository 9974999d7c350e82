"""Owns reading the sentences with their frames (``sentences.txt``), and comparing a frame with what is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.frames.frame import Frame
from annotator.frames.reading import frames
from annotator.frames.report import Report, report_of
from annotator.numbers import grammar
from annotator.numbers.stops import Stops
from annotator.numbers.view import view_of
from annotator.text.cleaning import clean

FILES = tuple(sorted(Path(__file__).parent.glob("*sentences*.txt")))
_SOURCES = {"s": "stated", "i": "inherited", "r": "report_year"}
_ENDS = {"01": 31, "02": 28, "03": 31, "04": 30, "05": 31, "06": 30, "07": 31, "08": 31, "09": 30}
_ENDS |= {"10": 31, "11": 30, "12": 31}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One number with what is to be known of it; "" where nothing is."""

    number: str
    first: str
    last: str
    source: str
    role: str
    direction: str
    scope: str
    aspect: str
    whole: str
    bases: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A report: its text, and per number told where its paragraph begins and ends."""

    text: str
    told: tuple[tuple[Told, int, int], ...]


def _days(written: str) -> tuple[str, str]:
    first, _, last = written.partition("..")
    last = last or first
    if len(last) == 4:
        last += "-12"
    if len(last) == 7:
        last += f"-{_ENDS[last[5:]]}"
    return first + "-01-01"[len(first) - 4 :], last


def _told(words: str, line: int) -> Told:
    cells = [cell.strip() for cell in words.split("|")]
    number, period, role, scope, aspect, whole, bases = ("" if cell == "-" else cell for cell in cells)
    days, _, source = period.partition(" ")
    first, last = _days(days)
    return Told(
        number=number,
        first=first,
        last=last,
        source=_SOURCES[source],
        role=role.partition(" ")[0],
        direction=role.partition(" ")[2],
        scope=scope,
        aspect=aspect,
        whole=whole,
        bases=tuple(bases.split("+")) if bases else (),
        line=line,
    )


def invented(path: Path) -> Iterator[Invented]:
    """Yield the reports of a file."""
    lines = [line for line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)]
    block: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        if line.startswith("#"):
            continue
        if line:
            block.append((number, line))
        elif block:
            yield _report(block)
            block = []


def _report(block: list[tuple[int, str]]) -> Invented:
    text = ""
    told: list[tuple[Told, int, int]] = []
    start = 0
    for number, line in block:
        if line.startswith("  "):
            told.append((_told(line, number), start, len(text)))
        else:
            # Blank lines part the paragraphs, as pages do.
            start = len(text) + 2 if text else 0
            text += ("\n\n" if text else "") + line.removeprefix("= ").removeprefix("@ ")
    return Invented(text=text, told=tuple(told))


def read(text: str) -> tuple[Report, tuple[Frame, ...]]:
    """Return a text's report and frames."""
    view = view_of(clean(text))
    report = report_of(view, grammar.mentions(view, Stops(view.flat)))
    return report, frames(report)


def misread(report: Invented) -> Iterator[tuple[Told, str, str, str]]:
    """Yield (told, what, wanted, found) for all that is read otherwise than told."""
    read_report, found = read(report.text)
    places = [read_report.view.to_original(m.start, m.end) for m in read_report.mentions]
    words = [report.text[start:end] for start, end in places]
    used: set[int] = set()
    for told, start, end in report.told:
        n = next(
            (n for n, (s, _) in enumerate(places) if n not in used and start <= s < end and words[n] == told.number),
            None,
        )
        if n is None:
            yield told, "number", told.number, ""
            continue
        used.add(n)
        frame = found[n]
        period = frame.period
        assert period is not None
        direction = str(read_report.mentions[n].features.get("direction", "")) if frame.role == "change" else ""
        for what, wanted, is_said in (
            ("period", f"{told.first}..{told.last}", f"{period.first}..{period.last}"),
            ("source", told.source, period.source),
            ("role", told.role, frame.role),
            ("direction", told.direction, direction),
            ("scope", told.scope, frame.scope or ""),
            ("aspect", told.aspect, frame.aspect or ""),
            ("whole", told.whole, "" if frame.whole is None else words[frame.whole]),
            ("bases", "+".join(told.bases), "+".join(words[base] for base in frame.bases)),
        ):
            if wanted != is_said:
                yield told, what, wanted, is_said
