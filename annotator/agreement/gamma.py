"""Owns the measure gamma, which aligns units before it compares them, through a library that may be missing.

Source: Y. Mathet, A. Widlöcher, J.-P. Métivier, Computational Linguistics 41 (2015), 437-479; computed by
pygamma-agreement (the extra ``agreement``), whose answer is a 32-bit float and takes seconds a document.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from math import fsum, isfinite
from random import Random
from typing import Any

from annotator.agreement.results import NO_UNITS, ONE_REVIEWER, Result, defined, undefined
from annotator.agreement.spans import Span

NO_LIBRARY = "agreement.no_library"
REFUSED = "agreement.library_refused"

MOST_DOCUMENTS = 50
SAMPLES = 30
"""Random continua that chance is estimated from; the library's own default."""

Reviewers = Mapping[str, Iterable[Span]]


def sample(documents: Iterable[str], *, seed: int) -> list[str]:
    """Return at most ``MOST_DOCUMENTS`` of the documents, drawn with the seed, sorted."""
    names = sorted(documents)
    if len(names) <= MOST_DOCUMENTS:
        return names
    return sorted(Random(seed).sample(names, MOST_DOCUMENTS))


def gamma(documents: Mapping[str, Reviewers], *, seed: int) -> Result:
    """Return the mean of gamma over a sample of the documents: id -> reviewer -> spans.

    n is the number of documents in the mean.  Documents without two reviewers who have spans are not in the
    sample.  The library knows no fragments: a discontinuous span goes as its hull, spans of no width are
    left out.  Positions and labels weigh the same (alpha = beta = 1).  No interval: it would take hours.
    """
    fit = {name: units for name, each in documents.items() if len(units := _units(each)) > 1}
    if not fit:
        reason = ONE_REVIEWER if any(_units(each) for each in documents.values()) else NO_UNITS
        return undefined("gamma", reason)
    try:
        library, numpy, core = (
            import_module(name) for name in ("pygamma_agreement", "numpy", "pyannote.core")
        )
    except ImportError:
        return undefined("gamma", NO_LIBRARY)
    found: list[float] = []
    with _quietly(numpy):
        for name in sample(fit, seed=seed):
            numpy.random.seed(seed % 2**32)
            try:
                value = _of_one(fit[name], library=library, segment=core.Segment)
            except (ArithmeticError, AssertionError, LookupError, RuntimeError, ValueError):
                # Its solver gives up on some documents; the others still tell something.
                continue
            if isfinite(value):
                found.append(value)
    if not found:
        return undefined("gamma", REFUSED)
    return defined("gamma", fsum(found) / len(found), n=len(found))


_Units = dict[str, list[tuple[int, int, str]]]


def _units(reviewers: Reviewers) -> _Units:
    found: _Units = {}
    for reviewer, spans in sorted(reviewers.items()):
        units = sorted(
            {
                (span.fragments[0][0], span.fragments[-1][1], span.label)
                for span in spans
                if span.fragments and span.fragments[0][0] < span.fragments[-1][1]
            }
        )
        if units:
            found[reviewer] = units
    return found


def _of_one(units: _Units, *, library: Any, segment: Any) -> float:
    continuum = library.Continuum()
    for reviewer, each in units.items():
        for start, end, label in each:
            continuum.add(reviewer, segment(start, end), label)
    distance = library.CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1.0)
    return float(continuum.compute_gamma(distance, n_samples=SAMPLES).gamma)


@contextmanager
def _quietly(numpy: Any) -> Iterator[None]:
    """Leave numpy's global dice as they were, and keep a line per alignment about its solver to itself."""
    state, log = numpy.random.get_state(), logging.getLogger()
    log.addFilter(_is_grave)
    try:
        yield
    finally:
        log.removeFilter(_is_grave)
        numpy.random.set_state(state)


def _is_grave(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR
