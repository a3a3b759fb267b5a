"""Facts of what a reader meets: pager, trail, forms by their purpose, players, files and code in the page, authors."""

import pytest

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.paging import NOTHING


def facts(html):
    found = page_from_html("https://example.com/", html).facts
    assert facts_from_json(facts_to_json(found)) == found
    return found


def test_a_pager_in_words():
    paging = facts(
        "<ul><li><a href='/list?page=1'>上一页</a><li><a href='/list?page=1'>1</a><li>2<li><a href='/list?page=3'>3</a>"
        "<li><a href='/list?page=48'>48</a><li><a href=' /list?page=3 '> 下一页 </a></ul>"
    ).paging
    assert (paging.next, paging.previous, paging.numbers, paging.last) == ("/list?page=3", "/list?page=1", 3, 48)


@pytest.mark.parametrize(
    "text",
    ["下一页", "下页", "下一頁", "下一页 ›", "下一页>", "Next", "next", "NEXT", "Next Page", "Next »", "Older posts"],
)
def test_words_for_the_next_page(text):
    assert facts(f"<a href=/2>{text}</a>").paging.next == "/2"


def test_arrows_count_in_a_pager_alone():
    assert facts("<div class=pagination><a href=/2>›</a></div>").paging.next == "/2"
    assert facts("<div id=pagination><a href=/1>«</a></div>").paging.previous == "/1"
    assert facts("<div class=carousel><a href=/2>›</a><a href=/1>‹</a></div>").paging == NOTHING


@pytest.mark.parametrize(
    "html",
    [
        "<a href='#'>下一页</a>",
        "<a href='javascript:next()'>下一页</a>",
        "<a>下一页</a>",
        "<a href=/a>下一页的秘密</a>",
        "<a href=/1>1</a><a href=/2>2</a>",  # numbers alone may be anything
        "<p>下一页</p>",
    ],
)
def test_no_pager(html):
    assert facts(html).paging == NOTHING


def test_a_trail_is_read():
    html = "<nav class=crumbs><ol><li><a href=/>首页</a><li><a href=/c/> 绿  茶 </a><li>龙井</ol></nav>"
    assert facts(html).links.trail == ("首页", "绿 茶")
    assert facts(f"<ul class=path><li><a href=/>首页</a><li><a href=/c/>茶</a></ul>{html}").links.trail == (
        "首页",
        "绿 茶",
    )
    assert facts("<ul class=current><li><a href=/>首页</a><li><a href=/c/>茶</a></ul>").links.trail == ()
    assert facts("<div class=mbx><a href=/>首页</a></div>").links.trail == ()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("<form role=search><input name=x></form>", "search"),
        ("<form action=/search.php><input name=x></form>", "search"),
        ("<form><input type=search></form>", "search"),
        ("<form><input name=keyword></form>", "search"),
        ("<form action=/user.php><input name=u><input type=password name=p></form>", "login"),
        ("<form action=/register><input name=u><input type=password name=p></form>", "register"),
        ("<form><input name=u><input type=password><input type=password></form>", "register"),
        ("<form><input type=email name=e><input type=submit></form>", "newsletter"),
        ("<form class=newsletter><input name=n><input name=m></form>", "newsletter"),
        ("<form action=/cart/add><button>加入购物车</button></form>", "cart"),
        ("<form><input name=a><input name=b></form>", ""),
        ("<form><input type=hidden name=q></form>", ""),
        ("<form><input type=email><textarea></textarea><input name=name></form>", ""),
    ],
)
def test_what_a_form_is_for(form, kind):
    assert facts(form).forms.kinds == ((kind,) if kind else ())


def test_kinds_of_forms_are_distinct():
    html = "<form role=search><input></form>" * 3 + "<form action=/cart/add></form>"
    assert facts(html).forms.kinds == ("search", "cart")


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://www.youtube.com/embed/abc", "YouTube"),
        ("//www.youtube-nocookie.com/embed/abc", "YouTube"),
        ("//player.bilibili.com/player.html?aid=1", "bilibili"),
        ("https://player.youku.com/embed/X==", "优酷"),
        ("https://v.qq.com/txp/iframe/player.html?vid=a", "腾讯视频"),
        ("https://open.douyin.com/player/video?vid=1", "抖音"),
        ("https://player.vimeo.com/video/1", "Vimeo"),
        ("https://music.163.com/outchain/player?id=1", "网易云音乐"),
        ("https://www.youtube.com/watch?v=abc", ""),
        ("https://map.example.com/", ""),
        ("https://evil.cn/?u=https://www.youtube.com/embed/abc", ""),
    ],
)
def test_players_of_services(address, service):
    found = facts(f"<iframe src='{address}'></iframe>")
    assert found.media.players == (((service, address),) if service else ())
    assert found.resources.frames == (address,)
    late = facts(f"<iframe src='about:blank' data-src='{address}'></iframe>").media
    assert late.players == found.media.players


