"""Backlinks from tables of other tools: heads, charsets, bad rows, several imports, one pass over files of any size."""

import gzip
import json

import pytest

from configs.errors import InputError, SettingsError
from crawler.imports.faults import MOST_FAULTS
from crawler.imports.stream import LONGEST, opened, records, sign_of
from crawler.store import open_store
from linkgraph.backlinks.heads import FIELDS, known_tool, places
from linkgraph.backlinks.importing import import_backlinks, linked_site
from linkgraph.backlinks.judging import judge
from linkgraph.backlinks.rows import Linked, reading
from linkgraph.backlinks.values import day_of, rel_of

AHREFS = (
    "Referring page title\tReferring page URL\tLanguage\tPlatform\tReferring page HTTP code\tDomain rating\tUR\tDomain traffic"
    "\tReferring domains\tLinked domains\tExternal links\tPage traffic\tKeywords\tTarget URL\tLeft context\tAnchor\tRight context"
    "\tType\tContent\tNofollow\tUGC\tSponsored\tRendered\tRaw\tLost status\tDrop reason\tFirst seen\tLast seen\tLost\tLinks in group\n"
    '"紫砂壶入门, 一篇"\thttps://blog.tea.cn/a.html?x=1\tzh\twordpress\t200\t61\t23\t900\t12\t30\t41\t7\t3\thttps://shop.example/pots/'
    "\t\t紫砂壶\t\ttext\tfalse\ttrue\tfalse\tfalse\tfalse\ttrue\t\t\t2025-04-03 11:22:33\t2026-10-01 08:00:00\t\t1\n"
)
AHREFS_OLD = (
    '"#","Domain Rating","URL Rating (desc)","Referring Domains","Referring Page URL","Referring Page Title","Internal Links Count",'
    '"External Links Count","Link URL","TextPre","Link Anchor","TextPost","Type","Backlink Status","First Seen","Last Check","Day Lost"\n'
    '"1","61","23","12","https://blog.tea.cn/a.html?x=1","紫砂壶入门, 一篇","30","41","https://shop.example/pots/","","紫砂壶","",'
    '"Nofollow","","2025-04-03","2026-10-01",""\n'
)
SEMRUSH = (
    "Page ascore,Source title,Source url,Target url,Anchor,External links,Internal links,Nofollow,Sponsored,Ugc,Text,Frame,Form,"
    "Image,Sitewide,First seen,Last seen,New link,Lost link\n"
    '23,"紫砂壶入门, 一篇",https://blog.tea.cn/a.html?x=1,https://shop.example/pots/,紫砂壶,41,30,true,false,false,true,false,false,'
    "false,false,2025-04-03 00:00:00,2026-10-01 00:00:00,false,false\n"
)
MAJESTIC = (
    '"Target URL","Source URL","Anchor Text","Source Crawl Date","Source First Found Date","FlagNoFollow","FlagImageLink","FlagRedirect",'
    '"FlagFrame","FlagOldCrawl","FlagAltText","FlagMention","SourceCitationFlow","SourceTrustFlow","TargetCitationFlow","TargetTrustFlow"\n'
    '"https://shop.example/pots/","https://blog.tea.cn/a.html?x=1","紫砂壶","2026-10-01","2025-04-03","+","-","-","-","-","-","-","30","23","9","8"\n'
)
GSC = "Linking page,Last crawled\nhttps://blog.tea.cn/a.html?x=1,2026-10-01\n"
GSC_ZH_DATE = "链接网页,上次抓取日期\nhttps://blog.tea.cn/a.html?x=1,2026-10-01\n"
GSC_ZH_OTHER = "来源网址,上次抓取时间\nhttps://blog.tea.cn/a.html?x=1,2026-10-01\n"
GSC_ZH = "正在链接的网页,上次抓取时间\nhttps://blog.tea.cn/a.html?x=1,2026年10月1日\n"
GSC_SITES = 'Site,Linking pages,Target pages\nblog.tea.cn,"1,240",12\n'
GSC_SITES_ZH = "网站,链接网页,目标网页\nblog.tea.cn,1240,12\n"
BING = "Source Url,Anchor Text,Target Url\nhttps://blog.tea.cn/a.html?x=1,紫砂壶,https://shop.example/pots/\n"
BING_SITES = '"Domain","Backlinks Count"\n"https://blog.tea.cn","1240"\n'
BAIDU = "主域,链接来源,锚文本,被链接页面,发现时间\ntea.cn,https://blog.tea.cn/a.html?x=1,紫砂壶,https://shop.example/pots/,2025-04-03\n"
LAYOUTS = {
    "ahrefs": (AHREFS, AHREFS_OLD), "semrush": (SEMRUSH,), "majestic": (MAJESTIC,), "gsc": (GSC, GSC_ZH, GSC_ZH_DATE, GSC_ZH_OTHER), "bing": (BING,),
    "baidu": (BAIDU,),
}  # fmt: skip
CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk")


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def written(tmp_path, content, charset="utf-8", name="t.csv"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode(charset))
    return file


