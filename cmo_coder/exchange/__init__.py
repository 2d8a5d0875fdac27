"""Whole studies in and out: the bulk form, JSON Lines (docs/reference/bulk-form.md)."""
