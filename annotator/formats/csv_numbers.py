"""Owns the ledger of numbers: one CSV row per number, for a spreadsheet or a statistics program."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO

from annotator.errors import UserError
from annotator.formats import Inspection, WriteSummary, fresh_file, main_file, opened, refuse_unknown_options
from annotator.model.annotations import MACHINE, SUGGESTIONS, Annotation, Suggestion
from annotator.model.canonical import Json, dump
from annotator.model.corpus import Corpus, CorpusDocument
from annotator.model.documents import Section
from annotator.model.spans import text_of
from annotator.model.tagsets import Tagset

FILE = "numbers.csv"
ENCODING = "utf-8-sig"
DOCUMENT_COLUMNS = ("document", "file", "title", "body", "region", "year")
PLACE_COLUMNS = ("section", "start", "end", "fragments", "text")
FEATURE_COLUMNS = (
    *("value", "value_max", "values", "unit", "unit_norm", "magnitude", "qualifier", "qualifier_norm"),
    *("kind", "direction", "iso", "indicator", "period", "period_from", "period_to"),
    *("role", "aspect", "scope"),
)
"""The features that have a column in every file, in this order; others of the tagset follow."""
ANSWER_COLUMNS = ("layer", "label", "owner", "verdict")
MACHINE_COLUMNS = ("machine_start", "machine_end", "machine_value", "machine_value_max", "machine_unit")
LAST_COLUMNS = ("links", "reason", "note", "id")
ORIGIN_COLUMNS = ("origin", "from")
"""Where gold comes from, and whose answers it was; there only where anything was decided."""
DECIMAL_COLUMNS = frozenset({"value", "value_max", "machine_value", "machine_value_max"})
COUNT_COLUMNS = frozenset({"start", "end", "machine_start", "machine_end"})

LINKED = " | "
"""Between two links of one number, each ``relation=words``."""

LONGEST_FIELD = 1 << 28
"""Most characters that a cell is read with."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SKIPPED = " \u00a0\u3000\ufeff\u200b"
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,12}", re.ASCII)
_MISREAD = re.compile(r"0[0-9]+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+", re.ASCII)
_EXACT_DIGITS = 15
"""A spreadsheet keeps so many digits of a number and rounds the rest away."""

Row = dict[str, str]

ROW_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": [
        *(*DOCUMENT_COLUMNS, *PLACE_COLUMNS, *FEATURE_COLUMNS),
        *(*ANSWER_COLUMNS, *MACHINE_COLUMNS, *LAST_COLUMNS),
    ],
    "properties": {
        "document": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        **{column: {"type": "string", "pattern": "^([0-9]+)?$"} for column in sorted(COUNT_COLUMNS)},
        **{
            column: {"type": "string", "pattern": "^(-?(0|[1-9][0-9]*)([.][0-9]+)?)?$"}
            for column in sorted(DECIMAL_COLUMNS)
        },
        "verdict": {"enum": ["", "confirmed", "corrected", "rejected"]},
    },
    "additionalProperties": {"type": "string"},
}
"""One row as ``read_rows`` gives it: every cell is text, "" where nothing is known."""


