"""Of two languages one stands in the page, and the texts of the other fit its places."""

import base64
import gzip
import json
import re

import pytest

from configs.text import Text
from crawler.store import open_store
from reports.languages import marked_texts, other_language
from reports.load import load_report
from reports.render import Words, render_html
from tests.report_site import SETTINGS, build

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("languages") / "cha.db")
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS)


def test_texts_are_found_in_order_and_nested_ones_within_theirs():
    page = "<p><i>one</i> <i>two <i>in two</i></i></p><svg><text><tspan class=i>three</tspan></text></svg><i></i>"
    assert marked_texts(page) == ["one", "two <i>in two</i>", "three", ""]


def test_pages_that_differ_in_more_than_words_are_refused():
    assert other_language("<p><i>茶</i></p>", "<p><i>tea</i></p>") == ["tea"]
    with pytest.raises(ValueError, match="same places"):
        other_language("<i>茶</i>", "<i>tea</i><i>pot</i>")


def test_what_a_site_wrote_is_never_a_mark():
    made = Words("zh", marked=True).pair("标题 {title}", "title {title}", title="<i>x</i></i>")
    assert made == "<i>标题 &lt;i&gt;x&lt;/i&gt;&lt;/i&gt;</i>"
    assert Words("zh", marked=True).text(Text(zh="<i>", en="</i>")) == "<i>&lt;i&gt;</i>"


@pytest.mark.parametrize("first", ["zh", "en"])
def test_exchanging_the_texts_gives_the_page_of_the_other_language(model, first):
    other = "en" if first == "zh" else "zh"
    html, wanted = render_html(model, first=first), render_html(model, first=other)
    (packed,) = re.findall('id="data-language">([^<]*)<', html)
    texts = json.loads(gzip.decompress(base64.b64decode(packed)))
    assert texts == marked_texts(wanted) and len(texts) > 500
    assert sum(bool(HAN.search(text)) for text in texts) > len(texts) / 2 or other == "en"


def test_both_languages_cost_little_more_than_one(model):
    one, both = len(render_html(model, languages=["zh"])), len(render_html(model))
    assert both < one * 1.35
