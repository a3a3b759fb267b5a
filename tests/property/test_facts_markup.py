"""Facts of forms, usability, Baidu and hidden markup: any soup of markup is read, and comes back from the store."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.amounts import amounts, bare_amount
from crawler.facts.styles import hiding
from crawler.facts.tagbalance import counted
from crawler.text import visible_chars

PIECES = (
    "<div style='display:none'>", "<p style=\"color:#fff;background:", "<a href='https://a.b/'>.</a>", "<a href=//>", "</a>",
    "<ul>", "<li>", "<dl>", "<table><tr><td>1<td>2<tr><td>3<td>4", "</table>", "<input", " id=a", " type=hidden", " for=a",
    " aria-labelledby='a b'", " aria-hidden=yes", " role=tab", " tabindex=9", ">", "<label>", "<form>", "<script>", "</script>",
    "location.href='/x'", "popstate pushState", ".submit()", "<!--", "-->", "<!DOCTYPE html", "<?xml", "<svg>", "<template>",
    "<meta name=viewport content=", "<meta http-equiv=mobile-agent content='", "<link rel=alternate media=x href=", "'", '"',
    "<p class=price>", "<b itemprop=price data-price=", "¥1,299", "99元起", "缺货", "Sold out", "<del>", "<a href=/2>下一页</a>", "<nav class=crumbs>",
    "<iframe src=//youtube.com/embed/", "<audio src=", "<time pubdate>", "<meta name=generator content='ECSHOP", "<script src=/wp-content/",
    '<script type=application/ld+json>{"@type":"Article","author":', "Powered by Discuz!", "<form role=search><input type=password", "の", "한국", "臺灣",
    "<title>", "龙井茶", "\0", "\ud800", "=", "</", "<", "&#x110000;", "<marquee height=1>", "<img width=1 height=1>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join))
def test_any_markup_is_read_and_kept(html):
    facts = page_from_html("https://example.com/", html.encode("utf-8", "replace").decode()).facts
    assert facts_from_json(facts_to_json(facts)) == facts
    assert facts.usability.mains >= 0
    assert len(facts.hidden.links) <= 20 and len(facts.forms.unlabelled_controls) <= 10
    assert len(facts.offers.prices) <= 3 and len(facts.links.trail) <= 8
    assert facts.writing.simplified >= 0 <= facts.writing.traditional
    assert bool(facts.platform.name) == bool(facts.platform.sign)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(("color", ":", ";", "#fff", "rgb(", "1,", ")", "-9999px", "left", "0"))).map("".join)
)
def test_any_style_is_judged(style):
    found = hiding(style)
    assert found is None or isinstance(found[1], float)


@given(
    st.lists(st.sampled_from(("<div>", "</div>", "<!--", "-->", "<script>", "</script>", "<b", ">", "茶"))).map("".join)
)
def test_faults_of_balance_are_the_sum_of_the_uneven_tags(html):
    found = counted(html)
    assert found.faults >= sum(abs(opened - closed) for _, opened, closed in found.tags) >= 0
    assert all(opened != closed for _, opened, closed in found.tags)


@given(
    st.text(st.sampled_from("¥￥$€元起0123456789.,１９ -原价RMBUSD"), max_size=40)
    | st.text(st.characters(exclude_categories=()), max_size=60)
)
def test_amounts_are_quoted_as_written(text):
    for written, currency in amounts(text):
        assert written in text
        assert currency and any(char.isdigit() for char in written)
    assert bare_amount(text) in ("", text)


@given(
    st.text(st.characters(exclude_categories=()), max_size=200)
    | st.text(st.sampled_from("茶 \n\t\u3000\u2003\x85 ab"), max_size=80)
)
def test_visible_characters_are_those_that_are_no_white_space(text):
    assert visible_chars(text) == sum(not char.isspace() for char in text)
