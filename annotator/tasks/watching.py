"""Owns counting the documents that a long task passes, and stopping it between two of them."""

from __future__ import annotations

from collections.abc import Callable

from annotator.errors import UserError
from annotator.model.corpus import CorpusDocument
from annotator.model.documents import Document
from annotator.tasks.acting import Progress


class Watch:
    """Called with each document before it is worked on: tells the progress, or raises the message of a
    cancelled task."""

    def __init__(
        self, progress: Progress, cancelled: Callable[[], bool], *, total: int, message: str
    ) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._total = total
        self._message = message
        self._done = 0

    def __call__(self, document: Document | CorpusDocument) -> None:
        """Pass one document.

        Raises:
            UserError: the task was cancelled.
        """
        if self._cancelled():
            raise UserError(self._message)
        self.go_on(document)

    def go_on(self, document: Document | CorpusDocument) -> None:
        """Pass one document where it is too late to stop."""
        found = document.document if isinstance(document, CorpusDocument) else document
        self._progress(min(self._done, self._total), self._total, found.name)
        self._done += 1

    def finish(self) -> None:
        """Tell that all is done."""
        self._progress(self._total, self._total, "")
