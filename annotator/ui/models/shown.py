"""Owns which text the page shows, original or clean, and where a place of the original lies in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.languages.chinese import simplify
from annotator.model.spans import Fragment, Fragments
from annotator.text.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One way of showing a reading.  ``text`` is what the page is given.

    Shown offsets count code points of ``text``; all others those of the original.  The simplified
    lens puts one character for one character and moves nothing.
    """

    reading: Reading
    is_clean: bool
    is_simplified: bool
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = self.reading.clean.text if self.is_clean else self.reading.original
        object.__setattr__(self, "text", simplify(text) if self.is_simplified else text)

    def to_shown(self, fragments: Fragments) -> Fragments:
        """Return where fragments of the original lie in the text shown."""
        if not self.is_clean:
            return fragments
        alignment = self.reading.clean.alignment
        found: list[Fragment] = []
        for start, end in fragments:
            shown = alignment.to_clean(start, end)
            if found and shown[0] <= found[-1][1]:
                # What stood between two fragments is hidden here: they are one.
                found[-1] = (found[-1][0], max(found[-1][1], shown[1]))
            else:
                found.append(shown)
        return tuple(found)

    def to_original(self, start: int, end: int) -> Fragment:
        """Return the original range of a shown one."""
        if not self.is_clean:
            return start, end
        return self.reading.clean.alignment.to_original(start, end)

    def words(self, fragments: Fragments) -> str:
        """Return the words of a place as the page shows them, joined by … where something lies between."""
        return "…".join(self.text[start:end] for start, end in self.to_shown(fragments))
