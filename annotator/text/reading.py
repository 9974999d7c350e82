"""Owns what is read off one text before anyone looks at it: clean text, sections, paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.documents import Section
from annotator.model.spans import Fragment
from annotator.text import sections as outline
from annotator.text.cleaning import CleanText, clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An original text with its clean text; sections and paragraphs are worked out when first asked for.

    Their offsets are code points into the original.
    """

    original: str
    clean: CleanText
    _sections: list[tuple[Section, ...]] = field(init=False, default_factory=list, repr=False, compare=False)
    _paragraphs: list[tuple[Fragment, ...]] = field(
        init=False, default_factory=list, repr=False, compare=False
    )

    @property
    def sections(self) -> tuple[Section, ...]:
        """The heading tree, in text order."""
        if not self._sections:
            self._sections.append(outline.section_tree(self.clean))
        return self._sections[0]

    @property
    def paragraphs(self) -> tuple[Fragment, ...]:
        """The lines of the original that hold something."""
        if not self._paragraphs:
            self._paragraphs.append(outline.paragraphs(self.original))
        return self._paragraphs[0]


def read(original: str) -> Reading:
    """Return the reading of an original text."""
    return Reading(original=original, clean=clean(original))
