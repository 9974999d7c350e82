"""Owns the words that a project adds to the word lists of the extractors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from annotator.model.canonical import Record

WordList = Literal["unit", "qualifier", "not_a_number", "indicator", "body"]

SENSES: dict[WordList, tuple[str, ...]] = {
    "unit": ("count", "money", "area", "duration", "rate", "percent"),
    "qualifier": ("approx", "at_least", "at_most"),
    "not_a_number": (),
    "indicator": (),
    "body": ("本机关", "全系统", "全辖区", "其他机关"),
}
"""List -> what a word of it may mean; nothing where a word means nothing more, or anything."""

FREE: frozenset[WordList] = frozenset({"indicator"})
"""Lists whose senses are free words: the id of the indicator that the word is another name of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word on one of the lists, and what it means there: kind of a unit, class of a qualifier, id of an
    indicator, scope of a body.

    ``owner`` added it.  Two people may add the same word, each for themselves: both must take it out.
    """

    list: WordList
    word: str
    sense: str = ""
    owner: str

    @property
    def id(self) -> str:
        """List, word and owner: the same on every machine."""
        return f"{self.list}/{self.word}/{self.owner}"

    @property
    def words(self) -> tuple[str, str, str]:
        """What the lists need of it."""
        return self.list, self.word, self.sense

    def to_record(self) -> Record:
        """The journalled image."""
        return {
            "id": self.id,
            "list": self.list,
            "word": self.word,
            "sense": self.sense,
            "owner": self.owner,
        }

    @classmethod
    def from_record(cls, record: Record) -> Self:
        """The term that ``to_record`` described."""
        return cls(**{key: value for key, value in record.items() if key != "id"})
