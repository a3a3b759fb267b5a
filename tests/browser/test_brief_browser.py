"""The brief in a real Chromium from a file: no complaint, no request, no script of a site runs, it can be read in the dark."""

from dataclasses import replace

from crawler.store import open_store
from keywords.brief.whole import Limits, asked_for, brief_of
from reports.brief.as_html import html
from reports.brief.links import links_to_add
from reports.brief.sections import shown
from tests.brief_market import SETTINGS, build
from tests.browser.chromium import Visits

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "</table><h1>loud</h1>",
    "\u202egnp.exe 养壶",
    "茶" * 100,
)
LUMINANCE = """element => {
    const parts = name => getComputedStyle(element)[name].match(/[\\d.]+/g).slice(0, 3).map(Number);
    const light = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return [light(parts("color")), light(parts("backgroundColor"))];
}"""


def test_a_brief_of_hostile_pages_opens_without_complaint_and_reads_in_the_dark(tmp_path, chromium, browser):
    run_id = build(tmp_path / "x.db", HOSTILE)
    with open_store(tmp_path / "x.db") as store:
        made = brief_of(
            store, asked_for(store, store.run(str(run_id)), SETTINGS, "紫砂壶", None, Limits(60, 160)), SETTINGS
        )
        made = replace(made, links=links_to_add(store, made))
    path = tmp_path / "brief.html"
    path.write_text(html(shown(made, "zh")), "utf-8")
    with Visits(chromium, browser) as visits:
        page = visits.visit(path.as_uri(), color_scheme="dark", width=400)
        ink, ground = page.locator("body").evaluate(LUMINANCE)
        assert ink > 200 > 60 > ground
        assert page.locator("h1").all_inner_texts() == ["内容简报：紫砂壶"]
        assert page.locator("section").count() == 10 and page.locator("script, img").count() == 0
        assert "<script>alert(1)</script>" in page.locator("table.subtopics").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        page.emulate_media(media="print")
        assert (
            page.locator("body").evaluate("element => getComputedStyle(element).backgroundColor")
            == "rgb(255, 255, 255)"
        )
        page.emulate_media(media="screen")
    assert visits.complaints == [] and visits.asked_for() == {path.as_uri()}
