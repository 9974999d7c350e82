"""Owns the screens there are pictures of: each is brought up as a person would see it at work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from annotator.i18n import tr
from annotator.ui.actions import GUIDELINE, HISTORY
from annotator.ui.key_page import KeyPage
from annotator.ui.manual_view import ManualView
from annotator.ui.models import linking, reasoning
from annotator.ui.models.desk import Desk
from annotator.ui.models.doubting import is_doubt
from annotator.ui.models.links import links_of
from annotator.ui.models.spots import Spot
from annotator.ui.program import Program
from annotator.ui.settings_page import SettingsPage

SMALL = (960, 540)
"""What an office PC at 200 % has room for."""

Screen = Callable[[Program], QWidget]


def settle() -> None:
    """Let Qt lay out and paint what it has put off."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def screens() -> Sequence[tuple[str, Screen]]:
    """Return every screen by name, in the order a new reviewer meets them."""
    return (
        ("welcome", _welcome),
        ("desk", _desk),
        ("desk-original", _desk_original),
        ("glosses", _glosses),
        ("glosses-original", _glosses_original),
        ("correction", _correction),
        ("reason", _reason),
        ("doubt", _doubt),
        ("guideline", _guideline),
        ("relations", _relations),
        ("linking", _linking),
        ("differences", _differences),
        ("report", _report),
        ("find", _find),
        ("palette", _palette),
        ("labels", _labels),
        ("finish", _finish),
        ("finished", _finished),
        ("history", _history),
        ("settings", _settings),
        ("settings-keys", _settings_keys),
        ("keys", _keys),
        ("manual", _manual),
        ("manual-search", _manual_search),
        ("quality", _quality),
        ("series", _series),
        ("about-report", _about_report),
        ("new-project", _new_project),
        ("empty-project", _empty_project),
        ("small", _small),
        ("large", _large),
    )


def _go_to_worked(desk: Desk) -> None:
    """The report that most is said of shows most."""
    if desk.rows:
        desk.show_document(max(desk.rows, key=lambda row: row.annotations).document.id)
    settle()


def _go_to(desk: Desk, is_wanted: Callable[[Spot], object]) -> None:
    """Make the first such place of the most worked report the current one, if there is one."""
    _go_to_worked(desk)
    found = [spot for spot in desk.spots.all if is_wanted(spot)]
    if found:
        desk.make_current(found[0].ref)
    settle()


def _shown(program: Program) -> QWidget:
    settle()
    return program.window


def _desk(program: Program) -> QWidget:
    _go_to(program.desk, lambda spot: spot.state == "corrected")
    return _shown(program)


def _desk_original(program: Program) -> QWidget:
    _go_to(program.desk, lambda spot: spot.state == "corrected")
    program.desk.set_clean(False)
    return _shown(program)


def _go_to_glosses(desk: Desk) -> None:
    found = [row.document.id for row in desk.rows if desk.session.reading(row.document.id).clean.glosses]
    if found:
        desk.show_document(found[0])
    settle()


def _glosses(program: Program) -> QWidget:
    _go_to_glosses(program.desk)
    return _shown(program)


def _glosses_original(program: Program) -> QWidget:
    _go_to_glosses(program.desk)
    program.desk.set_clean(False)
    return _shown(program)


def _correction(program: Program) -> QWidget:
    _go_to(program.desk, lambda spot: spot.is_number and spot.state == "corrected")
    program.window.trigger("edit")
    return _shown(program)


def _reason(program: Program) -> QWidget:
    _go_to(program.desk, lambda spot: spot.is_number and spot.state == "corrected")
    reasoning.ask_reason(program.desk)
    return _shown(program)


def _doubt(program: Program) -> QWidget:
    desk = program.desk
    for row in desk.rows:
        # The report in which most is said may hold no doubt.
        desk.show_document(row.document.id)
        found = [spot for spot in desk.spots.all if is_doubt(desk.label_of(spot)[1])]
        if found:
            desk.make_current(found[0].ref)
            break
    return _shown(program)


def _guideline(program: Program) -> QWidget:
    _go_to(program.desk, lambda spot: spot.layer == "clause")
    program.window.show_tab(GUIDELINE)
    return _shown(program)


def _relations(program: Program) -> QWidget:
    desk = program.desk
    _go_to_worked(desk)
    linked = [spot for spot in desk.spots.all if links_of(desk, spot)]
    if linked:
        desk.make_current(max(linked, key=lambda spot: len(links_of(desk, spot))).ref)
    return _shown(program)


def _linking(program: Program) -> QWidget:
    """Two numbers, and the relations there may be between them."""
    desk = program.desk
    _go_to_worked(desk)
    for spot in [spot for spot in desk.spots.numbers if spot.annotation is not None][:2]:
        desk.make_current(spot.ref)
        linking.link(desk)
    return _shown(program)


def _differences(program: Program) -> QWidget:
    desk = program.desk
    _go_to_worked(desk)
    program.window.toggle_differences()
    found = program.window.reading.differing.found
    if found:
        desk.show_range(*found[0].fragments[0])
    return _shown(program)


def _report(program: Program) -> QWidget:
    desk = program.desk
    _go_to_worked(desk)
    if desk.spots.whole:
        desk.make_current(desk.spots.whole[0].ref)
    return _shown(program)


def _find(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.window.find_words()
    program.window.reading.finding.field.setText(tr("ui.shots.sought"))
    return _shown(program)


def _palette(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.asking.show_palette(tr("ui.shots.sought"))
    return _shown(program)


def _labels(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.asking.show_palette("#")
    return _shown(program)


def _finish(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.finish_document()
    return _shown(program)


def _finished(program: Program) -> QWidget:
    _finish(program)
    program.finish_document()
    return _shown(program)


def _history(program: Program) -> QWidget:
    _go_to_worked(program.desk)
    program.window.show_tab(HISTORY)
    return _shown(program)


def _settings(program: Program) -> QWidget:
    program.asking.show_settings()
    settle()
    return program.dialogs()[-1]


def _settings_keys(program: Program) -> QWidget:
    page = _settings(program)
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.keys)
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


def _quality(program: Program) -> QWidget:
    program.asking.show_figures("quality")
    settle()
    return program.dialogs()[-1]


def _series(program: Program) -> QWidget:
    program.asking.show_figures("series")
    settle()
    return program.dialogs()[-1]


def _about_report(program: Program) -> QWidget:
    _go_to_worked(program.desk)
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
    return _shown(program)


def _small(program: Program) -> QWidget:
    program.window.resize(*SMALL)
    settle()
    return _desk(program)


def _large(program: Program) -> QWidget:
    program.window.resize(1280, 720)
    program.looks.set_interface(200)
    settle()
    return _desk(program)


def _welcome(program: Program) -> QWidget:
    program.close()
    program.window.show_welcome(recent=[(tr("ui.shots.recent"), "")], name="")
    return _shown(program)
