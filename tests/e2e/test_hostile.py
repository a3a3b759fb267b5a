"""Pages that attack whoever reads them: the terminal, the spreadsheet, the report, the file system, the templates."""

import csv
import re
from html.parser import HTMLParser

import pytest

from tests.e2e.program import CONTROL, Program, query, sound
from tests.e2e.tiny import Reply, TinySite, moved, page

SCRIPT = "</script><script>alert(1)</script>"
ATTRIBUTE = "\"><img src=x onerror=alert(2)> ' onmouseover='alert(3)"
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "＝1+1")
TERMINAL = "\x1b[31mred\x1b[0m \x1b]0;owned\x07 \x1b]8;;http://evil.example/\x07x\x9b2J\x08\x7f"
DIRECTION = "\u202egnp.exe \u2066\u200f\u200e"
FORMATS = ("{{7*7}}", "{0.__class__.__mro__}", "{title}", "%s%n%(x)s", "${7*7}", "{% raw %}")
QUOTES = "'; drop table pages; -- \" \\ `"
TRAVERSAL = "../../../etc/passwd"
PAYLOADS = {
    "script": SCRIPT, "attribute": ATTRIBUTE, "terminal": TERMINAL, "direction": DIRECTION, "quotes": QUOTES,
    "traversal": TRAVERSAL, "null": "a\0b", "surrogate": "&#xD800; &#xDFFF; &#0; &#x110000;", "long": "长" * 350_000,
    **{f"formula-{n}": text for n, text in enumerate(FORMULAS)},
    **{f"format-{n}": text for n, text in enumerate(FORMATS)},
}  # fmt: skip
LINKS = (
    '<a href="javascript:alert(4)">脚本</a><a href="data:text/html,<script>alert(5)</script>">数据</a>'
    '<a href="vbscript:x">x</a><a href="JaVaScRiPt:alert(6)">大写</a><a href="\tjava\nscript:alert(7)">空白</a>'
    '<a href="file:///etc/passwd">文件</a><a href="http://[::bad">坏</a><a href="//">空</a><a href="http://">空</a>'
    '<a href="/%00/x">零</a><a href="/a b\u202ec">空格</a><a href="http://127.0.0.1:99999/">端口</a>'
    '<a href="/..%2f..%2fetc/passwd">上级</a><a href="ftp://evil.example/">ftp</a>'
)


def hostile(payload):
    """A page whose every text is the payload, written as carelessly as pages are."""
    inside = payload.replace('"', "&quot;")
    return (
        f'<!DOCTYPE html><html lang="{inside[:60]}"><head><meta charset="utf-8"><title>{payload}</title>'
        f'<meta name="description" content="{inside[:5000]}"><meta name="robots" content="{inside[:200]}">'
        f'<link rel="canonical" href="{inside[:200]}"><script type="application/ld+json">{{"@type": "{inside[:50]}"}}'
        f"</script></head><body><main><h1>{payload}</h1><p>紫砂壶 {payload} 普洱茶</p>{LINKS}"
        f'<a href="/" title="{inside[:300]}">{payload[:500]}</a><img src="{inside[:200]}"></main></body></html>'
    )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """The hostile site, run in Chinese with a hostile label; the program, its result and the site."""
    names = {f"/{name}.html": hostile(payload) for name, payload in PAYLOADS.items()}
    headers = {"X-Robots-Tag": "\x1b[31mnoindex\x1b[0m", "Link": '<javascript:alert(8)>; rel="canonical"'}
    answers = {
        "/": page("首页", *names, "/header", "/odd-type", "/odd-charset", "/redirect", "/refresh", "/binary"),
        **names,
        "/header": Reply(page("头"), headers=headers),
        "/odd-type": Reply(page("类型"), type="text/html\t; charset=\x1b[31m"),
        "/odd-charset": Reply(page("编码"), type="text/html; charset=../../evil"),
        "/redirect": Reply(status=302, headers={"Location": "javascript:alert(9)"}),
        "/refresh": page("刷新", head='<meta http-equiv="refresh" content="0; url=javascript:alert(10)">'),
        "/binary": Reply(bytes(range(256)) * 64),
        "/robots.txt": Reply("User-agent: *\x1b[31m\nDisallow: /\x1b]0;x\x07never\nAllow: /\n", type="text/plain"),
        "/sitemap.xml": Reply("<urlset><url><loc>javascript:alert(11)</loc></url><url><loc>/\x1b[31m", type="text/xml"),
    }
    xunlu = Program(tmp_path_factory.mktemp("hostile"), lang="zh")
    with TinySite(answers) as site:
        (xunlu.folder / "xunlu.toml").write_text(
            f'version = 1\nlang = "zh"\n[sites.evil]\nstart = ["{site.url}"]\n'
            '[sites.evil.label]\nzh = "</script><script>alert(12)</script>{{7*7}}{0}"\nen = "=1+1"\n'
            '[keywords]\ntargets = ["紫砂壶", "</script><script>alert(13)</script>", "{0.__class__}", "=1+1"]\n',
            "utf-8",
        )
        result = xunlu("run", "-o", "report.html")
    return xunlu, result, site


