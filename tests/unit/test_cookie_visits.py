"""Which pages may need cookies, and what of a Set-Cookie header is kept for a second visit."""

import pytest

from crawler.cookie_visits import _cookies, candidates
from crawler.offline import Answer, load_site
from crawler.store import open_store

HOME = "<title>茶舍</title><main><h1>茶舍</h1></main>"
SET = {"Set-Cookie": "seen=1"}
BASE = "https://example.com"


def page(heading, title="茶舍"):
    return f"<html lang='zh'><head><title>{title}</title></head><body><main><h1>{heading}</h1></main></body></html>"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "site.db", create=True) as opened:
        yield opened


def found(store, answers):
    run_id = load_site(store, {"/": HOME, **answers})
    few, count = candidates(store.db, run_id)
    return [(one.url.removeprefix(BASE), one.kind, one.end.removeprefix(BASE)) for one in few], count


@pytest.mark.parametrize(
    ("answers", "few"),
    [
        ({"/a": Answer(status=302, location="/a", headers=SET)}, [("/a", "loop", "/a")]),
        (
            {"/a": Answer(status=302, location="/b"), "/b": Answer(status=302, location="/a", headers=SET)},
            [("/a", "loop", "/a"), ("/b", "loop", "/b")],
        ),
        (
            {"/a": Answer(status=302, location="/cookie-check", headers=SET), "/cookie-check": page("提示")},
            [("/a", "redirect", "/cookie-check")],
        ),
        ({"/a": page("请启用 Cookie")}, [("/a", "page", "/a")]),
        ({"/a": page("Hinweis", "Cookies are required")}, [("/a", "page", "/a")]),
        ({"/a": page("您的浏览器 Cookie 已被禁用")}, [("/a", "page", "/a")]),
    ],
)
def test_what_is_worth_another_visit(store, answers, few):
    assert found(store, answers) == (few, len(few))


@pytest.mark.parametrize(
    "answers",
    [
        {"/a": Answer(status=302, location="/a")},  # a circle without cookies
        {"/a": Answer(status=302, location="/b", headers=SET), "/b": page("红茶")},
        {"/a": Answer(page("红茶"), headers=SET)},
        {
            "/a": page("Cookie 政策"),
            "/b": page("Cookie policy"),
            "/c": page("Oatmeal cookies"),
            "/d": page("曲奇 Cookies"),
        },
        {"/a": Answer(status=302, location="/cookie-policy"), "/cookie-policy": page("Cookie policy")},
        {"/a": Answer(page("Cookies are required"), status=403)},
    ],
)
def test_what_is_not(store, answers):
    assert found(store, answers) == ([], 0)


def test_the_first_three_of_many(store):
    answers = {f"/{n}": page("请启用 Cookie") for n in range(5)}
    few, count = found(store, answers)
    assert ([path for path, _, _ in few], count) == (["/0", "/1", "/2"], 5)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("sid=a; Path=/; HttpOnly", [("sid", "a", False)]),
        ("sid=a; Secure", [("sid", "a", True)]),
        ("sid=a=b", [("sid", "a=b", False)]),
        ("sid=", []),
        ("sid=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT", []),
        ("sid=a; Max-Age=0", []),
        ("sid", []),
        ("", []),
        ("sid=\u8336", []),
        (f"sid={'x' * 5000}", []),
    ],
)
def test_what_is_kept_of_a_cookie(line, kept):
    assert list(_cookies((line,))) == kept
