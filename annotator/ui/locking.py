"""Owns how a field looks and acts in a report that is locked: flat, to be read and copied only."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_LOCKED = "locked"


def lock(field: QWidget, is_locked: bool) -> None:
    """Let a field be read only, or typed in again."""
    if bool(field.property(_LOCKED)) == is_locked:
        return
    if isinstance(field, (QLineEdit, QPlainTextEdit)):
        field.setReadOnly(is_locked)
    else:
        field.setEnabled(not is_locked)
    show_locked(field, is_locked)


def show_locked(field: QWidget, is_locked: bool) -> None:
    """Let a field look flat, whatever it takes."""
    field.setProperty(_LOCKED, is_locked)
    field.style().unpolish(field)
    field.style().polish(field)
