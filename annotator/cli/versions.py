"""Owns the verbs on versions of texts: revise, anchors, anchor."""

from __future__ import annotations

import re
from argparse import Namespace

from annotator.cli.output import Output
from annotator.cli.projects import opened
from annotator.errors import UserError
from annotator.i18n import tr
from annotator.tasks import anchoring, versions

_PLACE = re.compile(r"\s*(\d{1,9})\s*-\s*(\d{1,9})\s*", re.ASCII)


def revise(arguments: Namespace, out: Output) -> None:
    """Read in one document what bundles say of an older version of it."""
    with opened(arguments) as session:
        done = versions.revise(
            session.store,
            old=arguments.old,
            new=arguments.new,
            actor=arguments.actor,
            is_dry_run=arguments.is_dry_run,
        )
    record = {"old": done.version.old, "document": done.version.document, "grades": dict(done.grades)}
    out.line(record, tr("cli.revised", **done.grades))


def anchors(arguments: Namespace, out: Output) -> None:
    """List what waits to be settled in the newer versions of texts, or all that was read there."""
    with opened(arguments) as session:
        found = anchoring.anchors(
            session.store, grades=arguments.grade or (), is_everything=arguments.is_everything
        )
        for line in found:
            anchor = line.anchor
            record = {
                "id": anchor.id,
                "kind": anchor.kind,
                "grade": anchor.grade,
                "waiting": anchor.is_waiting,
                "settled": anchor.is_settled,
                "dropped": anchor.is_dropped,
                "document": anchor.document,
                "file": line.file,
                "old": anchor.old,
                "owner": anchor.owner,
                "layer": line.layer,
                "label": line.label,
                "fragments": [list(pair) for pair in anchor.fragments],
                "text": line.words,
                "before": line.before,
                "after": line.after,
                "place": None if anchor.place is None else [list(pair) for pair in anchor.place],
                "place_text": line.place_words,
                "elsewhere": [list(pair) for pair in line.elsewhere],
            }
            grade = tr(f"anchor.grade.{anchor.grade}")
            what = f"{line.layer}/{line.label}" if line.layer else line.label
            place = line.place_words.replace("\n", " ") or "—"
            words = line.words.replace("\n", " ")
            out.line(record, f"{anchor.id}\t{grade}\t{anchor.owner}\t{what}\t{words} → {place}\t{line.file}")


def anchor(arguments: Namespace, out: Output) -> None:
    """Settle where something stands: at the place proposed, elsewhere, or nowhere."""
    about = {"actor": arguments.actor, "note": arguments.note}
    with opened(arguments) as session:
        if arguments.is_accepted:
            anchoring.accept(session.store, arguments.ids, **about)
        elif arguments.is_dropped:
            anchoring.drop(session.store, arguments.ids, **about)
        elif len(arguments.ids) != 1:
            raise UserError("anchor.one_place")
        else:
            anchoring.move(session.store, arguments.ids[0], to=_places(arguments.at), **about)
    what = "accepted" if arguments.is_accepted else "dropped" if arguments.is_dropped else "moved"
    out.line({"ids": arguments.ids, "settled": what}, tr(f"anchor.done.{what}", n=len(arguments.ids)))


def _places(words: str) -> list[tuple[int, int]]:
    """Places as the command line has them: ``12-15`` or ``12-15,20-24``."""
    found = [_PLACE.fullmatch(each) for each in words.split(",")]
    if not all(found):
        raise UserError("anchor.bad_place", place=words[:40])
    return [(int(each[1]), int(each[2])) for each in found if each]
