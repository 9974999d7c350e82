"""Owns the speed of the reading page: how much the spans cost on top of the bare page, in one run.

Usage: ``python bench/page.py [--rounds N]``.  The bare page is a QTextEdit with the same font, block
format, column and text, and no spans.  Targets: show <= 1.5 times, add one span <= 2.5 times.
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

from PySide6.QtGui import QTextCursor  # noqa: E402
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit  # noqa: E402

from annotator.ui.page import Page  # noqa: E402
from annotator.ui.painting.column import column  # noqa: E402
from annotator.ui.painting.paint import Paint  # noqa: E402
from annotator.ui.painting.typesetting import paragraph_format  # noqa: E402
from annotator.ui.theme import light, page_font  # noqa: E402

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


def bare(text: str) -> QTextEdit:
    """Return the bare page."""
    font = page_font(light())
    page = QTextEdit()
    page.setFont(font)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setReadOnly(True)
    page.setUndoRedoEnabled(False)
    page.document().setDocumentMargin(0)
    fitted = column(WIDTH, em=font.pixelSize())
    form = page.document().rootFrame().frameFormat()
    form.setLeftMargin(fitted.outer_left + fitted.left)
    form.setRightMargin(fitted.outer_right + fitted.right)
    page.document().rootFrame().setFrameFormat(form)
    cursor = page.textCursor()
    cursor.beginEditBlock()
    cursor.setBlockFormat(paragraph_format(font.pixelSize()))
    cursor.insertText(text)
    cursor.endEditBlock()
    page.moveCursor(QTextCursor.MoveOperation.Start)
    return page


def page_of(text: str, paints: list[Paint]) -> QTextEdit:
    """Return our page with its spans."""
    page = Page(light())
    page.show_text(text)
    page.set_paints(paints)
    return page


def show(make: Callable[[], QTextEdit]) -> tuple[QTextEdit, float]:
    """Return the page made and the milliseconds until it is on screen."""
    began = time.perf_counter()
    page = make()
    page.resize(WIDTH, HEIGHT)
    page.show()
    paint_now(page)
    return page, (time.perf_counter() - began) * 1e3


def repaint_ms(page: QTextEdit, step: Callable[[int], None]) -> float:
    """Return the median milliseconds of one step with the repaint it asks for."""
    taken = []
    for turn in range(30):
        began = time.perf_counter()
        step(turn)
        page.viewport().update()
        paint_now(page)
        taken.append((time.perf_counter() - began) * 1e3)
    return statistics.median(taken)


def add_to(page: QTextEdit) -> Callable[[int], None]:
    """Return the step that tags one more span near the top."""

    def step(turn: int) -> None:
        assert isinstance(page, Page)
        start = 200 + turn * 13
        paint = Paint(ref=f"new {turn}", fragments=((start, start + 6),), hue="numbers")
        page.change_paints(added=[paint], fades=False)

    return step


def measure(text: str, paints: list[Paint], *, rounds: int) -> tuple[float, float, float, float]:
    """Return medians in milliseconds: show bare, show ours, repaint bare, add one span."""
    taken: list[tuple[float, float, float, float]] = []
    for _ in range(rounds):
        plain, show_bare = show(lambda: bare(text))
        add_bare = repaint_ms(plain, lambda turn: None)
        plain.deleteLater()
        ours, show_ours = show(lambda: page_of(text, paints))
        add_ours = repaint_ms(ours, add_to(ours))
        ours.deleteLater()
        QApplication.processEvents()
        taken.append((show_bare, show_ours, add_bare, add_ours))
    columns = list(zip(*taken, strict=True))
    return tuple(statistics.median(column) for column in columns)  # type: ignore[return-value]


def main() -> int:
    """Print the table; the exit code tells whether every target was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    app = QApplication.instance() or QApplication([])
    warm, _ = show(lambda: page_of("".join(SENTENCES), []))
    warm.deleteLater()
    is_met = True
    print(f"{'':32}{'show: bare':>12}{'page':>8}{'ratio':>7}{'add: bare':>12}{'page':>8}{'ratio':>7}")
    for name, length, count, is_one_paragraph in CASES:
        text = report(length, is_one_paragraph=is_one_paragraph)
        figures = measure(text, spans(length, count), rounds=rounds)
        show_bare, show_ours, add_bare, add_ours = figures
        show_ratio, add_ratio = show_ours / show_bare, add_ours / add_bare
        is_met = is_met and show_ratio <= SHOW_TARGET and add_ratio <= ADD_TARGET
        print(
            f"{name:32}{show_bare:9.1f} ms{show_ours:8.1f}{show_ratio:7.2f}"
            f"{add_bare:9.1f} ms{add_ours:8.1f}{add_ratio:7.2f}"
        )
    print(f"targets: show <= {SHOW_TARGET}, add <= {ADD_TARGET}: {'met' if is_met else 'MISSED'}")
    app.processEvents()
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
