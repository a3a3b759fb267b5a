"""Checks of the area usability: viewport, forms, accessibility, validity of the HTML."""
