"""The charts in a real browser: drawn in both languages and themes, quiet, leading to the pages they count, readable without scripts."""

import re

import pytest

from crawler.store import open_store
from reports.load import load_report
from reports.render import render_html
from tests.browser.chromium import Visits
from tests.browser.conftest import STARTED
from tests.history_site import build_history
from tests.report_site import SETTINGS

HAN = re.compile(r"[\u4e00-\u9fff，。；：（）、]")
OWN = """id => [...document.querySelectorAll(`#${id} .plate svg text`)].map(one => one.textContent)"""
FILLS = """() => [...new Set([...document.querySelectorAll('.plate svg [fill], .plate svg [stroke]')].flatMap(
    one => [one.getAttribute('fill'), one.getAttribute('stroke')]))].filter(one => one && one !== 'none')"""


@pytest.fixture(scope="session")
def past(tmp_path_factory):
    folder = tmp_path_factory.mktemp("past")
    path, runs = build_history(folder / "past.db")
    with open_store(path) as store:
        model = load_report(store, runs[-1], SETTINGS)
    (folder / "report.html").write_text(render_html(model), "utf-8")
    return model, (folder / "report.html").as_uri()


@pytest.fixture
def drawn(chromium, browser, past):
    """Opens the report over time; its console must have stayed silent, and nothing been asked for."""
    with Visits(chromium, browser) as visits:

        def visit(address="", **options):
            page = visits.visit(f"{past[1]}{address}", **{"height": 1000, "reduced_motion": "reduce"} | options)
            if options.get("java_script_enabled", True):
                page.wait_for_selector(STARTED, state="attached")
            return page

        yield visit
    assert visits.complaints == []
    assert visits.asked_for() == {past[1]}


def show(page, card):
    """The card in the window, its chart drawn."""
    page.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant', block: 'center'})", card)
    page.wait_for_selector(f"#{card} .plate svg")


def cards(page):
    return page.evaluate("[...document.querySelectorAll('.plate')].map(one => one.closest('[data-chart]').id)")


def shown(past, key):
    return next(one for one in past[0].charts if one.key == key)


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_every_chart_with_data_is_drawn_as_svg(drawn, past, lang, scheme):
    page = drawn(f"?lang={lang}", color_scheme=scheme, reduced_motion="no-preference")
    found = cards(page)
    drawable = [f"chart-{one.key}" for one in past[0].charts if one.bars]
    assert set(found) == {*drawable, "radar", *(f"trend-{one.key}" for one in past[0].history.charts)}
    for card in found:
        show(page, card)
        assert page.locator(f"#{card} .plate svg path").count() > 0
        label = page.get_attribute(f"#{card} .plate", "aria-label")
        assert label and bool(HAN.search(label)) == (lang == "zh" or card == "chart-terms")
    assert page.locator("canvas").filter(has=page.locator("xpath=ancestor::*[@data-chart]")).count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_of_charts_are_in_the_language_shown(drawn, lang):
    page = drawn(f"?lang={'en' if lang == 'zh' else 'zh'}")
    for card in ("chart-depth", "chart-checks", "chart-indexable", "chart-funnel", "trend-axes"):
        show(page, card)
    page.click(f"label[for=l-{lang}]")
    for card in ("chart-depth", "chart-checks", "chart-indexable", "chart-funnel", "trend-axes"):
        texts = [text for text in page.evaluate(OWN, card) if re.search(r"[A-Za-z\u4e00-\u9fff]", text)]
        assert texts
        if lang == "en":
            assert not any(HAN.search(text) for text in texts), card
        else:
            assert any(HAN.search(text) for text in texts), card


def test_colours_follow_the_theme(drawn):
    page = drawn(color_scheme="light")
    for card in ("chart-funnel", "chart-status"):
        show(page, card)
    day = page.evaluate(FILLS)
    page.click("label[for=th-dark]")
    night = page.evaluate(FILLS)
    ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')").strip()
    assert ink in night and ink not in day
    assert "#0072b2" in day and "#0072b2" not in night


def test_lines_are_told_apart_without_colour(drawn):
    page = drawn()
    show(page, "trend-score")
    dashes = page.evaluate(
        """() => [...document.querySelectorAll('#trend-score .plate svg path[stroke-width="2.2"]')]
            .map(one => one.getAttribute('stroke-dasharray') ?? 'solid')"""
    )
    assert "solid" in dashes and "7,4" in dashes


def test_a_gap_breaks_the_line_and_a_change_of_the_rules_is_a_vertical_line(drawn):
    page = drawn()
    show(page, "trend-indexable")
    paths = page.evaluate("[...document.querySelectorAll('#trend-indexable .plate svg path')].map(one => [one.getAttribute('stroke-width'), one.getAttribute('d')])")  # fmt: skip
    assert any(width == "2.2" and len(re.findall("M", path)) == 2 for width, path in paths), "two parts, no bridge"
    assert any(width == "1.2" for width, _ in paths)
    assert page.locator("#history").get_by_text("竖线处设置变了").count() == 1


def test_a_click_on_a_bar_leads_to_the_pages_it_counts(drawn, past):
    page = drawn()
    show(page, "chart-depth")
    bar = next(one for one in shown(past, "depth").bars if one.label.zh == "2 次")
    tall = page.evaluate(
        """() => [...document.querySelectorAll('#chart-depth .plate svg path')].map(one => one.getBoundingClientRect())
            .filter(one => one.width > 10 && one.width < 60).sort((a, b) => b.height - a.height)
            .map(one => [one.x + one.width / 2, one.y + one.height / 2])[0]"""
    )
    page.mouse.click(*tall)
    page.wait_for_function("location.hash.startsWith('#/pages')")
    assert (
        page.evaluate("decodeURIComponent(location.hash).replaceAll('+', ' ')")
        == bar.target
        == "#/pages?f.indexable==ok&f.depth=2"
    )
    page.wait_for_function(f"document.querySelector('#pages .found').textContent.startsWith('{bar.shown} /')")


