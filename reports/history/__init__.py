"""Runs of a site over time: what changed between two of them, and how ranking factors went."""
