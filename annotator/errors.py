"""Owns the one error that a person is meant to read."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can mend: a message id with the values its sentence needs.

    The id names an entry of the catalogue (``annotator.i18n``), whose sentence says what is wrong,
    where, and what to do.  Raised anywhere, turned into words only at the border (window, command
    line).  Any other exception is a bug of ours.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        """Id and values, for logs and test failures; people read the catalogue's sentence."""
        told = ", ".join(f"{key}={value!r}" for key, value in self.values.items())
        return f"{self.message}({told})"
