"""The checks, a folder for each area of the checklist."""
