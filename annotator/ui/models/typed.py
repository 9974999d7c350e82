"""Owns reading what is typed into a field: decimals, whole numbers, dates, first letters of words."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from annotator.extractors import parse_number
from annotator.model.canonical import Json
from annotator.text.cleaning import clean

_FOLDED = str.maketrans("０１２３４５６７８９．－−／：", "0123456789.--/:")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_LEADING = re.compile(r"^(-?)0+(?=\d)", re.ASCII)
_INTEGER = re.compile(r"-?\d+", re.ASCII)
_SOME_UNIT = "件"
_BLANKS = re.compile(r"[\s,，]")
_DATE = re.compile(r"(\d{4})年?(?:(?<=年)|[-/.])(\d{1,2})月?(?:(?:(?<=月)|[-/.])(\d{1,2})日?)?", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:年度?)?", re.ASCII)
_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)?", re.ASCII)
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)", re.ASCII)

# Where the syllables of each first letter begin among the common characters of GB 2312, which lists them
# by their sound; the rarer ones, listed by shape, have no letter here.
_STARTS = (
    *(0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8),
    *(0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1, 0xD7FA),
)
_LETTERS = "abcdefghjklmnopqrstwxyz"


def folded(words: str) -> str:
    """Return words with full-width digits, points, dashes and slashes as plain ones; as long as before."""
    return words.translate(_FOLDED)


def plain_decimal(words: str) -> str | None:
    """Return typed words as a plain decimal, their grouping and widths folded; None if they are none."""
    plain = _BLANKS.sub("", folded(words))
    return _LEADING.sub(r"\1", plain) if _DECIMAL.fullmatch(plain) else None


def decimal_of(words: str) -> str | None:
    """Return the decimal that typed words state, as figures or as reports write it (48万); None if none."""
    return plain_decimal(words) or whole_number(words).get("value")


def whole_number(words: str) -> dict[str, Json]:
    """Return the features of the number or date that typed words are, all of them; {} when they are none.

    A range is one also without its unit (3-5).
    """
    words = words.strip()
    found = parse_number(words)
    if "iso" in found or (found and _is_covered(words)):
        return found
    if _is_covered(f"{words}{_SOME_UNIT}"):
        found = parse_number(f"{words}{_SOME_UNIT}")
        return {key: value for key, value in found.items() if key not in ("unit", "unit_norm", "kind")}
    return {}


def _is_covered(words: str) -> bool:
    """Whether a number that is read off words takes all of them."""
    # Imported here: the window starts without the grammar.
    from annotator.numbers import grammar
    from annotator.numbers.stops import Stops
    from annotator.numbers.view import view_of

    view = view_of(clean(words))
    found = list(grammar.mentions(view, Stops(view.flat)))
    mention = max(found, key=lambda one: one.end - one.start) if found else grammar.first_number(view)
    return mention is not None and (mention.start, mention.end) == (0, len(view.flat))


def plain_integer(words: str) -> int | None:
    """Return typed words as a whole number, their grouping and widths folded; None if they are none."""
    plain = _BLANKS.sub("", folded(words))
    return int(plain) if _INTEGER.fullmatch(plain) else None


def iso_date(words: str) -> str | None:
    """Return typed words as an ISO day, month or year; None if they are none.

    2024-05-31, 2024.5.31, 2024/5, 20240531, 2024年5月31日, 二〇二四年五月, a day with its time of day.
    """
    plain = _BLANKS.sub("", folded(words))
    if (stamp := _STAMP.fullmatch(folded(words).strip())) is not None:
        day = _iso(*stamp[1].split("-"))
        return f"{day}T{stamp[2]}" if day and stamp[2] < "24" else None
    found = _YEAR.fullmatch(plain) or _RUN.fullmatch(plain) or _DATE.fullmatch(plain)
    if found is not None:
        return _iso(*(part for part in found.groups() if part))
    from annotator.numbers.calendar import dates

    whens = dates(plain)
    if len(whens) == 1 and (whens[0].start, whens[0].end, whens[0].part) == (0, len(plain), ""):
        return whens[0].iso if whens[0].iso and "/" not in whens[0].iso else None
    return None


def _iso(year: str, month: str = "", day: str = "") -> str | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def initials(words: str) -> str:
    """Return the first letter of each character's sound (人次: rc); what has none stays as it is."""
    return "".join(_initial(letter) for letter in words.lower())


def _initial(letter: str) -> str:
    code = letter.encode("gb2312", errors="ignore")
    if len(code) != 2:
        return letter
    number = code[0] << 8 | code[1]
    if not _STARTS[0] <= number < 0xD7FA:
        return letter
    return _LETTERS[bisect_right(_STARTS, number) - 1]


def begins(words: str, typed: str) -> bool:
    """Whether words begin as typed: letter by letter, or by the first letters of their sounds."""
    wanted = typed.strip().lower()
    return words.lower().startswith(wanted) or initials(words).startswith(wanted)
