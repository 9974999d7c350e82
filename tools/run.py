"""Owns ``make run``: the whole chain on a folder of reports, anew in run/, told step by step.

Makes a project, imports, suggests, lets the sample's reviewers annotate, exports, verifies, and opens the
window; where there is no display for one it draws every screen instead.  Exits 1 when a step fails; a report
that is refused is told and does not fail the run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample"
RUN = ROOT / "run"
PROJECT, PICTURES = RUN / "project.sqlite", RUN / "pictures"
EXPORTS = {"jsonl": RUN / "export", "csv": RUN / "export-csv"}
ANNOTATOR = str(Path(sys.executable).parent / "annotator")


class StepFailedError(Exception):
    """A verb did not do what it should; the message is what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a verb printed: its JSON lines, and its sentences."""

    lines: list[dict[str, Any]]
    sentences: str


def call(verb: str, *arguments: str, may_refuse: bool = False) -> Told:
    """Run a verb of the command line.

    Raises:
        StepFailedError: it exits 2 or worse, or 1 where nothing may be refused.
    """
    environment = {**os.environ}
    if verb == "shots":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run([ANNOTATOR, verb, *arguments], capture_output=True, env=environment, check=False)
    said = done.stderr.decode("utf-8", "replace").strip()
    printed = done.stdout.decode("utf-8", "replace")
    if done.returncode > (1 if may_refuse else 0) or done.returncode < 0:
        last = "\n".join([*printed.splitlines()[-3:], *said.splitlines()[-20:]])
        raise StepFailedError(f"annotator {verb} exited {done.returncode}\n{last}")
    return Told(lines=[json.loads(line) for line in printed.splitlines() if line[:1] == "{"], sentences=said)


def import_reports(reports: Path) -> str:
    """Import the reports; the sample's folder also holds what people said about them, which is none."""
    is_sample = reports.resolve() == SAMPLE.resolve()
    paths = [str(one) for one in sorted(reports.glob("*.txt"))] if is_sample else [str(reports)]
    told = call("import", str(PROJECT), *paths, "--json", may_refuse=True)
    counts = Counter(line["status"] for line in told.lines)
    for line in told.lines:
        if line["status"] == "refused":
            print(f"      refused: {line['reason']}")
    chars = sum(line["chars"] or 0 for line in told.lines if line["status"] == "imported")
    others = "".join(f", {counts[one]} {one}" for one in ("refused", "skipped") if counts[one])
    return f"{counts['imported']} documents, {chars:,} characters{others}"


def suggest() -> str:
    """Let the extractors read every document."""
    call("suggest", str(PROJECT))
    listed = call("list", str(PROJECT), "--json").lines
    return f"{sum(line['suggestions'] for line in listed)} suggestions in {len(listed)} documents"


