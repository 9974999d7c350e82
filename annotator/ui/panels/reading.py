"""Owns the middle of the window: the report's line of particulars over the reading page."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.spans import text_of
from annotator.ui.blank_card import BlankCard
from annotator.ui.check_side import CheckSide
from annotator.ui.find_bar import FindBar
from annotator.ui.models import beside, borders, cutting, linking
from annotator.ui.models.desk import Desk
from annotator.ui.models.differing import Differing
from annotator.ui.models.history import clock_words
from annotator.ui.models.links import links_of
from annotator.ui.models.spots import Spot, ref_of
from annotator.ui.models.wishes import Blank, Question
from annotator.ui.models.wording import key_words, named, number_words, one_line, plain_tip
from annotator.ui.offer_list import AskedList, OfferList
from annotator.ui.page import Page
from annotator.ui.painting.paint import Paint, Tie
from annotator.ui.painting.typesetting import Heading
from annotator.ui.reading_head import ReadingHead
from annotator.ui.standing import Standing

_IDLE_MS = 1000
"""How long after it is shown the words of the language are loaded: nobody is to wait for them."""


class ReadingPanel(QFrame):
    """Shows the document on the desk and tells the desk what is clicked and selected."""

    menu_wanted = Signal(QPoint)
    """What can be done at the current place is asked for, at a point of the screen."""

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
        self.page.set_cutter(cutting.cut)
        self.page.set_escape(self._has_to_cancel, self.cancel)
        self._standing = Standing(desk, self.page, self)
        self.head = ReadingHead(desk)
        self.offers = OfferList(desk.theme, self)
        self.finding = FindBar(self.page, desk.theme)
        self.differing = Differing(desk.session, self)
        self.differing.changed.connect(self._set_beside)
        self.asked = AskedList(desk, self)
        self.blank = BlankCard(desk, self)
        self.checks = CheckSide(desk, self, stand=self._stand_by_current)
        self.checks.changed.connect(self._set_beside)
        self.checks.tied.connect(self._tie)
        self._build()
        self.page.span_clicked.connect(self._clicked)
        self.page.span_dragged.connect(self._dragged)
        self.page.menu_wanted.connect(self.menu_wanted)
        self.page.selection_changed.connect(self._selected)
        self.page.cursorPositionChanged.connect(self._selected)
        self.page.moved.connect(self._mind_top)
        desk.document_changed.connect(self._show)
        desk.view_changed.connect(self._show_again)
        desk.spots_changed.connect(self._repaint)
        desk.current_changed.connect(self._point)
        desk.page_wanted.connect(self._take_keyboard)
        desk.theme_changed.connect(self._take_theme)
        desk.hand.changed.connect(self._tie)
        desk.hand.changed.connect(self._ask)
        desk.wishes.asked.connect(self._ask_question)
        self.offers.chosen.connect(lambda at: linking.choose(desk, desk.hand.offers[at]))
        self.offers.given_up.connect(lambda: linking.cancel(desk))
        self.offers.left.connect(lambda: desk.hand.offer(()))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.page, 1)
        column.addWidget(self.finding)

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        shown = self._desk.shown
        self._painted, self._drawn = {}, {}
        self.page.show_text(shown.text if shown else "", headings=self._headings())
        self.finding.look_again()

    def _show_again(self) -> None:
        """The same document in another view: the same words stay in sight and selected."""
        self._is_setting = True
        self._show()
        self._is_setting = False
        self._repaint()
        self._standing.select_again()
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

    # Paints ---------------------------------------------------------------------------------------

    def _repaint(self) -> None:
        shown = self._desk.shown
        if shown is None:
            self.page.set_paints([])
            self._set_beside()
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
        self.differing.look_at(self._desk.document.id if self._desk.document else None)
        self._set_beside()
        self._tie()

    def _set_beside(self) -> None:
        """The map at the scroll bar, and the notes in the margin."""
        found = self.differing.found
        starts = ((spot, self._painted[ref].start) for ref, spot in self._drawn.items())
        self.page.set_marks(beside.signs_of(self._desk, starts, found))
        notes = beside.notes_of(self._desk, found, with_rejected=self._shows_rejected)
        self.page.set_notes([*notes, *self.checks.notes()])
        told = beside.map_words(self.page.map.counts())
        self.page.map.setAccessibleName(told)
        self.page.map.setToolTip(plain_tip(told))

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
        self._set_beside()

    def toggle_differences(self, key: str = "") -> None:
        """Show where colleagues say otherwise, or hide it; ``key`` does the same."""
        self.differing.turn()
        told = "ui.said.differences" if self.differing.is_on else "ui.said.no_differences"
        self._desk.said.emit(tr(told, n=len(self.differing.found), keys=key_words(key)))

    def find_words(self) -> None:
        """Ask for words to find in the report."""
        self.finding.ask()

    def cancel(self) -> bool:
        """Close the find bar, or let go of what is selected; False when there was neither."""
        if not self._has_to_cancel():
            return False
        if self.finding.isVisible():
            self.finding.give_up()
        else:
            self.page.put_caret(self.page.selected_span()[0])
        return True

    def _has_to_cancel(self) -> bool:
        """What is begun between two places is given up first, and that is the window's."""
        if self._desk.hand.source is not None:
            return False
        return self.finding.isVisible() or self.page.textCursor().hasSelection()

    def _mind_top(self) -> None:
        self.head.set_scrolled(self.page.verticalScrollBar().value() > 0)

    def _take_keyboard(self) -> None:
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _point(self) -> None:
        spot, shown = self._desk.current, self._desk.shown
        words = one_line(shown.words(spot.fragments), most=60) if spot and shown else ""
        self.page.setAccessibleDescription(f"{words} · {self._tip_line(spot)}" if spot else "")
        self.page.set_current(spot.ref if spot else None)
        self._tie()
        self._standing.follow()

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
                words = f"{link.arrow} {link.name} {link.words}"
                ties.append(Tie(source=ends[0], target=ends[1], words=f"{words} {link.where}".strip()))
            begun = desk.hand.source
            if begun is not None and ref_of(begun) != spot.ref:
                ties.append(Tie(source=ref_of(begun), target=spot.ref, is_begun=True))
        self.page.set_ties([*ties, *self.checks.ties()])

    def _ask(self) -> None:
        """Show what there is to choose from, beside the current place."""
        desk = self._desk
        if not desk.hand.offers:
            self.offers.hide()
            return
        self.offers.ask([linking.offer_words(desk, one) for one in desk.hand.offers])
        self._stand_by_current(self.offers)

    def _ask_question(self, question: Question | Blank) -> None:
        """Put a question beside the current place."""
        card, other = (self.blank, self.asked) if isinstance(question, Blank) else (self.asked, self.blank)
        other.hide()
        card.put(question)  # type: ignore[arg-type]
        self._stand_by_current(card, at=question.at)

    def _stand_by_current(self, card: OfferList | BlankCard, *, at: int | None = None) -> None:
        spot, shown = self._desk.current, self._desk.shown
        places = spot.fragments if spot and at is None else ((at or 0, at or 0),)
        start = shown.to_shown(places)[0][0] if shown and places else 0
        place = self.page.place_of(start)
        corner = self.page.viewport().mapTo(self, place.topLeft())
        # The notes beside the text stay in sight: one chooses by them.
        beside = round(self.page.document().rootFrame().frameFormat().rightMargin())
        edge = self.page.viewport().mapTo(self, self.page.viewport().rect().topRight()).x() - beside
        within = self.rect()
        if edge > card.width() + 16:
            within.setRight(edge + 8)
        card.stand_by(QRect(corner, place.size()), within=within)

    def _take_theme(self) -> None:
        self.page.set_theme(self._desk.theme)
        self.offers.set_theme(self._desk.theme)
        self.finding.set_theme(self._desk.theme)

    # Telling --------------------------------------------------------------------------------------

    def _clicked(self, ref: object) -> None:
        if self.checks.click(ref):
            return
        theirs = next((one for one in self.differing.found if beside.ref_of_difference(one) == ref), None)
        if theirs is not None and theirs.mine is None:
            # Only a colleague says something here: show which words.
            self._desk.show_range(theirs.fragments[0][0], theirs.fragments[0][1])
        else:
            self._standing.click(ref)  # type: ignore[arg-type]

    def _dragged(self, ref: object, start: int, end: int) -> None:
        borders.resize(self._desk, ref, start, end)  # type: ignore[arg-type]

    def _selected(self) -> None:
        shown = self._desk.shown
        if shown is None or self._is_setting:
            return
        start, end = self.page.selected_span()
        self._desk.selection = shown.to_original(start, end) if start < end else None
        self._desk.caret = shown.to_original(start, start)[0]

    def _tip(self, refs: list[Hashable]) -> str:
        """Label, value, who and when, for each paint under the mouse."""
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
        last = self._desk.session.last_step_on(spot.annotation.id) if spot.annotation else None
        parts = [names, one_line(about), one_line(who), tr(f"ui.spot.{spot.state}")]
        return " · ".join([*parts, clock_words(last.at)] if last else parts)

    def showEvent(self, event: QShowEvent) -> None:
        """The place to begin at is known only once the page has its height."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin)
        QTimer.singleShot(_IDLE_MS, self, cutting.load_soon)

    def _begin(self) -> None:
        self._point()
        self._standing.restore()
