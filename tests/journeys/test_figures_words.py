"""Owns what the figures say: why a number is not drawn, whole rows, and the same as the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from annotator.__main__ import main
from annotator.commands.documents import add
from annotator.model.annotations import ALL
from annotator.session import Session
from annotator.ui.quality_tab import MEASURES
from tests.building import a_document, a_number, new_store
from tests.journeys.test_figures_slices import keep
from tests.journeys.test_figures_window import CONTROL, SHIFT, at_rest, figures, quality, rows

# The platform without a screen says so for every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_what_is_not_drawn_says_why_in_its_row_and_in_one_line(tmp_path, start):
    path = tmp_path / "plan.sqlite"
    session = Session(new_store(path), reviewer="甲")
    document, words = a_document("全年办案356件，计划办案400件，再办20起，另办12件。\n")
    session.run(add, documents=[(replace(document, features={"body": "甲局"}), words)])
    about = {"indicator_id": "办案", "period_from": "2024-01-01", "period_to": "2024-12-31", "role": "level"}
    more: dict[str, dict[str, str]] = {
        "400件": {"role": "plan"},
        "20起": {"unit_norm": "起"},
        "12件": {"period_to": ""},
    }
    found = []
    for number in ("356件", *more):
        one = a_number(words, number, value=number.rstrip("件起"))
        found.append(replace(one, features={**one.features, **about, **more.get(number, {})}))
    keep(session, document.id, found)
    session.close()

    def journey(person):
        person.key(Qt.Key.Key_I, CONTROL | SHIFT)
        series = figures(person).series
        assert {row[1]: row[5] for row in rows(series.numbers)} == {
            "356": "",
            "400": "未画：性质是“计划”",
            "20": "未画：单位是“起”",
            "12": "未画：缺统计期",
        }
        told = series.told.text()
        assert told.startswith("4 个数值，画出 1 个；未画：")
        whys = {"性质是“计划”的 1 个", "单位是“起”的 1 个", "缺统计期的 1 个"}
        assert whys == set(told.split("：", 1)[1].split("、"))
        # Whoever turns to the plan sees the plan.
        values = [row[1] for row in rows(series.numbers)]
        series.numbers.selectRow(values.index("400"))
        assert rows(series.numbers)[values.index("400")][5] == ""
        assert rows(series.numbers)[values.index("356")][5] == "未画：性质是“水平值”"
        assert [str(point.value) for line in series.plot._lines for point in line.points] == ["400"]
        assert "性质是“水平值”" in series.told.text()

    start(path, journey)


def test_every_table_ends_with_a_whole_row(sample, start):
    def journey(person):
        view = quality(person)
        view.quality.by.toggles["kind"].click()
        view.begin("series")
        at_rest(person, view)
        tables = (view.quality.figures, view.quality.mix, view.quality.cases)
        for height in (760, 741, 702):
            view.resize(view.width(), height)
            QCoreApplication.processEvents()
            for table in (*tables, view.series.names, view.series.numbers):
                over = table.viewport().height() % table.verticalHeader().defaultSectionSize()
                assert over == 0 or not table.isVisible()

    start(sample, journey, reviewer="jia")


# The command line -------------------------------------------------------------------------------------


def lines(capsys, *words: str) -> list[dict]:
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_window_and_the_command_line_say_the_same(sample, start, capsys):
    shown: dict[str, list] = {}

    def journey(person):
        view = quality(person)
        for by in ("all", "unit", "kind", "document", "reviewer"):
            view.quality.by.toggles[by].click()
            at_rest(person, view)
            groups: list[Any] = [row.stands_for for row in view.quality.figures.rows.rows]
            shown[by] = [
                (one[name].name, name, one[name].right, one[name].of) for one in groups for name in MEASURES
            ]
        shown["mix"] = [(row.stands_for, int(row.cells[1])) for row in view.quality.mix.rows.rows]
        view.begin("series")
        at_rest(person, view)
        shown["names"] = [(row.stands_for, int(row.cells[1])) for row in view.series.names.rows.rows]
        sources = view.series.numbers.rows.rows.sources
        shown["numbers"] = [(one.observation.document, one.observation.text) for _, one in sources]

    start(sample, journey, reviewer="jia")
    for by in ("all", "unit", "kind", "document", "reviewer"):
        told = lines(capsys, "quality", str(sample), "--by", by, "--of", ALL)
        found = [
            (one["name"], one["measure"], one["right"], one["of"])
            for one in told
            if one["measure"] != "reason"
        ]
        assert sorted(found) == sorted(shown[by]) and found
        assert [(one["name"], one["n"]) for one in told if one["measure"] == "reason"] == shown["mix"]
        assert all(
            len(one["cases"]) == one["of"] - one["right"] for one in told if one["measure"] != "reason"
        )
    names = lines(capsys, "series", str(sample), "--as", "jia")
    assert [(one["indicator"], one["n"]) for one in names] == shown["names"]
    numbers = lines(capsys, "series", str(sample), names[0]["indicator"], "--as", "jia")
    assert [(one["document"], one["text"]) for one in numbers] == shown["numbers"]
