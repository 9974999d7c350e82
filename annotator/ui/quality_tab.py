"""Owns the figures on the machine: shares by group, what was wrong, and the answers behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.measures.quality import (
    FIELDS,
    By,
    Case,
    Figure,
    against,
    because,
    figures,
    provisos,
    reasons,
)
from annotator.measures.steps import Steps
from annotator.ui.figure_reading import FigureReading
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row, option_words
from annotator.ui.models.wording import document_words
from annotator.ui.models.words_around import WordsAround
from annotator.ui.pieces import small
from annotator.ui.slicing import Slices
from annotator.ui.toggles import Toggles

GROUPS: tuple[By, ...] = ("all", "unit", "kind", "document", "reviewer")
MEASURES = ("precision", "recall", "exact", "span", *FIELDS)
Group = tuple[str, Mapping[str, Figure]]
"""The name of a group, and measure -> its figure."""


class QualityTab(QWidget):
    """Groups above, the mix of errors beside them, the answers behind what is chosen below."""

    wanted = Signal(object)
    """A place to go to."""

    def __init__(self, desk: Desk, reading: FigureReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading = reading
        self._words = WordsAround(desk.session.store)
        self._names: dict[str, str] = {}
        self._is_of_reason = False
        self._counting, self._listing = Slices(self), Slices(self)
        theme = desk.theme
        self.by = Toggles(desk, GROUPS, lead=small(tr("ui.quality.by"), theme=theme), is_one=True)
        self.by.set_words({one: tr(f"ui.quality.by.{one}") for one in GROUPS})
        self.by.set_on(["all"])
        self.figures = FigureTable(theme, name=tr("ui.quality.figures"), is_by_cell=True, quoted=(0,))
        self.mix = FigureTable(theme, name=tr("ui.quality.mix"))
        self.cases = FigureTable(theme, name=tr("ui.quality.cases"), quoted=(0, 3, 4), places=0)
        self.told = small(theme=theme)
        self.told.setWordWrap(True)
        self._build()
        self.by.changed.connect(self.look_again)
        self.figures.turned.connect(self._turn_to_figure)
        self.mix.turned.connect(self._turn_to_reason)
        self.cases.wanted.connect(self.wanted)
        self._counting.done.connect(self._show)
        self._listing.done.connect(self._show_cases)

    def _build(self) -> None:
        px = self._desk.theme.sizes.px
        upper = QHBoxLayout()
        upper.setSpacing(px(16))
        upper.addWidget(WholeTable(self.figures), 5)
        mix = WholeTable(self.mix)
        # The longest reason of the tagset in both languages.
        mix.setMinimumWidth(px(224))
        upper.addWidget(mix, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(8), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.by)
        column.addLayout(upper, 1)
        column.addWidget(self.told)
        column.addWidget(WholeTable(self.cases), 1)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be counted or listed."""
        return self._counting.is_busy or self._listing.is_busy

    def stop(self) -> None:
        """Nobody looks any more."""
        self._counting.stop()
        self._listing.stop()

    # Shares ---------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Count what is read so far; what is chosen stays chosen."""
        self._counting.begin(self._count(next(one for one in GROUPS if one in self.by.on)))

    def _count(self, by: By) -> Steps[tuple[By, list[Group], dict[str, int]]]:
        reports = [report.answers for report in self._reading.reports]
        groups: dict[str, dict[str, Figure]] = {}
        for figure in (yield from figures(reports, by=by)):
            groups.setdefault(figure.name, {})[figure.measure] = figure
        mix = yield from reasons(reports)
        return by, list(groups.items()), mix

    def _show(self, counted: tuple[By, list[Group], dict[str, int]]) -> None:
        by, groups, mix = counted
        self._names = {row.document.id: document_words(row.document) for row in self._desk.rows}
        # Of all together there is one row, which says so itself.
        grouped = tr(f"ui.quality.by.{by}") if by != "all" else ""
        titles = (grouped, *(tr(f"ui.quality.measure.{one}") for one in MEASURES))
        rows = Lazily(groups, lambda group: self._of_group(by, group), lambda group: (by, group[0]))
        self.figures.show_rows(titles, rows, figures=range(1, len(titles)), first=1)
        titles = (tr("ui.quality.reason"), tr("ui.quality.count"))
        rows = Lazily(list(mix.items()), self._of_reason, lambda pair: pair[0])
        self.mix.show_rows(titles, rows, figures=(1,))
        self._list_behind()

    def _of_group(self, by: By, group: Group) -> Row:
        name, found = group
        return Row(
            cells=(self._group(by, name), *(_share(found[one]) for one in MEASURES)),
            tips=("", *(_told(found[one]) for one in MEASURES)),
            stands_for=found,
        )

    def _of_reason(self, pair: tuple[str, int]) -> Row:
        reason, n = pair
        return Row(cells=(self._reason(reason), str(n)), stands_for=reason)

    def _group(self, by: By, name: str) -> str:
        if by == "document":
            return self._names.get(name, name[:12])
        if by == "kind" and name:
            return option_words(self._desk, "kind", name)
        return name or tr("ui.quality.all" if by == "all" else "ui.quality.none")

    def _reason(self, reason: str) -> str:
        field = f"ui.quality.measure.{reason}"
        known = option_words(self._desk, "reason", reason)
        return known if known != reason else tr(field) if reason in MEASURES else reason

    # The answers behind one of them ---------------------------------------------------------------

    def _turn_to_figure(self) -> None:
        self._is_of_reason = False
        self._list_behind()

    def _turn_to_reason(self) -> None:
        self._is_of_reason = True
        self._list_behind()

    def _list_behind(self) -> None:
        """List the answers behind what was chosen last, a figure or a reason."""
        reports = [report.answers for report in self._reading.reports]
        reason = self.mix.current() if self._is_of_reason else None
        if reason is not None:
            self.told.setText(tr("ui.quality.of", what=tr("ui.quality.reason"), told=reason.cells[0]))
            self._listing.begin(because(reports, str(reason.stands_for)))
            return
        self._is_of_reason = False
        row, column = self.figures.current(), self.figures.currentIndex().column()
        found = row.stands_for if row else None
        figure = found[MEASURES[column - 1]] if isinstance(found, dict) and column > 0 else None
        if figure is None or not any(report.counts for report in reports):
            self.told.setText(self._why_empty() if not any(report.counts for report in reports) else "")
            self._listing.stop()
            self._show_cases(())
            return
        measure = tr(f"ui.quality.measure.{figure.measure}")
        self.told.setText(tr("ui.quality.of", what=measure, told=_told(figure)))
        self._listing.begin(against(reports, measure=figure.measure, by=figure.by, name=figure.name))

    def _why_empty(self) -> str:
        return tr("ui.figures.still_reading" if self._reading.is_busy else "ui.quality.empty")

    def _show_cases(self, found: Sequence[Case]) -> None:
        titles = [tr(f"ui.quality.case.{one}") for one in ("text", "outcome", "reason", "reviewer", "report")]
        self.cases.show_rows(titles, Lazily(found, self._of_case, lambda case: case.annotation))

    def _of_case(self, case: Case) -> Row:
        return Row(
            cells=(
                self._words.of(case.document, case.start, case.end),
                tr(f"ui.quality.outcome.{case.outcome}"),
                self._reason(case.reason) if case.reason else "",
                case.reviewer,
                self._names.get(case.document, ""),
            ),
            around=self._words.excerpt(case.document, case.start, case.end),
            place=(case.document, case.start, case.end),
        )

    def begin(self) -> None:
        """Take the keyboard."""
        self.figures.setFocus(Qt.FocusReason.OtherFocusReason)


def _share(figure: Figure) -> str:
    if figure.share is None:
        return "—"
    return f"{figure.share:.1%}"


def _told(figure: Figure) -> str:
    """What a share is made of, with what must be said beside it."""
    if figure.share is None or figure.low is None or figure.high is None:
        told = tr(f"figure.{figure.why}") if figure.why else ""
    else:
        low, high = f"{figure.low:.1%}", f"{figure.high:.1%}"
        told = tr("ui.quality.interval", right=figure.right, of=figure.of, low=low, high=high)
    said = [told, *(tr(message, **values) for message, values in provisos(figure))]
    return tr("ui.quality.semicolon").join(filter(None, said))
