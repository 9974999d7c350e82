"""Owns the queue: which cases are asked for, how many there are, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStackedLayout, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.curation import NO_LAYER, Case
from annotator.tasks.curating.policies import RELATION
from annotator.ui.curation.choices import offer_labels, offer_reports
from annotator.ui.excerpt_line import PlacePen
from annotator.ui.lines import Lines
from annotator.ui.measured import Measured
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.docket import (
    CASE,
    KINDS,
    WHICH,
    Docket,
    Sought,
    Tally,
    Which,
    is_waiting,
    listed,
    tally_of,
)
from annotator.ui.pieces import Flow, LineDelegate, small
from annotator.ui.signs import draw_check
from annotator.ui.theme import chrome_font
from annotator.ui.toggles import QuietChoice, Toggles
from annotator.ui.whole_rows import WholeRows

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
_SOON_MS = 250
"""How often the list is made anew while reports are being read."""


class _Line(LineDelegate):
    """Draws one case: its words, how answers differ, whether it waits."""

    height = 44

    def __init__(self, desk: Desk, words: CaseWords, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._words = words
        self._pen = PlacePen(desk.theme)
        self._tiny = Measured(chrome_font(desk.theme, pixels=desk.theme.sizes.tiny))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw by hand, as all lists are."""
        theme, case = self._desk.theme, index.data(CASE)
        px = theme.sizes.px
        rect, state = QRect(option.rect), option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        inner = rect.adjusted(px(14), px(4), -px(12), -px(4))
        half = inner.height() // 2
        self._draw_sign(painter, QRectF(inner.left(), inner.top(), px(12), half), case)
        line = inner.adjusted(px(18), 0, 0, -half)
        self._pen.draw(painter, line, self._words.parts(case), is_quiet=not is_waiting(case))
        below = inner.adjusted(px(18), half, 0, 0)
        tiny = self._tiny
        painter.setFont(tiny.font)
        how = tiny.cut(self._told(case), max(below.width() * 2 // 3, 20))
        painter.setPen(QColor(theme.differs if is_waiting(case) else theme.dim))
        painter.drawText(below, _LEFT, how)
        room = below.width() - tiny.width(how) - px(10)
        painter.setPen(QColor(theme.dim))
        painter.drawText(below, _RIGHT, tiny.cut(self._words.report(case.document), room, is_inside=True))
        self.ring(painter, option)
        painter.restore()

    def _told(self, case: Case) -> str:
        decision = case.decision
        if case.state == "settled" and decision is not None:
            return self._words.choice(decision)
        how = self._words.how(case)
        return f"{tr('curation.state.reopened')} · {how}" if case.state == "reopened" else how

    def _draw_sign(self, painter: QPainter, rect: QRectF, case: Case) -> None:
        """A ring that waits, a full one that is open again, a check where it is settled."""
        theme = self._desk.theme
        box = QRectF(rect.left(), rect.center().y() - rect.width() / 2, rect.width(), rect.width())
        if case.state == "settled":
            draw_check(painter, box, theme.holds, width=2.0)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.differs))
        if case.state == "reopened":
            painter.setBrush(QColor(theme.differs))
        painter.drawEllipse(box.adjusted(2.5, 2.5, -2.5, -2.5))


