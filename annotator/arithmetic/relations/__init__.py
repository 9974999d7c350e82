"""Owns the relations that are checked inside one report: one module each, with examples that run as tests."""

from __future__ import annotations

from annotator.arithmetic.relations import (
    bound,
    difference,
    equal,
    frequency,
    mean,
    pipeline,
    share,
    share_preimage,
    subset,
    sums,
    yoy_change,
    yoy_preimage,
    zero,
)
from annotator.arithmetic.relations.rule import Example, Parts, Rule

RULES: tuple[Rule, ...] = (
    share.RULE,
    share_preimage.RULE,
    yoy_change.RULE,
    yoy_preimage.RULE,
    difference.RULE,
    sums.RULE,
    subset.RULE,
    bound.RULE,
    equal.RULE,
    pipeline.RULE,
    zero.RULE,
    frequency.RULE,
    mean.RULE,
)

__all__ = ["RULES", "Example", "Parts", "Rule"]
