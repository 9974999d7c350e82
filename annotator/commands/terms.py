"""Owns adding words to the word lists of the extractors, for one project, and taking them out again."""

from __future__ import annotations

from typing import get_args

from annotator.commands.context import Context
from annotator.errors import UserError
from annotator.model.changes import Change, Step
from annotator.model.terms import FREE, SENSES, Term, WordList

LONGEST = 24
"""Characters of the longest word a list takes; a longer one is a sentence."""


def add_term(context: Context, /, *, list: str, word: str, sense: str = "") -> Step:
    """Add a word to a list.

    Raises:
        UserError: no such list or sense, no word, or it is there already.
    """
    term = _checked(list, word, sense, context.actor)
    before = context.view.record("term", term.id)
    if before == term.to_record():
        raise UserError("term.known", word=term.word)
    change = Change(kind="term", id=term.id, before=before, after=term.to_record())
    return Step(verb="add_term", changes=(change,))


def remove_term(context: Context, /, *, term: str) -> Step:
    """Take a word of one's own out of its list.

    Raises:
        UserError: there is none of that id, or somebody else added it.
    """
    before = context.view.record("term", term)
    if before is None:
        raise UserError("term.unknown", term=term)
    if before["owner"] != context.actor:
        raise UserError("term.not_yours", word=before["word"], owner=before["owner"])
    return Step(verb="remove_term", changes=(Change(kind="term", id=term, before=before, after=None),))


def _checked(list: str, word: str, sense: str, owner: str) -> Term:
    known: tuple[WordList, ...] = get_args(WordList)
    found = next((one for one in known if one == list), None)
    if found is None:
        raise UserError("term.no_list", list=list, known=", ".join(known))
    word, sense = "".join(word.split()), sense.strip()
    if not word or len(word) > LONGEST:
        raise UserError("term.no_word", most=LONGEST)
    senses = SENSES[found]
    if found in FREE and not sense:
        raise UserError("term.no_sense", word=word)
    if senses and sense not in senses:
        raise UserError("term.other_sense", word=word, known=", ".join(senses))
    return Term(list=found, word=word, sense=sense if senses or found in FREE else "", owner=owner)
