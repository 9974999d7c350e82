"""Owns the window of the manual: how pages are set, where links lead, what a search shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView, QTextBrowser, QWidget

from annotator import i18n, manual
from annotator.ui import manual_sheet
from annotator.ui.manual_view import ManualView
from annotator.ui.theme import dark, light

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make_manual(qtbot):
    """Return a maker of manuals that are on screen."""

    def make(theme=None, *, width=920, height=680):
        view = ManualView(theme or light())
        qtbot.addWidget(view)
        view.resize(width, height)
        with qtbot.waitActive(view):
            view.begin()
        return view

    return make


@pytest.fixture
def show_picture(monkeypatch, tmp_path):
    """Return a function that puts one picture of that size in place of all."""

    def put(width=0, height=0):
        content = None
        if width:
            image = QImage(width, height, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.darkCyan)
            image.save(str(tmp_path / "picture.png"))
            content = (tmp_path / "picture.png").read_bytes()
        monkeypatch.setattr(manual_sheet, "picture_bytes", lambda name, look="light": content)

    return put


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_sign_of_markdown_is_left_on_any_page(make_manual, language):
    i18n.set_language(language)
    view = make_manual()
    for page in manual.pages(language):
        view.show_page(page.id)
        shown = view.sheet.toPlainText()
        assert shown.startswith(page.title)
        for sign in ("**", "`", "](", "|", "## ", "\n- "):
            assert sign not in shown, page.id


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_key_has_a_cap_inside_the_column(make_manual, language):
    i18n.set_language(language)
    view = make_manual()
    for page in manual.pages(language):
        view.show_page(page.id)
        keys = [one for one in manual.spans(page.summary + page.body) if manual.is_key(one)]
        caps = view.sheet.caps()
        assert len(caps) == len(keys), page.id
        for cap in caps:
            assert 0 <= cap.left() < cap.right() <= view.sheet.viewport().width()
            assert cap.width() < 160


def test_a_line_holds_38_ideographs_at_most(make_manual):
    view = make_manual(width=1800)
    assert view.sheet.viewport().width() <= 38 * view.sheet.font().pixelSize() + 2
    view.resize(640, 480)
    assert view.sheet.viewport().width() < 640 - view.left.width()
    assert view.sheet.document().size().width() <= view.sheet.viewport().width()


@pytest.mark.parametrize("factor", [1, 2])
def test_it_fits_a_small_screen(make_manual, factor):
    view = make_manual(light().times(factor), width=900, height=500)
    assert (view.width(), view.height()) == (900, 500)
    assert view.sheet.viewport().width() > 400
    assert view.left.width() >= 100
    for page in manual.pages("zh"):
        view.show_page(page.id)
        assert view.sheet.document().size().width() <= view.sheet.viewport().width() + 1, page.id


def test_links_lead_to_pages_and_nowhere_else(make_manual, monkeypatch):
    view = make_manual()
    view.sheet.anchorClicked.emit(QUrl("tagging.md"))
    assert view.shown() == ("tagging", "")
    view.sheet.anchorClicked.emit(QUrl("views.md#语言"))
    assert view.shown() == ("views", "语言")
    opened: list[QUrl] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    for outside in ("https://example.org/keys.md", "file:///etc/keys.md", "nothing.md", "mailto:a@b.c"):
        view.sheet.anchorClicked.emit(QUrl(outside))
        assert view.shown() == ("views", "语言")
    assert opened == []
    assert "语言" in view.sheet.toPlainText()


def test_a_link_is_followed_with_the_keyboard(make_manual, qtbot):
    view = make_manual()
    view.sheet.setFocus()
    qtbot.keyClick(view.sheet, Qt.Key.Key_Tab)
    qtbot.keyClick(view.sheet, Qt.Key.Key_Return)
    assert view.shown() == ("team-windows", "")


def test_a_wide_picture_is_scaled_down_and_a_small_one_is_not(make_manual, show_picture):
    view = make_manual()
    measure = view.sheet.viewport().width()
    show_picture(2880, 1800)
    wide = view.sheet.loadResource(2, QUrl("pictures/desk.png"))
    assert wide.deviceIndependentSize().toSize().width() == measure
    show_picture(200, 100)
    assert view.sheet.loadResource(2, QUrl("pictures/desk.png")).size() == QSize(200, 100)


def test_a_picture_that_is_not_there_leaves_nothing(make_manual, show_picture):
    show_picture()
    view = make_manual()
    view.show_page("the-desk")
    assert "\ufffc" not in view.sheet.toPlainText()
    assert "标注窗口：" not in view.sheet.toPlainText()
    show_picture(20, 10)
    view.show_page("the-desk")
    assert "\ufffc" in view.sheet.toPlainText()
    assert "标注窗口：" in view.sheet.toPlainText()


@pytest.mark.parametrize(
    "path", ["../sample/README.md", "file:///etc/passwd", "pictures/../../x.png", "/a.png"]
)
def test_nothing_but_packaged_pictures_is_read(make_manual, monkeypatch, path):
    asked = []
    monkeypatch.setattr(manual_sheet, "picture_bytes", lambda name, look="light": asked.append(name))
    view = make_manual()
    asked.clear()
    assert view.sheet.loadResource(2, QUrl(path)).size() == QSize(1, 1)
    assert asked == []


def test_a_page_begins_at_its_beginning_and_stays_there_when_the_window_changes(make_manual, qtbot):
    view = make_manual()
    bar = view.sheet.verticalScrollBar()
    assert (view.shown(), bar.value()) == (("first-hour", ""), 0)
    view.resize(700, 500)
    assert bar.value() == 0
    view.show_page("checking-numbers", "一键一条")
    view.resize(920, 680)
    assert view.sheet.cursorForPosition(QPoint(0, 20)).block().text() == "一键一条"


def test_a_section_is_shown_at_the_top(make_manual):
    view = make_manual()
    view.show_page("checking-numbers", "移动边界")
    assert view.sheet.verticalScrollBar().value() > 0
    assert view.sheet.cursorForPosition(view.sheet.viewport().rect().topLeft()).block().text() in (
        "移动边界",
        view.sheet.textCursor().block().previous().text(),
    )
    assert view.sheet.textCursor().block().text() == "移动边界"


def test_back_and_forward(make_manual, qtbot):
    view = make_manual()
    assert not view.back.isEnabled()
    view.show_page("keys")
    view.show_page("views", "语言")
    qtbot.keyClick(view.sheet, Qt.Key.Key_Left, ALT)
    assert view.shown() == ("keys", "")
    qtbot.keyClick(view.field, Qt.Key.Key_Left, ALT)
    assert view.shown() == ("first-hour", "")
    assert not view.back.isEnabled()
    qtbot.keyClick(view.sheet, Qt.Key.Key_Right, ALT)
    assert view.shown() == ("keys", "")
    view.show_page("saved")
    assert not view.forward.isEnabled()


def test_the_arrows_walk_through_the_contents(make_manual, qtbot):
    view = make_manual()
    view.contents.setFocus()
    qtbot.keyClick(view.contents, Qt.Key.Key_Down)
    qtbot.keyClick(view.contents, Qt.Key.Key_Down)
    assert view.shown() == ("checking-numbers", "")
    assert view.contents.hasFocus()


def test_hits_are_listed_with_their_section_and_line(make_manual, qtbot):
    view = make_manual()
    qtbot.keyClicks(view.field, "F6")
    assert view.beside is view.hits
    # What differs comes first, the page they share after it.
    assert any(head == "修改原因" and line.startswith("核对数字 · ") for head, line in view.hits.rows())
    assert view.shown() == (view._hits[0].page.id, view._hits[0].section)
    assert len(view.sheet.extraSelections()) >= 1
    assert all("F6" in line for _, line in view.hits.rows())
    qtbot.keyClick(view.field, Qt.Key.Key_Down)
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    assert view.shown() == (view._hits[1].page.id, view._hits[1].section)
    qtbot.keyClick(view.sheet, Qt.Key.Key_F, CONTROL)
    assert view.field.hasFocus()
    qtbot.keyClicks(view.field, "qqq")
    assert view.beside not in (view.hits, view.contents)
    view.field.clear()
    assert view.beside is view.contents


def test_night_is_taken_at_once_and_the_place_is_kept(make_manual):
    view = make_manual()
    view.show_page("keys", "输入法")
    before = view.sheet.verticalScrollBar().value()
    view.set_theme(dark())
    assert view.sheet.viewport().palette().base().color().name().upper() == dark().paper
    assert abs(view.sheet.verticalScrollBar().value() - before) <= 2
    block = view.sheet.document().begin()
    assert block.begin().fragment().charFormat().foreground().color().name().upper() == dark().ink


def test_headings_are_bold_and_the_text_is_the_reports_serif(make_manual):
    view = make_manual()
    heading = view.sheet.document().begin()
    assert heading.begin().fragment().charFormat().fontWeight() == QFont.Weight.Bold
    assert view.sheet.document().defaultFont().families() == view.sheet.font().families()


def test_everything_has_a_name(make_manual):
    view = make_manual()
    for kind in (QLineEdit, QListView, QTextBrowser, QAbstractButton):
        for part in view.findChildren(kind):
            is_qts_own = part.parent() is view.field
            assert part.accessibleName() or is_qts_own, part


def test_words_found_are_tinted_and_back_leads_to_where_one_began(make_manual, qtbot):
    view = make_manual()
    view.show_page("keys")
    view.field.setText("断电")
    assert view.shown()[0] == "saved"
    tinted = {one.cursor.selectedText() for one in view.sheet.extraSelections()}
    assert tinted == {"断电"}
    qtbot.keyClick(view.field, Qt.Key.Key_Left, ALT)
    assert view.shown() == ("keys", "")
    view.field.clear()
    assert view.sheet.extraSelections() == []


def test_a_picture_of_few_colours_gets_its_frame(make_manual, monkeypatch, tmp_path):
    image = QImage(40, 20, QImage.Format.Format_Indexed8)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    image.fill(0)
    image.save(str(tmp_path / "few.png"))
    content = (tmp_path / "few.png").read_bytes()
    monkeypatch.setattr(manual_sheet, "picture_bytes", lambda name, look="light": content)
    view = make_manual()
    framed = view.sheet.loadResource(2, QUrl("pictures/desk.png"))
    assert framed.pixelColor(0, 0).name().upper() == light().line


@pytest.mark.parametrize("width", [760, 1440])
def test_it_is_no_narrower_than_the_window_allows(qtbot, width):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, 900)
    view = ManualView(light(), window)
    assert view.width() == min(920, max(width, view.screen().availableGeometry().width()))
    assert view.height() == 680
