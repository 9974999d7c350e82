"""Owns how values are worded on screen: one line, no markup, numbers that line up."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import PurePath

from annotator.i18n import language, tr
from annotator.model.canonical import Json
from annotator.model.documents import Document
from annotator.model.spans import text_of
from annotator.model.tagsets import PLACED, FeatureSpec, Label, Layer, Names, places_in
from annotator.ui.painting.display import display_text

THIN = "\u2009"
"""The space between thousands."""
NBSP = "\u00a0"
"""The space between what stays in one line."""

_BREAKS = re.compile(r"[\n\v\x85\u2028\u2029]+")
# A line broken inside a Chinese word leaves no blank behind.
_INNER_BREAKS = re.compile(r"(?<=[^\x00-\u02ff])[\n\v\x85\u2028\u2029]+(?=[^\x00-\u02ff])")
_INNER_BLANKS = re.compile(r"(?<=[\u2e80-\uffef])\s+|\s+(?=[\u2e80-\uffef])")
_DECIMAL = re.compile(r"(-?)(\d+)(\.\d+)?", re.ASCII)
_QUALIFIERS = {"approx": "≈", "at_least": "≥", "at_most": "≤"}
_DIRECTIONS = {"up": "↑", "down": "↓"}
_KEYS = {
    "Return": "Enter",
    "plus": "+",
    "PgDown": "PgDn",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}


def one_line(text: str, *, most: int = 0) -> str:
    """Return document text fit for a label: breaks become blanks, what would turn the line around is
    shown as a stand-in, and more than ``most`` characters (0: any number) end in …"""
    told = display_text(_BREAKS.sub(" ", _INNER_BREAKS.sub("", text))).strip()
    return told if not most or len(told) <= most else told[: most - 1] + "…"


def both_ends(text: str, *, most: int) -> str:
    """Return document text fit for a label as ``one_line`` does, the middle left out where it is
    longer: words that are compared often differ in their last sign."""
    told = one_line(text)
    if len(told) <= most:
        return told
    tail = most // 3
    return f"{told[: most - 1 - tail]}…{told[-tail:]}"


def closed_up(text: str) -> str:
    """Return words of a report without the blanks that lie inside Chinese: 150 余条 is 150余条 in a list."""
    return _INNER_BLANKS.sub("", text)


def plain_tip(text: str) -> str:
    """Return a tool tip that shows the text to the letter: Qt guesses at markup, so it is escaped."""
    lines = "<br>".join(html.escape(display_text(line)) for line in text.split("\n"))
    return f"<qt>{lines}</qt>" if text else ""


def no_mnemonic(text: str) -> str:
    """Return words for a button or menu, which would take ``&`` for a mnemonic."""
    return text.replace("&", "&&")


def named(names: Names, fallback: str = "") -> str:
    """Return the words of the language in use."""
    return names.get(language()) or names.get("zh") or fallback


def listed(layer: Layer) -> list[Label]:
    """Return the labels of a layer in the order of every list: first those with keys, as they lie on the
    keyboard, digits before letters."""
    return sorted(layer.labels, key=lambda label: (not label.key, label.key.upper()))


def grouped(decimal: str) -> str:
    """Return a plain decimal with thin spaces between thousands: in a column all figures are alike.

    Anything else comes back as it is.
    """
    found = _DECIMAL.fullmatch(decimal)
    if found is None:
        return decimal
    sign, whole, rest = found[1], found[2], found[3] or ""
    if len(whole) > 3:
        head = len(whole) % 3
        parts = [whole[:head]] if head else []
        whole = THIN.join(parts + [whole[at : at + 3] for at in range(head, len(whole), 3)])
    return ("\u2212" if sign else "") + whole + rest


def number_words(features: Mapping[str, Json]) -> str:
    """Return a number as the table shows it: ≈ 480 000, ↓ 12.4, 3–5, 7 : 3, or its date."""
    if features.get("iso"):
        return str(features["iso"])
    value, most = features.get("value"), features.get("value_max")
    if features.get("values"):
        words = " : ".join(grouped(str(one)) for one in features["values"])
    elif value is None and most is None:
        return "—"
    elif value is not None and most is not None:
        words = f"{grouped(str(value))}–{grouped(str(most))}"
    else:
        words = grouped(str(most if value is None else value))
    before = (
        _DIRECTIONS.get(str(features.get("direction")), ""),
        _QUALIFIERS.get(str(features.get("qualifier_norm")), ""),
    )
    return " ".join([sign for sign in before if sign] + [words])


def feature_words(spec: FeatureSpec, value: Json, *, original: str = "") -> str:
    """Return one feature's value in words; "" when it is absent.  What points at words of the report is told
    by these where its ``original`` is given, else by where they stand."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("ui.value.yes") if value else tr("ui.value.no")
    if spec.type in PLACED and isinstance(value, list):
        places = places_in(value)
        words = one_line(text_of(original, places), most=80)
        return words or "、".join(f"{start}–{end}" for start, end in places)
    if spec.type == "records" and isinstance(value, list):
        return "、".join(one_line(str(record.get("text", "…"))) for record in value)
    if isinstance(value, list):
        return "、".join(feature_words(spec, one) for one in value)
    if spec.options:
        return named(spec.options.get(str(value), {}), str(value))
    return one_line(str(value))


def document_words(document: Document) -> str:
    """Return a document's short name: whose report and of which year when known, else its title, or the
    name of its file without its ending."""
    body, year = document.features.get("body"), document.features.get("year")
    if body and year:
        return one_line(f"{body} {year}")
    return one_line(PurePath(document.name).stem if is_untitled(document) else document.name)


def is_untitled(document: Document) -> bool:
    """Whether nothing but its file's name tells what a document is."""
    known = document.features
    return not known.get("title") and not (known.get("body") and known.get("year"))


def key_words(keys: str) -> str:
    """Return a key sequence as caps, sentences and the manual have it: ``Ctrl+PgDown`` as ``Ctrl+PgDn``."""
    named = "plus" if keys == "+" else keys.replace("++", "+plus")
    return "+".join(_KEYS.get(part, part) for part in named.split("+") if part)
