"""Owns exporting: a folder with a dataset that was read back before it got its name, and its proof."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import UserError
from annotator.formats import Format, WriteSummary, format_named, fresh_file, opened, told
from annotator.i18n import sentence, tr
from annotator.model.annotations import ALL
from annotator.model.canonical import Json, Record
from annotator.model.corpus import Division, TextView
from annotator.store import Check, Store
from annotator.tasks.acting import Progress, never, no_progress
from annotator.tasks.gathering import Gathered, Selection, gather
from annotator.tasks.splitting import parse_division
from annotator.tasks.watching import Watch

MANIFEST = "MANIFEST.json"
MANIFEST_VERSION = 1
PASSES = 3
"""Times a document is read: to count, to write, to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What was exported: ``counts`` of the corpus, ``written`` by the format, ``lost`` by kind,
    ``files`` with their SHA-256, ``parts`` with their number of documents, and ``notes`` (message ids
    with values) for the person who exports."""

    out: Path
    format: str
    counts: Mapping[str, int]
    written: Mapping[str, int]
    lost: Mapping[str, int]
    files: Mapping[str, str]
    parts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()

    def to_record(self) -> Record:
        """The line a script reads."""
        return {
            "out": str(self.out),
            "format": self.format,
            "counts": dict(self.counts),
            "written": dict(self.written),
            "lost": dict(self.lost),
            "files": dict(self.files),
            "split": dict(self.parts),
            "notes": [message for message, _ in self.notes],
        }


def export(
    store: Store,
    *,
    format: str,
    out: Path,
    owners: str = ALL,
    layers: Iterable[str] = (),
    text: TextView = "original",
    split: str = "",
    seed: int = 0,
    group_by: str = "",
    options: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> ExportSummary:
    """Write the project as a dataset into the folder ``out``, which is complete afterwards or absent.

    ``owners`` is ``all``, ``gold``, ``suggestions`` or a reviewer's id; ``split`` weights such as
    ``8:1:1``, with documents of one value of the feature ``group_by`` kept together.  What was written
    is read back and compared with the project before the folder gets its name.  All of it is of one
    moment: what is done meanwhile, through another ``Store``, is in the next export.

    Raises:
        UserError: an argument means nothing here, ``out`` holds something, the disk refuses, or
            ``cancelled()``; nothing is left behind.
    """
    chosen = format_named(format)
    if not chosen.writes:
        raise UserError("format.cannot_write_it", name=format)
    target = Path(os.path.realpath(out))
    _refuse_taken(target)
    division = parse_division(split, seed=seed, group_by=group_by) if split else None
    if group_by and division is None:
        raise UserError("split.needed", feature=group_by)
    selection = Selection(owners=owners, layers=tuple(layers), text=text)
    with store.reading():
        total = PASSES * len(store.documents())
        look = Watch(progress, cancelled, total=total, message="export.cancelled")
        gathered = gather(store, selection, division=division, look=look)
        waiting = sum(each["is_waiting"] for each in store.records("anchor"))
        summary, files = _written(chosen, gathered, target, dict(options or {}))
    look.finish()
    return ExportSummary(
        out=out,
        format=chosen.name,
        counts=gathered.corpus.header.counts,
        written=summary.written,
        lost=_lost(gathered, summary),
        files=files,
        parts=_part_sizes(gathered, division),
        notes=_notes(gathered, division, waiting),
    )


def _written(
    chosen: Format, gathered: Gathered, target: Path, options: Mapping[str, str]
) -> tuple[WriteSummary, dict[str, str]]:
    """Write beside the target, read back, and only then give the folder its name."""
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    missing = [folder for folder in fresh.parents if not folder.exists()]
    try:
        with told(target):
            fresh.mkdir(parents=True)
        summary = chosen.write(gathered.corpus, fresh, options)
        difference = next(iter(chosen.differences(gathered.corpus, fresh)), None)
        if difference is not None:
            raise UserError("export.differs", name=chosen.name, where=difference)
        files = {name: sha256_of(fresh / name) for name in sorted(summary.files)}
        _write_manifest(fresh, chosen, gathered, summary, files)
        _name_folder(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in missing:
            # Made for this export alone; one that is in use by now refuses.
            with suppress(OSError):
                folder.rmdir()
        raise
    return summary, files


def _refuse_taken(target: Path) -> None:
    with told(target):
        if target.is_dir():
            if (target / MANIFEST).is_file():
                raise UserError("export.folder_has_export", folder=str(target))
            if any(target.iterdir()):
                raise UserError("export.folder_not_empty", folder=str(target))
        elif target.exists():
            raise UserError("export.not_a_folder", folder=str(target))


def _lost(gathered: Gathered, summary: WriteSummary) -> dict[str, int]:
    return dict(sorted((Counter(gathered.lost) + Counter(summary.lost)).items()))


def _part_sizes(gathered: Gathered, division: Division | None) -> dict[str, int]:
    sizes = Counter(gathered.parts.values())
    return {name: sizes[name] for name, _ in division.parts} if division else {}


def _notes(
    gathered: Gathered, division: Division | None, waiting: int
) -> tuple[tuple[str, Mapping[str, object]], ...]:
    found: list[tuple[str, Mapping[str, object]]] = []
    for name, size in _part_sizes(gathered, division).items():
        if not size:
            found.append(("split.empty_part", {"part": name}))
    if division and gathered.ungrouped:
        found.append(("split.ungrouped", {"n": gathered.ungrouped, "feature": division.group_by}))
    if waiting:
        found.append(("export.waiting", {"n": waiting}))
    return tuple(found)


def _write_manifest(
    folder: Path, chosen: Format, gathered: Gathered, summary: WriteSummary, files: Mapping[str, str]
) -> None:
    """Everything needed to check the folder later; no times, so that equal exports are equal files."""
    header = gathered.corpus.header
    record: Record = {}
    if (division := header.division) is not None:
        documents: dict[str, list[str]] = {name: [] for name, _ in division.parts}
        for document, part in sorted(gathered.parts.items()):
            documents[part].append(document)
        record["split"] = {
            "parts": dict(division.parts),
            "seed": division.seed,
            "group_by": division.group_by,
            "documents": documents,
        }
    record |= {
        "manifest_version": MANIFEST_VERSION,
        "format": chosen.name,
        "offset_unit": "codepoint",
        "owners": header.owners,
        "layers": list(header.layers),
        "text": header.text,
        "counts": dict(header.counts),
        "written": dict(summary.written),
        "lost": _lost(gathered, summary),
        "files": {
            name: {"sha256": sha256, "bytes": (folder / name).stat().st_size}
            for name, sha256 in files.items()
        },
    }
    content = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    with fresh_file(folder / MANIFEST) as file:
        file.write(content.encode("utf-8"))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name_folder(fresh: Path, target: Path) -> None:
    with told(target):
        _sync_folder(fresh)
        if os.name == "nt" and target.is_dir():
            target.rmdir()
        # An empty folder of that name is replaced; one that was filled meanwhile refuses.
        fresh.rename(target)
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def verify_export(folder: Path) -> list[Check]:
    """Prove that an exported folder is as it was written: the manifest can be read, every file has its
    hash and there is no other, counts agree, every span lies on its words."""
    manifest, trouble = _read_manifest(folder)
    checks = [Check(name="manifest", is_ok=not trouble, detail=trouble or "ok")]
    if trouble:
        return checks
    checks.append(_check_files(folder, manifest["files"]))
    try:
        found = format_named(manifest["format"]).inspect(folder)
    except UserError as error:
        return [*checks, Check(name="content", is_ok=False, detail=sentence(error))]
    agrees = dict(found.written) == manifest["written"]
    detail = f"{found.written}" if agrees else f"{found.written}, the manifest says {manifest['written']}"
    checks.append(Check(name="counts", is_ok=agrees, detail=detail))
    troubles = "; ".join(found.troubles[:5]) + ("; …" if len(found.troubles) > 5 else "")
    checks.append(Check(name="spans", is_ok=not troubles, detail=troubles or str(found.spans)))
    return checks


def _read_manifest(folder: Path) -> tuple[Json, str]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        version, files = manifest["manifest_version"], manifest["files"]
        is_whole = isinstance(manifest["format"], str) and isinstance(manifest["written"], dict)
        hashes = [(name, known["sha256"], known["bytes"]) for name, known in files.items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        return None, tr("export.no_manifest", file=MANIFEST, reason=reason)
    if version != MANIFEST_VERSION or not is_whole or not hashes:
        return None, tr("export.bad_manifest", file=MANIFEST, version=MANIFEST_VERSION)
    return manifest, ""


def _check_files(folder: Path, files: Mapping[str, Json]) -> Check:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found.pop(MANIFEST, None)
    troubles = [f"{name}: missing" for name in sorted(files.keys() - found.keys())]
    troubles += [f"{name}: not in the manifest" for name in sorted(found.keys() - files.keys())]
    for name in sorted(files.keys() & found.keys()):
        if sha256_of(found[name]) != files[name]["sha256"]:
            troubles.append(f"{name}: its content has changed")
    return Check(name="files", is_ok=not troubles, detail="; ".join(troubles) or str(len(files)))
