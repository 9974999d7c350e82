"""Owns the shape of one line of the table of actions, and what the program can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from annotator.i18n import tr
from annotator.ui.models.desk import Desk

Keys = Mapping[str, tuple[str, ...]]
"""Action id -> the keys a person gave it instead of the usual ones."""

Menu = Literal["project", "edit", "answer", "tag", "curation", "team", "view", "help"]

MENUS: tuple[Menu, ...] = ("project", "edit", "answer", "tag", "curation", "team", "view", "help")

Scene = Literal["", "desk", "curation"]
"""Where a key acts: everywhere, at the report, or where disagreements are settled."""


def do_meet(one: Scene, other: Scene) -> bool:
    """Whether keys of the one would be keys of the other, too."""
    return one == other or "" in (one, other)


class ProjectControls(Protocol):
    """Which project is open, and what comes into it."""

    def choose(self) -> None: ...
    def ask_new(self) -> None: ...
    def open_sample(self) -> None: ...
    def open(self, path: str) -> None: ...
    def ask_import(self) -> None: ...
    def suggest(self) -> None: ...
    def be(self, name: str) -> None: ...


class LookControls(Protocol):
    """How everything looks."""

    def zoom(self, by: int) -> None: ...
    def turn_theme(self) -> None: ...


class BenchControls(Protocol):
    """The grid of numbers."""

    def toggle(self) -> None: ...
    def turn_scope(self) -> None: ...
    def confirm_listed(self) -> None: ...
    def copy(self) -> None: ...


class CurationControls(Protocol):
    """Where disagreements are settled."""

    def open(self, part: str = "cases") -> None: ...
    def do(self, what: str, n: int = 0) -> None: ...


class PanelControls(Protocol):
    """What is in sight."""

    @property
    def bench(self) -> BenchControls: ...
    @property
    def scenes(self) -> CurationControls: ...
    def toggle_side(self, side: int) -> None: ...
    def filter_documents(self) -> None: ...
    def toggle_tab(self, tab: int) -> None: ...
    def toggle_rejected(self) -> None: ...
    def find_words(self) -> None: ...
    def toggle_differences(self) -> None: ...
    def leave(self) -> None: ...


class AskControls(Protocol):
    """What opens a page or a dialog of its own."""

    def show_keys(self) -> None: ...
    def show_palette(self, typed: str = "") -> None: ...
    def show_settings(self) -> None: ...
    def describe_report(self) -> None: ...
    def show_manual(self, page: str = "", section: str = "") -> None: ...
    def show_words(self) -> None: ...
    def show_figures(self, tab: Literal["quality", "series"]) -> None: ...


class Controls(Protocol):
    """What the program can be asked for by an action."""

    @property
    def desk(self) -> Desk: ...
    @property
    def keys(self) -> Keys: ...
    @property
    def projects(self) -> ProjectControls: ...
    @property
    def looks(self) -> LookControls: ...
    @property
    def panels(self) -> PanelControls: ...
    @property
    def asking(self) -> AskControls: ...
    def turn_document(self, by: int) -> None: ...
    def finish_document(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...


Call = Callable[[Controls], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One thing a person can do.

    ``message`` is the id of its words, or ``words`` they themselves (a tagset's).  ``keys`` are Qt's
    names, the first one is shown.  ``verb`` is the command line's twin; where there is none,
    ``why_no_verb`` says why.  ``needs_project`` greys it out while no project is open.  Out of its ``scene``
    it is grey, too, unless it ``leads_there``; its keys act only there.
    """

    id: str
    menu: Menu
    call: Call
    message: str = ""
    words: str = ""
    keys: tuple[str, ...] = ()
    verb: str = ""
    why_no_verb: str = ""
    needs_project: bool = True
    scene: Scene = ""
    leads_there: bool = False

    @property
    def title(self) -> str:
        """Its words in the language in use."""
        return self.words or tr(self.message)
