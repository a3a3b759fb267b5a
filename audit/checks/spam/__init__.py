"""Checks of the area spam: what engines punish, whoever put it there."""
