"""A members' area behind a form: the crawl logs in once, stays in, and keeps nothing of what it said."""

import base64
from urllib.parse import parse_qsl

import pytest

from tests.e2e.program import dump, query
from tests.e2e.test_access import OF_ACCESS, SECRETS, Proxy, bears, configure
from tests.e2e.tiny import Reply, TinySite, moved, page
from tests.unit.test_login import Desk

PASSWORD, SESSION = "geh3im & wort", "s3ss10nsn4mm3r"
FORM = '<form method="post" action="/session"><input type="hidden" name="t" value="1"><input name="user"><input type="password" name="pw"></form>'  # fmt: skip
TOML = """
[sites.shop]
start = ["{url}"]
[sites.shop.access]
{more}
[sites.shop.access.login]
url = "/login"
fields = {{ user = "kunde" }}
fields_env = {{ pw = "SHOP_PASSWORD" }}
success = "退出登录"
"""


ROOMS = 60  # pages for members


class Members:
    """A shop whose pages but the first are for members; the session ends after ``lasts`` pages of theirs."""

    def __init__(self, lasts=10_000, captcha=""):
        self.left, self.captcha = lasts, captcha
        rooms = {f"/account/{n}": page(f"订单 {n}", text="退出登录 我的订单") for n in range(ROOMS)}
        rooms["/account"] = page("我的", *rooms, "/logout", text="退出登录")
        self.answers = {
            ("GET", "/"): Reply(page("首页", "/account", "/login")),
            ("GET", "/login"): Reply(page("登录") + FORM.replace("</form>", f"{captcha}</form>")),
            ("POST", "/session"): self.session,
            ("GET", "/logout"): self.logout,
            **{("GET", path): self.room(html) for path, html in rooms.items()},
        }

    def session(self, headers, body):
        if dict(parse_qsl(body.decode())) == {"t": "1", "user": "kunde", "pw": PASSWORD}:
            return Reply(status=303, headers={"Location": "/account", "Set-Cookie": f"sid={SESSION}; Path=/; HttpOnly"})
        return Reply(page("登录") + FORM + '<p class="error">密码错误</p>')

    def logout(self, headers, body):
        self.left = 0
        return moved("/", 302)

    def room(self, html):
        def answer(headers, body):
            if f"sid={SESSION}" not in headers.get("cookie", "") or self.left <= 0:
                return moved("/login?from=room", 302)
            self.left -= 1
            return Reply(html)

        return answer


@pytest.fixture
def crawl(xunlu):
    """Crawls a members' area; the result."""

    def run(url, *words, more="", code=0, password=PASSWORD, **env):
        (xunlu.folder / "xunlu.toml").write_text(TOML.format(url=url, more=more), "utf-8")
        return xunlu(*words, "crawl", "shop", "--fresh", code=code, SHOP_PASSWORD=password, **env)

    return run


def paths(desk):
    return [path for _, path, _, _ in desk.asked]


def test_the_crawl_sees_what_members_see_and_never_logs_out(xunlu, crawl):
    with Desk(Members().answers) as desk:
        crawl(desk.url)
        assert len(desk.posted()) == 1
        assert "/logout" not in paths(desk)
        assert paths(desk).index("/login") < paths(desk).index("/account")
    rows = dict(query(xunlu.db, "select url, status from v_pages"))
    assert [rows.get(f"{desk.url}account/{n}") for n in range(ROOMS)] == [200] * ROOMS
    assert rows[f"{desk.url}account"] == 200


def test_a_wrong_password_ends_it_before_anything_is_crawled(crawl):
    with Desk(Members().answers) as desk:
        said = crawl(desk.url, code=3, password="falsch3s").err
        assert "XE-208" in said and "密码错误" in said and "falsch3s" not in said
        assert "/account" not in paths(desk)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_captcha_is_told_with_what_to_do_instead(crawl, lang):
    with Desk(Members(captcha="<input name=vcode>").answers) as desk:
        said = crawl(desk.url, "--lang", lang, code=2).err
        assert "XE-135" in said and "vcode" in said and "cookies_env" in said
        assert desk.posted() == []


def test_a_session_that_ends_ends_the_crawl(xunlu, crawl):
    with Desk(Members(lasts=5).answers) as desk:
        crawl(desk.url, code=None)
        assert 5 < sum(path.startswith("/account/") for path in paths(desk)) < ROOMS - 10
    assert query(xunlu.db, "select status, reason from runs order by run_id desc limit 1") == [
        ("partial", "logged-out")
    ]


def test_no_secret_of_a_login_is_stored_said_or_logged(xunlu, crawl):
    answers = Members().answers
    answers["GET", "/"] = Reply(page("首页", "/account"), headers={"Set-Cookie": f"sid={SESSION}; Path=/"})
    with Desk(answers) as desk, Proxy("h4ndel:gr0ss") as proxy:
        url = f"http://h4ndel:gr0ss@{proxy.place}"
        said = [crawl(desk.url, "-vv", more='proxy_env = "SHOP_PROXY"', SHOP_PROXY=url).said]
        said += [xunlu("-vv", "run", "shop", code=None, SHOP_PASSWORD=PASSWORD, SHOP_PROXY=url).said]
        assert {headers.get("Via") for _, _, headers, _ in desk.asked} == {"1.1 test"}
        assert [target for _, target, _ in proxy.asked if target.endswith("/login")]
    files = [file.read_bytes().decode("utf-8", "replace") for file in xunlu.folder.rglob("*") if file.is_file()]
    for mark in ("geh3im", SESSION, "h4ndel", "gr0ss", base64.b64encode(b"h4ndel:gr0ss").decode()):
        assert [text[:300] for text in (*dump(xunlu.db), *files, *said) if mark in text] == []


# -- what is asked for beside the pages ----------------------------------------------------------

MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}listed</loc></url></urlset>'


def test_robots_txt_and_sitemaps_of_a_closed_site_are_asked_for_with_what_lets_us_in(xunlu):
    with TinySite({"/": page("首页"), "/listed": page("列出的")}) as shop:
        shop.answers["/sitemap.xml"] = Reply(MAP.format(shop.url), type="text/xml")
        configure(xunlu, shop.url)
        xunlu("crawl", "shop", **SECRETS)
        assert {"/robots.txt", "/sitemap.xml", "/listed"} <= {asked.path for asked in shop.asked}
        assert [asked.path for asked in shop.asked if bears(asked) != OF_ACCESS] == []


def test_nothing_goes_beside_the_proxy(xunlu):
    with TinySite({"/": page("首页", "/a"), "/a": page("甲")}) as shop, Proxy("h4ndel:gr0ss") as proxy:
        configure(xunlu, shop.url, http='proxy_env = "SHOP_PROXY"', access="")
        xunlu("crawl", "shop", SHOP_PROXY=f"http://h4ndel:gr0ss@{proxy.place}")
        assert [asked.path for asked in shop.asked if asked.headers.get("Via") != "1.1 test"] == []
