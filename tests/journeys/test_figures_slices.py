"""Owns the journeys through the figures of a project of many reports: read a little at a time, kept, read
anew where somebody answered, and left as they were when the disk says no."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from annotator.commands import answers, progress, spans
from annotator.commands.documents import add
from annotator.errors import UserError
from annotator.extractors import all_extractors
from annotator.i18n import tr
from annotator.model.annotations import Suggestion
from annotator.session import Session
from annotator.store import Store
from annotator.store.database import told
from annotator.tasks import measuring
from annotator.ui import figure_reading, slicing
from annotator.ui.figures_view import FiguresView
from tests.building import a_document, a_number, new_store
from tests.journeys.test_figures_window import CONTROL, SHIFT, at_rest, back_at, quality, rows

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

REPORTS = 30


def text(n: int) -> str:
    heading = f"第{n}县城市管理局2024年法治政府建设年度报告"
    return f"{heading}\n全年办理案件{n + 100}件，走访{n + 500}户，检查{n + 900}次。\n"


def keep(session: Session, document: str, found: list[Suggestion]) -> None:
    """Keep suggestions as the machine's newest, so that they are not made anew."""
    machine = all_extractors()["quantities"]
    session.store.keep_suggestions(document, [((machine.name, machine.version, machine.lexicon), found)])


@pytest.fixture
def many(tmp_path):
    """Thirty reports of three numbers each; the first of each is confirmed."""
    path = tmp_path / "many.sqlite"
    session = Session(new_store(path), reviewer="甲")
    documents = [a_document(text(n), source=f"r{n:02d}.txt") for n in range(REPORTS)]
    session.run(add, documents=documents)
    for n, (document, words) in enumerate(documents):
        found = [
            a_number(words, f"{n + more}{unit}", value=str(n + more), unit=unit)
            for more, unit in ((100, "件"), (500, "户"), (900, "次"))
        ]
        keep(session, document.id, found)
        session.run(answers.confirm, document=document.id, key=found[0].key)
    session.close()
    return path


@pytest.fixture
def slow(monkeypatch):
    """A machine on which a slice is over as soon as it has begun: one step each turn."""
    monkeypatch.setattr(slicing, "SLICE", 0.0001)


@pytest.fixture
def read(monkeypatch):
    """How often each report was read."""
    counts: Counter[str] = Counter()
    real = measuring.measured

    def counted(store, document, *, reviewer):
        counts[document.id] += 1
        return real(store, document, reviewer=reviewer)

    monkeypatch.setattr(figure_reading, "measured", counted)
    return counts


def begun(person) -> FiguresView:
    """The figures as soon as they are in sight."""
    person.key(Qt.Key.Key_M, CONTROL | SHIFT)
    return next(one for one in person.window.findChildren(FiguresView) if one.isVisible())


def come_back(person, view) -> None:
    """The figures again, with all that was answered meanwhile."""
    view.activateWindow()
    person.bot.waitUntil(view.isActiveWindow, timeout=5_000)
    QCoreApplication.sendEvent(view, QEvent(QEvent.Type.ActivationChange))
    at_rest(person, view)


def of(view: FiguresView) -> int:
    """How many answers precision is a share of."""
    found: Any = view.quality.figures.rows.rows[0].stands_for
    return int(found["precision"].of)


# Reading ----------------------------------------------------------------------------------------------


def test_opening_reads_in_slices_and_says_how_far_it_is(many, start, slow, read):
    def journey(person):
        view, told, turns = begun(person), set(), 0
        assert sum(read.values()) == 0, "the window is there before anything is read"
        person.bot.waitUntil(lambda: "正在读" in view.quality.told.text())
        while view.is_busy:
            QCoreApplication.processEvents()
            told.add(view.progress.text())
            turns += 1
        assert turns >= REPORTS
        assert {f"已读 {n} / {REPORTS} 份报告" for n in (5, 12, 25)} <= told
        assert view.progress.text() == ""
        assert of(view) == REPORTS
        assert set(read.values()) == {1} and len(read) == REPORTS

    start(many, journey)