def taken(store, tmp_path, content, charset="utf-8", site="shop.example", day="2026-11-23", **options):
    return import_backlinks(store, linked_site(store, site), written(tmp_path, content, charset), day=day, **options)


def rows(store, columns="*", where="1"):
    return store.db.execute(
        f"select {columns} from v_backlinks where {where} order by source, target, anchor"
    ).fetchall()


@pytest.mark.parametrize(("tool", "text"), [(tool, text) for tool, texts in LAYOUTS.items() for text in texts])
def test_the_layout_of_every_tool_is_recognised_in_every_charset(tmp_path, tool, text):
    site = Linked("shop.example", frozenset({"shop.example"}), "shop.example")
    for charset in CHARSETS:
        with reading(written(tmp_path, text, charset)) as table:
            [(line, link)] = list(table.links(site, "2026-11-23"))
        assert (table.tool, line, table.undated) == (tool, 2, 0), charset
        assert (link.source, link.domain) == ("https://blog.tea.cn/a.html?x=1", "tea.cn")
        told = tool != "gsc"
        assert (link.target, link.anchor) == (("https://shop.example/pots/", "紫砂壶") if told else ("", None))
        assert link.last_seen == ("2026-10-01" if tool not in ("bing", "baidu") else None)


def test_what_a_row_says_is_kept(store, tmp_path):
    taken(store, tmp_path, AHREFS, "utf-16")
    assert rows(store, "title, followed, first_seen, last_seen, lost, rating, links, first_day, tool") == [
        ("紫砂壶入门, 一篇", 0, "2025-04-03", "2026-10-01", None, 23.0, 1, "2026-11-23", "ahrefs")
    ]
    assert store.db.execute("select outlinks, ip from backlinks").fetchone() == (41, "")


@pytest.mark.parametrize(("tool", "text"), [("gsc", GSC_SITES), ("gsc", GSC_SITES_ZH), ("bing", BING_SITES)])
def test_a_list_of_domains_stands_for_its_links(store, tmp_path, tool, text):
    assert taken(store, tmp_path, text, "utf-8-sig").tool == tool
    assert rows(store, "source, domain, links") == [("", "tea.cn", 1240)]


@pytest.mark.parametrize(
    "text",
    [
        "Target page,Incoming links,Linking sites\nhttps://shop.example/,9,3\n",
        "Rank,Text\n1,tea\n",
        '"Anchor","Backlinks Count"\n"tea","2"\n',
    ],
)
def test_tables_of_own_pages_are_refused_with_what_to_take_instead(store, tmp_path, text):
    with pytest.raises(InputError) as caught:
        taken(store, tmp_path, text)
    assert caught.value.number == 433
    assert "Latest links" in "\n".join(caught.value.lines("en"))
    assert "最新链接" in "\n".join(caught.value.lines("zh"))
    assert not store.db.execute("select count(*) from imports").fetchone()[0]


def test_heads_that_nobody_knows_can_be_mapped(store, tmp_path):
    text = "od;do;tekst;kiedy;rodzaj\nhttps://a.example/1;/pots;szary;2026/1/2;dofollow\nhttps://b.example/2;https://www.shop.example/pots;x;3/5/2026;nofollow\n"
    with pytest.raises(InputError) as caught:
        taken(store, tmp_path, text)
    assert caught.value.number == 433 and "od, do, tekst" in "\n".join(caught.value.lines("en"))
    found = taken(
        store,
        tmp_path,
        text,
        mapped={"od": "source", "do": "target", "tekst": "anchor", "kiedy": "first_seen", "rodzaj": "rel"},
    )
    assert (found.tool, found.rows, found.faults, found.undated, found.odd_dates) == ("other", 1, 1, 1, ("3/5/2026",))
    assert rows(store, "source, followed, first_seen") == [("https://b.example/2", 0, None)]
    with pytest.raises(InputError) as caught:
        taken(store, tmp_path, text, mapped={"skąd": "source"})
    assert "skąd" in "\n".join(caught.value.lines("en"))


