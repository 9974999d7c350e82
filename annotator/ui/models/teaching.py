"""Owns teaching the program a word from the page: which words, for which list, in which sense."""

from __future__ import annotations

import re
from collections import Counter

from annotator.commands import terms
from annotator.i18n import tr
from annotator.model.spans import text_of
from annotator.model.terms import FREE, SENSES, Term, WordList
from annotator.numbers.lexicon import word_list
from annotator.text.cleaning import clean
from annotator.ui.models.begun import settled
from annotator.ui.models.desk import Desk
from annotator.ui.models.known import units_known
from annotator.ui.models.lists import LISTS, sense_words
from annotator.ui.models.typed import begins
from annotator.ui.models.wishes import Blank, Question
from annotator.ui.models.wording import one_line

_FEATURES: dict[WordList, str] = {"unit": "unit", "qualifier": "qualifier", "indicator": "indicator"}
"""List -> the feature of a number that holds a word for it."""
_ID = "indicator_id"
_MOST = 7
_DIGIT = re.compile(r"\d")


def teach(desk: Desk) -> None:
    """Ask which list the selected words, or those of the current place, belong to."""
    if not settled(desk):
        return
    words = _words(desk)
    if not words:
        desk.refused.emit(tr("ui.refused.no_words"))
        return
    lists = [name for name in LISTS if _may_hold(desk, name, words[name])]
    if not lists:
        # Any word may be no number: only one too long for a list is left without.
        desk.refused.emit(tr("term.no_word", most=terms.LONGEST))
        return
    longest = max(words.values(), key=len)
    if len(set(words.values())) == 1:
        title = tr("ui.teach.title", word=one_line(longest, most=20))
        offers = tuple(tr(f"ui.teach.list.{name}") for name in lists)
    else:
        title = tr("ui.teach.title_place")
        offers = tuple(f"{tr(f'ui.teach.list.{name}')} “{one_line(words[name], most=20)}”" for name in lists)
    desk.wishes.asked.emit(
        Question(
            title=title,
            at=_at(desk),
            cancel=tr("ui.blank.cancel"),
            offers=offers,
            choose=lambda n: _ask_sense(desk, lists[n], words[lists[n]]),
        )
    )


def _words(desk: Desk) -> dict[WordList, str]:
    """List -> the word it would take: what is selected, else what the number has of the kind."""
    if desk.reading is None:
        return {}
    if desk.selection is not None:
        return dict.fromkeys(LISTS, _plain(text_of(desk.reading.original, (desk.selection,))))
    spot = desk.current
    if spot is None or not spot.fragments:
        return {}
    whole = _plain(text_of(desk.reading.original, spot.fragments))
    found = {name: _plain(str(spot.features.get(feature) or "")) for name, feature in _FEATURES.items()}
    # What nobody has said it counts has no other name.
    return {name: found.get(name) or ("" if name == "indicator" else whole) for name in LISTS}


def _may_hold(desk: Desk, name: WordList, word: str) -> bool:
    """Whether a list could take a word and the machine does not know it as such already."""
    if not word or len(word) > terms.LONGEST:
        return False
    if name in ("body", "qualifier") and _DIGIT.search(word):
        return False
    own = {term.word for term in all_terms(desk) if term.list == name}
    if name == "unit":
        # What the project added itself may be given another sense.
        return word in own or word not in units_known()
    if name == "qualifier":
        found = (spot.machine.features.get(_FEATURES[name]) for spot in desk.spots.numbers if spot.machine)
        return word in own or word not in found
    if name == "indicator":
        return word in own or word not in word_list("indicators")["known"]
    return True


def _at(desk: Desk) -> int | None:
    return desk.selection[0] if desk.selection is not None else None


def _plain(words: str) -> str:
    """Words without glosses and blanks."""
    return "".join(clean(words).text.split())


def _ask_sense(desk: Desk, name: WordList, word: str) -> None:
    senses = SENSES[name]
    asked = tr(f"ui.teach.sense.{name}", word=one_line(word, most=20))
    if senses:
        desk.wishes.asked.emit(
            Question(
                title=asked,
                at=_at(desk),
                cancel=tr("ui.blank.cancel"),
                offers=tuple(sense_words(name, sense) for sense in senses),
                choose=lambda n: _add_here(desk, name, word=word, sense=senses[n]),
            )
        )
    elif name in FREE:
        desk.wishes.asked.emit(
            Blank(
                title=asked,
                at=_at(desk),
                name=tr("ui.words.indicator_id"),
                offers=lambda typed: offered_ids(desk, typed, of=word),
                fill=lambda sense: _add_here(desk, name, word=word, sense=sense),
            )
        )
    else:
        _add_here(desk, name, word=word, sense="")


def _add_here(desk: Desk, name: WordList, *, word: str, sense: str) -> None:
    desk.page_wanted.emit()
    add(desk, name, word=word, sense=sense)


def add(desk: Desk, name: WordList, *, word: str, sense: str = "") -> bool:
    """Add a word to a list; return whether it was taken."""
    return desk.run(terms.add_term, list=name, word=word, sense=sense) is not None


def remove(desk: Desk, term: Term) -> bool:
    """Take a word out of its list; return whether that was done."""
    return desk.run(terms.remove_term, term=term.id) is not None


def all_terms(desk: Desk) -> list[Term]:
    """Return the project's own words: by list as they are offered, then by word."""
    found = [Term.from_record(record) for record in desk.session.store.records("term")]
    return sorted(found, key=lambda term: (LISTS.index(term.list), term.word, term.owner))


def offered_ids(desk: Desk, typed: str, *, of: str) -> list[str]:
    """Return at most seven ids of indicators that a word may be another name of and that hold what is
    typed: those that begin so first, then the ones that occur most in this report."""
    sought = typed.strip()
    counts = Counter(
        str(spot.features[_ID]) for spot in desk.spots.all if spot.is_number and spot.features.get(_ID)
    )
    # Whatever the machine calls by the word itself is what is to be called otherwise.
    known = [id for id, _ in counts.most_common() if not (of and of in id)]
    known += [term.sense for term in all_terms(desk) if term.list == "indicator"]
    known += word_list("indicators")["known"]
    known = [id for id in dict.fromkeys(known) if id not in (sought, of)]
    first = [id for id in known if begins(id, sought)]
    return [*first, *(id for id in known if id not in first and sought in id)][:_MOST]
