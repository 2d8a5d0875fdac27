"""Widgets that several screens use, the reader above all."""
