"""Cookies: none is kept from one page to the next, so floods cost nothing. What goes in circles is asked for once more, with its own
cookies, when the crawl has ended: so it is told what needs them."""

import pytest

from tests.e2e.tiny import page
from tests.faults.crawling import assert_healthy, crawl, site
from tests.faults.server import FaultServer

FORM = '<form action="/login" method="post"><input name="user"><input type="password" name="password"></form>'
WALL = tuple(f"/guide-{number}" for number in range(8))


def flood(talk):
    talk.answer(page("饼干"), *(f"Set-Cookie: c{number}={'k' * 4000}; Path=/" for number in range(50)))


def needs_cookie(talk):
    """Sets a cookie and sends everybody without it here again."""
    if "cookie" in talk.headers:
        talk.answer(page("有饼干"))
    else:
        talk.answer("", "Set-Cookie: seen=1; Path=/", "Location: /needs-cookie", status="302 Found")


def walled(talk):
    talk.answer("", f"Location: /login?back={talk.path}", "Set-Cookie: back=1", status="302 Found")


FAULTS = (
    {f"/flood-{number}": flood for number in range(6)} | {"/needs-cookie": needs_cookie} | dict.fromkeys(WALL, walled)
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    login = {"*": lambda talk: talk.answer(page("登录", text=FORM)) if talk.path.startswith("/login") else talk.answer("", status="404 Not Found")}  # fmt: skip
    with FaultServer({**site(FAULTS), **login}) as server:
        yield crawl(tmp_path_factory.mktemp("cookies"), server)


def test_no_cookie_is_sent_but_to_the_page_that_set_it_and_may_need_it(crawled):
    assert len(crawled.server.asked) > 20
    sent = [(one.path, one.headers["cookie"]) for one in crawled.server.asked if "cookie" in one.headers]
    assert sent == [("/needs-cookie", "seen=1")]


@pytest.mark.parametrize("path", FAULTS)
def test_every_page_is_asked_for_once(crawled, path):
    visits = 2 if path == "/needs-cookie" else 0  # without a cookie, and with the one that this answer set
    assert len(crawled.server.times(path)) == 1 + visits
    assert crawled.rows[path][1:4] == (None, 0, 1)


def test_what_needs_a_cookie_is_a_finding(crawled):
    assert "/needs-cookie" in crawled.findings("cookie-required")


def test_a_redirect_that_depends_on_a_cookie_is_a_loop(crawled):
    row = crawled.rows["/needs-cookie"]
    assert (row.status, row.redirect_to) == (302, f"{crawled.server.url}needs-cookie")
    assert "/needs-cookie" in crawled.findings("redirect-loop")


def test_a_login_wall_is_a_finding(crawled):
    assert crawled.findings("login-wall")


def test_healthy_pages_are_read(crawled):
    assert_healthy(crawled)
    assert crawled.ended() == ("complete", "finished")
