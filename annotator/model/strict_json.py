"""Owns reading JSON that came from outside: only values our records may hold, of the shape expected."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from annotator.errors import UserError
from annotator.model.canonical import Json, dump

Schema = Mapping[str, Any]
"""A JSON Schema of the few words that ``misfit`` knows: type, const, enum, pattern, minimum, items,
minItems, maxItems, properties, required, additionalProperties."""

MAX_LINE = 256 * 1024 * 1024
"""Longest line that is read, bytes: far above any report, far below what would exhaust a machine."""

MAX_DEPTH = 32
"""Deepest nesting that is read: far above any record, far below what the interpreter can write again."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number[:40]} is not allowed here")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice[:40]}” stands twice in one object")
    return found


def parse(text: str, *, decimal: Callable[[str], Json] = _refuse) -> Json:
    """Return the value of one JSON text.

    ``decimal`` makes a value of a number with a fraction or an exponent, which is refused unless it
    is given: decimals are strings here, and ``str`` keeps them as they were written.

    Raises:
        ValueError: it is no JSON, or holds NaN, Infinity, such a number, one name twice in an object,
            half of a surrogate pair, or is nested too deep.
    """
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=decimal, object_pairs_hook=_unique)
        if _SURROGATE.search(text):
            # A pair of escapes is one character; half a pair is none and no file can hold it.
            dump(value).encode("utf-8")
    except RecursionError:
        raise ValueError("nested too deep") from None
    if _is_deep(value):
        raise ValueError("nested too deep")
    return value


def _is_deep(value: Json) -> bool:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        insides = (each.values() if isinstance(each, dict) else each for each in level)
        level = [each for inside in insides for each in inside if isinstance(each, (dict, list))]
        if not level:
            return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of JSON Lines: its number from 1, and its value or why it has none."""

    number: int
    value: Json = None
    error: UserError | None = None


def lines(file: BinaryIO, name: str, *, decimal: Callable[[str], Json] = _refuse) -> Iterator[Line]:
    """Yield every line of JSON Lines that is not blank, the broken ones too; one is in memory at a time.

    ``name`` is what refusals call the file.  A line is broken that is longer than ``MAX_LINE``, no
    UTF-8, or as ``parse`` refuses.
    """
    number = 0
    # Text mode would end a line at a lone CR, or stop at the first byte that is no UTF-8.
    while raw := file.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE:
            limit = MAX_LINE >> 20
            error = UserError("jsonl.line_too_long", file=name, line=number, limit=limit)
            yield Line(number=number, error=error)
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(MAX_LINE)
            continue
        if raw.isspace():
            continue
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            yield Line(number=number, value=parse(text, decimal=decimal))
        except ValueError as error:
            is_cut = number > 1 and not raw.endswith(b"\n")
            yield Line(number=number, error=_refusal(error, is_cut=is_cut, file=name, line=number))


def values(file: BinaryIO, name: str) -> Iterator[tuple[int, Json]]:
    """Yield the number, from 1, and the value of each line of JSON Lines.

    Raises:
        UserError: a line is broken, see ``lines``; with its number.
    """
    for line in lines(file, name):
        if line.error is not None:
            raise line.error
        yield line.number, line.value


def _refusal(error: ValueError, *, is_cut: bool, file: str, line: int) -> UserError:
    if isinstance(error, UnicodeDecodeError):
        return UserError("jsonl.not_utf8", file=file, line=line)
    if isinstance(error, UnicodeEncodeError):
        return UserError("jsonl.half_character", file=file, line=line)
    if isinstance(error, json.JSONDecodeError):
        message = "jsonl.cut_off" if is_cut else "jsonl.not_json"
        return UserError(message, file=file, line=line, reason=f"{error.msg}, column {error.colno}")
    # The interpreter's own sentence about a number of thousands of digits is of no help to anyone.
    reason = "a number is too long" if "digits" in str(error) else str(error)
    return UserError("jsonl.not_json", file=file, line=line, reason=reason)


_IS: dict[str, Callable[[Json], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def misfit(value: Json, schema: Schema) -> str | None:
    """Return where a value does not fit a schema (``annotations[3].fragments``), None when it fits.

    ``additionalProperties`` is taken as false where a schema with ``properties`` has none, so that a
    misspelt member is noticed.
    """
    found = _misfit(value, schema)
    return None if found is None else found.removeprefix(".")


def _misfit(value: Json, schema: Schema) -> str | None:
    if not _fits_itself(value, schema):
        return ""
    if isinstance(value, dict):
        return _misfit_member(value, schema)
    if isinstance(value, list) and "items" in schema:
        for n, member in enumerate(value):
            found = _misfit(member, schema["items"])
            if found is not None:
                return f"[{n}]{found}"
    return None


def _fits_itself(value: Json, schema: Schema) -> bool:
    kinds = schema.get("type", ())
    if kinds and not any(_IS[kind](value) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return False
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, str):
        return "pattern" not in schema or re.search(schema["pattern"], value) is not None
    if isinstance(value, int):
        return bool(value >= schema.get("minimum", value))
    if isinstance(value, list):
        return bool(schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)))
    return True


def _misfit_member(value: Mapping[str, Json], schema: Schema) -> str | None:
    properties = schema.get("properties", {})
    for key in schema.get("required", ()):
        if key not in value:
            return f".{key}"
    others = schema.get("additionalProperties", not properties)
    for key, member in value.items():
        wanted = properties.get(key, others)
        if wanted is True:
            continue
        found = "" if wanted is False else _misfit(member, wanted)
        if found is not None:
            return f".{key[:40]}{found}"
    return None
