"""Which facts a run has gathered: a fact that came later is missing in older runs, which says nothing of their pages.

Whoever adds a fact, or reads one differently, raises the version and names the theme. Checks of that theme then need
``NEWER[theme]``: older runs are not judged by it. It stands in the settings of every run (``facts_version``).
"""

from __future__ import annotations

FACTS_VERSION = 2
# theme or theme.field -> the version since which it is read as now; what is not named is as in version 1.
NEWER = {"outgoing": 2}
