"""Owns the screens of settling disagreements: three reviewers' answers in each part."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from annotator.model.curation import PUNCTUATION, Case
from annotator.ui.curation.sample_team import REASON, RULES, rehearse
from annotator.ui.curation.screen import CurationScreen
from annotator.ui.models.case_desk import Why
from annotator.ui.program import Program
from annotator.ui.screen_steps import Screen, settle

_DECIDED = 6


def _team(program: Program, *, is_blind: bool = False) -> None:
    session = program.desk.session
    path = session.path.parent / "curation.sqlite"
    rehearse(session.store, path, curator=session.reviewer, is_blind=is_blind)
    program.projects.open(str(path))
    settle()


def _part(program: Program, part: str = "cases") -> CurationScreen:
    """A part of the screen, when all is read and tried."""
    program.window.scenes.open(part)
    screen = program.window.scenes.screen
    assert screen is not None
    _rest(screen)
    return screen


def _rest(screen: CurationScreen) -> None:
    settle()
    while screen.progress() is not None or screen.feedback.is_busy:
        settle()
    settle()


def _go_to(screen: CurationScreen, is_wanted: Callable[[Case], bool]) -> None:
    found = [case for case in screen.queue.model.cases if is_wanted(case)]
    if found:
        screen.open_case(found[0])
    settle()


def _decide_some(screen: CurationScreen) -> None:
    """A few decisions, some of them by a rule."""
    for n in range(_DECIDED):
        if n % 2:
            screen.case.why = Why(rule=RULES[0][0], reason=REASON, confidence="1")
        screen.case.take(n % 2)
    settle()


def _decided(program: Program) -> CurationScreen:
    """A team whose curator has made a few decisions."""
    _team(program)
    screen = _part(program)
    _decide_some(screen)
    return screen


def _curation(program: Program) -> QWidget:
    """A passage that one labelled otherwise, after a few decisions."""
    screen = _decided(program)
    _go_to(
        screen, lambda case: case.layer == "clause" and "label" in case.differences and case.state == "open"
    )
    screen.panel.take_keyboard()
    settle()
    return program.window


def _number(program: Program) -> QWidget:
    """A number of which one has another value; names hidden; one field taken from elsewhere."""
    _team(program, is_blind=True)
    screen = _part(program)
    screen.queue.ask_for(kind="value")
    checks = screen.panel.checks

    def has_sums(case: Case) -> bool:
        checks.want(case)
        checks.look()
        return bool(checks.of(case))

    _go_to(screen, has_sums)
    screen.panel.take_keyboard()
    for owner in screen.case.readers()[1:2]:
        screen.panel.table.stage(owner)
    # With what is put together: nobody rests here for long enough.
    checks.look()
    settle()
    return program.window


def _write(program: Program) -> QWidget:
    """What gold is to say being written."""
    _team(program)
    screen = _part(program)
    _go_to(screen, lambda case: case.layer == "number" and "boundary:unit" in case.differences)
    program.window.scenes.do("edit")
    settle()
    return program.window


def _group(program: Program) -> QWidget:
    """All that differ only by the last punctuation, and what one way would do."""
    _team(program)
    screen = _part(program, "groups")
    kinds = [group.differences for group in screen.groups.groups]
    if (PUNCTUATION,) in kinds:
        screen.groups.choosing.go_to(kinds.index((PUNCTUATION,)))
    _rest(screen)
    return program.window


def _casebook(program: Program) -> QWidget:
    screen = _decided(program)
    program.window.scenes.open("casebook")
    _rest(screen)
    screen.casebook.choosing.go_to(1)
    settle()
    return program.window


def _policies(program: Program) -> QWidget:
    """What a majority would settle, some of it decided by hand already."""
    screen = _decided(program)
    program.window.scenes.open("policies")
    screen.policies.ask_for("majority")
    _rest(screen)
    return program.window


def _reports(program: Program) -> QWidget:
    screen = _decided(program)
    program.window.scenes.open("reports")
    _rest(screen)
    return program.window


def _feedback(program: Program) -> QWidget:
    screen = _decided(program)
    program.window.scenes.open("policies")
    screen.policies.ask_for("majority")
    _rest(screen)
    del screen.policies.rehearsal.told.done[60:]
    screen.policies.apply()
    _rest(screen)
    program.window.scenes.open("feedback")
    _rest(screen)
    screen.feedback.choosing.go_to(1)
    settle()
    return program.window


def _empty(program: Program) -> QWidget:
    path = program.desk.session.path
    program.projects.make(path.with_name("empty.sqlite"), [])
    program.projects.work.stop()
    _part(program)
    return program.window


CURATION_SCREENS: tuple[tuple[str, Screen], ...] = (
    ("curation", _curation),
    ("curation-number", _number),
    ("curation-write", _write),
    ("curation-group", _group),
    ("casebook", _casebook),
    ("policies", _policies),
    ("curation-reports", _reports),
    ("feedback", _feedback),
    ("curation-empty", _empty),
)
"""These screens by name."""
