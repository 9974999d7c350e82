"""Owns finding plug-ins: one module each in a folder of ours, or an entry point of another package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from importlib.metadata import entry_points
from types import ModuleType
from typing import Protocol, TypeVar


class Named(Protocol):
    """What every plug-in has: the name it is asked for by."""

    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=Named)


def plugins(package: ModuleType, *, group: str, attribute: str, check: Callable[[object], P]) -> dict[str, P]:
    """Return the plug-ins by name, sorted: ``attribute`` of each module of ``package``, then the
    entry points of ``group``.

    ``check`` returns the plug-in or raises TypeError.  Adding one means adding one file.

    Raises:
        ValueError: two plug-ins have one name.
    """
    found: dict[str, P] = {}
    candidates = [
        getattr(importlib.import_module(f"{package.__name__}.{module.name}"), attribute)
        for module in pkgutil.iter_modules(package.__path__)
        if not module.name.startswith("_")
    ]
    candidates += [point.load() for point in entry_points(group=group)]
    for candidate in candidates:
        plugin = check(candidate)
        if plugin.name in found:
            raise ValueError(f"two plug-ins of {group} are named {plugin.name}")
        found[plugin.name] = plugin
    return dict(sorted(found.items()))
