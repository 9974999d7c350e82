"""Owns the journeys through the figures: opened by a key, read by arrows, Enter leads to the passage, and
what was answered meanwhile is in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from annotator.extractors import all_extractors
from annotator.model.annotations import Suggestion
from annotator.session import Session
from annotator.ui.figures_view import FiguresView

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
INDICATOR = "行政处罚案件"

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def figures(person) -> FiguresView:
    """The figures in sight, with the keyboard."""
    view = next(one for one in person.window.findChildren(FiguresView) if one.isVisible())
    person.bot.waitUntil(lambda: QApplication.activeWindow() is view, timeout=5_000)
    return at_rest(person, view)


def at_rest(person, view) -> FiguresView:
    """The figures when all is read and shown."""
    person.bot.waitUntil(lambda: not view.is_busy, timeout=10_000)
    return view


def quality(person) -> FiguresView:
    person.key(Qt.Key.Key_M, CONTROL | SHIFT)
    return figures(person)


def back_at(person) -> None:
    person.bot.waitUntil(lambda: QApplication.activeWindow() is person.window, timeout=5_000)


def rows(table):
    return [row.cells for row in table.rows.rows]


@pytest.fixture
def years(make_project, capsys):
    """Two reports of one body, whose cases the machine knows by their indicator and year."""
    heading = "甲县城市管理局{year}年法治政府建设年度报告\n一、主要举措和成效\n"
    text = heading + "全年办理行政处罚案件{n}件，走访{m}户。\n"
    path = make_project(a=text.format(year=2023, n=356, m=20), b=text.format(year=2024, n=312, m=31))
    capsys.readouterr()
    session = Session.open(path, reviewer="甲")
    machine = all_extractors()["quantities"]
    try:
        for row, year, n in zip(session.documents(), (2023, 2024), ("356", "312"), strict=True):
            original = session.store.original(row.document.id)
            found = [one for one in session.suggestions(row.document.id) if one.extractor == machine.name]
            made = []
            for one in found:
                words = original[one.start : one.end]
                about = {"value": words[:-1], "unit_norm": words[-1], "role": "level"}
                named = {"indicator_id": INDICATOR if words[:-1] == n else "走访农户"}
                when = {"period_from": f"{year}-01-01", "period_to": f"{year}-12-31"}
                read = {key: value for key, value in one.features.items() if not key.startswith("period")}
                if words[:-1] == "31":
                    when = {}
                made.append(
                    Suggestion(
                        extractor=machine.name,
                        version=machine.version,
                        lexicon=machine.lexicon,
                        layer="number",
                        label="quantity",
                        start=one.start,
                        end=one.end,
                        features={**read, **about, **named, **when},
                        confidence=1.0,
                    )
                )
            key = (machine.name, machine.version, machine.lexicon)
            session.store.keep_suggestions(row.document.id, [(key, made)])
    finally:
        session.close()
    return path


# How good the machine is ------------------------------------------------------------------------------


def test_without_an_answer_it_says_what_to_do(project, start):
    def journey(person):
        view = quality(person)
        assert view.tab() == "quality"
        assert rows(view.quality.cases) == []
        assert "核对" in view.quality.told.text()

    start(project, journey)


def test_what_was_answered_meanwhile_is_there_after_coming_back(project, start):
    def journey(person):
        view = quality(person)
        assert rows(view.quality.figures)[0][1] == "—"
        person.window.activateWindow()
        back_at(person)
        person.go_to("312件")
        person.key(Qt.Key.Key_Return, on=person.window.reading.page)
        person.go_to("186.4万元")
        person.key(Qt.Key.Key_Delete, on=person.window.reading.page)
        assert quality(person) is view
        ((name, precision, *_),) = rows(view.quality.figures)
        assert (name, precision) == ("全部数字", "50.0%")
        assert "1/2" in view.quality.told.text()

    start(project, journey)


def test_arrows_choose_a_figure_and_enter_leads_to_the_passage(sample, start):
    def journey(person):
        view = quality(person)
        table = view.quality.figures
        assert table.hasFocus()
        before = rows(view.quality.cases)
        for _ in range(2):
            person.key(Qt.Key.Key_Right)
        at_rest(person, view)
        assert table.currentIndex().column() == 3
        assert rows(view.quality.cases) != before
        assert "全对" in view.quality.told.text()
        person.key(Qt.Key.Key_Tab)
        assert view.quality.mix.hasFocus()
        person.key(Qt.Key.Key_Down)
        assert "原因" in view.quality.told.text()
        person.key(Qt.Key.Key_Tab)
        cases = view.quality.cases
        assert cases.hasFocus()
        person.key(Qt.Key.Key_Down)
        wanted = cases.current().place
        person.key(Qt.Key.Key_Return)
        back_at(person)
        spot = person.desk.current
        assert (person.document, spot.start, spot.end) == wanted
        assert person.window.reading.page.hasFocus()

    start(sample, journey, reviewer="jia")


def test_groups_are_chosen_and_named_in_words(sample, start):
    def journey(person):
        view = quality(person)
        view.quality.by.toggles["kind"].click()
        at_rest(person, view)
        assert "计数" in [row[0] for row in rows(view.quality.figures)]
        view.quality.by.toggles["document"].click()
        at_rest(person, view)
        assert "云溪县城市管理局 2024" in [row[0] for row in rows(view.quality.figures)]
        view.quality.by.toggles["reviewer"].click()
        at_rest(person, view)
        assert {"jia", "yi"} >= {row[0] for row in rows(view.quality.figures)} != set()

    start(sample, journey, reviewer="jia")


# One indicator over the years -------------------------------------------------------------------------


def test_an_indicator_over_the_years_leads_to_each_of_its_passages(years, start):
    def journey(person):
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        view = figures(person)
        series = view.series
        assert series.names.hasFocus()
        # As many of both: in the order of their names.
        assert [row[0] for row in rows(series.names)] == [INDICATOR, "走访农户"]
        assert [row[1] for row in rows(series.numbers)] == ["356", "312"]
        points = [point for line in series.plot._lines for point in line.points]
        assert [(point.last.year, str(point.value)) for point in points] == [(2023, "356"), (2024, "312")]
        person.key(Qt.Key.Key_Tab)
        assert series.numbers.hasFocus()
        person.key(Qt.Key.Key_Down)
        person.key(Qt.Key.Key_Return)
        back_at(person)
        assert person.words() == "312件"

    start(years, journey)


def test_what_cannot_be_drawn_is_listed_with_what_it_lacks(years, start):
    def journey(person):
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        series = figures(person).series
        person.key(Qt.Key.Key_Down)
        assert [row[1] for row in rows(series.numbers)] == ["20", "31"]
        assert "统计期" in rows(series.numbers)[1][5]
        assert "1 个" in series.told.text()
        assert len(series.plot._lines) == 1

    start(years, journey)


def test_a_corrected_number_is_drawn_as_corrected(years, start):
    def journey(person):
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        view = figures(person)
        person.key(Qt.Key.Key_Escape)
        back_at(person)
        assert not view.isVisible()
        person.go_to("356件")
        person.key(Qt.Key.Key_F2, on=person.window.reading.page)
        field = person.window.inspector._form.fields["value"]
        field.selectAll()
        person.type("365")
        person.key(Qt.Key.Key_Return)
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        assert figures(person) is view
        assert [row[1] for row in rows(view.series.numbers)] == ["365", "312"]
        points = [point for line in view.series.plot._lines for point in line.points]
        assert [str(point.value) for point in points] == ["365", "312"]

    start(years, journey)


def test_the_filter_narrows_the_indicators(years, start):
    def journey(person):
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        series = figures(person).series
        series.field.setFocus()
        person.type("农户")
        assert [row[0] for row in rows(series.names)] == ["走访农户"]
        assert [row[1] for row in rows(series.numbers)] == ["20", "31"]
        series.field.clear()
        series.names.selectRow([row[0] for row in rows(series.names)].index(INDICATOR))
        assert [row[1] for row in rows(series.numbers)] == ["356", "312"]

    start(years, journey)


def test_a_point_that_is_clicked_is_the_current_number(years, start):
    def journey(person):
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        series = figures(person).series
        person.bot.waitUntil(lambda: len(series.plot._drawn) == 2)
        place = series.plot._drawn[1].at.toPoint()
        person.bot.mouseClick(series.plot, Qt.MouseButton.LeftButton, pos=place)
        assert series.numbers.current().cells[1] == "312"
        assert series.plot._current is series.numbers.current().stands_for

    start(years, journey)


def test_without_an_indicator_it_says_so(project, start):
    def journey(person):
        session = person.desk.session
        for row in person.desk.rows:
            for name, machine in all_extractors().items():
                session.store.keep_suggestions(
                    row.document.id, [((name, machine.version, machine.lexicon), [])]
                )
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        series = figures(person).series
        assert rows(series.names) == []
        assert "指标" in series.told.text()
        assert series.plot._lines == []

    start(project, journey)


# Both -------------------------------------------------------------------------------------------------


def test_ctrl_tab_turns_and_tab_goes_round_with_a_name_for_every_part(years, start):
    def journey(person):
        view = quality(person)
        for part in (view.quality, view.series):
            first = QApplication.focusWidget()
            seen = [first]
            for _ in range(20):
                person.key(Qt.Key.Key_Tab)
                now = QApplication.focusWidget()
                if now is first:
                    break
                seen.append(now)
            else:
                raise AssertionError("Tab does not come back")
            for one in seen:
                told = QAccessible.queryAccessibleInterface(one)
                assert told.text(QAccessible.Text.Name).strip(), one
            tables = [one for one in seen if one.parent() is not None and part.isAncestorOf(one)]
            assert len(tables) >= 3
            person.key(Qt.Key.Key_Tab, CONTROL)
        assert view.tab() == "quality"

    start(years, journey)


def test_cells_are_read_with_the_title_of_their_column(years, start):
    def journey(person):
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        series = figures(person).series
        model = series.numbers.rows
        told = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
        assert told == "数值 356"
        assert "356" in series.plot.accessibleDescription()

    start(years, journey)


def test_the_figures_go_with_their_project(years, start):
    def journey(person):
        quality(person)
        person.window._controls.projects.open(str(years))
        assert not [one for one in person.window.findChildren(FiguresView) if one.isVisible()]

    start(years, journey)
