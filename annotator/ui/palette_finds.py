"""Owns what the palette finds: commands, labels, reports, words of this report, pages of the manual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotator import manual
from annotator.i18n import LANGUAGES, in_language, language
from annotator.model.spans import Fragment
from annotator.ui import excerpt
from annotator.ui.action_row import ActionRow
from annotator.ui.models.desk import Desk
from annotator.ui.models.finding import find_all, fold
from annotator.ui.models.sections import meant_at
from annotator.ui.models.wording import document_words, listed, named, one_line

Kind = Literal["command", "label", "document", "manual", "text"]

KINDS: tuple[Kind, ...] = ("command", "label", "document", "manual", "text")
PREFIXES: dict[str, Kind] = {">": "command", "#": "label", "@": "document", "?": "manual", "/": "text"}
"""What a query may begin with to ask for one kind only."""

_TYPED = str.maketrans("＞》〉＃＠？／、", ">>>#@?//")
"""What an input method makes of the prefixes."""
_EACH, _ALONE = 8, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One thing to choose.

    ``words`` are folded and searched, the title first; ``call`` does it, ``other`` is the second thing
    that can be done with it (Ctrl+Enter).  ``hit`` is where the words sought stand in the title, and
    what comes before it; "" when they are sought in names.
    """

    kind: Kind
    title: str
    detail: str = ""
    keys: str = ""
    hit: tuple[str, str] = ("", "")
    hue: str = ""
    words: tuple[str, ...] = ()
    call: Callable[[], object] = field(compare=False, repr=False)
    other: Callable[[], object] | None = field(default=None, compare=False, repr=False)


def split_prefix(typed: str) -> tuple[Kind | None, str]:
    """Return which kind alone is asked for, if any, and the rest of what was typed."""
    first = typed[:1].translate(_TYPED)
    kind = PREFIXES.get(first)
    return (kind, typed[1:]) if kind else (None, typed)


def commands(rows: Iterable[ActionRow], *, trigger: Callable[[str], None]) -> Iterator[Find]:
    """Yield the actions of the table, labels aside."""
    for row in rows:
        if row.menu != "tag" and row.id != "palette":
            yield Find(
                kind="command",
                title=row.title,
                keys=row.keys[0] if row.keys else "",
                words=tuple(fold(in_language(code, row.message)) for code in LANGUAGES),
                call=_calling(trigger, row.id),
            )


def labels(
    desk: Desk,
    rows: Iterable[ActionRow],
    *,
    trigger: Callable[[str], None],
    show_card: Callable[[str, str], None],
) -> Iterator[Find]:
    """Yield the labels: choosing one tags, the other thing shows its guideline card."""
    keys = {row.id: row.keys[0] for row in rows if row.keys}
    for layer in desk.tagset.layers:
        for label in listed(layer):
            action = f"tag.{layer.id}.{label.id}"
            names = (*label.names.values(), label.id, *layer.names.values(), layer.id)
            yield Find(
                kind="label",
                title=named(label.names, label.id),
                detail=one_line(named(label.description) or named(layer.names, layer.id)),
                keys=keys.get(action, ""),
                hue=label.hue or layer.hue,
                words=tuple(fold(name) for name in names),
                call=_calling(trigger, action),
                other=_calling(show_card, layer.id, label.id),
            )


def documents(desk: Desk) -> Iterator[Find]:
    """Yield the reports of the project."""
    for row in desk.rows:
        document = row.document
        facts = [str(value) for value in document.features.values()]
        title = document_words(document)
        yield Find(
            kind="document",
            title=title,
            detail=one_line(document.name) if document.name != title else "",
            words=(fold(title), fold(" ".join([document.name, document.source, *facts]))),
            call=_calling(desk.show_document, document.id),
        )


def _calling(do: Callable[..., object], *arguments: str) -> Callable[[], object]:
    return lambda: do(*arguments)


def in_text(desk: Desk, words: str, *, folded: str, most: int = _EACH) -> list[Find]:
    """Return where the words stand in the text shown, in order; ``folded`` is that text folded."""
    shown = desk.shown
    if shown is None:
        return []
    found: list[Find] = []
    for first, last in find_all(folded, words)[:most]:
        place = shown.to_original(first, last)
        before, hit, after = excerpt.around(shown.text, first, last, within=_paragraph(desk, place))
        found.append(
            Find(
                kind="text",
                title=before + hit + after,
                hit=(before, hit),
                detail=_heading(desk, place),
                call=lambda place=place: desk.show_range(*place),  # type: ignore[misc]
            )
        )
    return found


def _paragraph(desk: Desk, place: Fragment) -> Fragment:
    """Where the paragraph around a place of the original lies in the text shown."""
    assert desk.reading is not None and desk.shown is not None
    around = (one for one in desk.reading.paragraphs if one[0] <= place[0] < one[1])
    return desk.shown.to_shown((next(around, place),))[0]


def _heading(desk: Desk, place: Fragment) -> str:
    """The heading a place stands under; "" for what stands in it, or above all of them."""
    section = meant_at(desk, place[0])
    if section is None or section.start <= place[0] < section.end or desk.shown is None:
        return ""
    return one_line(desk.shown.words(((section.start, section.end),)))


def in_manual(words: str, *, show: Callable[[str, str], object]) -> list[Find]:
    """Return the sections of the manual that hold the words, the best first; all pages for no words."""
    code = language()
    if not words.strip():
        return [
            Find(
                kind="manual",
                title=page.title,
                detail=page.summary.replace("`", ""),
                call=_calling(show, page.id, ""),
            )
            for page in manual.pages(code)
        ]
    return [
        Find(
            kind="manual",
            title=" · ".join(one for one in (hit.page.title, hit.section) if one),
            detail=one_line(hit.line),
            call=_calling(show, hit.page.id, hit.section),
        )
        for hit in manual.search(code, words)
    ]


def best(finds: Iterable[Find], typed: str, *, only: Kind | None = None) -> list[Find]:
    """Return what fits, the best first; a few of each kind, more when one kind is asked for alone."""
    wanted = fold(typed).split()
    scored = []
    for n, find in enumerate(finds):
        if only in (None, find.kind):
            score = _score(find.words, wanted)
            if score is not None:
                scored.append((-score, KINDS.index(find.kind), n, find))
    scored.sort(key=lambda one: one[:3])
    if only is not None:
        return [one[3] for one in scored[:_ALONE]]
    left = dict.fromkeys(KINDS, _EACH)
    kept = []
    for _, _, _, find in scored:
        if left[find.kind] > 0:
            left[find.kind] -= 1
            kept.append(find)
    return kept


def _score(words: Sequence[str], wanted: Sequence[str]) -> int | None:
    """How well something fits, or None: every word must stand somewhere, best at the beginning of a name."""
    score = 0
    for part in wanted:
        places = [(n, text.find(part)) for n, text in enumerate(words)]
        found = [(n, at) for n, at in places if at >= 0]
        if not found:
            return None
        n, at = min(found, key=lambda place: (place[1] != 0, place[0]))
        score += (4 if at == 0 else 2) + (1 if n == 0 else 0) + (2 if words[n] == part else 0)
    return score
