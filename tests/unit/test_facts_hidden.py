"""Facts of what a page hides, and of what Baidu reads: found where it is certain, left alone where it is not."""

import pytest

from crawler.extract import page_from_html
from crawler.facts.stuffing import stuffed, title_terms
from crawler.facts.styles import beyond, hiding

URL = "https://example.com/"
LINK = "<a href='https://other.example/'>茶</a>"


def hidden(html):
    return page_from_html(URL, html).facts.hidden


def baidu(html):
    return page_from_html(URL, html).facts.baidu


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("display:none", ("display", 0)),
        ("DISPLAY : NONE !important;", ("display", 0)),
        ("visibility:hidden", ("visibility", 0)),
        ("opacity:0", ("opacity", 0)),
        ("opacity:0.5", None),
        ("font-size:0", ("tiny", 0)),
        ("font-size:2px", ("tiny", 2)),
        ("font-size:0.8em", None),
        ("font-size:12px", None),
        ("text-indent:-9999px", ("off-screen", -9999)),
        ("left:-9999px", None),
        ("position:absolute;left:-9999px", ("off-screen", -9999)),
        ("position:absolute;left:-100px", None),
        ("color:#fff;background:#FFFFFF", ("colour", 0)),
        ("color:white;background-color:rgb(250, 251, 252)", ("colour", 5)),
        ("color:#fff;background:#000", None),
        ("color:#fff;background:#fff url(a.png)", None),
        ("color:#fff", None),
        ("", None),
        (";;:;", None),
    ],
)
def test_styles_that_hide(style, found):
    assert hiding(style) == found


def test_only_what_goes_far_enough_counts_as_hidden():
    assert [beyond("tiny", size) for size in (0, 3, 4)] == [True, True, False]
    assert [beyond("colour", delta) for delta in (10, 11)] == [True, False]
    assert [beyond("off-screen", offset) for offset in (-999, -998)] == [True, False]
    assert beyond("display", 0)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"<div style='display:none'>{LINK}</div>", [("display", 1)]),
        (f"<div hidden>{LINK}</div>", [("hidden", 1)]),
        (f"<div class=menu style='display:none'>{LINK}</div>", [("display", 0)]),
        (f"<div data-tab=1 style='display:none'>{LINK}</div>", [("display", 0)]),
        (f"<nav><div style='display:none'>{LINK}</div></nav>", [("display", 0)]),
        (f"<dialog><div style='display:none'>{LINK}</div></dialog>", [("display", 0)]),
        (f"<div class=x style='position:absolute;left:-9999px'>{LINK}</div>", [("off-screen", 1)]),
        (f"<div class=sr-only style='position:absolute;left:-9999px'>{LINK}</div>", [("off-screen", 0)]),
        (f"<marquee width=1 height=1>{LINK}</marquee>", [("tiny", 1)]),
        (f"<marquee>{LINK}</marquee>", []),
        ("<a href='https://other.example/'>.</a>", [("punctuation", 1)]),
        ("<a href='https://other.example/'>→</a>", []),
        ("<a href='https://other.example/' title=茶>.</a>", []),
        ("<a href='/a'>.</a>", []),
        ("<a href='https://other.example/'><img width=1 height=1></a>", [("pixel", 1)]),
        ("<a href='https://other.example/'>茶<img width=1 height=1></a>", []),
        ("<a rel=me style='display:none' href='https://other.example/'>x</a>", []),
        (LINK, []),
    ],
)
def test_hidden_links(html, found):
    assert [(method, certain) for method, _, _, certain in hidden(html).links] == found


def test_hidden_text_counts_the_words_of_the_title():
    text = "紫砂壶价格，紫砂壶批发，紫砂壶厂家"
    html = f"<title>紫砂壶怎么选 | 茶舍</title><div style='display:none'>{text}</div>"
    assert hidden(html).texts == (("display", 0.0, 17, 3, 0, text),)
    assert hidden(html.replace("<div ", "<div id=a ")).texts == ()


