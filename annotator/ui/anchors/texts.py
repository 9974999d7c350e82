"""Owns the two texts of what waits: where it was said in the older one, and where it may stand in the newer
one, with the places to choose from."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.spans import Fragment, Fragments, hull
from annotator.model.versions import UNSETTLED
from annotator.tasks.anchoring import AnchorLine
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.find_bar import FindBar
from annotator.ui.models.anchored import Differing, differing, letters
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.words_around import around
from annotator.ui.page import Page
from annotator.ui.painting.paint import Paint, Style
from annotator.ui.pieces import heading, small

_REACH = 30
_ACCEPT = "Enter"
_ROWS = 3
"""How many places are in sight at once."""
SAID, PLACE = "said", "place"
"""What is painted in the older text, and what is proposed in the newer one."""


class AnchorTexts(QWidget):
    """Shows one line; what is selected in the newer text may be its place."""

    turned = Signal()
    """Something else is selected there."""
    wanted = Signal(object)
    """The place of the list on which somebody pressed Enter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = ("", "")
        self._near: Fragments = ()
        self.line: AnchorLine | None = None
        theme, px = desk.theme, desk.theme.sizes.px
        self.old, self.new = Page(theme, self), Page(theme, self)
        names = (tr("ui.anchors.old"), tr("ui.anchors.new"))
        for page, name in zip((self.old, self.new), names, strict=True):
            page.setAccessibleName(name)
            page.set_rejected_shown(True)
            page.setMinimumHeight(px(40))
        self.finding = FindBar(self.new, theme)
        self.told = small(theme=theme, role="")
        self.told.setWordWrap(True)
        self.places = FigureTable(theme, name=tr("ui.anchors.places"), quoted=(1,))
        self._places = WholeTable(self.places)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for page, name, share in zip((self.old, self.new), names, (2, 3), strict=True):
            column.addWidget(heading(name, theme=theme))
            column.addWidget(page, share)
        column.addWidget(self.finding)
        column.addWidget(self.told)
        column.addWidget(self._places)
        self.new.selection_changed.connect(self.turned)
        self.places.turned.connect(self._look)
        self.places.wanted.connect(self._want)

    # Showing --------------------------------------------------------------------------------------

    def show_line(self, line: AnchorLine | None, *, near: Fragments = ()) -> None:
        """Show another line, or none; ``near`` is what of the newer text is brought into sight."""
        self.line, self._near = line, near
        anchor = line.anchor if line else None
        shown = (anchor.old, anchor.document) if anchor else ("", "")
        for page, document, before in zip((self.old, self.new), shown, self._shown, strict=True):
            if document != before:
                self._set(page, document)
        self._shown = shown
        if line is None:
            self.told.setText("")
            self._places.hide()
            return
        self._show_places(line)
        self._paint(line)

    def _set(self, page: Page, document: str) -> None:
        if not document:
            page.show_text("")
            return
        reading = self._desk.session.reading(document)
        headings = [(one.start, one.end, one.depth) for one in reading.sections if one.start < one.end]
        page.show_text(reading.original, headings=headings)
        self.finding.look_again()

    def _show_places(self, line: AnchorLine) -> None:
        place, text = line.anchor.place or (), self.new.text
        found: list[tuple[str, Fragments]] = []
        if line.place_words.strip():
            found.append((_ACCEPT, place))
        found += [(str(n), (one,)) for n, one in enumerate(line.elsewhere, start=1)]
        rows = [(key, where, _told(key, around(text, *hull(where), reach=_REACH))) for key, where in found]
        titles = tr("ui.anchors.column.key"), tr("ui.anchors.places")
        first = 0 if line.place_words.strip() else None
        self.places.show_rows(titles, Lazily(rows, _row, _key), stretched=1, first=first)
        shown = min(len(rows), _ROWS)
        self._places.setFixedHeight(self._places.height_of(shown) if shown else 0)
        self._places.setVisible(bool(rows))

    def _paint(self, line: AnchorLine) -> None:
        anchor = line.anchor
        style, hue = self._look_of(line)
        place = anchor.place or ()
        others = differing(self.old.text, anchor.fragments, self.new.text, place)
        here = [Paint(ref=SAID, fragments=anchor.fragments, hue=hue, style=style)]
        # Each by itself: no tails lead from one to the other, under words that are the same.
        gone = others.gone if place else ()
        here += [Paint(ref=("gone", *one), fragments=(one,), state="rejected") for one in gone]
        there = [Paint(ref=PLACE, fragments=place, hue=hue, style=style, state="suggestion")]
        there += [
            Paint(ref=("added", *one), fragments=(one,), hue="problems", style="underline")
            for one in others.added
        ]
        there += [
            Paint(ref=n, fragments=(one,), state="suggestion")
            for n, one in enumerate(line.elsewhere, start=1)
        ]
        for page, paints, ref in ((self.old, here, SAID), (self.new, there, PLACE)):
            page.set_paints([paint for paint in paints if paint.fragments])
            page.set_current(ref)
        told = self._tell(line, others)
        self.told.setText(told)
        self.old.setAccessibleDescription(line.words)
        self.new.setAccessibleDescription(told)
        _go(self.old, anchor.fragments)
        _go(self.new, self._near)

    def _look_of(self, line: AnchorLine) -> tuple[Style, str]:
        tagset = self._desk.tagset
        layer, label = tagset.layer(line.layer), tagset.label(line.layer, line.label)
        style: Style = "fill" if layer is None or layer.style == "bar" else layer.style
        return style, (label.hue if label else "") or (layer.hue if layer else "neutral")

    def _tell(self, line: AnchorLine, others: Differing) -> str:
        """What is otherwise at the place that is proposed, in a sentence."""
        anchor = line.anchor
        if anchor.kind == "relation":
            return tr("ui.anchors.relation")
        if not line.place_words.strip():
            return tr("ui.anchors.lost_elsewhere" if line.elsewhere else "ui.anchors.lost")
        gone, added = letters(self.old.text, others.gone), letters(self.new.text, others.added)
        if gone and added:
            return tr("ui.anchors.changed", gone=gone, added=added)
        if gone or added:
            return tr("ui.anchors.shorter" if gone else "ui.anchors.longer", letters=gone or added)
        return tr("ui.anchors.same_words" if anchor.grade in UNSETTLED else "ui.anchors.sure")

    def showEvent(self, event: QShowEvent) -> None:
        """Where a place lies is known only once the pages have their height."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.show_line(self.line, near=self._near))

    # Choosing -------------------------------------------------------------------------------------

    def elsewhere(self, n: int) -> Fragment | None:
        """The place of that number, None when there is none."""
        return self.line.elsewhere[n - 1] if self.line and 0 < n <= len(self.line.elsewhere) else None

    def selected(self) -> Fragments:
        """What is selected in the newer text; nothing where only the caret is."""
        start, end = self.new.selected_span()
        return ((start, end),) if start < end else ()

    def _look(self) -> None:
        """The place of the current row comes into sight."""
        row = self.places.current()
        if row is not None and isinstance(row.stands_for, tuple):
            _go(self.new, row.stands_for)

    def _want(self) -> None:
        row = self.places.current()
        if row is not None:
            self.wanted.emit(row.stands_for)


def _told(key: str, words: str) -> str:
    return tr("ui.anchors.proposed", words=words) if key == _ACCEPT else words


def _row(source: tuple[str, Fragments, str]) -> Row:
    key, where, words = source
    # It leads to itself: the text is beside it.
    return Row(cells=(key, words), place=("", *hull(where)), stands_for=where)


def _key(source: tuple[str, Fragments, str]) -> tuple[str, Fragments]:
    return source[:2]


def _go(page: Page, where: Fragments) -> None:
    """Bring a place into sight, nothing selected."""
    start = where[0][0] if where else 0
    page.put_caret(start)
    page.scroll_to(start)
