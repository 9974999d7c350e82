"""Owns the tasks of working apart, as verbs of the command line for a process of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.ui.child import Task, Verb

if TYPE_CHECKING:
    from annotator.tasks.comparing.figures import Scope


def _one(words: Sequence[str], message: str) -> Task:
    return (Verb(words=tuple(words), message=message),)


def drawing(
    project: Path,
    *,
    actor: str,
    reviewers: Sequence[str],
    overlap: str,
    calibration: int,
    repeats: int,
    seed: int,
    shown: str,
) -> Task:
    """Draw the plan anew; ``shown`` is whether suggestions are ``shown`` or ``hidden``."""
    options = (
        f"--reviewers={','.join(reviewers)}",
        f"--overlap={overlap}",
        f"--calibration={calibration}",
        f"--repeats={repeats}",
        f"--seed={seed}",
        f"--suggestions={shown}",
    )
    return _one(("plan", f"--as={actor}", *options, "--", str(project)), "ui.task.drawing")


def sending(project: Path, *, actor: str, to: str, out: Path) -> Task:
    """Write a package for a reviewer, or the bundle for the owner."""
    return _one(
        ("send", f"--as={actor}", f"--to={to}", f"--out={out}", "--", str(project)), "ui.task.sending"
    )


def receiving(package: Path, project: Path, *, actor: str) -> Task:
    """Make a work project of a package, or bring another package into one."""
    return _one(("receive", f"--as={actor}", "--", str(package), str(project)), "ui.task.receiving")


def merging(project: Path, bundles: Sequence[Path], *, actor: str, is_dry_run: bool) -> Task:
    """Merge bundles, or tell what would happen."""
    tried = ("--dry-run",) if is_dry_run else ()
    words = ("merge", f"--as={actor}", *tried, "--", str(project), *map(str, bundles))
    return _one(words, "ui.task.trying" if is_dry_run else "ui.task.merging")


def hiding(project: Path, bundle: str, *, actor: str) -> Task:
    """Hide a merged bundle."""
    return _one(("unmerge", f"--as={actor}", "--", str(project), bundle), "ui.task.hiding")


def showing(project: Path, bundle: str, *, actor: str) -> Task:
    """Show a hidden bundle again."""
    return _one(("merge", f"--as={actor}", f"--again={bundle}", "--", str(project)), "ui.task.merging")


def agreeing(project: Path, *, rounds: int | None = None) -> Task:
    """Work out all figures of agreement but those of single reports, with the verb's own rounds for the
    intervals or so many; of one round they are not worth the name."""
    options = ["--overall"] if rounds is None else ["--overall", f"--rounds={rounds}"]
    message = "ui.task.agreeing" if rounds == 1 else "ui.task.drawing_anew"
    return _one(("agreement", *options, "--", str(project)), message)


def agreeing_by_document(project: Path, layer: str | None) -> Task:
    """Work out the figures of a layer, those of single reports among them, which have no intervals."""
    options = ["--rounds=1", *([f"--layer={layer}"] if layer else [])]
    return _one(("agreement", *options, "--", str(project)), "ui.task.agreeing")


def casing(project: Path, measure: str, about: Scope) -> Task:
    """List the cases behind one figure."""
    words = ["agreement", "--cases", "--rounds=1", f"--measure={measure}"]
    words += [f"--label={about.label or ''}", f"--feature={about.feature or ''}"]
    words += [f"--layer={about.layer}"] if about.layer else []
    words += [f"--document={about.document}"] if about.document else ["--overall"]
    words += [f"--pair={','.join(about.pair)}"] if about.pair else []
    return _one((*words, "--", str(project)), "ui.task.casing")
