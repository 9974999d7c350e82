"""A plug-in is one file; two of one name are a mistake that shows at start."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from annotator.registry import plugins

PLUG = "from types import SimpleNamespace\nPLUG = SimpleNamespace(name={name!r})\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plug:
    """A plug-in with nothing but a name."""

    name: str


def as_plug(candidate: object) -> Plug:
    """Return the plug-in, or raise as a registry's check does."""
    if not isinstance(getattr(candidate, "name", None), str):
        raise TypeError(f"{candidate!r} is no plug-in")
    return candidate  # type: ignore[return-value]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A package of two plug-ins and a private module."""
    folder = tmp_path / "planted_plugs"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "_shared.py").write_text("raise RuntimeError('private modules are not plug-ins')\n")
    for name in ("second", "first"):
        (folder / f"{name}.py").write_text(PLUG.format(name=name))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("planted_plugs")
    for known in [one for one in sys.modules if one.startswith("planted_plugs")]:
        del sys.modules[known]


def found(package: ModuleType) -> dict[str, Plug]:
    """The plug-ins of the planted package."""
    return plugins(package, group="annotator.planted", attribute="PLUG", check=as_plug)


def folder_of(package: ModuleType) -> Path:
    """Where the planted package lies."""
    return Path(package.__path__[0])


def test_each_file_is_a_plug_in_and_the_names_are_sorted(package: ModuleType) -> None:
    assert list(found(package)) == ["first", "second"]


def test_adding_one_is_adding_one_file(package: ModuleType) -> None:
    (folder_of(package) / "third.py").write_text(PLUG.format(name="third"))
    assert list(found(package)) == ["first", "second", "third"]


def test_two_of_one_name_are_refused(package: ModuleType) -> None:
    (folder_of(package) / "again.py").write_text(PLUG.format(name="first"))
    with pytest.raises(ValueError, match="first"):
        found(package)


def test_what_is_no_plug_in_is_refused(package: ModuleType) -> None:
    (folder_of(package) / "wrong.py").write_text("PLUG = 7\n")
    with pytest.raises(TypeError, match="7"):
        found(package)


def test_another_package_adds_one_by_declaring_it(
    package: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "visiting_plug.py").write_text(PLUG.format(name="visitor"))
    metadata = tmp_path / "visiting_plug-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: visiting-plug\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[annotator.planted]\nvisitor = visiting_plug:PLUG\n")
    assert list(found(package)) == ["first", "second", "visitor"]
