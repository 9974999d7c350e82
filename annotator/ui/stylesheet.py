"""Owns what Qt is told of the look: the application's stylesheet, made of the theme's tokens."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyleFactory

from annotator.ui.theme import MAP_WIDTH, Theme, chrome_font, over, palette

_RULES = """
QMainWindow, QDialog {{ background: {chrome}; }}
QToolTip {{ background: {ink}; color: {paper}; border: 0; padding: 4px 8px; }}
QFrame[role="card"] {{ background: {raised}; border: 1px solid {line}; border-radius: 8px; }}
QFrame#hairline {{ background: {line}; border: 0; }}
QLabel[role="dim"] {{ color: {dim}; }}
QLabel[role="heading"] {{ color: {dim}; font-weight: 600; }}
QLabel[role="accent"] {{ color: {accent_text}; }}
QLabel[role="amber"] {{ color: {differs}; }}
QLabel[role="keycap"] {{ background: {raised}; color: {dim}; border: 1px solid {line};
    border-bottom-width: 2px; border-radius: 4px; padding: 0 4px; }}
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{ background: {raised}; color: {ink};
    border: 1px solid {line}; border-radius: 4px; padding: 4px 8px;
    selection-background-color: {selection}; selection-color: {ink}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{ border-color: {accent}; }}
QLineEdit:read-only {{ background: {chrome}; color: {dim}; }}
QComboBox::drop-down {{ border: 0; width: 16px; }}
QPushButton {{ background: {raised}; color: {ink}; border: 1px solid {line}; border-radius: 4px;
    padding: 4px 12px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:disabled {{ color: {dim}; }}
QPushButton:default {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[role="quiet"] {{ background: transparent; color: {dim}; border: 0; padding: 2px 6px; }}
QPushButton[role="quiet"]:hover {{ background: {hover}; color: {ink}; }}
QPushButton[role="tab"] {{ background: transparent; border: 0; border-bottom: 2px solid transparent;
    border-radius: 0; color: {dim}; padding: 6px 8px; }}
QPushButton[role="tab"]:hover {{ color: {ink}; background: transparent; }}
QPushButton[role="tab"]:checked {{ color: {ink}; border-bottom-color: {ink}; }}
QPushButton[role="tab"]:focus {{ border-bottom-color: {accent}; }}
QFrame[role="palette"] {{ background: {raised}; border: 1px solid {dim}; border-radius: 8px; }}
QFrame[role="palette"] QLineEdit {{ border: 0; background: transparent; }}
QFrame[role="palette"] QListView {{ background: {raised}; }}
QPushButton[role="pill"] {{ border-radius: 12px; color: {dim}; padding: 2px 12px; }}
QPushButton[role="whole"] {{ background: {whole_tint}; color: {whole_text}; border: 2px solid {whole_tint};
    border-radius: 11px; padding: 0 10px; }}
QPushButton[role="whole"]:hover {{ border-color: {line}; }}
QPushButton[role="whole"]:checked {{ border-color: {accent}; }}
QPushButton[role="offer"] {{ background: transparent; border: 0; padding: 4px 8px; text-align: left; }}
QPushButton[role="offer"]:hover {{ background: {hover}; }}
QPushButton[role="pill"]:checked {{ background: {ink}; color: {paper}; border-color: {ink}; }}
QAbstractItemView {{ background: {chrome}; color: {ink}; border: 0; outline: 0;
    selection-background-color: {accent_tint}; selection-color: {ink}; }}
QAbstractItemView::item:hover {{ background: {hover}; }}
QTreeView::item {{ padding: 3px 4px; }}
QTreeView::item:selected {{ background: {accent_tint}; color: {ink}; }}
QHeaderView {{ background: {chrome}; }}
QHeaderView::section {{ background: {chrome}; color: {dim}; border: 0;
    border-bottom: 1px solid {line}; padding: 4px 6px; }}
QTabBar::tab {{ background: transparent; color: {dim}; padding: 4px 12px; border: 0; }}
QTabBar::tab:selected {{ color: {ink}; border-bottom: 2px solid {accent}; }}
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
"""


def stylesheet(theme: Theme) -> str:
    """Return the application's stylesheet.

    It sets no fonts and says nothing of the page.  Panels ask for a look by the dynamic property
    ``role``: card, dim, heading, accent, keycap, pill, quiet; a QFrame named ``hairline`` is one.
    """
    names = ("paper", "chrome", "raised", "hover", "line", "ink", "dim", "accent", "on_accent")
    more = ("accent_text", "accent_tint", "holds", "differs")
    colours = {name: getattr(theme, name) for name in (*names, *more)}
    whole = theme.hue("passage")
    return _RULES.format(
        **colours,
        selection=over(theme.selection, theme.raised),
        whole_tint=whole.tint,
        whole_text=whole.text,
        map_width=theme.sizes.px(MAP_WIDTH),
    )


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application the look; may be called again to change it."""
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(theme))
    app.setFont(chrome_font(theme))
    app.setStyleSheet(stylesheet(theme))
