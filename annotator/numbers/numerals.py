"""Owns the reading of written numbers, Arabic and Chinese, as exact decimals."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

_DIGITS = {
    c: n
    for n, pair in enumerate(
        ("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in pair
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
LONGEST = 24
"""Characters beyond which a run of digits is no number that a report states."""


_GROUPING = re.compile("[^0-9.]+")
_MILLIONTH = Decimal("0.000001")
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def magnitude_of(letters: str) -> int:
    """Return the factor that a run of magnitude letters (千万, 亿) stands for; 1 for none."""
    factor = 1
    for letter in letters:
        factor *= _TENS.get(letter) or _MYRIADS[letter]
    return factor


def arabic(digits: str) -> Decimal:
    """Return the value of ``1,234.5``; whatever groups the thousands is left out."""
    return Decimal(digits if digits.isdigit() else _GROUPING.sub("", digits))


def chinese(numeral: str) -> Decimal | None:
    """Return the value of a Chinese numeral, or None when the characters form none.

    ``一百二十三`` 123, ``两`` 2, ``三万`` 30000, ``二〇二四`` 2024, ``十`` 10, ``一万二`` 12000 is
    refused (None), as are ``三五`` (three to five) and everything longer than LONGEST.
    """
    if not numeral or len(numeral) > LONGEST:
        return None
    if all(c in _DIGITS for c in numeral):
        if len(numeral) == 1:
            return Decimal(_DIGITS[numeral])
        # Digit by digit only with a zero or four places, as years and codes are written.
        spelled = "〇" in numeral or "○" in numeral or "零" in numeral or len(numeral) == 4
        return Decimal("".join(str(_DIGITS[c]) for c in numeral)) if spelled else None
    whole, _, fraction = numeral.partition("点")
    value = _whole(whole)
    if value is None or not fraction:
        return value if value is None or not _ else None
    if not all(c in _DIGITS for c in fraction):
        return None
    return value + Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))


def _whole(numeral: str) -> Decimal | None:
    """Read 一亿二千三百万: sections below 10000, each closed by 万 or 亿."""
    total, section, digit = 0, 0, None
    smallest = 10**5
    for c in numeral:
        if c in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[c]
        elif c in _TENS:
            place = _TENS[c]
            if place >= smallest or digit == 0:
                return None
            section += (1 if digit is None else digit) * place
            digit, smallest = None, place
        elif c in _MYRIADS:
            section += digit or 0
            total = (total + section or 1) * _MYRIADS[c] if c == "亿" else total + (section or 1) * 10**4
            section, digit, smallest = 0, None, 10**5
        else:
            return None
    # 一千五 and 一万二 leave out a place, and which one is a matter of custom.
    if len(numeral) > 1 and digit and smallest != 10 and "零" not in numeral and "〇" not in numeral:
        return None
    return Decimal(total + section + (digit or 0))


def plain(value: Decimal) -> str:
    """Return the decimal without exponent or trailing zeros, at most six places, half up.

    ``Decimal("6.8E+5")`` gives ``680000``.
    """
    text = str(value)
    if text.isdigit():
        return text  # most are, and this takes a tenth of the time
    whole = int(value)
    if whole == value:
        return str(whole)
    text = format(value.quantize(_MILLIONTH, context=_WIDE), "f").rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
