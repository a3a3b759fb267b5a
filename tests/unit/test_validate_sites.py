"""What a configuration may not say of a site: each fault names its table and key, in both languages."""

from __future__ import annotations

import types
from typing import Union, get_args, get_origin

import pytest

from configs.errors import SettingsError
from configs.load import parse_settings
from configs.schema import CHOICES, keys

SITE = '[sites.shop]\nstart = ["https://shop.example/"]\n'
NEEDED = {  # of the tables that may be there several times, what each must have
    "types": {"name": "'n'", "match": "'/**'"},
    "extract": {"name": "'n'"},
    "pages": {"url": "'/'"},
    "partners": {"page": "'https://p.example/'"},
    "accept": {"check": "'noindex'", "reason": "'r'", "until": "2027-03-31"},
}
PLAIN = [key for key in keys() if not key.is_table]
CHOSEN = sorted({name.partition(".")[2] for name in CHOICES if name.startswith("crawl.")})


def faults(text):
    """What is told of a configuration: (Chinese, English)."""
    with pytest.raises(SettingsError) as caught:
        parse_settings(text)
    assert caught.value.number == 105
    what = caught.value.what
    assert what.zh != what.en
    return what.zh, what.en


def told(text, *words):
    for said in faults(text):
        for word in words:
            assert word in said, said


def wrong(kind):
    """A value, as TOML, that no key of a type may have."""
    kinds = set(get_args(kind)) if get_origin(kind) in (Union, types.UnionType) else {kind}
    return "'x'" if kinds & {int, float, bool} else "1"


def whole(path, value):
    """A configuration with one key, written as inline tables."""
    steps = path.split(".")
    for at in range(len(steps) - 1, 0, -1):
        step, table = steps[at], steps[at - 1]
        inside = {**NEEDED.get(table, {}), "s" if step == "*" else step: value}
        value = f"{{ {', '.join(f'{name} = {one}' for name, one in inside.items())} }}"
        value = f"[{value}]" if table in NEEDED else value
    return f"{steps[0]} = {value}\n"


@pytest.mark.parametrize("key", PLAIN, ids=lambda key: key.path)
def test_a_value_of_the_wrong_type(key):
    said = faults(whole(key.path, wrong(key.kind)))
    name = key.path.rpartition(".")[2]
    for text in said:
        place = text.rpartition("@")[2]
        assert name in place, text


@pytest.mark.parametrize("table", ["sites.shop.crawl", "defaults.crawl", "defaults.competitor"])
@pytest.mark.parametrize("name", CHOSEN)
def test_a_value_that_is_none_of_the_choices(table, name):
    told(
        f'{SITE}[{table}]\n{name} = "nonsense"\n',
        f"[{table}] {name}",
        "'nonsense'",
        ", ".join(CHOICES[f"crawl.{name}"]),
    )


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("role", '"friend"', ("[sites.shop] role", "competitor")),
        ("robots", '"ignore"', ("[sites.shop] robots", "ignore-own")),
        ("sitemaps", '"none"', ("[sites.shop] sitemaps", '"off"')),
        ("sitemaps", '["/sitemap.xml"]', ("[sites.shop] sitemaps",)),
        ("indexnow_key", '"short"', ("[sites.shop] indexnow_key", "128")),
        ("indexnow_key", '"white space"', ("[sites.shop] indexnow_key",)),
    ],
)
def test_values_of_the_site(key, value, words):
    told(f"{SITE}{key} = {value}\n", *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max_pages = -1", ("max_pages",)),
        ("max_pages = 0", ("max_pages",)),
        ("max_depth = -1", ("max_depth",)),
        ("rate = -0.5", ("rate",)),
        ("rate = nan", ("rate",)),
        ("concurrency = -1", ("concurrency",)),
        ("concurrency = 65", ("concurrency", "64")),
        ('time_limit = "2"', ("time_limit", "'2'", "2h")),
        ('time_limit = "0s"', ("time_limit",)),
        ('max_bytes = "2T"', ("max_bytes", "'2T'", "500M")),
        ('max_bytes = "-1M"', ("max_bytes",)),
        ('mode = "list"', ("list_file", 'mode = "list"')),
        ('list_file = "urls.txt"', ("list_file", 'mode = "list"')),
        ('mode = "page"\nlist_file = "urls.txt"', ("list_file", 'mode = "list"')),
        ('include = ["tea"]', ("'tea'",)),
        ('exclude = ["cart/**"]', ("'cart/**'",)),
        ('exclude = ["/**"]', ("'/**'",)),
        ("include = []", ("include",)),
        ('include = ["/a"]\nexclude = ["/a"]', ("'/a'", "include", "exclude")),
        ('hosts = ["https://img.shop.example"]', ("hosts", "'https://img.shop.example'")),
        ('hosts = ["IMG.shop.example"]', ("hosts", "xn--")),
        ('hosts = ["img.shop.example/"]', ("hosts",)),
        ('hosts = [""]', ("hosts",)),
        ('strip_params = ["a", "b"]\nignore_params = ["b"]', ("'b'", "strip_params", "ignore_params")),
    ],
)
def test_limits_and_contradictions_of_a_crawl(text, words):
    told(f"{SITE}[sites.shop.crawl]\n{text}\n", "[sites.shop.crawl]", *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('sitemaps = "off"\n[sites.shop.crawl]\nmode = "sitemap"', ("[sites.shop]", 'mode = "sitemap"', "sitemaps")),
        ('sitemaps = []\n[sites.shop.crawl]\nmode = "sitemap"', ("[sites.shop]", "sitemaps")),
        ('role = "competitor"\nrobots = "ignore-own"', ("[sites.shop]", "ignore-own")),
    ],
)
def test_contradictions_of_a_site(text, words):
    told(f"{SITE}{text}\n", *words)


