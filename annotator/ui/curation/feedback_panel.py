"""Owns the page of feedback: what each reviewer will be told, and writing the pack into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.i18n import tr
from annotator.model.curation import Case, Said, content_of
from annotator.ui import file_dialogs
from annotator.ui.child import Records, Verb
from annotator.ui.curation.bulk_lines import Choosing
from annotator.ui.curation.halves import Halves, padded, right_half
from annotator.ui.curation.hints import Hints
from annotator.ui.figure_table import FigureTable, WholeTable
from annotator.ui.models.case_words import CaseWords
from annotator.ui.models.caseload import Caseload
from annotator.ui.models.desk import Desk
from annotator.ui.models.figure_rows import Lazily, Row
from annotator.ui.models.told_back import Becoming, becoming
from annotator.ui.models.tracks import joined, said_words
from annotator.ui.models.wording import one_line
from annotator.ui.pieces import plain, small
from annotator.ui.slicing import Slices
from annotator.ui.theme import chrome_font

_COLUMNS = ("text", "mine", "gold", "why", "report")
_QUOTED = (0, 1, 2, 3, 4)


class FeedbackPanel(QWidget):
    """A reviewer at the left; at the right what gold says otherwise than they did, and why."""

    case_wanted = Signal(object)
    wanted = Signal(str)

    def __init__(self, desk: Desk, load: Caseload, words: CaseWords, keys: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._load, self._words = desk, load, words
        self._told: dict[str, Becoming] = {}
        self._slices = Slices(self)
        self._slices.done.connect(self._take)
        theme = desk.theme
        self.choosing = Choosing(desk, tr("ui.feedback.list"))
        self.heading = plain("")
        bold = chrome_font(theme)
        bold.setBold(True)
        self.heading.setFont(bold)
        self.heading.setWordWrap(True)
        self.words = small(tr("ui.feedback.words"), theme=theme)
        self.words.setWordWrap(True)
        self.table = FigureTable(theme, name=tr("ui.feedback.changed"), quoted=_QUOTED, places=0)
        self._whole = WholeTable(self.table)
        self.hints = Hints(desk, ("feedback_pack",), keys)
        self._build()
        self.choosing.list.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.table.wanted.connect(lambda _: self._open())
        self.hints.wanted.connect(self.wanted)

    def _build(self) -> None:
        right = right_half(self._desk, self.heading, self.words, self._whole, self.hints, grows=self._whole)
        self._pages = Halves(self._desk, padded(self._desk, self.choosing), right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.choosing.list)

    def look_again(self) -> None:
        """Count anew."""
        self._slices.begin(becoming(list(self._load.all())))

    @property
    def is_busy(self) -> bool:
        """Whether it is counting."""
        return self._slices.is_busy

    def stop(self) -> None:
        """Count no more."""
        self._slices.stop()

    def _take(self, told: dict[str, Becoming]) -> None:
        self._told = told
        none = "ui.queue.no_bundles" if self._load.is_whole else "ui.queue.reading"
        self._pages.show_either(bool(told), tr(none))
        are_hidden = self._words.names.are_hidden
        lines = []
        for n, (owner, one) in enumerate(told.items(), start=1):
            # Letters are other people in every report: here they are numbers.
            name = tr("ui.feedback.nameless", n=n) if are_hidden else one_line(owner, most=24)
            counts = tr("ui.feedback.counts", kept=one.kept, changed=len(one.changed), waiting=one.waiting)
            lines.append((name, counts, ""))
        self.choosing.tell(lines)
        self._show()

    def _show(self) -> None:
        row = self.choosing.row
        if not 0 <= row < len(self._told):
            return
        owner, one = list(self._told.items())[row]
        name = str(self.choosing.lines.index(row).data())
        values = {"kept": one.kept, "changed": len(one.changed), "waiting": one.waiting}
        self.heading.setText(tr("ui.feedback.heading", who=name, **values))
        rows = Lazily(
            one.changed, lambda case: self._row(case, owner), lambda case: (case.document, case.key, owner)
        )
        self.table.show_rows(
            [tr(f"ui.feedback.column.{one}") for one in _COLUMNS], rows, stretched=0, first=0
        )

    def _row(self, case: Case, owner: str) -> Row:
        decision = case.decision
        why = decision.reason if decision is not None else ""
        if not why and decision is not None:
            why = self._words.choice(decision)
        cells = (
            self._words.excerpt(case),
            self._said(case, case.answers[owner]) or tr("ui.case.nothing"),
            self._said(case, case.gold) or tr("ui.case.not_in_gold"),
            one_line(why, most=60),
            self._words.report(case.document),
        )
        place, around = (case.document, 0, 0), self._words.parts(case)
        return Row(cells=cells, around=around, place=place, stands_for=case)

    def _said(self, case: Case, said: Sequence[Said]) -> str:
        told = []
        for one in map(content_of, said):
            words = self._words.text(case.document, one.fragments) if one.fragments else ""
            told.append(joined(words, said_words(case, one, self._words)))
        return tr("ui.case.and").join(told)

    def _open(self) -> None:
        row = self.table.current()
        if row is not None and isinstance(row.stands_for, Case):
            self.case_wanted.emit(row.stands_for)

    def ask_folder(self) -> None:
        """Ask for a folder and write a page for each reviewer into it."""
        chosen = file_dialogs.folder(self.window(), tr("ui.action.feedback_pack"))
        if chosen:
            self.write_into(Path(chosen))

    def write_into(self, folder: Path) -> None:
        """Write a page for each reviewer into a folder, beside the window."""
        session = self._desk.session
        words = ("curate", f"--as={session.reviewer}", f"--feedback={folder}", "--", str(session.path))

        def told(records: Records) -> str:
            return tr("ui.feedback.written", n=len(records), folder=folder.name)

        self._desk.wishes.worker((Verb(words=words, message="ui.task.feedback"),), told)

    def take_keyboard(self) -> None:
        """Let keys act on the list of reviewers."""
        self.choosing.list.setFocus(Qt.FocusReason.OtherFocusReason)
