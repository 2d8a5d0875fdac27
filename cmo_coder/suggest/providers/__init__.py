"""The providers of suggestions, each a module with a function `make` (`provider.py` has the interface)."""
