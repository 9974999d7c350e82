"""Owns the figures on the machine: shares by group, what was wrong, and the answers behind each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.measures.quality import FIELDS, By, Case, Figure, figures, reasons
from annotator.tasks.measuring import finished, gathered_cases
from annotator.ui.figure_table import FigureTable
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Row, option_words
from annotator.ui.models.words_around import around
from annotator.ui.pieces import small
from annotator.ui.toggles import Toggles

GROUPS: tuple[By, ...] = ("all", "unit", "kind", "document", "reviewer")
MEASURES = ("precision", "recall", "exact", "span", *FIELDS)


class QualityTab(QWidget):
    """Groups above, the mix of errors beside them, the answers behind what is chosen below."""

    wanted = Signal(object)
    """A place to go to."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cases: list[Case] = []
        theme = desk.theme
        self.by = Toggles(desk, GROUPS, lead=small(tr("ui.quality.by"), theme=theme), is_one=True)
        self.by.set_words({one: tr(f"ui.quality.by.{one}") for one in GROUPS})
        self.by.set_on(["all"])
        self.figures = FigureTable(theme, name=tr("ui.quality.figures"), is_by_cell=True)
        self.mix = FigureTable(theme, name=tr("ui.quality.mix"))
        self.cases = FigureTable(theme, name=tr("ui.quality.cases"))
        self.told = small(theme=theme)
        self.told.setWordWrap(True)
        self._build()
        self.by.changed.connect(self._show_figures)
        self.figures.turned.connect(self._show_cases_of_figure)
        self.mix.turned.connect(self._show_cases_of_reason)
        self.cases.wanted.connect(self.wanted)

    def _build(self) -> None:
        px = self._desk.theme.sizes.px
        upper = QHBoxLayout()
        upper.setSpacing(px(16))
        upper.addWidget(self.figures, 3)
        upper.addWidget(self.mix, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(8), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.by)
        column.addLayout(upper, 1)
        column.addWidget(self.told)
        column.addWidget(self.cases, 1)

    def gather(self) -> None:
        """Read the answers again."""
        self._cases = gathered_cases(self._desk.session.store)
        self._show_figures()
        found = reasons(self._cases)
        rows = [
            Row(cells=(self._reason(reason), str(len(cases))), stands_for=tuple(cases))
            for reason, cases in found.items()
        ]
        self.mix.rows.show_rows((tr("ui.quality.reason"), tr("ui.quality.count")), rows, figures=(1,))
        self.mix.stretch(0)

    def _show_figures(self) -> None:
        by: By = next(one for one in GROUPS if one in self.by.on)
        complete = finished(self._desk.session.store)
        groups: dict[str, dict[str, Figure]] = {}
        for figure in figures(self._cases, by=by, complete=complete):
            groups.setdefault(figure.name, {})[figure.measure] = figure
        rows = [
            Row(
                cells=(self._group(by, name), *(_share(found[one]) for one in MEASURES)),
                tips=("", *(_interval(found[one]) for one in MEASURES)),
                stands_for=found,
            )
            for name, found in groups.items()
        ]
        titles = (tr(f"ui.quality.by.{by}"), *(tr(f"ui.quality.measure.{one}") for one in MEASURES))
        self.figures.rows.show_rows(titles, rows, figures=range(1, len(titles)))
        self.figures.stretch(0)
        if rows:
            self.figures.setCurrentIndex(self.figures.rows.index(0, 1))
        self._show_cases_of_figure()

    def _group(self, by: By, name: str) -> str:
        if by == "document":
            return next((row.document.name for row in self._desk.rows if row.document.id == name), name[:12])
        if by == "kind" and name:
            return option_words(self._desk, "kind", name)
        return name or tr("ui.quality.all" if by == "all" else "ui.quality.none")

    def _reason(self, reason: str) -> str:
        field = f"ui.quality.measure.{reason}"
        known = option_words(self._desk, "reason", reason)
        return known if known != reason else tr(field) if reason in MEASURES else reason

    def _show_cases_of_figure(self) -> None:
        row, column = self.figures.current(), self.figures.currentIndex().column()
        found = row.stands_for if row else None
        if not isinstance(found, dict) or column < 1:
            self._show_cases((), tr("ui.quality.empty") if not self._cases else "")
            return
        figure: Figure = found[MEASURES[column - 1]]
        measure = tr(f"ui.quality.measure.{figure.measure}")
        told = tr(f"figure.{figure.why}") if figure.why else _interval(figure)
        self._show_cases(figure.cases, f"{measure}: {told}")

    def _show_cases_of_reason(self) -> None:
        row = self.mix.current()
        if row is not None and isinstance(row.stands_for, tuple):
            self._show_cases(row.stands_for, f"{tr('ui.quality.reason')}: {row.cells[0]}")

    def _show_cases(self, found: tuple[Case, ...], told: str) -> None:
        self.told.setText(told)
        names = {row.document.id: row.document.name for row in self._desk.rows}
        rows = [
            Row(
                cells=(
                    around(self._desk.session.reading(case.document).original, case.start, case.end),
                    tr(f"ui.quality.outcome.{case.outcome}"),
                    self._reason(case.reason) if case.reason else "",
                    case.reviewer,
                    names.get(case.document, ""),
                ),
                place=(case.document, case.start, case.end),
            )
            for case in sorted(found, key=lambda case: (case.document, case.start))
        ]
        titles = [tr(f"ui.quality.case.{one}") for one in ("text", "outcome", "reason", "reviewer", "report")]
        self.cases.rows.show_rows(titles, rows)
        self.cases.stretch(0)

    def begin(self) -> None:
        """Take the keyboard."""
        self.figures.setFocus(Qt.FocusReason.OtherFocusReason)


def _share(figure: Figure) -> str:
    if figure.share is None:
        return "—"
    return f"{figure.share:.1%}"


def _interval(figure: Figure) -> str:
    if figure.share is None or figure.low is None or figure.high is None:
        return tr(f"figure.{figure.why}") if figure.why else ""
    low, high = f"{figure.low:.1%}", f"{figure.high:.1%}"
    return tr("ui.quality.interval", right=figure.right, of=figure.of, low=low, high=high)
