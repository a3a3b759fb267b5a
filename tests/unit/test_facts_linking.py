"""Facts of links: what cannot be used, and what only looks as if it could not."""

import pytest
import turbohtml

from crawler.facts import facts_from_json, facts_to_json, gather_facts
from crawler.facts.elements import elements_of


def gathered(html):
    document = turbohtml.parse(html, positions=False)
    facts = gather_facts(document, elements_of(document), html)
    assert facts_from_json(facts_to_json(facts)) == facts
    return facts


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("", "empty"),
        (" /a", "blanks"),
        ("/a\t", "blanks"),
        ("file:///C:/tea.html", "file"),
        ("\\\\server\\share", "unc"),
        ("http:/tea.cn/", "scheme"),
        ("htp://tea.cn/", "scheme"),
        ("http//tea.cn/", "scheme"),
        ("https://http://tea.cn/", "doubled"),
        ("https:///a", "host"),
        ("https://tea shop.cn/", "host"),
        ("http://localhost:8080/a", "local"),
        ("//192.168.1.2/a", "local"),
        ("http://10.0.0.8/", "local"),
    ],
)
def test_odd_addresses(href, code):
    assert gathered(f'<a href="{href}">茶</a>').links.odd == ((code, href),)


@pytest.mark.parametrize(
    "href",
    ["/a b", "#", "#x", "mailto:a@b.cn", "javascript:;", "https://tea.cn", "httpd.html", "http-basics.html", "//cdn.cn/a",
     "https://例子.cn/茶", "{{ url }}", "http://{{host}}/", "https://tea.cn?a=1", "tel:10.0.0.1", "https://10.cn/"],
)  # fmt: skip
def test_usable_addresses(href):
    assert gathered(f'<p id="x"></p><a href="{href}">茶</a>').links.odd == ()


def test_links_without_a_name():
    found = gathered(
        '<nav><a href="/n"><img src="/n.png"></a></nav><footer><a href="/f"><i class="icon"></i></a></footer>'
        '<a href="/t"><img src="/t.png" alt=""></a><a href="/t">白茶</a><a href="/w"> \n </a>'
    ).links.nameless
    assert found == (
        ("/n", "image", "nav", False),
        ("/f", "empty", "footer", False),
        ("/t", "image", "main", True),
        ("/w", "empty", "main", False),
    )


@pytest.mark.parametrize(
    "anchor",
    [
        "<a href='/a'>茶</a>", "<a href='/a'><img src='/i' alt='茶'></a>", "<a href='/a' aria-label='茶'></a>",
        "<a href='/a' title='茶'><i></i></a>", "<a href='/a'><svg><title>茶</title></svg></a>",
        "<a href='/a' aria-hidden='true'></a>", "<a name='a'></a>", "<a href='#top'></a>", "<a href='javascript:;'></a>",
        "<a href='/a'><svg aria-label='茶'></svg></a>", "<div hidden><a href='/a'></a></div>",
    ],
)  # fmt: skip
def test_links_with_a_name_or_without_readers(anchor):
    assert gathered(anchor).links.nameless == ()


def test_fragments_that_lead_nowhere():
    html = (
        '<a href="#spec">规格</a><a href="#%E8%8C%B6">茶</a><a href="#lost">评价</a><a href="#top">顶部</a><a href="#">x</a>'
        '<a href="#/route">x</a><a href="#tab" data-toggle="tab">x</a><h2 id="spec">规格</h2><a name="茶"></a>'
    )
    assert gathered(html).links.fragments == ("lost",)


def test_links_by_script():
    html = (
        "<nav><a href='/'>首页</a><a href='javascript:location.href=\"/sale\"'>特价</a></nav>"
        "<div onclick=\"window.open('/gift.html')\">礼盒</div><li onclick=\"location='/x'\"><a href='/x'>x</a></li>"
        "<a href='javascript:;'>登录</a><a href='/real' onclick=\"location.href='/real'\">真</a>"
        "<a href='#' onclick='toggle()'>菜单</a><a href='javascript:location.reload()'>刷新</a>"
    )
    found = gathered(html).links
    assert found.scripted == (("/sale", "特价", True), ("/gift.html", "礼盒", False))
    assert found.menu_links == 2


@pytest.mark.parametrize(
    "html",
    [
        "<nav class='crumbs'><a href='/'>首页</a><a href='/c/'>茶</a></nav>",
        "<ol itemtype='https://schema.org/BreadcrumbList'><li><a href='/'>Home</a></li><li>Tea</li></ol>",
        "<div class='x'>您现在的位置：<a href='/'>首页</a> &gt; <a href='/c/'>茶</a></div>",
        "<ul><li><a href='/'>3.11</a> &#187;</li><li>Tea</li></ul>",
        "<p><a href='/'>首页</a> <span>&gt;</span> 茶叶</p>",
        "<div class='mbx'><a href='/'>首页</a><a href='/c/'>茶</a></div>",
    ],
)
def test_breadcrumbs(html):
    assert gathered(html).links.crumbs == 2


def test_no_breadcrumbs():
    assert gathered("<nav><a href='/'>首页</a><a href='/c/'>茶 »</a></nav>").links.crumbs == 0


