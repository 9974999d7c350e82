"""Owns which section somebody means who is at a place of the text."""

from __future__ import annotations

from annotator.model.documents import Section
from annotator.ui.models.desk import Desk
from annotator.ui.models.outline import DEEPEST


def meant_at(desk: Desk, position: int) -> Section | None:
    """Return the section whose heading's own words a position is in, else the deepest of the outline
    around it: 一是… within running text is meant only by who is right at it."""
    sections = desk.reading.sections if desk.reading else ()
    heading = next((one for one in sections if one.start <= position < one.end), None)
    if heading is not None:
        return heading
    listed = (one for one in sections if one.depth <= DEEPEST and one.start <= position < one.end_of_section)
    return max(listed, key=lambda one: one.depth, default=None) or desk.section_at(position)