HOSTILE = [
    ("https://ok.example/1", "https://shop.example/", "ok", ""),
    ("", "https://shop.example/", "x", "missing"),
    ("javascript:alert(1)", "https://shop.example/", "x", "no URL"),
    ("https://ok.example/2", "https://other.example/", "x", "not on shop.example"),
    ("https://www.shop.example/own", "https://shop.example/", "x", "of the site itself"),
    ("https://ok.example/3", "ftp://shop.example/", "x", "no URL"),
    ("https://ok.example/4", "https://shop.example/,a,b,c,d", "x", "more cells"),
    ("https://ok.example/5\0", "https://shop.example/", "x", "NUL"),
    ("https://ok.example/" + "x" * LONGEST, "https://shop.example/", "x", "longer than"),
    ('"https://ok.example/6', "https://shop.example/", "x", "quotes"),
    ('"https://ok.example/7"z', "https://shop.example/", "x", "quotes"),
    ("nowhere", "https://shop.example/", "x", "no domain"),
    ("5", "https://shop.example/", "x", "no domain"),
    ("https://ok.example/8", "https://shop.example/", "=cmd|' /C calc'!A0 <script>\x1b[2J", ""),
]  # fmt: skip


def test_bad_rows_are_told_with_their_line_and_kept_and_the_others_taken(store, tmp_path):
    text = "Source Url,Target Url,Anchor Text\n" + "".join(
        f"{source},{target},{anchor}\n" for source, target, anchor, _ in HOSTILE
    )
    data = text.encode() + b"https://ok.example/\xff\xfe\xfa,https://shop.example/,x\nhttps://ok.example/9,,\n"
    found = taken(store, tmp_path, data)
    faults = store.db.execute("select line, why_en, why_zh, content from import_faults order by line").fetchall()
    wanted = [(line, why) for line, (*_, why) in enumerate(HOSTILE, 2) if why] + [(len(HOSTILE) + 2, "charset")]
    assert [
        (line, next(why for _, why in [wanted[at]] if why in told)) for at, (line, told, _, _) in enumerate(faults)
    ] == wanted
    assert all(zh and json.loads(content)[0] is not None for *_, zh, content in faults)
    assert found.faults == len(wanted) and found.rows == 3
    assert [source for (source,) in rows(store, "source")] == [
        "https://ok.example/1",
        "https://ok.example/8",
        "https://ok.example/9",
    ]
    assert rows(store, "anchor", "source like '%/8'") == [("=cmd|' /C calc'!A0 <script>[2J",)]


def test_a_quote_that_is_never_closed_costs_one_line(tmp_path):
    file = written(tmp_path, 'a,b\n"x,1\n' + "".join(f"y,{i}\n" for i in range(40)) + '"two\nlines",3\n')
    with opened(file) as text:
        made = list(records(text, sign_of(text)))
    assert [(one.line, one.fault is None) for one in made[:3]] == [(1, True), (2, False), (3, True)]
    assert made[-1].line == 43 and made[-1].cells == ["two\nlines", "3"]
    assert len(made) == 43


def test_the_same_file_again_changes_nothing(store, tmp_path):
    text = SEMRUSH + "1,t,nowhere,,,,,,,,,,,,,,,,\n"
    first = taken(store, tmp_path, text)
    before = (rows(store), store.db.execute("select import_id, line from import_faults").fetchall())
    again = taken(store, tmp_path, text)
    assert again.again and not first.again and again.import_id == first.import_id
    assert (rows(store), store.db.execute("select import_id, line from import_faults").fetchall()) == before
    assert store.db.execute("select count(*), max(rows), max(faults) from imports").fetchone() == (1, 1, 1)


def test_later_imports_move_what_is_known_and_tools_do_not_count_twice(store, tmp_path):
    taken(store, tmp_path, SEMRUSH, day="2026-11-23")
    newer = SEMRUSH.replace(",true,false,false,true", ",false,false,false,true").replace("2026-10-01", "2026-12-01")
    taken(store, tmp_path, newer, day="2026-12-05")
    taken(store, tmp_path, SEMRUSH.replace("23,", "99,", 1), day="2026-01-05")  # an old file that comes late
    assert rows(store, "followed, first_seen, last_seen, rating, first_day, last_day") == [
        (1, "2025-04-03", "2026-12-01", 23.0, "2026-01-05", "2026-12-05")
    ]
    taken(store, tmp_path, AHREFS, day="2026-12-06")
    judge(store, "shop.example")
    assert store.db.execute("select count(*), sum(counted) from backlinks").fetchone() == (2, 1)
    assert store.db.execute("select domain, links from v_backlink_domains").fetchall() == [("tea.cn", 1)]


def test_sites_are_those_of_the_store_or_any_domain(store):
    site = linked_site(store, "rival.com")
    assert site.owns("rival.com") and site.owns("m.rival.com") and not site.owns("notrival.com")
    assert not linked_site(store, "a.myshopify.com").owns("b.myshopify.com")
    with pytest.raises(SettingsError) as caught:
        linked_site(store, "nonsense")
    assert caught.value.number == 137


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (b"PK\x03\x04", 432),
        (gzip.compress(b"x", mtime=0), 432),
        (bytes(range(128, 256)) * 50, 432),
        (b"", 433),
        (b"\n\n", 433),
    ],
)
def test_files_that_are_no_table(store, tmp_path, content, number):
    with pytest.raises(InputError) as caught:
        taken(store, tmp_path, content)
    assert caught.value.number == number


