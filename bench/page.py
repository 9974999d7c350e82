"""Owns the speed of the reading page: how much the spans cost on top of the bare page, in one run.

Usage: ``python bench/page.py [--rounds N]``.  The bare page is a QTextEdit with the same font, block
format, column and text, and no spans, filled the usual way: setPlainText, then the block format.
Targets against it: show <= 1.5 times, add one span <= 2.5 times.  ``quick`` is the same bare page
filled the way our page is, with a new document each time: what is left above it is the price of
the spans alone.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit

from annotator.ui.page import Page
from annotator.ui.painting.column import column
from annotator.ui.painting.minimap import KINDS, Sign
from annotator.ui.painting.notes import MarginNote
from annotator.ui.painting.paint import Paint
from annotator.ui.painting.typesetting import paragraph_format
from annotator.ui.theme import light, page_font

WIDTH, HEIGHT = 1000, 1000
CASES = (
    ("20k characters, 2k spans", 20_000, 2_000, False),
    ("500k characters, 50k spans", 500_000, 50_000, False),
    ("20k in one paragraph, 2k spans", 20_000, 2_000, True),
)
SHOW_TARGET, ADD_TARGET = 1.5, 2.5
SENTENCES = (
    "全面落实行政执法公示制度，全年办理行政处罚案件312件，其中一般程序74件、简易程序238件。",
    "计划治理违法建设50万平方米，截至11月底已治理约48万平方米，完成进度96.8%；同比下降12.4%。",
    "部分执法人员程序意识不强，案卷制作不够规范，年内抽查案卷120宗，发现问题16项，均已完成整改。",
    "推动出台市容和环境卫生管理办法，力争年内建成智慧城管平台，实现重点区域视频监控全覆盖。",
)
STYLES = (
    ("numbers", "fill", "confirmed"),
    ("numbers", "fill", "suggestion"),
    ("numbers", "fill", "corrected"),
    ("legal", "underline", "confirmed"),
    ("problems", "fill", "manual"),
    ("results", "bracket", "confirmed"),
)


def report(length: int, *, is_one_paragraph: bool) -> str:
    """Return a text of that many code points in paragraphs of some 200, or in one."""
    draw = random.Random(7)
    paragraphs, size = [], 0
    while size < length:
        paragraph = "".join(draw.choice(SENTENCES) for _ in range(draw.randint(2, 6)))
        paragraphs.append(paragraph)
        size += len(paragraph) + 1
    return (" " if is_one_paragraph else "\n").join(paragraphs)[:length]


def spans(length: int, count: int) -> list[Paint]:
    """Return short random spans in text order."""
    draw = random.Random(1)
    starts = sorted(draw.randrange(length - 20) for _ in range(count))
    made = []
    for ref, start in enumerate(starts):
        hue, style, state = STYLES[ref % len(STYLES)]
        fragments = ((start, start + draw.randint(2, 12)),)
        made.append(Paint(ref=ref, fragments=fragments, hue=hue, style=style, state=state))  # type: ignore[arg-type]
    return made


def paint_now(page: QTextEdit) -> None:
    """Let Qt lay out and paint everything that is due."""
    QApplication.processEvents()
    page.viewport().repaint()
    QApplication.processEvents()


def bare() -> QTextEdit:
    """Return the bare page, on screen and empty."""
    page = QTextEdit()
    page.setFont(page_font(light()))
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setReadOnly(True)
    page.setUndoRedoEnabled(False)
    return on_screen(page)


def margins(document: QTextDocument, *, em: int) -> None:
    """Give a bare document our column."""
    document.setDocumentMargin(0)
    fitted = column(WIDTH, em=em)
    form = document.rootFrame().frameFormat()
    form.setLeftMargin(fitted.outer_left + fitted.left)
    form.setRightMargin(fitted.outer_right + fitted.right)
    document.rootFrame().setFrameFormat(form)


def show_bare(page: QTextEdit, text: str) -> None:
    """Show a text on the bare page the usual way."""
    em = page.font().pixelSize()
    page.setPlainText(text)
    margins(page.document(), em=em)
    cursor = page.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(paragraph_format(em))


def show_quick(page: QTextEdit, text: str) -> None:
    """Show a text on the bare page in a new document."""
    em = page.font().pixelSize()
    document = QTextDocument(page)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(page.font())
    margins(document, em=em)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setBlockFormat(paragraph_format(em))
    cursor.insertText(text)
    cursor.endEditBlock()
    page.setDocument(document)


def beside(paints: list[Paint]) -> tuple[list[Sign], list[MarginNote]]:
    """Return a sign on the map for each span, and a note in the margin for every twentieth."""
    signs = [Sign(paint.start, KINDS[at % 4], paint.ref) for at, paint in enumerate(paints)]
    notes = [MarginNote(paint.start, SENTENCES[0], "note", paint.ref) for paint in paints[::20]]
    return signs, notes


def show_ours(
    page: QTextEdit, text: str, paints: list[Paint], signs: list[Sign], notes: list[MarginNote]
) -> None:
    """Show a text with its spans, its map and its notes on our page."""
    assert isinstance(page, Page)
    page.show_text(text)
    page.set_paints(paints)
    page.set_marks(signs)
    page.set_notes(notes)


def on_screen(page: QTextEdit) -> QTextEdit:
    """Return the page shown at the size all cases have."""
    page.resize(WIDTH, HEIGHT)
    page.show()
    paint_now(page)
    return page


def timed(page: QTextEdit, step: Callable[[], None]) -> float:
    """Return the milliseconds of a step with the painting it asks for."""
    began = time.perf_counter()
    step()
    page.viewport().repaint()
    page.verticalScrollBar().repaint()
    taken = (time.perf_counter() - began) * 1e3
    paint_now(page)
    return taken


def add_one(page: QTextEdit, turn: int) -> None:
    """Tag one more span near the top; the whole page is painted again, not only its place."""
    assert isinstance(page, Page)
    start = 200 + turn * 13
    paint = Paint(ref=f"new {turn}", fragments=((start, start + 6),), hue="numbers")
    page.change_paints(added=[paint], fades=False)


def measure(text: str, paints: list[Paint], *, rounds: int) -> dict[str, float]:
    """Return medians in milliseconds."""
    signs, notes = beside(paints)
    plain, quick, ours = bare(), bare(), on_screen(Page(light()))
    names = ("show bare", "show quick", "show", "add bare", "add")
    taken: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        taken["show bare"].append(timed(plain, lambda: show_bare(plain, text)))
        taken["show quick"].append(timed(quick, lambda: show_quick(quick, text)))
        taken["show"].append(timed(ours, lambda: show_ours(ours, text, paints, signs, notes)))
        for turn in range(10):
            taken["add bare"].append(timed(plain, lambda: None))
            taken["add"].append(timed(ours, lambda turn=turn: add_one(ours, turn)))  # type: ignore[misc]
    for page in (plain, quick, ours):
        page.deleteLater()
    QApplication.processEvents()
    return {name: statistics.median(values) for name, values in taken.items()}


def main() -> int:
    """Print the table; the exit code tells whether every target was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    app = QApplication.instance() or QApplication([])
    show_ours(warm := on_screen(Page(light())), "".join(SENTENCES), [], [], [])
    paint_now(warm)
    is_met = True
    heads = "show: bare", "quick", "page", "page/bare", "add: bare", "page", "page/bare"
    print(f"{'milliseconds':32}" + "".join(f"{head:>11}" for head in heads))
    for name, length, count, is_one_paragraph in CASES:
        text = report(length, is_one_paragraph=is_one_paragraph)
        ms = measure(text, spans(length, count), rounds=rounds)
        show_ratio, add_ratio = ms["show"] / ms["show bare"], ms["add"] / ms["add bare"]
        is_met = is_met and show_ratio <= SHOW_TARGET and add_ratio <= ADD_TARGET
        shown = ms["show bare"], ms["show quick"], ms["show"], show_ratio
        row = (*shown, ms["add bare"], ms["add"], add_ratio)
        print(f"{name:32}" + "".join(f"{value:11.2f}" for value in row))
    print(f"targets: show <= {SHOW_TARGET}, add <= {ADD_TARGET}: {'met' if is_met else 'MISSED'}")
    app.processEvents()
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
