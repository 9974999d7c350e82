"""Owns the ONE table of what a person can do here: words, keys, what it calls, its twin on the command line.

Menus, shortcuts and the key page are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.model.tagsets import Tagset
from annotator.ui.action_row import ActionRow, Call, Controls, Keys, Menu, Scene
from annotator.ui.curation_actions import CURATION
from annotator.ui.keymap import with_choices
from annotator.ui.models import answering, borders, linking, pointing, reasoning, teaching
from annotator.ui.models.wording import listed, named

LEFT, RIGHT = 0, 2
"""The sides of the window that fold."""
NUMBERS, HISTORY, GUIDELINE = 0, 1, 2
"""The tabs at the right."""

_SHOWS = "only shows"
_ONE_AT_A_TIME = "moves from one to the next on screen; a file of verdicts names its places"


def is_single(keys: str) -> bool:
    """Whether a key types, deletes, moves or copies in a field: there it must do nothing else."""
    last = keys.rsplit("+", 1)[-1]
    is_function_key = len(last) > 1 and last[0] == "F" and last[1:].isdigit()
    if "Ctrl" in keys:
        # Word by word, to the ends, and the clipboard.
        return last in ("Del", "Backspace", "Left", "Right", "Home", "End", "A", "C", "V", "X")
    return not is_function_key


def action_rows(tagset: Tagset | None = None, chosen: Keys | None = None) -> tuple[ActionRow, ...]:
    """Return the whole table; with a tagset, its labels are part of it, with ``chosen``, a person's keys.

    A letter that the tagset takes for a label is the label's; the action keeps its other keys.
    """
    rows: tuple[ActionRow, ...] = (
        *_PROJECT,
        *_EDIT,
        *_ANSWER,
        *_LINK,
        *_TEAM,
        *CURATION,
        *_VIEW,
        *_HELP,
    )
    if tagset is not None:
        tags = _tag_rows(tagset)
        taken = {key for row in tags for key in row.keys}
        freed = (_without(row, taken) for row in rows)
        rows = (*freed, *tags)
    if not chosen:
        return rows
    keys = with_choices(rows, chosen)
    return tuple(replace(row, keys=keys[row.id]) for row in rows)


def _without(row: ActionRow, taken: set[str]) -> ActionRow:
    # Where disagreements are settled nobody tags.
    if row.scene == "curation":
        return row
    return replace(row, keys=tuple(key for key in row.keys if key not in taken))


def keys_of(rows: tuple[ActionRow, ...]) -> dict[str, str]:
    """Return the key shown for each action, "" for one that has none."""
    return {row.id: row.keys[0] if row.keys else "" for row in rows}


def _tag_rows(tagset: Tagset) -> tuple[ActionRow, ...]:
    rows = []
    for layer in tagset.layers:
        for label in listed(layer):
            rows.append(
                ActionRow(
                    id=f"tag.{layer.id}.{label.id}",
                    menu="tag",
                    words=f"{named(layer.names, layer.id)} · {named(label.names, label.id)}",
                    keys=(label.key.upper(),) if label.key else (),
                    call=_tagger(layer.id, label.id),
                    verb="annotate",
                    scene="desk",
                )
            )
    return tuple(rows)


def _row(
    action: str,
    menu: Menu,
    keys: str,
    call: Call,
    *,
    verb: str = "",
    why: str = "",
    needs_project: bool = True,
) -> ActionRow:
    scene: Scene = "desk" if menu in ("answer", "edit") or action in _AT_THE_REPORT else ""
    return ActionRow(
        id=action,
        menu=menu,
        message=f"ui.action.{action}",
        keys=tuple(keys.split()),
        call=call,
        verb=verb,
        why_no_verb=why,
        needs_project=needs_project,
        scene="" if action in ("undo", "redo") else scene,
    )


def _tagger(layer: str, label: str) -> Callable[[Controls], None]:
    return lambda controls: answering.tag(controls.desk, layer, label)


_AT_THE_REPORT = frozenset(
    [
        "find",
        "clean",
        "simplified",
        "rejected",
        "labels",
        "history",
        "guideline",
        "grid",
        "grid_scope",
        "copy_rows",
        "filter_documents",
        "differences",
        "left",
        "right",
        "larger",
        "smaller",
        "usual",
    ]
)
"""What acts on a report in sight, or on what stands beside it."""

_PROJECT = (
    _row("open", "project", "Ctrl+O", lambda c: c.projects.choose(), verb="open", needs_project=False),
    _row("new", "project", "Ctrl+N", lambda c: c.projects.ask_new(), verb="new", needs_project=False),
    _row("sample", "project", "", lambda c: c.projects.open_sample(), verb="import", needs_project=False),
    _row("import", "project", "Ctrl+I", lambda c: c.projects.ask_import(), verb="import"),
    _row("suggest", "project", "", lambda c: c.projects.suggest(), verb="suggest"),
    _row(
        "settings",
        "project",
        "Ctrl+,",
        lambda c: c.asking.show_settings(),
        why="holds for this machine: settings.json",
        needs_project=False,
    ),
    _row(
        "quit", "project", "Ctrl+Q", lambda c: c.panels.leave(), why="closes the window", needs_project=False
    ),
)

_EDIT = (
    _row("undo", "edit", "Ctrl+Z Z", lambda c: c.undo(), verb="undo"),
    _row("redo", "edit", "Ctrl+Y Ctrl+Shift+Z", lambda c: c.redo(), verb="redo"),
    _row("delete", "edit", "Ctrl+Del Shift+Del", lambda c: answering.delete(c.desk), verb="annotate"),
    _row("add_words", "edit", "+ =", lambda c: borders.add_words(c.desk), verb="annotate"),
    _row("drop_words", "edit", "-", lambda c: borders.drop_words(c.desk), verb="annotate"),
    _row("end_right", "edit", "Alt+Right", lambda c: borders.move_end(c.desk, 1), verb="annotate"),
    _row("end_left", "edit", "Alt+Left", lambda c: borders.move_end(c.desk, -1), verb="annotate"),
    _row("start_left", "edit", "Alt+Shift+Left", lambda c: borders.move_start(c.desk, -1), verb="annotate"),
    _row("start_right", "edit", "Alt+Shift+Right", lambda c: borders.move_start(c.desk, 1), verb="annotate"),
)

_ANSWER = (
    _row("next", "answer", "J", lambda c: answering.next_open(c.desk), why=_ONE_AT_A_TIME),
    _row("previous", "answer", "K", lambda c: answering.previous_open(c.desk), why=_ONE_AT_A_TIME),
    _row("confirm", "answer", "Enter Return C", lambda c: answering.confirm(c.desk), verb="annotate"),
    _row("edit", "answer", "F2 E", lambda c: answering.edit(c.desk), verb="annotate"),
    _row("reject", "answer", "Del", lambda c: answering.reject(c.desk), verb="annotate"),
    _row("reason", "answer", "F6 Y", lambda c: reasoning.ask_reason(c.desk), verb="annotate"),
    _row("point_indicator", "answer", "F9", lambda c: pointing.point(c.desk, "indicator"), verb="annotate"),
    _row("point_period", "answer", "Shift+F9", lambda c: pointing.point(c.desk, "period"), verb="annotate"),
    _row("machine_value", "edit", "Ctrl+M", lambda c: answering.take_machine(c.desk), verb="annotate"),
    _row(
        "confirm_listed",
        "answer",
        "Ctrl+Shift+Return Ctrl+Shift+Enter",
        lambda c: c.panels.bench.confirm_listed(),
        verb="annotate",
    ),
    _row("next_document", "answer", "Ctrl+PgDown", lambda c: c.turn_document(1), why=_SHOWS),
    _row("previous_document", "answer", "Ctrl+PgUp", lambda c: c.turn_document(-1), why=_SHOWS),
    _row("next_check", "answer", "F8", lambda c: c.desk.wishes.check_wanted.emit("next"), verb="annotate"),
    _row(
        "unfit_check",
        "answer",
        "Shift+F8",
        lambda c: c.desk.wishes.check_wanted.emit("unfit"),
        verb="annotate",
    ),
    _row("check_number", "answer", "Ctrl+F8", lambda c: c.desk.wishes.number_given.emit(), verb="annotate"),
    _row("finish", "answer", "Ctrl+Return Ctrl+Enter", lambda c: c.finish_document(), verb="annotate"),
    _row("describe_report", "answer", "Ctrl+D", lambda c: c.asking.describe_report(), verb="annotate"),
)

_LINK = (
    _row(
        "next_annotation",
        "answer",
        "] Alt+Down",
        lambda c: answering.next_annotation(c.desk),
        why=_ONE_AT_A_TIME,
    ),
    _row(
        "previous_annotation",
        "answer",
        "[ Alt+Up",
        lambda c: answering.previous_annotation(c.desk),
        why=_ONE_AT_A_TIME,
    ),
    _row("note", "edit", "M F4", lambda c: answering.note(c.desk), verb="annotate"),
    _row("teach", "edit", "Ctrl+E", lambda c: teaching.teach(c.desk), verb="lexicon"),
    _row("link", "edit", "L F7", lambda c: linking.link(c.desk), verb="annotate"),
    _row("links", "edit", "F3", lambda c: c.desk.links_wanted.emit(), why=_SHOWS),
    _row("cancel", "edit", "Esc", lambda c: linking.cancel(c.desk), why=_SHOWS),
)

_TEAM = (
    _row("plan", "team", "Ctrl+Shift+P", lambda c: c.team.show_plan(), verb="plan"),
    _row("send", "team", "Ctrl+Shift+S", lambda c: c.team.show_send(), verb="send"),
    _row("receive", "team", "Ctrl+Shift+R", lambda c: c.team.receive(), verb="receive", needs_project=False),
    _row("merge", "team", "Ctrl+Shift+U", lambda c: c.team.show_merge(), verb="merge"),
    _row("agreement", "team", "Ctrl+Shift+K", lambda c: c.team.show_agreement(), verb="agreement"),
    _row("anchors", "team", "Ctrl+Shift+A", lambda c: c.team.show_anchors(), verb="anchors"),
    _row("curators", "team", "Ctrl+Shift+N", lambda c: c.team.show_curators(), verb="curate"),
)

_VIEW = (
    _row("find", "view", "Ctrl+F", lambda c: c.panels.find_words(), why=_SHOWS),
    _row("clean", "view", "Ctrl+L", lambda c: c.desk.set_clean(not c.desk.is_clean), why=_SHOWS),
    _row(
        "simplified",
        "view",
        "Ctrl+Shift+L",
        lambda c: c.desk.set_simplified(not c.desk.is_simplified),
        why=_SHOWS,
    ),
    _row("rejected", "view", "Ctrl+R", lambda c: c.panels.toggle_rejected(), why=_SHOWS),
    _row("palette", "view", "Ctrl+K", lambda c: c.asking.show_palette(), why=_SHOWS),
    _row("labels", "view", "Ctrl+T", lambda c: c.asking.show_palette("#"), why=_SHOWS),
    _row("history", "view", "Ctrl+H", lambda c: c.panels.toggle_tab(HISTORY), verb="history"),
    _row("guideline", "view", "Ctrl+G", lambda c: c.panels.toggle_tab(GUIDELINE), why=_SHOWS),
    _row("grid", "view", "Ctrl+J", lambda c: c.panels.bench.toggle(), why=_SHOWS),
    _row("grid_scope", "view", "Ctrl+Shift+J", lambda c: c.panels.bench.turn_scope(), why=_SHOWS),
    _row("copy_rows", "view", "", lambda c: c.panels.bench.copy(), verb="export"),
    _row("filter_documents", "view", "Ctrl+Shift+O", lambda c: c.panels.filter_documents(), why=_SHOWS),
    _row(
        "differences",
        "view",
        "Ctrl+Shift+D",
        lambda c: c.panels.toggle_differences(),
        why=_SHOWS,
    ),
    _row("words", "view", "Ctrl+Shift+E", lambda c: c.asking.show_words(), verb="lexicon"),
    _row("quality", "view", "Ctrl+Shift+M", lambda c: c.asking.show_figures("quality"), verb="quality"),
    _row("series", "view", "Ctrl+Shift+I", lambda c: c.asking.show_figures("series"), verb="series"),
    _row("left", "view", "Ctrl+B", lambda c: c.panels.toggle_side(LEFT), why=_SHOWS),
    _row("right", "view", "Ctrl+Shift+B", lambda c: c.panels.toggle_side(RIGHT), why=_SHOWS),
    _row("larger", "view", "Ctrl++ Ctrl+=", lambda c: c.looks.zoom(1), why=_SHOWS),
    _row("smaller", "view", "Ctrl+-", lambda c: c.looks.zoom(-1), why=_SHOWS),
    _row("usual", "view", "Ctrl+0", lambda c: c.looks.zoom(0), why=_SHOWS),
    _row("theme", "view", "Ctrl+Shift+T", lambda c: c.looks.turn_theme(), why=_SHOWS, needs_project=False),
)

_HELP = (
    _row("keys", "help", "F1 ?", lambda c: c.asking.show_keys(), why=_SHOWS, needs_project=False),
    _row("manual", "help", "Ctrl+F1", lambda c: c.asking.show_manual(), why=_SHOWS, needs_project=False),
)
