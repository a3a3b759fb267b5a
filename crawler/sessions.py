"""While somebody is logged in: links that would end the session, and redirects that show that it ended."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from crawler.urls import bare_host, path_query

ENDS = ("logout", "logoff", "signout", "signoff", "loginout", "tuichu", "zhuxiao")  # userLogout.do
WHOLE = frozenset({"exit", "quit", "unlogin", "tuichudenglu"})
CHINESE = ("退出", "登出", "注销", "安全退出")
LONGEST = 16  # characters of a name that ends in "logout"; "how-to-stay-safe-after-logout" is an article
ACTIONS = frozenset({"a", "act", "action", "do", "m", "mod", "op", "cmd", "method", "r", "route", "dopost"})

_LIKELY = re.compile(r"out|off|exit|quit|unlogin|tuichu|zhuxiao|%|[^\x00-\x7f]", re.IGNORECASE)
_SPLIT = re.compile(r"[./,:;!]+")
_JOINTS = re.compile(r"[-_\s]+")


def logged_out(location: str, login_url: str) -> bool:
    """Whether a redirect to ``location`` leads to the login page: whoever was sent there is not logged in any more.

    Host names may differ by ``www.``; the location's query may say more, such as where to return to.
    A login form on a home page cannot be told from a home page: then this is never so.
    """
    if not login_url.startswith("/") and bare_host(location) != bare_host(login_url):
        return False
    path, _, query = path_query(location).partition("?")
    wanted, _, named = (login_url if login_url.startswith("/") else path_query(login_url)).partition("?")
    pairs = {unquote(pair) for pair in named.split("&")} - {""}
    if unquote(path).rstrip("/") != unquote(wanted).rstrip("/") or not (pairs or wanted.strip("/")):
        return False
    return pairs <= {unquote(pair) for pair in query.split("&")}


@lru_cache(maxsize=10_000)
def is_logout(url: str) -> bool:
    """Whether a link, by its address, ends the session of whoever follows it: logout, sign-out, tuichu, 退出 ..."""
    place = path_query(url)
    if not _LIKELY.search(place):
        return False
    path, _, query = place.partition("?")
    return any(map(_ends_session, _names(path))) or any(map(_asks_for_it, query.split("&")))


def _names(text: str) -> list[str]:
    """The parts between slashes and dots; percent escapes in UTF-8 or GBK."""
    try:
        text = unquote(text, errors="strict")
    except UnicodeDecodeError:
        text = unquote(text, "gbk", "replace")
    return _SPLIT.split(text.lower())


def _asks_for_it(pair: str) -> bool:
    """Whether one ``key=value`` of a query does."""
    key, _, value = pair.partition("=")
    names = _names(value)
    if any(name.endswith(ENDS) and len(name) <= LONGEST for name in map(_joined, [*names, *_names(key)])):
        return True
    return key.lower() in ACTIONS and any(name == "out" or _ends_session(name) for name in names)


def _joined(name: str) -> str:
    return _JOINTS.sub("", name)


def _ends_session(name: str) -> bool:
    if name.startswith(CHINESE):
        return len(name) <= LONGEST // 2
    joined = _joined(name)
    return joined in WHOLE or (len(joined) <= LONGEST and joined.endswith(ENDS))
