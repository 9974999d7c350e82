"""Owns patterns that are compiled when first asked something: a program that starts asks few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pending:
    """Stands for a pattern; what was asked of it once is then at hand."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        answer = getattr(re.compile(self.__dict__["_source"]), name)
        setattr(self, name, answer)
        return answer


def pattern(source: str) -> re.Pattern[str]:
    """Return the pattern of a regular expression, not yet compiled, to be asked as any other.

    Raises:
        re.error: when it is first asked something and the expression is none.
    """
    return cast("re.Pattern[str]", _Pending(source))
