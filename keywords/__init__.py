"""Segmentation, density, prominence, TF-IDF, competition."""
