"""Owns the middle of the window: the report's line of particulars over the reading page."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.spans import text_of
from annotator.ui.models import linking
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import links_of
from annotator.ui.models.spots import Spot, ref_of
from annotator.ui.models.wording import named, number_words, one_line
from annotator.ui.offer_list import OfferList
from annotator.ui.page import Page
from annotator.ui.painting.paint import Paint, Tie
from annotator.ui.painting.typesetting import Heading
from annotator.ui.pieces import Elided
from annotator.ui.theme import chrome_font
from annotator.ui.whole_pills import WholePills


class ReadingPanel(QFrame):
    """Shows the document on the desk and tells the desk what is clicked and selected."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._painted: dict[Hashable, Paint] = {}
        self._drawn: dict[Hashable, Spot] = {}
        self._is_setting = False
        self._shows_rejected = False
        self.page = Page(desk.theme, self)
        self.page.setAccessibleName(tr("ui.page.name"))
        self.page.set_tooltip_provider(self._tip)
        self._facts = Elided(role="dim")
        self.whole = WholePills(desk)
        self.offers = OfferList(desk.theme, self)
        self._build()
        self.page.span_clicked.connect(self._clicked)
        self.page.selection_changed.connect(self._selected)
        self.page.cursorPositionChanged.connect(self._selected)
        desk.document_changed.connect(self._show)
        desk.view_changed.connect(self._show_again)
        desk.spots_changed.connect(self._repaint)
        desk.current_changed.connect(self._point)
        desk.page_wanted.connect(lambda: self.page.setFocus(Qt.FocusReason.OtherFocusReason))
        desk.shown_wanted.connect(self._bring_into_sight)
        desk.theme_changed.connect(self._take_theme)
        desk.hand.changed.connect(self._tie)
        desk.hand.changed.connect(self._ask)
        self.offers.chosen.connect(lambda at: linking.choose(desk, desk.hand.offers[at]))
        self.offers.given_up.connect(lambda: linking.cancel(desk))
        self.offers.left.connect(lambda: desk.hand.offer(()))

    def _build(self) -> None:
        line = QWidget()
        line.setFixedHeight(40)
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        self._facts.setFont(chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small))
        row.addWidget(self.whole)
        row.addWidget(self._facts, 1)
        self.lens = self._pill("ui.view.simplified", "ui.view.simplified.tip")
        self.original = self._pill("ui.view.original", "ui.view.original.tip")
        self.clean = self._pill("ui.view.clean", "ui.view.clean.tip")
        views = QButtonGroup(self)
        for button in (self.original, self.clean):
            views.addButton(button)
        for button in (self.lens, self.original, self.clean):
            row.addWidget(button)
        self.lens.clicked.connect(self._desk.set_simplified)
        self.original.clicked.connect(lambda: self._desk.set_clean(False))
        self.clean.clicked.connect(lambda: self._desk.set_clean(True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(self.page, 1)

    def _pill(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(tr(words))
        button.setProperty("role", "pill")
        button.setCheckable(True)
        button.setToolTip(tr(tip))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFont(chrome_font(self._desk.theme, pixels=self._desk.theme.sizes.small))
        return button

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        shown = self._desk.shown
        self._painted, self._drawn = {}, {}
        self.page.show_text(shown.text if shown else "", headings=self._headings())
        self._tell_facts()

    def _show_again(self) -> None:
        """The same document in another view: the same words stay in sight and selected."""
        selection = self._desk.selection
        self._is_setting = True
        self._show()
        self._is_setting = False
        self._repaint()
        if selection and self._desk.shown:
            self.page.select_span(*self._desk.shown.to_shown((selection,))[0])
        self._point()

    def _headings(self) -> list[Heading]:
        shown, document = self._desk.shown, self._desk.document
        if shown is None or document is None:
            return []
        places = [(one.start, one.end, one.depth) for one in shown.reading.sections]
        title = str(document.features.get("title") or "")
        clean = shown.reading.clean
        at = clean.text.find(title) if title else -1
        if at >= 0:
            places.insert(0, (*clean.alignment.to_original(at, at + len(title)), 0))
        return [(*shown.to_shown(((start, end),))[0], depth) for start, end, depth in places if start < end]

    def _tell_facts(self) -> None:
        desk, document = self._desk, self._desk.document
        self.lens.setChecked(desk.is_simplified)
        self.original.setChecked(not desk.is_clean)
        self.clean.setChecked(desk.is_clean)
        if document is None or desk.reading is None:
            self._facts.setText("")
            return
        facts = document.features
        parts = [one_line(str(facts.get("body") or document.name))]
        if facts.get("year"):
            parts.append(tr("ui.facts.year", year=facts["year"]))
        if facts.get("published"):
            parts.append(tr("ui.facts.published", date=facts["published"]))
        glosses = desk.reading.clean.glosses
        if glosses:
            told = "ui.facts.hidden" if desk.is_clean else "ui.facts.glosses"
            parts.append(tr(told, n=glosses))
        self._facts.setText("\u2002·\u2002".join(one_line(part) for part in parts))

    # Paints ---------------------------------------------------------------------------------------

    def _repaint(self) -> None:
        shown = self._desk.shown
        if shown is None:
            self.page.set_paints([])
            return
        spots = self._desk.spots.all[len(self._desk.spots.whole) :]
        wanted: dict[Hashable, Paint] = {spot.ref: self._paint_of(spot) for spot in spots}
        if not self._painted:
            self.page.set_paints(list(wanted.values()))
        else:
            removed = [ref for ref in self._painted if ref not in wanted]
            added = [paint for ref, paint in wanted.items() if self._painted.get(ref) is not paint]
            self.page.change_paints(removed=removed, added=added)
        self._painted, self._drawn = wanted, {spot.ref: spot for spot in spots}
        self._tie()
        self._tell_facts()

    def _paint_of(self, spot: Spot) -> Paint:
        """The paint there is, where nothing else is said than before."""
        known = self._painted.get(spot.ref)
        if known is not None and self._drawn.get(spot.ref) is spot:
            return known
        fresh = self._paint(spot)
        return known if known == fresh and known is not None else fresh

    def _paint(self, spot: Spot) -> Paint:
        assert self._desk.shown is not None
        layer, label = self._desk.label_of(spot)
        style = layer.style if layer else "fill"
        return Paint(
            ref=spot.ref,
            fragments=self._desk.shown.to_shown(spot.fragments),
            hue=(label.hue if label else "") or (layer.hue if layer else "neutral"),
            style=style,
            is_named=style != "bar" and layer is not None and layer.target != "span",
            state=spot.state,
            words=named(label.names, spot.label) if label else spot.label,
        )

    def toggle_rejected(self) -> None:
        """Show what was rejected struck through, or hide it."""
        self._shows_rejected = not self._shows_rejected
        self.page.set_rejected_shown(self._shows_rejected)

    def _point(self) -> None:
        spot, shown = self._desk.current, self._desk.shown
        self.page.set_current(spot.ref if spot else None)
        self._tie()
        if spot is not None and shown is not None and self._desk.selection is None:
            start = 0 if spot.is_whole else shown.to_shown(spot.fragments)[0][0]
            self.page.scroll_to(start)

    # Relations ------------------------------------------------------------------------------------

    def _tie(self) -> None:
        """The relations of the current place; the one that is being made, from where it begins."""
        desk, spot = self._desk, self._desk.current
        ties = []
        if spot is not None:
            for link in links_of(desk, spot):
                is_here = desk.document is not None and link.other.document == desk.document.id
                other = ref_of(link.other) if is_here else None
                ends = (spot.ref, other) if link.is_outgoing else (other, spot.ref)
                ties.append(Tie(source=ends[0], target=ends[1]))
            begun = desk.hand.source
            if begun is not None and ref_of(begun) != spot.ref:
                ties.append(Tie(source=ref_of(begun), target=spot.ref, is_begun=True))
        self.page.set_ties(ties)

    def _ask(self) -> None:
        """Show what there is to choose from, beside the current place."""
        desk, spot, shown = self._desk, self._desk.current, self._desk.shown
        if not desk.hand.offers:
            self.offers.hide()
            return
        self.offers.ask([linking.offer_words(desk, one) for one in desk.hand.offers])
        start = shown.to_shown(spot.fragments)[0][0] if spot and shown and spot.fragments else 0
        place = self.page.place_of(start)
        corner = self.page.viewport().mapTo(self, place.bottomLeft() + QPoint(0, 10))
        room = self.rect().adjusted(8, 8, -8 - self.offers.width(), -8 - self.offers.height())
        x = min(max(corner.x(), room.left()), max(room.left(), room.right()))
        y = corner.y()
        if y > room.bottom():
            y = self.page.viewport().mapTo(self, place.topLeft()).y() - self.offers.height() - 10
        self.offers.move(x, max(room.top(), y))

    def _take_theme(self) -> None:
        self.page.set_theme(self._desk.theme)
        self.offers.set_theme(self._desk.theme)

    def _bring_into_sight(self, start: int, end: int) -> None:
        if self._desk.shown is not None:
            first, last = self._desk.shown.to_shown(((start, end),))[0]
            self.page.select_span(first, first if last > first else last)

    # Telling --------------------------------------------------------------------------------------

    def _clicked(self, ref: object) -> None:
        self._desk.make_current(ref)  # type: ignore[arg-type]

    def _selected(self) -> None:
        shown = self._desk.shown
        if shown is None or self._is_setting:
            return
        start, end = self.page.selected_span()
        self._desk.selection = shown.to_original(start, end) if start < end else None
        self._desk.caret = shown.to_original(start, start)[0]

    def _tip(self, refs: list[Hashable]) -> str:
        """Label, value and who, for each paint under the mouse."""
        lines = []
        for ref in refs:
            spot = self._desk.spots.get(ref)  # type: ignore[arg-type]
            if spot is not None:
                lines.append(self._tip_line(spot))
        return "\n".join(lines)

    def _tip_line(self, spot: Spot) -> str:
        label = self._desk.label_of(spot)[1]
        names = named(label.names, spot.label) if label else spot.label
        if spot.is_number:
            unit = spot.features.get("unit") or ""
            about = f"{number_words(spot.features)} {unit}".strip()
        else:
            original = self._desk.reading.original if self._desk.reading else ""
            about = one_line(text_of(original, spot.fragments), most=40)
        who = spot.annotation.owner if spot.annotation else tr("ui.who.machine")
        return f"{names} · {one_line(about)} · {one_line(who)} · {tr(f'ui.spot.{spot.state}')}"

    def showEvent(self, event: QShowEvent) -> None:
        """The place to begin at is known only once the page has its height."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._point)
