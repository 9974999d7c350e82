"""Owns the lines of the table of actions that settle disagreements."""

from __future__ import annotations

from annotator.ui.action_row import ActionRow, Controls, Menu

TAKEN = 6
"""How many reviewers of one report have a key; of more, the rest is taken by going to their column."""

_MOVES = "moves from one to the next on screen; a file of decisions names its cases"
_SHOWS = "only shows"
_LETTERS = ("A", "B", "C", "D")


def _row(
    action: str,
    keys: str,
    what: str,
    *,
    n: int = 0,
    verb: str = "curate",
    why: str = "",
    menu: Menu = "curation",
) -> ActionRow:
    def call(controls: Controls) -> None:
        controls.panels.scenes.do(what, n)

    return ActionRow(
        id=action,
        menu=menu,
        message=f"ui.action.{action}",
        keys=tuple(keys.split()),
        call=call,
        verb="" if why else verb,
        why_no_verb=why,
        scene="curation",
    )


def _part(action: str, keys: str, part: str) -> ActionRow:
    return ActionRow(
        id=action,
        menu="curation",
        message=f"ui.action.{action}",
        keys=tuple(keys.split()),
        call=lambda controls: controls.panels.scenes.open(part),
        verb="curate",
        scene="curation",
        leads_there=True,
    )


def _taking() -> tuple[ActionRow, ...]:
    whole, fields = [], []
    for n in range(TAKEN):
        letter = f" {_LETTERS[n]}" if n < len(_LETTERS) else ""
        whole.append(_row(f"take_{n + 1}", f"{n + 1}{letter}", "take", n=n))
        fields.append(_row(f"field_{n + 1}", f"Ctrl+{n + 1}", "field", n=n))
    machine = _row("take_machine", "M", "machine")
    return *whole, machine, *fields, _row("field_machine", "Ctrl+M", "field_machine")


CURATION: tuple[ActionRow, ...] = (
    ActionRow(
        id="curate",
        menu="team",
        message="ui.action.curate",
        keys=("Ctrl+Shift+C",),
        call=lambda controls: controls.panels.scenes.open(),
        verb="curate",
    ),
    *_taking(),
    _row("take_nothing", "X Del", "nothing"),
    _row("settle", "Return Enter", "enter"),
    _row("edit_case", "E F2", "edit"),
    _row("next_case", "J", "next", why=_MOVES),
    _row("previous_case", "K", "previous", why=_MOVES),
    _row("case_reason", "F6 Y", "reason"),
    _row("case_rule", "F7 G", "rule"),
    _row("case_confidence", "F8 Q", "confidence"),
    _row("reopen_case", "R", "reopen"),
    _row("way_trimmed", "T", "trimmed"),
    _row("way_longest", "L", "longest"),
    _row("way_shortest", "S", "shortest"),
    _row("new_rule", "N", "new_rule"),
    _row("finish_curation", "Ctrl+Return Ctrl+Enter", "finish"),
    _row("case_filter", "Ctrl+F", "filter", why=_SHOWS),
    _part("curation_cases", "Alt+1", "cases"),
    _part("curation_groups", "Alt+2", "groups"),
    _part("curation_policies", "Alt+3", "policies"),
    _part("casebook", "Alt+4", "casebook"),
    _part("curation_reports", "Alt+5", "reports"),
    _part("curation_feedback", "Alt+6", "feedback"),
    _row("feedback_pack", "P", "feedback_pack"),
    _row("leave_curation", "Esc", "leave", why=_SHOWS),
)
"""What can be done there; most of it acts on the case, the group or the policy that is current."""
