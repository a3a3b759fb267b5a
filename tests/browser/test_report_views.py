"""The link views in a real browser: with WebGL, without it, and without scripts."""

from itertools import combinations

import pytest

from crawler.store import open_store
from reports.load import load_report
from reports.render import render_html
from tests.browser.chromium import ARGS
from tests.browser.test_report_browser import CONTRAST, HAN, OWN_TEXT, english, open_all
from tests.node import node_modules
from tests.report_site import build_shop

CAMERA = "document.getElementById('depth-map').depthMap.sigma.getCamera().getState()"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("views")
    path, run_id, settings = build_shop(folder / "shop.db", pages=200)
    with open_store(path) as store, pytest.MonkeyPatch.context() as limits:
        limits.setattr("reports.views.ego.TOP", 150)  # so that some pages have no links here
        model = load_report(store, run_id, settings)
    (folder / "report.html").write_text(render_html(model), "utf-8")
    return model, (folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def report(shop):
    return shop[1]


@pytest.fixture(scope="module")
def ego(shop):
    return shop[0].views.ego


@pytest.fixture
def browser(chromium):
    with chromium.launched(*ARGS, "--enable-unsafe-swiftshader") as launched:  # WebGL without a graphics card
        yield launched


@pytest.fixture
def views(started):
    """The report at the links of one page."""

    def visit(address="", **options):
        page = started(address, **options)
        page.evaluate("document.getElementById('ego').scrollIntoView()")
        page.wait_for_selector("#ego.live")
        return page

    return visit


@pytest.fixture
def mapped(views):
    """The report with all of its link views made."""

    def visit(address="", **options):
        page = views(address, **options)
        page.evaluate("document.getElementById('depth-map').scrollIntoView()")
        page.wait_for_selector("#depth-map.live .stage canvas")
        return page

    return visit


def camera(page):
    return page.evaluate(CAMERA)


def settled(page, before=None):
    """The camera once it stands still; where it was ``before`` it has to move from."""
    last = None
    for _ in range(60):
        now = camera(page)
        if now == last and now != before:
            return now
        last = now
        page.wait_for_timeout(60)
    raise AssertionError(f"the camera does not come to rest: {before} {last}")


def test_a_page_found_by_words_shows_its_links_and_the_way_to_it(views, ego):
    page = views()
    place = max(
        range(len(ego.urls)),
        key=lambda at: (ego.linking[at] > 3 and ego.linked[at] > 3 and bool(ego.covered[at]), ego.depth[at]),
    )
    page.fill("#ego-find", ego.urls[place])
    page.locator("#ego .offers button", has=page.locator(f"small:text-is('{ego.urls[place]}')")).first.click()
    assert page.evaluate("location.hash") == f"#/around/{ego.url_ids[place]}"
    assert ego.urls[place] in page.inner_text(".egocard .u")
    assert page.locator(".side.in li").count() == min(20, ego.linking[place])
    assert page.locator(".side.out li").count() == min(20, ego.linked[place])
    assert page.locator(".way li").count() == ego.depth[place] + 1
    assert page.locator(".strands.out path").count() == page.locator(".side.out li").count()
    assert f"/ {ego.linked[place]:,} 个" in page.inner_text(".side.out h4")


def test_a_neighbour_becomes_the_page_shown_and_the_address_says_so(views, ego):
    page = views()
    page.locator(".side.out button").first.click()
    there = int(page.evaluate("location.hash").rpartition("/")[2])
    assert there in ego.url_ids and there != ego.url_ids[ego.home]
    title = page.inner_text(".egocard b")
    page.locator(".way button").first.click()
    assert page.inner_text(".egocard b") != title
    page.locator(".egocard a.act").first.click()
    page.wait_for_selector("dialog.drawer[open]")


def test_broken_targets_are_marked_and_first(views, ego):
    broken = {at for at, tone in enumerate(ego.tone) if tone == 3}
    begin, found = 0, {}
    for at, count in enumerate(ego.links):
        found[at] = broken & set(ego.targets[begin : begin + count])
        begin += count
    place = next(at for at, some in found.items() if some and ego.covered[at])
    page = views(f"#/around/{ego.url_ids[place]}")
    assert page.locator(".side.out li small").first.inner_text() == "死链"
    assert page.locator(".strands.out path.bad").count() == min(20, len(found[place]))


def test_of_a_page_without_links_here_there_are_numbers_and_the_command(views, ego):
    uncovered = [at for at, flag in enumerate(ego.covered) if not flag]
    page = views(f"#/around/{ego.url_ids[uncovered[0]]}")
    assert "xunlu page" in page.inner_text(".egocard")
    page.evaluate("location.hash = '#/around/999999999'")
    page.wait_for_selector("#ego .warn")


def test_the_map_shows_every_page_and_no_label_lies_on_another(mapped, shop):
    page = mapped()
    page.wait_for_timeout(300)
    drawn = page.evaluate(
        "(() => { const m = document.getElementById('depth-map').depthMap; return [m.graph.order, m.written.map(w => w.box)]; })()"
    )
    assert drawn[0] == shop[0].views.map.shown
    assert len(drawn[1]) > 5
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(drawn[1], 2))
    assert not page.is_visible("#depth-map svg.rings")


