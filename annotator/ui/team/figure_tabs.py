"""Owns the tables of agreement: layers and labels with bars, pairs as a heat map, labels against labels, and
the fields of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from annotator.i18n import tr
from annotator.model.annotations import second_reading
from annotator.model.tagsets import Tagset
from annotator.tasks.comparing.figures import Pair, Scope
from annotator.ui.figure_table import FigureTable
from annotator.ui.models.agreed import (
    Agreed,
    Told,
    feature_words,
    interval_words,
    label_words,
    layer_words,
    owner_words,
    pair_words,
    sentence_of,
    value_words,
)
from annotator.ui.models.cases import NOBODY, Case, Confusion
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.report_names import ReportNames
from annotator.ui.models.wording import grouped
from annotator.ui.team.delegates import Bar, Bars, Heads, Heat, Tint
from annotator.ui.team.scopes import Scopes
from annotator.ui.theme import Theme

_BAR, _NAME = 2, 0
NUMBER = ("number", "quantity")
FIELDS = ("exact", "relative_error", "alpha", "alpha_ratio", "kappa")
_OF_FIELD = {"alpha": ("alpha_interval", "alpha_nominal")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of labels: its figure, the name, and whether it heads those below it."""

    about: Scope
    figure: Told | None
    name: str
    is_head: bool = False
    hue: str = "neutral"


class _Opening(FigureTable):
    """A table whose figures are opened by Enter or a double click."""

    opened = Signal()

    def _want(self) -> None:
        self.opened.emit()

    def subject(self) -> str:
        """Whom or what the figure one is at is about, in words."""
        row = self.current()
        return row.cells[0].strip() if row else ""

    def heat_columns(self, n: int, heat: Heat) -> None:
        """Let the first ``n`` columns after the names be tinted; the last one only takes the room left."""
        self.rows.centred = range(1, n + 1)
        for column in range(1, max(n + 2, self.rows.columnCount())):
            self.setItemDelegateForColumn(column, heat if column <= n else self.itemDelegate())
        if self.rows.columnCount() != n + 2:
            # So many columns are to be fitted anew.
            self.rows.show_rows((), ())


