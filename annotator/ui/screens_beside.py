"""Owns the screens beside the desk: dialogs and windows of their own, each with something in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.i18n import tr
from annotator.model.terms import WordList
from annotator.ui.figures_view import FiguresView
from annotator.ui.key_page import KeyPage
from annotator.ui.manual_view import ManualView
from annotator.ui.models import teaching
from annotator.ui.program import Program
from annotator.ui.screen_steps import Screen, go_to, go_to_worked, settle, shown
from annotator.ui.settings_page import SettingsPage

TAUGHT: tuple[tuple[WordList, str, str], ...] = (
    ("unit", "畦", "area"),
    ("unit", "跨", "count"),
    ("not_a_number", "八一行动", ""),
    ("qualifier", "将将", "approx"),
    ("indicator", "罚款案", "行政处罚案件"),
    ("body", "我队", "本机关"),
)
"""Words that a project may have added."""


def _settings(program: Program) -> QWidget:
    program.asking.show_settings()
    settle()
    return program.dialogs()[-1]


def _settings_keys(program: Program) -> QWidget:
    page = _settings(program)
    assert isinstance(page, SettingsPage)
    page.tabs.turn_to(1)
    settle()
    return page


def _keys(program: Program) -> QWidget:
    program.asking.show_keys()
    settle()
    return next(one for one in program.dialogs() if isinstance(one, KeyPage))


def _manual(program: Program) -> QWidget:
    program.asking.show_manual("checking-numbers")
    settle()
    return _shown_manual(program)


def _manual_search(program: Program) -> QWidget:
    program.asking.show_manual()
    view = _shown_manual(program)
    view.field.setText(tr("ui.action.undo"))
    settle()
    return view


def _shown_manual(program: Program) -> ManualView:
    return next(one for one in program.dialogs() if isinstance(one, ManualView))


def _teaching(program: Program) -> QWidget:
    """The words of a number, and which list each may go to."""
    go_to(program.desk, lambda spot: spot.is_number and spot.features.get("qualifier"))
    teaching.teach(program.desk)
    return shown(program)


def _words(program: Program) -> QWidget:
    go_to_worked(program.desk)
    for name, word, sense in TAUGHT:
        teaching.add(program.desk, name, word=word, sense=sense)
    return _words_empty(program)


def _words_empty(program: Program) -> QWidget:
    program.asking.show_words()
    settle()
    return program.dialogs()[-1]


def _figures(program: Program) -> QWidget:
    """The figures, when all reports are read."""
    view = next(one for one in program.dialogs() if isinstance(one, FiguresView))
    settle()
    while view.is_busy:
        settle()
    settle()
    return view


def _quality(program: Program) -> QWidget:
    program.asking.show_figures("quality")
    return _figures(program)


def _series(program: Program) -> QWidget:
    program.asking.show_figures("series")
    return _figures(program)


def _about_report(program: Program) -> QWidget:
    go_to_worked(program.desk)
    program.asking.describe_report()
    settle()
    return program.dialogs()[-1]


def _new_project(program: Program) -> QWidget:
    program.projects.ask_new()
    settle()
    return program.dialogs()[-1]


def _empty_project(program: Program) -> QWidget:
    path = program.desk.session.path
    program.projects.make(path.with_name("empty.sqlite"), [])
    program.projects.work.stop()
    return shown(program)


BESIDE: tuple[tuple[str, Screen], ...] = (
    ("settings", _settings),
    ("settings-keys", _settings_keys),
    ("keys", _keys),
    ("manual", _manual),
    ("manual-search", _manual_search),
    ("teaching", _teaching),
    ("words", _words),
    ("words-empty", _words_empty),
    ("quality", _quality),
    ("series", _series),
    ("about-report", _about_report),
    ("new-project", _new_project),
    ("empty-project", _empty_project),
)
"""These screens by name."""
