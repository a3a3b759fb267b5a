"""A login at a real server that looks at every byte of it, and staying logged in."""

import asyncio
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

import pytest

from configs.errors import CrawlError, SettingsError
from configs.settings import Access, Http, Login, Site
from crawler.access import entry_of
from crawler.login import log_in
from crawler.login_faults import says_no
from crawler.login_form import LoginPage
from crawler.sessions import is_logout, logged_out
from crawler.urls import host_key
from tests.e2e.tiny import Reply, TinySite, moved, page

SECRET = "p&ss=词 ü"
ENV = {"SHOP_USER": "张三", "SHOP_PASSWORD": SECRET}
LOGIN = Login(url="/login", fields_env={"user": "SHOP_USER", "password": "SHOP_PASSWORD"})
FORM = (
    '<form method="post" action="/session"><input type="hidden" name="token" value="t0k&amp;n">'
    '<input name="user"><input type="password" name="password"><button name="go" value="1">登录</button></form>'
)


class Desk:
    """A server where ``answers`` are functions of the request, by method and path; it keeps what came."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                desk.asked.append((self.command, self.path, dict(self.headers), body))
                answer = desk.answers.get((self.command, self.path.partition("?")[0]), Reply("nothing", 404))
                reply = answer(self.headers, body) if callable(answer) else answer
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.type)
                self.send_header("Content-Length", str(len(reply.sent)))
                for name, value in reply.headers.items():
                    for one in value if isinstance(value, list) else [value]:
                        self.send_header(name, one)
                self.end_headers()
                self.wfile.write(reply.sent)

            do_POST = do_GET

            def log_message(self, format, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def posted(self):
        return [body for method, _, _, body in self.asked if method == "POST"]


def session(headers, body, charset="utf-8"):
    """Lets in who sends the token of the form and of the cookie, and the right words."""
    sent = dict(parse_qsl(body.decode("ascii"), encoding=charset, keep_blank_values=True))
    right = {"token": "t0k&n", "user": "张三", "password": SECRET, "go": "1"}
    if sent == right and "csrf=c1" in headers.get("cookie", ""):
        return Reply(status=302, headers={"Location": "/account", "Set-Cookie": "sid=s3ss10n; Path=/; HttpOnly"})
    return Reply(page("登录") + FORM, headers={"Set-Cookie": "sid=guest"})


def account(headers, body):
    if "sid=s3ss10n" in headers.get("cookie", ""):
        return Reply(page("我的订单", "/logout", text="退出登录"), headers={"Set-Cookie": "csrf=; Max-Age=0"})
    return moved("/login", 302)


ANSWERS = {
    ("GET", "/"): Reply(page("首页", "/login")),
    ("GET", "/login"): Reply(page("登录") + FORM, headers={"Set-Cookie": "csrf=c1"}),
    ("POST", "/session"): session,
    ("GET", "/account"): account,
}


def enter(desk_url, login=LOGIN, environ=ENV, site_access=None, start=None, hosts=(), timeout=10.0):
    start = start or desk_url
    site = Site(start=(start,), access=site_access or Access())
    entry = entry_of(site, Http(), [host_key(start), *hosts], [start], environ)
    return asyncio.run(log_in(entry, login, start, environ, timeout, "shop"))


def fails(kind, number, *args, **more):
    """The error in both languages; it has no secret."""
    with pytest.raises(kind) as caught:
        enter(*args, **more)
    assert caught.value.number == number
    said = "\n".join(caught.value.lines("zh") + caught.value.lines("en"))
    assert "[sites.shop.access.login]" in said
    assert SECRET not in said and "张三" not in said
    return said


# -- logging in ----------------------------------------------------------------------------------


def test_a_login_keeps_the_cookies_and_shows_them_to_own_hosts_only():
    with Desk(ANSWERS) as desk:
        entry = enter(desk.url)
        assert entry.headers_for(desk.url + "a")["Cookie"] == "sid=s3ss10n"  # csrf was taken back
        assert "Cookie" not in entry.headers_for("http://127.0.0.1:4/")
        assert [(method, path) for method, path, _, _ in desk.asked] == [
            ("GET", "/login"), ("POST", "/session"), ("GET", "/account"),
        ]  # fmt: skip
        headers = desk.asked[1][2]
        assert headers["Referer"] == desk.url + "login"
        assert headers["Origin"] == desk.url.rstrip("/")
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert headers["User-Agent"].startswith("xunlu/")
        assert "s3ss10n" not in repr(entry)


def test_the_charset_of_the_page_is_the_charset_of_the_form():
    html = page("登录").replace("utf-8", "gbk") + FORM.replace("登录", "登")
    answers = ANSWERS | {
        ("GET", "/login"): Reply(html.encode("gbk"), type="text/html", headers={"Set-Cookie": "csrf=c1"}),
        ("POST", "/session"): lambda headers, body: Reply(
            status=302, headers={"Location": "/account", "Set-Cookie": "sid=s3ss10n"}
        ),
    }
    with Desk(answers) as desk:
        enter(desk.url)
        assert desk.posted() == [b"token=t0k%26n&user=%D5%C5%C8%FD&password=p%26ss%3D%B4%CA+%A8%B9&go=1"]


def test_multipart_and_get_forms():
    multipart = FORM.replace("<form", '<form enctype="multipart/form-data"')
    done = Reply("ok " * 100, headers={"Set-Cookie": "sid=1"})
    answers = {("GET", "/login"): Reply(multipart), ("POST", "/session"): done}
    with Desk(answers) as desk:
        assert enter(desk.url).cookies == {"sid": "1"}
        kind = desk.asked[1][2]["Content-Type"]
        assert kind.startswith("multipart/form-data; boundary=")
        parts = desk.posted()[0].split(b"--" + kind.partition("=")[2].encode())
        assert parts[2] == b'\r\nContent-Disposition: form-data; name="user"\r\n\r\n' + "张三".encode() + b"\r\n"
        assert parts[-1] == b"--\r\n"
    answers = {
        ("GET", "/login"): Reply(FORM.replace("post", "get").replace("/session", "/do?x=1")),
        ("GET", "/do"): done,
    }
    with Desk(answers) as desk:
        enter(desk.url)
        assert dict(parse_qsl(desk.asked[1][1].partition("?")[2]))["password"] == SECRET
        assert "x=1" not in desk.asked[1][1]


def test_a_307_sends_the_form_again_on_own_hosts():
    answers = ANSWERS | {
        ("POST", "/session"): moved("/session2", 307),
        ("POST", "/session2"): session,
    }
    with Desk(answers) as desk:
        assert enter(desk.url).cookies == {"sid": "s3ss10n"}
        assert len(set(desk.posted())) == 1 and len(desk.posted()) == 2


def test_a_wrong_password_is_said_with_what_the_page_says():
    bad = FORM.replace("</form>", '<p class="login-error">用户 张三 的密码错误</p></form>')
    with Desk(ANSWERS | {("POST", "/session"): Reply(bad)}) as desk:
        said = fails(CrawlError, 208, desk.url)
        assert "用户 *** 的密码错误" in said
        assert "token, user, password, go" in said
        assert "cookies_env" in said


@pytest.mark.parametrize(
    "answer",
    [
        Reply(FORM),
        Reply("x" * 9000, 403),
        Reply("<script>alert('密码错误');history.back();</script>", headers={"Set-Cookie": "sid=1"}),
        Reply('{"success": false}', headers={"Set-Cookie": "sid=1"}, type="application/json"),
        Reply('{"code": 1, "msg": "密码不正确"}', headers={"Set-Cookie": "sid=1"}, type="application/json"),
        Reply("Login failed", headers={"Set-Cookie": "sid=1"}),
    ],
)
def test_answers_that_mean_no(answer):
    with Desk(ANSWERS | {("POST", "/session"): answer}) as desk:
        fails(CrawlError, 208, desk.url)


def test_a_site_that_sets_no_cookie_lets_nobody_in():
    with Desk({("GET", "/login"): Reply(FORM), ("POST", "/session"): Reply(page("我的") * 9)}) as desk:
        assert "Cookie" in fails(CrawlError, 208, desk.url)


@pytest.mark.parametrize(
    ("html", "no"),
    [
        ('{"code": 0, "error": null, "msg": "ok"}', False),
        ('{"success": true}', False),
        ("[" * 2000, False),
        ("{" * 2000, False),
        ("<p>欢迎回来</p>", False),
        (page("我的订单", text="上次登录失败 0 次。" + "订单" * 200), False),
        ("<script>alert('登录成功');location.href='/'</script>", False),
        ("<script>history.go(-1)</script>", True),
    ],
)
def test_short_answers_are_read(html, no):
    assert says_no(LoginPage("https://s.cn/", html.encode(), "text/html")) is no


def test_success_is_a_text_on_the_answer_or_the_home_page():
    login = Login(url="/login", fields_env=LOGIN.fields_env, success="退出登录")
    with Desk(ANSWERS) as desk:
        assert enter(desk.url, login).cookies["sid"] == "s3ss10n"
    by_script = ANSWERS | {
        ("POST", "/session"): Reply("<script>location='/'</script>", headers={"Set-Cookie": "sid=s3ss10n"}),
        ("GET", "/"): account,
    }
    with Desk(by_script) as desk:
        assert enter(desk.url, login).cookies["sid"] == "s3ss10n"
    with Desk(ANSWERS | {("POST", "/session"): Reply(page("嗯"), headers={"Set-Cookie": "sid=1"})}) as desk:
        assert "退出登录" in fails(CrawlError, 208, desk.url, login)
    login = Login(url="/login", fields_env=LOGIN.fields_env, success="登录")
    with Desk(ANSWERS) as desk:
        fails(SettingsError, 134, desk.url, login)
        assert desk.posted() == []


def test_a_session_that_was_given_needs_no_form():
    login = Login(url="/account", fields_env=LOGIN.fields_env, success="退出登录")
    given = Access(cookies={"sid": "s3ss10n"}, login=login)
    with Desk(ANSWERS) as desk:
        assert enter(desk.url, login, site_access=given).cookies == {"sid": "s3ss10n"}
        assert desk.posted() == []


def test_headers_and_cookies_of_the_site_reach_the_login_and_the_jar_wins():
    access = Access(cookies={"csrf": "old", "currency": "CNY"}, headers={"X-Key": "k"})
    with Desk(ANSWERS) as desk:
        entry = enter(desk.url, site_access=access)
        assert desk.asked[0][2]["Cookie"] == "csrf=old; currency=CNY"
        assert desk.asked[1][2]["Cookie"] == "csrf=c1; currency=CNY"
        assert {headers["X-Key"] for _, _, headers, _ in desk.asked} == {"k"}
        assert entry.cookies == {"csrf": "old", "currency": "CNY", "sid": "s3ss10n"}


def test_nothing_is_sent_to_other_hosts():
    with Desk({("POST", "/session"): Reply("ok"), ("GET", "/away"): Reply("ok")}) as other:
        away = ANSWERS | {("GET", "/login"): Reply(FORM.replace("/session", other.url + "session"))}
        with Desk(away) as desk:
            assert host_key(other.url) in fails(SettingsError, 134, desk.url)
        for status in (302, 307):
            away = ANSWERS | {("POST", "/session"): moved(other.url + "away", status)}
            with Desk(away) as desk:
                assert host_key(other.url) in fails(CrawlError, 208, desk.url)
        with Desk(ANSWERS | {("GET", "/login"): moved(other.url + "away")}) as desk:
            fails(CrawlError, 208, desk.url)
        with Desk(ANSWERS) as desk:
            fails(SettingsError, 134, desk.url, Login(url=other.url + "away", fields_env=LOGIN.fields_env))
        assert other.asked == []


def test_a_login_page_over_http_is_none_of_an_https_site():
    said = fails(
        SettingsError, 134, "", Login(url="http://s.cn/login", fields_env=LOGIN.fields_env), start="https://s.cn/"
    )
    assert "https" in said


@pytest.mark.parametrize(
    ("html", "login", "says"),
    [
        (page("登录"), LOGIN, "密码框"),
        (page("登录") + FORM, Login(url="/login", form="#no", fields_env=LOGIN.fields_env), "#no"),
        (page("登录") + FORM, Login(url="/login", form="a[", fields_env=LOGIN.fields_env), "a["),
        (page("登录") + FORM, Login(url="/login", fields={"user": "x"}), "password"),
    ],
)
def test_a_form_that_cannot_be_filled_in(html, login, says):
    with Desk(ANSWERS | {("GET", "/login"): Reply(html)}) as desk:
        assert says in fails(SettingsError, 134, desk.url, login)
        assert desk.posted() == []


def test_a_captcha_ends_it_unless_it_has_a_value():
    html = FORM.replace("<button", "<input name=vcode><button")
    with Desk(ANSWERS | {("GET", "/login"): Reply(html)}) as desk:
        said = fails(SettingsError, 135, desk.url)
        assert "cookies_env" in said and "vcode" in said
        assert desk.posted() == []
        login = Login(url="/login", fields={"vcode": "0000"}, fields_env=LOGIN.fields_env)
        fails(CrawlError, 208, desk.url, login)
        assert b"vcode=0000" in desk.posted()[0]


def test_servers_that_do_not_answer():
    fails(CrawlError, 209, "http://127.0.0.1:4/")
    with Desk(ANSWERS | {("GET", "/login"): moved("/login")}) as desk:
        fails(CrawlError, 209, desk.url)
        assert len(desk.asked) == 10
    with TinySite({"/login": Reply(FORM, wait=0.5)}) as site:
        assert "timeout" in fails(CrawlError, 209, site.url, timeout=0.05)


def test_odd_cookies_are_left_out():
    odd = ["ok=1", "han=茶", "long=" + "x" * 5000, "empty", "sec=1; Secure", "deep=1; Path=/x", "deep=2; Path=/"]
    answer = Reply("ok " * 100, headers={"Set-Cookie": [one.encode("utf-8").decode("latin-1") for one in odd]})
    with Desk({("GET", "/login"): Reply(FORM), ("POST", "/session"): answer}) as desk:
        entry = enter(desk.url)
        assert entry.cookies == {"ok": "1", "empty": "", "sec": "1", "deep": "2"}
        assert "sec" not in entry.headers_for(desk.url)["Cookie"]
        assert "sec=1" in entry.headers_for(desk.url.replace("http:", "https:"))["Cookie"]


# -- staying logged in ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("location", "login", "out"),
    [
        ("https://s.cn/login", "https://s.cn/login", True),
        ("https://s.cn/login/?from=%2Fa", "https://s.cn/login", True),
        ("https://www.s.cn/login", "https://s.cn/login", True),
        ("https://s.cn/login", "/login", True),
        ("https://other.cn/login", "https://s.cn/login", False),
        ("https://s.cn/", "https://s.cn/", False),
        ("https://s.cn/index.php?route=account/login&x=1", "https://s.cn/index.php?route=account/login", True),
        ("https://s.cn/index.php?route=account%2Flogin", "https://s.cn/index.php?route=account/login", True),
        ("https://s.cn/index.php?route=common/home", "https://s.cn/index.php?route=account/login", False),
        ("https://s.cn/?a=login", "https://s.cn/?a=login", True),
    ],
)
def test_redirects_that_show_the_session_ended(location, login, out):
    assert logged_out(location, login) is out


@pytest.mark.parametrize(
    "path",
    [
        "logout", "user/log-out", "sign_out/", "users/sign_out", "logout.php", "userLogout.do", "loginout.asp", "logoff",
        "index.php?route=account/logout", "wp-login.php?action=logout&_wpnonce=1", "user.php?act=logout", "?logout=1",
        "customer/account/logout/", "tuichu", "%E9%80%80%E5%87%BA", "%CD%CB%B3%F6", "退出登录", "exit", "?m=out",
        "member/index_do.php?fmdo=login&dopost=exit", "Home/Public/logout.html", "LOGOUT", "?logout", "api/v1.logout",
    ],
)  # fmt: skip
def test_links_that_end_a_session(path):
    assert is_logout(f"https://s.cn/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "", "about", "checkout", "layout?x=out", "products/exit-sign", "search?q=exit", "outdoor", "?stock=out", "offers",
        "blog/how-to-stay-safe-after-logout", "?loggedout=true", "%E7%B4%AB%E7%A0%82", "%FF%FE", "a=" + "%" * 999, "login",
        "%E9%80%80%E5%87%BA%E6%9C%BA%E5%88%B6%E7%9A%84%E8%AE%BE%E8%AE%A1%E4%B8%8E%E5%AE%9E%E7%8E%B0",
    ],
)  # fmt: skip
def test_links_that_do_not(path):
    assert not is_logout(f"https://s.cn/{path}")
