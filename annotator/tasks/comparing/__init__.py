"""Comparing what reviewers say: what may be compared, what is counted of it, and the figures made of that."""
