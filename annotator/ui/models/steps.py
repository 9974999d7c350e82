"""Owns what can be done with one step of the history: going to its place, taking it back, why not."""

from __future__ import annotations

from typing import Literal

from annotator.errors import UserError
from annotator.i18n import sentence, tr
from annotator.model.annotations import Annotation, Relation
from annotator.model.canonical import Record
from annotator.model.changes import Action
from annotator.store.journal import BARRIERS
from annotator.store.standing import governs
from annotator.ui.child import redoing, undoing
from annotator.ui.models.begun import settled
from annotator.ui.models.confirming import MANY
from annotator.ui.models.desk import Desk
from annotator.ui.models.history import action_words, clock_words
from annotator.ui.models.wording import one_line

FIXED = ("create", "join")
"""Steps that nobody takes back."""


def why_not(desk: Desk, action: Action, *, is_undone: bool) -> tuple[str, Action | None]:
    """Return why a step cannot be taken back, "" when it can, and the later step that is in its way."""
    if is_undone:
        return tr("ui.history.undone"), None
    if action.actor != desk.session.reviewer:
        return tr("ui.history.not_yours", actor=one_line(action.actor, most=24)), None
    if action.verb in FIXED:
        return tr("ui.history.fixed"), None
    if action.verb in BARRIERS:
        return tr(f"undo.barrier.{action.verb}"), None
    later = desk.session.store.in_the_way(action)
    if later is None:
        return "", None
    who = tr("ui.history.you") if later.actor == desk.session.reviewer else one_line(later.actor, most=24)
    return (
        tr("ui.history.in_the_way", actor=who, at=clock_words(later.at), what=action_words(desk, later)),
        later,
    )


def take_back(desk: Desk, action: Action, *, is_undone: bool) -> None:
    """Take one step back; where that cannot be, say why."""
    sentence, _ = why_not(desk, action, is_undone=is_undone)
    if sentence:
        desk.refused.emit(sentence)
    elif _takes_long(action):
        _beside(desk, "undo", action)
    else:
        desk.undo(action.id)


def step_back(desk: Desk) -> bool:
    """Take the last action back; whether there is one.  What takes long, beside the window."""
    return _step(desk, "undo")


def step_forward(desk: Desk) -> bool:
    """Do again what was undone last; whether there is something.  What takes long, beside the window."""
    return _step(desk, "redo")


def _step(desk: Desk, verb: Literal["undo", "redo"]) -> bool:
    store, reviewer = desk.session.store, desk.session.reviewer
    try:
        action = store.last_undoable(reviewer) if verb == "undo" else store.last_redoable(reviewer)
    except UserError as error:
        desk.refused.emit(sentence(error))
        return True
    if verb == "undo" and action is not None and action.verb in BARRIERS:
        # No process is begun to be refused.
        desk.refused.emit(tr(f"undo.barrier.{action.verb}"))
        return True
    if action is None or not _takes_long(action):
        return (desk.undo() if verb == "undo" else desk.redo()) is not None
    _beside(desk, verb, action)
    return True


def _takes_long(action: Action) -> bool:
    """Whether it is of very many changes, or the whole journal is read anew after it."""
    return len(action.changes) > MANY or governs(action)


def _beside(desk: Desk, verb: Literal["undo", "redo"], action: Action) -> None:
    if settled(desk):
        path, actor = desk.session.path, desk.session.reviewer
        task = undoing(path, action.id, actor=actor) if verb == "undo" else redoing(path, actor=actor)
        desk.wishes.worker(task, lambda _: tr(f"ui.task.stepped.{verb}", n=len(action.changes)))


def go_there(desk: Desk, action: Action) -> None:
    """Show the place that a step was about: what is there now, or where it was."""
    known = {row.document.id for row in desk.rows}
    place = _place(desk, action)
    if place is not None and place["document"] in known:
        _go(desk, Annotation.from_record(place))
        return
    documents = [document for document in action.documents if document in known]
    if len(documents) == 1:
        desk.show_document(documents[0])
        desk.page_wanted.emit()
    elif documents:
        desk.said.emit(tr("ui.history.many", n=len(documents)))
    else:
        desk.said.emit(tr("ui.history.nowhere"))


def _place(desk: Desk, action: Action) -> Record | None:
    """The image of the first annotation that a step was about, or of where its relation begins."""
    images = {"annotation": [], "relation": []}  # type: dict[str, list[Record]]
    for change in action.changes:
        image = change.after or change.before
        if image is not None and change.kind in images:
            images[change.kind].append(image)
    if images["annotation"]:
        return images["annotation"][0]
    for image in images["relation"]:
        source = desk.session.store.annotation(Relation.from_record(image).source)
        if source is not None:
            return source.to_record()
    return None


def _go(desk: Desk, was: Annotation) -> None:
    now = desk.session.store.annotation(was.id)
    if now is not None and now.owner == desk.session.reviewer:
        desk.go_to(now)
    else:
        desk.show_document(was.document)
        # What is begun in the card may hold one back: the place is one of that report only.
        is_there = desk.document is not None and desk.document.id == was.document
        if was.fragments and is_there:
            start, end = was.fragments[0][0], was.fragments[-1][1]
            here = desk.spots.at(start)
            desk.make_current(here.ref if here else None)
            desk.shown_wanted.emit(start, end)
    desk.page_wanted.emit()