def test_keys_move_and_zoom_the_map(mapped):
    page = mapped()
    page.focus("#depth-map .stage")
    begin = settled(page)
    page.keyboard.press("+")
    near = settled(page, begin)
    assert near["ratio"] < begin["ratio"]
    page.keyboard.press("ArrowRight")
    right = settled(page, near)
    assert right["x"] > near["x"] and right["y"] == near["y"]
    page.keyboard.press("ArrowUp")
    up = settled(page, right)
    assert up["y"] > right["y"]
    page.keyboard.press("-")
    assert settled(page, up)["ratio"] > up["ratio"]
    page.keyboard.press("0")
    assert settled(page, up) == begin
    page.click("#depth-map .key >> nth=0")
    assert settled(page, begin)["ratio"] < begin["ratio"]


def test_a_page_found_on_the_map_is_told_of_and_a_click_opens_it(mapped, ego, shop):
    page = mapped()
    wanted = max(shop[0].views.map.nodes, key=lambda at: (ego.depth[at] == 2, ego.rank[at]))
    begin = settled(page)
    page.fill("#map-find", ego.urls[wanted])
    page.keyboard.press("Enter")
    settled(page, begin)
    assert ego.urls[wanted] in page.inner_text("#depth-map .told .u")
    box = page.locator("#depth-map .stage").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("dialog.drawer[open]")
    assert page.evaluate("location.hash") == f"#/page/{ego.url_ids[wanted]}"
    assert page.locator("dialog.drawer .further details").count() == 2


def test_another_page_in_the_middle(mapped, ego):
    place = next(at for at, flag in enumerate(ego.covered) if flag and at != ego.home and ego.links[at] > 3)
    page = mapped(f"#/map/{ego.url_ids[place]}")
    middle = page.evaluate(
        "(() => { const m = document.getElementById('depth-map').depthMap; const at = m.keys.get(m.rooted); return [m.rooted, m.map.x[at], m.map.y[at], m.map.depth[at], m.map.depth.length]; })()"
    )
    assert middle[:4] == [place, 0, 0, 0] and middle[4] > 3
    apart = page.evaluate(
        """(() => { const {x, y, r} = document.getElementById('depth-map').depthMap.map; let least = Infinity;
        for (let i = 0; i < x.length; i++) for (let j = 0; j < i; j++)
            least = Math.min(least, Math.hypot(x[i] - x[j], y[i] - y[j]) - r[i] - r[j]);
        return least; })()"""
    )
    assert apart > 0
    page.click("text=回到首页")
    assert page.evaluate("document.getElementById('depth-map').depthMap.rooted") is None


def test_boilerplate_links_can_be_hidden_on_both_graphs(mapped):
    page = mapped()
    hidden = "(() => { const s = document.getElementById('depth-map').depthMap.sigma; return s.getGraph().edges().filter(e => s.getEdgeDisplayData(e).hidden).length; })()"
    assert page.evaluate(hidden) == 0
    page.check("#map-hide")
    assert page.evaluate(hidden) > 0
    assert page.locator("g.tg-own").is_visible() and not page.locator("g.tg-every").is_visible()
    page.uncheck("#tg-own")
    assert page.locator("g.tg-every").is_visible() and not page.locator("g.tg-own").is_visible()


