"""Owns the guideline beside the text: the card of one label, and those one might take it for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.tagsets import UNTYPED, FeatureSpec, Label, Layer
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import named
from annotator.ui.pieces import heading, keycap, plain, rule, small
from annotator.ui.theme import chrome_font

_EDGE = 16


class GuidelinePanel(QWidget):
    """Shows the card of the current place's label, or of one that was asked for; with neither, the cards
    of all labels that have keys."""

    def __init__(
        self, desk: Desk, keys: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        """``keys`` are those in force by action; without them a label has its tagset's."""
        super().__init__(parent)
        self._desk = desk
        self._keys = keys or {}
        self._shown: tuple[Layer, Label] | None = None
        self._is_drawn = False
        self._is_pinned = False
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("ui.guideline.title"))
        self.setFocusProxy(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        desk.current_changed.connect(self._follow)
        desk.spots_changed.connect(self._follow_spots)
        desk.theme_changed.connect(self._draw_again)
        self._follow()

    # What is shown --------------------------------------------------------------------------------

    def show_label(self, layer_id: str, label_id: str) -> None:
        """Show the card of one label until another place becomes the current one."""
        layer, label = self._desk.tagset.layer(layer_id), self._desk.tagset.label(layer_id, label_id)
        if layer is not None and label is not None:
            self._is_pinned = True
            self._show((layer, label))

    def shown(self) -> str:
        """Everything that can be read here, a line each."""
        page = self._area.widget()
        labels = page.findChildren(QLabel) if page else []
        return "\n".join(label.text() for label in labels)

    def _follow(self) -> None:
        self._is_pinned = False
        self._show(self._label_of_current())

    def _follow_spots(self) -> None:
        """Another label may have been given to the place that is current."""
        if not self._is_pinned:
            self._show(self._label_of_current())

    def _label_of_current(self) -> tuple[Layer, Label] | None:
        spot = self._desk.current
        layer, label = self._desk.label_of(spot) if spot else (None, None)
        return (layer, label) if layer is not None and label is not None else None

    def _draw_again(self) -> None:
        self._is_drawn = False
        self._show(self._shown)

    def _show(self, wanted: tuple[Layer, Label] | None) -> None:
        self._is_drawn = self._is_drawn and wanted == self._shown
        self._shown = wanted
        if self.isVisible() and not self._is_drawn:
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is drawn while it is out of sight: that would cost every key something."""
        super().showEvent(event)
        if not self._is_drawn:
            self._draw()

    def _draw(self) -> None:
        self._is_drawn = True
        wanted = self._shown
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(_EDGE, 12, _EDGE, 16)
        column.setSpacing(6)
        if wanted is None:
            self._put_all(column)
        else:
            self._put_card(column, *wanted)
            self._put_others(column, *wanted)
        column.addStretch(1)
        self._area.setWidget(page)
        self._area.verticalScrollBar().setValue(0)

    # The cards ------------------------------------------------------------------------------------

    def _put_card(self, column: QVBoxLayout, layer: Layer, label: Label) -> None:
        self._put_title(column, layer, label, is_large=True)
        column.addWidget(self._words(named(label.description) or tr("ui.guideline.unwritten")))
        features = [spec for spec in label.features if named(spec.names) and spec.type not in UNTYPED]
        if not features:
            return
        column.addSpacing(4)
        column.addWidget(heading(tr("ui.guideline.features"), theme=self._desk.theme))
        for spec in features:
            if spec.options or spec.type == "boolean":
                column.addWidget(self._feature(spec))
        # Those without options in one line: names enough, so that the other labels stay in sight.
        free = [named(one.names) for one in features if not one.options and one.type != "boolean"]
        if free:
            told = tr("ui.guideline.free", names=tr("ui.guideline.comma").join(free))
            column.addWidget(_wrapped(small(told, theme=self._desk.theme)))

    def _put_others(self, column: QVBoxLayout, layer: Layer, label: Label) -> None:
        others = [one for one in layer.labels if one.id != label.id]
        if not others:
            return
        column.addSpacing(8)
        column.addWidget(rule())
        column.addSpacing(4)
        title = tr("ui.guideline.others", layer=named(layer.names, layer.id))
        column.addWidget(heading(title, theme=self._desk.theme))
        for other in others:
            self._put_short(column, layer, other)

    def _put_all(self, column: QVBoxLayout) -> None:
        column.addWidget(heading(tr("ui.guideline.all"), theme=self._desk.theme))
        for layer in self._desk.tagset.layers:
            for label in layer.labels:
                if label.key:
                    self._put_short(column, layer, label)

    def _put_short(self, column: QVBoxLayout, layer: Layer, label: Label) -> None:
        column.addSpacing(2)
        self._put_title(column, layer, label, is_large=False)
        words = small(named(label.description) or tr("ui.guideline.unwritten"), theme=self._desk.theme)
        column.addWidget(_wrapped(words))

    def _put_title(self, column: QVBoxLayout, layer: Layer, label: Label, *, is_large: bool) -> None:
        """A label's name in its colour, its key, and its layer."""
        theme = self._desk.theme
        name = plain(named(label.names, label.id))
        font = chrome_font(theme, pixels=theme.sizes.chrome + (3 if is_large else 0))
        font.setBold(True)
        name.setFont(font)
        palette = QPalette(name.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.hue(label.hue or layer.hue).text))
        name.setPalette(palette)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(name)
        if key := self._keys.get(f"tag.{layer.id}.{label.id}", label.key.upper()):
            row.addWidget(keycap(key, theme=theme))
        row.addStretch(1)
        if is_large:
            row.addWidget(small(named(layer.names, layer.id), theme=theme))
        column.addLayout(row)

    def _feature(self, spec: FeatureSpec) -> QLabel:
        """A feature with its options in words."""
        name = named(spec.names, spec.id)
        options = [named(names, option) for option, names in spec.options.items()]
        told = " / ".join(options or (tr("ui.value.yes"), tr("ui.value.no")))
        return _wrapped(small(tr("ui.guideline.feature", name=name, options=told), theme=self._desk.theme))

    def _words(self, text: str) -> QLabel:
        label = plain(text)
        label.setFont(chrome_font(self._desk.theme))
        return _wrapped(label)


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    # A long word breaks rather than widening the panel.
    label.setMinimumWidth(1)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
