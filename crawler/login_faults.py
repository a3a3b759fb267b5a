"""Why a login did not work, and what to do about it. No message has a value that was given."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from configs.errors import REMEDY, WHERE, WHY, CrawlError, SettingsError
from configs.text import Text, without_controls
from crawler.login_form import LoginPage
from crawler.urls import host_key, shown

SESSION = Text(
    zh="在浏览器里登录，把会话 Cookie 的值放进环境变量，写在 cookies_env 里，并去掉 login。",
    en="Log in with a browser, put the value of the session cookie into an environment variable, name it in cookies_env, and drop login.",
)
CLIP = 120  # characters of a text of the site
FEW = 20  # names of fields told
SHORT = 3000  # characters of an answer that may be a message instead of a page
LINE = 200  # characters of text of a message
FLAGS = ("ok", "success", "result", "status")  # of JSON answers

_NO = re.compile(r"错误|失败|不正确|不存在|有误|incorrect|invalid|fail|wrong|denied|error", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Errors of one login. ``own`` are the site's host keys, ``given`` the values that were filled in."""

    table: str
    url: str
    own: frozenset[str]
    given: tuple[str, ...] = field(repr=False)

    def foreign(self, url: str) -> SettingsError:
        """The login page is on a host that sees nothing of ours."""
        what = Text(
            zh=f"登录页不在本站的主机上：{url or '?'}", en=f"the login page is not on a host of this site: {url or '?'}"
        )
        return self._settings(134, what, self._hosts(url))

    def no_form(self, status: int, selector: str) -> SettingsError:
        """There is no form to fill in."""
        what = Text(
            zh=f"登录页上没有登录表单：{self._page}（{status}）",
            en=f"no login form on {self._page} ({status})",
        )
        if selector:
            why = Text(zh=f"没有元素符合 form = {selector!r}。", en=f"Nothing matches form = {selector!r}.")
        else:
            why = Text(
                zh="HTML 里没有密码框；表单可能由脚本生成。", en="The HTML has no password field; a script may make the form."
            )  # fmt: skip
        return self._settings(134, what, SESSION, why)

    def no_selector(self, selector: str) -> SettingsError:
        """``form`` is no CSS."""
        what = Text(zh=f"form 不是 CSS 选择器：{selector!r}", en=f"form is no CSS selector: {selector!r}")
        advice = Text(zh="写成 form#login 这样。", en="Write it like form#login.")
        return self._settings(134, what, advice)

    def no_proof(self, success: str) -> SettingsError:
        """The text of ``success`` says nothing."""
        what = Text(
            zh=f"success 的文字在登录页上也有：{success}",
            en=f"the text of success is on the login page, too: {success}",
        )
        advice = Text(
            zh="写一段登录后才有的文字，如“退出登录”。",
            en="Use a text that only somebody logged in sees, such as “Log out”.",
        )
        return self._settings(134, what, advice)

    def unfilled(self, name: str, names: Sequence[str]) -> SettingsError:
        """A password field that no value was given for."""
        what = Text(zh=f"登录表单的密码框 {name!r} 没有给值", en=f"no value is given for the password field {name!r}")
        advice = Text(
            zh=f'fields_env = {{ {name} = "SHOP_PASSWORD" }}', en=f'fields_env = {{ {name} = "SHOP_PASSWORD" }}'
        )
        return self._settings(134, what, advice, self._fields(names))

    def sends_away(self, action: str) -> SettingsError:
        """The form's values would go to somebody else, or over http."""
        what = Text(
            zh=f"登录表单要发往别处，没有发送：{host_key(action) or action}",
            en=f"the login form would send to another place, nothing was sent: {host_key(action) or action}",
        )
        return self._settings(134, what, self._hosts(action))

    def captcha(self, name: str) -> SettingsError:
        """Proof of a human is asked for."""
        what = Text(
            zh=f"登录表单要验证码（{name}），程序不能代填", en=f"the login form asks for a captcha ({name}), which no program fills in"
        )  # fmt: skip
        return self._settings(135, what, SESSION)

    def led_away(self, host: str, scheme: str) -> CrawlError:
        """A redirect left the site; the cookies stay here."""
        what = Text(zh=f"登录时被带到别处：{scheme}://{host}", en=f"the login leads elsewhere: {scheme}://{host}")
        return self._crawl(208, what, self._hosts(f"{scheme}://{host}/"))

    def unreachable(self, why: str) -> CrawlError:
        """No usable answer."""
        what = Text(zh=f"登录页没有可用的回答：{self._page}", en=f"no usable answer from the login page {self._page}")
        advice = Text(zh="用浏览器打开它看看；检查网络和代理。", en="Try it in a browser; check network and proxy.")
        return self._crawl(209, what, advice, Text(zh=self._told(why), en=self._told(why)))

    def refused(
        self, status: int, complaint: str, names: Sequence[str], *, cookies: bool, again: bool, success: str, script: bool
    ) -> CrawlError:  # fmt: skip
        """The form was sent, and we are not in."""
        what = Text(zh=f"登录没有成功：{self._page}（{status}）", en=f"not logged in at {self._page} ({status})")
        if complaint:
            why = Text(zh=f"网站说：{self._told(complaint)}", en=f"The site says: {self._told(complaint)}")
        elif again:
            why = Text(zh="回答里又是登录表单。", en="The answer is the login form again.")
        elif success:
            why = Text(zh=f"没有看到 success 的文字：{success}", en=f"The text of success was not seen: {success}")
        elif not cookies:
            why = Text(zh="网站没有设置 Cookie。", en="The site set no cookie.")
        else:
            why = Text(zh="回答是一条简短的错误信息。", en="The answer is a short message of an error.")
        rows = [(WHY, why), *([(WHY, SCRIPT)] if script else []), (WHY, self._fields(names))]
        advice = Text(
            zh="检查环境变量里的用户名和密码、fields 里的字段名；其实已登录的，写 success；或在浏览器里登录后用 cookies_env 传会话 Cookie。",
            en="Check user and password in the environment and the names in fields; set success where it did log in; or log in with a browser and pass the session cookie by cookies_env.",
        )
        return CrawlError(208, what, [(WHERE, Text(self.table, self.table)), *rows, (REMEDY, advice)])

    @property
    def _page(self) -> str:
        return shown(self.url.partition("?")[0])

    def _told(self, text: str) -> str:
        """A text of the site without what was given to it."""
        for value in sorted(filter(None, self.given), key=len, reverse=True):
            text = text.replace(value, "***")
        return without_controls(" ".join(text.split()))[:CLIP]

    def _fields(self, names: Sequence[str]) -> Text:
        few = ", ".join(name[:40] for name in names[:FEW])
        return Text(zh=f"表单的字段：{few}", en=f"Fields of the form: {few}")

    def _hosts(self, url: str) -> Text:
        """What to do about a host that is not taken for the site's own."""
        host = host_key(url) if "://" in url else "?"
        if host in self.own:
            return Text(
                zh="start 用 https 时，密钥不会经 http 发送；请把 start 和登录页写成同一种。",
                en="Where start is https, secrets never go over http: write start and the login page alike.",
            )
        return Text(
            zh=f'如果 {host} 也属于本站：[sites.….crawl] hosts = ["{host}"]；否则用 cookies_env 传会话 Cookie。',
            en=f'If {host} belongs to the site: [sites.….crawl] hosts = ["{host}"]; else pass the session cookie by cookies_env.',
        )

    def _settings(self, number: int, what: Text, advice: Text, why: Text | None = None) -> SettingsError:
        return SettingsError(number, what, self._rows(advice, why))

    def _crawl(self, number: int, what: Text, advice: Text, why: Text | None = None) -> CrawlError:
        return CrawlError(number, what, self._rows(advice, why))

    def _rows(self, advice: Text, why: Text | None) -> list[tuple[Text, Text]]:
        return [(WHERE, Text(self.table, self.table)), *([(WHY, why)] if why else []), (REMEDY, advice)]


SCRIPT = Text(zh="登录页载入了验证码脚本。", en="The login page loads a captcha's script.")


def said(error: Exception) -> str:
    """What an error of the network says, in a few words."""
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return "timeout"
    return f"{type(error).__name__}: {error}".strip(": ")[:CLIP]


def says_no(page: LoginPage) -> bool:
    """Whether an answer without the form is a message that says no: JSON, a script's alert, a line of text."""
    html = page.html.strip()
    if len(html) > SHORT:
        return False
    if html.startswith("{"):
        return _denied(html)
    if "history.back" in html or "history.go(-1)" in html or _NO.search(page.complaint()):
        return True
    return len(text := page.text) <= LINE and bool(_NO.search(text))


def _denied(text: str) -> bool:
    """Whether JSON says so: ``{"success": false}``, ``{"code": 1, "msg": "密码错误"}``."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return False
    values = answer.items() if isinstance(answer, dict) else ()
    return any((key in FLAGS and one is False) or (isinstance(one, str) and _NO.search(one)) for key, one in values)
