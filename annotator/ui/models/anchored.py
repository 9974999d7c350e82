"""Owns what was read in newer texts as its window shows it: which of it is asked for, and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Literal

from annotator.i18n import tr
from annotator.model.spans import Fragment, Fragments
from annotator.model.versions import Anchor, Version
from annotator.tasks import anchoring
from annotator.tasks.anchoring import AnchorLine
from annotator.tasks.curating.blinding import Names
from annotator.text.rereading import Places
from annotator.ui.models.desk import Desk
from annotator.ui.models.differences import label_words
from annotator.ui.models.wording import document_words, named, one_line

Sort = Literal["waiting", "doubtful", "lost", "placed", "settled"]

SORTS: dict[Sort, Callable[[Anchor], bool]] = {
    "waiting": lambda one: one.is_waiting,
    "doubtful": lambda one: one.is_waiting and one.grade == "doubtful",
    "lost": lambda one: one.is_waiting and one.grade == "lost",
    "settled": lambda one: one.is_settled or one.is_dropped,
    "placed": lambda one: not (one.is_waiting or one.is_settled or one.is_dropped),
}
"""What can be asked for: all that waits, by grade, what people settled, what was sure by itself."""

_MOST_LETTERS = 2000
"""Longer words are not compared letter by letter: nobody could look at it."""
_MOST_TOLD = 24
_SIGNS = str.maketrans({"\n": "↵", " ": "␣", "　": "␣", "\t": "⇥"})
"""Blanks as they are told, since nobody sees them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Which letters of an older place a newer one lacks (of the older text), and which it has beside (of the
    newer text)."""

    gone: Fragments = ()
    added: Fragments = ()


def differing(old: str, fragments: Fragments, new: str, place: Fragments) -> Differing:
    """Compare two places letter by letter."""
    here, there = _positions(fragments), _positions(place)
    if max(len(here), len(there)) > _MOST_LETTERS:
        return Differing()
    words = "".join(old[at] for at in here), "".join(new[at] for at in there)
    gone: list[int] = []
    added: list[int] = []
    for tag, first, last, start, end in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += here[first:last]
            added += there[start:end]
    return Differing(gone=_joined(gone), added=_joined(added))


def _positions(fragments: Fragments) -> list[int]:
    return [at for start, end in fragments for at in range(start, end)]


def _joined(positions: Iterable[int]) -> Fragments:
    found: list[Fragment] = []
    for at in positions:
        if found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return tuple(found)


def letters(text: str, fragments: Fragments) -> str:
    """The letters of some places for a sentence, blanks as signs."""
    told = "…".join(text[start:end] for start, end in fragments).translate(_SIGNS)
    return one_line(told, most=_MOST_TOLD)


class Anchored:
    """What was read in newer texts, as it stands in the project on the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.all: Sequence[Anchor] = ()
        self.look_again()

    def look_again(self, foreseen: Mapping[str, Anchor] = MappingProxyType({})) -> None:
        """Read it anew; ``foreseen`` is what stands otherwise as soon as it is written, by id."""
        store = self._desk.session.store
        self.all = [foreseen.get(one.id, one) for one in anchoring.anchored(store)]
        self._names = Names(store)

    def of(self, sort: Sort) -> list[Anchor]:
        """Those of one sort, by report and place."""
        return [one for one in self.all if SORTS[sort](one)]

    def count(self, sort: Sort) -> int:
        """How many there are of a sort."""
        return sum(SORTS[sort](one) for one in self.all)

    # Words ----------------------------------------------------------------------------------------

    def line(self, anchor: Anchor) -> AnchorLine:
        """What is told of one."""
        return anchoring.line_of(self._desk.session.store, anchor)

    def nearest(self, anchor: Anchor) -> Fragments:
        """Where in the newer text it stands, or would have stood."""
        if anchor.place is not None:
            return anchor.place
        record = self._desk.session.store.record("version", anchor.old)
        if record is None or not anchor.fragments:
            return ()
        return Places(Version.from_record(record)).nearest(anchor.fragments)

    def who(self, anchor: Anchor) -> str:
        """Who said it, under the name that is to be seen."""
        return one_line(self._names.shown(anchor.document, anchor.owner), most=24)

    def what(self, line: AnchorLine) -> str:
        """What was said: the label's name; of relations and answers to checks what they are."""
        if line.anchor.kind == "annotation":
            return label_words(self._desk, line.layer, line.label)
        kind = tr(f"ui.kind.{line.anchor.kind}")
        relation = self._desk.tagset.relation(line.label)
        return f"{kind} {named(relation.names, line.label)}" if relation else kind

    def grade(self, anchor: Anchor) -> str:
        """Its grade in a word; of what was settled how."""
        grade = tr(f"anchor.grade.{anchor.grade}")
        if anchor.is_dropped:
            return tr("ui.anchors.dropped")
        return tr("ui.anchors.placed", grade=grade) if anchor.is_settled else grade

    def report(self, anchor: Anchor) -> str:
        """The name of the newer report."""
        return document_words(self._desk.session.document(anchor.document))

    def note(self, anchor: Anchor) -> str:
        """What was noted when it was settled."""
        record = self._desk.session.store.record("anchoring", anchor.id) or {}
        return str(record.get("note", ""))

    def has_place(self, anchor: Anchor) -> bool:
        """Whether a place is proposed that can be taken."""
        return anchor.kind != "relation" and anchoring.has_place(self._desk.session.store, anchor)