@pytest.mark.parametrize("table", ["defaults.crawl", "defaults.competitor"])
def test_a_list_belongs_to_a_site(table):
    told(f'[{table}]\nmode = "list"\nlist_file = "urls.txt"\n', f"[{table}]")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[sites.shop.access]\nproxy = "shop"', ("[sites.shop.access] proxy", "'shop'")),
        ('[sites.shop.access]\nproxy = "http://a:b@127.0.0.1:1"', ("[sites.shop.access] proxy", "proxy_env")),
        (
            '[sites.shop.access]\nproxy = "http://127.0.0.1:1"\nproxy_env = "P"',
            ("[sites.shop.access]", "proxy_env"),
        ),
        ('[sites.shop.access]\nproxy_env = "not a name"', ("[sites.shop.access]", "proxy_env")),
        ('[sites.shop.access]\nheaders = { Host = "x" }', ("[sites.shop.access] headers", "'Host'")),
        ('[sites.shop.access]\nheaders = { "a b" = "x" }', ("[sites.shop.access] headers", "'a b'")),
        ('[sites.shop.access]\nheaders = { A = "x" }\nheaders_env = { A = "X" }', ("headers_env", "'A'")),
        ('[sites.shop.access]\nheaders_env = { A = "s3cret!" }', ("[sites.shop.access]", "headers_env.A")),
        ('[sites.shop.access]\ncookies = { c = "a;b" }', ("[sites.shop.access] cookies", "'a;b'")),
        ('[sites.shop.access]\ncookies = { c = "a" }\ncookies_env = { c = "C" }', ("cookies_env", "'c'")),
        ('[sites.shop.access.auth]\nuser_env = "U"', ("[sites.shop.access] auth", "password_env")),
        ('[sites.shop.access.login]\nurl = "/login"', ("[sites.shop.access] login",)),
        ('[sites.shop.access.login]\nfields = { a = "b" }', ("[sites.shop.access] login", "url")),
        ('[sites.shop.access.login]\nform = "#f"', ("[sites.shop.access] login", "url")),
        (
            '[sites.shop.access.login]\nurl = "/l"\nfields_env = { a = "b c" }',
            ("[sites.shop.access]", "login.fields_env.a"),
        ),
        ('[[sites.shop.extract]]\nname = "a"', ("[[sites.shop.extract]] #1", "css", "xpath", "regex")),
        ('[[sites.shop.extract]]\nname = "a"\ncss = "a"\nregex = "b"', ("[[sites.shop.extract]] #1", "css")),
        ('[[sites.shop.extract]]\nname = "a"\nregex = "("', ("[[sites.shop.extract]] #1", "regex")),
        ('[[sites.shop.extract]]\nname = "a"\nxpath = "//["', ("[[sites.shop.extract]] #1", "xpath")),
        ('[[sites.shop.extract]]\nname = "a"\ncss = "]"', ("[[sites.shop.extract]] #1", "css")),
        ('[[sites.shop.extract]]\nname = "a"\nregex = "b"\nattr = "href"', ("[[sites.shop.extract]] #1 attr", "css")),
        ('[[sites.shop.extract]]\nname = "a"\ncss = "b"\nmatch = "tea"', ("[[sites.shop.extract]] #1", "'tea'")),
        ('[[sites.shop.extract]]\nname = " "\ncss = "b"', ("[[sites.shop.extract]] #1 name",)),
    ],
)
def test_access_and_extraction(text, words):
    told(f"{SITE}{text}\n", *words)


@pytest.mark.parametrize(
    "text",
    [
        'mode = "list"\nlist_file = "-"',
        'within = "subdomains"\nhosts = ["img.shop.example:8080", "[::1]:81", "xn--fiq228c.cn", "a_b.cn"]',
        'max_bytes = "2G"\ntime_limit = "90m"\nconcurrency = 64\nrate = 0.01',
        'trailing_slash = "add"\nsort_params = true\nignore_params = ["so*"]\ndevice = "both"\nconditional = true',
        'check_external = "head"\ncheck_resources = "get"\ntraps = "off"\nstore_html = "off"\nsample = "template"',
    ],
)
def test_what_is_in_order(text):
    settings = parse_settings(f"{SITE}[sites.shop.crawl]\n{text}\n")
    assert settings.sites["shop"].start == ("https://shop.example/",)


@pytest.mark.parametrize(
    "table", ['auth = { user_env = "hunter2!", password_env = "A" }', 'cookies_env = { sid = "hunter2!" }']
)
def test_what_may_be_a_secret_is_not_said_again(table):
    for said in faults(f"[sites.shop.access]\n{table}"):
        assert "hunter2" not in said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{ hours = -1 }", "[rules.effort] noindex hours"),
        ("{ hours = nan }", "[rules.effort] noindex hours"),
        ("{ hours = inf }", "[rules.effort] noindex hours"),
        ('{ unit = "pages" }', "[rules.effort] noindex unit"),
        ("{}", "[rules.effort] noindex"),
    ],
)
def test_work_that_nobody_can_do(written, said):
    told(f"[rules.effort]\nnoindex = {written}\n", said)