def test_sound_films_and_pictures():
    media = facts(
        "<audio src=/a.mp3></audio><audio><source src=/b.ogg></audio><audio></audio><video src=/v.mp4></video>"
        "<img src=a.jpg srcset='a2.jpg 2x' width=9 height=9><picture><source srcset=b.webp><img src=b.jpg></picture>"
        "<img src=c.jpg loading=lazy><img data-src=d.jpg src=blank.gif><img src=e.jpg>"
    ).media
    assert media.sounds == ("/a.mp3", "/b.ogg")
    assert (media.videos, media.uncaptioned_src) == (1, ("/v.mp4",))
    assert (media.responsive, media.lazy, media.images) == (2, 2, 5)


def test_code_in_the_page_is_weighed():
    resources = facts(
        "<style>茶{}</style><style>b{}</style><script>var a = '茶'</script><script type='application/ld+json'>{}</script>"
        "<script src=/a.js></script>"
    ).resources
    assert resources.inline_scripts == (2, len("var a = '茶'{}"))
    assert resources.inline_styles == (2, len("茶{}b{}"))
    assert facts("<p>茶</p>").resources.inline_scripts == (0, 0)


def json_ld(text):
    return facts(f'<script type="application/ld+json">{text}</script>').structured.author


def test_authors():
    assert (
        facts("<meta name=author content=' 陆 羽 '><meta property='article:author' content=x>").head.author == "陆 羽"
    )
    assert facts("<meta property='article:author' content='陆羽'>").head.author == "陆羽"
    assert (
        json_ld('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "陆羽", "url": "https://a.cn/"}}')
        == "陆羽"
    )
    assert json_ld('{"@graph": [{"@type": "BlogPosting", "author": [{"name": ""}, {"name": "陆羽"}]}]}') == "陆羽"
    assert json_ld('{"@type": "Article", "author": "陆羽"}') == "陆羽"
    assert json_ld('{"@type": "Review", "author": {"name": "顾客"}}') == ""
    assert json_ld('{"@type": "Article", "author": {"@id": "#a"}}') == ""
    assert json_ld('{"@type": "Article", "author": 5}') == "5"


def test_a_plain_page_stores_nothing_of_it():
    stored = facts_to_json(facts("<html lang=zh><title>茶</title><h1>茶</h1><p>好茶。</p>"))
    for theme in ("offers", "platform", "paging", "dates"):
        assert f'"{theme}"' not in stored
    assert "inline" not in stored


@pytest.mark.parametrize(
    "html",
    [
        "<a href=/2>下一页</a>" * 50_000,
        "<a href=/2>" * 50_000,
        "<nav class=crumbs>" * 20_000 + "<a href=/>1</a>" * 20_000,
        "<form>" + "<input type=password>" * 50_000,
        "<form role=" + "search" * 50_000 + ">",
        "<iframe src=//youtube.com/embed/></iframe>" * 50_000,
        "<picture><img data-src=x>" * 50_000,
        "<time>" * 50_000 + "2024",
        "<div class=pager>" * 20_000 + "<a href=/2>›</a>" * 20_000,
        "<script>" + '"dateModified":' * 100_000 + "</script>",
        "<script type=application/ld+json>" + '"dateModified":     ' * 100_000 + "</script>",
        "<style>a{}</style>" * 50_000,
        ("<script>" + "a" * 2000 + "</script>") * 5000,
    ],
    ids=[
        "next",
        "open",
        "crumbs",
        "passwords",
        "role",
        "frames",
        "pictures",
        "times",
        "pagers",
        "dates",
        "json-ld",
        "styles",
        "scripts",
    ],
)
def test_hostile_pages_end(html):
    found = facts(html)
    assert len(found.media.players) <= 5
    assert len(found.links.trail) <= 8