def test_terms_of_a_title_leave_the_shop_and_template_words_out():
    terms = title_terms("商品列表：龙井茶 Longjing | 茶舍")
    assert {"龙井茶", "龙井", "井茶", "longjing"} <= set(terms)
    assert not {"商品", "列表", "茶舍"} & set(terms)
    assert title_terms("") == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("龙井茶,龙井茶价格,龙井茶批发,龙井茶厂家,龙井茶图片,龙井茶品牌", 6),
        ("<li>龙井茶一号</li><li>龙井茶二号</li><li>龙井茶三号</li><li>龙井茶四号</li>", 0),
        ("{'龙井茶': 1, '龙井茶价格': 2, '龙井茶批发': 3, '龙井茶厂家': 4}", 0),
        ("龙井茶 " * 3 + "这一段说明文字很长，讲的是别的事情，" * 20, 0),
        ("龙井茶龙井茶", 0),
    ],
)
def test_stuffed_places(text, hits):
    assert [one[2] for one in stuffed("comment", text, ["龙井茶"])] == ([hits] if hits else [])


@pytest.mark.parametrize(
    ("script", "event"),
    [
        ("history.pushState(1,1,'#');window.onpopstate=function(){location.href='https://a.b/'}", "popstate"),
        ("history.pushState(1,1,'#');addEventListener('popstate',()=>location.replace('/list'))", "popstate"),
        ("window.onpopstate=function(){location.href='https://a.b/'}", ""),
        ("history.pushState(1,1,'#');onpopstate=function(){location.reload()}", ""),
        ("history.pushState(1,1,u);onpopstate=function(){location.href=document.location}", ""),
        ("window.onbeforeunload=function(){window.open('//a.b/')}", "beforeunload"),
        ("window.onbeforeunload=function(){return '未保存'}", ""),
    ],
)
def test_scripts_that_hold_visitors(script, event):
    found = hidden(f"<script>{script}</script>").hijack
    assert (found[0] if found else "") == event


FORM = "<form id=f action=/x><input type=hidden name=a></form>"


@pytest.mark.parametrize(
    ("html", "action"),
    [
        (f"{FORM}<script>document.forms[0].submit()</script>", "/x"),
        (f"{FORM}<script>window.onload = function () {{ f.submit() }}</script>", "/x"),
        (f"{FORM}<script>function go() {{ f.submit() }}</script>", ""),
        (f"{FORM}<script>if (x) {{ y() }} document.getElementById('f').submit()</script>", "/x"),
        (f"{FORM.replace('/x', '/pay/x')}<script>document.forms[0].submit()</script>", ""),
        (f"{FORM.replace('</form>', '<input name=q></form>')}<script>document.forms[0].submit()</script>", ""),
        (f"{FORM}<form id=g></form><script>g.submit()</script>", ""),
    ],
)
def test_forms_that_send_themselves(html, action):
    assert hidden(html).harvest == action


def test_metas_for_baidu_and_toutiao():
    found = baidu(
        "<meta name='Applicable-Device' content='PC, mobile'><meta http-equiv=Cache-Control content=No-Transform>"
        "<meta http-equiv='cache-control' content=no-siteapp><meta name=format-detection content='telephone=no'>"
        "<meta http-equiv=mobile-agent content='format=html5; url=https://m.a.b/'>"
        "<meta property='bytedance:lrDate_time' content='2024-01-01T08:00:00+08:00'>"
        "<meta name=baidu-site-verification content=codeva-x><meta name=author content=x>"
        "<link rel=alternate media='only screen and (max-width: 640px)' href=' /m/ '><link rel=alternate hreflang=en href=/en>"
    )
    assert found.applicable_device == "pc,mobile"
    assert found.cache_control == "no-transform, no-siteapp"
    assert found.format_detection == "telephone=no"
    assert found.mobile_agents == ("format=html5; url=https://m.a.b/",)
    assert found.mobile_pages == (("only screen and (max-width: 640px)", "/m/"),)
    assert found.toutiao_times == (("lrdate_time", "2024-01-01T08:00:00+08:00"),)
    assert found.verifications == (("baidu-site-verification", "codeva-x"),)


def test_time_factor_is_read_from_broken_json_too():
    html = (
        '<script type="application/ld+json">{"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld",'
        ' "pubDate": "2024-01-01T08:00:00", "pubDate": "2025-01-01T08:00:00",}</script>'
    )
    assert baidu(html).time_factor
    assert baidu(html).times == (("pubDate", "2024-01-01T08:00:00"),)
    assert not baidu("<p>ziyuan.baidu.com/contexts/cambrian</p>").time_factor


def test_logo_with_its_declared_size():
    assert baidu("<div class=Site-Logo><img src=/l.png width=200px height=133></div>").logo == ("/l.png", 200, 133)
    assert baidu("<header><a href=/><img src=/l.png></a></header>").logo == ("/l.png", 0, 0)
    assert baidu("<p><img src=/l.png>").logo == ()
