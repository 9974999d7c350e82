"""What a person can do, one file per noun: pure functions from what is there to the changes wanted.

Each takes a ``Context`` and keyword arguments and returns a ``Step``; none touches anything.
"""
