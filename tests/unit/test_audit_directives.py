"""Who is told noindex, and where."""

import pytest

from audit.directives import noindex_for


@pytest.mark.parametrize(
    ("robots", "x_robots", "place"),
    [
        ("robots: noindex, follow", "", "meta"),
        ("robots: none", "", "meta"),
        ("robots: index; baiduspider: noindex", "", "meta"),
        ("", "noindex", "header"),
        ("", "baiduspider: noindex", "header"),
        ("robots: index", "googlebot: nofollow, noindex", ""),
        ("robots: index; googlebot: noindex", "", ""),
        ("robots: max-image-preview:none", "", ""),
        ("", "", ""),
        (None, None, ""),
    ],
)
def test_noindex_for_baidu(robots, x_robots, place):
    assert noindex_for("baiduspider", robots, x_robots) == place
