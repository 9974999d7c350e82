"""Annotate Chinese government reports: read, tag, correct the numbers, export a corpus."""

__version__ = "0.1.0"
