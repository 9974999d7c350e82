"""Owns reading our own source tree, for the tests that hold it to its rules."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Owners = tuple[ast.ClassDef, ...]
"""The classes around a definition, the outermost first."""


@cache
def tracked() -> tuple[Path, ...]:
    """The files that are, or would be, in the repository."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        found = [ROOT / name for name in listing.stdout.decode("utf-8").split("\0") if name]
    else:
        # An unpacked source archive has no history to ask.
        made = (".venv", "run", "build")
        found = [one for one in ROOT.rglob("*") if one.relative_to(ROOT).parts[0] not in made]
    return tuple(sorted(path for path in set(found) if path.is_file()))


def modules(*folders: str) -> list[Path]:
    """The Python files below the folders."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and any(path.is_relative_to(ROOT / folder) for folder in folders)
    ]


def name_of(path: Path) -> str:
    """The path as a person writes it, from the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def definitions(tree: ast.AST, *, owners: Owners = ()) -> Iterator[tuple[Owners, Definition]]:
    """Every class and function at module or class level, with the classes that hold it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield owners, node
            yield from definitions(node, owners=(*owners, node))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield owners, node
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from definitions(node, owners=owners)
