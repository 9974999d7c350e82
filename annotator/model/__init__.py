"""Frozen values that every layer shares; they know nothing of storage, screens or files."""
