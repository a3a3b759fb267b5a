"""The generator of sample shops: same in, same out; a healthy clean twin; pages only when asked for."""

import json
import re
from collections import Counter
from html import unescape
from unicodedata import east_asian_width
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from labs import shop as shop_module
from labs.shop import Shop, make_shop

BASE = "http://127.0.0.1:8000/"
NAMES = ("tea-house", "rival-a", "rival-b")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def text(shop: Shop, path: str) -> str:
    route = shop.route(path)
    assert route is not None, path
    charset = "big5" if path == "/hant.html" else "gbk" if path.startswith("/baike/") else "utf-8"
    return route.body.decode(charset)


def anchors(html: str, path: str) -> list[str]:
    """Paths of the shop that a page links to, resolved as a browser does."""
    base = re.search(r'<base href="([^"]+)"', html)
    start = urljoin(BASE + path[1:], base[1] if base else "")
    urls = (urljoin(start, unescape(href)) for href in re.findall(r'<a href="([^"]+)"', html))
    return ["/" + url.removeprefix(BASE) for url in urls if url.startswith(BASE)]


def depths(shop: Shop) -> dict[str, int]:
    """Clicks from home to every path reached over links, through redirects at no cost."""
    found, todo = {"/": 0}, ["/"]
    for path in todo:
        route = shop.route(path)
        if route is not None and route.status == 200:
            for target in anchors(text(shop, path), path):
                if target not in found:
                    found[target] = found[path] + 1
                    todo.append(target)
    return found


def sitemap(shop: Shop) -> list[str]:
    tree = ElementTree.fromstring(text(shop, "/sitemap.xml"))
    return ["/" + (loc.text or "").removeprefix(BASE) for loc in tree.iter(LOC)]


def columns(value: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in value)


@pytest.fixture(scope="module")
def clean() -> Shop:
    return make_shop(BASE, clean=True)


@pytest.fixture(scope="module")
def spoiled() -> Shop:
    return make_shop(BASE)


@pytest.fixture(scope="module")
def documents(clean: Shop) -> dict[str, str]:
    return {path: text(clean, path) for path in clean.paths()}


@pytest.mark.parametrize("name", NAMES)
def test_same_arguments_give_the_same_shop(name):
    one, two = make_shop(BASE, name=name, seed=7), make_shop(BASE, name=name, seed=7)
    assert one.paths() == two.paths()
    assert one.defects == two.defects
    # Asked for in another order: no page depends on what was rendered before.
    bodies = {path: one.route(path) for path in one.paths()}
    assert {path: two.route(path) for path in reversed(two.paths())} == bodies


def test_another_seed_gives_other_text(clean):
    other = make_shop(BASE, seed=2, clean=True)
    assert text(other, "/") != text(clean, "/")
    assert len(other.paths()) == len(clean.paths())


def test_another_base_url_changes_nothing_but_the_url(spoiled):
    moved = make_shop("https://tea.example/", seed=1)
    assert moved.defects == spoiled.defects
    for path in ("/", "/en/c/gift/", "/p/oolong-00003.html", "/sitemap.xml", "/robots.txt"):
        assert text(moved, path).replace("https://tea.example/", BASE) == text(spoiled, path)


def test_sizes_are_near_what_was_asked_for():
    assert 300 <= len(make_shop(BASE, clean=True).paths()) <= 330
    assert 950 <= len(make_shop(BASE, clean=True, pages=1000).paths()) <= 1010
    for name in NAMES[1:]:
        assert 80 <= len(make_shop(BASE, name=name).paths()) <= 120


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="slash"):
        make_shop("http://127.0.0.1:8000")
    with pytest.raises(ValueError, match="rival-a"):
        make_shop(BASE, name="rival-c")


@pytest.mark.parametrize(("name", "pages"), [(name, 320) for name in NAMES] + [("tea-house", 1000)])
def test_clean_shop_is_whole_and_shallow(name, pages):
    shop = make_shop(BASE, name=name, pages=pages, clean=True)
    found = depths(shop)
    assert sorted(found) == shop.paths()
    assert max(found.values()) <= 3
    assert all(shop.route(path).status == 200 for path in found)
    assert sorted(sitemap(shop)) == shop.paths()
    assert shop.defects == ()


def test_clean_titles_and_descriptions(documents):
    titles = [unescape(re.search(r"<title>(.*?)</title>", html)[1]) for html in documents.values()]
    descriptions = [
        unescape(re.search(r'<meta name="description" content="(.*?)">', html)[1]) for html in documents.values()
    ]
    assert max(Counter(titles).values()) == 1
    assert max(columns(title) for title in titles) <= 60
    assert max(Counter(descriptions).values()) == 1
    assert all(60 <= columns(one) <= 160 for one in descriptions)


def test_clean_main_text_is_long_enough(documents):
    for path, html in documents.items():
        main = re.sub(r"<[^>]+>", " ", re.search(r"<main>(.*?)</main>", html, re.DOTALL)[1])
        if path.startswith("/en/"):
            assert len(re.findall(r"[A-Za-z0-9]+", main)) >= 300, path
        else:
            assert len(re.findall(r"[一-鿿]", main)) >= 600, path
        assert html.count("<h1>") == 1


