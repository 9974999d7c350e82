"""The grid of all numbers: of the report on the desk, or of the project."""
