"""Figures about work and reports: how good the machine is, one indicator over the years.

Pure functions over annotations and suggestions; each figure can name the cases behind it.
"""
