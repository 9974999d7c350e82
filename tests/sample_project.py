"""Owns making the sample project with everything its reviewers say, by the command line alone."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.__main__ import main
from annotator.resources import resource

REVIEWERS = ("jia", "yi")


def make_sample(folder: Path, *, tagset: str = "") -> Path:
    """Make it in a folder, with a tagset of one's own if one is named; return the project."""
    path = folder / "sample.sqlite"
    source = Path(str(resource("sample")))
    reports = sorted(str(one) for one in source.glob("*.txt"))
    lines = (source / "annotations.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    new = ["new", str(path), *(["--tagset", tagset] if tagset else [])]
    for words in (new, ["import", str(path), *reports], ["suggest", str(path)]):
        assert main([*words, "--as", "jia"]) == 0
    for reviewer in REVIEWERS:
        theirs = folder / f"{reviewer}.jsonl"
        theirs.write_text(
            "\n".join(line for line in lines if json.loads(line)["as"] == reviewer), encoding="utf-8"
        )
        assert main(["annotate", str(path), str(theirs), "--as", reviewer]) == 0
    return path
