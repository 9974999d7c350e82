"""What a number in a report is about: indicator, period, role, whole and base, whose it is.

Pure functions over a view of the text and the mentions found in it (``annotator.numbers``); they know
nothing of suggestions.  The words come from editable lists in ``resources/lexicons``.
"""