def test_a_file_that_is_missing(store, tmp_path):
    with pytest.raises(InputError) as caught:
        import_backlinks(store, linked_site(store, "shop.example"), tmp_path / "none.csv", day="2026-11-23")
    assert caught.value.number == 431


def test_faults_beyond_the_limit_are_counted(store, tmp_path):
    found = taken(store, tmp_path, "Source Url,Target Url\n" + "x,https://shop.example/\n" * (MOST_FAULTS + 7))
    assert (found.rows, found.faults) == (0, MOST_FAULTS + 7)
    assert store.db.execute("select count(*) from import_faults").fetchone()[0] == MOST_FAULTS


def test_rows_pass_one_at_a_time(tmp_path):
    """The first link is there before the rest of the file is read."""
    file = written(tmp_path, BING + "https://c.example/1,x,https://shop.example/\n" * 300_000)
    with open_store(tmp_path / "s.db", create=True) as store, reading(file) as table:
        line, link = next(table.links(linked_site(store, "shop.example"), "2026-11-23"))
        assert (line, link.domain, table.tool) == (2, "tea.cn", "bing")


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-03-05", "2026-03-05"), ("2026/3/5 10:11", "2026-03-05"), ("2026年3月5日", "2026-03-05"), ("5 Mar 2026", "2026-03-05"),
     ("Mar 5, 2026", "2026-03-05"), ("5 Mar '26", "2026-03-05"), ("2026-03-05T01:02:03Z", "2026-03-05"), ("20260305", "2026-03-05"),
     ("3/5/2026", None), ("2026-13-05", None), ("soon", None), ("5 foo 2026", None)],
)  # fmt: skip
def test_dates(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("values", "rel"),
    [({}, None), ({"nofollow": "?"}, None), ({"nofollow": "TRUE"}, 1), ({"nofollow": "-", "ugc": "是"}, 4), ({"follow": "0"}, 1),
     ({"rel": "nofollow ugc"}, 5), ({"rel": "Dofollow"}, 0), ({"rel": "text"}, None), ({"sponsored": "1", "nofollow": "0"}, 2),
     ({"nofollow": ""}, None), ({"nofollow": "-"}, None), ({"rel": ""}, None), ({"follow": ""}, None), ({"rel": "noopener"}, 0),
     ({"nofollow": "", "ugc": "false", "sponsored": "false"}, None), ({"ugc": "false"}, None), ({"nofollow": "dofollow"}, 0),
     ({"follow": "dofollow"}, 0), ({"follow": "nofollow"}, 1), ({"nofollow": "nofollow"}, 1), ({"rel": "external"}, None),
     ({"nofollow": "false", "rel": "nofollow"}, 1), ({"nofollow": "false", "ugc": ""}, 0), ({"sponsored": "sponsored"}, 2)],
)  # fmt: skip
def test_what_links_say_of_themselves(values, rel):
    assert rel_of(values) == rel


def test_a_dash_is_no_where_the_tool_writes_it_so(store, tmp_path):
    taken(store, tmp_path, MAJESTIC.replace('"+","-"', '"-","-"', 1))
    assert rows(store, "followed") == [(1,)]
    taken(store, tmp_path, SEMRUSH.replace(",true,false,false,true", ",-,,,true").replace("a.html", "b.html"))
    assert rows(store, "followed", "source like '%b.html%'") == [(None,)]


@pytest.mark.parametrize(
    ("source", "domain"),
    [("https://m.shop.com.cn/", "shop.com.cn"), ("http://blog.博客.中国/a?q=茶", "xn--9krq6q.xn--fiqs8s"), ("https://a.github.io/", "a.github.io"),
     ("https://x.com:8080/", "x.com"), ("http://1.2.3.4:81/", "1.2.3.4"), ("//a.com.hk/1", "a.com.hk"), ("https://u:p@b.org/#f", "b.org")],
)  # fmt: skip
def test_domains_of_linking_pages(store, tmp_path, source, domain):
    found = taken(store, tmp_path, f"Source Url,Anchor Text,Target Url\n{source},x,https://shop.example/\n")
    assert (found.faults, rows(store, "domain")) == (0, [(domain,)])


def test_heads_belong_to_one_field():
    named = [head for heads in FIELDS.values() for head in heads]
    assert len(named) == len(set(named))
    assert known_tool(["URL", "Keyword"]) == "other" and places(["url"], {}) == {}
