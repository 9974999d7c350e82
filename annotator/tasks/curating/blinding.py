"""Owns under which names a curator sees reviewers: their own, or letters where the plan says so."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.commands.planning import set_blinding
from annotator.errors import UserError
from annotator.model.annotations import GOLD, reads_again
from annotator.model.canonical import digest
from annotator.model.curation import BLINDING, Blinding
from annotator.store import Journal, Store
from annotator.tasks.acting import perform_in


def blinding_of(store: Store) -> Blinding:
    """Return whether curators are blinded."""
    record = store.record("blinding", BLINDING)
    return Blinding.from_record(record) if record else Blinding()


def blind_in(store: Store, journal: Journal, is_blind: bool, *, seed: int, actor: str) -> None:
    """Have curators see letters, or names, in the transaction that is open; it may be so already.

    Raises:
        UserError: the actor does not own the project.
    """
    before = blinding_of(store)
    if before.is_blind != is_blind or (is_blind and before.seed != seed):
        perform_in(store, journal, set_blinding, actor=actor, is_blind=is_blind, seed=seed)


class Names:
    """Who is shown under which name, document by document.

    Blinded, the reviewers of a document are A, B, C in an order drawn from the seed and the document: whoever
    is to read it first, then the others, so that a latecomer changes nobody's letter.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._blinding = blinding_of(store)
        self._assigned: dict[str, set[str]] = {}
        for record in store.records("assignment"):
            if not reads_again(str(record["reviewer"])):
                self._assigned.setdefault(str(record["document"]), set()).add(str(record["reviewer"]))
        self._letters: dict[str, dict[str, str]] = {}

    @property
    def are_hidden(self) -> bool:
        """Whether reviewers are shown as letters."""
        return self._blinding.is_blind

    def shown(self, document: str, owner: str) -> str:
        """The name that a reviewer has in a document."""
        return self._of(document).get(owner, owner) if self._blinding.is_blind else owner

    def meant(self, document: str, name: str) -> str:
        """Who is shown under a name in a document.

        Raises:
            UserError: nobody is; own names do not count where they are hidden.
        """
        if not self._blinding.is_blind:
            return name
        for owner, letter in self._of(document).items():
            if letter == name:
                return owner
        raise UserError("curation.no_answer", owner=name)

    def _of(self, document: str) -> dict[str, str]:
        if document not in self._letters:
            assigned = self._drawn(document, self._assigned.get(document, set()))
            others = {owner for owner in self._store.owners(document) if owner != GOLD} - {*assigned}
            others = {owner for owner in others if not reads_again(owner)}
            order = [*assigned, *self._drawn(document, others)]
            self._letters[document] = {owner: _letter(n) for n, owner in enumerate(order)}
        return self._letters[document]

    def _drawn(self, document: str, owners: Iterable[str]) -> list[str]:
        return sorted(owners, key=lambda owner: digest(f"{self._blinding.seed}\n{document}\n{owner}"))


def _letter(n: int) -> str:
    """A … Z, then AA, AB …"""
    letters = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
