"""Owns the line under the grid: how many rows there are and what keys do, or which reason is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedLayout, QWidget

from annotator.i18n import tr
from annotator.ui.grid.strip import Strip
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import no_mnemonic
from annotator.ui.pieces import keycap, small
from annotator.ui.theme import chrome_font

_HINTS = (
    ("Return", "right"),
    ("", "edit"),
    ("F4", "choices"),
    ("Del", "reject"),
    ("F6", "reason"),
    ("point_indicator", "indicator"),
    ("point_period", "period"),
    ("Ctrl+C", "copy"),
    ("Esc", "leave"),
)


class _Row(QWidget):
    """Hints, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[QWidget] = []
        self.is_quiet = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """None of them is needed."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for others."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """The last ones go where there is little room."""
        layout = self.layout()
        first = layout.itemAt(0) if layout is not None else None
        if layout is None or first is None:
            return
        room = self.width() - 20 - first.sizeHint().width() - layout.spacing()
        for pair in self.pairs:
            room -= pair.sizeHint().width() + layout.spacing()
            pair.setVisible(room >= 0 and not self.is_quiet)


class Foot(QWidget):
    """Quiet words about the grid; a question for the reason takes their place."""

    chosen = Signal(int)
    """The number of a reason that was clicked, from 0."""

    def __init__(self, desk: Desk, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keys = keys
        self.count = small("", theme=desk.theme)
        self._stack = QStackedLayout(self)
        self._hints = self._make_hints()
        self._stack.addWidget(self._hints)
        self._question = Strip(desk)
        self._reasons = self._question.flow
        self._stack.addWidget(self._question)
        self.proposal: QLabel = self.count
        self._keep_low()
        desk.wishes.pointing.changed.connect(self._mind_pointing)

    def _make_hints(self) -> _Row:
        theme = self._desk.theme
        hints = _Row()
        row = QHBoxLayout(hints)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(theme.sizes.px(12))
        row.addWidget(self.count)
        for key, what in _HINTS:
            shown = self._keys.get(key, key)
            if not shown and key:
                continue
            pair, line = QWidget(), QHBoxLayout()
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4)
            if shown:
                line.addWidget(keycap(shown, theme=theme))
            line.addWidget(small(tr(f"ui.grid.hint.{what}"), theme=theme))
            pair.setLayout(line)
            row.addWidget(pair)
            hints.pairs.append(pair)
        row.addStretch(1)
        return hints

    def say(self, words: str) -> None:
        """Say how many rows there are."""
        self.count.setText(words)
        self._hints.fit()

    def _mind_pointing(self) -> None:
        """While one points on the page, its bar says what keys do: they do nothing of the grid's."""
        self._hints.is_quiet = self._desk.wishes.pointing.what is not None
        self._hints.fit()

    @property
    def is_asking(self) -> bool:
        """Whether the question for the reason is there."""
        return self._stack.currentIndex() == 1

    def ask(self, reasons: Sequence[str], *, proposed: int) -> None:
        """Ask which reason is meant; ``proposed`` is the number of the one recorded, -1 for none."""
        while (piece := self._reasons.takeAt(0)) is not None:
            if (widget := piece.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        theme = self._desk.theme
        told = reasons[proposed] if proposed >= 0 else tr("ui.grid.reason.none")
        self.proposal = small(tr("ui.grid.reason.proposed", reason=told), theme=theme, role="accent")
        self._reasons.addWidget(self.proposal)
        self._reasons.addWidget(keycap("Return", theme=theme))
        self._reasons.addWidget(small(tr("ui.grid.reason.agree"), theme=theme))
        for n, words in enumerate(reasons[:10]):
            if n != proposed:
                self._reasons.addWidget(self._reason(n, words))
        self._stack.setCurrentIndex(1)
        self._question.setAccessibleName(self.proposal.text())
        self._question.resize(self.width(), self._question.height())
        self._question.fit()
        self.setFixedHeight(self._question.height())

    def _reason(self, n: int, words: str) -> QWidget:
        theme = self._desk.theme
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(keycap(str((n + 1) % 10), theme=theme))
        button = QPushButton(no_mnemonic(words))
        button.setProperty("role", "quiet")
        button.setFont(chrome_font(theme, pixels=theme.sizes.small))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.chosen.emit(n))
        row.addWidget(button)
        return holder

    def rest(self) -> None:
        """Ask nothing."""
        if self.is_asking:
            self._stack.setCurrentIndex(0)
            self._keep_low()

    def _keep_low(self) -> None:
        """As high as its hints and no higher: all other room is the table's."""
        self.setFixedHeight(self._hints.sizeHint().height())