def test_what_is_read_so_far_is_shown_and_what_is_chosen_stays(many, start, slow):
    def journey(person):
        view = begun(person)
        view.quality.by.toggles["unit"].click()
        # Turn by turn: what looks only every so often might come when all is read.
        while view.reading.left >= 20:
            QCoreApplication.processEvents()
        view._look_again()
        while view.quality.is_busy:
            QCoreApplication.processEvents()
        assert view.reading.is_busy
        assert 0 < of(view) < REPORTS
        table = view.quality.figures
        table.setCurrentIndex(table.model().index(0, 4))
        at_rest(person, view)
        assert of(view) == REPORTS
        assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 4)

    start(many, journey)


def test_an_answer_has_its_own_report_read_anew_and_no_other(many, start, read):
    def journey(person):
        view = quality(person)
        read.clear()
        person.window.activateWindow()
        back_at(person)
        person.go_to("500户")
        person.key(Qt.Key.Key_Return, on=person.window.reading.page)
        come_back(person, view)
        assert dict(read) == {person.document: 1}
        assert of(view) == REPORTS + 1
        person.window.activateWindow()
        back_at(person)
        person.key(Qt.Key.Key_Z, CONTROL, on=person.window.reading.page)
        come_back(person, view)
        assert dict(read) == {person.document: 2}
        assert of(view) == REPORTS

    start(many, journey)


def test_what_was_answered_is_read_without_coming_back_once_nobody_keys(many, start):
    def journey(person):
        view = quality(person)
        person.window.activateWindow()
        back_at(person)
        person.go_to("500户")
        person.key(Qt.Key.Key_Return, on=person.window.reading.page)
        assert of(view) == REPORTS
        person.bot.waitUntil(lambda: not view.is_busy and of(view) == REPORTS + 1)

    start(many, journey)


def test_an_answer_while_its_report_is_being_read_is_not_lost(many, start, slow):
    def journey(person):
        view = begun(person)
        first = person.desk.rows[0].document.id
        # In the middle of the first report.
        person.bot.waitUntil(lambda: view.reading._now == first)
        (suggestion,) = [
            one for one in person.desk.session.suggestions(first) if one.features["unit"] == "户"
        ]
        person.desk.run(answers.confirm, document=first, key=suggestion.key)
        at_rest(person, view)
        assert of(view) == REPORTS + 1

    start(many, journey)


def test_closing_stops_reading_and_opening_goes_on(many, start, slow, read):
    def journey(person):
        view = begun(person)
        person.bot.waitUntil(lambda: view.reading.left < 20)
        person.key(Qt.Key.Key_Escape, on=view)
        assert not view.isVisible() and not view.is_busy
        so_far = sum(read.values())
        for _ in range(50):
            QCoreApplication.processEvents()
        assert sum(read.values()) == so_far
        assert begun(person) is view
        at_rest(person, view)
        assert of(view) == REPORTS
        assert sum(read.values()) <= REPORTS + 1, "what was read was kept"

    start(many, journey)


def test_the_program_may_be_closed_while_it_reads(many, start, slow):
    def journey(person):
        view = begun(person)
        person.bot.waitUntil(lambda: view.reading.left < 25)
        person.window.close()
        assert not view.is_busy
        for _ in range(20):
            QCoreApplication.processEvents()

    start(many, journey)


def test_a_report_that_is_taken_out_meanwhile_does_no_harm(many, start, slow, monkeypatch):
    def journey(person):
        view = begun(person)
        gone = person.desk.rows[-1].document.id
        real = Store.document

        def document(store, id):
            if id == gone:
                raise UserError("document.unknown", document=id[:12])
            return real(store, id)

        monkeypatch.setattr(Store, "document", document)
        at_rest(person, view)
        assert view.trouble.isHidden()
        assert of(view) == REPORTS - 1
        # Its row goes as well, once the list is told.
        person.desk.rows = person.desk.rows[:-1]
        view.reading.forget([gone])
        come_back(person, view)
        assert of(view) == REPORTS - 1

    start(many, journey)


