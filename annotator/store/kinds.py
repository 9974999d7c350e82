"""Owns which kinds of current records there are, each with the members that are columns of its table."""

from __future__ import annotations

from annotator.store.migrations import (
    m0001_house,
    m0002_terms,
    m0003_crosschecks,
    m0004_exchange,
    m0005_versions,
    m0006_curation,
)

RECORDS: dict[str, tuple[str, ...]] = {
    **m0001_house.RECORDS,
    **m0002_terms.RECORDS,
    **m0003_crosschecks.RECORDS,
    **m0004_exchange.RECORDS,
    **m0005_versions.RECORDS,
    **m0006_curation.RECORDS,
}
