"""Custom extraction from the configuration to files: rules change, pages that were crawled are searched again."""

import json
import re

import pytest

from tests.e2e.program import CONTROL, Program, both
from tests.e2e.tiny import Reply, TinySite, page

GOODS = (
    '<html><head><meta charset="gbk"><title>紫砂壶</title></head><body><h1>西施壶</h1><b class="price">￥1280</b>'
    '<ul class="colors"><li>紫泥</li><li>朱泥</li></ul><table><tr><th>品牌</th><td>茶舍\x1b[31m</td></tr></table>'
    '<script>var goods = {"sku":"XS-220"};</script><a href="/">首页</a></body></html>'
)
SITE = {
    "/": page("首页", "/goods/1", "/goods/2", "/about"),
    "/goods/1": Reply(GOODS.encode("gbk"), type="text/html"),
    "/goods/2": page(
        "普洱茶", "/", head='<meta name="sku" content="PU-357">', text='<b class="price">￥96</b>' + "陈香" * 5000
    ),
    "/about": page("关于"),
}
CONFIG = """
version = 1
[sites.shop]
start = ["{url}"]
[sites.shop.crawl]
store_html = "{store_html}"
"""
RULES = """
[[sites.shop.extract]]
name = "价格"
css = ".price"
[[sites.shop.extract]]
name = "brand"
xpath = "//th[.='品牌']/following-sibling::td"
match = "/goods/*"
[[sites.shop.extract]]
name = "sku"
regex = '"sku":"([^"]+)"'
[[sites.shop.extract]]
name = "colors"
css = ".colors li"
all = true
[[sites.shop.extract]]
name = "meta-sku"
css = "meta[name=sku]"
attr = "content"
"""
FOUND = [
    {"url": "/goods/1", "name": "brand", "ordinal": 0, "value": "茶舍\x1b[31m"},
    {"url": "/goods/1", "name": "colors", "ordinal": 0, "value": "紫泥"},
    {"url": "/goods/1", "name": "colors", "ordinal": 1, "value": "朱泥"},
    {"url": "/goods/1", "name": "sku", "ordinal": 0, "value": "XS-220"},
    {"url": "/goods/1", "name": "价格", "ordinal": 0, "value": "￥1280"},
    {"url": "/goods/2", "name": "meta-sku", "ordinal": 0, "value": "PU-357"},
    {"url": "/goods/2", "name": "价格", "ordinal": 0, "value": "￥96"},
]


def configure(program, url, rules=RULES, store_html="all"):
    (program.folder / "xunlu.toml").write_text(CONFIG.format(url=url, store_html=store_html) + rules, "utf-8")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A shop that was crawled and is not served any more."""
    program = Program(tmp_path_factory.mktemp("custom"))
    with TinySite(SITE) as site:
        configure(program, site.url)
        program("crawl", "shop", "-q")
        return program, site.url


@pytest.fixture
def xunlu(crawled):
    program, url = crawled
    configure(program, url)
    program("extract", "-q")
    return program


def exported(program, *words):
    rows = json.loads(program("export", "extracted", "--format", "json", *words).out)
    return [{**row, "url": re.sub(r"^http://[^/]+", "", row["url"])} for row in rows]


def test_values_are_exported(xunlu):
    assert exported(xunlu) == FOUND
    assert exported(xunlu, "--where", "name = '价格' and value like '%96'") == FOUND[-1:]
    said = xunlu("export", "extracted", "--columns", "value,name", "--limit", "2").out
    assert said.splitlines() == ["value,name", "茶舍[31m,brand", "紫泥,colors"]


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl", "md", "table"])
def test_every_format(xunlu, format):
    said = xunlu("export", "extracted", "--format", format).out
    assert all(row["value"].replace("\x1b", "") in said or "u001b" in said for row in FOUND)
    assert not CONTROL.search(said.replace("\t", " "))


def test_all_tables_have_the_values_where_there_are_any(xunlu):
    xunlu("export", "all", "-o", "all")
    assert len((xunlu.folder / "all" / "extracted.csv").read_text("utf-8-sig").splitlines()) == 1 + len(FOUND)


def test_a_page_shows_its_values(xunlu):
    found = json.loads(xunlu("page", "/goods/1", "--format", "json").out)["extracted"]
    assert found == [{name: row[name] for name in ("name", "ordinal", "value")} for row in FOUND[:5]]
    said = xunlu("page", "/goods/1").out
    assert "Custom extraction" in said
    assert re.search(r"价格 +￥1280", said)
    assert not CONTROL.search(said)
    chinese = Program(xunlu.folder, lang="zh")
    assert "自定义提取" in chinese("page", "/goods/1", "--format", "md").out
    assert "自定义提取" not in chinese("page", "/about").out


def test_changed_rules_are_applied_to_the_stored_pages(xunlu, crawled):
    configure(xunlu, crawled[1], '[[sites.shop.extract]]\nname = "title"\ncss = "h1"\nmatch = "/goods/*"\n')
    said = xunlu("extract", "--format", "json")
    assert json.loads(said.out) == [{"name": "title", "pages": 2, "values": 2}]
    assert "4 pages searched" in said.err
    assert [(row["url"], row["value"]) for row in exported(xunlu)] == [("/goods/1", "西施壶"), ("/goods/2", "普洱茶")]
    chinese = Program(xunlu.folder, lang="zh")("extract", "shop@latest")
    assert re.search(r"规则 +有值的网页 +值", chinese.out)
    assert "查了 4 个网页" in chinese.err


def test_a_rule_that_never_ends_is_told(xunlu, crawled):
    rules = '[[sites.shop.extract]]\nname = "endless"\nregex = "(?:陈|香|陈香)+末"\nmatch = "/goods/2"\n'
    configure(xunlu, crawled[1], rules)
    said = xunlu("extract", "--format", "json")
    assert json.loads(said.out) == [{"name": "endless", "pages": 0, "values": 0}]
    assert "“endless” was too slow on 1 page(s)" in said.err


def test_a_site_without_rules(xunlu, crawled):
    configure(xunlu, crawled[1], "")
    en, zh = both(xunlu, 170, "extract", code=2)
    assert "shop has no rules" in en and "[[sites.shop.extract]]" in en and "xunlu.toml" in en
    assert "shop 没有提取规则" in zh and "[[sites.shop.extract]]" in zh


def test_a_rule_that_cannot_be_read(xunlu, crawled):
    configure(xunlu, crawled[1], '[[sites.shop.extract]]\nname = "price"\ncss = "div >"\n')
    en, zh = both(xunlu, 105, "extract", code=2)
    assert "[[sites.shop.extract]] #1 (price) css cannot be read: expected a selector at position 5" in en
    assert "（price）css 写法有误" in zh


def test_html_that_was_not_kept(tmp_path):
    program = Program(tmp_path)
    with TinySite(SITE) as site:
        configure(program, site.url, RULES, "off")
        program("crawl", "shop", "-q")
    before = exported(program)
    en, zh = both(program, 171, "extract", code=2)
    assert "run 1 (shop) has kept the HTML of no page" in en and "store_html" in en
    assert "没有保存任何网页的 HTML" in zh
    assert exported(program) == before
