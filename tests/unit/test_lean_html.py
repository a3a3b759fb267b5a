"""A leaner page is the same document."""

import re

import turbohtml

from crawler.store import open_store
from reports.lean_html import lean
from reports.load import load_report
from reports.render import MARK, _page
from tests.report_site import SETTINGS, build

PAGE = """<html><head><style>a[b="c"] {}</style></head><body><table class="x"><thead><tr><th scope="col" data-a="b c">1</th></tr></thead>
<tbody><tr><td class="n">=&#34;a&#34;</td><td>2</td></tr></tbody></table><svg width="9"><rect rx="3"/></svg><dl><dt>a</dt><dd>b</dd></dl>
<ul><li>1</li><li>2</li></ul><p>text</p>tail<script>x = '<td class="n"></td>'</script></body></html>"""


def tree(html):
    """The document as the parser sees it; blanks beside tags, which end up in a cell instead of behind it, left out."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", turbohtml.parse(html).serialize())


def test_end_tags_and_quotes_go_where_they_may():
    made = lean(PAGE)
    assert tree(made) == tree(PAGE)
    assert "</td>" not in made.partition("<script")[0] and "class=n" in made
    assert 'a[b="c"]' in made and """'<td class="n"></td>'""" in made  # their hashes hold
    assert 'rx="3"/>' in made and 'data-a="b c"' in made and "</p>tail" in made


def test_a_whole_report_stays_the_same_document(tmp_path):
    path, run_id = build(tmp_path / "cha.db")
    with open_store(path) as store:
        page = _page(load_report(store, run_id, SETTINGS), "zh", ("zh", "en"))
    made = lean(page)
    assert tree(made) == tree(page) and MARK in made
    assert len(made) < len(page) * 0.97
