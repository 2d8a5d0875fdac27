"""cmo-coder: qualitative coding and realist evaluation in the terminal."""

__version__ = "0.1.0"
