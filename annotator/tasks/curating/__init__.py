"""Curating: the cases of a project, how they may be settled, and what was decided of them."""
