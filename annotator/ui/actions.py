"""Owns the ONE table of what a person can do here: words, keys, what it calls, its twin on the command line.

Menus, shortcuts and the key page are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from annotator.i18n import tr
from annotator.model.tagsets import Tagset
from annotator.ui.models import answering
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import named

Menu = Literal["project", "edit", "answer", "tag", "view", "help"]

MENUS: tuple[Menu, ...] = ("project", "edit", "answer", "tag", "view", "help")


class Controls(Protocol):
    """What the window can be asked for by an action."""

    @property
    def desk(self) -> Desk: ...
    def new_project(self) -> None: ...
    def sample_project(self) -> None: ...
    def choose_project(self) -> None: ...
    def open_project(self, path: str) -> None: ...
    def import_folder(self) -> None: ...
    def suggest(self) -> None: ...
    def leave(self) -> None: ...
    def turn_document(self, by: int) -> None: ...
    def finish_document(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def zoom(self, by: int) -> None: ...
    def turn_theme(self) -> None: ...
    def toggle_history(self) -> None: ...
    def toggle_rejected(self) -> None: ...
    def toggle_side(self, side: int) -> None: ...
    def show_keys(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One thing a person can do.

    ``message`` is the id of its words, or ``words`` they themselves (a tagset's).  ``keys`` are Qt's
    names, the first one is shown.  ``verb`` is the command line's twin; where there is none,
    ``why_no_verb`` says why.  ``needs_project`` greys it out while no project is open.
    """

    id: str
    menu: Menu
    call: Callable[[Controls], object]
    message: str = ""
    words: str = ""
    keys: tuple[str, ...] = ()
    verb: str = ""
    why_no_verb: str = ""
    needs_project: bool = True

    @property
    def title(self) -> str:
        """Its words in the language in use."""
        return self.words or tr(self.message)


_SHOWS = "only shows"
_ONE_AT_A_TIME = "moves from one to the next on screen; a file of verdicts names its places"


def is_single(keys: str) -> bool:
    """Whether a key types, deletes or moves in a field: there it must do nothing else."""
    last = keys.rsplit("+", 1)[-1]
    is_function_key = len(last) > 1 and last[0] == "F" and last[1:].isdigit()
    return "Ctrl" not in keys and not is_function_key


def action_rows(tagset: Tagset | None = None) -> tuple[ActionRow, ...]:
    """Return the whole table; with a tagset, its labels are part of it."""
    return (*_PROJECT, *_EDIT, *_ANSWER, *(_tag_rows(tagset) if tagset else ()), *_VIEW, *_HELP)


def keys_of(rows: tuple[ActionRow, ...]) -> dict[str, str]:
    """Return the key shown for each action that has one."""
    return {row.id: row.keys[0] for row in rows if row.keys}


def _tag_rows(tagset: Tagset) -> tuple[ActionRow, ...]:
    rows = []
    for layer in tagset.layers:
        for label in layer.labels:
            rows.append(
                ActionRow(
                    id=f"tag.{layer.id}.{label.id}",
                    menu="tag",
                    words=f"{named(layer.names, layer.id)} · {named(label.names, label.id)}",
                    keys=(label.key.upper(),) if label.key else (),
                    call=_tagger(layer.id, label.id),
                    verb="annotate",
                )
            )
    return tuple(rows)


def _tagger(layer: str, label: str) -> Callable[[Controls], None]:
    return lambda controls: answering.tag(controls.desk, layer, label)


_PROJECT = (
    ActionRow(
        id="open",
        menu="project",
        message="ui.action.open",
        keys=("Ctrl+O",),
        call=lambda controls: controls.choose_project(),
        verb="open",
        needs_project=False,
    ),
    ActionRow(
        id="new",
        menu="project",
        message="ui.action.new",
        keys=("Ctrl+N",),
        call=lambda controls: controls.new_project(),
        verb="new",
        needs_project=False,
    ),
    ActionRow(
        id="sample",
        menu="project",
        message="ui.action.sample",
        call=lambda controls: controls.sample_project(),
        verb="import",
        needs_project=False,
    ),
    ActionRow(
        id="import",
        menu="project",
        message="ui.action.import",
        keys=("Ctrl+I",),
        call=lambda controls: controls.import_folder(),
        verb="import",
    ),
    ActionRow(
        id="suggest",
        menu="project",
        message="ui.action.suggest",
        call=lambda controls: controls.suggest(),
        verb="suggest",
    ),
    ActionRow(
        id="quit",
        menu="project",
        message="ui.action.quit",
        keys=("Ctrl+Q",),
        call=lambda controls: controls.leave(),
        why_no_verb="closes the window",
        needs_project=False,
    ),
)

