"""Agreement between coders: pure statistics on spans, links and configurations. No database, no screen, nothing heavy.

`coding` holds what goes in and how spans are normalised, `comparison` the additive tables per (code, document) that are
kept and recomputed one by one, `figures` every coefficient by its name, `kinds` the list of disagreements. Identifiers
of documents, coders and codes are plain strings here. Spans are `(start, end)` in Unicode code points, end exclusive.
"""
