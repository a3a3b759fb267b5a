"""Facts of the head, of headings and dates, and of garbled text."""

import pytest

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.elements import Script, without_code

URL = "https://example.com/"


def facts(html):
    found = page_from_html(URL, html).facts
    assert facts_from_json(facts_to_json(found)) == found
    return found


def test_titles_outside_the_head_and_in_pictures_do_not_count():
    head = facts("<title>茶</title><svg><title>壶</title></svg><p>茶</p><title>杯</title>").head
    assert (head.titles, head.several_titles) == (1, ())
    head = facts("<head><title>茶</title><title> 壶 </title></head>").head
    assert (head.titles, head.several_titles) == (2, ("茶", "壶"))
    assert facts("<p>茶</p>").head.titles == 0


def test_keywords_and_name_of_the_site_are_the_first_with_text():
    head = facts(
        "<meta name=keywords content=' '><meta name=KEYWORDS content='茶,壶'>"
        "<meta property='og:site_name' content=' 茶 舍 '><meta name='application-name' content='别的'>"
    ).head
    assert (head.keywords, head.site_name) == ("茶,壶", "茶 舍")
    assert facts("<meta name='application-name' content='茶舍'>").head.site_name == "茶舍"
    assert len(facts(f"<meta name=keywords content='{'茶,' * 5000}'>").head.keywords) == 1000


def test_headings_in_order_without_those_of_menus_and_hidden_parts():
    outline = facts(
        "<nav><h2>菜单</h2></nav><h1>茶</h1><h3><img src=a.png alt='壶'></h3><div style='display:none'><h2>不显示的</h2></div>"
        "<h2 style='display: none'>藏</h2><div class='login-modal'><h4></h4></div><h5 id='gap'> </h5><footer><h6></h6></footer>"
    ).outline
    assert outline.headings == ((1, "茶"), (3, "壶"), (2, "不显示的"))  # hidden by an ancestor's style: not seen
    assert outline.empty == ((5, "gap"),)


def test_main_headings_that_are_several_or_pictures():
    assert facts("<h1>茶</h1><h1> </h1>").outline.h1_texts == ()
    assert facts("<h1>茶</h1><h1><img alt='壶'></h1>").outline.h1_texts == ("茶", "壶")
    outline = facts("<h1><img src='/logo.png'></h1>").outline
    assert (outline.h1_pictures, outline.h1_logo) == (1, "/logo.png")
    assert facts("<h1><img src='/logo.png'></h1><h1>茶</h1>").outline.h1_pictures == 0


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("2024-05-01", True),
        ("2024年5月1日", True),
        ("2024 年 5 月", True),
        ("二〇二四年五月", True),
        ("01/05/2024", True),
        ("May 1st, 2024", True),
        ("1 May 2024", True),
        ("<time datetime='2024-05-01'>昨天</time>", True),
        ("创立于 2024", False),
        ("编号 120240512", False),
        ("&copy; 2019-2024 茶舍", False),
        ("1999 元", False),
        ("价格 2024.5 元", True),  # a price that looks like a month
    ],
)
def test_date_near_the_heading(text, dated):
    assert facts(f"<h1>茶</h1><p>{text}</p>").outline.dated is dated


def test_date_far_from_the_heading_does_not_count():
    assert not facts(f"<h1>茶</h1><p>{'好茶。' * 400}</p><p>2024-05-01</p>").outline.dated


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("茶\ufffd壶", {"replacement": 1}),
        ("锟斤拷锟斤拷", {"twice": 2}),
        ("烫烫烫烫烫烫烫烫", {"twice": 2}),
        ("烫烫的茶", {}),
        ("cafÃ© crÃ¨me", {"latin": 2}),
        ("ä¸­æ–‡", {"latin": 1}),
        ("itâ€™s", {"latin": 1}),
        ("café, naïve, Äpfel, São Paulo, “tea”…", {}),
        ("鐨勯敓鏂ゆ嫹锛岃尪", {"gbk": 1}),
        ("<script>var a = '\ufffd'</script>茶", {}),
        ("<pre><code>Ã©Ã©</code></pre>", {}),
    ],
)
def test_garbled_text(text, kinds):
    assert dict(facts(f"<p>{text}</p>").garbled.counts) == kinds


def test_garbled_title_and_description_count():
    found = facts("<title>锟斤拷</title><meta name=description content='锟斤拷'><p>茶</p>").garbled
    assert found.counts == (("twice", 2),)
    assert found.sample.startswith("锟斤拷")


def test_dates_of_json_ld_come_before_metas_and_time():
    json_ld = '<script type="application/ld+json">{"datePublished": "2024-01-02", "dateModified":"2024-03-04", broken</script>'
    metas = (
        "<meta property='article:published_time' content='2020-01-01'>"
        "<meta property='article:modified_time' content='2020-02-02'>"
    )
    time = "<time pubdate datetime='2019-05-06'>昨天</time><time>2019年</time><time></time>"
    assert facts(json_ld + metas + time).dates.published == "2024-01-02"
    assert facts(json_ld + metas + time).dates.modified == "2024-03-04"
    assert facts(metas + time).dates.published == "2020-01-01"
    assert facts(metas).dates.modified == "2020-02-02"
    assert facts("<meta name=pubdate content='2018-01-01'>").dates.published == "2018-01-01"
    assert facts(time).dates.published == "2019-05-06"
    assert facts(time).dates.times == ("2019-05-06", "2019年")
    assert facts("<time datetime='2019-05-06'>x</time>").dates.published == ""  # of a comment, an event ...
    assert facts('<script>var a = {"dateModified": "2024-03-04"}</script>').dates.modified == ""
    several = (
        '<script type="application/ld+json">[{"dateModified":"2024-01-01"},{"dateModified":"2025-01-01"}]</script>'
    )
    assert facts(several).dates.modified == "2025-01-01"


def test_markup_is_looked_at_without_its_scripts():
    code = "var text = '位置 http://a.b/ aria-nonsense=1';\n" * 40
    assert without_code(f"<p>a<script>{code}</script>b", [Script("", None, code)]) == "<p>a<script></script>b"
    twice = f"<script>{code}</script>1<script>{code}</script>2"
    assert without_code(twice, [Script("", None, code)] * 2) == "<script></script>1<script></script>2"
    windows = f"<script>{code}</script>".replace("\n", "\r\n")
    assert without_code(windows, [Script("", None, code)]) == windows
    assert without_code("<script>a</script>", [Script("", None, "a")]) == "<script>a</script>"