_EDIT = (
    ActionRow(
        id="undo",
        menu="edit",
        message="ui.action.undo",
        keys=("Ctrl+Z", "Z"),
        call=lambda controls: controls.undo(),
        verb="undo",
    ),
    ActionRow(
        id="redo",
        menu="edit",
        message="ui.action.redo",
        keys=("Ctrl+Y", "Ctrl+Shift+Z"),
        call=lambda controls: controls.redo(),
        verb="redo",
    ),
    ActionRow(
        id="delete",
        menu="edit",
        message="ui.action.delete",
        keys=("Ctrl+Del", "Shift+Del"),
        call=lambda controls: answering.delete(controls.desk),
        verb="annotate",
    ),
    ActionRow(
        id="end_right",
        menu="edit",
        message="ui.action.end_right",
        keys=("Alt+Right",),
        call=lambda controls: answering.move_end(controls.desk, 1),
        verb="annotate",
    ),
    ActionRow(
        id="end_left",
        menu="edit",
        message="ui.action.end_left",
        keys=("Alt+Left",),
        call=lambda controls: answering.move_end(controls.desk, -1),
        verb="annotate",
    ),
    ActionRow(
        id="start_left",
        menu="edit",
        message="ui.action.start_left",
        keys=("Alt+Shift+Left",),
        call=lambda controls: answering.move_start(controls.desk, -1),
        verb="annotate",
    ),
    ActionRow(
        id="start_right",
        menu="edit",
        message="ui.action.start_right",
        keys=("Alt+Shift+Right",),
        call=lambda controls: answering.move_start(controls.desk, 1),
        verb="annotate",
    ),
)

_ANSWER = (
    ActionRow(
        id="next",
        menu="answer",
        message="ui.action.next",
        keys=("J",),
        call=lambda controls: answering.next_open(controls.desk),
        why_no_verb=_ONE_AT_A_TIME,
    ),
    ActionRow(
        id="previous",
        menu="answer",
        message="ui.action.previous",
        keys=("K",),
        call=lambda controls: answering.previous_open(controls.desk),
        why_no_verb=_ONE_AT_A_TIME,
    ),
    ActionRow(
        id="confirm",
        menu="answer",
        message="ui.action.confirm",
        keys=("Return", "Enter", "C"),
        call=lambda controls: answering.confirm(controls.desk),
        verb="annotate",
    ),
    ActionRow(
        id="edit",
        menu="answer",
        message="ui.action.edit",
        keys=("F2", "E"),
        call=lambda controls: answering.edit(controls.desk),
        verb="annotate",
    ),
    ActionRow(
        id="reject",
        menu="answer",
        message="ui.action.reject",
        keys=("Del",),
        call=lambda controls: answering.reject(controls.desk),
        verb="annotate",
    ),
    ActionRow(
        id="next_document",
        menu="answer",
        message="ui.action.next_document",
        keys=("Ctrl+PgDown",),
        call=lambda controls: controls.turn_document(1),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="previous_document",
        menu="answer",
        message="ui.action.previous_document",
        keys=("Ctrl+PgUp",),
        call=lambda controls: controls.turn_document(-1),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="finish",
        menu="answer",
        message="ui.action.finish",
        keys=("Ctrl+Return",),
        call=lambda controls: controls.finish_document(),
        verb="annotate",
    ),
)

_VIEW = (
    ActionRow(
        id="clean",
        menu="view",
        message="ui.action.clean",
        keys=("Ctrl+L",),
        call=lambda controls: controls.desk.set_clean(not controls.desk.is_clean),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="simplified",
        menu="view",
        message="ui.action.simplified",
        keys=("Ctrl+Shift+L",),
        call=lambda controls: controls.desk.set_simplified(not controls.desk.is_simplified),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="rejected",
        menu="view",
        message="ui.action.rejected",
        keys=("Ctrl+R",),
        call=lambda controls: controls.toggle_rejected(),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="history",
        menu="view",
        message="ui.action.history",
        keys=("Ctrl+H",),
        call=lambda controls: controls.toggle_history(),
        verb="history",
    ),
    ActionRow(
        id="left",
        menu="view",
        message="ui.action.left",
        keys=("Ctrl+B",),
        call=lambda controls: controls.toggle_side(0),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="right",
        menu="view",
        message="ui.action.right",
        keys=("Ctrl+Shift+B",),
        call=lambda controls: controls.toggle_side(2),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="larger",
        menu="view",
        message="ui.action.larger",
        keys=("Ctrl++", "Ctrl+="),
        call=lambda controls: controls.zoom(1),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="smaller",
        menu="view",
        message="ui.action.smaller",
        keys=("Ctrl+-",),
        call=lambda controls: controls.zoom(-1),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="usual",
        menu="view",
        message="ui.action.usual",
        keys=("Ctrl+0",),
        call=lambda controls: controls.zoom(0),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="theme",
        menu="view",
        message="ui.action.theme",
        keys=("Ctrl+Shift+T",),
        call=lambda controls: controls.turn_theme(),
        why_no_verb=_SHOWS,
        needs_project=False,
    ),
)

_HELP = (
    ActionRow(
        id="keys",
        menu="help",
        message="ui.action.keys",
        keys=("F1", "?"),
        call=lambda controls: controls.show_keys(),
        why_no_verb=_SHOWS,
        needs_project=False,
    ),
)