class Parts(HTMLParser):
    """Script elements, attributes that run code, and addresses of a document."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.scripts, self.handlers, self.addresses, self.text = [], [], [], []
        self._open = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._open = tag if tag in ("script", "style") else ""
        if tag == "script":
            self.scripts.append([dict(attrs), ""])
        self.handlers += [(tag, name) for name, _ in attrs if name.startswith("on")]
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action") and value]

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        if self._open == "script":
            self.scripts[-1][1] += data
        elif not self._open:
            self.text.append(data)


def test_every_page_was_read_and_the_store_is_sound(crawled):
    xunlu, result, _ = crawled
    assert "总分" in result.out
    assert sound(xunlu.db)
    rows = query(xunlu.db, "select url from v_pages where status = 200 and error is null")
    assert len(rows) == len(PAYLOADS) + 6
    assert {state for (state,) in query(xunlu.db, "select distinct state from v_checks")} & {"crashed"} == set()


def test_titles_are_kept_as_data(crawled):
    xunlu, _, _ = crawled
    titles = dict(query(xunlu.db, "select replace(url, rtrim(url, replace(url, '/', '')), ''), title from v_pages"))
    assert titles["quotes.html"] == QUOTES
    assert titles["format-0.html"] == "{{7*7}}"
    assert titles["format-1.html"] == "{0.__class__.__mro__}"
    assert titles["formula-0.html"] == FORMULAS[0]
    assert titles["script.html"].startswith(SCRIPT)
    assert titles["attribute.html"].startswith('"><img')
    assert len(titles["long.html"]) == 1000
    assert "\0" not in titles["null.html"]


def test_nothing_but_http_was_followed_or_stored_as_link(crawled):
    xunlu, _, site = crawled
    targets = [target for (target,) in query(xunlu.db, "select distinct target from v_links")]
    assert targets
    assert {target.partition(":")[0] for target in targets} <= {"http", "https"}
    assert {path for path in site.paths() if not path.startswith("/")} == set()
    assert not CONTROL.search("".join(targets))


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_drives_the_terminal_by_the_log(tmp_path, workers):
    xunlu = Program(tmp_path)
    with TinySite(
        {
            "/": page(TERMINAL, "/packed", "/moved", "/d\x1b[31m", "/e\u202e"),
            "/packed": Reply(
                b"\x1f\x8b", headers={"Content-Encoding": "gzip\x1b[31m", "Content-Type": "text/html\x1b[31m"}
            ),
            "/moved": moved("http://\x1b[31m.invalid/"),
            "*": page(TERMINAL),
        }
    ) as site:
        said = xunlu("-vv", "crawl", site.url, "--workers", workers).said
    assert "scrapy.core.engine" in said
    assert not CONTROL.search(said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_drives_the_terminal(crawled, lang):
    xunlu, result, _ = crawled
    said = [result.said]
    for words in (
        ("report", "-o", f"{lang}.html"), ("audit",), ("links",), ("keywords",),
        ("sql", "select * from v_pages"), ("sql", "select * from v_links"), ("sql", "select * from v_findings"),
        ("sql", "select * from v_keywords", "--format", "md"),
        ("sql", "select '\x1b[31m' as \"\x1b]0;x\x07\" from v_pages limit 1"),
        ("sql", "select \x1b[31m"),
    ):  # fmt: skip
        said.append(xunlu("--lang", lang, *words, code=None).said)
    assert [hit for text in said for hit in CONTROL.findall(text)] == []


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl", "json", "md"])
def test_written_tables_hold_no_control_characters(crawled, format):
    xunlu, _, _ = crawled
    xunlu("sql", "select url, title, h1, description, robots, lang from v_pages", "--format", format, "-o", "rows.txt")
    text = (xunlu.folder / "rows.txt").read_text("utf-8-sig")
    assert len(text) > 1000
    hits = CONTROL.findall(text.replace("\r\n", "\n").replace("\t", " ") if format in ("csv", "tsv") else text)
    assert hits == []


def test_a_spreadsheet_computes_nothing(crawled):
    xunlu, _, _ = crawled
    xunlu("sql", "select title, h1, description, url from v_pages", "--format", "csv", "-o", "pages.csv")
    with (xunlu.folder / "pages.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    cells = [cell for row in rows for cell in row if cell]
    assert any(cell == f"'{FORMULAS[0]}" for cell in cells)
    assert [cell for cell in cells if cell[0] in "=+-@\t\r＝＋－＠"] == []


def test_the_report_is_inert(crawled, tmp_path):
    xunlu, _, _ = crawled
    xunlu("report", "-o", "hostile.html")
    calm = Program(tmp_path)
    with TinySite({"/": page("首页", "/a"), "/a": page("甲")}) as site:
        calm("run", site.url, "-o", "calm.html")
    parts = Parts((xunlu.folder / "hostile.html").read_text("utf-8"))
    usual = Parts((tmp_path / "calm.html").read_text("utf-8"))
    assert [attrs for attrs, _ in parts.scripts] == [attrs for attrs, _ in usual.scripts]
    # Scripts that run are the program's own, the same whatever was crawled; data islands are no scripts.
    running = [
        text for attrs, text in parts.scripts if attrs.get("type", "text/javascript") in ("text/javascript", "module")
    ]
    assert running == [
        text for attrs, text in usual.scripts if attrs.get("type", "text/javascript") in ("text/javascript", "module")
    ]
    assert not any("alert(" in text for text in running)
    assert parts.handlers == usual.handlers == []
    schemes = {
        match[1].lower() for address in parts.addresses if (match := re.match(r"\s*([a-zA-Z][\w+.-]*):", address))
    }
    assert schemes <= {"http", "https", "data", "mailto"}
    assert not any(address.strip().lower().startswith(("javascript", "data:text/html")) for address in parts.addresses)


def test_the_report_fills_in_no_template_of_others(crawled):
    xunlu, _, _ = crawled
    text = "".join(Parts((xunlu.folder / "report.html").read_text("utf-8")).text)
    assert "{{7*7}}" in text
    assert "<class " not in text
    assert not CONTROL.search(text.replace("\r", ""))


def test_nothing_was_written_elsewhere(crawled):
    xunlu, _, _ = crawled
    names = {path.name for path in xunlu.folder.iterdir()}
    assert ".xunlu" not in names
    left = names - {"home", "xunlu.toml", "shop.db", "shop.db-wal", "shop.db-shm"}
    assert {name for name in left if not name.endswith((".html", ".csv", ".txt"))} == set()
    assert not list((xunlu.folder / "home").iterdir())


def test_an_error_quotes_no_control_characters(xunlu):
    for reply in (
        Reply("x", type="text/\x1b[31mplain\x07"),
        Reply(status=301, headers={"Location": "http://127.0.0.1:4/\x1b[2J"}),
    ):
        with TinySite({"/": reply}) as site:
            said = xunlu("run", site.url, code=3).said
        assert "XE-205" in said
        assert not CONTROL.search(said)
    robots = Reply("User-agent: *\nDisallow: / \x1b[31m\n", type="text/plain")
    with TinySite({"/": page("首页"), "/robots.txt": robots}) as site:
        assert not CONTROL.search(xunlu("run", site.url, code=None).said)
