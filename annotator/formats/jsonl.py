"""Owns native JSONL: a header line, then one line a document with everything known of it; loss-less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from annotator.errors import UserError
from annotator.formats import Inspection, WriteSummary, fresh_file, main_file, opened, refuse_unknown_options
from annotator.model import native
from annotator.model.annotations import Annotation, Progress, Relation, Suggestion
from annotator.model.canonical import Json, Record, digest, dump
from annotator.model.corpus import (
    COUNTS,
    Corpus,
    CorpusDocument,
    Division,
    ExtractorStamp,
    Header,
    Refusal,
    Reviewer,
)
from annotator.model.crosschecks import Crosscheck, crosscheck_id
from annotator.model.curation import Decision, Rule
from annotator.model.documents import Document, Section
from annotator.model.spans import as_fragments, text_of
from annotator.model.strict_json import misfit, values
from annotator.model.terms import Term
from annotator.tagsets import parse_tagset

FILE = "project.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLines:
    """The native format: what is exported and loaded into a new project makes an equal one."""

    name: str = "jsonl"
    suffix: str = ".jsonl"
    writes: bool = True
    reads: bool = True
    needs: str = ""
    cannot_carry: tuple[str, ...] = ()

    def write(self, corpus: Corpus, folder: Path, options: Mapping[str, str]) -> WriteSummary:
        """Write ``project.jsonl``; there are no options."""
        refuse_unknown_options(self.name, options, known=())
        written = Counter(dict.fromkeys(COUNTS, 0))
        with fresh_file(folder / FILE) as file:
            file.write(_line(_header_record(corpus.header)))
            for document in corpus.documents():
                file.write(_line(_document_record(document)))
                written.update(document.counts())
        return WriteSummary(files=(FILE,), written=dict(written))

    def read(self, path: Path) -> Corpus:
        """Read the file, or the folder that holds it; what does not fit its text is left out of the
        documents and listed with them.

        Raises:
            UserError: a line is no JSON, not of this format, of a newer version, lacks something, or
                the file ends before its time; with the line's number.
        """
        file_path = main_file(path, FILE)
        with opened(file_path) as file:
            first = next(values(file, str(file_path)), None)
        header = _header(None if first is None else first[1], str(file_path))
        return Corpus(header=header, stream=lambda: _documents(file_path, header))

    def differences(self, corpus: Corpus, folder: Path) -> Iterator[str]:
        """Compare every value that was written with what is read back."""
        found = self.read(folder)
        if found.header != corpus.header:
            yield "header"
        for ours, theirs in zip_longest(corpus.documents(), found.documents()):
            if ours != theirs:
                yield f"document {(ours or theirs).document.id[:12]}"

    def inspect(self, folder: Path) -> Inspection:
        """Slice every span anew and count."""
        corpus = self.read(folder)
        written, spans, troubles = Counter(dict.fromkeys(COUNTS, 0)), 0, []
        for document in corpus.documents():
            troubles += [
                f"line {each.line}: {each.kind} {each.id}: {each.reason}" for each in document.refusals
            ]
            spans += len(document.suggestions) + sum(len(each.fragments) for each in document.annotations)
            written.update(document.counts())
        if dict(written) != corpus.header.counts:
            troubles.append(f"the header counts {dump(dict(corpus.header.counts))}, found {dump(written)}")
        return Inspection(spans=spans, written=dict(written), troubles=tuple(troubles))


FORMAT = JsonLines()


# Writing -------------------------------------------------------------------------------------------


def _line(record: Record) -> bytes:
    return dump(record).encode("utf-8") + b"\n"


def _header_record(header: Header) -> Record:
    tagset, division = header.tagset, header.division
    record: Record = {
        "format": native.FORMAT,
        "version": native.VERSION,
        "offset_unit": native.OFFSET_UNIT,
        "text": header.text,
        "project": header.project,
        "owners": header.owners,
        "layers": list(header.layers),
        "tagset": {"name": tagset.id, "version": tagset.version, "source": tagset.source},
        "reviewers": [reviewer.to_record() for reviewer in header.reviewers],
        "lexicons": [
            {"extractor": each.extractor, "version": each.version, "lexicon": each.lexicon}
            for each in header.extractors
        ],
        "counts": dict(header.counts),
        "progress": {owner: dict(counts) for owner, counts in header.progress.items()},
    }
    if header.terms:
        record["terms"] = [term.to_record() for term in header.terms]
    if header.rules:
        record["casebook"] = [_without(rule.to_record(), "owner") for rule in header.rules]
    if division is not None:
        parts = [{"name": name, "weight": weight} for name, weight in division.parts]
        record["split"] = {"parts": parts, "seed": division.seed, "group_by": division.group_by}
    return record


def _document_record(each: CorpusDocument) -> Record:
    document, text, origins = each.document.to_record(), each.text, each.origins()
    record: Record = {
        "document": document.pop("id"),
        "sha256": digest(text),
        **document,
        "text": text,
        "sections": [section.to_record() for section in each.sections],
        "extractors": {
            name: {"version": version, "lexicon": lexicon}
            for name, (version, lexicon) in each.extractors.items()
        },
        "suggestions": [{**s.to_record(), "text": text[s.start : s.end]} for s in each.suggestions],
        "annotations": [
            {
                **_without(a.to_record(), "document"),
                "text": text_of(text, a.fragments),
                **_origin(origins.get(a.id)),
            }
            for a in each.annotations
        ],
        "relations": [
            {**_without(relation.to_record(), "document"), **_origin(origins.get(relation.id))}
            for relation in each.relations
        ],
        "states": [_without(progress.to_record(), "document", "id") for progress in each.progress],
    }
    if each.crosschecks:
        record["checks"] = [_without(check.to_record(), "document", "id") for check in each.crosschecks]
    if each.decisions:
        record["decisions"] = [_without(one.to_record(), "document", "owner") for one in each.decisions]
    if each.split:
        record["split"] = each.split
    return record


def _origin(decision: Decision | None) -> Record:
    return {} if decision is None else {"origin": decision.choice, "from": list(decision.taken)}


def _without(record: Record, *keys: str) -> Record:
    return {key: value for key, value in record.items() if key not in keys}


# Reading -------------------------------------------------------------------------------------------


def _header(value: Json, file: str) -> Header:
    if not isinstance(value, dict) or value.get("format") != native.FORMAT:
        raise UserError("jsonl.not_ours", file=file)
    version = value.get("version")
    if isinstance(version, int) and version > native.VERSION:
        raise UserError("jsonl.newer", file=file, version=str(version)[:20], known=native.VERSION)
    where = misfit(value, native.HEADER_SCHEMA)
    if where is not None:
        raise UserError("jsonl.shape", file=file, line=1, where=where)
    split = value.get("split")
    return Header(
        project=value["project"],
        tagset=parse_tagset(value["tagset"]["source"], name=value["tagset"]["name"]),
        reviewers=tuple(Reviewer(**reviewer) for reviewer in value["reviewers"]),
        extractors=tuple(ExtractorStamp(**stamp) for stamp in value["lexicons"]),
        counts=value["counts"],
        progress=value["progress"],
        owners=value["owners"],
        layers=tuple(value["layers"]),
        text=value["text"],
        terms=tuple(Term.from_record(term) for term in value.get("terms", ())),
        rules=tuple(Rule.from_record(rule) for rule in value.get("casebook", ())),
        division=None
        if split is None
        else Division(
            parts=tuple((part["name"], part["weight"]) for part in split["parts"]),
            seed=split["seed"],
            group_by=split["group_by"],
        ),
    )


def _documents(path: Path, header: Header) -> Iterator[CorpusDocument]:
    found = 0
    with opened(path) as file:
        lines = values(file, str(path))
        # The header, which ``read`` has looked at.
        next(lines, None)
        for number, value in lines:
            where = misfit(value, native.DOCUMENT_SCHEMA)
            if where is not None:
                raise UserError("jsonl.shape", file=str(path), line=number, where=where or "{}")
            found += 1
            yield _Line(value=value, number=number, header=header).document()
    if found != header.counts["documents"]:
        raise UserError(
            "jsonl.documents_missing", file=str(path), found=found, wanted=header.counts["documents"]
        )


class _Line:
    """One document line being read: what contradicts its text is refused, the rest is taken."""

    def __init__(self, *, value: Record, number: int, header: Header) -> None:
        self._value = value
        self._id: str = value["document"]
        self._text: str = value["text"]
        self._number = number
        self._is_original = header.text == "original"
        self._refusals: list[Refusal] = []

    def document(self) -> CorpusDocument:
        """The document with everything that fits it."""
        value = self._value
        document = Document(
            id=self._id,
            source=value["source"],
            encoding=value["encoding"],
            bytes_sha256=value["bytes_sha256"],
            imported_at=value["imported_at"],
            chars=value["chars"],
            features=value["features"],
        )
        hashes = {value["sha256"], self._id} if self._is_original else {value["sha256"]}
        if hashes != {digest(self._text)}:
            return self._refused(document, UserError("load.other_text", document=document.name))
        if self._is_original and document.chars != len(self._text):
            return self._refused(document, UserError("load.other_length", document=document.name))
        return CorpusDocument(
            document=document,
            text=self._text,
            sections=tuple(self._sections()),
            extractors={k: (v["version"], v["lexicon"]) for k, v in value["extractors"].items()},
            suggestions=tuple(self._suggestions()),
            annotations=tuple(self._annotations()),
            relations=tuple(
                Relation(**_without(each, *native.ORIGIN), document=self._id) for each in value["relations"]
            ),
            progress=tuple(Progress.from_record({**each, "document": self._id}) for each in value["states"]),
            crosschecks=tuple(self._crosschecks()),
            decisions=tuple(
                Decision.from_record({**each, "document": self._id}) for each in value.get("decisions", ())
            ),
            split=value.get("split", ""),
            refusals=tuple(self._refusals),
            line=self._number,
        )

    def _refused(self, document: Document, reason: UserError) -> CorpusDocument:
        self._refuse("document", document.id, reason)
        refusals = tuple(self._refusals)
        return CorpusDocument(document=document, text="", refusals=refusals, line=self._number)

    def _refuse(self, kind: str, place: str, reason: UserError) -> None:
        self._refusals.append(Refusal(kind=kind, id=place, reason=reason, line=self._number))

    def _sections(self) -> Iterator[Section]:
        for each in self._value["sections"]:
            section = Section(**each)
            places = [section.start, section.end, section.end_of_section, len(self._text)]
            if places == sorted(places):
                yield section
            else:
                self._refuse("section", section.title, UserError("load.outside_text"))

    def _suggestions(self) -> Iterator[Suggestion]:
        seen: set[tuple[str, int, int]] = set()
        for each in self._value["suggestions"]:
            words = each.pop("text")
            suggestion = Suggestion.from_record(each)
            stamp = self._value["extractors"].get(suggestion.extractor, {})
            place = f"{suggestion.extractor} {suggestion.start}-{suggestion.end}"
            try:
                self._check_place(suggestion, least=1)
                if self._text[suggestion.start : suggestion.end] != words:
                    raise UserError("load.other_words", said=_short(words))
                if stamp != {"version": suggestion.version, "lexicon": suggestion.lexicon}:
                    raise UserError("load.other_extractor", extractor=suggestion.extractor)
                if suggestion.key in seen:
                    raise UserError("load.twice", id=place)
            except UserError as reason:
                self._refuse("suggestion", place, reason)
            else:
                seen.add(suggestion.key)
                yield suggestion

    def _check_place(self, suggestion: Suggestion, *, least: int) -> None:
        if not suggestion.start + least <= suggestion.end <= len(self._text):
            raise UserError("load.outside_text")

    def _annotations(self) -> Iterator[Annotation]:
        for each in self._value["annotations"]:
            words = each.pop("text")
            each = _without(each, *native.ORIGIN)
            try:
                fragments = as_fragments(each["fragments"], length=len(self._text))
                annotation = Annotation.from_record({**each, "document": self._id})
                if bool(fragments) == (annotation.target == "document"):
                    raise UserError("load.other_target", target=annotation.target)
                if text_of(self._text, fragments) != words:
                    raise UserError("load.other_words", said=_short(words))
                if annotation.machine is not None:
                    # On the clean text the place of what was answered may have shrunk to nothing.
                    self._check_place(annotation.machine, least=1 if self._is_original else 0)
            except UserError as reason:
                self._refuse("annotation", each["id"], reason)
            else:
                yield annotation

    def _crosschecks(self) -> Iterator[Crosscheck]:
        for each in self._value.get("checks", ()):
            found = Crosscheck.from_record({**each, "document": self._id, "id": ""})
            found = replace(found, id=crosscheck_id(self._id, found.owner, found.key))
            ends = [n for each in found.operands if not each.document for n in (each.start, each.end)]
            if all(0 <= n <= len(self._text) for n in ends):
                yield found
            else:
                self._refuse("crosscheck", found.id, UserError("load.outside_text"))


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:29] + "…"
