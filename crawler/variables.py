"""Secrets by the names of environment variables: their values, checked, and what is missing. No message has a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from configs.errors import REMEDY, WHERE, WHY, SettingsError
from configs.text import Text

_SENDABLE = re.compile(r"[\x20-\x7e]*")

CONTROLS = Text(zh="里面有换行或其他控制字符。", en="It has a line end or another control character.")
BEYOND = Text(
    zh="里面有 ASCII 以外的字符；请写成百分号编码。", en="It has characters beyond ASCII; percent-encode them."
)
SEVERAL = Text(
    zh="Cookie 的值里有分号；请按名称一个一个地写。",
    en="A cookie's value has a semicolon; name each cookie on its own.",
)
COLON = Text(zh="用户名里不能有冒号（RFC 7617）。", en="A user name cannot have a colon (RFC 7617).")
SOCKS = Text(
    zh="不支持 SOCKS；很多代理软件另有 HTTP 端口（或混合端口），请用那个。",
    en="SOCKS is not supported; most proxy programs have an HTTP (or mixed) port beside it: use that.",
)
ENCRYPTED = Text(
    zh="与代理本身的连接只支持 http://；https 网站经它的 CONNECT 照样加密。",
    en="The connection to the proxy itself is http:// only; https sites stay encrypted through its CONNECT.",
)
FORM = Text(
    zh="要写成 http://用户:密码@主机:端口 这样；用户和密码里的特殊字符用百分号编码。",
    en="Write it like http://user:password@host:port; percent-encode special characters in user and password.",
)


class Variables:
    """Reads what tables name; what is not set is gathered and said at once."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.missing: list[tuple[str, str]] = []  # variable, place in the configuration

    def value(self, place: str, variable: str, *, may_be_empty: bool = False) -> str:
        """The value of a variable; empty, and noted, when it is not set."""
        value = self.environ.get(variable)
        if value is None or not (value or may_be_empty):
            self.missing.append((variable, f"{place} = {variable}"))
        return value or ""

    def values(self, table: str, named: Mapping[str, str], *, is_cookie: bool = False) -> dict[str, str]:
        """Headers or cookies of a table that names variables."""
        found = {}
        for key, variable in named.items():
            value = self.value(f"[{table}] {key}", variable).strip()
            found[key] = _sendable(f"[{table}] {key} = {variable}", value, is_cookie)
        return found

    def texts(self, table: str, given: Mapping[str, str], *, is_cookie: bool = False) -> dict[str, str]:
        """Headers or cookies as a table has them."""
        return {key: _sendable(f"[{table}] {key}", value.strip(), is_cookie) for key, value in given.items()}

    def credentials(self, place: str, user_env: str, password_env: str) -> tuple[str, str]:
        """User name and password of Basic authentication."""
        user = self.value(f"{place} user_env", user_env)
        password = self.value(f"{place} password_env", password_env, may_be_empty=True)
        if ":" in user:
            raise _unusable(f"{place} user_env = {user_env}", COLON)
        for key, variable, value in (("user_env", user_env, user), ("password_env", password_env, password)):
            if not value.isprintable():
                raise _unusable(f"{place} {key} = {variable}", CONTROLS)
        return user, password

    def proxy(self, *places: tuple[str, str, str]) -> str:
        """The first proxy among ``places``, each a table, a URL and a variable; empty for none.

        The system's own variables, such as HTTP_PROXY, do not count.
        """
        for table, text, variable in places:
            if text == "off":
                return ""
            if variable:
                value = self.value(f"{table} proxy_env", variable).strip()
                return _proxy(f"{table} proxy_env = {variable}", value) if value else ""
            if text:
                return _proxy(f"{table} proxy", text)
        return ""

    def judge(self) -> None:
        """Say what is missing.

        Raises:
            SettingsError: something is.
        """
        if not self.missing:
            return
        names = list(dict.fromkeys(variable for variable, _ in self.missing))
        what = Text(
            zh=f"环境变量没有设置：{'、'.join(names)}", en=f"environment variables are not set: {', '.join(names)}"
        )
        advice = Text(
            zh=f"先运行 export {names[0]}=… 再重试；密钥不要写进配置文件。",
            en=f"Run export {names[0]}=... first; keep the secret itself out of the file.",
        )
        raise SettingsError(131, what, [*((WHERE, Text(place, place)) for _, place in self.missing), (REMEDY, advice)])


def _sendable(place: str, value: str, is_cookie: bool) -> str:
    """``value`` where a header or cookie can bear it."""
    for why in _faults(value, is_cookie):
        raise _unusable(place, why)
    return value


def _faults(value: str, is_cookie: bool) -> Iterator[Text]:
    if not value.isprintable():
        yield CONTROLS
    elif not _SENDABLE.fullmatch(value):
        yield BEYOND
    elif is_cookie and ";" in value:
        yield SEVERAL


def _unusable(place: str, why: Text) -> SettingsError:
    what = Text(zh="这个值不能放进请求里", en="a value that no request can bear")
    return SettingsError(132, what, [(WHERE, Text(place, place)), (WHY, why)])


def _proxy(place: str, url: str) -> str:
    """``url`` where it is a proxy's."""
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.port != 0 and parts.path in ("", "/")
    except ValueError:
        raise _no_proxy(place, FORM) from None
    if parts.scheme.startswith("socks"):
        raise _no_proxy(place, SOCKS)
    if parts.scheme == "https":
        raise _no_proxy(place, ENCRYPTED)
    if parts.scheme != "http" or not whole or parts.query or parts.fragment or not _SENDABLE.fullmatch(url):
        raise _no_proxy(place, FORM)
    return url


def _no_proxy(place: str, why: Text) -> SettingsError:
    what = Text(zh="代理不可用", en="the proxy cannot be used")
    return SettingsError(133, what, [(WHERE, Text(place, place)), (WHY, why)])
