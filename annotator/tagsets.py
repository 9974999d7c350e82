"""Owns reading a tagset from TOML: what a project owner may write, and where a mistake stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

from annotator.errors import UserError
from annotator.model.annotations import TARGETS
from annotator.model.canonical import Json
from annotator.model.tagsets import FEATURE_TYPES, FeatureSpec, Label, Layer, Names, RelationSpec, Tagset
from annotator.resources import read_text, resource

DEFAULT = "rule-of-law"
HUES = ("numbers", "results", "measures", "problems", "legal", "passage")
"""Colour families of the theme."""
STYLES = ("fill", "underline", "bracket", "bar")
RESERVED_KEYS = frozenset("ejkzc")
"""Keys that are commands of the annotation screen."""

_LANGUAGES = ("zh", "en")
_ID = re.compile(r"[a-z][a-z0-9_-]*")
_KEY = re.compile(r"[a-z0-9]")
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_BARE = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_BARE}(?:\s*\.\s*{_BARE})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d(?::\d\d)?))?)?)?", re.ASCII)

_Path = tuple[str | int, ...]
T = TypeVar("T")


def default_tagset() -> Tagset:
    """Return the tagset of annual rule-of-law reports."""
    return _shipped(DEFAULT)


def shipped_tagsets() -> tuple[str, ...]:
    """Return the names of the tagsets that come with the program, sorted."""
    names = (file.name for file in resource("tagsets").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def tagset_named(name_or_path: str) -> Tagset:
    """Return a shipped tagset by its name, or read one from a TOML file.

    Raises:
        UserError: there is no such name or file, it is no UTF-8 text, or the tagset is broken.
    """
    if name_or_path in shipped_tagsets():
        return _shipped(name_or_path)
    try:
        source = Path(name_or_path).read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, IsADirectoryError):
        known = ", ".join(shipped_tagsets())
        raise UserError("tagset.unknown", name=name_or_path, known=known) from None
    except (OSError, ValueError):
        raise UserError("tagset.unreadable", file=name_or_path) from None
    return parse_tagset(source, name=name_or_path)


@cache
def _shipped(name: str) -> Tagset:
    return parse_tagset(read_text("tagsets", f"{name}.toml"), name=f"{name}.toml")


def parse_tagset(source: str, *, name: str) -> Tagset:
    """Return the tagset that a TOML text describes; ``name`` is what refusals call the text.

    Raises:
        UserError: the text is no TOML, or says something a tagset cannot mean; its values carry
            ``file`` and the ``line`` (from 1) that needs mending.
    """
    source = source.replace("\r\n", "\n")
    try:
        content = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        reason = str(error)
        place = _AT_LINE.search(reason)
        line = int(place[1]) if place and place[1] else max(1, len(source.splitlines()))
        raise UserError("tagset.broken", file=name, line=line, reason=_AT_LINE.sub("", reason)) from None
    top = _Table(content=content, path=(), text=_Text(name, source))
    top.allow("id", "version", "name", "layer", "relation")
    layers = tuple(_layer(table) for table in top.tables("layer", required=True))
    _no_shortcut_twice(top.text, layers)
    labels = {f"{layer.id}/{label.id}" for layer in layers for label in layer.labels}
    relations = tuple(_relation(table, labels) for table in top.tables("relation"))
    top.unique("layer", (layer.id for layer in layers))
    top.unique("relation", (relation.id for relation in relations))
    return Tagset(
        id=top.id(),
        version=top.word("version"),
        names=top.names(),
        layers=layers,
        relations=relations,
        source=source,
    )


def check_features(label: Label, features: Mapping[str, Json]) -> None:
    """Check the features of one annotation against what its label allows; None means absent.

    Raises:
        UserError: the label has no such feature, or a value does not fit its type.
    """
    for feature_id, value in features.items():
        spec = label.feature(feature_id)
        if spec is None:
            raise UserError("feature.unknown", label=label.id, feature=feature_id)
        if value is not None:
            _check_value(spec, value)


def _check_value(spec: FeatureSpec, value: Json) -> None:
    fits = {
        "text": isinstance(value, str),
        "decimal": isinstance(value, str) and _DECIMAL.fullmatch(value) is not None,
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "boolean": isinstance(value, bool),
        "date": isinstance(value, str) and _is_date(value),
        "choice": isinstance(value, str) and value in spec.options,
        "choices": isinstance(value, list)
        and all(isinstance(word, str) and word for word in value)
        and (not spec.options or set(value) <= set(spec.options)),
        "place": _is_place(value),
        "places": isinstance(value, list) and bool(value) and all(map(_is_place, value)),
        "records": isinstance(value, list) and all(isinstance(record, dict) and record for record in value),
    }[spec.type]
    if not fits:
        known = ", ".join(spec.options) or "…"
        raise UserError(f"feature.not_{spec.type}", feature=spec.id, value=_shown(value), known=known)


def _is_place(value: Json) -> bool:
    """Whether this is a fragment as JSON writes it; whether the text is as long is not known here."""
    if not isinstance(value, list) or len(value) != 2:
        return False
    is_whole = all(isinstance(n, int) and not isinstance(n, bool) for n in value)
    return is_whole and 0 <= value[0] < value[1]


def _is_date(value: str) -> bool:
    """Whether this is an ISO year, month or day, or a day with the time of day of a page's stamp."""
    found = _DATE.fullmatch(value)
    if found is None:
        return False
    year, month, day, clock = found.groups(default="01")
    try:
        datetime.fromisoformat(f"{year}-{month}-{day}T{clock}")
    except ValueError:
        return False
    return True


