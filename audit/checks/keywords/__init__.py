"""Checks of the area keywords: whether each page that should rank for a target keyword speaks of it."""
