"""Owns the manual: its pages in each language, their sections, and finding words in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from annotator.languages.chinese import simplify
from annotator.resources import read_text

_KEY = re.compile(
    r"(?:(?:Ctrl|Alt|Shift)\+)*"
    r"(?:Ctrl|Alt|Shift|F\d{1,2}|[A-Z0-9]|Enter|Esc|Del|Tab|Home|End|PgUp|PgDn|[←→↑↓\[\]?=+,-])"
)
_SPAN = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\[\]`]+)\]\([^)]*\)")
_LIST_SIGN = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
_PUNCTUATION = re.compile(r"[^\w]+|_+")
_MEETING = re.compile(r"(?<=[\u3400-\u9fff])(?=[a-z0-9])")
_PIECE = re.compile(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+")

_IN_TITLE, _IN_HEADING, _IN_SUMMARY, _IN_LINE, _AGAIN = 12.0, 6.0, 3.0, 2.0, 0.25
_HALF = 0.5
_ASKING = frozenset(("how", "what", "the", "can", "does"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualPage:
    """One page: ``summary`` is the sentence that tells what it is for, ``body`` the Markdown after it."""

    id: str
    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What stands under one heading; ``title`` is "" for what comes before the first one."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words found in a section: the line that holds most of them, in plain words, and how well it fits."""

    page: ManualPage
    section: str
    line: str
    score: float


def place_of(line: str, words: str) -> tuple[int, int] | None:
    """Return from where to where the first of the words sought stands in a line of a hit, or a piece of it
    where none stands there as a whole; None where only other forms of it do."""
    told, sought = line.casefold(), simplify(words).casefold().split()
    for word in [*sought, *(piece.strip() for piece in _pieces(sought))]:
        at = told.find(word)
        # Folding changes the length of a few letters: then nothing is pointed at.
        if word and at >= 0 and len(told) == len(line):
            return at, at + len(word)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """A section ready for searching: its lines as they are read, and everything folded."""

    page: ManualPage
    section: str
    lines: tuple[str, ...]
    folded: tuple[str, ...]
    title: str
    heading: str
    summary: str


@cache
def pages(language: str) -> tuple[ManualPage, ...]:
    """Return the pages in ``zh`` or ``en``, in the order they are to be read in."""
    return tuple(_page(language, name) for name in read_text("manual", "pages.txt").split())


def page(language: str, name: str) -> ManualPage | None:
    """Return the page of that id, or None."""
    return next((one for one in pages(language) if one.id == name), None)


def _page(language: str, name: str) -> ManualPage:
    title, summary, body = read_text("manual", language, f"{name}.md").split("\n\n", 2)
    return ManualPage(id=name, title=title.removeprefix("# "), summary=summary.strip(), body=body)


def sections(page: ManualPage) -> tuple[Section, ...]:
    """Return what stands under each heading of a page, in order."""
    first, *others = re.split(r"^## +", page.body, flags=re.MULTILINE)
    found = [Section(title="", body=first)] if first.strip() else []
    for one in others:
        title, _, body = one.partition("\n")
        found.append(Section(title=title.strip(), body=body))
    return tuple(found)


def is_key(words: str) -> bool:
    """Whether a span in backticks names a key, as ``Ctrl+K`` does and ``list`` does not."""
    return _KEY.fullmatch(words) is not None


def spans(markdown: str) -> tuple[str, ...]:
    """Return what stands in backticks, in order."""
    return tuple(_SPAN.findall(markdown))


def search(language: str, words: str) -> list[Hit]:
    """Return the sections that hold all of these words, best first.

    Case, width and traditional forms do not count.  Where no section holds them all, words are taken
    apart (Chinese into pairs of characters) and the sections that hold most of the parts come instead.
    """
    terms = [term for word in simplify(words).split() if (term := _term(_fold(word)))]
    hits = _found(language, terms, all_of_them=True)
    if not hits:
        loose = _found(language, _pieces(terms), all_of_them=False)
        best = max((hit.score for hit in loose), default=0.0)
        hits = [hit for hit in loose if hit.score >= _HALF * best]
    # Sorting keeps the order of reading among equals.
    return sorted(hits, key=lambda hit: -hit.score)


def _found(language: str, terms: Sequence[str], *, all_of_them: bool) -> list[Hit]:
    hits = []
    for scope in _scopes(language):
        counts = [sum(term in line for term in terms) for line in scope.folded]
        score, share = _score(scope, terms)
        if score and (share == 1 or not all_of_them):
            line = scope.lines[counts.index(max(counts))] if counts else scope.section
            hits.append(Hit(page=scope.page, section=scope.section, line=line, score=score))
    return hits


def _score(scope: _Scope, terms: Sequence[str]) -> tuple[float, float]:
    """How well a section fits, and the share of the words it holds; 0 when it has none of its own."""
    text = "\n".join(scope.folded)
    score, held, own = 0.0, 0, 0
    # What the page is called counts for its beginning more than for its sections.
    weight = _IN_TITLE if not scope.section else _IN_TITLE / 4
    for term in terms:
        here = text.count(term)
        is_titled = term in scope.title
        is_own = here > 0 or term in scope.heading or term in scope.summary
        held += is_own or is_titled
        own += is_own or (is_titled and not scope.section)
        score += weight * is_titled + _IN_HEADING * (term in scope.heading)
        score += _IN_SUMMARY * (term in scope.summary) + _IN_LINE * (here > 0) + _AGAIN * min(here, 4)
    share = held / max(1, len(terms))
    return (score * share if own else 0.0), share


@cache
def _scopes(language: str) -> tuple[_Scope, ...]:
    found = []
    for one in pages(language):
        parts = sections(one)
        intro = parts[0].body if parts and not parts[0].title else ""
        found.append(_scope(one, Section(title="", body=intro), summary=one.summary))
        found += [_scope(one, part) for part in parts if part.title]
    return tuple(found)


def _scope(page: ManualPage, section: Section, *, summary: str = "") -> _Scope:
    lines = tuple(_plain_lines([summary, *section.body.splitlines()]))
    return _Scope(
        page=page,
        section=section.title,
        lines=lines,
        folded=tuple(_fold(line) for line in lines),
        title=_fold(page.title),
        heading=_fold(section.title),
        summary=_fold(summary),
    )


def _plain_lines(lines: Iterable[str]) -> list[str]:
    """The lines as they are read, without signs of Markdown, pictures and heads of tables."""
    found: list[str] = []
    for line in lines:
        if line.startswith("|--"):
            found.pop()
        elif line.strip() and not line.startswith("!["):
            words = _LINK.sub(r"\1", _LIST_SIGN.sub("", line)).replace("**", "").replace("`", "")
            if words.startswith("|"):
                words = " · ".join(cell.strip() for cell in words.strip("| ").split("|") if cell.strip())
            found.append(words.strip())
    return found


def _fold(text: str) -> str:
    """The text for comparing: one width, one case, a blank before each word that is not Chinese.

    The pages themselves are in simplified characters.
    """
    folded = _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return " " + _MEETING.sub(" ", folded).strip()


def _term(folded: str) -> str:
    """What to look for: Chinese anywhere, other words from their beginning."""
    words = folded.strip()
    return f" {words}" if words[:1].isascii() and words else words


def _pieces(terms: Sequence[str]) -> list[str]:
    pieces: list[str] = []
    for word in _PIECE.findall(" ".join(terms)):
        if word.isascii():
            # Short English words stand everywhere, and words that only ask say nothing of what is sought.
            pieces += [f" {word}"] if len(word) > 2 and word not in _ASKING else []
        elif len(word) > 2:
            pieces += [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            pieces.append(word)
    return pieces
