"""Owns the screens there are pictures of: each is brought up as a person would see it at work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.i18n import tr
from annotator.languages import chinese
from annotator.ui.actions import GUIDELINE, HISTORY
from annotator.ui.models import linking, reasoning
from annotator.ui.models.desk import Desk
from annotator.ui.models.doubting import is_doubt
from annotator.ui.models.links import links_of
from annotator.ui.models.spots import ref_of
from annotator.ui.program import Program
from annotator.ui.screen_steps import Screen, go_to, go_to_worked, settle, shown
from annotator.ui.screens_anchors import ANCHOR_SCREENS
from annotator.ui.screens_beside import BESIDE
from annotator.ui.screens_curation import CURATION_SCREENS
from annotator.ui.screens_team import TEAM_SCREENS

SMALL = (960, 540)
"""What an office PC at 200 % has room for."""


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
        ("checks", _checks),
        ("report", _report),
        ("find", _find),
        ("palette", _palette),
        ("labels", _labels),
        ("grid", _grid),
        ("grid-project", _grid_project),
        ("grid-reason", _grid_reason),
        ("grid-bulk", _grid_bulk),
        ("pointing", _pointing),
        ("finish", _finish),
        ("finished", _finished),
        ("history", _history),
        *BESIDE,
        *TEAM_SCREENS,
        *ANCHOR_SCREENS,
        *CURATION_SCREENS,
        ("small", _small),
        ("large", _large),
    )


def _desk(program: Program) -> QWidget:
    go_to(program.desk, lambda spot: spot.state == "corrected")
    return shown(program)


def _desk_original(program: Program) -> QWidget:
    go_to(program.desk, lambda spot: spot.state == "corrected")
    program.desk.set_clean(False)
    return shown(program)


def _go_to_glosses(desk: Desk) -> None:
    found = [row.document.id for row in desk.rows if desk.session.reading(row.document.id).clean.glosses]
    if found:
        desk.show_document(found[0])
    settle()


def _glosses(program: Program) -> QWidget:
    _go_to_glosses(program.desk)
    return shown(program)


def _glosses_original(program: Program) -> QWidget:
    _go_to_glosses(program.desk)
    program.desk.set_clean(False)
    return shown(program)


def _correction(program: Program) -> QWidget:
    go_to(program.desk, lambda spot: spot.is_number and spot.state == "corrected")
    program.window.trigger("edit")
    return shown(program)


def _reason(program: Program) -> QWidget:
    go_to(program.desk, lambda spot: spot.is_number and spot.state == "corrected")
    reasoning.ask_reason(program.desk)
    return shown(program)


def _doubt(program: Program) -> QWidget:
    desk = program.desk
    for row in desk.rows:
        # The report in which most is said may hold no doubt.
        desk.show_document(row.document.id)
        found = [spot for spot in desk.spots.all if is_doubt(desk.label_of(spot)[1])]
        if found:
            desk.make_current(found[0].ref)
            break
    return shown(program)


def _guideline(program: Program) -> QWidget:
    go_to(program.desk, lambda spot: spot.layer == "clause")
    program.window.show_tab(GUIDELINE)
    return shown(program)


def _relations(program: Program) -> QWidget:
    desk = program.desk
    go_to_worked(desk)
    linked = [spot for spot in desk.spots.all if links_of(desk, spot)]
    if linked:
        desk.make_current(max(linked, key=lambda spot: len(links_of(desk, spot))).ref)
    return shown(program)


def _linking(program: Program) -> QWidget:
    """Two numbers, and the relations there may be between them."""
    desk = program.desk
    go_to_worked(desk)
    for spot in [spot for spot in desk.spots.numbers if spot.annotation is not None][:2]:
        desk.make_current(spot.ref)
        linking.link(desk)
    return shown(program)


def _differences(program: Program) -> QWidget:
    desk = program.desk
    go_to_worked(desk)
    program.window.toggle_differences()
    # The first place that both have answered, so that card, table, outline and page are about the same.
    found = [one.mine for one in program.window.reading.differing.found if one.mine is not None]
    if found:
        desk.make_current(ref_of(found[0]))
    return shown(program)


def _checks(program: Program) -> QWidget:
    """A check that does not fit, asked about; where all do, the first of them."""
    desk = program.desk
    checking = program.window.reading.checks.checking
    for row in desk.rows:
        desk.show_document(row.document.id)
        if any(not noted.fits for noted in checking.known()):
            break
    settle()
    desk.make_current(None)
    desk.caret = 0
    desk.wishes.check_wanted.emit("unfit" if any(not noted.fits for noted in checking.found) else "next")
    return shown(program)


def _report(program: Program) -> QWidget:
    desk = program.desk
    go_to_worked(desk)
    if desk.spots.whole:
        desk.make_current(desk.spots.whole[0].ref)
    return shown(program)


def _find(program: Program) -> QWidget:
    go_to_worked(program.desk)
    program.window.find_words()
    program.window.reading.finding.field.setText(tr("ui.shots.sought"))
    return shown(program)


def _palette(program: Program) -> QWidget:
    go_to_worked(program.desk)
    program.asking.show_palette(tr("ui.shots.sought"))
    return shown(program)


def _labels(program: Program) -> QWidget:
    go_to_worked(program.desk)
    program.asking.show_palette("#")
    return shown(program)


def _grid(program: Program) -> QWidget:
    """The grid of a report that is half done, a value being written."""
    go_to(program.desk, lambda spot: spot.is_number and spot.state == "corrected")
    program.window.trigger("grid")
    return shown(program)


def _pointing(program: Program) -> QWidget:
    """Pointing at the indicator of a number, from the grid."""
    _grid(program)
    # An arrow goes to a word only where words are known; a person is never that quick.
    chinese.load_words()
    program.window.trigger("point_indicator")
    settle()
    QApplication.sendEvent(
        program.window.reading.page,
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
    )
    return shown(program)


def _grid_project(program: Program) -> QWidget:
    _grid(program)
    program.window.trigger("grid_scope")
    # What is read a little at a time comes with the turns of the event loop.
    for _ in range(40):
        settle()
    return shown(program)


def _grid_reason(program: Program) -> QWidget:
    _grid(program)
    grid = program.window.bench.grid
    assert grid is not None
    grid.reason.ask()
    return shown(program)


def _grid_bulk(program: Program) -> QWidget:
    _grid_project(program)
    program.window.trigger("confirm_listed")
    return shown(program)


def _finish(program: Program) -> QWidget:
    go_to_worked(program.desk)
    program.finish_document()
    return shown(program)


def _finished(program: Program) -> QWidget:
    _finish(program)
    program.finish_document()
    return shown(program)


def _history(program: Program) -> QWidget:
    """A few steps of one's own, the last one chosen."""
    desk, window = program.desk, program.window
    go_to_worked(desk)
    for action in ("confirm", "confirm", "reject"):
        window.trigger(action)
    found = desk.shown.text.find(tr("ui.shots.tagged")) if desk.shown else -1
    if found >= 0:
        window.reading.page.select_span(found, found + len(tr("ui.shots.tagged")))
        window.trigger("tag.clause.measure")
    window.show_tab(HISTORY)
    window.history.list.setCurrentIndex(window.history.model.index(0))
    return shown(program)


def _small(program: Program) -> QWidget:
    program.window.resize(*SMALL)
    settle()
    return _desk(program)


def _large(program: Program) -> QWidget:
    program.window.resize(1280, 720)
    program.looks.set_interface(200)
    # Who needs the interface that large reads the report larger too.
    program.looks.set_zoom(150)
    settle()
    return _desk(program)


def _welcome(program: Program) -> QWidget:
    program.close()
    program.window.show_welcome(recent=[(tr("ui.shots.recent"), "")], name="")
    return shown(program)
