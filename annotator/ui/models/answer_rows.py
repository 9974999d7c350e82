"""Owns the answers of one case side by side: a column for each reviewer, the machine and gold, a row for each
field, and who says the same."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.numbers import normal
from annotator.i18n import tr
from annotator.model.annotations import Suggestion
from annotator.model.curation import UNSAID, Case, Content, content_of, suggested
from annotator.model.tagsets import Tagset
from annotator.ui.models.case_words import GOLD_COLUMN, LABEL, MACHINE, PLACES, CaseWords, spec_of

SIGNS = ("●", "▲", "■", "◆", "▼", "★")
"""Signs for those who say the same, the most first: they stay apart without any colour."""
NOTHING = "○"
"""The sign of who says that there is nothing."""
_QUIET = frozenset({"frame_confidence", "frame_doubts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: whose it is, what it says, its sign, and the number of its key, 0 for none.  ``was_asked``
    is False for a reviewer who did not declare that part complete, and for a machine that was not there."""

    owner: str
    name: str
    contents: tuple[Content, ...] = ()
    sign: str = ""
    key: int = 0
    was_asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field: its id and name, a cell for each column, and whether reviewers differ in it; then ``signs``
    tell which cells are alike."""

    field: str
    name: str
    cells: tuple[str, ...]
    differs: bool
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The table of one case."""

    columns: tuple[Column, ...] = ()
    rows: tuple[FieldRow, ...] = ()

    def column(self, owner: str) -> Column | None:
        """The column of a reviewer, of the machine, or of gold."""
        return next((one for one in self.columns if one.owner == owner), None)


def key_of(contents: Sequence[Content]) -> Hashable:
    """Return what is said, equal for answers that do not differ."""
    return tuple((one.label, _placed(one), _stated(one)) for one in contents)


def _placed(one: Content) -> Hashable:
    if one.target == "span":
        return one.fragments
    return one.fragments[0][0] if one.fragments else -1


def _stated(one: Content) -> Hashable:
    features = ((name, normal(name, value)) for name, value in one.features.items() if name not in UNSAID)
    return frozenset((name, value) for name, value in features if value is not None)


def signs_of(answers: Mapping[str, tuple[Content, ...]]) -> dict[Hashable, str]:
    """Return what is said -> its sign: that of most reviewers first."""
    groups: dict[Hashable, list[str]] = {}
    for owner, contents in sorted(answers.items()):
        groups.setdefault(key_of(contents), []).append(owner)
    found: dict[Hashable, str] = {(): NOTHING}
    given = sorted((key for key in groups if key), key=lambda key: (-len(groups[key]), groups[key]))
    for n, key in enumerate(given):
        found[key] = SIGNS[min(n, len(SIGNS) - 1)]
    return found


def answers_of(
    case: Case,
    *,
    readers: Sequence[str],
    machine: Suggestion | None,
    result: tuple[Content, ...] | None,
    words: CaseWords,
    tagset: Tagset,
) -> Answers:
    """Return the table of a case.

    ``readers`` are the columns, in order, ``result`` what gold would say as things are put together, None for
    what it says.
    """
    said = {owner: tuple(map(content_of, case.answers[owner])) for owner in case.answers}
    signs = signs_of(said)
    columns = [
        Column(
            owner=owner,
            name=words.who(case.document, owner),
            contents=said.get(owner, ()),
            sign=signs[key_of(said[owner])] if owner in said else "",
            key=n,
            was_asked=owner in said,
        )
        for n, owner in enumerate(readers, start=1)
    ]
    if not case.is_relation:
        contents = (suggested(machine),) if machine is not None else ()
        sign = signs.get(key_of(contents), "") if contents else ""
        columns.append(
            Column(
                owner=MACHINE,
                name=words.who(case.document, MACHINE),
                contents=contents,
                sign=sign,
                was_asked=machine is not None,
            )
        )
    gold = tuple(map(content_of, case.gold)) if result is None else result
    is_decided = case.decision is not None or result is not None or bool(gold)
    columns.append(
        Column(
            owner=GOLD_COLUMN,
            name=tr("ui.case.gold"),
            contents=gold,
            sign=signs.get(key_of(gold), "") if is_decided else "",
            was_asked=is_decided,
        )
    )
    return Answers(columns=tuple(columns), rows=_rows(case, columns, words, tagset))


def _rows(case: Case, columns: Sequence[Column], words: CaseWords, tagset: Tagset) -> tuple[FieldRow, ...]:
    contents = [one for column in columns for one in column.contents]
    fields = [] if case.is_relation else [PLACES]
    fields += [LABEL, *_features(case, contents, tagset)]
    rows = [_row(case, field, columns, words) for field in fields]
    return tuple(sorted(rows, key=lambda row: (not row.differs, row.field not in (PLACES, LABEL))))


def _features(case: Case, contents: Sequence[Content], tagset: Tagset) -> list[str]:
    """The features that anybody says anything of, in the order of the tagset."""
    named = {name for one in contents for name, value in one.features.items() if value not in (None, "", [])}
    order = [
        spec.id
        for one in contents
        if (label := tagset.label(one.layer, one.label)) is not None
        for spec in label.features
    ]
    known = [name for name in dict.fromkeys(order) if name in named]
    rest = sorted(named - set(known))
    return [name for name in (*known, *rest) if name not in UNSAID | _QUIET and _is_shown(case, name, tagset)]


def _is_shown(case: Case, feature: str, tagset: Tagset) -> bool:
    """Records that nobody can read stay out, unless they are what differs."""
    spec = spec_of(tagset, case, feature)
    is_readable = spec is None or spec.type not in ("records",)
    return is_readable or any(one.endswith(f":{feature}") for one in case.differences)


def _row(case: Case, field: str, columns: Sequence[Column], words: CaseWords) -> FieldRow:
    cells = tuple(_cell(case, field, column, words) for column in columns)
    said = [tuple(_compared(field, one) for one in column.contents) for column in columns]
    reviewers = [
        values
        for column, values in zip(columns, said, strict=True)
        if column.owner not in (MACHINE, GOLD_COLUMN) and values
    ]
    differs = len(set(reviewers)) > 1
    order = sorted(set(reviewers), key=lambda values: (-reviewers.count(values), reviewers.index(values)))
    signs = {values: SIGNS[min(n, len(SIGNS) - 1)] for n, values in enumerate(order)}
    return FieldRow(
        field=field,
        name=words.feature(case, field),
        cells=cells,
        differs=differs,
        signs=tuple(signs.get(values, "") for values in said) if differs else (),
    )


def _compared(field: str, content: Content) -> Hashable:
    if field == PLACES:
        return _placed(content)
    return content.label if field == LABEL else normal(field, content.features.get(field))


def _why_bare(column: Column) -> str:
    """Why a column says nothing at all."""
    why = {MACHINE: "ui.case.no_suggestion", GOLD_COLUMN: "ui.case.undecided"}
    return tr(why.get(column.owner, "ui.case.not_asked"))


def _cell(case: Case, field: str, column: Column, words: CaseWords) -> str:
    if not column.was_asked:
        return _why_bare(column) if field == PLACES else ""
    if not column.contents:
        return tr("ui.case.nothing") if field in (PLACES, LABEL) else ""
    return tr("ui.case.and").join(words.value(case, field, one) or "—" for one in column.contents)
