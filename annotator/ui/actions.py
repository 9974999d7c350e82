"""Owns the ONE table of what a person can do here: words, keys, what it calls, its twin on the command line.

Menus, shortcuts and the key page are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.model.tagsets import Tagset
from annotator.ui.action_row import ActionRow, Controls
from annotator.ui.models import answering, linking
from annotator.ui.models.wording import named

_SHOWS = "only shows"
_ONE_AT_A_TIME = "moves from one to the next on screen; a file of verdicts names its places"


def is_single(keys: str) -> bool:
    """Whether a key types, deletes or moves in a field: there it must do nothing else."""
    last = keys.rsplit("+", 1)[-1]
    is_function_key = len(last) > 1 and last[0] == "F" and last[1:].isdigit()
    return "Ctrl" not in keys and not is_function_key


def action_rows(tagset: Tagset | None = None) -> tuple[ActionRow, ...]:
    """Return the whole table; with a tagset, its labels are part of it.

    A letter that the tagset takes for a label is the label's; the action keeps its other keys.
    """
    rows = (*_PROJECT, *_EDIT, *_ANSWER, *_LINK, *_VIEW, *_HELP)
    if tagset is None:
        return rows
    tags = _tag_rows(tagset)
    taken = {key for row in tags for key in row.keys}
    freed = (replace(row, keys=tuple(key for key in row.keys if key not in taken)) for row in rows)
    return (*freed, *tags)


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
    ActionRow(
        id="describe_report",
        menu="answer",
        message="ui.action.describe_report",
        keys=("Ctrl+D",),
        call=lambda controls: controls.describe_report(),
        verb="annotate",
    ),
)

_LINK = (
    ActionRow(
        id="next_annotation",
        menu="answer",
        message="ui.action.next_annotation",
        keys=("]", "Alt+Down"),
        call=lambda controls: answering.next_annotation(controls.desk),
        why_no_verb=_ONE_AT_A_TIME,
    ),
    ActionRow(
        id="previous_annotation",
        menu="answer",
        message="ui.action.previous_annotation",
        keys=("[", "Alt+Up"),
        call=lambda controls: answering.previous_annotation(controls.desk),
        why_no_verb=_ONE_AT_A_TIME,
    ),
    ActionRow(
        id="note",
        menu="edit",
        message="ui.action.note",
        keys=("M", "F4"),
        call=lambda controls: answering.note(controls.desk),
        verb="annotate",
    ),
    ActionRow(
        id="link",
        menu="edit",
        message="ui.action.link",
        keys=("L", "F7"),
        call=lambda controls: linking.link(controls.desk),
        verb="annotate",
    ),
    ActionRow(
        id="links",
        menu="edit",
        message="ui.action.links",
        keys=("F3",),
        call=lambda controls: controls.desk.links_wanted.emit(),
        why_no_verb=_SHOWS,
    ),
    ActionRow(
        id="cancel",
        menu="edit",
        message="ui.action.cancel",
        keys=("Esc",),
        call=lambda controls: linking.cancel(controls.desk),
        why_no_verb=_SHOWS,
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
