"""Owns the small controls over a list: toggles framed while they are on, and a quiet choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from annotator.ui.models.desk import Desk
from annotator.ui.pieces import Flow, focus_ring
from annotator.ui.signs import draw_chevron
from annotator.ui.theme import chrome_font, figures_font


class Toggle(QPushButton):
    """One of them.  That it is on shows as a frame and in ink, not by colour alone."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.name = name
        self._is_tight = False
        self.is_apart = False
        """Whether it chooses by something else than those before it: a hairline says so."""
        self.setCheckable(True)
        # A click leaves the keyboard where it is.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(figures_font(desk.theme, pixels=desk.theme.sizes.small))

    def set_tight(self, is_tight: bool) -> None:
        """Take less room for the words."""
        sizes = self._desk.theme.sizes
        if self.font().pixelSize() != (sizes.tiny if is_tight else sizes.small):
            self.setFont(figures_font(self._desk.theme, pixels=sizes.tiny if is_tight else sizes.small))
        if self._is_tight != is_tight:
            self._is_tight = is_tight
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        sizes = self._desk.theme.sizes
        around = sizes.px(6 if self._is_tight else 10)
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + around
        return QSize(width, sizes.px(22))

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw by hand: quieter than any style's button."""
        theme = self._desk.theme
        option = QStyleOptionButton()
        self.initStyleOption(option)
        is_over = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]
        painter = QPainter(self)
        if self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(theme.dim))
            painter.setBrush(QColor(theme.raised))
            frame = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
            painter.drawRoundedRect(frame, theme.sizes.radius, theme.sizes.radius)
        elif self.is_apart:
            painter.setPen(QColor(theme.line))
            painter.drawLine(0, theme.sizes.px(5), 0, self.height() - theme.sizes.px(5))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.ink if self.isChecked() or is_over else theme.dim))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            focus_ring(painter, self.rect(), theme)
        painter.end()


class Toggles(QWidget):
    """Several in a row, on as many lines as there is need for.

    ``lead`` stands before them.  ``is_one`` lets exactly one be on; else any number, and none is as good
    as all.  With ``is_one_line`` the lead and then the size of the words give way before a line breaks.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        names: Iterable[str],
        *,
        lead: QLabel | None = None,
        is_one: bool = False,
        is_one_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_one = is_one
        self._desk, self._lead, self._is_one_line = desk, lead, is_one_line
        self._row = Flow(self, gap=0)
        if lead is not None:
            lead.setFixedHeight(desk.theme.sizes.px(22))
            # As far in as the words of a toggle are.
            lead.setContentsMargins(desk.theme.sizes.px(5), 0, desk.theme.sizes.px(5), 0)
            self._row.addWidget(lead)
        self.toggles = {name: Toggle(desk, name, self) for name in names}
        for toggle in self.toggles.values():
            self._row.addWidget(toggle)
            toggle.clicked.connect(self._clicked)

    @property
    def on(self) -> frozenset[str]:
        """The names of those that are on."""
        return frozenset(name for name, toggle in self.toggles.items() if toggle.isChecked())

    def set_on(self, names: Iterable[str]) -> None:
        """Turn these on, the others off; nobody is told."""
        wanted = set(names)
        for name, toggle in self.toggles.items():
            toggle.setChecked(name in wanted)

    def set_words(self, words: Mapping[str, str]) -> None:
        """What stands on them."""
        for name, told in words.items():
            self.toggles[name].setText(told)
            self.toggles[name].updateGeometry()
        self._row.invalidate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for the lead."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its lines are at the width it has."""
        return QSize(self._row.minimumSize().width(), self._row.heightForWidth(max(1, self.width())))

    def _fit(self) -> None:
        if not self._is_one_line or self._lead is None:
            return
        lead = self._lead.sizeHint().width()
        for has_lead, is_tight in ((True, False), (False, False), (False, True)):
            for toggle in self.toggles.values():
                toggle.set_tight(is_tight)
            used = sum(toggle.sizeHint().width() for toggle in self.toggles.values())
            if used + (lead if has_lead else 0) <= self.width():
                break
        self._lead.setVisible(has_lead)
        self._row.invalidate()

    def _clicked(self) -> None:
        clicked = self.sender()
        if self._is_one and isinstance(clicked, Toggle):
            self.set_on([clicked.name])
        self.changed.emit()


class QuietChoice(QComboBox):
    """One of several, without a frame; an angle says that there are more."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFont(chrome_font(desk.theme, pixels=desk.theme.sizes.small))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as what is chosen."""
        px = self._desk.theme.sizes.px
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.currentText()) + px(26), px(22))

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw by hand: words and an angle, as quiet as the heading beside them."""
        theme = self._desk.theme
        px = theme.sizes.px
        painter = QPainter(self)
        painter.setFont(self.font())
        is_meant = self.underMouse() or self.hasFocus()
        is_open = self.isEnabled()
        colour = theme.ink if is_meant and is_open else theme.dim
        painter.setPen(QColor(colour))
        # Without the angle the words stand where it would: at the edge that others have.
        side = Qt.AlignmentFlag.AlignLeft if is_open else Qt.AlignmentFlag.AlignRight
        words = self.rect().adjusted(px(4), 0, -px(18 if is_open else 4), 0)
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(words, int(flags), self.currentText())
        if is_open:
            size = px(12)
            place = QRectF(self.width() - size - px(4), (self.height() - size) / 2, size, size)
            draw_chevron(painter, place, colour, is_up=False)
        if self.hasFocus():
            focus_ring(painter, self.rect(), theme)
        painter.end()