class LabelTable(_Opening):
    """Layers with their labels, or reports: a bar with the whisker of its interval for each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=tr("ui.agree.tab.labels"))
        self._bars = Bars(theme, self, bar_of=self._bar)
        self._heads = Heads(theme, self, is_head=lambda row: self._line(row).is_head)
        self.setItemDelegateForColumn(_BAR, self._bars)
        self.setItemDelegateForColumn(_NAME, self._heads)

    def show_labels(self, agreed: Agreed, scopes: Scopes, tagset: Tagset) -> None:
        """Show layers and labels of what was chosen."""
        self._show("name", _labels(agreed, scopes.pair, scopes.family, tagset))

    def show_documents(self, agreed: Agreed, scopes: Scopes, tagset: Tagset, reports: ReportNames) -> None:
        """Show the reports of what was chosen, by their names."""
        known = tagset.layer(scopes.layer) if scopes.layer else None
        hue = known.hue if known else "neutral"
        found = []
        for document in agreed.documents():
            about = Scope(layer=scopes.layer, document=document, pair=scopes.pair)
            figure = agreed.best(about, scopes.family)
            if figure is not None:
                # A report drawn anew is the same report: there is no interval to wait for.
                name = reports.of(document)
                found.append(Line(about=about, figure=replace(figure, unsure=""), name=name, hue=hue))
        self._show("report", found)

    def _show(self, first: str, lines: list[Line]) -> None:
        titles = [tr(f"ui.agree.column.{one}") for one in (first, "value", "bar", "interval", "n")]
        rows = Lazily(lines, _of_line, lambda line: line.about)
        self.show_rows(titles, rows, figures=(1, 3, 4), stretched=_BAR, first=_NAME)

    def _line(self, row: int) -> Line:
        line = self.rows.rows[row].stands_for
        assert isinstance(line, Line)
        return line

    def _bar(self, row: int) -> Bar | None:
        line = self._line(row)
        figure = line.figure
        if figure is None:
            return None
        why = tr(figure.why) if figure.why else ""
        return Bar(value=figure.value, low=figure.low, high=figure.high, hue=line.hue, why=why)

    def figure(self) -> Told | None:
        """The figure of the row one is at."""
        row = self.current()
        return row.stands_for.figure if row and isinstance(row.stands_for, Line) else None


def _labels(agreed: Agreed, pair: Pair | None, family: str, tagset: Tagset) -> list[Line]:
    lines: list[Line] = []
    for layer in agreed.layers(tagset):
        about = Scope(layer=layer, pair=pair)
        head = agreed.best(about, family)
        if head is None:
            # This layer is told by other measures.
            continue
        known = tagset.layer(layer) if layer else None
        hue = known.hue if known else "neutral"
        name = layer_words(tagset, layer)
        lines.append(Line(about=about, figure=head, name=name, is_head=True, hue=hue))
        for label in agreed.labels(layer, pair):
            here = replace(about, label=label)
            figure = agreed.best(here, family)
            if figure is not None:
                words = label_words(tagset, layer, label)
                lines.append(Line(about=here, figure=figure, name=words, hue=hue))
    return lines


def _of_line(line: Line) -> Row:
    figure = line.figure
    assert figure is not None
    cells = (line.name, value_words(figure), "", interval_words(figure), grouped(str(figure.n)))
    told = sentence_of(figure)
    return Row(cells=cells, tips=(line.name, told, told, told, ""), stands_for=line)


class PairTable(_Opening):
    """Every two reviewers, each with themselves where they read something again, and each with gold: the
    stronger the tint, the more they agree."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=tr("ui.agree.tab.pairs"), is_by_cell=True, quoted=(0,))
        self._heat = Heat(theme, self, tint_of=self._tint)
        self._owners: list[str] = []
        self._hue = "neutral"

    def show_figures(self, agreed: Agreed, scopes: Scopes, tagset: Tagset) -> None:
        """Show what was chosen."""
        owners = self._owners = agreed.owners
        known = tagset.layer(scopes.layer) if scopes.layer else None
        self._hue = known.hue if known else "neutral"
        lines = [
            (
                one,
                [
                    agreed.best(Scope(layer=scopes.layer, pair=_ordered(agreed, one, other)), scopes.family)
                    for other in owners
                ],
            )
            for one in owners
        ]
        rows = Lazily(lines, _of_owner, lambda line: line[0])
        self.heat_columns(len(owners), self._heat)
        titles = ["", *map(owner_words, owners), ""]
        self.show_rows(titles, rows, stretched=len(titles) - 1, first=min(2, len(owners)))

    def _at(self, row: int, column: int) -> Told | None:
        figures = self.rows.rows[row].stands_for
        assert isinstance(figures, list)
        return figures[column - 1] if 0 < column <= len(figures) else None

    def _tint(self, row: int, column: int) -> Tint | None:
        figure = self._at(row, column)
        return Tint(strength=figure.value, hue=self._hue) if figure else None

    def subject(self) -> str:
        """Whom one compares there."""
        figure = self.figure()
        return pair_words(figure.about.pair) if figure else ""

    def figure(self) -> Told | None:
        """The figure of the cell one is at."""
        index = self.currentIndex()
        return self._at(index.row(), index.column()) if index.isValid() else None


def _ordered(agreed: Agreed, one: str, other: str) -> Pair:
    """The two as the verb names them; one with themselves is one with their second reading."""
    if one == other:
        return one, second_reading(one)
    return (one, other) if (one, other) in agreed.pairs else (other, one)


def _of_owner(line: tuple[str, list[Told | None]]) -> Row:
    owner, figures = line
    cells = (owner_words(owner), *("" if one is None else value_words(one) for one in figures), "")
    tips = (owner_words(owner), *("" if one is None else sentence_of(one) for one in figures), "")
    return Row(cells=cells, tips=tips, stands_for=figures)


