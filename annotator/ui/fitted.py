"""Owns dialogs that are as high as their words need at their width, whatever the scale of the screen."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from annotator.ui.theme import Theme

_HIGH = 30


class Fitted(QDialog):
    """Asks its layout how high it must be once it is known how everything looks."""

    def __init__(self, theme: Theme, *, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumWidth(theme.sizes.px(width))

    def showEvent(self, event: QShowEvent) -> None:
        """A layout asked before that knows neither paddings nor how words wrap."""
        super().showEvent(event)
        high = self._theme.sizes.px(_HIGH)
        for part in (*self.findChildren(QLineEdit), *self.findChildren(QPushButton)):
            # Fields and the buttons beside them are of one height.
            part.setFixedHeight(max(high, part.sizeHint().height()))
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.minimumWidth(), layout.sizeHint().width())
        height = (
            layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        self.setMinimumHeight(height)
        self.resize(width, height)
