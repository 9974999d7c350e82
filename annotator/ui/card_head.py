"""Owns the head of the card: the words of the current place, which label, which of how many, any doubt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.ui.models import doubting
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import place_words
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import document_words, named, no_mnemonic, one_line
from annotator.ui.pieces import Elided, small
from annotator.ui.theme import chrome_font

_MOST_OF_LINE = 0.6
"""How much of a line may go to what is said about the words."""


class CardHead(QWidget):
    """Says what the current place is; where the report is doubted there, a click goes to the doubt."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.words = Elided()
        font = chrome_font(theme, pixels=theme.sizes.chrome + 1)
        font.setBold(True)
        self.words.setFont(font)
        self.about = small("", theme=theme)
        self.doubt = QPushButton()
        self.doubt.setProperty("role", "quiet")
        self.doubt.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.doubt.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.doubt.setCursor(Qt.CursorShape.PointingHandCursor)
        self.doubt.clicked.connect(self._go_to_doubt)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(8)
        self._top.addWidget(self.words, 1)
        self._top.addWidget(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._top)
        column.addWidget(self.doubt, 0, Qt.AlignmentFlag.AlignLeft)

    def show_spot(self, spot: Spot | None) -> None:
        """Show a place, its words in their layer's colour; None says that there is none."""
        doubt = doubting.doubt_on(self._desk, spot) if spot else None
        self.doubt.setVisible(doubt is not None)
        if doubt is not None:
            self.doubt.setText(no_mnemonic(doubting.doubt_words(doubt)))
            self.doubt.setAccessibleName(doubting.doubt_words(doubt))
        if spot is None or self._desk.shown is None:
            self.words.setText(tr("ui.inspector.nothing"))
            self.about.setText("")
            self.words.setPalette(self.palette())
            return
        layer, label = self._desk.label_of(spot)
        self.words.setText(self._words_of(spot))
        hue = self._desk.theme.hue((label.hue if label else "") or (layer.hue if layer else ""))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(hue.text))
        self.words.setPalette(palette)
        peers = [one for one in self._desk.spots.all if (one.layer, one.label) == (spot.layer, spot.label)]
        name = named(label.names, spot.label) if label else spot.label
        place = next(n for n, one in enumerate(peers, start=1) if one.ref == spot.ref)
        state = tr(f"ui.spot.{spot.state}")
        self.about.setText(tr("ui.inspector.about", label=name, n=place, total=len(peers), state=state))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another arrangement."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Beside each other, or under each other where little would be left for the words."""
        is_narrow = self.about.sizeHint().width() > _MOST_OF_LINE * self.width()
        wanted = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._top.direction() != wanted:
            self._top.setDirection(wanted)
            self._top.setSpacing(0 if is_narrow else 8)

    def _words_of(self, spot: Spot) -> str:
        shown, document = self._desk.shown, self._desk.document
        assert shown is not None
        assert document is not None
        if spot.is_whole:
            return document_words(document)
        if spot.start == spot.end:
            return one_line(place_words(shown.reading, spot.fragments, is_clean=False), most=60)
        return one_line(shown.words(spot.fragments), most=60)

    def _go_to_doubt(self) -> None:
        spot = self._desk.current
        doubt = doubting.doubt_on(self._desk, spot) if spot else None
        if doubt is not None:
            self._desk.make_current(doubt.ref)
