"""A form that is sent once before the crawl, as a person in a browser would; the cookies it earns go with every request.

The login page is asked for whatever robots.txt says: a person named it. Nothing here says or logs a value that was given.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import Cookie

import ada_url

from crawler.lean import without

with without("httpx._main"):  # its command line, with rich and pygments
    import httpx

from configs.errors import XunluError
from configs.settings import Login
from crawler.access import FOREIGN, Entry
from crawler.guard import Guard
from crawler.guarded import GuardedTransport
from crawler.login_faults import Fault, said, says_no
from crawler.login_form import LoginForm, LoginPage
from crawler.sessions import is_logout as is_logout
from crawler.sessions import logged_out as logged_out
from crawler.urls import host_key, origin

MAX_BYTES = 1024 * 1024  # of one answer
MAX_HOPS = 10
MAX_COOKIES = 50  # and bytes of one: what RFC 6265 asks browsers to hold
MAX_COOKIE = 4096
SAME_METHOD = (307, 308)
CAPTCHA = ("captcha", "recaptcha", "turnstile", "geetest", "tcaptcha")  # in the page, outside of its form

for _name in ("httpx", "httpcore"):  # they would log addresses, which a form sent by GET fills, and cookies
    logging.getLogger(_name).setLevel(logging.WARNING)


async def log_in(
    entry: Entry,
    login: Login,
    start: str,
    environ: Mapping[str, str] | None = None,
    timeout: float = 30.0,
    name: str = "*",
    guard: Guard | None = None,
) -> Entry:
    """``entry`` with the cookies of somebody logged in.

    Args:
        start: first URL of the site; the login page's address is resolved against it.
        environ: default: the process's own.
        timeout: seconds of each request, to the last byte.
        name: of the site, for messages.
        guard: default: public addresses, and what ``start`` opens.

    Raises:
        SettingsError: the form is not there, cannot be filled in by a program, or is not the site's own.
        CrawlError: no usable answer, or the site does not let us in.
    """
    variables = os.environ if environ is None else environ
    given = {**login.fields, **{key: variables.get(one, "") for key, one in login.fields_env.items()}}
    url = _absolute(start, login.url)
    faults = Fault(f"[sites.{name}.access.login]", url, entry.own, tuple(given.values()))
    if not url or entry.level(url) == FOREIGN:
        raise faults.foreign(url)
    async with _client(entry, timeout, guard or Guard([start])) as client:
        return await _Session(client, entry, login, faults, timeout).enter(start, given)


def _absolute(start: str, address: str) -> str:
    """The login page's URL; empty for one that is none."""
    try:
        return ada_url.join_url(start, address).partition("#")[0]
    except ValueError:
        return ""


def _client(entry: Entry, timeout: float, guard: Guard) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        trust_env=False, timeout=timeout, follow_redirects=False, transport=GuardedTransport(guard, proxy=entry.proxy), headers={"Accept": "text/html,*/*;q=0.8"}
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    page: LoginPage


