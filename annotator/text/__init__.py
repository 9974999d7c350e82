"""Owns pure functions on strings: clean text, alignment, offsets, sections."""
