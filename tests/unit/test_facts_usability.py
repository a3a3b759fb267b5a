"""Facts of usability: what the markup proves about keyboards, screen readers and old browsers."""

import pytest
import turbohtml

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.aria import ATTRIBUTES, REQUIRED, ROLES, VALUES
from crawler.facts.elements import elements_of
from crawler.facts.tagbalance import balance, counted

URL = "https://example.com/"


def facts(html):
    return page_from_html(URL, html).facts


def usability(html):
    return facts(html).usability


@pytest.mark.parametrize(
    ("html", "doctype"),
    [
        ("<!DOCTYPE html><p>茶", "html"),
        ("\n<!-- a --><!-- b --><!doctype HTML><p>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><p>', 'html public "x"'),
        ("<p>茶", ""),
        ("茶<!DOCTYPE html>", ""),
        ("<!-- <!DOCTYPE html> --><p>", ""),
    ],
)
def test_doctype_is_what_stands_first(html, doctype):
    assert usability(html).doctype == doctype


def test_doctype_of_a_page_of_comments_takes_no_time():
    assert usability("<!--" * 1000 + "<?" * 1000).doctype == ""
    assert usability("<?a?>" * 800).doctype == ""


@pytest.mark.parametrize(
    ("html", "charset", "byte"),
    [
        ('<meta charset="utf-8">', "utf-8", 20),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gbk", 63),
        ("<!-- 茶 --><meta charset=utf-8>", "utf-8", 31),
        (f"<!-- {'x' * 5000} --><meta charset=utf-8>", "", 0),
        ("<p>charset=utf-8</p>", "", 0),
    ],
)
def test_charset_with_its_place_in_bytes(html, charset, byte):
    found = usability(html)
    assert (found.charset_meta, found.charset_byte) == (charset, byte)


def test_ids_of_pictures_and_templates_are_no_doubles():
    html = "<svg><g id=a /></svg><svg><g id=a /></svg><template><b id=b></b></template><b id=b></b>"
    assert usability(html).repeated_ids == 0


@pytest.mark.parametrize("user", ["<label for=a>x</label>", "<a href='#a'>x</a>", "<b aria-labelledby='c a'></b>"])
def test_ids_that_something_refers_to_come_first(user):
    html = f"<i id=b></i><i id=b></i><i id=b></i><i id=a></i><i id=a></i>{user}"
    assert usability(html).id_examples == (("a", 2, 1), ("b", 3, 0))


@pytest.mark.parametrize(("value", "order"), [("3", 3), (" +2", 2), ("0", 0), ("-1", 0), ("x", 0), ("999999999999", 0)])
def test_tab_order(value, order):
    assert usability(f"<p tabindex='{value}'>").tab_orders == ((("p", order),) if order else ())


@pytest.mark.parametrize(
    ("html", "codes"),
    [
        ("<p role=buton>", {"unknown-role"}),
        ("<p role='presentation buton'>", set()),
        ("<p role='foo button'>", set()),
        ("<p role=doc-toc>", set()),
        ("<p role=''>", set()),
        ("<p aria-lable=x>", {"unknown-attribute"}),
        ("<script>x.attr('aria-lable=1')</script>", set()),
        ("<p aria-hidden=yes>", {"bad-value"}),
        ("<p aria-hidden=TRUE aria-current='' aria-haspopup=menu>", set()),
        ("<script>'aria-hidden=yes'</script>", set()),
        ("<p role=heading>", {"missing-attribute"}),
        ("<h2 role=heading>", set()),
        ("<input type=checkbox role=switch>", set()),
        ("<p role=tab>", {"wrong-parent"}),
        ("<p role=tab><p aria-owns=x>", set()),
        ("<ul><li role=listitem></ul>", set()),
        ("<p aria-labelledby=x>", {"missing-id"}),
        ("<p aria-labelledby='x y'><p id=y>", set()),
    ],
)
def test_misuse_of_aria(html, codes):
    assert {code for code, _, _ in usability(html).aria} == codes


def test_vocabulary_holds_together():
    assert set(REQUIRED) <= ROLES
    assert set(REQUIRED.values()) <= ATTRIBUTES
    assert set(VALUES) <= ATTRIBUTES


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<ul><li>a</ul>", ()),
        ("<ul><li>a<ul><li>b</ul></ul>", ()),
        ("<ul><div>a</div><div>b</div></ul>", (("in-list", "div", 2),)),
        ("<body><li>a", (("loose-item", "body", 1),)),
        ("<menu><li>a</menu>", ()),
        ("<dl><div><dt>a<dd>b</div></dl>", ()),
        ("<dl><p>a</p></dl>", (("in-dl", "p", 1),)),
    ],
)
def test_lists(html, found):
    assert usability(html).list_faults == found


