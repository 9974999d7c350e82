"""Longer work in a process of its own: its records, one sentence when refused, cancelled, killed."""

from __future__ import annotations

import pytest

from annotator.i18n import set_language
from annotator.session import Session
from annotator.tagsets import default_tagset
from annotator.tasks.checking import check_project
from annotator.tasks.creating import create_project
from annotator.ui.child import ChildFailedError, Work, importing, suggesting

WAIT_MS = 30_000


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "-项目.sqlite"
    create_project(path, tagset=default_tagset(), actor="组长")
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:02}.txt").write_text(
            f"甲局2024年年度报告\n全年办理案件{n + 1}件。\n" * 20, encoding="utf-8"
        )
    return path


def is_sound(path):
    session = Session.open(path, reviewer="甲")
    try:
        return all(check.is_ok for check in check_project(session.store)), len(session.documents())
    finally:
        session.close()


def test_records_and_progress_come_back(qtbot, project):
    work = Work(importing(project, [str(project.parent / "reports")], actor="--甲"))
    told = []
    work.progressed.connect(lambda done, total, about: told.append((done, total, about)))
    with qtbot.waitSignal(work.succeeded, timeout=WAIT_MS) as ended:
        work.start()
    statuses = [one["status"] for one in ended.args[0] if "status" in one]
    assert statuses == ["imported"] * 40
    assert told[0][2].startswith("正在读入")
    assert told[-1][:2] == (40, 40)
    assert is_sound(project) == (True, 40)


@pytest.mark.parametrize(("language", "told"), [("zh", "找不到"), ("en", "no")])
def test_a_refusal_is_one_sentence_in_the_readers_language(qtbot, tmp_path, language, told):
    set_language(language)
    work = Work(suggesting(tmp_path / "none.sqlite"))
    with qtbot.waitSignal(work.refused, timeout=WAIT_MS) as ended:
        work.start()
    assert "none.sqlite" in ended.args[0]
    assert "\n" not in ended.args[0]
    assert told in ended.args[0]


def test_cancelled_it_ends_between_two_steps(qtbot, project):
    work = Work(importing(project, [str(project.parent / "reports")], actor="甲"))
    with qtbot.waitSignal(work.succeeded, timeout=WAIT_MS):
        work.start()
        work.cancel()
    assert is_sound(project)[0]


def test_killed_in_the_middle_the_project_is_sound(qtbot, project):
    work = Work(importing(project, [str(project.parent / "reports")], actor="甲"))
    with qtbot.waitSignal(work.failed, timeout=WAIT_MS) as ended:
        work.progressed.connect(work._child.kill)
        work.start()
    assert isinstance(ended.args[0], ChildFailedError)
    assert is_sound(project)[0]


def test_stopped_it_is_gone_and_tells_nobody(qtbot, project):
    work = Work(importing(project, [str(project.parent / "reports")], actor="甲"))
    work.start()
    work.stop()
    assert work._child.processId() == 0
    assert is_sound(project)[0]
