"""What requests bear: who sees secrets, what is said when they are missing, proxies, and how we introduce ourselves."""

import base64
from importlib import metadata

import pytest
from scrapy.settings import Settings

from configs.errors import SettingsError
from configs.settings import Access, Auth, Crawl, Http, Login, Site
from crawler.access import FOREIGN, PLAIN, SECURE, Entry, basic, entry_of, merged, user_agent
from crawler.fetching.bearing import Bearing
from crawler.fetching.settings import scrapy_settings
from crawler.plan import make_fetching, make_plan, with_entry
from crawler.scope import site_hosts

OURS = f"xunlu/{metadata.version('xunlu')}"
SECRETS = {"USER": "us3r", "PASSWORD": "pässwörd:1", "KEY": "k3y", "SESSION": "s3ss10n", "PROXY": "http://pu:p%40ss@proxy.example:3128"}  # fmt: skip
ALL = Access(
    auth=Auth("USER", "PASSWORD"),
    headers={"X-Plain": "1"},
    headers_env={"X-Api-Key": "KEY"},
    cookies={"currency": "CNY"},
    cookies_env={"sid": "SESSION"},
    proxy_env="PROXY",
)


def entry(*starts, access=ALL, environ=SECRETS, http=None, hosts=(), further=(), device="any"):
    starts = starts or ("https://shop.example/",)
    site = Site(start=starts, access=access, crawl=Crawl(hosts=further, device=device))
    every = [*site_hosts(starts, further), *hosts]
    return entry_of(site, http or Http(), every, starts, environ, "shop")


def refusal(number, **given):
    """The error in both languages; no value of a variable is in it."""
    with pytest.raises(SettingsError) as caught:
        entry(**given)
    assert caught.value.number == number
    said = "\n".join(caught.value.lines("zh") + caught.value.lines("en"))
    for value in filter(None, given.get("environ", {}).values()):
        assert value.strip() not in said
    return said


# -- who sees what -------------------------------------------------------------------------------

BEARS = {
    "User-Agent": OURS,
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.6",
    "X-Plain": "1",
    "X-Api-Key": "k3y",
    "Authorization": "Basic " + base64.b64encode("us3r:pässwörd:1".encode()).decode(),
    "Cookie": "currency=CNY; sid=s3ss10n",
}
BARE = {name: BEARS[name] for name in ("User-Agent", "Accept-Language")}


@pytest.mark.parametrize(
    ("url", "level"),
    [
        ("https://shop.example/", SECURE),
        ("https://shop.example", SECURE),
        ("https://www.shop.example/a?b", SECURE),
        ("http://shop.example/", FOREIGN),  # the start is https
        ("https://shop.example:8443/", FOREIGN),  # another port is another host
        ("https://shop.example.evil.cn/", FOREIGN),
        ("https://evil.cn/https://shop.example/", FOREIGN),
        ("https://shop.example@evil.cn/", FOREIGN),
        ("https://evil.cn\\@shop.example/", FOREIGN),
        ("https://evil.cn?@shop.example", FOREIGN),
        ("https://evil.cn#@shop.example", FOREIGN),
        ("https://m.shop.example/", FOREIGN),
        ("HTTPS://shop.example/", FOREIGN),
        ("ftp://shop.example/", FOREIGN),
        ("//shop.example/", FOREIGN),
        ("", FOREIGN),
    ],
)
def test_secrets_are_for_the_sites_own_hosts_over_https(url, level):
    found = entry()
    assert found.level(url) == level
    assert found.headers_for(url) == (BEARS if level else BARE)


@pytest.mark.parametrize(
    ("starts", "further", "url", "level"),
    [
        (("http://shop.example/",), (), "http://shop.example/", PLAIN),
        (("http://shop.example/",), (), "https://shop.example/", SECURE),  # an upgrade
        (("http://shop.example/",), (), "http://www.shop.example/", PLAIN),
        (("http://shop.example/",), ("cdn.example",), "http://cdn.example/", PLAIN),
        (("http://127.0.0.1:8001/",), (), "http://127.0.0.1:8002/", FOREIGN),
        (("https://shop.example/",), ("cdn.example",), "https://cdn.example/", SECURE),
        (("https://shop.example/",), ("cdn.example",), "http://cdn.example/", FOREIGN),
        (("https://shop.example/", "http://old.example/"), (), "http://old.example/", PLAIN),
        (("https://shop.example/", "http://old.example/"), (), "http://shop.example/", FOREIGN),
        (("https://shop.example/", "http://old.example/"), (), "http://www.old.example/", FOREIGN),
        (("https://shop.example/", "http://shop.example/"), (), "http://shop.example/", FOREIGN),
    ],
)
def test_http_sees_secrets_only_where_a_person_asked_for_http(starts, further, url, level):
    found = entry(*starts, further=further)
    assert found.level(url) == level
    assert found.headers_for(url) == (BEARS if level else BARE)


def test_hosts_of_a_list_of_urls_see_nothing():
    found = entry(hosts=("listed.example",))
    assert found.headers_for("https://listed.example/") == BARE
    assert found.own == {"shop.example", "www.shop.example"}