class ConfusionTable(_Opening):
    """Labels against labels: how often what one calls this the other calls that, or leaves bare."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=tr("ui.agree.tab.confusion"), is_by_cell=True)
        self._heat = Heat(theme, self, tint_of=self._tint)
        self.confusion = Confusion(())

    def show_confusion(self, confusion: Confusion, tagset: Tagset, layer: str | None) -> None:
        """Show the counts of a layer."""
        self.confusion = confusion
        names = [
            tr("ui.agree.nobody") if one == NOBODY else label_words(tagset, layer, one)
            for one in confusion.labels
        ]
        lines = list(zip(confusion.labels, names, strict=True))

        def row(line: tuple[str, str]) -> Row:
            label, name = line
            counts = [confusion.counts[label, other] for other in confusion.labels]
            cells = (name, *(str(n) if n else "·" for n in counts), "")
            tips = tuple(
                tr("ui.agree.met", n=n, one=name, other=other) for n, other in zip(counts, names, strict=True)
            )
            return Row(cells=cells, tips=(name, *tips, ""), stands_for=label)

        self.heat_columns(len(names), self._heat)
        titles = [tr("ui.agree.corner"), *names, ""]
        self.show_rows(titles, Lazily(lines, row, lambda line: line), stretched=len(titles) - 1, first=1)

    def _couple(self, row: int, column: int) -> tuple[str, str] | None:
        labels = self.confusion.labels
        return (labels[row], labels[column - 1]) if 0 < column <= len(labels) else None

    def _tint(self, row: int, column: int) -> Tint | None:
        couple = self._couple(row, column)
        n = self.confusion.counts[couple] if couple else 0
        if couple is None or not n:
            return Tint(strength=None)
        # What agrees is quiet, what does not is seen.
        is_same = couple[0] == couple[1]
        share = n / max(1, self.confusion.of(couple[0]) or n)
        return Tint(strength=share, hue="measures" if is_same else "problems")

    def cases(self) -> Sequence[Case]:
        """The cases of the cell one is at."""
        index = self.currentIndex()
        couple = self._couple(index.row(), index.column()) if index.isValid() else None
        return self.confusion.behind(couple) if couple else ()

    def told(self) -> str:
        """The cell one is at, in words."""
        row, column = self.current(), self.currentIndex().column()
        return row.tips[column] if row and 0 < column < len(row.tips) else ""

    def figure(self) -> Told | None:
        """A count is no figure of agreement."""
        return None


class NumberTable(_Opening):
    """What paired numbers say, field by field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=tr("ui.agree.tab.numbers"), is_by_cell=True)

    def show_figures(self, agreed: Agreed, scopes: Scopes, tagset: Tagset) -> None:
        """Show the fields of numbers of whoever was chosen."""
        layer, label = NUMBER
        about = Scope(layer=layer, label=label, pair=scopes.pair)
        lines: list[tuple[str, dict[str, Told]]] = []
        whole = agreed.get(about, "exact_quantity")
        if whole is not None:
            lines.append((tr("ui.agree.whole_number"), {"exact": whole}))
        seen = dict.fromkeys(
            one.about.feature
            for one in agreed.all
            if (one.about.layer, one.about.label, one.about.pair) == (layer, label, scopes.pair)
            and one.about.feature
        )
        for feature in seen:
            here = replace(about, feature=feature)
            found = {}
            for field in FIELDS:
                known = (agreed.get(here, one) for one in _OF_FIELD.get(field, (field,)))
                figure = next((one for one in known if one is not None), None)
                if figure is not None:
                    found[field] = figure
            lines.append((feature_words(tagset, layer, label, feature), found))
        titles = [tr("ui.agree.column.field"), *(tr(f"ui.agree.field.{one}") for one in FIELDS)]
        titles += [tr("ui.agree.column.interval"), tr("ui.agree.column.n")]
        rows = Lazily(lines, _of_field, lambda line: line[0])
        self.show_rows(titles, rows, figures=range(1, len(titles)), stretched=0, first=1)

    def figure(self) -> Told | None:
        """The figure of the cell one is at; of what is beside figures that of the first."""
        row, column = self.current(), self.currentIndex().column()
        found = row.stands_for if row else None
        if not isinstance(found, dict):
            return None
        return found.get(FIELDS[column - 1] if 0 < column <= len(FIELDS) else "exact")


def _of_field(line: tuple[str, dict[str, Told]]) -> Row:
    name, found = line
    first = found.get("exact")
    cells = (
        name,
        *(value_words(found[one]) if one in found else "" for one in FIELDS),
        interval_words(first),
        grouped(str(first.n)) if first else "",
    )
    tips = (name, *(sentence_of(found[one]) if one in found else "" for one in FIELDS), "", "")
    return Row(cells=cells, tips=tips, stands_for=found)


Openable = LabelTable | PairTable | ConfusionTable | NumberTable
"""A table of which one may ask what figure one is at."""


def confusing(agreed: Agreed, layer: str | None, pair: Pair | None) -> str:
    """Return the measure whose cases tell which labels met: of spans those that share characters, whatever
    their labels, and what stands alone; of other layers all units; "" where there is none."""
    for measure in ("alpha_u", "observed_units"):
        if agreed.get(Scope(layer=layer, pair=pair), measure) is not None:
            return measure
    return ""