class QueuePanel(QWidget):
    """Filters over the list.  ``moved`` tells which case one goes to."""

    moved = Signal(object)
    tallied = Signal(object)
    """How many cases there are of what is asked for."""

    def __init__(self, desk: Desk, load: Caseload, words: CaseWords) -> None:
        super().__init__()
        self._desk, self._load, self._words = desk, load, words
        self.model = Docket(words, self)
        self.which = Toggles(desk, WHICH, is_one=True)
        self.which.set_on(["waiting"])
        self.kind = QuietChoice(desk, tr("ui.queue.kind"))
        self.layer = QuietChoice(desk, tr("ui.queue.layer"))
        self.report = QuietChoice(desk, tr("ui.queue.report"))
        self.tally = Tally()
        self._counted: dict[str, Tally] = {}
        """How many there are in each report."""
        self.list = Lines(tr("ui.queue.list"), takes="")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(desk, words, self.list))
        self._told = small("", theme=desk.theme)
        self._told.setWordWrap(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.sift)
        self._fill_choices()
        self._build()
        self.list.selectionModel().currentChanged.connect(self._turn)
        self.which.changed.connect(self._choose)
        for choice in (self.kind, self.layer, self.report):
            choice.activated.connect(lambda _: self._choose())
        load.read.connect(self._hear)
        load.ended.connect(self._end)
        desk.documents_changed.connect(self._fill_reports)

    def _build(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.sizes.px(4), 0, 0)
        column.setSpacing(0)
        over = QWidget()
        lines = QVBoxLayout(over)
        lines.setContentsMargins(theme.sizes.px(8), 0, theme.sizes.px(4), theme.sizes.px(4))
        lines.setSpacing(theme.sizes.px(2))
        lines.addWidget(self.which)
        choices = QWidget()
        flow = Flow(choices, gap=theme.sizes.px(2))
        for choice in (self.kind, self.layer, self.report):
            flow.addWidget(choice)
        lines.addWidget(choices)
        column.addWidget(over)
        rows = WholeRows(self.list, row=lambda: theme.sizes.px(_Line.height))
        empty = QWidget()
        inner = QVBoxLayout(empty)
        inner.setContentsMargins(theme.sizes.px(16), theme.sizes.px(12), theme.sizes.px(12), 0)
        inner.addWidget(self._told)
        inner.addStretch(1)
        # In a layout that has no parent yet, the first one would be shown as a window of its own.
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._stack.addWidget(rows)
        self._stack.addWidget(empty)

    # What is asked --------------------------------------------------------------------------------

    def _fill_choices(self) -> None:
        self.kind.addItem(tr("ui.queue.kind"), "")
        for kind in KINDS:
            self.kind.addItem(self._words.kind(kind), kind)
        offer_labels(self.layer, self._desk.tagset, anything=tr("ui.queue.layer"), relation=RELATION)
        self._fill_reports()

    def _fill_reports(self) -> None:
        offer_reports(self.report, self._desk, self._words)

    def sought(self) -> Sought:
        """What is asked for."""
        which: Which = next((one for one in WHICH if one in self.which.on), "waiting")
        layer, _, label = str(self.layer.currentData() or "").partition("/")
        is_of_relations = layer == RELATION
        return Sought(
            which=which,
            kind=str(self.kind.currentData() or ""),
            layer=NO_LAYER if is_of_relations else layer or None,
            label=label,
            document=str(self.report.currentData() or ""),
        )

    def ask_for(self, *, which: Which = "waiting", kind: str = "", document: str = "") -> None:
        """Ask for something else."""
        self.which.set_on([which])
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.layer.setCurrentIndex(0)
        self.report.setCurrentIndex(max(0, self.report.findData(document)))
        self._choose()

    def _choose(self) -> None:
        self.sift()
        if self.model.cases:
            self.go_to_row(0)

    # Listing --------------------------------------------------------------------------------------

    def sift(self) -> None:
        """List what is asked for as it stands now; the current case stays current while it is listed."""
        self._soon.stop()
        before = self.current()
        self.model.show_cases(listed(self._load.all(), self.sought()))
        self.count()
        row = self.model.row_of(before) if before is not None else -1
        if row < 0 and self.model.cases:
            row = max(0, self.model.next_waiting(-1))
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        else:
            self.moved.emit(None)

    def count(self) -> None:
        """Say how many there are."""
        self.tally, sought, self._counted = Tally(), self.sought(), {}
        for document, found in groupby(self._load.all(), key=lambda case: case.document):
            self._counted[document] = tally_of(found, sought)
            self.tally.change(Tally(), self._counted[document])
        self._tell()

    def _count_report(self, document: str) -> None:
        """The cases of one report stand otherwise: the others need not be counted again."""
        fresh = tally_of(self._load.of(document), self.sought())
        self.tally.change(self._counted.get(document, Tally()), fresh)
        self._counted[document] = fresh
        self._tell()

    def _tell(self) -> None:
        counts = {one: getattr(self.tally, one) for one in WHICH}
        self.which.set_words({one: tr(f"ui.queue.which.{one}", n=n) for one, n in counts.items()})
        for n, kind in enumerate(KINDS, start=1):
            self.kind.setItemText(
                n, tr("ui.queue.counted", what=self._words.kind(kind), n=self.tally.kinds[kind])
            )
        self.kind.updateGeometry()
        self._stack.setCurrentIndex(0 if self.model.cases else 1)
        is_narrow = self.sought() != Sought()
        self._told.setText(self.why_empty() if is_narrow else "")
        self.tallied.emit(self.tally)

    def why_empty(self) -> str:
        """What to do where nothing is listed."""
        if not self._load.is_whole:
            return tr("ui.queue.reading")
        if not any(True for _ in self._load.all()):
            return tr("ui.queue.no_bundles")
        sought = self.sought()
        is_narrow = sought.kind or sought.layer is not None or sought.document
        return tr("ui.queue.none_such" if is_narrow or sought.which != "waiting" else "ui.queue.all_settled")

    def _hear(self, document: str) -> None:
        if self._soon.isActive():
            return
        if (
            not self.model.cases
            or not self._load.is_whole
            or not self.model.take_anew(self._load.of(document), document, self.sought())
        ):
            self._soon.start()
            return
        self._count_report(document)
        current = self.current()
        if current is not None and current.document == document:
            self.moved.emit(current)

    def _end(self) -> None:
        if self._soon.isActive() or not self.model.cases:
            self.sift()

    def replace(self, case: Case) -> None:
        """A case was just decided: its line is painted anew, and the counts are told."""
        self.model.replace(case)
        self._count_report(case.document)

    # Moving ---------------------------------------------------------------------------------------

    def current(self) -> Case | None:
        """The case of the current line."""
        index = self.list.currentIndex()
        return (
            self.model.cases[index.row()] if index.isValid() and index.row() < len(self.model.cases) else None
        )

    def go_to_row(self, row: int) -> None:
        """Go to a line."""
        self.list.setCurrentIndex(self.model.index(row))
        self.list.scrollTo(self.model.index(row))

    def go_on(self, *, by: int = 1) -> bool:
        """Go to the next case that wants a decision; whether there is one."""
        there = self.model.next_waiting(self.list.currentIndex().row(), by=by)
        if there >= 0:
            self.go_to_row(there)
        return there >= 0

    def decided_by(self, wanted: Iterable[str]) -> Case | None:
        """The listed case that one of these decisions is about."""
        ids = set(wanted)
        return next((case for case in self.model.cases if case.decision_id in ids or case.key in ids), None)

    def _turn(self, index: QModelIndex) -> None:
        self.moved.emit(self.model.cases[index.row()] if index.isValid() else None)
