"""Nobody is shut out: axe-core finds nothing in light and dark, in Chinese and English, with every part open."""

import pytest

from tests.node import node_modules

RUN = """async (within) => {
    const found = await axe.run(within, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], resultTypes: ["violations"],
    });
    return found.violations.flatMap(rule => rule.nodes.slice(0, 3).map(
        node => `${rule.id}: ${node.target.join(" ")} | ${node.html.slice(0, 160)} | ${(node.any[0] || node.all[0] || node.none[0] || {}).message}`));
}"""


def violations(page, within="html"):
    """What axe-core complains of in a part of the page, a line a node."""
    page.evaluate((node_modules() / "axe-core" / "axe.min.js").read_text("utf-8"))
    return page.evaluate(RUN, within)


@pytest.mark.parametrize(  # each takes a quarter of a minute
    ("lang", "scheme"),
    [
        ("zh", "light"), ("en", "dark"),
        pytest.param("zh", "dark", marks=pytest.mark.torture), pytest.param("en", "light", marks=pytest.mark.torture),
    ],
)  # fmt: skip
def test_nothing_is_found_in_the_whole_report(started, lang, scheme):
    page = started(f"?lang={lang}#/pages", color_scheme=scheme)
    page.wait_for_selector(f"html[data-lang={lang}]", state="attached")
    page.wait_for_selector("#pages .tabulator-row")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.wait_for_timeout(300)
    assert violations(page) == []


def test_nothing_is_found_in_the_drawer(started):
    page = started("#/pages?s=-errors", color_scheme="dark")
    page.locator("#pages .ptable a.u").first.click()
    page.wait_for_selector("dialog.drawer[open] .dfound")
    assert violations(page, "dialog") == []
