"""Owns that a file from anywhere is refused with one sentence, in little time, before anything is changed."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from annotator.bundles import BUNDLE, Bundle, Manifest, read_bundle, read_package, write_bundle
from annotator.bundles.archive import pack, sha256
from annotator.bundles.content import ACTIONS, COMPLETENESS, TEXTS, reaches_of
from annotator.bundles.manifest import NAME
from annotator.errors import UserError
from annotator.i18n import in_language
from annotator.model.canonical import digest, dump
from annotator.model.changes import Action, Change
from annotator.model.curation import Decision
from annotator.store.fold import chain

DOCUMENT = digest("正文")
PROGRESS = {
    "id": f"{DOCUMENT}/jia",
    "document": DOCUMENT,
    "owner": "jia",
    "state": "finished",
    "finished": {"clause": [-1]},
    "note": "",
}


def an_action(seq: int, previous: str) -> Action:
    """One step of a reviewer."""
    change = Change(kind="progress", id=str(PROGRESS["id"]), before=None, after={**PROGRESS})
    action = Action(
        id=f"action-{seq}",
        replica="replica-1",
        seq=seq,
        clock=seq,
        actor="jia",
        at="2026-01-01T00:00:00.000+00:00",
        verb="set_state",
        undoes=None,
        hash="",
        changes=(change,),
    )
    return replace(action, hash=chain(previous, action))


def a_bundle() -> Bundle:
    """Two steps and one text."""
    first = an_action(1, "")
    actions = (first, an_action(2, first.hash))
    manifest = Manifest(
        format=BUNDLE,
        identity="project-1",
        project="项目",
        tagset=digest("tagset"),
        reviewer="jia",
        reaches=reaches_of(actions),
        counts={"actions": 2, "texts": 1},
    )
    return Bundle(manifest=manifest, actions=actions, texts={DOCUMENT: "正文"})


def members(content: bytes) -> dict[str, bytes]:
    """The members of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(change: Callable[[dict[str, Any]], object], lines: Mapping[str, bytes] | None = None) -> bytes:
    """The bundle with another manifest, and other members whose checksums are right."""
    found = {**members(write_bundle(a_bundle())), **(lines or {})}
    manifest = json.loads(found.pop(NAME))
    manifest["members"] = [
        {"name": name, "bytes": len(content), "sha256": sha256(content)} for name, content in found.items()
    ]
    change(manifest)
    return pack({NAME: dump(manifest).encode("utf-8"), **found})


