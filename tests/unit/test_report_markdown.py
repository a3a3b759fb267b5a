"""The summary in Markdown: complete, in one language, and inert whatever a site wrote."""

import re

import pytest
from markdown_it import MarkdownIt

from crawler.store import open_store
from crawler.text import han_chars
from reports.load import load_report
from reports.markdown import code, escaped, markdown
from tests.report_site import SETTINGS, build

HOSTILE = (
    "[x](javascript:alert(1))", "![x](http://evil.example/p.png)", "<script>alert(1)</script>", "`a` ``b`` |c|", "# head", "- item",
    "1. item", "@everyone #1", "https://evil.example/", "a\n\n# b", "&lt;b&gt;", "*b* _i_ ~~s~~", "$x$", "\x1b[31m\u202e", "`", "=1+1",
)  # fmt: skip


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("md") / "cha.db")
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS)


def rendered(text):
    return MarkdownIt("commonmark").enable("table").render(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_site_wrote_is_shown_and_does_nothing(text):
    for made in (code(text), f"| {code(text)} | b |"):
        html = rendered(f"| a | b |\n|---|---|\n{made}\n" if made.startswith("|") else made)
        assert not re.search(r"<(?:a|img|script|h1|ul|ol|em|strong|s)\b", html)
        assert "<code>" in html and "\x1b" not in html and "\u202e" not in html
    cells = re.findall(r"<td>(.*?)</td>", rendered(f"| a | b |\n|---|---|\n| {code(text)} | b |\n"), re.S)
    assert len(cells) == 2 and cells[1] == "b"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_configured_name_does_nothing_either(text):
    html = rendered(escaped(text))
    assert not re.search(r"<(?:a|img|script|h1|ul|ol|em|strong|s|code)\b", html)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_tells_score_axes_changes_tasks_coverage_and_commands(model, lang):
    text = markdown(model, lang)
    o = model.overview
    assert f"{o.total.value:.1f} {o.total.band_name.get(lang)}" in text.splitlines()[0]
    for axis in o.axes:
        assert f"| {axis.name.get(lang)} | " in text
    for row in model.fix.plan[:5]:
        assert f"`{row.card.check_id}`" in text and f"+{row.card.points:.2f}" in text
    assert f"{o.crawled:,}" in text and f"{o.discovered:,}" in text
    assert f"xunlu report {model.head.run_id} --open" in text
    assert ("没有可比的上一次运行" in text) == (lang == "zh")
    html = rendered(text)
    assert html.count("<table>") == 2 and html.count("<h2>") == 4 and "<script" not in html


def test_english_has_no_chinese_of_ours(model):
    ours = re.sub(r"`[^`]*`", "", markdown(model, "en"))
    assert han_chars(ours) == 0


def test_an_unaudited_run_says_so(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        text = markdown(load_report(store, run_id, SETTINGS), "en")
    assert "No score yet: run `xunlu audit`" in text