def annotate() -> str:
    """Let the sample's reviewers say what they say in resources/sample/annotations.jsonl."""
    by_reviewer: dict[str, list[str]] = {}
    for line in (SAMPLE / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        by_reviewer.setdefault(record.pop("as"), []).append(json.dumps(record, ensure_ascii=False))
    for reviewer, lines in by_reviewer.items():
        script = RUN / f"annotations-{reviewer}.jsonl"
        script.write_text("\n".join(lines) + "\n", encoding="utf-8")
        told = call("annotate", str(PROJECT), str(script), "--as", reviewer, "--json", may_refuse=True)
        refused = [f"line {one['line']}: {one['reason']}" for one in told.lines if one["status"] == "refused"]
        if refused:
            raise StepFailedError("\n".join([f"refused in {shown(script)}:", *refused]))
    return ", ".join(f"{reviewer}: {len(lines)} tags and answers" for reviewer, lines in by_reviewer.items())


def export(*, is_annotated: bool) -> str:
    """Write what everyone said, as the native JSON Lines and as the ledger of numbers, and check both.

    Where nobody has said anything yet, the ledger holds the machine's numbers.
    """
    told = []
    for name, out in EXPORTS.items():
        whose = "all" if is_annotated or name == "jsonl" else "suggestions"
        call("export", str(PROJECT), "--format", name, "--of", whose, "--out", str(out))
        call("verify-export", str(out))
        size = sum(one.stat().st_size for one in out.rglob("*") if one.is_file())
        told.append(f"{name}: {size / 1000:,.0f} kB in {shown(out)}")
    return ", ".join(told)


def verify() -> str:
    """Check the project file against its journal."""
    lines = call("verify", str(PROJECT), "--json").lines
    return f"{len(lines)} checks, {sum(not line['ok'] for line in lines)} failed"


ONE_LOOK = ("--lang", "zh", "--theme", "light", "--scale", "1")
"""What is drawn where no window can be opened: in all looks it takes eight times as long."""


def shots(*look: str) -> str:
    """Draw every screen of the project, as the reviewer who did most sees it, in one look or in all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    known = [
        line["actor"] for line in call("history", str(PROJECT), "--json").lines if line["verb"] == "annotate"
    ]
    reviewer = ["--as", known[0]] if known else []
    call("shots", str(PROJECT), "--out", str(PICTURES), *reviewer, *look)
    return f"{len(list(PICTURES.glob('*.png')))} pictures, in {shown(PICTURES)}"


def new() -> str:
    """Start anew; what an earlier run left goes."""
    RUN.mkdir(exist_ok=True)
    for left in (*EXPORTS.values(), PICTURES):
        shutil.rmtree(left, ignore_errors=True)
    for left in [*RUN.glob("project.sqlite*"), *RUN.glob("annotations-*.jsonl")]:
        left.unlink()
    call("new", str(PROJECT))
    return shown(PROJECT)


def shown(path: Path) -> str:
    """A path as a person at the root of the checkout writes it."""
    return path.relative_to(ROOT).as_posix()


def has_display() -> bool:
    """Whether Qt can open a window here; a child process tries, because Qt aborts where it cannot."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    program = "from PySide6.QtWidgets import QApplication as A; print(A([]).platformName())"
    try:
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        return False
    platform = done.stdout.decode().strip()
    return done.returncode == 0 and platform not in ("", "offscreen", "minimal", "minimalegl", "vnc")


def open_window() -> str:
    """Open the project in the window, which then lives on its own."""
    log = RUN / "window.log"
    with log.open("wb") as stream:
        window = subprocess.Popen(
            [ANNOTATOR, "open", str(PROJECT)], stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        code = window.wait(timeout=3)
    except subprocess.TimeoutExpired:
        return f"open, process {window.pid}"
    if code:
        raise StepFailedError(f"the window closed at once ({code})\n{log.read_text('utf-8', 'replace')}")
    return "closed again"


def steps(reports: Path, *, only_pictures: bool, window: bool) -> list[tuple[str, Callable[[], str]]]:
    """Return the steps to take, by name, in order."""
    if only_pictures and PROJECT.is_file():
        return [("shots", shots)]
    chain: list[tuple[str, Callable[[], str]]] = [
        ("new", new),
        ("import", lambda: import_reports(reports)),
        ("suggest", suggest),
    ]
    is_sample = reports.resolve() == SAMPLE.resolve()
    if is_sample:
        chain.append(("annotate", annotate))
    chain += [("export", lambda: export(is_annotated=is_sample)), ("verify", verify)]
    if only_pictures:
        return [*chain, ("shots", shots)]
    if window and has_display():
        return [*chain, ("open", open_window)]
    return [*chain, ("shots", lambda: shots(*ONE_LOOK))]


def main(arguments: list[str] | None = None) -> int:
    """Run the chain; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the whole chain on a folder of reports.")
    sample = Path(os.path.relpath(SAMPLE))  # what the project then calls its documents
    parser.add_argument("--reports", type=Path, default=sample, help="the folder; the sample when not given")
    parser.add_argument("--window", default="yes", help="no: never open the window")
    parser.add_argument("--only-pictures", action="store_true", help="draw the screens of the last run")
    chosen = parser.parse_args(arguments)
    if not chosen.reports.is_dir():
        print(f"run: there is no folder {chosen.reports}; name one with REPORTS=DIR", file=sys.stderr)
        return 2
    for name, step in steps(
        chosen.reports, only_pictures=chosen.only_pictures, window=chosen.window.lower() != "no"
    ):
        began = time.monotonic()
        try:
            result = step()
        except StepFailedError as error:
            print(f"{name:9} failed: {error}", file=sys.stderr)
            return 1
        print(f"{name:9} {time.monotonic() - began:6.1f} s  {result}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