def test_pointing_at_a_template_shows_its_links_and_a_click_its_pages(views):
    page = views()
    box = page.locator(".tbox[data-name]").first
    box.scroll_into_view_if_needed()
    box.hover()
    number = box.get_attribute("data-box")
    on = page.locator(".tgraph .edge.on")
    assert on.count() > 0
    assert all(number in (one.get_attribute("data-a"), one.get_attribute("data-b")) for one in on.all())
    box.click()
    assert page.evaluate("location.hash").startswith("#/pages?f.template=")


GROUND = "document.getElementById('depth-map').depthMap.colors.card + document.querySelector('#depth-map .names').toDataURL()"


def test_the_map_follows_theme_and_language(mapped):
    page = mapped()
    page.wait_for_timeout(200)
    day = page.evaluate(GROUND)
    name = page.get_attribute("#depth-map .stage", "aria-label")
    page.click("label[for=th-dark]")
    page.wait_for_timeout(300)
    assert page.evaluate(GROUND) != day
    page.click("label[for=l-en]")
    assert page.get_attribute("#depth-map .stage", "aria-label") != name
    texts = page.locator("#views").evaluate(OWN_TEXT.replace("document.body", "document.getElementById('views')"))
    assert texts and [text for text in texts if HAN.search(text)] == []
    page.click("label[for=l-zh]")
    assert english(page) == []


def test_nothing_makes_the_page_scroll_sideways(mapped):
    page = mapped(width=360)
    open_all(page)
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_every_view(mapped, scheme):
    page = mapped(color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize(("scheme", "lang"), [pytest.param("light", "zh", marks=pytest.mark.torture), ("dark", "en")])
def test_axe_finds_nothing_in_the_mapped(mapped, scheme, lang):
    page = mapped(f"?lang={lang}", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('#views details').forEach(one => one.open = true)")
    page.evaluate((node_modules() / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        "axe.run({ include: ['#views'], exclude: ['#views svg *'] }, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] })"
    )
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found["violations"]] == []


class TestWithoutWebGL:
    @pytest.fixture
    def browser(self, chromium):
        with chromium.launched(*ARGS, "--disable-3d-apis") as launched:
            yield launched

    def test_the_drawing_of_the_report_stays(self, started):
        page = started()
        page.evaluate("document.getElementById('depth-map').scrollIntoView()")
        page.wait_for_selector("#ego.live")
        page.wait_for_timeout(300)
        assert page.is_visible("#depth-map svg.rings") and page.locator("#depth-map.live").count() == 0
        assert page.locator("#depth-map canvas").count() == 0


def test_without_scripts_every_view_is_drawn_or_says_how_to_get_it(opened, shop):
    page = opened(java_script_enabled=False)
    model = shop[0].views
    assert page.is_visible(".ic-urls svg") and not page.is_visible(".ic-pagerank svg")
    page.click("label[for=ic-pagerank]")
    assert page.is_visible(".ic-pagerank svg") and not page.is_visible(".ic-urls svg")
    assert page.locator("#depth-map svg.rings circle[class^=t]").count() == model.map.drawn
    assert page.locator("svg.tgraph .tbox").count() == len(model.templates.boxes)
    assert "xunlu page URL" in page.inner_text("#ego")
    assert not page.is_visible("#depth-map .livebox")
    page.locator("#depth-map summary").click()
    assert page.locator("#depth-map tbody tr").first.is_visible()


def test_colours_can_be_of_errors_or_of_all_findings(opened):
    page = opened(java_script_enabled=False)
    fill = "getComputedStyle(document.querySelector('.ic-urls svg svg.q4:not(.e4)')).fill"
    before = page.evaluate(fill)
    page.click("label[for=sh-any]")
    assert page.evaluate(fill) != before


def test_print_has_the_drawings_and_not_the_controls(mapped):
    page = mapped()
    page.emulate_media(media="print")
    assert page.is_visible("#depth-map svg.rings") and not page.is_visible("#depth-map .stage")
    assert not page.is_visible("#map-find") and not page.is_visible("#tg-own")
