"""The HTML: one safe, self-contained file, the same bytes every time, with both languages in it."""

import base64
import gzip
import hashlib
import re
from html.parser import HTMLParser

import pytest

from configs.text import LANGUAGES
from crawler.store import open_store
from reports.load import load_report
from reports.render import _page, render_html
from reports.writing import manner, write_output
from tests.report_site import SETTINGS, build

VOID = {"meta", "link", "br", "input", "img", "hr", "rect", "circle", "path"}


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("report") / "cha.db")
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS)


@pytest.fixture(scope="module")
def html(model):
    return render_html(model)


class Page(HTMLParser):
    """Tags with their attributes in order, and whether every tag is closed."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.open, self.misnested = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.misnested.append(tag)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def test_the_same_model_gives_the_same_bytes(model, html):
    assert render_html(model) == html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_close_their_tags_in_order(model, lang):
    """What the finished page leaves out is what HTML implies: tests/unit/test_lean_html.py."""
    page = Page(_page(model, lang, LANGUAGES))
    assert page.misnested == [] and page.open == []


def test_ids_are_unique_and_links_within_lead_to_them(html):
    page = Page(html)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")}
    assert targets <= set(ids)


def test_hostile_text_is_inert(html):
    page = Page(html)
    run = [attrs for attrs in page.all("script") if attrs.get("type") != "application/octet-stream"]
    assert run == [{}]
    assert "alert(1)</script>" not in html
    assert "\x1b" not in html and "\u202e" not in html
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in html


def test_links_lead_to_http_only_and_give_nothing_away(html):
    links = [attrs for attrs in Page(html).all("a") if not attrs["href"].startswith("#")]
    assert links
    assert {attrs["href"].partition(":")[0] for attrs in links} <= {"http", "https"}
    assert {attrs["rel"] for attrs in links} == {"noreferrer"}  # which means noopener, too


def test_an_address_of_another_scheme_is_text(model):
    from reports.addresses import address

    assert address("javascript:alert(1)").href == ""
    assert address("data:text/html,x").href == ""


def test_the_policy_allows_the_one_script_and_style_by_hash_and_no_request(html):
    policy = next(attrs["content"] for attrs in Page(html).all("meta") if attrs.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    (packed,) = re.findall('<script type="application/octet-stream" id="bundle">([^<]*)</script>', html)
    drawing = hashlib.sha256(gzip.decompress(base64.b64decode(packed))).digest()
    assert f"'sha256-{base64.b64encode(drawing).decode()}'" in policy
    for tag in ("script", "style"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", html, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "style=" not in html and not re.search(r"\son\w+=", re.sub(r"<script>.*?</script>", "", html, flags=re.S))


def test_nothing_is_loaded_from_outside(html):
    assert not [attrs for tag, attrs in Page(html).tags if "src" in attrs or tag in ("link", "img", "iframe", "object")]
    assert "url(" not in html and "@import" not in html


def test_structure_for_everybody(html):
    page = Page(html)
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("nav")) == 1
    assert page.all("header") and page.all("footer")
    assert all(attrs.get("scope") in ("row", "col", "rowgroup") for attrs in page.all("th"))
    assert page.all("html")[0]["lang"] == "zh-Hans"
    assert {"name": "robots", "content": "noindex"} in page.all("meta")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_in_one_language_has_no_word_of_the_other(model, lang):
    html = render_html(model, first=lang, languages=[lang])
    assert "id=l-en" not in html
    assert not re.search("<i>|<tspan class=i>|data-language", re.sub("<script>.*?</script>", "", html, flags=re.S))
    assert ("先修什么" in html) == (lang == "zh")
    assert ("What to fix first" in html) == (lang == "en")


def test_opening_language_is_that_of_the_document(model):
    html = render_html(model, first="en")
    assert '<html lang="en"' in html and "<title>Tea House SEO report" in html


def test_a_report_without_analyses_renders(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        html = render_html(load_report(store, run_id, SETTINGS))
    assert f"xunlu audit {run_id}" in html


def test_the_file_is_replaced_as_a_whole(model, tmp_path):
    path = tmp_path / "report.html"
    path.write_text("older")
    size = write_output(model, path, "html", manner(SETTINGS, "en"))
    assert path.stat().st_size == size
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