@dataclass(slots=True)
class _Session:
    """One visit with a cookie jar of its own."""

    client: httpx.AsyncClient
    entry: Entry
    login: Login
    faults: Fault
    timeout: float

    async def enter(self, start: str, given: Mapping[str, str]) -> Entry:
        """Fill in the form, send it, and see whether it was taken."""
        before = await self._go("GET", self.faults.url)
        form = self._form(before)
        if form is None:
            if self.login.success and self.login.success in before.page.html:
                return self._entry()  # a session that was given, by cookies_env, is still good
            raise self.faults.no_form(before.status, self.login.form)
        self._check(form, given, before)
        after = await self._send(form, given, before.url)
        await self._judge(form, after, before, start)
        return self._entry()

    def _form(self, answer: _Answer) -> LoginForm | None:
        try:
            return answer.page.form(self.login.form)
        except ValueError as error:
            raise self.faults.no_selector(self.login.form) from error

    def _check(self, form: LoginForm, given: Mapping[str, str], page: _Answer) -> None:
        """What shows before anything is sent."""
        if self.login.success and self.login.success in page.page.html:
            raise self.faults.no_proof(self.login.success)
        asked = [captcha for captcha in form.captchas if captcha not in given]
        if asked:
            raise self.faults.captcha(asked[0])
        if missing := [name for name in form.passwords if name and name not in given]:
            raise self.faults.unfilled(missing[0], form.names)
        if not form.action or self.entry.level(form.action) == FOREIGN:
            raise self.faults.sends_away(form.action or page.url)

    async def _send(self, form: LoginForm, given: Mapping[str, str], page: str) -> _Answer:
        pairs = form.filled(given)
        headers = {"Referer": page}
        if form.method == "get":
            url = f"{form.action.partition('?')[0]}?{form.encoded(pairs).decode('ascii')}"
            return await self._go("GET", url, headers)
        headers["Origin"] = origin(page)
        body, kind = form.body(pairs)
        return await self._go("POST", form.action, {**headers, "Content-Type": kind}, body)

    async def _judge(self, form: LoginForm, after: _Answer, before: _Answer, start: str) -> None:
        """Raise where the site did not let us in."""
        success, status = self.login.success, after.status
        if success:
            if success in after.page.html:
                return
            home = await self._go("GET", start)  # scripts lead there, or nothing does
            if success not in home.page.html:
                raise self._refused(form, after, before)
        elif (
            status >= 400
            or self._form(after) is not None
            or says_no(after.page)
            or not (self._earned() or self.entry.cookies)
        ):
            raise self._refused(form, after, before)

    def _refused(self, form: LoginForm, after: _Answer, before: _Answer) -> XunluError:
        texts = before.page.html.lower()
        return self.faults.refused(
            after.status, after.page.complaint(), form.names, cookies=bool(self._earned()),
            again=self._form(after) is not None, success=self.login.success, script=any(one in texts for one in CAPTCHA),
        )  # fmt: skip

    async def _go(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> _Answer:
        """Ask, and follow redirects on the site's own hosts."""
        for _ in range(MAX_HOPS):
            status, found, location = await self._ask(method, url, headers or {}, body)
            if not location:
                return found
            if self.entry.level(location) == FOREIGN:
                raise self.faults.led_away(host_key(location) or location[:40], location.partition(":")[0])
            if status not in SAME_METHOD:
                method, body, headers = "GET", None, None
            url = location
        raise self.faults.unreachable("too-many-redirects")

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[int, _Answer, str]:
        """Status, answer, and where it redirects to: empty for nowhere."""
        try:
            request = self.client.build_request(
                method, url, headers={**self.entry.headers_for(url), **headers}, content=body
            )
            self._set_cookie_header(request, url)
            async with asyncio.timeout(self.timeout):
                response = await self.client.send(request, stream=True)
                try:
                    return await self._read(response, url)
                finally:
                    await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, UnicodeError) as error:
            raise self.faults.unreachable(said(error)) from None  # its cause may name what was sent

    async def _read(self, response: httpx.Response, url: str) -> tuple[int, _Answer, str]:
        location = ""
        if response.has_redirect_location:
            location = _absolute(url, response.headers["location"]) or "?"
        body = b""
        if not location:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) >= MAX_BYTES:
                    break
        page = LoginPage(url, body[:MAX_BYTES], response.headers.get("content-type", ""))
        return response.status_code, _Answer(url, response.status_code, page), location

    def _set_cookie_header(self, request: httpx.Request, url: str) -> None:
        """Those that were given and those of the jar, which know better; httpx would send the former alone."""
        bare = httpx.Request("GET", url)
        self.client.cookies.set_cookie_header(bare)
        pairs = [pair.partition("=") for pair in bare.headers.get("cookie", "").split("; ") if pair]
        with_jar = self.entry.with_cookies({name: value for name, _, value in pairs})
        if text := with_jar.headers_for(url).get("Cookie"):
            request.headers["Cookie"] = text

    def _earned(self) -> list[Cookie]:
        """The usable cookies that the site has set, those for the whole site last: of one name the last one counts."""
        found = [one for one in self.client.cookies.jar if not one.is_expired() and _usable(one)]
        return sorted(found, key=lambda one: len(one.path), reverse=True)[-MAX_COOKIES:]

    def _entry(self) -> Entry:
        earned = self._earned()
        return self.entry.with_cookies(
            {one.name: one.value or "" for one in earned}, [one.name for one in earned if one.secure]
        )


def _usable(cookie: Cookie) -> bool:
    text = f"{cookie.name}={cookie.value or ''}"
    return text.isascii() and text.isprintable() and ";" not in text and len(text) <= MAX_COOKIE
