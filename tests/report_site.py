"""Real stores for the tests of the report: a small hostile site with rivals, and sample shops of any size."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from audit.runner import run_checks
from configs.settings import Keywords, Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from keywords.market import run_market
from keywords.stage import run_keywords
from labs.shop import make_shop
from linkgraph.stage import run_links
from tests.stores import copied

BASE = "https://cha.example"
SCRIPT = "</script><script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
ESCAPE = "\x1b[31mred\x1b[0m"
OVERRIDE = "\u202egnp.exe"
SETTINGS = Settings(keywords=Keywords(targets=("紫砂壶", "普洱茶", "teapot")))


def page(title, links=(), text="", head=""):
    """A page with a title, some links in its main text, and a few words."""
    anchors = "".join(f'<a href="{escape(href, quote=True)}">{escape(anchor)}</a> ' for href, anchor in links)
    words = text or f"{title}的选购、冲泡与保存方法，附产地和年份说明。How to choose and brew {title}. " * 6
    return (
        f'<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
        f"<body><main><h1>{escape(title)}</h1><p>{escape(words)}</p><p>{anchors}</p></main></body></html>"
    )


def site():
    """Answers of a small tea shop with broken links, chains, orphans and hostile texts."""
    cups = [(f"/cups/p-{n}.html", f"茶杯 {n}") for n in range(1, 9)]
    answers = {
        "/": page(
            "茶舍 紫砂壶与普洱茶",
            [("/cups/", "茶杯"), ("/普洱/", "普洱茶"), ("/gone", "旧活动"), ("/old", "旧版"), ("/cart/", "购物车")],
        ),
        "/cups/": page("茶杯", [*cups, ("/gone", "停售的杯子"), ("/", "首页")]),
        "/%E6%99%AE%E6%B4%B1/": page("普洱茶 生普与熟普", [("/deep-1", "更多"), ("/", "首页")]),
        "/hostile": page(f"{SCRIPT} {FORMULA}", [("/", f"{SCRIPT}{OVERRIDE}")], text=f"{OVERRIDE} {SCRIPT} 紫砂壶"),
        "/formula": page(FORMULA, [("/", "=1+1")]),
        "/override": page(OVERRIDE, [("/hostile", "x")]),
        "/gone": Answer(page("找不到"), status=404),
        "/old": Answer(status=301, location="/older"),
        "/older": Answer(status=302, location="/oldest"),
        "/oldest": Answer(status=301, location="/cups/"),
        "/loop": Answer(status=302, location="/loop"),
        "/dead": Answer(error="timeout"),
        "/cart/": Answer(error="robots"),
        "/secret": page("秘密", head='<meta name="robots" content="noindex">'),
        "/orphan": page("孤立页面", [("/", "首页")]),
    }
    answers |= {path: page(f"{name} 景德镇手工", [("/cups/", "全部茶杯"), ("/hostile", SCRIPT)]) for path, name in cups}
    answers |= {f"/deep-{n}": page(f"深处 {n}", [(f"/deep-{n + 1}", "下一页")]) for n in range(1, 7)}
    return answers


def rival(word):
    """A small competitor that speaks of ``word``."""
    pages = {f"/{n}.html": page(f"{word} {n} 号 紫砂壶", [("/", "首页")]) for n in range(1, 6)}
    return {"/": page(f"{word}茶行", [(path, path) for path in pages])} | pages


def build(path, *, analyse=True, complete=True):
    """A store with the hostile site and two rivals, analysed; returns the path and the target's run."""
    name = f"cha-{analyse:d}{complete:d}"
    return path, copied(path, name, lambda place: build_anew(place, analyse=analyse, complete=complete))


def build_anew(path, *, analyse=True, complete=True):
    """The same, but no copy; returns the target's run."""
    with open_store(path, create=True) as store:
        others = [
            load_site(store, rival(word), base=f"https://{name}.example", name=name, role="competitor")
            for name, word in (("rival-a", "甲"), ("rival-b", "乙"))
        ]
        run_id = load_site(
            store, site(), base=BASE, name="cha", sitemap=("/", "/orphan", "/cups/"), complete=complete,
            robots="User-agent: *\nDisallow: /cart/\n",
        )  # fmt: skip
        store.db.execute("update sites set label_zh = '茶舍', label_en = 'Tea House' where name = 'cha'")
        if analyse:
            for each in (*others, run_id):
                analysed(store, each, SETTINGS)
            run_market(store, run_id, SETTINGS)
    return run_id


def analysed(store, run_id, settings):
    """All analyses of a run, in their order."""
    run_links(store, run_id)
    run_keywords(store, run_id, settings)
    run_checks(store, run_id, settings)


def build_shop(path, pages=320):
    """A store with the sample shop and its rivals, analysed; returns the path, the target's run and settings."""
    return path, *copied(path, f"shop-{pages}", lambda place: _build_shop(place, pages))


def _build_shop(path, pages):
    with open_store(path, create=True) as store:
        runs = {}
        for name in ("rival-a", "rival-b", "tea-house"):
            shop = make_shop(f"https://{name}.example/", name=name, pages=pages)
            runs[name] = _load_shop(store, shop, f"https://{name}.example/")
        settings = Settings(keywords=Keywords(targets=shop.keywords))
        for run_id in runs.values():
            analysed(store, run_id, settings)
        run_market(store, runs["tea-house"], settings)
    return runs["tea-house"], settings


def _load_shop(store, shop, base):
    answers, todo = {}, ["/", *shop.paths()]
    for path in todo:
        if path in answers:
            continue
        answers[path], html = _answer(shop.route(path))
        found = re.findall(r'<a [^>]*href="([^"]+)"', html)
        urls = [urljoin(base + path[1:], unescape(href)).partition("#")[0] for href in found]
        todo += ["/" + url.removeprefix(base) for url in urls if url.startswith(base)]
    listed = re.findall(r"<loc>(.*?)</loc>", shop.route("/sitemap.xml").body.decode())
    run_id = load_site(
        store, answers, base=base, name=shop.name, role=shop.role, robots=shop.route("/robots.txt").body.decode(),
        sitemap=["/" + unescape(url).removeprefix(base) for url in listed],
    )  # fmt: skip
    labels = [shop.label["zh"], shop.label["en"], shop.name]
    store.db.execute("update sites set label_zh = ?, label_en = ? where name = ?", labels)
    return run_id


def _answer(route):
    if route is None:
        return Answer("<title>404</title>", status=404), ""
    headers = dict(route.headers)
    location = headers.pop("Location", "")
    charset = re.search(r"charset=([\w-]+)", headers.get("Content-Type", ""))
    try:
        html = route.body.decode(charset[1] if charset else "utf-8")
    except UnicodeDecodeError:
        html = route.body.decode("gb18030", "replace")
    return Answer(html, b"", route.status, location, headers, 40 + route.delay_ms), html


def prepared(app, store, run_id, stage):
    """Stands where the stages run that a report needs; these stores have them all."""
