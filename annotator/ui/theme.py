"""Owns the tokens of how everything looks: colours, type, spacing, light and dark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from annotator.i18n import language

Pattern = Literal["solid", "double", "dash", "dashdot", "dotted"]
"""How a layer's underline is drawn, so that layers stay apart without their colour."""

LEFT_EDGE, RIGHT_EDGE = 16, 12
"""Pixels beside everything in the left side, and in the right one: one edge for all that stands there."""
PILL, PILL_WHOLE = 26, 24
"""How high a button with round ends is: one that chooses a view, one that stands for the whole report."""
MAP_WIDTH = 16
"""How wide the scroll bar of the page is, with its signs."""
SERIF = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
    "serif",
)
SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "sans-serif",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hue:
    """The colours of one family of layers.

    ``text`` is legible on ``tint`` and on every background of the theme, and is the colour of lines.
    ``is_low`` tints only the foot of the letters: for passages, whose numbers stand out above it.
    """

    text: str
    tint: str
    pattern: Pattern
    is_low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Type and spacing in device-independent pixels.

    ``page``, ``heading`` and ``title`` are the report's and grow with its zoom; ``tiny``, ``small`` and
    ``chrome`` are everything else's and grow with ``factor``, as do the heights made of them (``px``).
    """

    factor: float = 1.0
    tiny: int = 11
    small: int = 12
    chrome: int = 13
    page: int = 17
    heading: int = 20
    title: int = 24
    spacing: tuple[int, ...] = (4, 8, 12, 16, 24)
    radius: int = 4
    card_radius: int = 8
    fade_ms: int = 120

    def px(self, usual: float) -> int:
        """Return a height or width that holds type of the chrome, in pixels; ``usual`` is at 100 %."""
        return round(usual * self.factor)

    def times(self, factor: float) -> Sizes:
        """Return the sizes of an interface that many times as large; the report's stay."""
        usual = Sizes()
        return replace(
            usual,
            factor=factor,
            tiny=round(usual.tiny * factor),
            small=round(usual.small * factor),
            chrome=round(usual.chrome * factor),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One complete look.  Colours are ``#RRGGBB``, or ``#AARRGGBB`` where something shows through.

    ``paper`` lies under the report, ``chrome`` under the panels, ``raised`` under cards, chosen rows
    and fields.  ``accent`` is vermilion and means a person: selection, the current span, what a
    person changed; words in it are set in ``accent_text``.  ``hit`` is what was searched for and is at
    hand, which no person has said anything of.  ``holds``, ``differs`` and
    ``contradicts`` are the arithmetic notes.
    """

    name: Literal["light", "dark"]
    paper: str
    chrome: str
    raised: str
    hover: str
    line: str
    ink: str
    dim: str
    accent: str
    accent_text: str
    accent_tint: str
    selection: str
    hit: str
    holds: str
    differs: str
    contradicts: str
    hues: Mapping[str, Hue]
    sizes: Sizes = field(default_factory=Sizes)

    @property
    def faint(self) -> str:
        """The colour of signs that do nothing at the moment: not to be read, still to be seen."""
        return over(f"#C8{self.dim[1:]}", self.chrome)

    def hue(self, name: str) -> Hue:
        """Return the family of that name; an unknown one looks neutral."""
        return self.hues.get(name) or self.hues["neutral"]

    def times(self, factor: float) -> Theme:
        """Return this look with the interface (not the report) that many times as large."""
        return replace(self, sizes=self.sizes.times(factor))

    def pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield every text colour with a background it is read on: what, text, background."""
        for ground in ("paper", "chrome", "raised", "hover", "accent_tint"):
            for words in ("ink", "dim", "accent_text", "holds", "differs", "contradicts"):
                yield f"{words} on {ground}", getattr(self, words), getattr(self, ground)
            for name, hue in self.hues.items():
                yield f"{name} on {ground}", hue.text, getattr(self, ground)
        yield "paper on dim", self.paper, self.dim
        yield "paper on ink", self.paper, self.ink
        selected = over(self.selection, self.paper)
        yield "ink on selection", self.ink, selected
        for ground in ("paper", "raised", "accent_tint"):
            yield f"ink on hit on {ground}", self.ink, over(self.hit, getattr(self, ground))
        for name, hue in self.hues.items():
            yield f"{name} on its tint", hue.text, hue.tint
            yield f"ink on {name}", self.ink, hue.tint
            yield f"ink on selected {name}", self.ink, over(self.selection, hue.tint)


@cache
def light() -> Theme:
    """Return the day look: warm paper, near-black ink."""
    return Theme(
        name="light",
        paper="#FBFAF6",
        chrome="#F1EFEA",
        raised="#FFFFFF",
        hover="#EAE7E0",
        line="#DEDBD3",
        ink="#22262B",
        dim="#5F636A",
        accent="#B8382B",
        accent_text="#B8382B",
        accent_tint="#FBEEEB",
        selection="#33B8382B",
        hit="#A6F2D657",
        holds="#256B3B",
        differs="#7F5A00",
        contradicts="#8A4D0C",
        hues={
            "numbers": Hue(text="#0B5A62", tint="#D9EEEE", pattern="solid"),
            "results": Hue(text="#35629F", tint="#E3ECF8", pattern="double", is_low=True),
            "measures": Hue(text="#256B3B", tint="#E6F2E8", pattern="dash", is_low=True),
            "problems": Hue(text="#8A4D0C", tint="#F7E8D2", pattern="dashdot", is_low=True),
            "legal": Hue(text="#6B4FA0", tint="#EFE9F7", pattern="dotted"),
            "passage": Hue(text="#4E535A", tint="#EBE9E3", pattern="solid", is_low=True),
            "neutral": Hue(text="#4E535A", tint="#EBE9E3", pattern="solid"),
        },
    )


@cache
def dark() -> Theme:
    """Return the night look: designed for low light, not the day's inverted."""
    return Theme(
        name="dark",
        paper="#1E1F21",
        chrome="#26282B",
        raised="#2E3034",
        hover="#313438",
        line="#3A3D41",
        ink="#E6E3DC",
        dim="#9A9DA3",
        accent="#E0695C",
        accent_text="#EC8376",
        accent_tint="#3A2A29",
        selection="#55E0695C",
        hit="#A6756423",
        holds="#7FC493",
        differs="#D8B25A",
        contradicts="#E8A860",
        hues={
            "numbers": Hue(text="#74C3CA", tint="#1C3B3F", pattern="solid"),
            "results": Hue(text="#97B9EA", tint="#24344D", pattern="double", is_low=True),
            "measures": Hue(text="#86C899", tint="#20392A", pattern="dash", is_low=True),
            "problems": Hue(text="#E2A968", tint="#43311B", pattern="dashdot", is_low=True),
            "legal": Hue(text="#BDA6EA", tint="#352C4B", pattern="dotted"),
            "passage": Hue(text="#B7BAC0", tint="#35383D", pattern="solid", is_low=True),
            "neutral": Hue(text="#B7BAC0", tint="#35383D", pattern="solid"),
        },
    )


def _channels(colour: str) -> tuple[float, float, float, float]:
    digits = colour.lstrip("#")
    alpha, rest = (digits[:2], digits[2:]) if len(digits) == 8 else ("FF", digits)
    red, green, blue = (int(rest[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue, int(alpha, 16) / 255


def over(colour: str, ground: str) -> str:
    """Return what a translucent colour looks like on an opaque one, as ``#RRGGBB``."""
    *above, alpha = _channels(colour)
    *below, _ = _channels(ground)
    mixed = (round(255 * (a * alpha + b * (1 - alpha))) for a, b in zip(above, below, strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        linear = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
            for value in _channels(colour)[:3]
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _installed(wanted: tuple[str, ...]) -> list[str]:
    # Asking for a family that is not there makes Qt print a warning on some systems.
    present = set(QFontDatabase.families())
    return [family for family in wanted if family in present] or [wanted[-1]]


def _font(families: tuple[str, ...], pixels: float) -> QFont:
    font = QFont()
    font.setFamilies(_installed(families))
    font.setPixelSize(max(1, round(pixels)))
    return font


def page_font(theme: Theme, *, zoom: float = 1.0) -> QFont:
    """Return the serif that reports are read in."""
    font = _font(SERIF, theme.sizes.page * zoom)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    be_latin(font, False)
    return font


def chrome_font(theme: Theme, *, pixels: float = 0.0) -> QFont:
    """Return the sans of everything but the report, 13 px unless told."""
    return QFont(_sans(pixels or theme.sizes.chrome, is_tabular=False))


def beside_font(theme: Theme, *, zoom: float = 1.0) -> QFont:
    """Return the sans of names beside the report: it grows with the report, not the interface."""
    return chrome_font(theme, pixels=round(Sizes().small * zoom))


def note_font(theme: Theme, *, zoom: float = 1.0) -> QFont:
    """Return the sans of notes beside the report, which quote it and are people's: it grows like names."""
    return prose_font(theme, pixels=round(Sizes().small * zoom))


def figures_font(theme: Theme, *, pixels: float = 0.0) -> QFont:
    """Return the sans with figures of one width, for columns of numbers."""
    return QFont(_sans(pixels or theme.sizes.chrome, is_tabular=True))


def prose_font(theme: Theme, *, pixels: float = 0.0) -> QFont:
    """Return the sans for words of reports and of people: their punctuation stays full-width."""
    return QFont(_made(pixels or theme.sizes.chrome, is_tabular=False, is_latin=False))


def _sans(pixels: float, *, is_tabular: bool) -> QFont:
    """The sans of the interface, in the language in use."""
    return _made(pixels, is_tabular=is_tabular, is_latin=language() == "en")


@cache
def _made(pixels: float, *, is_tabular: bool, is_latin: bool) -> QFont:
    """Made once: delegates ask for a font in every cell, and get a copy of their own."""
    font = _font(SANS, pixels)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    if is_tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    be_latin(font, is_latin)
    return font


def be_latin(font: QFont, is_latin: bool) -> None:
    """Set quotation marks and apostrophes as wide as they are, or full-width as a Chinese font has them,
    which leaves holes in English."""
    # Said either way: a font that says nothing takes it from the widget around it.
    font.setFeature(QFont.Tag("pwid"), int(is_latin))


def palette(theme: Theme) -> QPalette:
    """Return the application's palette."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.chrome),
        (role.WindowText, theme.ink),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.chrome),
        (role.Text, theme.ink),
        (role.Button, theme.raised),
        (role.ButtonText, theme.ink),
        (role.BrightText, theme.accent_text),
        (role.ToolTipBase, theme.ink),
        (role.ToolTipText, theme.paper),
        (role.PlaceholderText, theme.dim),
        (role.Highlight, theme.accent_tint),
        (role.HighlightedText, theme.ink),
        (role.Link, theme.accent_text),
        (role.LinkVisited, theme.accent_text),
        (role.Light, theme.raised),
        (role.Midlight, theme.hover),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
        (role.Shadow, theme.line),
        (role.Accent, theme.accent),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.dim))
    return made


def page_palette(theme: Theme, *, is_finding: bool = False) -> QPalette:
    """Return the reading page's palette: paper all around, a selection the lines of spans show through;
    while one is finding words the selection is the hit at hand."""
    made = palette(theme)
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.paper),
        (role.Base, theme.paper),
        (role.Highlight, theme.hit if is_finding else theme.selection),
    ):
        made.setColor(which, QColor(colour))
    return made
