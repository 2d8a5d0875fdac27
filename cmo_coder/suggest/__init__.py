"""Suggestions: codes and roles for words that a person has not coded yet, with the reason for each.

Everything works offline on the project's own codebook and codings. Nothing here writes: a suggestion becomes data only
when a person accepts or rejects it. spaCy and numpy are imported inside functions, never at start-up.
"""
