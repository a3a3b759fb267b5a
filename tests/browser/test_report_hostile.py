"""Whatever a site writes, the report shows it as text: no script of it runs, no request leaves, no address leads to one."""

from html import escape
from urllib.parse import quote

import pytest

from audit.runner import run_checks
from configs.settings import Keywords, Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from keywords.stage import run_keywords
from linkgraph.stage import run_links
from reports.load import load_report
from reports.render import render_html

HOSTILE = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "<svg/onload=alert(3)>", "\"><script>alert(4)</script>",
    "'><b onmouseover=alert(5)>", "<!--<script>alert(6)</script>-->", "<i>not a text of ours</i>", "</i></span><h1>loud</h1>",
    "<!-- data -->", "{{7*7}}{% raw %}", "${alert(7)}", "`${alert(8)}`", "javascript:alert(9)", "data:text/html,<script>alert(10)</script>",
    "\u2028alert(11)//", "\u202egnp.exe", "&lt;script&gt;alert(12)&lt;/script&gt;", "&#60;script&#62;", "]]><x>", "\\u003cscript>",
    "<style>*{display:none}</style>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;//evil.example>",
    "<iframe srcdoc='<script>parent.alert(13)</script>'>", "<a href=//evil.example/ ping=//evil.example/>x</a>", "__proto__", "constructor",
    "=HYPERLINK(\"http://evil.example\")", "茶" * 300, "<tspan class=i>x</tspan>", "%00%0a", "</td></tr></table>",
)  # fmt: skip
BASE = "https://cha.example"


def hostile_page(text, links):
    """A page whose every part is the same hostile text."""
    said = escape(text, quote=True)
    anchors = "".join(f'<a href="{escape(path, quote=True)}">{said}</a> ' for path in links)
    return (
        f'<html lang="{said}"><head><title>{said}</title><meta name="description" content="{said}">'
        f'<link rel="canonical" href="{said}"></head><body><main><h1>{said}</h1><h2>{said}</h2><p>{said} 紫砂壶 {said}</p>'
        f'<img src="/{said}.png" alt="{said}"><p>{anchors}</p></main></body></html>'
    )


def site():
    """Pages that link to each other, at addresses that are hostile, too."""
    paths = [f"/{number}/{quote(text, safe='')[:180]}" for number, text in enumerate(HOSTILE)]
    answers = {"/": hostile_page(HOSTILE[0], paths)}
    for number, (path, text) in enumerate(zip(paths, HOSTILE, strict=True)):
        near = [paths[(number + step) % len(paths)] for step in (1, 2, 3)]
        answers[path] = hostile_page(text, ["/", *near, f"/gone/{quote(text, safe='')[:100]}"])
        answers[f"/gone/{quote(text, safe='')[:100]}"] = Answer(hostile_page(text, []), status=404)
    return answers


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    settings = Settings(keywords=Keywords(targets=("紫砂壶", *HOSTILE[:3])))
    with open_store(folder / "cha.db", create=True) as store:
        run_id = load_site(store, site(), base=BASE)
        run_links(store, run_id)
        run_keywords(store, run_id, settings)
        run_checks(store, run_id, settings)
        html = render_html(load_report(store, run_id, settings))
    (folder / "report.html").write_text(html, "utf-8")
    return (folder / "report.html").as_uri()


HARMLESS = """() => {
    const wrong = [];
    for (const one of document.querySelectorAll("*")) {
        for (const name of one.getAttributeNames()) if (name.startsWith("on")) wrong.push(`${one.tagName} ${name}`);
        if (["IFRAME", "OBJECT", "EMBED", "BASE", "IMG", "FORM"].includes(one.tagName)) wrong.push(one.tagName);
        if (one.tagName === "A" && !/^(?:https?:|file:|#|$)/.test(one.href)) wrong.push(one.href);
    }
    if (document.querySelectorAll("h1").length !== 1) wrong.push("h1");
    if (document.querySelectorAll("style").length !== 1) wrong.push("style");
    if (document.querySelectorAll("meta[http-equiv]").length !== 1) wrong.push("meta");
    return wrong;
}"""


def test_the_whole_report_in_both_languages(started):
    page = started("#/pages")
    page.wait_for_selector("#pages .tabulator-row")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for section in page.locator("main > section").all():
        section.scroll_into_view_if_needed()
        page.wait_for_timeout(60)
    assert page.evaluate(HARMLESS) == []
    page.click("label[for=l-en]")
    page.wait_for_selector("html[data-lang=en]", state="attached")
    assert page.evaluate(HARMLESS) == []
    assert "alert(1)" in page.inner_text("#pages") or "<script>" in page.inner_text("#pages")


def test_every_page_in_the_drawer_and_amid_its_links(started):
    page = started("#/pages")
    page.wait_for_selector("#pages .tabulator-row")
    addresses = [link.get_attribute("href") for link in page.locator("#pages .ptable a.u").all()]
    assert len(addresses) >= 10
    for address in addresses:
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_selector("dialog.drawer[open] .kv")
        assert page.evaluate(HARMLESS) == []
        page.evaluate("address => { location.hash = address.replace('page', 'around') }", address)
        page.wait_for_timeout(30)
    assert page.evaluate(HARMLESS) == []


def test_hostile_addresses_of_the_report_itself_do_nothing(started):
    for address in ("#/pages?q=<img src=x onerror=alert(1)>&f.title=\"><script>alert(2)</script>", "#/page/<b>", "#/nowhere/%3Cscript%3E", "#/page/%E0%A4%A"):  # fmt: skip
        page = started(address)
        page.wait_for_timeout(100)
        assert page.evaluate(HARMLESS) == []