@pytest.mark.parametrize(
    ("cells", "bare"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", 1),
        ("<tr><th>a<td>b<tr><th>c<td>d", 0),
        ("<tr><td>a<td>b", 0),
        ("<tr><td>a<tr><td>b", 0),
        ("<tr><td>a<td><img><tr><td>c<td>d", 0),
        ("<tr><td scope=row>a<td>b<tr><td>c<td>d", 0),
    ],
)
def test_tables_of_data_need_headings(cells, bare):
    assert usability(f"<table>{cells}</table>").bare_tables == bare


@pytest.mark.parametrize(
    ("html", "mains"),
    [
        ("<main>a</main>", 1),
        ("<div role=main>a</div>", 1),
        ("<main role=main>a</main>", 1),
        ("<main>a</main><main hidden>b</main>", 1),
        ("<main>a</main><div role=main>b</div>", 2),
        ("<p>a", 0),
    ],
)
def test_visible_mains(html, mains):
    assert usability(html).mains == mains


def test_tags_are_counted_only_where_their_ends_are_missing():
    html = "<!DOCTYPE html><body>" + "<div><span>茶" * 15 + "</div>" * 2
    assert balance(elements_of(turbohtml.parse(html)), html).faults == 28
    assert usability(html).unbalanced_tags == (("span", 15, 0), ("div", 15, 2))


@pytest.mark.parametrize(
    "html",
    [
        "<ul>" + "<li>茶" * 50 + "</ul>",
        "<script>" + "'</div>'" * 50 + "</script>",
        "<!--" + "<div>" * 50 + "-->",
        "<SCRIPT>" + "<div>" * 50 + "</SCRIPT ><p>x",
        "<div>" * 20 + "</DIV>" * 20,
        "<svg>" + "<a>" * 30 + "</svg>",
    ],
)
def test_text_of_scripts_and_comments_is_no_markup(html):
    assert counted(html).faults == 0


def test_unclosed_comments_and_scripts_end_the_count():
    assert counted("<div></div><!--" + "<div>" * 1000).faults == 0
    assert counted("<div></div>" + "<script>" * 10_000).faults == 0


@pytest.mark.parametrize(
    ("html", "unlabelled"),
    [
        ("<input>", 1),
        ("<input placeholder=手机号>", 1),
        ("<input aria-label=手机号><input title=x><label>a<input></label>", 0),
        ("<label for=a>x</label><input id=a>", 0),
        ("<label for=b>x</label><input id=a>", 1),
        ("<label for>x</label><input id>", 1),
        ("<input type=hidden><input type=submit><input type=image><button>x</button>", 0),
        ("<input style='display:none'><input hidden><input tabindex=-1>", 0),
        ("<select></select><textarea></textarea>", 2),
    ],
)
def test_fields_without_a_label(html, unlabelled):
    found = facts(html).forms
    assert found.unlabelled == unlabelled == len(found.unlabelled_controls)


@pytest.mark.parametrize(
    ("html", "unnamed"),
    [
        ("<button>购买</button>", 0),
        ("<button></button>", 1),
        ("<button><i class=x></i></button>", 1),
        ("<button><img src=a.png></button>", 1),
        ("<button><img alt=关闭></button><button><svg><title>关闭</title></svg></button>", 0),
        ("<button aria-label=关闭></button><button title=关闭></button>", 0),
        ("<button hidden></button><button aria-hidden=true></button>", 0),
        ("<input type=button><input type=image src=a.png>", 2),
        ("<input type=button value=好><input type=image alt=好><input type=submit>", 0),
    ],
)
def test_buttons_without_a_name(html, unnamed):
    found = facts(html).forms
    assert found.unnamed == unnamed == len(found.unnamed_buttons)


def test_forms_and_their_passwords():
    html = "<form action=/s></form><form method=POST action='http://a/'><input type=PASSWORD></form>"
    found = facts(html).forms
    assert found.actions == (("get", "/s"), ("post", "http://a/"))
    assert (found.passwords, found.password_actions) == (1, (("post", "http://a/"),))


def test_frames_that_visitors_see_need_a_title():
    html = "<iframe src=/a></iframe><iframe src=/b title=x></iframe><iframe src=/c height=0></iframe><noscript><iframe src=/d></iframe></noscript>"
    assert facts(html).forms.untitled_frames == ("/a",)


def test_what_is_found_comes_back_from_the_store():
    html = "<ul><div>a</div></ul><p role=buton tabindex=3 id=a><p id=a><input><div style='display:none'><a href=//b.c>d"
    found = facts(html)
    assert facts_from_json(facts_to_json(found)) == found
    assert found.usability.list_faults and found.hidden.links and found.forms.unlabelled
