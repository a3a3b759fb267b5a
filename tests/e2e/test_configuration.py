"""``xunlu init``, ``config`` and ``doctor``: begin a configuration, see what is in effect, find out why it fails."""

import json
import tomllib

import pytest

from tests.e2e.program import Program
from tests.e2e.tiny import Reply, TinySite, page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_init_writes_a_file_that_works(tmp_path, lang):
    program = Program(tmp_path, lang=lang)
    program.bare(
        "init",
        "https://www.tea-shop.example",
        "--competitor",
        "rival.example",
        "--competitor",
        "https://shop.rival.cn/a",
    )
    text = (tmp_path / "xunlu.toml").read_text("utf-8")
    sites = tomllib.loads(text)["sites"]
    assert {name: site["start"] for name, site in sites.items()} == {
        "tea-shop": ["https://www.tea-shop.example/"],
        "rival": ["https://rival.example/"],
        "shop": ["https://shop.rival.cn/a"],
    }
    assert ("默认值" in text) == (lang == "zh")
    assert "3" in program.bare("config", "validate").out


def test_init_keeps_what_is_there(xunlu):
    file = xunlu.folder / "xunlu.toml"
    file.write_text("version = 1\n", "utf-8")
    assert "XE-127" in xunlu.bare("init", "shop.example", code=2).err
    assert file.read_text("utf-8") == "version = 1\n"
    xunlu.bare("init", "shop.example", "--force")
    assert "shop.example" in file.read_text("utf-8")


@pytest.mark.parametrize("url", ["", "ftp://a.example/", "https://", 'https://a.example/"x', "a b"])
def test_init_refuses_what_is_no_address(xunlu, url):
    assert "XE-107" in xunlu.bare("init", "--", url or "://", code=2).err
    assert not (xunlu.folder / "xunlu.toml").exists()


def test_show_tells_where_a_value_comes_from(xunlu):
    xunlu.bare("init", "https://shop.example/")
    lines = xunlu.bare("config", "show", "--origin").out.splitlines()
    found = dict(line.partition(" = ")[::2] for line in lines)
    text = (xunlu.folder / "xunlu.toml").read_text("utf-8").splitlines()
    line = next(number for number, row in enumerate(text, 1) if row.startswith("start = "))
    assert found["sites.shop.start"].endswith(f"# xunlu.toml, line {line}")
    assert "preset:shop" in found["sites.shop.crawl.max_pages"]
    assert found["http.retries"] == "2    # embedded default"
    assert "#" not in xunlu.bare("config", "show").out


def test_schema_is_json(xunlu):
    schema = json.loads(xunlu.bare("config", "schema").out)
    assert "sites" in schema["properties"]


@pytest.mark.parametrize(
    ("text", "number", "hint"),
    [
        ("version = 2", 106, "1"),
        ("version = 1\n[http]\nretires = 1", 102, "retries"),
        ('version = 1\n[sites.a]\nstart = ["https://a.example"]\nmax_page = 3', 102, "[sites.NAME.crawl]"),
        ("version = 1\n[rules.options]\ntitle-to-long = { max_units = 3 }", 112, "title-too-long"),
        ("version = 1\n[rules.options]\nclick-depth = { notice = 9 }", 119, "notice = 9"),
        ("version = 1\n[keywords]\nuserdict = 'none.txt'", 41, "none.txt"),
        ("version = 1\n[keywords]\ntargets_file = 'nope.csv'", 410, "nope.csv"),
        ("version = 1\nextends = 'preset:shops'", 116, "preset:shop"),
        ('version = 1\n[sites.a]\nstart = ["https://a.example"]\n[sites.a.crawl]\nexclude = ["/**"]', 105, "/**"),
        ("version = 1\n[score.weights]\npages = 3", 114, "page"),
        ("version = ", 104, ""),
    ],
)
def test_what_is_wrong_is_told(xunlu, text, number, hint):
    (xunlu.folder / "xunlu.toml").write_text(text, "utf-8")
    said = xunlu.bare("config", "validate", code=2).err
    assert f"XE-{number}" in said
    assert hint in said


def test_a_file_in_another_charset_is_told(xunlu):
    (xunlu.folder / "xunlu.toml").write_bytes("version = 1 # 茶舍".encode("gbk"))
    assert "UTF-8" in xunlu.bare("config", "validate", code=2).err


def test_settings_of_pyproject_are_used(xunlu, site):
    text = f'[tool.xunlu]\nversion = 1\n[tool.xunlu.sites.shop]\nstart = ["{site.url}"]\n'
    (xunlu.folder / "pyproject.toml").write_text(text, "utf-8")
    xunlu("crawl")
    assert xunlu.rows("select site, html_pages from v_runs") == [{"site": "shop", "html_pages": 4}]