def guarded(cell: str, *, is_number: bool = False) -> str:
    """Return a cell as it may be written: a leading apostrophe where a spreadsheet would calculate
    (=, +, -, @, tab, line end, and their full-width forms) or would round or reshape a text that
    looks like a number (long digits, leading noughts, 12E5).

    A plain decimal number is left alone, negative too; in a column of numbers however long.
    """
    if not cell:
        return cell
    if _PLAIN.fullmatch(cell) and (is_number or sum(map(str.isdigit, cell)) <= _EXACT_DIGITS):
        return cell
    # An apostrophe that was there gets another, so that taking one away is exact.
    is_risky = cell.lstrip(_SKIPPED).startswith(_FORMULA) or cell.startswith("'")
    return "'" + cell if is_risky or _PLAIN.fullmatch(cell) or _MISREAD.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return what ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") else cell


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file, or of the folder that holds it, with their exact values.

    Raises:
        UserError: it is not there or no CSV in UTF-8 of this shape; with the line's number.
    """
    file_path = main_file(path, FILE)
    with opened(file_path) as file:
        yield from _rows_of(file, str(file_path))


def _rows_of(file: BinaryIO, name: str) -> Iterator[Row]:
    before = csv.field_size_limit(LONGEST_FIELD)
    text = io.TextIOWrapper(file, encoding=ENCODING, newline="")
    reader = csv.reader(text, strict=True)
    try:
        columns = next(reader, [])
        if len(set(columns)) < len(columns) or not set(ROW_SCHEMA["required"]) <= set(columns):
            raise UserError("csv.other_columns", file=name)
        for cells in reader:
            if len(cells) != len(columns):
                raise UserError("csv.broken", file=name, line=reader.line_num)
            yield dict(zip(columns, map(unguarded, cells), strict=True))
    except (csv.Error, UnicodeDecodeError):
        raise UserError("csv.broken", file=name, line=reader.line_num) from None
    finally:
        text.detach()
        csv.field_size_limit(before)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLedger:
    """One row per number of the owners asked for: where it stands, what it says, who says so.

    A number is an annotation whose label has the feature ``value`` in the tagset.  Rejected ones are
    rows too, with their verdict.
    """

    name: str = "csv"
    suffix: str = ".csv"
    writes: bool = True
    reads: bool = False
    needs: str = ""
    cannot_carry: tuple[str, ...] = (
        "texts",
        "labels",
        "features",
        "machine",
        "suggestions",
        "relations",
        "states",
        "checks",
        "decisions",
    )

    def write(self, corpus: Corpus, folder: Path, options: Mapping[str, str]) -> WriteSummary:
        """Write ``numbers.csv``: UTF-8 with a byte order mark, lines end in CRLF; no options."""
        refuse_unknown_options(self.name, options, known=())
        ledger = _Ledger(corpus)
        with fresh_file(folder / FILE) as file:
            text = io.TextIOWrapper(file, encoding=ENCODING, newline="")
            try:
                writer = csv.writer(text, lineterminator="\r\n")
                writer.writerow(ledger.columns)
                for row in ledger.rows():
                    writer.writerow(
                        [guarded(row[each], is_number=each in ledger.numeric) for each in ledger.columns]
                    )
            finally:
                # Left to itself, the wrapper would close the file before it is on the disk.
                text.detach()
        written = {"rows": ledger.written}
        return WriteSummary(files=(FILE,), written=written, lost=dict(ledger.lost))

    def read(self, path: Path) -> Corpus:
        """Refuse: a ledger holds no texts, so no project can be made of it; see ``read_rows``."""
        raise UserError("format.cannot_read", name=self.name)

    def differences(self, corpus: Corpus, folder: Path) -> Iterator[str]:
        """Compare every cell that was written with what is read back."""
        rows = zip_longest(_Ledger(corpus).rows(), read_rows(folder))
        for number, (ours, theirs) in enumerate(rows, start=1):
            if ours != theirs:
                yield f"row {number}"

    def inspect(self, folder: Path) -> Inspection:
        """Look at every row's form: there is no text here, so spans are compared in length alone."""
        rows, spans, troubles = 0, 0, []
        for rows, row in enumerate(read_rows(folder), start=1):
            troubles += [f"row {rows}: {column}" for column in _bad_cells(row)]
            spans += bool(row["start"])
        return Inspection(spans=spans, written={"rows": rows}, troubles=tuple(troubles))


FORMAT = NumberLedger()


def _bad_cells(row: Row) -> Iterator[str]:
    """The columns of a row whose cell cannot be right."""
    for column in DECIMAL_COLUMNS:
        if row[column] and not _PLAIN.fullmatch(row[column]):
            yield column
    places = [row["start"], row["end"]]
    if not all(_COUNT.fullmatch(place) for place in places):
        if any(places):
            yield "start"
        return
    is_whole = row["fragments"] == f"{row['start']}-{row['end']}"
    if is_whole and int(row["end"]) - int(row["start"]) != len(row["text"]):
        yield "text"


