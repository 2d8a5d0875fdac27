"""Codebooks as YAML files: reading with errors that name file, line and field, writing, and the ready ones."""
