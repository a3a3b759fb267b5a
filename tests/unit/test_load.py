"""Settings from TOML: nothing ignored, nothing coerced, every fault with its place."""

from __future__ import annotations

import pytest

from configs.errors import Exit, SettingsError
from configs.load import find_line, load_settings, parse_settings
from configs.settings import Crawl, PageType, Settings

FULL = """
version = 1
lang = "zh"
database = "shop.db"
[http]
contact = "seo@tea.cn"
retries = 3
headers = { Accept-Language = "zh-CN" }
[sites.tea]
start = ["https://tea.cn/"]
sitemaps = ["https://tea.cn/s.xml"]
label = { zh = "茶舍" }
[sites.tea.crawl]
max_pages = 500
rate = 2
exclude = ["/cart/**"]
[[sites.tea.types]]
name = "product"
match = "/p/*"
[sites."rival.cn:8080"]
role = "competitor"
start = ["http://rival.cn:8080/"]
sitemaps = "off"
[keywords]
targets = ["云南红茶"]
[rules.options.title-too-long]
max_units = 64
[rules.severity]
title-missing = "error"
[report]
competitors = ["rival.cn:8080"]
"""


def fault(text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, "shop.toml")
    assert caught.value.exit_code == Exit.USAGE
    for lang in ("zh", "en"):
        assert "shop.toml" in caught.value.lines(lang)[0]
    return caught.value


def test_everything_is_read():
    settings = parse_settings(FULL)
    tea, rival = settings.sites["tea"], settings.sites["rival.cn:8080"]
    assert (settings.lang, settings.database, settings.http.retries) == ("zh", "shop.db", 3)
    assert settings.http.headers == {"Accept-Language": "zh-CN"}
    assert tea.crawl == Crawl(max_pages=500, rate=2.0, exclude=("/cart/**",))
    assert (tea.types, tea.label.zh, tea.sitemaps) == (
        (PageType("product", "/p/*"),),
        "茶舍",
        ("https://tea.cn/s.xml",),
    )
    assert (rival.role, rival.sitemaps) == ("competitor", "off")
    assert settings.rules.options == {"title-too-long": {"max_units": 64}}
    assert settings.report.competitors == ("rival.cn:8080",)


def test_an_empty_file_is_the_defaults():
    assert parse_settings("") == Settings()


@pytest.mark.parametrize(
    ("text", "key", "line", "near"),
    [
        ("lnag = 'zh'", "lnag", 1, "lang"),
        ("\n\n[htpp]\ntimeout = '3s'", "htpp", 3, "http"),
        ("[http]\ntimeout = '3s'\ntimeot = '3s'", "timeot", 3, "timeout"),
        ("[sites.tea]\nstart = ['https://tea.cn/']\n[sites.tea.crawl]\nmax_page = 3", "max_page", 4, "max_pages"),
        ("[sites.tea]\nstart = ['https://tea.cn/']\n[sites.tea.crwl]\nmax_pages = 3", "crwl", 3, "crawl"),
        (
            "[sites.tea]\nstart = ['https://tea.cn/']\n[[sites.tea.types]]\nname = 'p'\nmatch = '/'\nlabl = {}",
            "labl",
            6,
            "label",
        ),
        ("[report]\noutput = 'x'\n[http]\noutput = 'x'", "output", 4, "output"),
        ("[http]\nzzz = 'x'", "zzz", 2, ""),
        ("http = { timeot = '3s' }", "timeot", 1, "timeout"),
        ("[rules.optoins.x]\na = 1", "optoins", 1, "options"),
    ],
)
def test_unknown_keys_with_line_and_nearest(text, key, line, near):
    error = fault(text)
    zh, en = error.lines("zh"), error.lines("en")
    assert error.number == 102
    assert f"“{key}”" in zh[0]
    assert f"第 {line} 行" in zh[0]
    assert f'"{key}"' in en[0]
    assert f"line {line}" in en[0]
    if near:
        assert f"“{near}”" in zh[1]
        assert f'"{near}"' in en[1]
    else:
        assert "timeout" in zh[1]  # the keys there are