class _Ledger:
    """The rows of a corpus, and a tally of what they leave out."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._of_machine = corpus.header.owners == SUGGESTIONS
        self._labels = _number_labels(corpus.header.tagset)
        more = sorted(
            {feature for features in self._labels.values() for feature in features}
            - {*FEATURE_COLUMNS, *LAST_COLUMNS}
        )
        taken = {*DOCUMENT_COLUMNS, *PLACE_COLUMNS, *ANSWER_COLUMNS, *MACHINE_COLUMNS}
        self._features = (*FEATURE_COLUMNS, *(each for each in more if each not in taken))
        self.columns = (*DOCUMENT_COLUMNS, *PLACE_COLUMNS, *self._features, *ANSWER_COLUMNS)
        self.columns += (*MACHINE_COLUMNS, *LAST_COLUMNS)
        if corpus.header.counts.get("decisions"):
            self.columns += ORIGIN_COLUMNS
        decimals = {
            feature for found in self._labels.values() for feature, kind in found.items() if kind == "decimal"
        }
        self.numeric = COUNT_COLUMNS | DECIMAL_COLUMNS | (decimals & set(self._features))
        self.lost: Counter[str] = Counter()
        self.written = 0

    def rows(self) -> Iterator[Row]:
        """Every row, by document and place."""
        for document in self._corpus.documents():
            links, origins = _links(document), document.origins()
            found = sum(map(len, links.values()))
            said = map(_as_annotation, document.suggestions) if self._of_machine else document.annotations
            if not self._of_machine:
                self._lose("suggestions", len(document.suggestions))
            self._lose("texts", 1)
            self._lose("states", len(document.progress))
            self._lose("checks", len(document.crosschecks))
            for annotation in said:
                if (annotation.layer, annotation.label) in self._labels:
                    self.written += 1
                    told = links.pop(annotation.id, [])
                    row = {**self._row(document, annotation), "links": LINKED.join(told)}
                    decision = origins.pop(annotation.id, None)
                    if decision is not None:
                        row |= {"origin": decision.choice, "from": LINKED.join(decision.taken)}
                    yield row
                else:
                    self._lose("labels", 1)
            # A decision for nothing has no row, nor has what was decided of anything but numbers.
            self._lose("decisions", len(origins) + sum(not each.gold for each in document.decisions))
            # What is left over leads from something that has no row.
            beyond = len(document.relations) - found
            self._lose("relations", beyond + sum(map(len, links.values())))

    def _lose(self, kind: str, number: int) -> None:
        if number:
            self.lost[kind] += number

    def _row(self, document: CorpusDocument, annotation: Annotation) -> Row:
        known = {key: _cell(value) for key, value in document.document.features.items()}
        row = dict.fromkeys(self.columns, "")
        row |= {column: known.get(column, "") for column in DOCUMENT_COLUMNS}
        row |= {"document": document.document.id, "file": document.document.source}
        if annotation.fragments:
            start, end = annotation.fragments[0][0], annotation.fragments[-1][1]
            row |= {"start": str(start), "end": str(end), "section": _section(document.sections, start)}
        row["fragments"] = ";".join(f"{start}-{end}" for start, end in annotation.fragments)
        row["text"] = text_of(document.text, annotation.fragments)
        carried = {*self._features, "reason"}
        for feature, value in annotation.features.items():
            if feature in carried:
                row[feature] = _cell(value)
            else:
                self._lose("features", 1)
        if annotation.machine is not None:
            row |= _machine_cells(annotation.machine)
            self._lose("machine", 1)
        row |= {"layer": annotation.layer, "label": annotation.label, "owner": annotation.owner}
        row |= {"verdict": annotation.verdict or "", "note": annotation.note, "id": annotation.id}
        return row


def _number_labels(tagset: Tagset) -> dict[tuple[str, str], dict[str, str]]:
    """The labels that have a value, with their features and types."""
    return {
        (layer.id, label.id): {feature.id: feature.type for feature in label.features}
        for layer in tagset.layers
        for label in layer.labels
        if label.feature("value") is not None
    }


def _as_annotation(suggestion: Suggestion) -> Annotation:
    return Annotation(
        id=f"{suggestion.extractor}:{suggestion.start}-{suggestion.end}",
        document="",
        owner=MACHINE,
        layer=suggestion.layer,
        label=suggestion.label,
        fragments=suggestion.fragments,
        features=suggestion.features,
        machine=suggestion,
    )


def _machine_cells(machine: Suggestion) -> Row:
    return {
        "machine_start": str(machine.start),
        "machine_end": str(machine.end),
        "machine_value": _cell(machine.features.get("value")),
        "machine_value_max": _cell(machine.features.get("value_max")),
        "machine_unit": _cell(machine.features.get("unit")),
    }


def _links(document: CorpusDocument) -> dict[str, list[str]]:
    """What each annotation is related to within the document: the relation and the words it reaches."""
    words = {each.id: text_of(document.text, each.fragments) for each in document.annotations}
    found: dict[str, list[str]] = defaultdict(list)
    for relation in document.relations:
        if relation.target in words:
            found[relation.source].append(f"{relation.label}={words[relation.target]}")
    return found


def _section(sections: Sequence[Section], position: int) -> str:
    """The headings above a position, from the outermost, as written."""
    around = [each for each in sections if each.start <= position < each.end_of_section]
    return " > ".join(each.marker + each.title for each in sorted(around, key=lambda each: each.depth))


def _cell(value: Json) -> str:
    """Text as it is; lists and truth values as JSON, so that they can be read back."""
    if value is None:
        return ""
    return value if isinstance(value, str) else dump(value)
