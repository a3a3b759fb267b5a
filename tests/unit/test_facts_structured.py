"""Facts of structured data, pictures and the build of a page, as read from HTML."""

import json
import sys

import pytest
import turbohtml

from crawler.facts import facts_from_json, facts_to_json, gather_facts
from crawler.facts.elements import elements_of
from crawler.facts.products import ProductFact


def facts(html):
    document = turbohtml.parse(html, positions=False)
    found = gather_facts(document, elements_of(document), html)
    assert facts_from_json(facts_to_json(found)) == found
    return found


def json_ld(text):
    return facts(f'<script type="application/ld+json">{text}</script>').structured


BROKEN = [
    ('{"@context": "https://schema.org", "@type": "Product", "name": "壶",}', "trailing-comma", "壶"),
    ('{"@context": "https://schema.org", "@type": "Product", "name": "壶" "sku": "1"}', "comma", ""),
    ('{"@context": "https://schema.org", "@type": "Product", "name": "紫砂\n壶"}', "line-break", "紫砂 壶"),
    ('{"@context": "https://schema.org", /* 商品 */ "@type": "Product", "name": "壶"}', "comment", "壶"),
    ('{"@context": "https://schema.org", "@type": "Product", "name": “壶”}', "quotes", ""),
    ('{"@context": "https://schema.org", "@type": "Product", "name": "壶"};', "extra", "壶"),
    ('{"@context": "https://schema.org", "@type": "Product", "name": "壶"} {"@type": "Thing"}', "extra", "壶"),
    ('{"@context": "https://schema.org", "@type": "Product", "name": "a\\x"}', "escape", ""),
    ('{"@context": "https://schema.org", "@type": "Product", "name": "壶", "weight": NaN}', "constant", ""),
    ('{"@context": "https://schema.org", "@type": "Product", "name": "壶', "string", ""),
]


@pytest.mark.parametrize(("text", "code", "name"), BROKEN)
def test_broken_json_keeps_its_fault_and_what_can_still_be_read(text, code, name):
    found = json_ld(text)
    assert [fault[0] for fault in found.faults] == [code]
    assert [one[0] for one in found.products] == ([name] if name else [])
    assert bool(found.unread) == (not name)


def test_fault_is_placed_in_the_document():
    html = '<html>\r\n<head>\r\n<script type="application/ld+json">\r\n{"name": "壶",\r\n  "sku": 1,}\r\n</script>'
    ((code, line, column, near),) = facts(html).structured.faults
    assert (code, line, column) == ("trailing-comma", 5, 12)
    assert '"sku": 1,}' in near


@pytest.mark.parametrize(
    "text", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/ [] /*]]>*/", "\ufeff{}", "", " \n"]
)
def test_what_templates_wrap_around_data_is_no_fault(text):
    assert json_ld(text).faults == ()


def test_hostile_blocks_are_bounded():
    deep = '{"a":' * 50_000
    assert json_ld(deep).faults[0][0] == "depth"
    assert json_ld("[" * 5000).faults[0][0] in ("depth", "value")
    assert json_ld('{"a": ' + "9" * 10_000 + "}").faults == ()
    many = json.dumps([{"@type": f"T{n}", "name": "x" * 500, **{f"p{k}": 1 for k in range(99)}} for n in range(200)])
    found = json_ld(many)
    assert len(found.shapes) == 40
    assert all(len(names) <= 40 for _, _, names in found.shapes)
    assert sys.getrecursionlimit() < 50_000


@pytest.mark.parametrize(
    "text",
    ["<!--" + " " * 300_000, '{"' + '\\"' * 150_000, "{" + "/* " * 100_000, "{" * 300_000, '{"a":"' + "x" * 300_000],
    ids=["comment", "quotes", "comments", "braces", "string"],
)
def test_long_broken_blocks_are_given_up_soon(text):
    found = json_ld(text)
    assert found.blocks == 1
    assert len(found.unread) <= 1


