"""Owns how what was said of an older version of a text is read in the newer one, change by change.  Pure.

Spans whose words are found go to their new place.  The others wait as anchors, with all that was said, until
a person has settled them; a relation waits as long as one of its ends does.  What it says depends on the set
of actions alone, so that merging stays commutative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from annotator.model.annotations import progress_id
from annotator.model.canonical import Json, Record
from annotator.model.changes import Action, Change
from annotator.model.crosschecks import Crosscheck, crosscheck_id
from annotator.model.spans import Fragments, hull
from annotator.model.versions import UNSETTLED, Anchor, Anchoring, Grade, Version, worst
from annotator.text.rereading import Places

_GONE = object()
"""In place of a value that names a place which is no more."""


class Rereading:
    """Reads changes of older versions; one that speaks of no older version stays as it is."""

    def __init__(self, versions: Iterable[Version], anchorings: Iterable[Anchoring]) -> None:
        self._versions = {version.old: version for version in versions}
        self._places = {old: Places(version) for old, version in self._versions.items()}
        self._decided = {each.id: each for each in anchorings}
        self._anchors: dict[str, Anchor] = {}

    def __bool__(self) -> bool:
        return bool(self._versions)

    @property
    def targets(self) -> set[str]:
        """The documents in which something is read."""
        return {version.document for version in self._versions.values()}

    def look(self, actions: Iterable[Action]) -> None:
        """Look through all that will be read, in the total order: the last word on an annotation says
        whether it can stand somewhere."""
        last: dict[tuple[str, str], Record] = {}
        for action in actions:
            for change in action.changes:
                image = change.after or change.before
                if change.kind in ("annotation", "relation", "crosscheck") and image is not None:
                    last[change.kind, change.id] = image
        for (kind, record_id), image in last.items():
            if kind == "annotation" and image["document"] in self._versions:
                self._anchors[record_id] = self._of_annotation(image)
            elif kind == "crosscheck" and self._is_old(image):
                self._anchors[record_id] = self._of_crosscheck(image)
        for (kind, record_id), image in last.items():
            ends = (
                [self._anchors.get(image[end]) for end in ("source", "target")] if kind == "relation" else []
            )
            if any(end is not None and (end.is_waiting or end.is_dropped) for end in ends):
                self._anchors[record_id] = self._of_relation(image, [end for end in ends if end])

    def read(self, action: Action) -> Action:
        """Return the action as it is read in the newer versions; its changes keep their numbers, anchors
        follow them."""
        readers: dict[str, Callable[[Change], tuple[Change, ...]]] = {
            "annotation": self._read_annotation,
            "relation": self._read_relation,
            "progress": self._read_progress,
            "crosscheck": self._read_crosscheck,
            "decision": self._read_decision,
        }
        changes: list[Change] = []
        anchors: list[Change] = []
        for change in action.changes:
            read = readers.get(change.kind)
            first, *others = read(change) if read is not None else (change,)
            changes.append(first)
            anchors += others
        return replace(action, changes=(*changes, *anchors))

    # Kinds ----------------------------------------------------------------------------------------

    def _read_annotation(self, change: Change) -> tuple[Change, ...]:
        return self._anchored(change, make=self._of_annotation, put=self._put_annotation)

    def _read_crosscheck(self, change: Change) -> tuple[Change, ...]:
        return self._anchored(change, make=self._of_crosscheck, put=self._put_crosscheck)

    def _anchored(
        self, change: Change, *, make: Callable[[Record], Anchor], put: Callable[[Record], Record]
    ) -> tuple[Change, ...]:
        anchor = self._anchors.get(change.id)
        if anchor is None:
            return (change,)
        images = [change.before, change.after]
        kept = [None if image is None else self._kept(make(image), anchor, image) for image in images]
        anchoring = Change(kind="anchor", id=change.id, before=kept[0], after=kept[1])
        if anchor.is_waiting or anchor.is_dropped:
            return (anchoring,)
        before, after = (None if image is None else put(image) for image in images)
        either = after or before
        assert either is not None
        return replace(change, id=either["id"], before=before, after=after), anchoring

    def _kept(self, own: Anchor, anchor: Anchor, image: Record) -> Record:
        """The anchor of one image: where it is, and what became of the annotation in the end."""
        is_absent = anchor.is_waiting or anchor.is_dropped
        return replace(
            own,
            is_waiting=anchor.is_waiting,
            is_dropped=anchor.is_dropped,
            is_settled=anchor.is_settled,
            record=image if is_absent else None,
        ).to_record()

    def _read_relation(self, change: Change) -> tuple[Change, ...]:
        anchor = self._anchors.get(change.id)
        images = [change.before, change.after]
        if anchor is None:
            before, after = (None if image is None else self._in_document(image) for image in images)
            return (replace(change, before=before, after=after),)
        kept = [None if image is None else replace(anchor, record=image).to_record() for image in images]
        return (Change(kind="anchor", id=change.id, before=kept[0], after=kept[1]),)

    def _read_progress(self, change: Change) -> tuple[Change, ...]:
        either = change.after or change.before
        assert either is not None
        if either["document"] not in self._versions:
            return (change,)
        before, after = (
            None if image is None else self._put_progress(image) for image in (change.before, change.after)
        )
        record_id = progress_id(self._versions[either["document"]].document, either["owner"])
        return (replace(change, id=record_id, before=before, after=after),)

    def _read_decision(self, change: Change) -> tuple[Change, ...]:
        """A decision goes with its report, also where its gold waits: what it says hangs on the texts alone,
        not on what has been settled by now, so that others can decide anew."""
        before, after = (
            None if image is None else self._put_decision(image) for image in (change.before, change.after)
        )
        return (replace(change, before=before, after=after),)

    # Anchors --------------------------------------------------------------------------------------

    def _of_annotation(self, image: Record) -> Anchor:
        version = self._versions[image["document"]]
        fragments = _fragments(image["fragments"])
        grade, place = self._places[version.old].placed(fragments)
        return self._decided_on("annotation", image, version, fragments, grade, place)

    def _of_crosscheck(self, image: Record) -> Anchor:
        graded = [
            self._places[old].placed(((each["start"], each["end"]),))
            for each in image["operands"]
            if (old := each["document"] or image["document"]) in self._versions
        ]
        grade = worst(tuple(grade for grade, _ in graded))
        place = tuple(found[0] for _, found in graded if found)
        version = self._version_of(image)
        fragments = tuple((each["start"], each["end"]) for each in image["operands"])
        is_placed = len(place) == len(graded)
        return self._decided_on("crosscheck", image, version, fragments, grade, place if is_placed else None)

    def _decided_on(
        self,
        kind: str,
        image: Record,
        version: Version,
        fragments: Fragments,
        grade: Grade,
        place: Fragments | None,
    ) -> Anchor:
        decided = self._decided.get(image["id"])
        if decided and (decided.document, decided.fragments) != (version.document, fragments):
            decided = None
        return Anchor(
            id=image["id"],
            kind=kind,
            document=version.document,
            old=version.old,
            owner=image["owner"],
            grade=grade,
            fragments=fragments,
            place=decided.place if decided else place,
            is_waiting=decided is None and grade in UNSETTLED,
            is_dropped=decided is not None and decided.place is None,
            is_settled=decided is not None,
        )

    def _of_relation(self, image: Record, ends: list[Anchor]) -> Anchor:
        is_dropped = any(end.is_dropped for end in ends)
        document = self._in_document(image)["document"]
        return Anchor(
            id=image["id"],
            kind="relation",
            document=document,
            old=ends[0].old,
            owner=image["owner"],
            grade=worst(tuple(end.grade for end in ends)),
            is_waiting=not is_dropped,
            is_dropped=is_dropped,
        )

    # Images ---------------------------------------------------------------------------------------

    def _in_document(self, image: Record) -> Record:
        version = self._versions.get(image["document"])
        return image if version is None else {**image, "document": version.document}

    def _put_annotation(self, image: Record) -> Record:
        places = self._places[image["document"]]
        anchor = self._of_annotation(image)
        old = _fragments(image["fragments"])
        fragments = places.nearest(old) if anchor.place is None else anchor.place
        features = _carried(image["features"], places)
        machine = image["machine"]
        if machine is not None:
            grade, found = places.placed(((machine["start"], machine["end"]),))
            is_sure = found is not None and grade not in UNSETTLED
            start, end = hull(found if found is not None and is_sure else fragments)
            carried = _carried(machine["features"], places)
            machine = {**machine, "start": start, "end": end, "features": carried}
        return {
            **self._in_document(image),
            "fragments": [list(pair) for pair in fragments],
            "features": features,
            "machine": machine,
        }

    def _put_decision(self, image: Record) -> Record:
        if image["document"] not in self._versions:
            return image
        places = self._places[image["document"]]
        sources = [{**each, "said": _put_said(each["said"], places)} for each in image["sources"]]
        return {**self._in_document(image), "sources": sources}

    def _put_crosscheck(self, image: Record) -> Record:
        put = {**self._in_document(image), "operands": self._operands(image["operands"], image["document"])}
        if image["machine"] is not None:
            operands = self._operands(image["machine"]["operands"], image["document"])
            put["machine"] = {**image["machine"], "operands": operands}
        # A check is named after the machine's numbers, and the machine finds them at their new places.
        key = str(image["id"]).rpartition("/")[2]
        if put["machine"] is not None:
            key = Crosscheck.from_record(put).key
        return {**put, "id": crosscheck_id(put["document"], put["owner"], key)}

    def _operands(self, operands: list[Record], document: str) -> list[Record]:
        found = []
        for each in operands:
            old = each["document"] or document
            if old in self._versions:
                start, end = hull(self._places[old].nearest(((each["start"], each["end"]),)))
                own = self._versions[old].document if each["document"] else ""
                each = {**each, "document": own, "start": start, "end": end}
            found.append(each)
        return found

    def _put_progress(self, image: Record) -> Record:
        """A text that has changed is not finished; of its sections those are that are the same."""
        version = self._versions[image["document"]]
        whole = sorted(new for _, new in version.sections)
        finished = {}
        for layer, starts in image["finished"].items():
            same = [self._places[version.old].section(start) for start in starts]
            kept = whole if -1 in starts else sorted(start for start in same if start is not None)
            if kept:
                finished[layer] = kept
        state = "in progress" if image["state"] == "finished" else image["state"]
        record_id = progress_id(version.document, image["owner"])
        return {**self._in_document(image), "id": record_id, "state": state, "finished": finished}

    def _is_old(self, image: Record) -> bool:
        documents = {each["document"] or image["document"] for each in image["operands"]}
        return bool((documents | {image["document"]}) & self._versions.keys())

    def _version_of(self, image: Record) -> Version:
        documents = [image["document"], *(each["document"] for each in image["operands"])]
        return next(self._versions[each] for each in documents if each in self._versions)


def _fragments(pairs: list[list[int]]) -> Fragments:
    return tuple((start, end) for start, end in pairs)


def _put_said(said: Record | None, places: Places) -> Record | None:
    """What an answer said that a decision was made on, at the place that the answer itself gets."""
    if said is None:
        return None
    fragments = [list(pair) for pair in places.nearest(_fragments(said["fragments"]))]
    return {**said, "fragments": fragments, "features": _carried(said["features"], places)}


def _carried(features: Record, places: Places) -> Record:
    """Features with the places that they name at their new places, without those that are gone."""
    found = {key: _value(value, places) for key, value in features.items()}
    return {key: value for key, value in found.items() if value is not _GONE}


def _value(value: Json, places: Places) -> Json:
    if isinstance(value, Mapping):
        return _carried(dict(value), places)
    if not isinstance(value, list):
        return value
    if len(value) == 2 and all(isinstance(each, int) and not isinstance(each, bool) for each in value):
        _, found = places.placed(((value[0], value[1]),))
        return list(found[0]) if found else _GONE
    kept = [each for each in (_value(one, places) for one in value) if each is not _GONE]
    return kept if kept or not value else _GONE
