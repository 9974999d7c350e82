"""Owns what Qt is told of the look: the application's stylesheet, made of the theme's tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import shiboken6
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from annotator.ui.theme import MAP_WIDTH, PILL, PILL_WHOLE, Theme, chrome_font, over, palette, prose_font

_TYPED_IN = ("QLineEdit", "QPlainTextEdit")
"""What people type in: there a full-width comma stays one."""

_RULES = """
QMainWindow, QDialog {{ background: {chrome}; }}
QToolTip {{ background: {ink}; color: {paper}; border: 0; padding: 4px 8px; }}
QFrame[role="card"] {{ background: {raised}; border: 1px solid {line}; border-radius: 8px; }}
QFrame#hairline {{ background: {line}; border: 0; }}
QLabel[role="dim"] {{ color: {dim}; }}
QLabel[role="heading"] {{ color: {dim}; font-weight: 600; }}
QLabel[role="accent"] {{ color: {accent_text}; }}
QLabel[role="amber"] {{ color: {differs}; }}
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{ background: {raised}; color: {ink};
    border: 1px solid {line}; border-radius: 4px; padding: 4px 7px;
    selection-background-color: {selection}; selection-color: {ink}; placeholder-text-color: {dim}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{ border-color: {accent}; }}
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ background: {chrome};
    color: {dim}; }}
QLineEdit[role="catch"] {{ background: {raised}; color: {ink}; border: 1px dashed {dim}; }}
QLineEdit[role="catch"]:focus {{ border: 1px solid {accent}; }}
QPlainTextEdit, QComboBox {{ padding: 4px 9px; }}
QComboBox {{ padding-right: 2px; }}
QComboBox::drop-down {{ border: 0; width: 16px; }}
QLineEdit[locked="true"], QPlainTextEdit[locked="true"], QComboBox[locked="true"] {{
    background: transparent; border-color: transparent; color: {ink}; }}
