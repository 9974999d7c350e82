"""Owns one indicator over the years: which there are, the plot, and every number with its passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.measures.series import LeftOut, Line, Observation, Point, Series, indicators, series
from annotator.ui.figure_reading import FigureReading
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row, option_words
from annotator.ui.models.intervals import compact
from annotator.ui.models.words_around import WordsAround
from annotator.ui.painting.plot import Plot
from annotator.ui.pieces import small
from annotator.ui.slicing import Slices

MOST_LINES, MOST_POINTS = 8, 300
"""So many lines and points are drawn at most: more of them no eye tells apart."""
Number = tuple[Line, Point] | tuple[None, LeftOut]
"""A number of an indicator: on its line, or with what it lacks."""
_COLUMNS = ("period", "value", "unit", "role", "body", "basis", "text")
_QUOTED = tuple(_COLUMNS.index(one) for one in ("unit", "body", "text"))
_TEXT = _COLUMNS.index("text")


class SeriesTab(QWidget):
    """Indicators at the left, the plot of one at the right, its numbers below."""

    wanted = Signal(object)
    """A place to go to."""

    def __init__(self, desk: Desk, reading: FigureReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading = reading
        self._words = WordsAround(desk.session.store)
        self._counts: dict[str, int] = {}
        self._indicator = ""
        self._lines: tuple[Line, ...] = ()
        self._drawn: list[Line] = []
        self._left_out: tuple[LeftOut, ...] = ()
        self._counting, self._lining = Slices(self), Slices(self)
        theme = desk.theme
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("ui.series.filter"))
        self.field.setAccessibleName(tr("ui.series.filter"))
        self.names = FigureTable(theme, name=tr("ui.series.indicators"), quoted=(0,))
        self.plot = Plot(theme, period_words=period_words)
        self.told = small(theme=theme)
        self.told.setWordWrap(True)
        self.numbers = FigureTable(theme, name=tr("ui.series.numbers"), quoted=_QUOTED, places=_TEXT)
        self._build()
        self.field.textChanged.connect(self._show_names)
        self.names.turned.connect(self._turn_to_name)
        self.numbers.turned.connect(self._turn_to_number)
        self.numbers.wanted.connect(self.wanted)
        self.plot.chosen.connect(self._choose_point)
        self._counting.done.connect(self._take_counts)
        self._lining.done.connect(self._show_series)

    def _build(self) -> None:
        px = self._desk.theme.sizes.px
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(px(16), px(8), px(8), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.field)
        column.addWidget(WholeTable(self.names), 1)
        column = QVBoxLayout(right)
        column.setContentsMargins(px(8), px(8), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.plot, 3)
        column.addWidget(self.told)
        column.addWidget(WholeTable(self.numbers), 2)
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

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be counted or put into lines."""
        return self._counting.is_busy or self._lining.is_busy

    def stop(self) -> None:
        """Nobody looks any more."""
        self._counting.stop()
        self._lining.stop()

    # Which there are ------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Count what is read so far, and stay at the indicator that is shown."""
        self._counting.begin(indicators([report.numbers for report in self._reading.reports]))

    def _take_counts(self, counts: dict[str, int]) -> None:
        self._counts, self._indicator = counts, ""
        self._show_names()

    def _show_names(self) -> None:
        sought = self.field.text().strip()
        found = [pair for pair in self._counts.items() if sought in pair[0]]
        rows = Lazily(found, _of_name, lambda pair: pair[0])
        titles = (tr("ui.series.indicator"), tr("ui.quality.count"))
        self.names.show_rows(titles, rows, figures=(1,), first=0)
        self._turn_to_name()

    def _turn_to_name(self) -> None:
        """Put the numbers of the indicator that is current into lines, unless they stand there."""
        row = self.names.current()
        if row is None:
            self._indicator = ""
            self._lining.stop()
            self._show_series(Series(indicator="", lines=(), left_out=()))
        elif row.stands_for != self._indicator:
            self._indicator = str(row.stands_for)
            reports = [report.numbers for report in self._reading.reports]
            self._lining.begin(series(reports, indicator=self._indicator))

    # One of them ----------------------------------------------------------------------------------

    def _show_series(self, told: Series) -> None:
        self._lines, self._left_out = told.lines, told.left_out
        numbers: list[Number] = [(line, point) for line in told.lines for point in line.points]
        numbers += [(None, one) for one in told.left_out]
        titles = [tr(f"ui.series.column.{one}") for one in _COLUMNS]
        self._drawn = drawn_with(told.lines, self._chosen_line(numbers))
        rows = Lazily(numbers, self._of_number, _key)
        self.numbers.show_rows(titles, rows, figures=(1,), stretched=_TEXT)
        self._draw()

    def _chosen_line(self, numbers: Sequence[Number]) -> Line | None:
        """The line of the number that is current and stays so, else the first."""
        before, index = self.numbers.rows.rows.sources, self.numbers.currentIndex()
        key = _key(before[index.row()]) if index.isValid() else None
        kept = (number[0] for number in numbers if key is not None and _key(number) == key)
        return next(kept, None) or (self._lines[0] if self._lines else None)

    def _draw(self) -> None:
        """Draw the lines that are to be drawn, and say what is not."""
        self.plot.show_lines(self._drawn)
        self.plot.point_at(self._point())
        if self.numbers.rows.rows:
            self.told.setText(self._told())
        elif self._counts:
            self.told.setText("")
        else:
            is_reading = self._reading.is_busy
            self.told.setText(tr("ui.figures.still_reading" if is_reading else "ui.series.empty"))
        self.told.setVisible(bool(self.told.text()))

    def _told(self) -> str:
        """How many numbers are drawn, and for what reason how many are not."""
        whys: Counter[str] = Counter()
        for line in self._lines:
            if why := self._why_not(line):
                whys[why] += len(line.points)
        whys.update(_lacks(one) for one in self._left_out)
        of = len(self.numbers.rows.rows)
        told = tr("ui.series.drawn", n=of - whys.total(), of=of)
        if not whys:
            return told
        reasons = (tr("ui.series.why", what=what, n=n) for what, n in whys.items())
        return tr("ui.series.not_drawn", told=told, why=tr("ui.series.and").join(reasons))

    def _why_not(self, line: Line) -> str:
        """Why a line is not drawn, "" when it is."""
        if any(line is one for one in self._drawn):
            return ""
        drawn = self._drawn[0]
        if line.role != drawn.role:
            return tr("ui.series.why.role", what=option_words(self._desk, "role", line.role))
        if line.unit != drawn.unit:
            unit = tr("ui.series.why.unit", what=line.unit)
            return unit if line.unit else tr("ui.series.why.unit_none")
        return tr("ui.series.why.room")

    def _of_number(self, number: Number) -> Row:
        return self._of_left_out(number[1]) if number[0] is None else self._of_point(*number)

    def _of_point(self, line: Line, point: Point) -> Row:
        basis = [tr(f"series.basis.{one}") for one in point.basis]
        basis += [tr("series.clash")] if point.clashes else []
        if not _is_of_a_year(point):
            # The axis says the year of its last day only.
            basis.append(tr("ui.series.covers", period=period_words(point)))
        why = self._why_not(line)
        return Row(
            cells=(
                period_words(point),
                f"{point.value:,f}",
                line.unit,
                option_words(self._desk, "role", line.role),
                line.body,
                tr("ui.series.not_here", why=why) if why else " · ".join(basis),
                self._text(point.observation),
            ),
            around=self._words.excerpt(*_place(point.observation)),
            place=_place(point.observation),
            stands_for=point,
        )

    def _of_left_out(self, one: LeftOut) -> Row:
        each = one.observation
        when = compact(each.said("period_from"), each.said("period_to"))
        cells = (
            when,
            each.said("value"),
            each.said("unit_norm"),
            option_words(self._desk, "role", each.said("role")),
            each.body,
            tr("ui.series.not_here", why=_lacks(one)),
            self._text(each),
        )
        around = self._words.excerpt(*_place(each))
        return Row(cells=cells, around=around, place=_place(each), stands_for=one)

    def _text(self, each: Observation) -> str:
        return self._words.of(*_place(each))

    # Numbers and points ---------------------------------------------------------------------------

    def _point(self) -> Point | None:
        row = self.numbers.current()
        return row.stands_for if row and isinstance(row.stands_for, Point) else None

    def _turn_to_number(self) -> None:
        """The current number's point is ringed; one that is not drawn brings its lines into the plot."""
        index = self.numbers.currentIndex()
        line = self.numbers.rows.rows.sources[index.row()][0] if index.isValid() else None
        if line is not None and self._why_not(line):
            self._drawn = drawn_with(self._lines, line)
            self.numbers.say_anew()
            self._draw()
        else:
            self.plot.point_at(self._point())

    def _choose_point(self, point: object) -> None:
        for n, (_, one) in enumerate(self.numbers.rows.rows.sources):
            if one is point:
                self.numbers.selectRow(n)
                return

    def begin(self) -> None:
        """Take the keyboard."""
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)