def test_a_persons_own_headers_go_to_own_hosts_those_of_negotiation_anywhere():
    http = Http(headers={"accept-language": "de", "X-Tracking": "1", "x-api-key": "of all"})
    found = entry(http=http)
    assert found.headers_for("https://evil.cn/") == {"accept-language": "de", "User-Agent": OURS}
    assert found.headers_for("https://shop.example/")["X-Tracking"] == "1"
    assert found.headers_for("https://shop.example/")["X-Api-Key"] == "k3y"
    assert "x-api-key" not in found.headers_for("https://shop.example/")


def test_no_header_of_a_person_hides_who_we_are():
    found = entry(http=Http(headers={"user-agent": "Googlebot"}), access=Access(headers={"USER-AGENT": "Googlebot"}))
    for url in ("https://shop.example/", "https://evil.cn/"):
        assert [value for name, value in found.headers_for(url).items() if name.lower() == "user-agent"] == [OURS]


def test_headers_are_laid_over_each_other_whatever_their_case():
    assert merged({"A": "1", "b": "2"}, {"a": "3"}) == {"a": "3", "b": "2"}


def test_further_cookies_are_kept_and_guarded_ones_go_over_https_only():
    first = entry("http://shop.example/").with_cookies({"sid": "new", "csrf": "c"}, ["sid"])
    assert first.headers_for("https://shop.example/")["Cookie"] == "currency=CNY; sid=new; csrf=c"
    assert first.headers_for("http://shop.example/")["Cookie"] == "currency=CNY; csrf=c"
    again = first.with_cookies({"sid": "plain"})
    assert "sid=plain" in again.headers_for("http://shop.example/")["Cookie"]
    assert "Cookie" not in Entry("x", {}, frozenset(["s.cn"]), {}, {}).headers_for("https://s.cn/")


def test_a_secret_is_in_no_text_of_an_entry():
    found = entry().with_cookies({"x": "c00kie"})
    plan = with_entry(make_plan("shop", Site(start=("https://shop.example/",))), Http())
    for text in (repr(found), str(found), repr(plan), str(plan.stored)):
        assert not any(secret in text for secret in (*SECRETS.values(), "c00kie", "p@ss", BEARS["Authorization"][6:]))


# -- what is missing or unusable -----------------------------------------------------------------


def test_every_missing_variable_is_named_with_its_place():
    login = Login(url="/login", fields_env={"pw": "LOGIN_PASSWORD"})
    access = Access(ALL.auth, {}, ALL.headers_env, {}, ALL.cookies_env, login, proxy_env="PROXY")
    said = refusal(131, access=access, environ={"USER": "us3r", "KEY": ""})
    assert "KEY、PASSWORD、SESSION、LOGIN_PASSWORD、PROXY" in said
    assert "export KEY=" in said
    for place in (
        "[sites.shop.access.headers_env] X-Api-Key = KEY", "[sites.shop.access.auth] password_env = PASSWORD",
        "[sites.shop.access.cookies_env] sid = SESSION", "[sites.shop.access.login.fields_env] pw = LOGIN_PASSWORD",
        "[sites.shop.access] proxy_env = PROXY",
    ):  # fmt: skip
        assert place in said


def test_a_password_may_be_empty_a_user_may_not():
    assert entry(environ=SECRETS | {"PASSWORD": ""}).secret_headers["Authorization"] == basic("us3r", "")
    refusal(131, environ=SECRETS | {"USER": ""})


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("KEY", "a\r\nX-Evil: 1", "控制字符"),
        ("KEY", "a\0b", "控制字符"),
        ("KEY", "密钥密钥", "百分号编码"),
        ("SESSION", "abc; path=/", "分号"),
        ("SESSION", "会话会话", "百分号编码"),
        ("USER", "us:er", "冒号"),
        ("USER", "us3rname\n", "换行"),
        ("PASSWORD", "secret\n", "换行"),
    ],
)
def test_values_that_no_request_can_bear(name, value, says):
    said = refusal(132, environ=SECRETS | {name: value})
    assert says in said and f"= {name}" in said


def test_spaces_around_a_value_do_not_count():
    assert (
        entry(environ=SECRETS | {"KEY": " k3y\n", "SESSION": "s3ss10n\n"}).headers_for("https://shop.example/") == BEARS
    )


def test_what_the_file_has_is_looked_at_too():
    assert "X-Plain" in refusal(132, access=Access(headers={"X-Plain": "中文"}))
    assert "[http.headers] Accept" in refusal(132, http=Http(headers={"Accept": "中文"}))


# -- proxies -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("http", "access", "found"),
    [
        (Http(), Access(), ""),
        (Http(proxy="http://a:1"), Access(), "http://a:1"),
        (Http(proxy="http://a:1", proxy_env="PROXY"), Access(), SECRETS["PROXY"]),
        (Http(proxy="http://a:1"), Access(proxy="http://b:2"), "http://b:2"),
        (Http(proxy="http://a:1"), Access(proxy_env="PROXY"), SECRETS["PROXY"]),
        (Http(proxy_env="UNSET"), Access(proxy="http://b:2"), "http://b:2"),
        (Http(proxy_env="PROXY"), Access(proxy="off"), ""),
        (Http(proxy="http://[::1]:8080/"), Access(), "http://[::1]:8080/"),
    ],
)
def test_a_sites_proxy_wins(http, access, found):
    assert entry(http=http, access=access).proxy == found


