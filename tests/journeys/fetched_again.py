"""Owns a project whose report was fetched again while a reviewer worked on the older text, and looking at
what waits there."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.session import Session
from annotator.tasks.anchoring import anchors
from tests.journeys.teamwork import KEY, WAIT_MS, call

HEAD = "云溪县司法局2024年报告\n一、主要举措\n全年召开会议若干次，各项工作有序推进。\n"
TAIL = "二、存在问题\n人手不足，证据链不够充分。𠮷祥街道走访5次，回访5次。\n"
OLD = f"{HEAD}全年办理案件112件，同比上升3%。\n<b>培训</b>一次不落，办结38起。\n{TAIL}"
NEW = f"来源：县政府\n{HEAD}全年办理各类案件115件。\n<b>集中培训</b>也一次不落。\n{TAIL}另有38起仍在办理。\n"
TAGGED = ("人手不足", "112件", "同比上升3%", "<b>培训</b>一次", "38起")


def tag(document: str, words: str) -> str:
    place = [OLD.index(words), OLD.index(words) + len(words)]
    about = {"layer": "clause", "label": "measure", "fragments": [place]}
    return json.dumps({"document": document, "op": "tag", **about}, ensure_ascii=False)


def fetch_again(tmp_path: Path) -> tuple[Path, Path]:
    """Return the owner's project with the newer text, and the bundle made from the older one."""
    project, report = tmp_path / "project.sqlite", tmp_path / "报告.txt"
    report.write_text(OLD, "utf-8")
    for words in (("new", project), ("import", project, report), ("plan", project, "--reviewers", "乙")):
        call(*words, "--as", "组长")
    call("send", project, "--to", "乙", "--out", tmp_path, "--as", "组长")
    (package,) = tmp_path.glob("*.package.zip")
    work, script = tmp_path / "乙.sqlite", tmp_path / "乙.jsonl"
    call("receive", package, work, "--as", "乙")
    session = Session.open(work, reviewer="乙")
    (document,) = [row.document.id for row in session.documents()]
    session.close()
    script.write_text("\n".join(tag(document, words) for words in TAGGED), "utf-8")
    call("annotate", work, script, "--as", "乙")
    call("send", work, "--to", "owner", "--out", tmp_path, "--as", "乙")
    report.write_text(NEW, "utf-8")
    call("import", project, report, "--as", "组长")
    (bundle,) = tmp_path.glob("*.bundle.zip")
    return project, bundle


def in_sight(person, kind):
    """A window that has come into sight, with the keyboard."""
    person.bot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind), timeout=WAIT_MS)
    return QApplication.activeWindow()


def standing(person) -> dict[str, str]:
    """Words of the older text -> words at which they stand in the newer one."""
    store = person.desk.session.store
    (newer,) = {one["document"] for one in store.records("anchor")}
    found = {}
    for each in store.annotations(newer, "乙"):
        (old,) = [one["fragments"] for one in store.records("anchor") if one["id"] == each.id]
        text = store.original(newer)
        found[OLD[old[0][0] : old[0][1]]] = "".join(text[start:end] for start, end in each.fragments)
    return found


def waiting(project: Path) -> list[str]:
    """What waits, by id."""
    session = Session.open(project, reviewer="组长")
    found = [line.anchor.id for line in anchors(session.store)]
    session.close()
    return found


def written(person, view) -> None:
    """Wait until all is on the disk that was answered."""
    person.bot.waitUntil(lambda: not view.is_writing, timeout=WAIT_MS)


def queued(view) -> list[str]:
    return [row.cells[1] for row in view.queue.table.rows.rows]


def choose(person, view, sort: str) -> None:
    """Choose a sort by keyboard."""
    person.key(KEY.Key_F)
    popup = view.queue.sort.view()
    person.bot.waitUntil(popup.isVisible, timeout=WAIT_MS)
    for _ in range(6):
        if popup.currentIndex().data(Qt.ItemDataRole.UserRole) == sort:
            break
        person.key(KEY.Key_Down, on=popup)
    person.key(KEY.Key_Return, on=popup)
    assert view.queue.chosen == sort