def test_products_are_found_in_graphs_groups_and_by_reference():
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "mainEntity": {"@id": "#p"}},
            {"@id": "#p", "@type": ["Product", "Car"], "name": "壶", "image": ["/a.png"], "offers": {"@id": "#o"}},
            {"@id": "#o", "@type": "Offer", "price": 128.50, "priceCurrency": "CNY", "availability": "InStock"},
            {"@type": "Product", "@id": "#q"},
        ],
    }
    found = json_ld(json.dumps(graph, ensure_ascii=False))
    assert found.products == (ProductFact("壶", "128.5", "CNY", ("image", "offers", "availability")),)
    group = {
        "@context": "http://schema.org/",
        "@type": "ProductGroup",
        "name": "T",
        "hasVariant": [
            {"@type": "Product", "image": "/r.png", "offers": {"@type": "Offer", "price": "9", "priceCurrency": "USD"}},
            {"@type": "Product", "image": "/g.png", "offers": {"@type": "Offer", "price": "8", "priceCurrency": "USD"}},
        ],
    }
    ((name, price, currency, has),) = json_ld(json.dumps(group)).products
    assert (name, price, currency) == ("T", "9", "USD")
    assert {"image", "offers"} <= set(has)


def test_products_that_are_part_of_something_else_are_not_the_pages_own():
    listed = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "item": {"@type": "Product", "name": "壶"}}],
    }
    assert json_ld(json.dumps(listed)).products == ()
    related = {"@type": "Product", "name": "壶", "isRelatedTo": [{"@type": "Product", "name": "杯"}]}
    assert [one[0] for one in json_ld(json.dumps(related)).products] == ["壶"]


def test_microdata_reads_like_json_ld():
    found = facts(
        '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">壶</b><img itemprop="image" src="/a.png">'
        '<p itemprop="offers" itemscope itemtype="https://schema.org/AggregateOffer"><meta itemprop="lowPrice" content="9">'
        '<meta itemprop="priceCurrency" content="CNY"></p></div><i typeof="Review"></i>'
    ).structured
    assert found.products == (ProductFact("壶", "9", "CNY", ("image", "offers")),)
    assert (found.microdata, found.rdfa) == (("Product",), ("Review",))


def test_breadcrumbs_keep_positions_names_and_addresses_as_written():
    items = [
        {"@type": "ListItem", "position": 1, "name": "首页", "item": "https://shop.example/"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "/tea/", "name": "茶"}},
        {"@type": "ListItem", "position": "3", "name": "龙井"},
    ]
    (crumbs,) = json_ld(
        json.dumps({"@type": "BreadcrumbList", "itemListElement": items}, ensure_ascii=False)
    ).breadcrumbs
    assert crumbs == (("1", "首页", "https://shop.example/"), ("2", "茶", "/tea/"), ("3", "龙井", ""))


def test_baidu_blocks_are_of_another_vocabulary():
    found = json_ld('{"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld", "@type": "x", "title": "茶"}')
    assert (found.blocks, found.shapes, found.contextless, found.faults) == (1, (), 0, ())


def test_cards_are_the_first_of_each_name_with_a_value():
    found = facts(
        '<meta property="og:title" content=" 茶 舍 "><meta property="og:title" content="x"><meta name="twitter:card" content="">'
    )
    assert found.structured.cards == (("og:title", "茶 舍"),)


@pytest.mark.parametrize(
    ("image", "unsized"),
    [
        ('<img src="/a.png">', 1),
        ('<img src="/a.png" width="320">', 1),
        ('<img src="/a.png" style="width:100%;height:auto">', 1),
        ('<img src="/a.png" style="max-width:9px;max-height:9px">', 1),
        ('<img src="/a.png" width="320" height="240">', 0),
        ('<img src="/a.png" style="aspect-ratio: 4/3">', 0),
        ('<img src="/a.png" style="width:80px; height:80px">', 0),
        ('<img src="/p.gif" width="1">', 0),
        ('<img src="data:image/gif;base64,R0">', 0),
        ('<img src="/a.png" hidden>', 0),
    ],
)
def test_unsized_pictures(image, unsized):
    assert facts(image).media.unsized == unsized


