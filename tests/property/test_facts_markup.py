"""Facts of forms, usability, Baidu and hidden markup: any soup of markup is read, and comes back from the store."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.styles import hiding
from crawler.facts.tagbalance import counted

PIECES = (
    "<div style='display:none'>", "<p style=\"color:#fff;background:", "<a href='https://a.b/'>.</a>", "<a href=//>", "</a>",
    "<ul>", "<li>", "<dl>", "<table><tr><td>1<td>2<tr><td>3<td>4", "</table>", "<input", " id=a", " type=hidden", " for=a",
    " aria-labelledby='a b'", " aria-hidden=yes", " role=tab", " tabindex=9", ">", "<label>", "<form>", "<script>", "</script>",
    "location.href='/x'", "popstate pushState", ".submit()", "<!--", "-->", "<!DOCTYPE html", "<?xml", "<svg>", "<template>",
    "<meta name=viewport content=", "<meta http-equiv=mobile-agent content='", "<link rel=alternate media=x href=", "'", '"',
    "<title>", "龙井茶", "\0", "\ud800", "=", "</", "<", "&#x110000;", "<marquee height=1>", "<img width=1 height=1>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join))
def test_any_markup_is_read_and_kept(html):
    facts = page_from_html("https://example.com/", html.encode("utf-8", "replace").decode()).facts
    assert facts_from_json(facts_to_json(facts)) == facts
    assert facts.usability.mains >= 0
    assert len(facts.hidden.links) <= 20 and len(facts.forms.unlabelled_controls) <= 10


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
