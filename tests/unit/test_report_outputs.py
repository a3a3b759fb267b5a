"""Where the report goes and in what form: formats, placeholders, what is written beside it, the run compared with, the logo."""

import base64
import json
import zipfile

import pytest

from configs.entry import run_group
from configs.errors import SettingsError
from configs.load import load_settings, parse_settings
from configs.reporting import filled
from configs.settings import Brand
from crawler.offline import load_site
from crawler.store import open_store
from reports.brand import MOST, clean_svg, logo_uri
from reports.load import load_report
from reports.two_pages import render_summary
from reports.writing import manner
from tests.report_site import BASE, SETTINGS, analysed, build, site
from xunlu import LAZY

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A store with two runs of the shop, the second without a page."""
    path, first = build(tmp_path_factory.mktemp("outputs") / "cha.db")
    with open_store(path) as store:
        pages = {name: answer for name, answer in site().items() if name != "/orphan"}
        second = load_site(store, pages, base=BASE, name="cha", robots="User-agent: *\nDisallow: /cart/\n")
        analysed(store, second, SETTINGS)
    return path, first, second


@pytest.fixture
def call(stored, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*words, lang="en"):
        code = run_group(LAZY, ["--db", str(stored[0]), "--lang", lang, *words], prepare="tests.report_site:prepared")
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def configured(tmp_path, text):
    (tmp_path / "xunlu.toml").write_text(f"version = 1\n{text}", "utf-8")


# ---- formats


@pytest.mark.parametrize(("name", "start"), [("r.json", '{"schema":"xunlu-report/1"'), ("r.md", "# "), ("r.html", "<!doctype html>"), ("r.htm", "<!doctype html>")])  # fmt: skip
def test_the_extension_says_the_format(call, tmp_path, name, start):
    assert call("report", "-o", name)[0] == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


@pytest.mark.parametrize(("kind", "start"), [("json", "{"), ("md", "# "), ("html", "<!doctype html>")])
def test_every_text_goes_to_stdout(call, kind, start, tmp_path):
    code, out, _ = call("report", "--format", kind, "-o", "-")
    assert code == 0 and out.startswith(start) and not list(tmp_path.iterdir())


def test_the_format_alone_changes_the_configured_extension(call, tmp_path):
    assert call("report", "--format", "json")[1] == "report.json\n"
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["head"]["site"] == "cha"


@pytest.mark.parametrize(("words", "number"), [(("-o", "r.docx"), 123), (("--format", "pdf", "-o", "-"), 124), (("--summary", "--format", "md"), 123), (("--summary", "-o", "x.json"), 123)])  # fmt: skip
def test_what_cannot_be_is_refused(call, words, number):
    code, out, err = call("report", *words)
    assert code == 2 and f"XE-{number}" in err and out == ""


def test_a_pdf_without_a_browser_is_refused_before_any_work(call, tmp_path):
    code, out, err = call("report", "-o", "r.pdf", "--browser", str(tmp_path / "none"))
    assert code == 6 and "XE-330" in err and "XUNLU_BROWSER" in err and out == ""
    assert not (tmp_path / "r.pdf").exists()


@pytest.mark.parametrize(("lang", "words"), [("zh", "先做这几件事"), ("en", "What to do first")])
def test_the_summary_as_html_in_one_language(call, tmp_path, lang, words):
    assert call("report", "--summary", "--format", "html", "--report-lang", lang)[1] == "report-summary.html\n"
    html = (tmp_path / "report-summary.html").read_text("utf-8")
    assert words in html and "<script" not in html and 'lang="zh-Hans">' not in html.replace("<html", "", 1)[100:]
    assert html.count('<section class="sheet">') == 2


# ---- [report]


def test_placeholders_name_the_site_and_the_day_and_folders_are_made(call, tmp_path):
    configured(tmp_path, '[report]\noutput = "out/{site}-{date}.html"\n')
    code, out, _ = call("report")
    found = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")]
    assert code == 0 and found == [out.strip()] and found[0].startswith("out/cha-20")


@pytest.mark.parametrize(("name", "shown"), [("../../x", "-..-x"), ("a/b\\c:d", "a-b-c-d"), ("茶舍", "茶舍"), ("..", "-"), ("x" * 300, "x" * 60)])  # fmt: skip
def test_a_name_leads_to_no_other_folder(name, shown):
    assert filled("reports/{site}-{date}.html", name, "2026-11-22T01:00:00Z") == f"reports/{shown}-2026-11-22.html"


def test_what_else_is_written_lies_beside(call, tmp_path):
    configured(tmp_path, '[report]\nalso = ["json", "md", "xlsx", "html"]\n')
    code, out, _ = call("report")
    assert code == 0 and out.split() == ["report.html", "report.json", "report.md", "report.xlsx"]
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["schema"] == "xunlu-report/1"
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        assert 'name="pages"' in book.read("xl/workbook.xml").decode()


def test_what_is_left_out_of_a_large_report_is_said(call, tmp_path):
    assert call("report")[0] == 0
    assert 'id="data-pages"' in (tmp_path / "report.html").read_text("utf-8")
    configured(tmp_path, '[report]\nmax_size = "1K"\n')
    code, _, err = call("report")
    assert code == 0 and "Left out" in err and "counts only" in err and "max_size" in err
    assert 'id="data-pages"' not in (tmp_path / "report.html").read_text("utf-8")


def test_a_report_is_never_larger_than_it_may_be(call, tmp_path):
    assert call("report")[0] == 0
    most = (tmp_path / "report.html").stat().st_size
    for _ in range(2):  # a third time nothing of the table is left
        most -= 1
        configured(tmp_path, f'[report]\nmax_size = "{most}"\n')
        code, _, err = call("report")
        assert code == 0 and "Left out" in err
        assert (tmp_path / "report.html").stat().st_size <= most
        most = (tmp_path / "report.html").stat().st_size


def test_languages_of_the_settings_hold_until_the_command_line_says_otherwise(call, tmp_path):
    configured(tmp_path, '[report]\nlanguages = ["zh"]\n')
    assert call("report")[0] == 0
    assert "What to fix first" not in (tmp_path / "report.html").read_text("utf-8")
    assert call("report", "--report-lang", "both")[0] == 0
    assert "What to fix first" in (tmp_path / "report.html").read_text("utf-8")
    how = manner(parse_settings('version = 1\n[report]\nlanguages = ["zh"]\n'), "en")
    assert (how.first, how.languages) == ("zh", ("zh",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('languages = []', "languages is empty"), ('languages = ["fr"]', "must be one of zh, en"), ('languages = ["zh", "zh"]', "names zh 2 times"),
        ('also = ["docx"]', "must be one of html"), ('also = ["json", "json"]', "names json 2 times"), ('output = "{page}.html"', "{site}, {date}"),
        ('output = "report.docx"', "must end in"), ('output = " "', "output is empty"), ('compare = ""', "compare is empty"),
        ('max_size = "big"', "500K, 15M"),
        ('brand = { logo = "x.gif" }', "must be a PNG, JPEG or SVG"),
    ],
)  # fmt: skip
def test_what_the_settings_cannot_mean_is_told(text, said):
    with pytest.raises(SettingsError) as caught:
        parse_settings(f"version = 1\n[report]\n{text}\n")
    assert said in "\n".join(caught.value.lines("en"))


# ---- the run compared with


def compared(stored, compare):
    settings = parse_settings(f'version = 1\n[report]\ncompare = "{compare}"\n')
    with open_store(stored[0]) as store:
        return load_report(store, stored[2], settings).history.compared


def test_a_report_compares_with_the_previous_run_with_another_or_with_none(stored):
    assert compared(stored, "previous").older == stored[1]
    assert compared(stored, str(stored[1])).older == stored[1]
    assert compared(stored, "cha@latest~1").older == stored[1]
    assert compared(stored, "off") is None


@pytest.mark.parametrize("which", [1, "rival-a@latest", 99])
def test_a_run_of_another_site_or_none_at_all_is_refused(stored, which):
    with pytest.raises(SettingsError):
        compared(stored, str(which))


def test_a_later_run_is_refused(call, stored):
    code, _, err = call("report", str(stored[1]), "--compare", str(stored[2]))
    assert code == 2 and "is later than" in err


def test_the_option_goes_before_the_settings(call, tmp_path):
    configured(tmp_path, '[report]\ncompare = "off"\n')
    assert "Against run" not in call("report", "--format", "md", "-o", "-")[1]
    assert "Against run" in call("report", "--format", "md", "-o", "-", "--compare", "previous")[1]


# ---- the logo


@pytest.mark.parametrize(("data", "kind"), [(PNG, "image/png"), (b"\xff\xd8\xff\xe0rest", "image/jpeg"), (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml")])  # fmt: skip
def test_the_content_says_what_the_logo_is(tmp_path, data, kind):
    (tmp_path / "logo.png").write_bytes(data)
    assert logo_uri(str(tmp_path / "logo.png")).startswith(f"data:{kind};base64,")


@pytest.mark.parametrize(
    "data", [b"GIF89a", b"<html/>", b"", b"<svg", PNG + b"x" * MOST, b"<!DOCTYPE s [<!ENTITY a 'b'>]><s>&a;</s>"]
)
def test_what_is_no_logo_is_refused_and_where_it_is_named(tmp_path, data):
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        logo_uri(str(tmp_path / "logo.png"))
    assert caught.value.number == 190 and "[report.brand] logo" in "\n".join(caught.value.lines("zh"))


def test_a_missing_logo_is_told_with_file_and_line(call, tmp_path):
    configured(tmp_path, '[report.brand]\nname = "清泉"\nlogo = "none.png"\n')
    code, _, err = call("report", "--summary", "--format", "html", "-o", "s.html")
    assert code == 2 and "XE-190" in err and "xunlu.toml, line 4" in err


def test_the_logo_lies_beside_the_file_that_names_it(tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    configured(tmp_path, '[report.brand]\nlogo = "logo.png"\ncontact = "seo@agency.example"\n')
    brand = load_settings(str(tmp_path / "xunlu.toml"))[0].report.brand
    assert brand == Brand("", str(tmp_path / "logo.png"), "seo@agency.example")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>", '<rect onclick="alert(1)"/>', "<foreignObject><p>x</p></foreignObject>", '<a href="javascript:alert(1)"/>',
        '<image href="http://evil.example/x.png"/>', '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://evil.example/x.svg#a"/>',
        "<style>@import 'http://evil.example/x.css'</style>", '<rect style="fill:url(http://evil.example/#a)"/>', "<!-- evil -->",
        '<rect fill="url(http://evil.example/#a)"/>', "<?xml-stylesheet href='http://evil.example/x.css'?>", '<iframe src="http://evil.example"/>',
    ],
)  # fmt: skip
def test_nothing_active_and_nothing_from_outside_stays_in_an_svg(inside):
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><g fill="url(#a)">{inside}<circle r="1"/></g></svg>'
    )
    made = clean_svg(svg.encode()).decode()
    assert "circle" in made and "url(#a)" in made
    for word in ("alert", "evil", "script", "onload", "onclick", "foreignObject"):
        assert word not in made


def test_entities_of_an_svg_are_not_followed():
    svg = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>a&x;b</text></svg>'
    made = clean_svg(svg).decode()
    assert "root" not in made and "ENTITY" not in made


def test_a_hostile_brand_is_text(stored):
    with open_store(stored[0]) as store:
        model = load_report(store, stored[2], SETTINGS)
    html = render_summary(model, "zh", Brand("<script>alert(1)</script>", "", '"><img src=x onerror=alert(1)>'))
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;alert(1)" in html
