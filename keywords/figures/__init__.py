"""Figures of keywords that other tools measured: searches, results, bids; what they come to, and what to do first."""