def with_line(member: str, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The bundle with another first line of a member."""
    first, *rest = members(write_bundle(a_bundle()))[member].splitlines(keepends=True)
    line = json.loads(first)
    change(line)
    altered = json.dumps(line, ensure_ascii=True).encode("ascii") + b"\n"
    return forged(lambda _: None, {member: b"".join([altered, *rest])})


def refusal(content: bytes) -> str:
    """The message by which a file is refused; its sentence is one, in both languages."""
    with pytest.raises(UserError) as refused:
        read_bundle(io.BytesIO(content), name="file.zip")
    error = refused.value
    for language in ("zh", "en"):
        said = in_language(language, error.message, **error.values)
        assert "file.zip" in said and "\n" not in said
    return error.message


def zipped(*named: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as other programs make them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in named:
            archive.writestr(name, content)
    return packed.getvalue()


def test_what_is_written_is_read_again_and_equal_work_gives_equal_bytes() -> None:
    content = write_bundle(a_bundle())
    found = read_bundle(io.BytesIO(content), name="file.zip")
    assert (found.actions, found.texts) == (a_bundle().actions, a_bundle().texts)
    assert found.manifest == a_bundle().manifest
    assert found.id == a_bundle().id
    assert write_bundle(found) == content
    assert sorted(members(content)) == sorted([NAME, ACTIONS, TEXTS, COMPLETENESS])
    assert not any(b"sqlite" in one for one in members(content).values())


@pytest.mark.parametrize("cut", [0, 1, 21, 22, 40, -1, -22, -40, -200])
def test_a_file_that_was_cut_off_is_refused(cut: int) -> None:
    assert refusal(write_bundle(a_bundle())[:cut]) in ("bundle.broken_zip", "bundle.too_many")


def test_every_flipped_byte_is_refused_or_changes_nothing() -> None:
    content = write_bundle(a_bundle())
    for place in range(0, len(content), 7):
        bent = bytearray(content)
        bent[place] ^= 0x55
        try:
            found = read_bundle(io.BytesIO(bytes(bent)), name="file.zip")
        except UserError:
            continue
        assert found == read_bundle(io.BytesIO(content), name="file.zip")


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a\\..\\b", "manifest.json/", "x" * 300])
def test_a_name_that_does_not_belong_there_is_refused(name: str) -> None:
    content = zipped((NAME, b"{}"), (name, b"x"))
    assert refusal(content) == "bundle.odd_member"


def test_a_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped((NAME, b"{}"), (ACTIONS, b"1"), (ACTIONS, b"2"))
    assert refusal(content) == "bundle.twice"


def test_fifty_thousand_members_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped(*((f"{n}", b"") for n in range(50_000)), compression=zipfile.ZIP_STORED)

    def listed(*_: object) -> None:
        raise AssertionError("the list of members is read")

    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", listed)
    assert refusal(content) == "bundle.too_many"
    # The same with a count that lies.
    end = bytearray(content[-22:])
    struct.pack_into("<2H", end, 8, 2, 2)
    assert refusal(content[:-22] + bytes(end)) == "bundle.too_many"


def test_a_bomb_is_refused_before_it_is_inflated() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(ACTIONS, "w") as stream:
        for _ in range(1024):
            stream.write(bytes(1 << 20))
    content = packed.getvalue()
    assert len(content) < 2 << 20
    tracemalloc.start()
    assert refusal(content) == "bundle.too_large"
    _, peak = tracemalloc.get_traced_memory()
    assert peak < 16 << 20
    # The same with a list of members that says it is small.
    bent = bytearray(content)
    place = content.rindex(b"PK\1\2")
    struct.pack_into("<L", bent, place + 24, 1000)
    tracemalloc.reset_peak()
    assert refusal(bytes(bent)) == "bundle.broken_zip"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 << 20


def test_a_member_that_was_altered_is_refused_whatever_it_says() -> None:
    found = members(write_bundle(a_bundle()))
    found[ACTIONS] = found[ACTIONS].replace(b"jia", b"yia")
    assert refusal(pack(found)) == "bundle.altered"
    del found[ACTIONS]
    assert refusal(pack(found)) == "bundle.altered"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m["features"].append("relations-2"), "bundle.newer"),
        (lambda m: m.update(version=2, shelf="x"), "bundle.newer"),
        (lambda m: m.update(shelf="x"), "bundle.misfit"),
        (lambda m: m.update(format="zip"), "bundle.not_ours"),
        (lambda m: m.update(format="annotator-package"), "bundle.is_package"),
        (lambda m: m.update(clock=10**30), "bundle.misfit"),
        (lambda m: m.update(identity=""), "bundle.misfit"),
        (lambda m: m.update(reaches=[]), "bundle.altered"),
        (lambda m: m["counts"].update(actions=1), "bundle.altered"),
        (lambda m: m["members"].append(m["members"][0]), "bundle.altered"),
        (lambda m: m.clear(), "bundle.not_ours"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(change: Callable[[Any], object], message: str) -> None:
    assert refusal(forged(change)) == message


def test_what_brings_decisions_is_nothing_for_a_program_from_before_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def features(content: bytes) -> list[str]:
        return list(json.loads(members(content)[NAME])["features"])

    decision = Decision(id="decision-1", document=DOCUMENT, layer="number", choice="nothing").to_record()
    change = Change(kind="decision", id="decision-1", before=None, after=decision)
    first = replace(an_action(1, ""), changes=(change,))
    first = replace(first, hash=chain("", first))
    manifest = replace(a_bundle().manifest, reaches=reaches_of([first]), counts={"actions": 1, "texts": 1})
    curated = replace(a_bundle(), manifest=manifest, actions=(first,))
    assert features(write_bundle(a_bundle())) == ["journal-1"]
    assert features(write_bundle(curated)) == ["decisions-1", "journal-1"]
    assert read_bundle(io.BytesIO(write_bundle(curated)), name="file.zip") == curated
    monkeypatch.setattr("annotator.bundles.manifest.FEATURES", frozenset({"journal-1"}))
    assert refusal(write_bundle(curated)) == "bundle.newer"
    assert read_bundle(io.BytesIO(write_bundle(a_bundle())), name="file.zip") == a_bundle()


@pytest.mark.parametrize(
    ("member", "change", "message"),
    [
        (ACTIONS, lambda line: line.update(shelf=1), "bundle.misfit"),
        (ACTIONS, lambda line: line.update(seq=True), "bundle.misfit"),
        (ACTIONS, lambda line: line.update(seq=10**30), "bundle.misfit"),
        (ACTIONS, lambda line: line.update(clock=2**63), "bundle.misfit"),
        (ACTIONS, lambda line: line.update(clock=0), "bundle.misfit"),
        (ACTIONS, lambda line: line.update(changes=[]), "bundle.misfit"),
        (ACTIONS, lambda line: line["changes"][0].update(kind="setting"), "bundle.misfit"),
        (ACTIONS, lambda line: line["changes"][0].update(v=2), "bundle.newer"),
        (ACTIONS, lambda line: line["changes"][0].update(id="another"), "bundle.misfit"),
        (ACTIONS, lambda line: line["changes"][0]["after"].update(state="done"), "bundle.misfit"),
        (ACTIONS, lambda line: line["changes"][0]["after"].pop("note"), "bundle.misfit"),
        (ACTIONS, lambda line: line.update(actor="\ud800"), "jsonl.half_character"),
        (ACTIONS, lambda line: line.update(at=1.5), "jsonl.not_json"),
        (ACTIONS, lambda line: line.update(replica="other"), "bundle.altered"),
        (TEXTS, lambda line: line.update(text="另一份"), "bundle.misfit"),
        (TEXTS, lambda line: line.update(text="\udfff"), "jsonl.half_character"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(
    member: str, change: Callable[[Any], object], message: str
) -> None:
    assert refusal(with_line(member, change)) == message


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b"9" * 10_000, b"NaN", b"\xff\xfe", b'{"a":1,"a":1}', b"null"]
)
def test_a_line_that_is_no_json_of_ours_is_refused(line: bytes) -> None:
    assert refusal(forged(lambda _: None, {ACTIONS: line + b"\n"})).startswith(("jsonl.", "bundle."))


def test_two_actions_of_one_id_are_refused() -> None:
    first, second = members(write_bundle(a_bundle()))[ACTIONS].splitlines(keepends=True)
    twice = second.replace(b'"id":"action-2"', b'"id":"action-1"')
    assert refusal(forged(lambda _: None, {ACTIONS: first + twice})) == "bundle.altered"


def test_what_is_no_zip_at_all_is_refused() -> None:
    for content in (b"", b"PK", b"SQLite format 3\0" + bytes(4096), bytes(1 << 20), b"PK\5\6" + bytes(18)):
        assert refusal(content).startswith("bundle.")
    with pytest.raises(UserError, match=r"bundle\.is_bundle"):
        read_package(io.BytesIO(write_bundle(a_bundle())), name="file.zip")
    stray = forged(lambda _: None, {"records.jsonl": b""})
    assert refusal(stray) == "bundle.odd_member"