def _shown(value: object) -> str:
    """The value as a sentence may quote it."""
    words = value if isinstance(value, str) else repr(value)
    return words if len(words) <= 40 else words[:39] + "…"


def _layer(table: _Table) -> Layer:
    table.allow("id", "name", "target", "hue", "style", "feature", "label")
    shared = table.tables("feature")
    labels = tuple(_label(each, shared) for each in table.tables("label", required=True))
    table.unique("label", (label.id for label in labels))
    return Layer(
        id=table.id(),
        names=table.names(),
        target=table.one_of("target", TARGETS, default="span"),
        hue=table.one_of("hue", HUES, default=HUES[0]),
        style=cast(Any, table.one_of("style", STYLES, default=STYLES[0])),
        labels=labels,
    )


def _label(table: _Table, shared: Sequence[_Table]) -> Label:
    table.allow("id", "name", "key", "hue", "card", "feature")
    written = (*table.tables("feature"), *shared)
    features = tuple(_feature(each) for each in written)
    seen: set[str] = set()
    for each, feature in zip(written, features, strict=True):
        if feature.id in seen:
            each.refuse("tagset.duplicate_id", at="id", id=feature.id)
        seen.add(feature.id)
    return Label(
        id=table.id(),
        names=table.names(),
        key=_shortcut(table),
        hue=table.one_of("hue", HUES, default="") if "hue" in table.content else "",
        description=table.names("card", required=False),
        features=features,
    )


def _shortcut(table: _Table) -> str:
    key = table.word("key", default="")
    if key and not _KEY.fullmatch(key):
        table.refuse("tagset.bad_key", at="key", key=_shown(key))
    if key in RESERVED_KEYS:
        table.refuse("tagset.reserved_key", at="key", key=key, reserved=" ".join(sorted(RESERVED_KEYS)))
    return key


def _no_shortcut_twice(text: _Text, layers: Sequence[Layer]) -> None:
    taken: dict[str, str] = {}
    for n, layer in enumerate(layers):
        for m, label in enumerate(layer.labels):
            if label.key in taken:
                line = text.line(("layer", n, "label", m, "key"))
                other = taken[label.key]
                raise UserError("tagset.duplicate_key", file=text.name, line=line, key=label.key, other=other)
            if label.key:
                taken[label.key] = f"{layer.id}/{label.id}"


def _feature(table: _Table) -> FeatureSpec:
    table.allow("id", "name", "type", "options")
    kind = table.one_of("type", FEATURE_TYPES, default="text")
    options: dict[str, Names] = {}
    for option in table.tables("options"):
        option.allow("id", "name")
        word = option.word("id")
        if not word.strip():
            option.refuse("tagset.bad_option", at="id")
        if word in options:
            table.refuse("tagset.duplicate_id", at="options", quoting=word, id=word)
        options[word] = option.names()
    if kind == "choice" and not options:
        table.refuse("tagset.no_options", feature=table.id())
    if options and kind not in ("choice", "choices"):
        table.refuse("tagset.needless_options", at="options", feature=table.id(), type=kind)
    return FeatureSpec(id=table.id(), names=table.names(), type=kind, options=options)


def _relation(table: _Table, labels: set[str]) -> RelationSpec:
    table.allow("id", "name", "from", "to")
    for side in ("from", "to"):
        for end in table.words(side):
            if end not in labels:
                table.refuse("tagset.unknown_end", at=side, quoting=end, relation=table.id(), end=_shown(end))
    sources, targets = table.words("from"), table.words("to")
    return RelationSpec(id=table.id(), names=table.names(), sources=sources, targets=targets)


