"""Owns the window of agreement: figures worked out beside it, four ways to look at them, and the cases behind
each, which lead to their passages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.changes import Notice
from annotator.tasks.comparing.figures import Scope
from annotator.ui.beside import Beside
from annotator.ui.child import Records
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.keyed_button import KeyedButton
from annotator.ui.models.agreed import Agreed, Told, about_words, sentence_of
from annotator.ui.models.cases import COLUMNS, QUOTED, Case, Confusion, Wording, cases
from annotator.ui.models.desk import Desk
from annotator.ui.models.report_names import ReportNames
from annotator.ui.models.words_around import WordsAround
from annotator.ui.pieces import plain, rule, small
from annotator.ui.tabs import Tabs
from annotator.ui.team import verbs
from annotator.ui.team.figure_tabs import (
    ConfusionTable,
    LabelTable,
    NumberTable,
    Openable,
    PairTable,
    confusing,
)
from annotator.ui.team.running import Running
from annotator.ui.team.scopes import Scopes

_SIZE = (1200, 760)
TABS = ("labels", "pairs", "confusion", "numbers")
_SCOPES = {
    "labels": ("who", "family", "rows"),
    "pairs": ("layer", "family"),
    "confusion": ("who", "layer"),
    "numbers": ("who",),
}
_CHANGES = frozenset({"annotation", "relation", "progress", "bundle", "document", "tagset", "*"})
Key = tuple[object, str]


class AgreementView(Beside):
    """The verb's own figures: this window only shows them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("ui.agree.title"), size=_SIZE, parent=parent)
        theme = desk.theme
        self.agreed = Agreed()
        self._is_known = self._is_old = False
        self._cases: dict[Key, list[Case]] = {}
        self._by_document: dict[str | None, Agreed] = {}
        self._wanted: Key | None = None
        self._around, self._reports = WordsAround(desk.session.store), ReportNames(desk)
        self.labels, self.pairs = LabelTable(theme), PairTable(theme)
        self.confusion, self.numbers = ConfusionTable(theme), NumberTable(theme)
        self.tables: dict[str, Openable] = {
            "labels": self.labels,
            "pairs": self.pairs,
            "confusion": self.confusion,
            "numbers": self.numbers,
        }
        self.scopes = Scopes(theme)
        self.about, self.told = plain(role="dim"), small(theme=theme, role="")
        for label in (self.about, self.told):
            label.setWordWrap(True)
        self.about.setContentsMargins(0, 0, 0, theme.sizes.px(4))
        self.none = plain(role="dim")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.none.setContentsMargins(0, theme.sizes.px(8), 0, 0)
        self.tabs = Tabs(
            [(tr(f"ui.agree.tab.{name}"), WholeTable(table)) for name, table in self.tables.items()],
            theme,
            edge=0,
        )
        self.listing = KeyedButton(tr("ui.agree.open"), theme, keys="Return")
        self.again = KeyedButton(tr("ui.agree.again"), theme, keys="F5")
        self.cases = FigureTable(theme, name=tr("ui.cases.title"), quoted=QUOTED, places=0)
        self.running, self.seeking = Running(theme), Running(theme)
        self._build()
        self._hear()
        self._show()

    def _build(self) -> None:
        px = self._desk.theme.sizes.px
        under = QHBoxLayout()
        under.setSpacing(px(6))
        under.addWidget(self.told, 1)
        for button in (self.listing, self.again):
            button.setAutoDefault(False)
            under.addWidget(button)
        for n, part in enumerate((self.scopes, self.about, self.none), start=1):
            self.tabs.put_below_names(n, part)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(8), px(24), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.tabs, 2)
        column.addLayout(under)
        self._below = [rule(), WholeTable(self.cases)]
        column.addWidget(self._below[0])
        column.addWidget(self._below[1], 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(24))
        foot.addWidget(self.seeking, 1)
        foot.addWidget(self.running, 1)
        column.addLayout(foot)

    def _hear(self) -> None:
        self.scopes.changed.connect(self._show)
        self.tabs.turned.connect(self._show)
        for table in self.tables.values():
            table.turned.connect(self._tell)
            table.opened.connect(self._list_cases)
        self.listing.clicked.connect(self._list_cases)
        self.again.clicked.connect(self.work_out)
        self.cases.wanted.connect(self.go_to)
        for running in (self.running, self.seeking):
            running.turned.connect(self._offer)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.work_out)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(self._turn)

    def begin(self) -> None:
        """Come into sight; what was worked out before anything changed is worked out anew."""
        self.come()
        if not self._is_known or self._is_old:
            self.work_out()
        else:
            # What was left when nobody looked any more.
            self._refine()
            self._ask()
        self._table().setFocus()

    def go_on_from(self, before: Beside) -> None:
        """The same figures: working them out takes long."""
        if isinstance(before, AgreementView):
            self.agreed, self._is_known, self._is_old = before.agreed, before._is_known, before._is_old
            self._cases, self._by_document = before._cases, before._by_document
            self.scopes.fill(self.agreed, self._desk.tagset)
            self.scopes.choose_as(before.scopes)
            self.tabs.turn_to(before.tabs.number)
            self._show()

    def stop(self) -> None:
        """Nobody waits for figures any more."""
        self.running.stop()
        self.seeking.stop()

    @property
    def is_busy(self) -> bool:
        """Whether something is still being worked out."""
        return self.running.is_busy or self.seeking.is_busy

    def tab(self) -> str:
        """Which way of looking is in sight."""
        return TABS[self.tabs.number]

    def _table(self) -> Openable:
        return self.tables[self.tab()]

    def _turn(self) -> None:
        self.tabs.turn_to((self.tabs.number + 1) % len(TABS))
        self._table().setFocus()

    # Working out ----------------------------------------------------------------------------------

    def mind(self, notice: Notice) -> None:
        """Figures may not be what they were."""
        if notice.kinds & _CHANGES:
            self._is_old = True
            self._tell_about()

    def work_out(self) -> None:
        """Let the verb work out all figures anew, beside the window."""
        if not self.running.is_busy:
            self._is_old = False
            self.running.run(verbs.agreeing(self._desk.session.path, rounds=1), self._take_quick)
            self._tell_about()

    def _take_quick(self, records: Records) -> None:
        """The figures are there before their intervals: those take a thousand times as long."""
        self.take(records, is_quick=True)
        self._refine()

    def _refine(self) -> None:
        if self.agreed.pairs and self.agreed.is_quick and not self.running.is_busy:
            self.running.run(verbs.agreeing(self._desk.session.path), self.take)

    def take(self, records: Records, *, is_quick: bool = False) -> None:
        """Show what the verb printed; what one is at stays."""
        self.agreed, self._is_known = Agreed(records, is_quick=is_quick), True
        if is_quick:
            self._cases.clear()
            self._by_document.clear()
            self._wanted = None
            self.seeking.leave()
            self._show_cases(())
        self.scopes.fill(self.agreed, self._desk.tagset)
        self._show()

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the figures of the way of looking in sight."""
        tab, tagset, agreed = self.tab(), self._desk.tagset, self.agreed
        has_some = bool(agreed.pairs)
        for part in (self.scopes, *self._below):
            part.setVisible(has_some)
        wanted = _SCOPES[tab]
        is_by_document = self._is_by_document()
        self.scopes.offer(*wanted, *(["layer"] if is_by_document else []))
        if has_some and is_by_document:
            self._show_documents()
        elif has_some and tab == "labels":
            self.labels.show_labels(agreed, self.scopes, tagset)
        elif has_some and tab == "pairs":
            self.pairs.show_figures(agreed, self.scopes, tagset)
        elif has_some and tab == "confusion":
            self._show_confusion()
        elif has_some:
            self.numbers.show_figures(agreed, self.scopes, tagset)
        self._ask()
        self._tell_about()
        self._tell()

    def _show_documents(self) -> None:
        """The figures of single reports are many: worked out for one layer when somebody asks."""
        layer = self.scopes.layer
        known = self._by_document.get(layer) or Agreed()
        self.labels.show_documents(known, self.scopes, self._desk.tagset, self._reports)

    def _ask(self) -> None:
        """Let the verb tell what the way of looking in sight still lacks, one thing at a time."""
        if not self.agreed.pairs or self.seeking.is_busy:
            return
        layer, pair = self.scopes.layer, self.scopes.pair
        if self._is_by_document():
            if layer not in self._by_document:
                task = verbs.agreeing_by_document(self._desk.session.path, layer)
                self.seeking.run(task, lambda records: self._take_documents(layer, records))
        elif self.tab() == "confusion":
            key, measure = _confusing(self.agreed, self.scopes)
            if measure and key not in self._cases:
                task = verbs.casing(self._desk.session.path, measure, Scope(layer=layer, pair=pair))
                self.seeking.run(task, lambda records: self._confused(key, cases(records, pair)))

    def _is_by_document(self) -> bool:
        return self.tab() == "labels" and self.scopes.rows == "documents"

    def _take_documents(self, layer: str | None, records: Records) -> None:
        self._by_document[layer] = Agreed(records, is_quick=True)
        self._show()

    def _tell_about(self) -> None:
        self.none.setText(self._why_empty())
        self.none.setVisible(bool(self.none.text()))
        self.about.setText(about_words(self.agreed, self.tab(), self.scopes.pair, is_old=self._is_old))
        self.about.setVisible(bool(self.agreed.pairs))

    def _why_empty(self) -> str:
        if self.agreed.pairs:
            rows = self._table().rows.rowCount()
            return "" if rows or self.is_busy else tr(f"ui.agree.empty.{self.tab()}")
        if not self._is_known:
            return tr("ui.agree.not_yet")
        return tr("ui.agree.nobody_to_compare")

    def _tell(self) -> None:
        """Say in full what one is at."""
        figure = self._table().figure()
        if self.tab() == "confusion":
            told = self.confusion.told()
            self.told.setText(told + tr("ui.agree.goes") if told else "")
            self._show_cases(self.confusion.cases())
        else:
            subject = self._table().subject()
            self.told.setText(tr("ui.agree.of", subject=subject, told=sentence_of(figure)) if figure else "")
            if figure is None or _key(figure) != self._wanted:
                known = self._cases.get(_key(figure)) if figure else None
                self._wanted = _key(figure) if figure and known is not None else None
                self._show_cases(known or ())
        self._offer()

    def _offer(self) -> None:
        self.again.setEnabled(not self.running.is_busy)
        self.listing.setEnabled(self._table().figure() is not None)
        # Which labels met is counted from the cases: they are listed at once.
        self.listing.setVisible(bool(self.agreed.pairs) and self.tab() != "confusion")

    # Cases ----------------------------------------------------------------------------------------

    def _list_cases(self) -> None:
        """List the cases behind the figure one is at."""
        figure = self._table().figure()
        if self.tab() == "confusion":
            self.cases.setFocus()
        elif figure is not None:
            key = self._wanted = _key(figure)
            if key in self._cases:
                self._show_cases(self._cases[key], is_wanted=True)
            else:
                self._run_listing(figure, key)

    def _run_listing(self, figure: Told, key: Key) -> None:
        task = verbs.casing(self._desk.session.path, figure.measure, figure.about)
        self.seeking.run(task, lambda records: self._listed(key, cases(records, figure.about.pair)))

    def _listed(self, key: Key, found: list[Case]) -> None:
        self._cases[key] = found
        if self._wanted == key:
            self._show_cases(found, is_wanted=True)
        # What is in sight by now may have waited for this.
        self._ask()

    def _show_cases(self, found: Sequence[Case], *, is_wanted: bool = False) -> None:
        figure = self._table().figure()
        about = figure.about if figure else None
        wording = Wording(
            tagset=self._desk.tagset,
            layer=about.layer if about else self.scopes.layer,
            label=about.label if about else None,
            feature=about.feature if about else None,
            around=self._around,
            reports=self._reports,
        )
        self.cases.show_rows([tr(f"ui.cases.column.{one}") for one in COLUMNS], wording.rows(found), first=0)
        if is_wanted:
            self.seeking.say(tr("ui.cases.n", n=len(found)))
            if found:
                self.cases.setFocus()

    def _show_confusion(self) -> None:
        """Labels against labels are counted from the cases of one figure."""
        found = self._cases.get(_confusing(self.agreed, self.scopes)[0], ())
        self.confusion.show_confusion(Confusion(found), self._desk.tagset, self.scopes.layer)

    def _confused(self, key: Key, found: list[Case]) -> None:
        self._cases[key] = found
        if self.tab() == "confusion":
            self._show()
        else:
            self._ask()


def _key(figure: Told) -> Key:
    return figure.about, figure.measure


def _confusing(agreed: Agreed, scopes: Scopes) -> tuple[Key, str]:
    """What the cases of the labels in sight are kept under, and of which measure they are, "" for none."""
    measure = confusing(agreed, scopes.layer, scopes.pair)
    return ((scopes.layer, scopes.pair), measure), measure
