"""Owns how spans are drawn on the page: what to draw, where it lies, then the strokes."""
