"""How Chinese administrative reports write numbers: views of the text, numerals, units, stops, grammar.

What the extractors of numbers and dates are made of; pure functions and word lists, no suggestion.
"""
