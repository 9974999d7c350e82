"""Owns the cross-checks of the report on the desk: which there are, in what words, and answering them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.commands import crosschecks
from annotator.i18n import tr
from annotator.model.crosschecks import ANSWERS, Answer, CheckedNumber, Crosscheck
from annotator.tasks.recorded import explanation, image_of, key_of, numbers_of
from annotator.ui.models import grammar
from annotator.ui.models.desk import Desk
from annotator.ui.models.wording import one_line
from annotator.ui.painting.notes import MarginNote, Tone

if TYPE_CHECKING:
    from annotator.arithmetic.check import Check
    from annotator.tasks.checked import Answered, Checked

_SOON_MS = 60
"""How long after the report, or what is said of it, has come on screen it is reckoned with."""
_REST = 4
"""How many times as long as it takes it waits for a pause between keys: none is to meet it at work."""
_LONGEST_REST_MS = 3000
_LONGEST = 150_000
"""Characters of the longest report that is reckoned with unasked; of a longer one when a key asks."""
_TONES: dict[str, Tone] = {"holds": "holds", "differs_in_rounding": "differs", "contradicts": "contradicts"}
_ANSWERED: dict[str, Tone] = {"holds": "holds", "different_basis": "note", "contradicts": "contradicts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A check to be shown: what it is called, what is known of it, and its numbers as they stand now.

    ``start`` and ``end`` are the place of the number it is shown beside, ``again`` is what comes of the
    numbers that a person put in the place of others, None where none were or it cannot be told.
    """

    key: str
    check: Check | None
    answer: Crosscheck | None
    numbers: tuple[CheckedNumber, ...]
    start: int
    end: int
    again: Check | None = None

    @property
    def ref(self) -> tuple[str, str]:
        """What the page calls its note."""
        return "check", self.key

    @property
    def tone(self) -> Tone:
        """The tone of its note: a person's word before the machine's."""
        if self.answer is not None:
            return _ANSWERED.get(self.answer.answer, "note")
        return _TONES[self.check.verdict] if self.check else "note"

    @property
    def told(self) -> Check | None:
        """What there is to tell of the numbers as they stand; None where that is not known."""
        is_asked = self.check is not None and self.numbers == numbers_of(self.check)
        return self.check if is_asked else self.again

    @property
    def fits(self) -> bool:
        """Whether the machine finds nothing to ask about."""
        return self.check is None or self.check.verdict == "holds"


