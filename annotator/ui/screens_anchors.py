"""Owns the screens of what waits in newer texts, and of who may decide it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.commands import project
from annotator.ui.anchors.view import AnchorsView
from annotator.ui.curation.sample_team import REASON
from annotator.ui.models.anchored import Sort
from annotator.ui.program import Program
from annotator.ui.screen_steps import Screen, settle
from annotator.ui.screens_team import open_team, team_window
from annotator.ui.team.curators_view import CuratorsView
from annotator.ui.team.merge_view import MergeView
from annotator.ui.team.rehearsal import TEAM


def _anchors(program: Program, sort: Sort) -> AnchorsView:
    """The reports were fetched again while the team worked on them."""
    open_team(program, is_newer=True)
    program.team.show_anchors()
    view = team_window(program, AnchorsView)
    assert isinstance(view, AnchorsView)
    view.queue.choose(sort)
    settle()
    return view


def _doubtful(program: Program) -> QWidget:
    return _anchors(program, "doubtful")


def _lost(program: Program) -> QWidget:
    """Gone from its place; something is selected for it in the newer text."""
    view = _anchors(program, "lost")
    new = view.texts.new
    start = new.text.find("。", new.first_visible()) + 1
    # Of a project of a few sentences nothing may be lost.
    if view.queue.anchor() is not None:
        new.select_span(start, min(start + 8, len(new.text)))
    settle()
    return view


def _settled(program: Program) -> QWidget:
    """One taken as proposed, with a note, and one dropped."""
    view = _anchors(program, "doubtful")
    view.note.setText(REASON)
    view.take.click()
    view.nowhere.click()
    view.settling.finish()
    view.queue.choose("settled")
    settle()
    return view


def _empty(program: Program) -> QWidget:
    program.team.show_anchors()
    return team_window(program, AnchorsView)


def _merged(program: Program) -> QWidget:
    """After a merge that left something waiting."""
    open_team(program, is_newer=True)
    program.team.show_merge()
    return team_window(program, MergeView)


def _curators(program: Program) -> QWidget:
    open_team(program)
    program.desk.run(project.appoint, reviewer=TEAM[1], role="curator")
    program.team.show_curators()
    view = team_window(program, CuratorsView)
    assert isinstance(view, CuratorsView)
    view.people.setCurrentIndex(view.people.rows.index(2, 0))
    settle()
    return view


def _curators_locked(program: Program) -> QWidget:
    """Seen by who does not own the project."""
    program.projects.be(TEAM[1])
    settle()
    program.team.show_curators()
    return team_window(program, CuratorsView)


ANCHOR_SCREENS: tuple[tuple[str, Screen], ...] = (
    ("anchors", _doubtful),
    ("anchors-lost", _lost),
    ("anchors-settled", _settled),
    ("anchors-empty", _empty),
    ("merged-waiting", _merged),
    ("curators", _curators),
    ("curators-locked", _curators_locked),
)
"""These screens by name."""