def test_each_number_of_a_table_leads_to_as_many_pages(drawn, past):
    page = drawn()
    page.evaluate("document.querySelectorAll('.chart details').forEach(one => one.open = true)")
    for key in ("status", "indexable", "depth", "titles", "lengths", "types", "checks", "points", "funnel"):
        rows = [bar for bar in shown(past, key).bars if bar.target]
        links = page.locator(f"#chart-{key} td[data-to] a")
        assert rows and links.count() == len(rows), key
        for place, bar in enumerate(rows):
            assert links.nth(place).get_attribute("href") == bar.target
            page.evaluate("address => location.hash = address", bar.target)
            count = bar.shown if key != "points" else None
            page.wait_for_function(
                "count => { const told = document.querySelector('#pages .found')?.textContent ?? '';"
                " return count ? told.startsWith(`${count} /`) : /^[1-9]/.test(told); }",
                arg=count,
            )


def test_a_name_beside_a_bar_leads_there_as_well(drawn, past):
    page = drawn()
    show(page, "chart-checks")
    page.locator("#chart-checks .plate svg text").first.click()
    page.wait_for_function("location.hash.startsWith('#/pages?f.checks=')")


def test_a_tooltip_is_text_and_never_markup(browser, tmp_path):
    path, runs = build_history(tmp_path / "x.db")
    hostile = "<img src=x onerror=alert(1)><b>{b|x}</b>"
    with open_store(path) as store:
        store.db.execute("update sites set label_zh = ?, label_en = ? where name = 'cha'", [hostile, hostile])
        html = render_html(load_report(store, runs[-1], SETTINGS))
    (tmp_path / "x.html").write_text(html, "utf-8")
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    complaints = []
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: complaints.append(request.url))
    page.goto((tmp_path / "x.html").as_uri())
    page.wait_for_selector(STARTED, state="attached")
    show(page, "trend-score")
    box = page.locator("#trend-score .plate").bounding_box()
    for part in range(10, 95, 3):
        page.mouse.move(box["x"] + box["width"] * part / 100, box["y"] + 40)
        page.mouse.move(box["x"] + box["width"] * part / 100, box["y"] + 44)
    page.evaluate(
        """() => { const dot = [...document.querySelectorAll('#trend-score .plate svg path')]
            .map(one => one.getBoundingClientRect()).filter(one => one.width > 4 && one.width < 12)[0];
            window.dot = [dot.x + dot.width / 2, dot.y + dot.height / 2]; }"""
    )
    page.mouse.move(*page.evaluate("window.dot"))
    tip = page.wait_for_selector("#trend-score .tip")
    assert hostile in tip.inner_text() and page.locator("#trend-score .tip img, #trend-score .tip b b").count() == 0
    assert hostile in page.evaluate(OWN, "trend-score"), "the legend has it as text"
    assert complaints == [(tmp_path / "x.html").as_uri()]
    page.context.close()


def test_without_scripts_the_tables_and_still_lines_are_there(drawn, past):
    page = drawn(java_script_enabled=False)
    assert page.locator(".plate").count() == 0
    for one in past[0].charts:
        if one.bars:
            assert page.locator(f"#chart-{one.key} table").is_visible()
            assert page.locator(f"#chart-{one.key} tbody tr").count() == len(one.bars)
            assert page.locator(f"#chart-{one.key} .says").is_visible()
    assert page.locator(".chart td a").count() == 0, "nothing leads where scripts are needed"
    assert page.locator("#trend-score .plot svg polyline").count() > 0 and page.locator("#radar .still").is_visible()


def test_printing_shows_the_tables_in_place_of_the_drawings(drawn):
    page = drawn()
    show(page, "chart-status")
    assert not page.locator("#chart-status table").is_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".plate:visible").count() == 0
    for card in ("chart-status", "chart-funnel", "chart-checks", "trend-score"):
        assert page.locator(f"#{card} table").is_visible()
    assert page.locator("#trend-score .plot").is_visible() and page.locator("#radar .still").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#chart-status .plate").is_visible() and not page.locator("#chart-status table").is_visible()


@pytest.mark.parametrize("width", [360, 768])
def test_charts_fit_narrow_windows_and_follow_their_width(drawn, width):
    page = drawn("?lang=en", width=width)
    for card in ("chart-funnel", "chart-checks", "chart-depth", "radar", "trend-axes"):
        show(page, card)
        inside = page.evaluate(
            """id => { const room = document.querySelector(`#${id} .plate`).getBoundingClientRect();
                return [...document.querySelectorAll(`#${id} .plate svg text`)].map(one => [one.textContent, one.getBoundingClientRect()])
                    .filter(([, box]) => box.left < room.left - 1 || box.right > room.right + 1).map(([text]) => text) }""",
            card,
        )
        assert inside == [], card
    page.set_viewport_size({"width": 1280, "height": 1000})
    show(page, "chart-depth")
    page.wait_for_function(
        "Math.abs(document.querySelector('#chart-depth .plate svg').getBoundingClientRect().width"
        " - document.querySelector('#chart-depth .plate').clientWidth) < 2"
    )


def test_charts_stand_still_for_those_who_asked_for_less_motion(drawn):
    page = drawn()
    show(page, "chart-titles")
    frame = "document.querySelector('#chart-titles .plate').innerHTML"
    first = page.evaluate(frame)
    page.wait_for_timeout(250)
    assert page.evaluate(frame) == first