QLineEdit[locked="true"]:disabled {{ color: {dim}; }}
QPushButton {{ background: {raised}; color: {ink}; border: 1px solid {line}; border-radius: 4px;
    padding: 4px 12px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:disabled {{ background: transparent; color: {dim}; }}
QPushButton:default, QPushButton[role="primary"] {{ background: {ink}; color: {paper}; border-color: {ink}; }}
QPushButton:default:hover, QPushButton[role="primary"]:hover {{ background: {dim}; border-color: {dim}; }}
QPushButton:default:focus, QPushButton[role="primary"]:focus {{
    border: 2px solid {accent}; padding: 3px 11px; }}
QPushButton:default:disabled, QPushButton[role="primary"]:disabled {{
    background: {hover}; color: {dim}; border-color: {line}; }}
QPushButton[role="tab"] {{ background: transparent; border: 0; border-bottom: 2px solid transparent;
    border-radius: 0; color: {dim}; padding: 6px 0; }}
QPushButton[role="tab"]:hover {{ color: {ink}; background: transparent; }}
QPushButton[role="tab"]:checked {{ color: {ink}; border-bottom-color: {ink}; }}
QPushButton[role="tab"]:focus {{ border-bottom-color: {accent}; }}
QFrame[role="palette"] {{ background: {raised}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[role="palette"] QLineEdit {{ border: 0; background: transparent; }}
QFrame[role="palette"] QListView {{ background: {raised}; }}
QPushButton[role="pill"] {{ border-radius: {pill}px; color: {dim}; padding: 2px 12px; }}
QPushButton[role="whole"] {{ background: {whole_tint}; color: {whole_text}; border: 2px solid {whole_tint};
    border-radius: {pill_whole}px; padding: 0 10px; }}
QPushButton[role="whole"]:hover {{ border-color: {line}; }}
QPushButton[role="whole"]:checked {{ border-color: {accent}; }}
QPushButton[role="offer"] {{ background: transparent; border: 0; padding: 4px 8px; text-align: left; }}
QPushButton[role="offer"]:hover {{ background: {hover}; }}
QPushButton[role="offered"] {{ background: {line}; border: 0; padding: 4px 8px; text-align: left; }}
QPushButton[role="pill"]:checked {{ background: {ink}; color: {paper}; border-color: {ink}; }}
QAbstractItemView {{ background: {chrome}; color: {ink}; border: 0; outline: 0;
    selection-background-color: {accent_tint}; selection-color: {ink}; }}
QAbstractItemView::item:hover {{ background: {hover}; }}
QTreeView::item {{ padding: 3px 4px; }}
QTreeView::item:selected {{ background: {accent_tint}; color: {ink}; }}
QHeaderView {{ background: {chrome}; }}
QHeaderView::section {{ background: {chrome}; color: {dim}; border: 0;
    border-bottom: 1px solid {line}; padding: 4px 6px; }}
QMenu {{ background: {raised}; color: {ink}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {hover}; }}
QMenu::item:disabled {{ color: {dim}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QTableView[role="figures"]::item {{ padding: 0 3px; }}
QStatusBar {{ background: {chrome}; color: {dim}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QProgressBar {{ background: {line}; border: 0; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {holds}; border-radius: 2px; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar#map:vertical {{ min-width: {map_width}px; max-width: {map_width}px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {line}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {dim}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: 0; width: 0; height: 0; }}
QPushButton[role="quiet"] {{ background: transparent; border: 0; color: {dim}; padding: 2px 4px; }}
QPushButton[role="quiet"]:hover {{ background: {hover}; color: {ink}; }}
QPushButton[role="quiet"]:focus {{ color: {ink}; text-decoration: underline; }}
#statusline {{ border: 0; border-top: 1px solid {line}; }}
#welcome, ReadingPanel {{ background: {paper}; }}
QMenuBar {{ background: {chrome}; color: {ink}; border-bottom: 1px solid {line}; padding: 2px 8px; }}
QMenuBar::item {{ background: transparent; padding: 4px 10px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QListView::item:selected {{ background: transparent; }}
QFrame[role="card"] QListView {{ background: transparent; }}
"""


def stylesheet(theme: Theme) -> str:
    """Return the application's stylesheet.

    It sets no fonts and says nothing of the page.  Panels ask for a look by the dynamic property
    ``role``: card, dim, heading, accent, pill, quiet, primary; fields that are locked by ``locked``; a QFrame
    named ``hairline`` is one.
    """
    names = ("paper", "chrome", "raised", "hover", "line", "ink", "dim", "accent")
    more = ("accent_text", "accent_tint", "holds", "differs")
    colours = {name: getattr(theme, name) for name in (*names, *more)}
    whole = theme.hue("passage")
    return _RULES.format(
        **colours,
        selection=over(theme.selection, theme.raised),
        whole_tint=whole.tint,
        whole_text=whole.text,
        map_width=theme.sizes.px(MAP_WIDTH),
        pill=theme.sizes.px(PILL) // 2,
        pill_whole=theme.sizes.px(PILL_WHOLE) // 2,
    )


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application the look; may be called again to change it."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(theme))
    app.setFont(chrome_font(theme))
    app.setStyleSheet(stylesheet(theme))
    _set_typed(app, [prose_font(theme)] * len(_TYPED_IN))


def _set_typed(app: QApplication, fonts: Sequence[QFont]) -> None:
    """Other rules make Qt forget them, so they come last."""
    for kind, font in zip(_TYPED_IN, fonts, strict=True):
        # Qt for Python takes text only, whatever its types say.
        app.setFont(font, kind)  # type: ignore[arg-type]


@contextmanager
def laid_aside(app: QApplication) -> Iterator[None]:
    """No rules while a window is put together; all at once when it is: with them, Qt looks at every part
    anew each time that what holds it is put into something larger (three of five parts of the time)."""
    rules = app.styleSheet()
    fonts = [QApplication.font(kind) for kind in _TYPED_IN]  # type: ignore[call-overload]
    # With the last rule Qt throws away what it knows of each part.  Of one that was made but not yet shown it
    # then no longer hears when that is deleted, and styles what is not there: a crash.  So one rule stays.
    keeper = QWidget()
    keeper.setStyleSheet("* {}")
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(rules)
        _set_typed(app, fonts)
        shiboken6.delete(keeper)
