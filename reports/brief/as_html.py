"""The brief as one self-contained HTML file: no script, no request, the same bytes for the same brief."""

from __future__ import annotations

from reports.brief.sections import Shown
from reports.render import TAGS, environment, policy, static


def html(shown: Shown) -> str:
    """The brief in its language."""
    style = static("brief.css")
    return environment(shown.lang).get_template("brief.html.j2").render(b=shown, tag=TAGS[shown.lang], style=style, policy=policy(style)) + "\n"  # fmt: skip
