"""Owns the head of the card: the words of the current place, which label, which of how many, any doubt."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.tagsets import UNTYPED, Label
from annotator.ui.form_row import NEVER_SAID, said_of
from annotator.ui.models import doubting
from annotator.ui.models.desk import Desk
from annotator.ui.models.links import place_words
from annotator.ui.models.spots import Spot
from annotator.ui.models.wording import closed_up, document_words, key_words, named, no_mnemonic, one_line
from annotator.ui.pieces import Elided
from annotator.ui.theme import chrome_font, prose_font

_LEAST_ABOUT = 5
"""Ems of what is said about the words that are worth standing beside them."""


def empty_words(desk: Desk, keys: Mapping[str, str]) -> str:
    """Say what to do where no place is current, or no report is there."""
    if desk.rows:
        return tr("ui.inspector.empty")
    return tr("ui.inspector.no_report.words", keys=key_words(keys.get("import", "")))


def _is_span_alone(spot: Spot, label: Label | None) -> bool:
    """Whether a person has changed where it begins or ends, and no field tells of a change."""
    machine, has_changed = spot.machine, spot.state == "corrected"
    if not has_changed or machine is None or label is None or machine.fragments == spot.fragments:
        return False
    typed = (spec.id for spec in label.features if spec.type not in UNTYPED and spec.id not in NEVER_SAID)
    return all(said_of(machine.features.get(one)) == said_of(spot.features.get(one)) for one in typed)


class CardHead(QWidget):
    """Says what the current place is; where the report is doubted there, a click goes to the doubt."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.words = Elided()
        font = prose_font(theme, pixels=theme.sizes.chrome + 1)
        font.setBold(True)
        self.words.setFont(font)
        self.about = Elided(role="dim")
        self.about.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.doubt = QPushButton()
        self.doubt.setProperty("role", "quiet")
        self.doubt.setStyleSheet("padding-left: 0;")
        self.doubt.setFont(chrome_font(theme, pixels=theme.sizes.small))
        self.doubt.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.doubt.setCursor(Qt.CursorShape.PointingHandCursor)
        self.doubt.clicked.connect(self._go_to_doubt)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(8)
        self._top.addWidget(self.words)
        self._top.addWidget(self.about, 1)
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
            has_reports = bool(self._desk.rows)
            self.words.setText(tr("ui.inspector.nothing" if has_reports else "ui.inspector.no_report"))
            self.about.setText("")
            self.words.setPalette(self.palette())
            return
        layer, label = self._desk.label_of(spot)
        self.words.setText(self._words_of(spot))
        hue = self._desk.theme.hue((label.hue if label else "") or (layer.hue if layer else ""))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(hue.text))
        self.words.setPalette(palette)
        name = one_line(named(label.names, spot.label) if label else spot.label)
        # How many there are is told once, by the status line: by labels the sum would be another.
        state = "ui.inspector.span_changed" if _is_span_alone(spot, label) else f"ui.spot.{spot.state}"
        self.about.setText(f"{name} · {tr(state)}")
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another arrangement."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Beside each other, or under each other where little would be left for the words."""
        words = QFontMetrics(self.words.font()).horizontalAdvance(self.words.text()) + 2
        about = QFontMetrics(self.about.font()).horizontalAdvance(self.about.text()) + 2
        rest = self.width() - words - 8
        is_narrow = rest < min(about, _LEAST_ABOUT * self.about.font().pixelSize())
        wanted = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._top.direction() != wanted:
            self._top.setDirection(wanted)
            self._top.setSpacing(0 if is_narrow else 8)
            side = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignRight
            self.about.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        # The words are what it is about: what is said of them gives way first.
        self.words.setMinimumWidth(min(words, self.width()) if not is_narrow else 24)

    def _words_of(self, spot: Spot) -> str:
        shown, document = self._desk.shown, self._desk.document
        assert shown is not None
        assert document is not None
        if spot.is_whole:
            return document_words(document)
        if spot.start == spot.end:
            return one_line(place_words(shown.reading, spot.fragments, is_clean=False), most=60)
        words = shown.words(spot.fragments)
        return one_line(closed_up(words) if spot.is_number else words, most=60)

    def _go_to_doubt(self) -> None:
        spot = self._desk.current
        doubt = doubting.doubt_on(self._desk, spot) if spot else None
        if doubt is not None:
            self._desk.make_current(doubt.ref)
