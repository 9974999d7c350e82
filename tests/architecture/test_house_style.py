"""Modules stay small, say what they own, and use the project's words."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import Definition, Owners, definitions, modules, name_of, parsed

OURS = ("annotator", "tests", "tools", "bench")
MODULE, CLASS, FUNCTION = 400, 300, 60
"""Most lines of each."""
FORBIDDEN = {"item", "items", "object", "objects", "entry", "entries", "data", "info", "mark", "manager"}
FORBIDDEN |= {"helper", "helpers", "util", "utils", "misc"}
QT_NAMES = frozenset({"data", "itemData"})
"""Methods that Qt named and a model has to override."""
EXEMPT = ("data_card",)


def length(node: Definition) -> int:
    """Lines from its first word to its last, decorators aside."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def words(name: str) -> set[str]:
    """The parts of a snake_case or CamelCase name, in lower case."""
    for phrase in EXEMPT:
        name = name.replace(phrase, "")
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def is_qt_override(name: str, owners: Owners) -> bool:
    """Whether a method of ours has the name Qt gave it."""
    return bool(owners) and (name in QT_NAMES or name != name.lower())


def test_there_is_something_to_look_at() -> None:
    expected = {"annotator/errors.py", "tests/conftest.py", "tools/messages.py"}
    assert expected <= {name_of(path) for path in modules(*OURS)}


def test_modules_classes_and_functions_keep_their_budget() -> None:
    over = []
    for path in modules(*OURS):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MODULE:
            over.append(f"{name_of(path)}: {lines} lines, {MODULE} at most")
        for _, node in definitions(parsed(path)):
            most = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
            if length(node) > most:
                over.append(
                    f"{name_of(path)}:{node.lineno} {node.name}: {length(node)} lines, {most} at most"
                )
    assert over == []


def test_every_module_says_what_it_owns() -> None:
    silent = []
    for path in modules("annotator", "tools"):
        told = ast.get_docstring(parsed(path)) or ""
        if not (told.startswith("Owns ") or (path.name == "__init__.py" and told)):
            silent.append(name_of(path))
    for path in modules("tests", "bench"):
        if not ast.get_docstring(parsed(path)) and path.name != "__init__.py":
            silent.append(name_of(path))
    assert silent == []


def test_public_names_have_docstrings() -> None:
    silent = []
    for path in modules("annotator", "tools"):
        is_ui = name_of(path).startswith("annotator/ui/")
        for owners, node in definitions(parsed(path)):
            if node.name.startswith("_") or any(owner.name.startswith("_") for owner in owners):
                continue
            is_stub = not isinstance(node, ast.ClassDef) and ast.unparse(node.body[-1]) == "..."
            if ast.get_docstring(node) or is_stub or (is_ui and is_qt_override(node.name, owners)):
                continue
            if any(
                ast.unparse(one) in ("override", "typing.override", "overload") for one in node.decorator_list
            ):
                continue
            silent.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert silent == []


def test_names_use_the_projects_words() -> None:
    found = []
    for path in modules(*OURS):
        if words(path.stem) & FORBIDDEN:
            found.append(name_of(path))
        for owners, node in definitions(parsed(path)):
            if node.name.startswith("test_"):
                continue  # a sentence, not a name
            is_ui = name_of(path).startswith(("annotator/ui/", "tests/unit/ui/", "tests/journeys/"))
            if words(node.name) & FORBIDDEN and not (is_ui and is_qt_override(node.name, owners)):
                found.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert found == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SpanManager", {"span", "manager"}),
        ("user_data", {"user", "data"}),
        ("write_data_card", {"write"}),
        ("HTMLInfo", {"html", "info"}),
    ],
)
def test_names_are_taken_apart(name: str, expected: set[str]) -> None:
    assert words(name) == expected


def test_no_test_base_name_is_used_twice() -> None:
    stems = [path.stem for path in modules("tests") if path.name.startswith("test_")]
    assert sorted({stem for stem in stems if stems.count(stem) > 1}) == []
