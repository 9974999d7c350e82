"""Owns rows of the grid as text that a spreadsheet takes: tabs between cells, heads first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotator.ui.grid.columns import Column
from annotator.ui.grid.model import GridModel, column_words
from annotator.ui.grid.writing import at_first
from annotator.ui.models.wording import THIN

_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@")


def as_tsv(model: GridModel, rows: Iterable[int], columns: Sequence[Column]) -> str:
    """Return rows as tab-separated lines; values are plain decimals, and no text is taken for a formula."""
    lines = ["\t".join(column_words(column) for column in columns)]
    for row in rows:
        lines.append("\t".join(_cell(model, row, column) for column in columns))
    return "\n".join(lines) + "\n"


def _cell(model: GridModel, row: int, column: Column) -> str:
    line, spot = model.line(row), model.spot(row)
    if spot is None:
        return ""
    words = at_first(spot, column) if column == Column.VALUE else model.words(line, spot, column)
    words = _BREAKS.sub(" ", words).replace(THIN, "")
    is_formula = column != Column.VALUE and words.startswith(_FORMULA)
    return f"'{words}" if is_formula else words
