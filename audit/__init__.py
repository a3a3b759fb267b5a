"""The site-health checklist: one check, one file."""
