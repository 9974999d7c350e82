"""Owns reading the words of a command line: where options may stand, and what is no number."""

from __future__ import annotations

import argparse
from copy import copy
from typing import NoReturn

from annotator.i18n import tr


class UsageError(Exception):
    """The words of the command line do not fit together."""


class Parser(argparse.ArgumentParser):
    """A parser whose troubles are raised; ``run`` says them in the reader's language."""

    _is_trying = False

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing and leaving.

        Raises:
            UsageError: always.
        """
        raise UsageError(message)

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        """Options may stand between the words, too, where a verb takes several of these."""
        if self._is_trying or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        try:
            found, rest = super().parse_known_args(args, copy(namespace))
            if not rest:
                return found, rest
            refusal = None
        except UsageError as error:
            refusal = error
        self._is_trying = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        except UsageError as error:
            raise refusal or error from error
        finally:
            self._is_trying = False


def positive(words: str) -> int:
    """A whole number from 1 up."""
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError(tr("cli.not_positive", value=words))
    return number
