"""Owns the screens of working apart: a small team's real packages and bundles in each window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.ui.anchors.rehearsal import fetch_again
from annotator.ui.child import Records, Work
from annotator.ui.program import Program
from annotator.ui.screen_steps import Screen, settle, shown
from annotator.ui.team.agreement_view import TABS, AgreementView
from annotator.ui.team.merge_view import MergeView
from annotator.ui.team.plan_view import PlanView
from annotator.ui.team.receive_dialog import ReceiveDialog
from annotator.ui.team.rehearsal import CHIEF, TEAM, VEILED, Rehearsal, rehearse
from annotator.ui.team.running import Running
from annotator.ui.team.send_view import SendView
from annotator.ui.team.verbs import agreeing


def open_team(
    program: Program, *, is_merged: bool = False, is_work: bool = False, is_newer: bool = False
) -> Rehearsal:
    """Open the project of whoever is in charge, or a reviewer's work project; ``is_newer`` with the reports
    fetched again before the merge."""
    source = program.desk.session
    folder = source.path.parent / "team"
    folder.mkdir()
    team = rehearse(source.store, folder, is_merged=is_merged)
    if is_newer:
        fetch_again(team)
    program.projects.reviewer = VEILED if is_work else CHIEF
    program.projects.open(str(folder / f"{VEILED}.sqlite" if is_work else team.project))
    settle()
    return team


def team_window(program: Program, kind: type[QWidget]) -> QWidget:
    """A window of the team, when it has worked out what it shows."""
    settle()
    (found,) = (one for one in program.dialogs() if isinstance(one, kind))
    settle()
    while any(running.is_busy for running in found.findChildren(Running)):
        settle()
    settle()
    return found


def _plan(program: Program) -> QWidget:
    open_team(program)
    program.team.show_plan()
    view = team_window(program, PlanView)
    assert isinstance(view, PlanView)
    view.matrix.setCurrentIndex(view.matrix.rows.index(2, 3))
    settle()
    return view


def _plan_empty(program: Program) -> QWidget:
    program.team.show_plan()
    return team_window(program, PlanView)


def _send(program: Program) -> QWidget:
    open_team(program)
    program.team.show_send()
    view = team_window(program, SendView)
    assert isinstance(view, SendView)
    view.begin_sending()
    return team_window(program, SendView)


def _send_back(program: Program) -> QWidget:
    open_team(program, is_work=True)
    program.team.show_send()
    return team_window(program, SendView)


def _receive(program: Program) -> QWidget:
    team = open_team(program)
    program.close()
    program.projects.show_welcome()
    program.team.receive()
    dialog = team_window(program, ReceiveDialog)
    assert isinstance(dialog, ReceiveDialog)
    dialog.package_field.setText(str(team.packages[TEAM[0]]))
    settle()
    return dialog


def _received(program: Program) -> QWidget:
    """A reviewer's own desk: nothing but what was given to them."""
    open_team(program, is_work=True)
    return shown(program)


def _merging(program: Program, team: Rehearsal) -> MergeView:
    """Two good bundles, a package among them by mistake, and one that was cut off on its way."""
    cut = team.project.parent / "team-cut-off.bundle.zip"
    cut.write_bytes(team.bundles[TEAM[2]].read_bytes()[:600])
    program.team.show_merge()
    view = team_window(program, MergeView)
    assert isinstance(view, MergeView)
    view.take([str(one) for one in (*team.bundles.values(), cut, team.packages[TEAM[0]])])
    team_window(program, MergeView)
    return view


def _merge(program: Program) -> QWidget:
    return _merging(program, open_team(program))


def _merged(program: Program) -> QWidget:
    view = _merging(program, open_team(program))
    view.merge.click()
    team_window(program, MergeView)
    return view


def _merge_empty(program: Program) -> QWidget:
    program.team.show_merge()
    return team_window(program, MergeView)


_worked_out: dict[tuple[str, ...], Records] = {}
"""Tagset and reports -> the figures of their agreement: the same for all these pictures."""
_ROUNDS = 200
"""Enough for whiskers to be looked at, in a fifth of the time."""


def _agreement(program: Program, tab: str) -> AgreementView:
    open_team(program, is_merged=True)
    key = program.desk.tagset.source, *(row.document.id for row in program.desk.rows)
    if key not in _worked_out:
        work = Work(agreeing(program.desk.session.path, rounds=_ROUNDS), program)
        work.succeeded.connect(lambda records: _worked_out.update({key: records}))
        work.start()
        while key not in _worked_out:
            settle()
    program.team.show_agreement()
    view = next(one for one in program.dialogs() if isinstance(one, AgreementView))
    view.stop()
    view.take(_worked_out[key])
    view.running.say("")
    view.tabs.turn_to(TABS.index(tab))
    team_window(program, AgreementView)
    return view


def _agreement_labels(program: Program) -> QWidget:
    """The list behind the figure of one label."""
    view = _agreement(program, "labels")
    view.labels.setCurrentIndex(view.labels.rows.index(2, 0))
    view.listing.click()
    return team_window(program, AgreementView)


def _agreement_pairs(program: Program) -> QWidget:
    view = _agreement(program, "pairs")
    view.listing.click()
    return team_window(program, AgreementView)


def _confusion(program: Program) -> QWidget:
    view = _agreement(program, "confusion")
    view.scopes.choose("layer", "clause")
    team_window(program, AgreementView)
    view.confusion.setCurrentIndex(view.confusion.rows.index(0, 3))
    settle()
    return view


def _agreement_numbers(program: Program) -> QWidget:
    view = _agreement(program, "numbers")
    view.numbers.setCurrentIndex(view.numbers.rows.index(1, 1))
    view.listing.click()
    return team_window(program, AgreementView)


def _agreement_empty(program: Program) -> QWidget:
    path = program.desk.session.path
    program.projects.make(path.with_name("empty.sqlite"), [])
    program.projects.work.stop()
    program.team.show_agreement()
    return team_window(program, AgreementView)


TEAM_SCREENS: tuple[tuple[str, Screen], ...] = (
    ("plan", _plan),
    ("plan-empty", _plan_empty),
    ("send", _send),
    ("send-back", _send_back),
    ("receive", _receive),
    ("received", _received),
    ("merge", _merge),
    ("merged", _merged),
    ("merge-empty", _merge_empty),
    ("agreement", _agreement_labels),
    ("agreement-pairs", _agreement_pairs),
    ("confusion", _confusion),
    ("agreement-numbers", _agreement_numbers),
    ("agreement-empty", _agreement_empty),
)
"""These screens by name."""