# Trouble ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "message"),
    [(sqlite3.SQLITE_BUSY, "store.busy"), (sqlite3.SQLITE_FULL, "store.disk_full")],
)
def test_what_cannot_be_read_is_told_in_one_sentence_and_tried_again(
    many, start, slow, monkeypatch, code, message
):
    real = Store.annotations
    troubles: list[int] = []

    def annotations(store, document, owner=None):
        if troubles:
            error = sqlite3.OperationalError("no")
            error.sqlite_errorcode = code
            with told(store.path):
                raise error
        return real(store, document, owner)

    def journey(person):
        view = quality(person)
        before = rows(view.quality.figures)
        person.window.activateWindow()
        back_at(person)
        person.go_to("500户")
        person.key(Qt.Key.Key_Return, on=person.window.reading.page)
        troubles.append(code)
        monkeypatch.setattr(Store, "annotations", annotations)
        come_back(person, view)
        assert view.trouble.isVisible()
        assert view.trouble.text() == tr(message, path=str(many), reason="no")
        assert rows(view.quality.figures) == before
        troubles.clear()
        person.window.activateWindow()
        back_at(person)
        come_back(person, view)
        assert view.trouble.isHidden()
        assert of(view) == REPORTS + 1

    start(many, journey)


def test_an_answer_that_a_locked_project_refuses_changes_no_figure(many, start):
    def journey(person):
        view = quality(person)
        before = rows(view.quality.figures)
        person.desk.session.store._db.all("pragma busy_timeout = 10")
        holder = sqlite3.connect(many, isolation_level=None)
        holder.execute("begin immediate")
        person.window.activateWindow()
        back_at(person)
        person.key(Qt.Key.Key_Return, on=person.window.reading.page)
        assert person.said() == tr("store.busy", path=str(many), reason="database is locked")
        come_back(person, view)
        assert rows(view.quality.figures) == before
        holder.execute("rollback")
        holder.close()

    start(many, journey)


def test_a_passage_is_gone_to_though_the_project_is_locked(many, start):
    def journey(person):
        view = quality(person)
        last = person.desk.rows[-1].document.id
        person.desk.session.store._db.all("pragma busy_timeout = 10")
        holder = sqlite3.connect(many, isolation_level=None)
        holder.execute("begin immediate")
        words = text(REPORTS - 1)
        at = words.index("529户")
        view.quality.wanted.emit((last, at, at + 4))
        back_at(person)
        assert person.document == last
        assert person.words() == "529户"
        assert person.window.reading.page.hasFocus()
        holder.execute("rollback")
        holder.close()

    start(many, journey)


# What is said -----------------------------------------------------------------------------------------


def test_recall_says_what_it_counts_and_what_it_leaves_aside(many, start):
    def journey(person):
        session = person.desk.session
        first, second = (row.document.id for row in person.desk.rows[:2])
        person.desk.run(progress.finish, document=first, layers=["number"])
        at = text(1).index("法治")
        number = {"value": "1", "kind": "count", "unit": "件"}
        place = {"document": second, "layer": "number", "label": "quantity", "fragments": [[at, at + 2]]}
        assert session.run(spans.tag, **place, features=number)
        view = quality(person)
        table = view.quality.figures
        person.key(Qt.Key.Key_Right)
        assert rows(table)[0][2] == "100.0%"
        told = view.quality.told.text()
        assert "1/1" in told and f"声明已完成的 1 份报告（共 {REPORTS} 份有答案）" in told
        assert "另有 1 个漏标" in told and "不计入" in told
        assert "不计入" in table.model().index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
        assert rows(view.quality.cases) == []
        assert rows(view.quality.mix) == [("机器漏标", "1")]

    start(many, journey)