class _Text:
    """A TOML text and the line on which each of its tables and keys is written.

    tomllib gives no places once it has parsed, so the lines are read a second time; inline tables
    are not entered, a mistake in one is placed at the key that holds it or at its quoted word.
    """

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self._rows = source.split("\n")
        self._lines: dict[_Path, int] = {(): 1}
        counts: dict[_Path, int] = {}
        here: _Path = ()
        fence = ""
        for number, row in enumerate(self._rows, start=1):
            if fence:
                fence = "" if fence in row else fence
                continue
            if header := _HEADER.fullmatch(row):
                here = self._enter(_parts(header[2]), counts, repeated=header[1] == "[[")
                self._lines.setdefault(here, number)
            elif assignment := _ASSIGNMENT.match(row):
                parts = _parts(assignment[1])
                for depth in range(1, len(parts) + 1):
                    self._lines.setdefault((*here, *parts[:depth]), number)
                fence = next((quote for quote in ('"""', "'''") if row.count(quote) == 1), "")

    @staticmethod
    def _enter(parts: Sequence[str], counts: dict[_Path, int], *, repeated: bool) -> _Path:
        """The path of the table a header opens; of repeated tables on the way, the latest."""
        path: _Path = ()
        for n, part in enumerate(parts, start=1):
            path = (*path, part)
            if repeated and n == len(parts):
                counts[path] = counts.get(path, 0) + 1
            if path in counts:
                path = (*path, counts[path] - 1)
        return path

    def line(self, path: _Path, *, quoting: str = "") -> int:
        """The line of the table or key, or of what encloses it; with ``quoting``, that of the last
        place within its value where the word stands in quotes."""
        known = next(path[:n] for n in range(len(path), -1, -1) if path[:n] in self._lines)
        first = self._lines[known]
        if not quoting:
            return first
        later = [line for line in self._lines.values() if line > first]
        rows = range(first, min(later, default=len(self._rows) + 1))
        return max((n for n in rows if f'"{quoting}"' in self._rows[n - 1]), default=first)


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_BARE, dotted)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One TOML table being read: every question about it is answered or refused with its line."""

    content: Mapping[str, Any]
    path: _Path
    text: _Text

    def refuse(self, message: str, /, *, at: str = "", quoting: str = "", **values: object) -> NoReturn:
        """Raise the refusal, placed at one key of the table or at its head."""
        line = self.text.line((*self.path, at) if at else self.path, quoting=quoting)
        raise UserError(message, file=self.text.name, line=line, **values)

    def allow(self, *keys: str) -> None:
        """Refuse any key but these: a misspelt one would be ignored without a word."""
        for key in self.content:
            if key not in keys:
                self.refuse("tagset.unknown_key", at=key, key=_shown(key), known=", ".join(keys))

    def word(self, key: str, *, default: str | None = None) -> str:
        """The text under the key, which must be there unless a default is given."""
        value = self.content.get(key, default)
        if value is None:
            self.refuse("tagset.missing", key=key)
        if not isinstance(value, str):
            self.refuse("tagset.not_text", at=key, key=key)
        return value

    def id(self) -> str:
        """The table's id."""
        word = self.word("id")
        if not _ID.fullmatch(word):
            self.refuse("tagset.bad_id", at="id", id=_shown(word))
        return word

    def one_of(self, key: str, known: Sequence[T], *, default: T | str) -> T:
        """The word under the key, one of those known."""
        word: Any = self.word(key, default=str(default))
        if word not in known:
            choice = ", ".join(map(str, known))
            self.refuse("tagset.not_one_of", at=key, key=key, value=_shown(word), known=choice)
        return cast(T, word)

    def words(self, key: str) -> tuple[str, ...]:
        """The texts listed under the key, at least one."""
        value = self.content.get(key)
        if value is None:
            self.refuse("tagset.missing", key=key)
        if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
            self.refuse("tagset.not_words", at=key, key=key)
        return tuple(value)

    def names(self, key: str = "name", *, required: bool = True) -> dict[str, str]:
        """The words by language under the key; when required, a non-empty one for each language."""
        value = self.content.get(key)
        if value is None and not required:
            return {}
        if value is None:
            self.refuse("tagset.missing", key=key)
        if not isinstance(value, dict):
            self.refuse("tagset.not_names", at=key, key=key)
        for language, words in value.items():
            if language not in _LANGUAGES:
                self.refuse("tagset.unknown_key", at=key, key=_shown(language), known=", ".join(_LANGUAGES))
            if not isinstance(words, str):
                self.refuse("tagset.not_text", at=key, key=f"{key}.{language}")
        for language in _LANGUAGES if required else ():
            if not value.get(language, "").strip():
                self.refuse("tagset.missing_name", at=key, key=key, language=language)
        return dict(value)

    def tables(self, key: str, *, required: bool = False) -> tuple[_Table, ...]:
        """The repeated tables under the key."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.refuse("tagset.not_tables", at=key, key=key)
        if required and not value:
            self.refuse("tagset.missing", key=f"[[{key}]]")
        return tuple(
            _Table(content=each, path=(*self.path, key, n), text=self.text) for n, each in enumerate(value)
        )

    def unique(self, key: str, ids: Iterable[str]) -> None:
        """Refuse the second of two tables under the key with one id."""
        seen: set[str] = set()
        for n, each in enumerate(ids):
            if each in seen:
                line = self.text.line((*self.path, key, n, "id"))
                raise UserError("tagset.duplicate_id", file=self.text.name, line=line, id=each)
            seen.add(each)
