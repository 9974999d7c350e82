"""Owns how the project's own words and the lists they stand on are put into words."""

from __future__ import annotations

from annotator.i18n import tr
from annotator.model.terms import FREE, SENSES, Term, WordList
from annotator.ui.models.wording import one_line

LISTS: tuple[WordList, ...] = ("unit", "not_a_number", "qualifier", "indicator", "body")
"""In the order they are offered in: what is taught most comes first."""


def list_words(name: WordList) -> str:
    """Return what a list is called."""
    return tr(f"term.list.{name}")


def sense_words(name: WordList, sense: str) -> str:
    """Return what a word of a list means; "" where it means nothing more."""
    if not sense or name in FREE:
        return one_line(sense)
    at = SENSES[name].index(sense) if sense in SENSES[name] else -1
    # Scopes of bodies are Chinese words themselves: their messages are told by their place.
    return tr(f"term.sense.{name}.{at}") if at >= 0 else one_line(sense)


def term_words(term: Term) -> str:
    """Return a word with its list and its sense, in one line."""
    means = sense_words(term.list, term.sense)
    where = list_words(term.list)
    return f"“{one_line(term.word)}” · {where}" + (f" · {means}" if means else "")
