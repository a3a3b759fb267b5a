"""Keys of the configuration at work, that no other test sees at work."""

import json

import pytest

from tests.e2e.modes import configure, pages
from tests.e2e.program import both, query
from tests.e2e.tiny import SMALL, Reply, TinySite, page


def test_extends_a_preset_and_a_file(xunlu, site):
    (xunlu.folder / "base.toml").write_text(
        '[http]\ncontact = "me@shop.example"\n[defaults.crawl]\nmax_pages = 2\n', "utf-8"
    )
    configure(xunlu, site.url, top='extends = "base.toml"')
    xunlu("crawl")
    assert len(pages(xunlu)) == 2
    assert all(one.headers["User-Agent"].endswith("(+me@shop.example)") for one in site.asked)
    configure(xunlu, site.url, top='extends = "preset:shop"')
    assert "cart" in xunlu("config", "show").out
    configure(xunlu, site.url, top='extends = "preset:nonsense"')
    assert "nonsense" in xunlu("crawl", code=2).err


def test_page_types_are_named_by_the_first_glob_that_matches(xunlu):
    types = (
        '[[sites.shop.types]]\nname = "bargain"\nmatch = "/p/*?sale=1"\n'
        '[[sites.shop.types]]\nname = "product"\nmatch = "/p/**"\nlabel = { zh = "商品", en = "Goods" }\n'
    )
    answers = {"/": page("首页", "/p/1", "/p/1?sale=1", "/p/x/2", "/q"), "*": page("页")}
    with TinySite(answers) as site:
        configure(xunlu, site.url, site=types)
        xunlu("crawl")
    assert pages(xunlu, "page_type") == {
        "/": "home", "/p/1": "product", "/p/1?sale=1": "bargain", "/p/x/2": "product", "/q": "other",
    }  # fmt: skip


def overall(xunlu):
    return query(
        xunlu.db, "select value from scores where name = 'overall' and run_id = (select max(run_id) from runs)"
    )[0][0]


def test_weights_of_the_score(xunlu, site):
    configure(xunlu, site.url)
    xunlu("run")
    before = overall(xunlu)
    axes = dict(query(xunlu.db, "select name, value from scores where run_id = 1"))
    configure(xunlu, site.url, top="[score]\nweights = { page = 100, crawl = 0, structure = 0, links = 0, health = 0 }")
    xunlu("run")
    assert overall(xunlu) == pytest.approx(axes["axis:page"], abs=0.5)
    assert overall(xunlu) != pytest.approx(before, abs=0.5)


@pytest.mark.parametrize(("retries", "asked"), [(0, 1), (1, 2)])
def test_retries(xunlu, retries, asked):
    with TinySite({**SMALL, "/a": Reply(page("坏"), 500)}) as site:
        configure(xunlu, site.url, top=f"[http]\nretries = {retries}")
        xunlu("crawl")
        assert site.paths().count("/a") == asked
    assert pages(xunlu, "status, attempts")["/a"] == (500, asked)


def test_a_body_beyond_the_limit_is_recorded_and_not_parsed(xunlu):
    with TinySite({**SMALL, "/a": page("甲", "/deep", text="茶" * 20_000)}) as site:
        configure(xunlu, site.url, top='[http]\nmax_body = "10K"')
        xunlu("crawl")
        assert "/deep" not in site.paths()
    assert pages(xunlu, "error, title")["/a"] == ("too-large", "")
    assert pages(xunlu)["/b"] == 200


def test_a_request_that_takes_too_long(xunlu):
    with TinySite({**SMALL, "/a": Reply(page("慢"), wait=5)}) as site:
        configure(xunlu, site.url, top='[http]\ntimeout = "1s"\nretries = 0')
        xunlu("crawl")
    assert pages(xunlu, "status, error")["/a"] == (None, "timeout")


def test_database_output_and_language(xunlu, site):
    configure(xunlu, site.url, top='lang = "zh"\ndatabase = "data/tea.db"\n[report]\noutput = "out/r.html"')
    (xunlu.folder / "data").mkdir()
    (xunlu.folder / "out").mkdir()
    command = xunlu.command("run")
    command.remove("--lang"), command.remove("en")
    xunlu.command = lambda *words: [*command[:-1], *map(str, words)]
    result = xunlu.bare("run")
    assert "报告 out/r.html" in result.out
    assert (xunlu.folder / "data/tea.db").is_file() and (xunlu.folder / "out/r.html").is_file()


def test_a_setting_that_is_wrong_stops_before_anything_is_asked(xunlu, site):
    configure(xunlu, site.url, crawl='mode = "list"')
    for said in both(xunlu, 105, "crawl", code=2):
        assert "[sites.shop.crawl]" in said and "list_file" in said
    assert site.asked == [] and not xunlu.db.exists()


def test_what_is_stored_with_a_run_are_the_settings_it_had(xunlu, site):
    configure(xunlu, site.url, crawl='max_depth = 5\nignore_params = ["x"]\ntrailing_slash = "add"')
    xunlu("crawl")
    stored = json.loads(str(query(xunlu.db, "select settings from runs")[0][0]))
    assert (stored["crawl"]["max_depth"], stored["crawl"]["ignore_params"]) == (5, ["x"])
    assert stored["crawl"]["trailing_slash"] == "add" and stored["starts"] == [site.url]