class Checking(QObject):
    """Reckons when nobody waits for it, and records what a person says."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._checked: Checked | None = None
        self._looked_at: str | None = None
        self.found: tuple[Noted, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON_MS)
        self._timer.timeout.connect(self._look_soon)
        desk.document_changed.connect(self._turn)
        desk.spots_changed.connect(self._timer.start)

    def _turn(self) -> None:
        """Another report: nothing is known of it until it has been shown."""
        self.found, self._looked_at = (), None
        self._desk.wishes.unfit_known.emit(frozenset())
        if self._checked is not None:
            self._checked.forget()
        self._timer.start(_SOON_MS)

    def _look_soon(self) -> None:
        if not grammar.is_there():
            # Not at the very moment: with the grammar a report may be suggested anew; reckoned after it.
            grammar.when_there(self, self._timer.start)
            return
        document = self._desk.document
        # After the desk has ended it has no rows, and there is no project to ask.
        is_there = document is not None and self._desk.row is not None
        if (
            is_there
            and document is not None
            and (document.chars <= _LONGEST or self._looked_at == document.id)
        ):
            self.look()

    def look(self) -> None:
        """Reckon now."""
        self._timer.stop()
        began = monotonic()
        document, reading = self._desk.document, self._desk.reading
        found: list[Noted] = []
        if document is not None and reading is not None:
            self._looked_at = document.id
            found = [
                noted
                for one in self._reckoner().answered(document.id, reading=reading)
                if (noted := _noted(one))
            ]
        self.found = tuple(_telling(found))
        rest = _REST * 1000 * (monotonic() - began)
        self._timer.setInterval(int(min(_LONGEST_REST_MS, max(_SOON_MS, rest))))
        self._desk.wishes.unfit_known.emit(self._unfit())
        self.changed.emit()

    def _reckoner(self) -> Checked:
        if self._checked is None:
            # Imported here: the window starts without the grammar.
            from annotator.tasks.checked import Checked

            self._checked = Checked(self._desk.session.store, reviewer=self._desk.session.reviewer)
        return self._checked

    def _unfit(self) -> frozenset[tuple[int, int]]:
        """The numbers of this report that take part in a check that does not fit."""
        doubtful = [one for one in self.found if one.tone in ("differs", "contradicts")]
        return frozenset(
            (each.start, each.end) for one in doubtful for each in one.numbers if not each.document
        )

    def known(self) -> tuple[Noted, ...]:
        """The checks of the report on the desk, reckoned now if they were not yet."""
        if self._timer.isActive() or self._looked_at is None:
            self.look()
        return self.found

    def get(self, key: str) -> Noted | None:
        """The check of that key."""
        return next((one for one in self.found if one.key == key), None)

    def after(self, place: int, *, only_unfit: bool) -> Noted | None:
        """The next check without an answer behind a place, from the beginning again after the last."""
        still_open = [one for one in self.known() if one.answer is None and not (only_unfit and one.fits)]
        return next((one for one in still_open if one.start > place), still_open[0] if still_open else None)

    def exchanged(self, noted: Noted, numbers: Sequence[CheckedNumber]) -> Noted:
        """A check with other numbers, and what comes of them."""
        document = noted_document(self._desk)
        relation = noted.answer.relation if noted.answer else noted.check.relation if noted.check else ""
        again = self._reckoner().again(document, relation, numbers, reading=self._desk.reading)
        return replace(noted, numbers=tuple(numbers), again=again)

    def answer(self, noted: Noted, answer: Answer, *, note: str | None) -> bool:
        """Record an answer; whether it was."""
        desk, document = self._desk, self._desk.document
        if document is None:
            return False
        machine = noted.answer.machine if noted.answer else image_of(noted.check) if noted.check else None
        relation = noted.answer.relation if noted.answer else noted.check.relation if noted.check else ""
        done = desk.run(
            crosschecks.answer_check,
            document=document.id,
            relation=relation,
            operands=noted.numbers,
            answer=answer,
            machine=machine,
            note=note,
        )
        self.look()
        return done is not None

    def withdraw(self, noted: Noted) -> None:
        """Take an answer back."""
        if noted.answer is not None:
            self._desk.run(crosschecks.withdraw, crosscheck=noted.answer.id)
            self.look()


def _noted(one: Answered) -> Noted | None:
    numbers = one.answer.operands if one.answer else numbers_of(one.check) if one.check else ()
    own = [each for each in numbers if not each.document]
    if not own:
        return None
    last = max(own, key=lambda each: (each.start, each.end))
    key = one.answer.key if one.answer else key_of(one.check) if one.check else ""
    return Noted(
        key=key,
        check=one.check,
        answer=one.answer,
        numbers=numbers,
        start=last.start,
        end=last.end,
        again=one.again,
    )


def _telling(found: Sequence[Noted]) -> list[Noted]:
    """Without what another check says too: 432 ≤ 447 beside 432 ÷ 447 = 96.64 %."""
    places = [frozenset(each.place for each in one.numbers) for one in found]
    kept = []
    for one, mine in zip(found, places, strict=True):
        is_said = one.fits and one.answer is None and any(mine < other for other in places)
        if not is_said:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))


def sum_words(noted: Noted) -> str:
    """Return the sum of the numbers spelled out, as it was when it was answered where they are no more."""
    check = noted.told
    if check is None:
        is_gone = noted.check is None and noted.answer is not None
        return str((noted.answer.machine or {}).get("sum", "")) if noted.answer and is_gone else ""
    told = check.sum.replace(" %", "%")  # the margin is narrow
    stated = check.values.get("stated", "")
    return told if check.verdict == "holds" or not stated else tr("ui.check.note", sum=told, stated=stated)


def note_of(noted: Noted, start: int) -> MarginNote | None:
    """Return the note of a check at a place of the text shown; None for a false alarm, and where 50万 = 50万
    would be all it says: that a report repeats a number is not worth a place beside it."""
    words = sum_words(noted)
    if noted.answer is None and noted.fits and noted.check is not None and noted.check.relation == "equal":
        return None
    if noted.answer is not None:
        if noted.answer.answer == "false_alarm":
            return None
        told = tr(f"check.answer.{noted.answer.answer}")
        words = tr("ui.check.answered", sum=words, answer=told) if words else told
    return MarginNote(start, one_line(words, most=120), noted.tone, noted.ref)


def title_of(desk: Desk, noted: Noted) -> str:
    """Return what the card asks: the sum spelled out, the numbers that were exchanged, what was answered."""
    if noted.told is not None:
        words = explanation(noted.told)
    else:
        words = tr("ui.check.numbers", numbers=" · ".join(number_words(desk, noted)))
    if noted.answer is None:
        return words
    return tr("ui.check.was", words=words, answer=tr(f"check.answer.{noted.answer.answer}"))


def number_words(desk: Desk, noted: Noted) -> list[str]:
    """Return the numbers of a check, each with its part in the sum."""
    found = []
    for each in noted.numbers:
        document = each.document or noted_document(desk)
        text = desk.session.reading(document).original[each.start : each.end] if document else ""
        found.append(tr("ui.check.number", role=tr(f"check.role.{each.role}"), words=one_line(text, most=24)))
    return found


def noted_document(desk: Desk) -> str:
    """Return the id of the document on the desk, "" when there is none."""
    return desk.document.id if desk.document else ""


def answer_words() -> tuple[str, ...]:
    """Return the answers there are, in the order of their keys."""
    return tuple(tr(f"check.answer.{answer}") for answer in ANSWERS)
