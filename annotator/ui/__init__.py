"""Owns the window: the only package that imports Qt."""
