"""Every word on every screen goes through the catalogue or the tagset: in a language made up for the test
each of theirs is in marks, and nothing else is unmarked but the reports' own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from annotator import i18n, manual, settings
from annotator.resources import read_text, resource
from annotator.session import Session
from annotator.tagsets import parse_tagset
from annotator.ui import projects, shots
from annotator.ui.action_row import ActionRow
from annotator.ui.curation import sample_team
from annotator.ui.key_page import EVERYWHERE
from annotator.ui.models.wording import key_words, one_line
from annotator.ui.program import Program
from annotator.ui.screens import screens
from annotator.ui.screens_beside import TAUGHT
from annotator.ui.settings_page import OWN_NAMES, home_words
from annotator.ui.team import waiting_line
from annotator.ui.team.rehearsal import CHIEF, TEAM
from tests.sample_project import REVIEWERS, make_sample
from tests.screen_names import screen_cases

# The platform without a screen says so for every dialog.
pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.xdist_group("words")]

OPEN, CLOSE = "⟦", "⟧"
_INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_LETTER = re.compile(r"[^\W\d_]")


def marked_tagset() -> str:
    """The default tagset with every word of it in marks."""
    source = read_text("tagsets", "rule-of-law.toml")
    return re.sub(r'(\b(?:card\.)?(?:zh|en) = )"([^"]*)"', rf'\1"{OPEN}\2{CLOSE}"', source)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with a tagset whose words are in marks."""
    folder = tmp_path_factory.mktemp("marked")
    tagset = folder / "marked.toml"
    tagset.write_text(marked_tagset(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_HOME", str(folder / "home"))
        return make_sample(folder, tagset=str(tagset))


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the language in which every sentence is in marks, those of a new project's tagset too."""
    monkeypatch.setattr(projects, "default_tagset", lambda: parse_tagset(marked_tagset(), name="marked"))
    spoken = i18n.in_language

    def in_marks(code: str, message: str, /, **values: object) -> str:
        return f"{OPEN}{spoken(code, message, **values)}{CLOSE}"

    monkeypatch.setattr(i18n, "in_language", in_marks)


def words_of(widget: QWidget) -> Iterator[str]:
    """Yield every string that a widget in sight shows, or tells those who do not see."""
    yield widget.toolTip()
    yield widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(n) for n in range(widget.count()))
    if isinstance(widget, QMenuBar):
        for menu in widget.actions():
            yield menu.text()
            shown = menu.menu()
            assert isinstance(shown, QMenu)
            yield from (action.text() for action in shown.actions())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _listed(widget.model())


def _listed(model: QAbstractItemModel) -> Iterator[str]:
    # A list's model keeps its one column to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), 200)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column).data(role) or "")


def unmarked(words: str) -> str:
    """What is left of a string without what stands in marks."""
    words = re.sub(r"</?qt>|<br>", " ", words)
    while True:
        fewer = _INNERMOST.sub(" ", words)
        if fewer == words:
            return words
        words = fewer


def strangers(texts: list[str], *, known: str, keys: set[str]) -> list[str]:
    """The strings that hold words which are neither marked, nor a report's, nor a key's name."""
    found = []
    for words in {one for one in texts if one}:
        for part in re.split(r"[\s…·×“”【】()（）/|:：→←,，、‸]+", unmarked(words)):
            part = part.strip("\u2002\u2003\u2009.&")
            if _LETTER.search(part) and part not in known and part not in keys:
                found.append(words)
                break
    return sorted(found)


def document_words(project: Path) -> str:
    """Everything that comes from the reports and the reviewers, in one string."""
    parts = [*REVIEWERS, *OWN_NAMES.values(), project.name, str(project)]
    for reviewer in REVIEWERS:
        session = Session.open(project, reviewer=reviewer)
        for row in session.documents():
            reading = session.reading(row.document.id)
            # A line broken inside a word leaves nothing behind on one line.
            parts += [one.replace("\n", "") for one in (reading.original, reading.clean.text)]
            parts += [
                one_line(reading.original),
                reading.original,
                reading.clean.text,
                row.document.source,
                row.document.name,
            ]
            parts += [str(value) for value in row.document.features.values()]
            for one in session.annotations(row.document.id):
                parts += [one.note, *(str(value) for value in one.features.values())]
            for found in session.suggestions(row.document.id):
                parts += [str(value) for value in found.features.values()]
        session.close()
    parts += [one.name for one in resource("sample").iterdir()]
    parts += [part for taught in TAUGHT for part in taught[1:]]
    parts += [*sample_team.REVIEWERS, sample_team.REASON, sample_team.OTHER]
    parts += [part for rule in sample_team.RULES for part in rule]
    return "\n".join(parts)


def manual_words() -> str:
    """What the manual says: written in each language by itself, as the reports are in theirs."""
    found = [page.title for page in manual.pages("zh")]
    found += [hit.line for hit in manual.search("zh", i18n.tr("ui.action.undo"))]
    found += [part.title for page in manual.pages("zh") for part in manual.sections(page)]
    return "\n".join(found)


def team_words(program: Program) -> str:
    """The names of a small team, of its files, and of its bundles; its reports, also those fetched again."""
    desk = program.projects.desk
    if desk is None:
        return ""
    beside = [str(one) for one in desk.session.path.parent.rglob("*")]
    bundles = [str(record["id"]) for record in desk.session.store.records("bundle")]
    texts = [desk.session.reading(row.document.id).original for row in desk.rows]
    texts += [one_line(text) for text in texts]
    return "\n".join([CHIEF, *TEAM, *beside, *bundles, *texts])


def key_names(rows: tuple[ActionRow, ...]) -> set[str]:
    """The names of all keys there are."""
    named = {keys for row in rows for keys in row.keys} | {one for _, keys in EVERYWHERE for one in keys}
    worded = {key_words(keys) for keys in named} | {"Esc", "Tab", "Shift+Enter", "F5", "H", waiting_line.KEYS}
    # Arrows part words, also those of keys.
    return worded | {keys.rstrip("←→") for keys in worded}


@pytest.mark.parametrize("name", screen_cases())
def test_every_word_on_the_screen_is_translated(name, marked, marks, qapp):
    known = document_words(marked)
    with shots.at_work(marked, "light", "jia") as program:
        screen = dict(screens())[name](program)
        known += team_words(program)
        known += home_words(settings.folder()) + str(settings.folder()) + manual_words()
        texts = []
        for widget in [screen, *screen.findChildren(QWidget)]:
            if widget is screen or widget.isVisibleTo(screen):
                texts += list(words_of(widget))
        texts.append(screen.windowTitle())
        if program.projects.desk is not None:
            index = program.window.reading.page._index
            end = len(program.window.reading.page.text)
            texts += [paint.words for paint, _ in (*index.words_between(0, end), *index.bars_between(0, end))]
        assert len([one for one in texts if OPEN in one]) > 3
        assert strangers(texts, known=known, keys=key_names(program.window.menus.rows)) == []


def test_a_word_that_is_not_translated_is_noticed():
    assert strangers([f"{OPEN}保存{CLOSE} 312件"], known="312件", keys=set()) == []
    assert strangers(["保存"], known="312件", keys=set()) == ["保存"]
    assert strangers([f"{OPEN}a {OPEN}b{CLOSE} c{CLOSE} Save"], known="", keys=set()) != []
