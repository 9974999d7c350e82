"""Owns the catalogue that turns message ids with values into sentences, for window and command line."""

from __future__ import annotations

import gettext
import io
import locale
import os
from functools import cache

from annotator.errors import UserError
from annotator.resources import resource

LANGUAGES = ("zh", "en")
"""简体中文 and English; the first is the default."""

_chosen: list[str] = []


@cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    compiled = resource("i18n", language, "LC_MESSAGES", "annotator.mo").read_bytes()
    return gettext.GNUTranslations(io.BytesIO(compiled))


def language() -> str:
    """Return the language in use: the one set, else the system's when it is English, else ``zh``."""
    if not _chosen:
        system = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
        _chosen.append("en" if system.lower().startswith("en") else "zh")
    return _chosen[0]


def set_language(code: str) -> None:
    """Use ``zh`` or ``en`` from now on.

    Raises:
        UserError: there is no such catalogue.
    """
    if code not in LANGUAGES:
        raise UserError("language.unknown", language=code, known=", ".join(LANGUAGES))
    _chosen[:] = [code]


def tr(message: str, /, **values: object) -> str:
    """Return the sentence of a message id with its values put in; an unknown id comes back as is."""
    return in_language(language(), message, **values)


def in_language(code: str, message: str, /, **values: object) -> str:
    """Return the sentence of a message id in one of the languages, whichever is in use."""
    sentence = _catalogue(code).gettext(message)
    return sentence.format(**values) if values else sentence


def sentence(error: UserError) -> str:
    """Return what a person reads of an error."""
    return tr(error.message, **error.values)