def test_clean_texts_share_less_than_six_tenths_of_their_shingles(documents):
    sets = {}
    for path, html in documents.items():
        prose = "".join(re.findall(r"<p>(.*?)</p>", re.search(r"<main>(.*?)</main>", html, re.DOTALL)[1]))
        english = path.startswith("/en/")
        tokens, size = (re.findall(r"\w+", prose), 3) if english else (re.findall(r"[一-鿿]", prose), 5)
        sets[path] = {tuple(tokens[start : start + size]) for start in range(len(tokens) - size + 1)}
    seen = Counter(shingle for shingles in sets.values() for shingle in shingles)
    for path, shingles in sets.items():
        assert sum(seen[one] > 1 for one in shingles) / len(shingles) < 0.6, path


def test_pairs_of_languages_point_at_each_other(clean, documents):
    def pairs(html):
        return dict(re.findall(r'hreflang="([\w-]+)" href="(http[^"]+)"', html))

    both = [path for path, html in documents.items() if pairs(html)]
    assert len(both) > 250
    for path in both:
        found = pairs(documents[path])
        assert set(found) == {"zh-Hans", "en", "x-default"}
        own = "en" if path.startswith("/en/") else "zh-Hans"
        assert found[own] == BASE + path[1:]
        twin = found["zh-Hans" if own == "en" else "en"].removeprefix(BASE)
        assert pairs(documents["/" + twin]) == found


def test_canonicals_structured_data_and_pictures(clean, documents):
    pictures = set()
    for path, html in documents.items():
        assert unescape(re.search(r'rel="canonical" href="([^"]+)"', html)[1]) == BASE + path[1:]
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html):
            data = json.loads(block)
            if data.get("@type") == "Product":
                assert f"¥{data['offers']['price']}" in html
        images = re.findall(r"<img [^>]*>", html)
        assert all(' alt="' in image for image in images)
        pictures.update(re.findall(r"/img/[\w-]+\.png", html))
    for picture in sorted(pictures)[:200]:
        route = clean.route(picture)
        assert route is not None
        assert route.body.startswith(b"\x89PNG")


def test_home_bears_the_icp_number_with_its_link(clean, spoiled):
    pattern = r'href="https://beian.miit.gov.cn/">沪ICP备12345678号-1</a>'
    assert re.search(pattern, text(clean, "/"))
    assert not re.search("ICP备", text(spoiled, "/"))


def test_nothing_disallowed_is_linked_in_the_clean_shop(clean):
    rules = re.findall(r"Disallow: (\S+)", text(clean, "/robots.txt"))
    assert rules == ["/cart/", "/search", "/en/search"]
    assert not [path for path in clean.paths() if path.startswith(tuple(rules))]
    assert f"Sitemap: {BASE}sitemap.xml" in text(clean, "/robots.txt")


def test_legacy_encodings_are_declared_in_header_or_document(clean):
    for number in range(1, 5):
        route = clean.route(f"/baike/{number}.html")
        in_header = ("Content-Type", "text/html; charset=gbk") in route.headers
        assert in_header != (b'<meta charset="gbk">' in route.body)
        assert "茶百科" in route.body.decode("gbk")
    route = clean.route("/hant.html")
    assert ("Content-Type", "text/html; charset=big5") in route.headers
    assert "繁體中文簡介" in route.body.decode("big5")


def test_relative_links_need_the_base_element(clean):
    html = text(clean, "/handbook/ware.html")
    assert '<base href="/p/">' in html
    relative = re.findall(r'<a href="([^"/.][^"]*\.html)"', html)
    assert len(relative) == 4
    assert all(clean.route("/p/" + href) for href in relative)
    assert not any(clean.route("/handbook/" + href) for href in relative)


@pytest.mark.parametrize("name", NAMES)
def test_twins_differ_only_where_the_key_says(name):
    clean, spoiled = make_shop(BASE, name=name, clean=True), make_shop(BASE, name=name)
    named = {defect.path for defect in spoiled.defects}
    for path in set(clean.paths()) - named:
        before, after = clean.route(path), spoiled.route(path)
        if before != after:
            links = [set(anchors(text(shop, path), path)) for shop in (clean, spoiled)]
            assert (links[0] ^ links[1]) & named, path


def test_a_huge_shop_renders_only_what_is_asked_for(monkeypatch):
    rendered = []
    document = shop_module.document
    monkeypatch.setattr(shop_module, "document", lambda site, page: rendered.append(page) or document(site, page))
    shop = make_shop(BASE, pages=100_000)
    paths = shop.paths()
    assert len(paths) > 99_000
    assert rendered == []
    last = [path for path in paths if path.startswith("/p/")][-1]
    route = shop.route(last)
    assert len(rendered) == 1
    assert 33_000 <= len(route.body) <= 42_000
    assert 75 <= route.body.count(b"<a ") <= 125
    index = text(shop, "/sitemap.xml")
    parts = re.findall(r"/sitemap-\d\.xml", index)
    assert len(parts) == 3
    assert text(shop, parts[0]).count("<loc>") == 45_000


def test_small_shops_still_stand():
    shop = make_shop(BASE, pages=60)
    assert all(shop.route(path) is not None for path in shop.paths())


def test_answer_key_is_json(spoiled):
    key = json.loads(json.dumps(spoiled.answer_key(), ensure_ascii=False))
    assert len(key) == len(spoiled.defects)
    assert {"check": "icp-number-missing", "url": BASE, "why": {"scope": "site"}} in key
    assert {"zh", "en"} == set(spoiled.label)
    assert (spoiled.role, make_shop(BASE, name="rival-a").role) == ("target", "competitor")


def test_keywords_head_one_page_of_their_language_each(clean, documents):
    titles = [unescape(re.search(r"<title>(.*?)</title>", html)[1]).casefold() for html in documents.values()]
    for keyword in clean.keywords:
        assert sum(keyword.casefold() in title for title in titles) == 1, keyword
