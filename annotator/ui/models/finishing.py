"""Owns declaring a report finished, a layer of it, or a section of a layer, and saying what is."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.commands import progress
from annotator.i18n import tr
from annotator.model.documents import Section
from annotator.model.tagsets import Layer
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.sifting import is_locked
from annotator.ui.models.wording import key_words, named, one_line

WHOLE = (-1,)
"""What a layer holds that is finished in the whole report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerWork:
    """How far a layer of the current report is: open suggestions, annotations and answers, and whether
    it was declared finished as a whole."""

    layer: Layer
    open: int
    done: int
    is_declared: bool

    @property
    def is_proposed(self) -> bool:
        """Whether it looks finished: something was done and nothing is left open."""
        return self.open == 0 and (self.done > 0 or self.is_declared)


def works(desk: Desk) -> list[LayerWork]:
    """Return how far each layer of the tagset is in the current report."""
    declared = declared_layers(desk)
    found = []
    for layer in desk.tagset.layers:
        spots = [spot for spot in desk.spots.all if spot.layer == layer.id]
        found.append(
            LayerWork(
                layer=layer,
                open=sum(1 for spot in spots if spot.is_open),
                done=sum(1 for spot in spots if not spot.is_open),
                is_declared=declared.get(layer.id) == WHOLE,
            )
        )
    return found


def declared_layers(desk: Desk) -> dict[str, tuple[int, ...]]:
    """Return the current report's layers with what is declared finished of them."""
    if desk.document is None:
        return {}
    return dict(desk.session.progress(desk.document.id).finished)


def is_finished(desk: Desk) -> bool:
    """Whether the current report is declared finished, so that it is locked."""
    return desk.row is not None and is_locked(desk.row)


def finish(desk: Desk, layers: list[str], *, keys: str) -> None:
    """Declare the current report finished, and these layers in the whole of it; say how to reopen."""
    if desk.document is None or not settled(desk):
        return
    if desk.run(progress.finish, document=desk.document.id, layers=layers) is not None:
        desk.said.emit(tr("ui.finish.said", keys=key_words(keys)))


def reopen(desk: Desk) -> None:
    """Open the current report again; what was declared of its layers stands until it is taken back."""
    row = desk.row
    if row is None:
        return
    if row.state != "finished":
        desk.refused.emit(tr("ui.finish.in_curation"))
    elif desk.run(progress.set_state, document=row.document.id, state="in progress") is not None:
        desk.said.emit(tr("ui.finish.reopened"))


def toggle_part(desk: Desk, layer: str, section: Section | None, *, keys: str) -> None:
    """Declare a section (None: the whole report) finished for a layer, or take that back."""
    if desk.document is None:
        return
    if is_finished(desk):
        desk.refused.emit(tr("ui.finish.locked", keys=key_words(keys)))
        return
    starts = declared_layers(desk).get(layer, ())
    if section is None:
        wanted: tuple[int, ...] = () if starts == WHOLE else WHOLE
    elif starts == WHOLE:
        desk.refused.emit(tr("ui.finish.whole_first"))
        return
    elif section.start in starts:
        wanted = tuple(start for start in starts if start != section.start)
    else:
        around = covering(desk, section, starts)
        if around is not None:
            words = one_line(f"{around.marker}{around.title}", most=24)
            desk.refused.emit(tr("ui.finish.around_first", words=words))
            return
        wanted = (*starts, section.start)
    desk.run(progress.set_finished, document=desk.document.id, layer=layer, starts=wanted)


def covering(desk: Desk, section: Section, starts: tuple[int, ...]) -> Section | None:
    """Return the section around this one that is among those declared, or None."""
    sections = desk.reading.sections if desk.reading else ()
    for one in sections:
        is_around = one.start < section.start < one.end_of_section
        if is_around and one.start in starts:
            return one
    return None


def finished_words(desk: Desk, document: str) -> list[str]:
    """Say of each layer of a report what of it is declared finished, one line each."""
    told = []
    for layer, starts in desk.session.progress(document).finished.items():
        spec = desk.tagset.layer(layer)
        name = named(spec.names, layer) if spec else one_line(layer)
        if starts == WHOLE:
            told.append(tr("ui.finish.layer_whole", layer=name))
        else:
            told.append(
                tr("ui.finish.layer_sections", layer=name, sections=_headings(desk, document, starts))
            )
    return told


def _headings(desk: Desk, document: str, starts: tuple[int, ...]) -> str:
    sections = {one.start: one for one in desk.session.reading(document).sections}
    known = [sections[start] for start in starts if start in sections]
    words = "、".join(one_line(one.marker.rstrip("、.．") or one.title, most=8) for one in known[:4])
    return words + "…" if len(known) > 4 else words
