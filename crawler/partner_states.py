"""What the link of a partner is, in words of crawler/partners.py; each of these stands in SQL as it is."""

from __future__ import annotations

UNASKED = ("not-asked", "disallowed", "refused")  # nobody could look
UNKNOWN = (*UNASKED, "unreachable", "unread")
THERE = ("nofollow", "hidden", "not-indexable", "live")  # our link stands in the raw HTML
READ = ("gone", "indirect", *THERE)
STATES = (*UNKNOWN, *READ)  # from bad to good
BAD = ("gone", "indirect", "nofollow", "hidden", "not-indexable", "unreachable")  # what somebody has to see to