def test_the_systems_proxy_variables_do_not_count():
    environ = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"), "http://system.example:1")
    assert entry(access=Access(), environ=environ).proxy == ""


def test_credentials_of_a_proxy_are_a_header():
    found = entry()
    assert found.proxy_place == "http://proxy.example:3128"
    assert found.proxy_authorization == basic("pu", "p@ss")
    plain = entry(access=Access(proxy="http://proxy.example:3128/"))
    assert (plain.proxy_place, plain.proxy_authorization) == ("http://proxy.example:3128", "")
    assert (entry(access=Access()).proxy_place, entry(access=Access()).proxy_authorization) == ("", "")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("socks5://127.0.0.1:1080", "SOCKS"),
        ("socks5h://user:secret@127.0.0.1:1080", "SOCKS"),
        ("https://user:secret@proxy.example", "CONNECT"),
        ("127.0.0.1:7890", "http://"),
        ("http://user:pa#ss@proxy:1", "百分号编码"),
        ("http://user:secret@proxy:port", "百分号编码"),
        ("http://user:secret@proxy:99999", "百分号编码"),
        ("http://user:secret@proxy:1/path", "百分号编码"),
        ("http://user:密码@proxy:1", "百分号编码"),
        ("http://user:sec\nret@proxy:1", "百分号编码"),
        ("http:///p", "百分号编码"),
        ("http://[", "百分号编码"),
    ],
)
def test_what_is_no_proxy_is_said_without_its_password(url, says):
    said = refusal(133, environ=SECRETS | {"PROXY": url})
    assert says in said and "[sites.shop.access] proxy_env = PROXY" in said
    assert "secret" not in said


# -- names ---------------------------------------------------------------------------------------


def test_who_we_are():
    assert user_agent("") == OURS
    assert user_agent("https://shop.example/bot", "any") == f"{OURS} (+https://shop.example/bot)"
    mobile, desktop = user_agent("me@shop.example", "mobile"), user_agent("", "desktop")
    assert mobile.endswith(f" Mobile Safari/537.36 (compatible; {OURS}; +me@shop.example)")
    assert "(Linux; Android 10; K)" in mobile
    assert desktop.endswith(f" Safari/537.36 (compatible; {OURS})")
    assert "Mobile" not in desktop and "(Windows NT 10.0; Win64; x64)" in desktop
    assert "bot" not in (mobile + desktop).lower() and "spider" not in (mobile + desktop).lower()


def test_a_contact_cannot_break_out_of_its_header():
    for device in ("any", "mobile"):
        agent = user_agent("张三)\r\nX-Evil: 1(", device)
        assert agent.isascii() and agent.isprintable()
        assert agent.count("(") == agent.count(")") == (1 if device == "any" else 3)


def test_a_device_is_the_entrys():
    assert "Mobile" in entry(device="mobile").headers_for("https://evil.cn/")["User-Agent"]


# -- for Scrapy ----------------------------------------------------------------------------------


def test_headers_for_scrapy_are_each_requests_own():
    bearing = Bearing(entry())
    first = bearing.headers("https://shop.example/a")
    first["If-None-Match"] = '"x"'
    second = bearing.headers("https://shop.example/b")
    assert "If-None-Match" not in second
    assert first["Cookie"] == second["Cookie"] == b"currency=CNY; sid=s3ss10n"
    assert second["Accept"].startswith(b"text/html")
    assert second["Proxy-Authorization"] == basic("pu", "p@ss").encode()
    assert bearing.proxy == "http://proxy.example:3128"
    foreign = {name.decode() for name in bearing.headers("http://shop.example/")}
    assert foreign == {"Accept", "Accept-Encoding", "Accept-Language", "User-Agent", "Proxy-Authorization"}
    assert "Proxy-Authorization" not in Bearing(entry(access=Access())).headers("https://shop.example/")


def test_an_accept_header_of_a_person_wins():
    bearing = Bearing(entry(http=Http(headers={"accept": "text/html"})))
    assert bearing.headers("https://shop.example/").getlist("Accept") == [b"text/html"]


def test_scrapys_own_ideas_of_headers_cookies_and_proxies_are_off():
    """None of its middlewares is loaded, and of its extensions the one that watches the memory; no port is opened."""
    settings = Settings(scrapy_settings(make_fetching(Http()), 1))
    assert settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES") == {}
    assert settings.get_component_priority_dict_with_base("SPIDER_MIDDLEWARES") == {}
    assert list(settings.get_component_priority_dict_with_base("EXTENSIONS")) == [
        "scrapy.extensions.memusage.MemoryUsage"
    ]
    assert not settings.getbool("TELNETCONSOLE_ENABLED") and not settings.getbool("REMOTE_CONTROL_ENABLED")