@pytest.mark.parametrize(
    ("text", "key", "zh", "en"),
    [
        ("version = '1'", "version", "应为整数", "expected an integer"),
        ("[http]\nretries = 1.5", "http.retries", "小数 1.5", "a float 1.5"),
        ("[http]\nretries = true", "http.retries", "真假值 True", "a boolean True"),
        ("[http]\ntimeout = 30", "http.timeout", "应为字符串", "expected a string"),
        ("[http]\nheaders = { a = 1 }", "http.headers['a']", "应为字符串", "expected a string"),
        (
            "[sites.tea]\nstart = 'https://tea.cn/'",
            "sites['tea'].start",
            "应为字符串列表",
            "expected a list of strings",
        ),
        ("[sites.tea]\nstart = [1]", "sites['tea'].start", "应为字符串", "expected a string"),
        (
            "[sites.tea]\nstart = ['https://tea.cn/']\nsitemaps = 1",
            "sites['tea'].sitemaps",
            "应为字符串",
            "expected a string",
        ),
        (
            "[sites.tea]\nstart = ['https://tea.cn/']\n[sites.tea.crawl]\nrate = '4'",
            "crawl.rate",
            "应为数字",
            "expected a number",
        ),
        (
            "[sites.tea]\nstart = ['https://tea.cn/']\n[[sites.tea.types]]\nname = 'p'",
            "match",
            "缺少这个键",
            "this key is missing",
        ),
        ("[sites]\ntea = 1", "sites['tea']", "应为表", "expected a table"),
        ("sites = []", "sites", "应为表", "expected a table"),
        ("http = 1", "http", "应为表", "expected a table"),
    ],
)
def test_values_of_the_wrong_type(text, key, zh, en):
    error = fault(text)
    assert error.number == 105
    for said, lang in ((zh, "zh"), (en, "en")):
        assert said in error.what.get(lang)
        assert error.what.get(lang).endswith(key)


@pytest.mark.parametrize("text", ["version =", "[sites.tea\n", "a = 1\na = 2", "lang = 'zh", "= 1", "\0"])
def test_what_is_no_toml(text):
    error = fault(text)
    assert error.number == 104
    assert "line" in error.lines("en")[1] or "end of document" in error.lines("en")[1]


def test_a_newer_format_is_refused():
    assert fault("version = 2").number == 106


def test_the_file_beside_and_the_file_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XUNLU_CONFIG", raising=False)
    assert load_settings() == (Settings(), None)
    (tmp_path / "xunlu.toml").write_text("database = 'beside.db'", "utf-8")
    assert load_settings()[0].database == "beside.db"
    named = tmp_path / "named.toml"
    named.write_bytes(b"\xef\xbb\xbf" + "database = '库.db'\r\n".encode())  # as editors on Windows save it
    assert load_settings(str(named)) == (Settings(database="库.db"), named)
    monkeypatch.setenv("XUNLU_CONFIG", str(named))
    assert load_settings()[0].database == "库.db"


@pytest.mark.parametrize("by_environment", [True, False])
def test_a_file_that_is_not_there(tmp_path, monkeypatch, by_environment):
    missing = str(tmp_path / "no.toml")
    if by_environment:
        monkeypatch.setenv("XUNLU_CONFIG", missing)
    with pytest.raises(SettingsError) as caught:
        load_settings(None if by_environment else missing)
    assert caught.value.number == 103
    assert missing in caught.value.what.zh


@pytest.mark.parametrize("content", ["lang = '中'".encode("gbk"), "lang = 'zh'".encode("utf-16")])
def test_a_file_that_is_no_utf8(tmp_path, content):
    file = tmp_path / "xunlu.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_settings(str(file))
    assert caught.value.number == 103
    assert "UTF-8" in caught.value.lines("zh")[-1]


def test_word_files_stand_beside_the_settings(tmp_path):
    file = tmp_path / "xunlu.toml"
    file.write_text('[keywords]\nuserdict = "words.txt"\nstopwords = ["stop.txt"]', "utf-8")
    keywords = load_settings(str(file))[0].keywords
    assert (keywords.userdict, keywords.stopwords) == (str(tmp_path / "words.txt"), (str(tmp_path / "stop.txt"),))


def test_lines_are_found_by_table():
    text = "[a]\nx = 1\n[b]\nx = 2\n[b.c]\nx = 3\n"
    assert [find_line(text, "x", tuple(table)) for table in ("a", "b", "bc")] == [2, 4, 6]
    assert find_line(text, "nowhere", ("a",)) == 1


ACCEPT = '[[rules.accept]]\ncheck = "noindex"\nuntil = 2027-03-31\nreason = "x"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (ACCEPT.replace("check", "rule"), 3, '[[rules.accept]] #1|Did you mean "check"?'),
        (ACCEPT + ACCEPT.replace("reason", "reasn"), 9, '[[rules.accept]] #2|Did you mean "reason"?'),
        ('[[sites.a.types]]\nname = "x"\nmatch = "/"\n' + ACCEPT + 'name = "x"\n', 9, "#1|Known keys: check, reason, until, urls"),
        (ACCEPT + "rate = 1\n", 6, "#1|Known keys: check"),  # though [sites.NAME.crawl] has it
        ('[http]\nlang = "zh"\n', 3, '"lang" belongs to the top of the file'),
    ],
)  # fmt: skip
def test_unknown_keys_get_the_line_and_a_hint_that_helps(text, line, said):
    with pytest.raises(SettingsError) as caught:
        parse_settings("version = 1\n" + text)
    told = " ".join(caught.value.lines("en"))
    assert f"line {line}" in told and all(part in told for part in said.split("|"))