@pytest.mark.parametrize(
    ("alt", "items", "term", "times"),
    [
        ("龙井茶,西湖龙井,明前龙井,龙井茶价格,龙井茶批发", 5, "龙井", 5),
        ("cheap tea, tea shop, tea online, buy tea, best tea", 5, "tea", 5),
        ("紫砂壶紫砂壶紫砂壶", 0, "紫砂壶", 3),
    ],
)
def test_stuffed_alts_are_measured(alt, items, term, times):
    ((text, _, _, *found),) = facts(f'<img src="/a.png" alt="{alt}">').media.alts
    assert text == alt
    assert found == [items, term, times]


@pytest.mark.parametrize(
    "alt",
    [
        "一位老人坐在窗边，手里端着茶杯，窗外下着雪。",
        "青瓷盖碗侧面",
        "A man and a woman with a cup",
        "龙井茶 250 克礼盒，正面",
        "",
    ],
)
def test_described_pictures_are_not_kept(alt):
    assert facts(f'<img src="/a.png" alt="{alt}">').media.alts == ()


def test_videos_with_sound_and_without_captions():
    found = facts(
        '<video src="/a.mp4"></video><video src="/b.mp4" muted></video><video></video>'
        '<video><source src="/c.mp4"><track kind="captions" src="/c.vtt"></video>'
        '<video src="/d.mp4"><track kind="chapters" src="/d.vtt"></video>'
    ).media
    assert (found.videos, found.uncaptioned, found.uncaptioned_src) == (3, 2, ("/a.mp4", "/d.mp4"))


def test_modern_formats():
    assert facts('<picture><source type="image/webp" srcset="/a"><img src="/a.png"></picture>').media.modern
    assert facts('<img src="/a.webp?v=1">').media.modern
    assert facts('<img src="https://cdn.example/a.jpg?x-oss-process=image/format,webp">').media.modern
    assert not facts('<img src="/a.png"><video><source type="video/webm" src="/v.webm"></video>').media.modern


@pytest.mark.parametrize("levels", [1, 18, 19, 20, 33, 40, 41, 200])
def test_depth_of_nesting(levels):
    found = facts("<html><body>" + "<div>" * levels + "</body></html>").markup
    assert found.depth == (levels + 2 if levels + 2 > 20 else 0)
    assert found.elements == levels + 3


@pytest.mark.parametrize("children", [39, 40, 61, 200])
def test_widest_element(children):
    found = facts("<ul>" + "<li>" * children + "</ul><select>" + "<option>" * 300 + "</select>").markup
    assert (found.widest_tag, found.widest) == (("ul", children) if children >= 40 else ("", 0))


def test_what_holds_the_first_paint_up():
    found = facts(
        '<html><head><script src="/a.js"></script><script src="/b.js" defer></script><script src="/c.js" async></script>'
        '<script type="module" src="/d.js"></script><script type="application/json" src="/e.json"></script>'
        '<link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/p.css" media="print">'
        '<link rel="alternate stylesheet" href="/x.css"><link rel="stylesheet" media="(min-width: 60em)" href="/w.css">'
        '</head><body><script src="/late.js"></script></body></html>'
    ).markup
    assert found.blocking == (("script", "/a.js"), ("style", "/a.css"))


def test_what_is_loaded_without_encryption():
    found = facts(
        '<link rel="canonical" href="http://a.example/"><a href="http://a.example/">a</a>'
        '<img src="http://a.example/a.png"><img src="//a.example/a.png"><audio src="HTTP://a.example/a.mp3"></audio>'
        '<link rel="stylesheet" href="http://a.example/a.css"><script src="http://a.example/a.js"></script>'
        '<iframe src="http://a.example/f"></iframe><img src="/b.png" srcset="http://a.example/b.png 2x">'
        '<meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests">'
    ).markup
    assert (found.insecure_active, found.insecure_passive) == (3, 3)
    assert {kind for kind, _ in found.insecure[:3]} == {"style", "script", "frame"}
    assert {kind for kind, _ in found.insecure[3:]} == {"image", "media"}
    assert found.csp == "upgrade-insecure-requests"
