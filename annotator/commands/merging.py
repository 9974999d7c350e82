"""Owns what a bundle may say, and the actions by which bundles are merged, hidden and shown again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from annotator.commands.context import Context
from annotator.commands.project import refuse_others
from annotator.errors import UserError
from annotator.model.annotations import GOLD
from annotator.model.canonical import Record
from annotator.model.changes import Action, Change, Step
from annotator.model.exchange import Merged, SamePerson
from annotator.store.standing import CREATE, RECEIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Tells what is wrong with an action that a bundle brings.

    ``reviewer`` is who sent it.  ``length`` is that of a document's text, None where nobody has the text;
    ``actor_of`` who did an action that is here or in the bundle, None where it is in neither.
    """

    reviewer: str
    is_curator: bool
    length: Callable[[str], int | None]
    actor_of: Callable[[str], str | None]

    def refuse(self, action: Action) -> None:
        """Look at one action.

        Raises:
            UserError: it is another person's, takes back what is not here, changes what belongs to
                others, or speaks of a text that is not here or does not reach so far.
        """
        about = {"verb": action.verb, "seq": action.seq}
        if action.actor != self.reviewer:
            raise UserError("merge.other_actor", **about, actor=action.actor)
        undone = self.reviewer if action.undoes is None else self.actor_of(action.undoes)
        if undone is None:
            raise UserError("merge.gap", replica=action.replica[:8], seq=action.seq)
        if undone != self.reviewer:
            raise UserError("merge.undoes_others", **about)
        if action.verb == CREATE:
            raise UserError("merge.not_theirs", **about, kind="project")
        if action.verb == RECEIVE:
            return  # it repeats the project's own records, and says nothing where those are
        for change in action.changes:
            for image in (change.before, change.after):
                if image is not None and not self._may_write(change.kind, image):
                    raise UserError("merge.not_theirs", **about, kind=change.kind)
            if change.after is not None and not self._fits(change.kind, change.after):
                raise UserError("merge.no_text", **about, document=str(_document(change))[:12])

    def _may_write(self, kind: str, image: Record) -> bool:
        if kind == "document":
            return True  # nobody's own: where two describe one, it is a clash
        if kind == "receipt":
            return bool(image["reviewer"] == self.reviewer)
        if kind == "reviewer":
            return bool(image["id"] == self.reviewer and image["role"] == "reviewer")
        owner = str(image.get("owner", ""))
        return owner == self.reviewer or (owner == GOLD and self.is_curator)

    def _fits(self, kind: str, image: Record) -> bool:
        if kind == "document":
            return self.length(str(image["id"])) == int(image["chars"])
        if kind not in _ENDS:
            return True
        length = self.length(image["document"])
        return length is not None and all(end <= length for end in _ENDS[kind](image))


def _ends_of_annotation(image: Record) -> list[int]:
    ends = [end for pair in image["fragments"] for end in pair]
    return ends if ends == sorted(ends) else [MAX_LENGTH]


def _ends_of_progress(image: Record) -> list[int]:
    return [start for starts in image["finished"].values() for start in starts]


def _ends_of_crosscheck(image: Record) -> list[int]:
    own = ("", image["document"])
    return [each["end"] for each in image["operands"] if each["document"] in own]


MAX_LENGTH = 2**53
"""Longer than any text."""

_ENDS: dict[str, Callable[[Record], list[int]]] = {
    "annotation": _ends_of_annotation,
    "progress": _ends_of_progress,
    "crosscheck": _ends_of_crosscheck,
    "decision": lambda image: [],
}
"""Kind -> the places of its document that a record names, in code points."""


def _document(change: Change) -> str:
    image = change.after or {}
    return str(image.get("document", image.get("id", "")))


def merge(before: Callable[[str], Record | None], *, bundles: Iterable[Merged]) -> Step:
    """The bundles are shown: recorded where they are new, and shown again where they were hidden.

    Raises:
        UserError: all of them are shown already.
    """
    changes = []
    for bundle in sorted(bundles, key=lambda each: each.id):
        known = before(bundle.id)
        if known is None or known["is_hidden"]:
            after = replace(bundle, is_hidden=False).to_record()
            changes.append(Change(kind="bundle", id=bundle.id, before=known, after=after))
    if not changes:
        raise UserError("action.changes_nothing", verb="merge")
    return Step(verb="merge", changes=tuple(changes))


def unmerge(record: Record) -> Step:
    """A merged bundle is hidden whole; nothing is deleted.

    Raises:
        UserError: it is hidden already.
    """
    if record["is_hidden"]:
        raise UserError("unmerge.hidden_already", bundle=record["id"][:12])
    after = {**record, "is_hidden": True}
    change = Change(kind="bundle", id=record["id"], before=record, after=after)
    return Step(verb="unmerge", changes=(change,))


def same_person(context: Context, /, *, person: SamePerson) -> Step:
    """Two people of one id are one from now on.

    Raises:
        UserError: the actor does not own the project, or it is so already.
    """
    refuse_others(context)
    after = person.to_record()
    before = context.view.record("person", after["id"])
    if before == after or person.person == person.same_as:
        raise UserError("action.changes_nothing", verb="same_person")
    change = Change(kind="person", id=after["id"], before=before, after=after)
    return Step(verb="same_person", changes=(change,))
