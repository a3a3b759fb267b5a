"""Pictures of the report as people see it, kept in build/pictures; each shows something, and no two languages or themes the same."""

from pathlib import Path

import pytest

FOLDER = Path("build/pictures")
SECTIONS = ("overview", "fix", "checks", "charts", "views", "pages")


def _torture(*values):
    return pytest.param(*values, marks=pytest.mark.torture)


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [
        ("zh", "light", 1280), ("en", "dark", 390),
        _torture("zh", "light", 390), _torture("zh", "dark", 390), _torture("zh", "dark", 1280),
        _torture("en", "light", 390), _torture("en", "light", 1280), _torture("en", "dark", 1280),
    ],
)  # fmt: skip
def test_pictures(started, lang, scheme, width):
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = started(f"?lang={lang}", width=width, color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_selector(f"html[data-lang={lang}]", state="attached")
    taken = set()
    for section in SECTIONS:
        page.locator(f"#{section}").scroll_into_view_if_needed()
        page.evaluate(f"document.getElementById('{section}').scrollIntoView()")
        page.wait_for_timeout(250)
        path = FOLDER / f"{section}-{lang}-{scheme}-{width}.png"
        taken.add(page.screenshot(path=path))
        assert path.stat().st_size > 15_000
    assert len(taken) == len(SECTIONS)
    shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, shade[4:-1].split(",")[:3])) < 200) == (scheme == "dark")
