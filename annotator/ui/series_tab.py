"""Owns one indicator over the years: which there are, the plot, and every number with its passage."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.measures.series import LeftOut, Line, Observation, Point, indicators, series
from annotator.tasks.measuring import observations
from annotator.ui.figure_table import FigureTable
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Row, option_words
from annotator.ui.models.words_around import around
from annotator.ui.painting.plot import Plot
from annotator.ui.pieces import small

_COLUMNS = ("period", "value", "unit", "role", "body", "basis", "text")


class SeriesTab(QWidget):
    """Indicators at the left, the plot of one at the right, its numbers below."""

    wanted = Signal(object)
    """A place to go to."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: list[Observation] = []
        self._lines: tuple[Line, ...] = ()
        theme = desk.theme
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("ui.series.filter"))
        self.field.setAccessibleName(tr("ui.series.filter"))
        self.names = FigureTable(theme, name=tr("ui.series.indicators"))
        self.plot = Plot(theme)
        self.told = small(theme=theme)
        self.told.setWordWrap(True)
        self.numbers = FigureTable(theme, name=tr("ui.series.numbers"))
        self._build()
        self.field.textChanged.connect(self._show_names)
        self.names.turned.connect(self._show_series)
        self.numbers.turned.connect(self._show_point)
        self.numbers.wanted.connect(self.wanted)
        self.plot.chosen.connect(self._choose_point)

    def _build(self) -> None:
        px = self._desk.theme.sizes.px
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(px(16), px(8), px(8), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.field)
        column.addWidget(self.names, 1)
        column = QVBoxLayout(right)
        column.setContentsMargins(px(8), px(8), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.plot, 3)
        column.addWidget(self.told)
        column.addWidget(self.numbers, 2)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(left)
        parts.addWidget(right)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        parts.setSizes([px(280), px(700)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts)

    def gather(self) -> None:
        """Read the numbers again, and stay at the indicator that is shown."""
        self._found = list(observations(self._desk.session.store, reviewer=self._desk.session.reviewer))
        self._show_names()

    def show_indicator(self, id: str) -> None:
        """Show one indicator."""
        self.field.clear()
        for n, row in enumerate(self.names.rows.rows):
            if row.stands_for == id:
                self.names.selectRow(n)

    def _show_names(self) -> None:
        row = self.names.current()
        before = row.stands_for if row else None
        sought = self.field.text().strip()
        counts = indicators(self._found)
        rows = [Row(cells=(id, str(count)), stands_for=id) for id, count in counts.items() if sought in id]
        self.names.rows.show_rows((tr("ui.series.indicator"), tr("ui.quality.count")), rows, figures=(1,))
        self.names.stretch(0)
        at = next((n for n, row in enumerate(rows) if row.stands_for == before), 0)
        if rows:
            self.names.selectRow(at)
        else:
            self._show_series()

    def _show_series(self) -> None:
        row = self.names.current()
        told = series(self._found, indicator=str(row.stands_for)) if row else None
        self._lines = told.lines if told else ()
        rows = [self._of_point(line, point) for line in self._lines for point in line.points]
        rows += [self._of_left_out(one) for one in told.left_out] if told else []
        titles = [tr(f"ui.series.column.{one}") for one in _COLUMNS]
        self.numbers.rows.show_rows(titles, rows, figures=(1,))
        self.numbers.stretch(len(_COLUMNS) - 1)
        if not self._found or not indicators(self._found):
            self.told.setText(tr("ui.series.empty"))
        else:
            self.told.setText(
                tr("ui.series.left_out", n=len(told.left_out)) if told and told.left_out else ""
            )
        self._draw(self._lines[0] if self._lines else None)

    def _draw(self, chosen: Line | None) -> None:
        """Lines of one unit and role share an axis."""
        alike = [
            line for line in self._lines if chosen and (line.unit, line.role) == (chosen.unit, chosen.role)
        ]
        self.plot.show_lines(alike)

    def _of_point(self, line: Line, point: Point) -> Row:
        basis = [tr(f"series.basis.{one}") for one in point.basis]
        basis += [tr("series.clash")] if point.clashes else []
        return Row(
            cells=(
                f"{point.first} – {point.last}",
                f"{point.value:,f}",
                line.unit,
                option_words(self._desk, "role", line.role),
                line.body,
                " · ".join(basis),
                self._text(point.observation),
            ),
            place=_place(point.observation),
            stands_for=point,
        )

    def _of_left_out(self, one: LeftOut) -> Row:
        each = one.observation
        lacks = tr("series.lacks", what=" ".join(tr(f"series.lack.{name}") for name in one.lacks))
        when = " – ".join(filter(None, (each.said("period_from"), each.said("period_to"))))
        cells = (
            when,
            each.said("value"),
            each.said("unit_norm"),
            option_words(self._desk, "role", each.said("role")),
            each.body,
        )
        return Row(cells=(*cells, lacks, self._text(each)), place=_place(each), stands_for=one)

    def _text(self, each: Observation) -> str:
        original = self._desk.session.reading(each.document).original
        return around(original, each.fragments[0][0], each.fragments[-1][1])

    def _show_point(self) -> None:
        row = self.numbers.current()
        point = row.stands_for if row and isinstance(row.stands_for, Point) else None
        if point is not None:
            self._draw(next(line for line in self._lines if point in line.points))
        self.plot.point_at(point)

    def _choose_point(self, point: object) -> None:
        for n, row in enumerate(self.numbers.rows.rows):
            if row.stands_for is point:
                self.numbers.selectRow(n)

    def begin(self) -> None:
        """Take the keyboard."""
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)


def _place(each: Observation) -> tuple[str, int, int]:
    return each.document, each.fragments[0][0], each.fragments[-1][1]
