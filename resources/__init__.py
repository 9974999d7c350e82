"""Data that travels in the wheel: tagsets, lexicons, catalogues, icons, manual, sample."""