def test_preset_holds_for_a_bare_url(xunlu):
    (xunlu.folder / "xunlu.toml").write_text('version = 1\nextends = "preset:shop"\n', "utf-8")
    with TinySite({"/": page("首页", "/a", "/cart/", "/a?sort=new"), "/a": page("甲")}) as site:
        xunlu("crawl", site.url)
        assert sorted(site.paths()) == ["/", "/a"]


def test_profile_decides_levels_and_checks(xunlu):
    with TinySite({"/": page("茶", "/b"), "/b": page("茶")}) as site:
        xunlu("crawl", site.url)
    level = "select severity from v_checks where check_id = 'title-duplicate'"
    xunlu("audit")
    assert xunlu.rows(level) == [{"severity": "error"}]
    xunlu("audit", "--profile", "google")
    assert xunlu.rows(level) == [{"severity": "warning"}]
    assert xunlu.rows("select 1 as x from v_checks where check_id = 'icp-number-missing'") == []
    assert xunlu("audit", "--profile", "gogle", code=2).err


def test_doctor_of_a_healthy_site(xunlu):
    answers = {
        "/": page("首页"),
        "/robots.txt": Reply("User-agent: *\nAllow: /\n", type="text/plain"),
        "/sitemap.xml": Reply("<urlset><url><loc>http://127.0.0.1/a</loc></url></urlset>", type="application/xml"),
    }
    with TinySite(answers) as site:
        (xunlu.folder / "xunlu.toml").write_text(
            f'version = 1\n[http]\ncontact = "a@shop.example"\n[sites.shop]\nstart = ["{site.url}"]\n', "utf-8"
        )
        said = xunlu.bare("doctor").out
        assert len(site.asked) == 3
        assert site.asked[0].headers["User-Agent"].startswith("xunlu/")
    assert "✘" not in said
    assert "answers 200" in said
    assert "1 entries" in said


@pytest.mark.parametrize(
    ("answers", "hint"),
    [
        ({"/robots.txt": Reply("User-agent: *\nDisallow: /\n", type="text/plain")}, "line 2"),
        ({"/robots.txt": Reply("", 503)}, "503"),
        ({"/": Reply("no", 403)}, "403"),
        ({"/": Reply("%PDF", type="application/pdf")}, "no HTML"),
    ],
)
def test_doctor_names_what_keeps_it_from_crawling(xunlu, answers, hint):
    with TinySite(answers) as site:
        result = xunlu.bare("doctor", site.url, code=3)
    assert "✘" in result.out
    assert hint in result.out


def test_doctor_of_a_site_that_is_down(xunlu):
    assert "✘" in xunlu.bare("doctor", "http://127.0.0.1:4/", code=3).out
    assert "resolve" in xunlu.bare("doctor", "https://no-such-host.invalid/", code=3).out


def test_doctor_sees_a_broken_store_and_stays_offline_when_asked(xunlu):
    xunlu.db.write_bytes(b"junk" * 1000)
    result = xunlu("doctor", "--offline", code=6)
    assert "✘ store" in result.out


def test_doctor_in_chinese(tmp_path):
    said = Program(tmp_path, lang="zh").bare("doctor", "--offline", PYTHONUTF8="1").out
    assert "版本" in said
    assert "磁盘剩余" in said
    assert "内置默认值" in said


def test_keywords_of_a_table_are_tracked_and_a_broken_table_loses_nothing(xunlu):
    (xunlu.folder / "targets.csv").write_bytes("关键词,网址\n紫砂壶,/a\n普洱茶,/b\n".encode("gb18030"))
    with TinySite({"/": page("首页", "/a", "/b"), "/a": page("紫砂壶"), "/b": page("别的")}) as site:
        text = f'version = 1\ndatabase = "shop.db"\n[sites.shop]\nstart = ["{site.url}"]\n[keywords]\ntargets_file = "targets.csv"\n'
        (xunlu.folder / "xunlu.toml").write_text(text, "utf-8")
        xunlu.bare("crawl")
    rows = json.loads(xunlu.bare("keywords", "map", "--format", "json").out)
    assert {row["term"] for row in rows} == {"紫砂壶", "普洱茶"}
    before = xunlu.rows("select term, count(*) as n from v_keywords group by 1")
    (xunlu.folder / "targets.csv").write_text("关键词,网址\n,/a\n", "utf-8")
    assert "XE-413" in xunlu.bare("keywords", code=2).err
    assert xunlu.rows("select term, count(*) as n from v_keywords group by 1") == before