def test_alternates_as_written():
    facts = gathered(
        '<head><link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" hreflang="zh" href="https://tea.cn/">'
        '</head><body><p>茶</p><link rel="alternate" hreflang="ja" href="https://tea.cn/ja/">'
        '<link rel="alternate" type="application/rss+xml" href="/rss">'
    ).alternates
    assert facts.relative == (("en", "/en/"),)
    assert facts.in_body == (("ja", "https://tea.cn/ja/"),)


def test_resources_as_written():
    facts = gathered(
        '<link rel="stylesheet" href="/a.css"><link rel="preload stylesheet" href="b.css"><link rel="icon" href="/i.png">'
        '<script src="/a.js"></script><script src="/a.js"></script><script>1</script><script src="data:,1"></script>'
    ).resources
    assert (facts.styles, facts.scripts) == (("/a.css", "b.css"), ("/a.js",))


def test_a_hostile_page_stays_small():
    html = "<nav>" + "<a href=' /{0}'></a><a href='/{0}'></a><a href='#f{0}'>x</a>" * 5000 + "</nav>"
    facts = gathered("".join(html.format(n) for n in range(1)))
    assert len(facts_to_json(facts)) < 10_000


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ('<script type="application/ld+json">{"dateModified": "2026-05-01", "x": {"dateModified":"2026-06-01"}}</script>', "2026-06-01"),
        ('<meta property="article:modified_time" content="2026-04-01T08:00:00+08:00">', "2026-04-01T08:00:00+08:00"),
        ('<script>{"dateModified": 5}</script>', ""),
        ("<p>茶</p>", ""),
    ],
)  # fmt: skip
def test_date_of_change(html, day):
    assert gathered(html).dates.modified == day


def test_markup_in_capitals_is_searched_like_any_other():
    scripted = gathered(
        "<DIV ONCLICK=\"location.href='/x'\">go</DIV><A HREF='JavaScript:location=\"/y\"'>on</A>"
    ).links.scripted
    assert [one[0] for one in scripted] == ["/x", "/y"]
    facts = gathered("<!doctype html><UL><LI ROLE=foo TABINDEX=3>tea</LI></UL><P HIDDEN>a text that nobody sees</P>")
    assert facts.usability.tab_orders == (("li", 3),) and facts.usability.aria == (("unknown-role", "foo", "li"),)
    assert [one[0] for one in facts.hidden.texts] == ["hidden"]
    loading = gathered("<HEAD><SCRIPT SRC=/a.js></SCRIPT><LINK REL=StyleSheet HREF=/b.css></HEAD>").markup.blocking
    assert loading == (("script", "/a.js"), ("style", "/b.css"))


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("tel:", "tel-empty"),
        ("TEL: ", "tel-empty"),
        ("tel:+", "tel-empty"),
        ("tel:电话", "tel-number"),
        ("tel:#", "tel-number"),
        ("tel:+86-xxx-xxxx", "tel-number"),
        ("tel:0000-0000000", "tel-number"),
        ("tel:1234567890", "tel-number"),
        ("tel:010-62345678/62345679", "tel-several"),
        ("tel:13901234567、13801234567", "tel-several"),
        ("mailto:", "mail-empty"),
        ("MAILTO: ,", "mail-empty"),
        ("mailto:service", "mail-address"),
        ("mailto:service@shop", "mail-address"),
        ("mailto:http://shop.example/", "mail-address"),
        ("mailto://tea@shop.example", "mail-address"),
        ("mailto:tea@shop.example,service", "mail-address"),
        ("mailto:tea@shop。cn", "mail-address"),
    ],
)
def test_links_that_reach_nobody(href, code):
    assert gathered(f'<a href="{href}">联系</a>').links.contacts == ((code, href),)


MANY = ",".join(f"tea{number}@shop.example" for number in range(20))


@pytest.mark.parametrize(
    "link",
    [
        'href="tel:110"',
        'href="tel:12345"',
        'href="tel:+86 (10) 6234-5678"',
        'href="tel:010-62345678,8012"',
        'href="tel:010-62345678转8012"',
        'href="tel:4001234567;ext=9"',
        'href="tel:%2B8613901234567"',
        'href="tel:1-800-TEAPOTS"',
        'href="tel:*10086%23"',
        'href="tel:４００１２３４５６７"',
        'href="tel:88888888"',
        'href="tel:{{ phone }}"',
        'href="tel:" data-phone="4001234567"',
        'href="tel:" onclick="call()"',
        'href="mailto:?subject=龙井&body=看看这个"',
        'href="mailto:tea@shop.example?subject=hi"',
        'href="mailto: tea@shop.example "',
        'href="mailto:a@shop.example;b@shop.example"',
        'href="mailto:Tea%20House%20%3Ctea@shop.example%3E"',
        'href="mailto:茶@茶舍.中国"',
        'href="mailto:tea (at) shop.example"',
        'href="mailto:tea_at_shop.example"',
        'href="mailto:tea#shop.example"',
        'href="mailto:${mail}"',
        'href="mailto:%%s"',
        'href="telegram:tea"',
        'href="/tel:/"',
        f'href="mailto:{MANY}"',
    ],
)
def test_links_that_reach_somebody_or_that_scripts_fill_in(link):
    assert gathered(f"<a {link}>联系</a>").links.contacts == ()


def test_ten_links_that_reach_nobody_are_kept():
    html = "".join(f'<a href="mailto:tea{number}">联系</a>' for number in range(30))
    assert len(gathered(html).links.contacts) == 10