def period_words(point: Point) -> str:
    """Return the days a point counts, short: 2024, 2024.1.1–12.27."""
    return compact(point.first.isoformat(), point.last.isoformat())


def _is_of_a_year(point: Point) -> bool:
    """Whether it counts one whole year, as the axis says it."""
    return period_words(point) == str(point.last.year)


def _place(each: Observation) -> tuple[str, int, int]:
    return each.document, each.fragments[0][0], each.fragments[-1][1]


def _key(number: Number) -> tuple[str, str]:
    return number[1].observation.document, number[1].observation.ref


def _of_name(pair: tuple[str, int]) -> Row:
    id, count = pair
    return Row(cells=(id, str(count)), stands_for=id)


def _lacks(one: LeftOut) -> str:
    lacks = tr("ui.series.and").join(tr(f"series.lack.{name}") for name in one.lacks)
    return tr("ui.series.why.lacks", what=lacks)


def drawn_with(lines: Sequence[Line], chosen: Line | None) -> list[Line]:
    """Return the lines that share an axis with one, that one among them: of one unit and role, and not more
    than an eye can tell apart."""
    alike = [line for line in lines if chosen and (line.unit, line.role) == (chosen.unit, chosen.role)]
    drawn, room = (
        [line for line in alike if line is chosen],
        MOST_POINTS - len(chosen.points) if chosen else 0,
    )
    for line in alike:
        if line is not chosen and len(drawn) < MOST_LINES and len(line.points) <= room:
            drawn.append(line)
            room -= len(line.points)
    return [line for line in alike if any(line is one for one in drawn)]
