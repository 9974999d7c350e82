"""Owns the parts of the window; they do not know each other and talk through the desk."""
