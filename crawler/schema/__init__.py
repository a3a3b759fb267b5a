"""Numbered migrations, and the views every later stage reads."""
