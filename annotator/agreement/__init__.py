"""How far reviewers agree: kappas, alphas, F1 of spans, and how sure each figure is.

Pure functions.  Each measure comes in two halves: one counts what a document holds (a mapping that adds up
over documents), the other makes a figure of the counts.  So the documents can be drawn anew a thousand times
without looking at a span twice.
"""
