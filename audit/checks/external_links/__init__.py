"""Checks of the area external-links: where a site links to, and what its partners give in return."""
