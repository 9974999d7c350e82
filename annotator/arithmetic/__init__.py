"""Whether the numbers of a report fit together: shares, changes, sums, parts, and the same over the years.

Pure functions over figures, which are numbers with their frames, be they the machine's or a person's.
Precision before recall: what does not surely belong together is not compared.
"""
