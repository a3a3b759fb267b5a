"""What the requests of a site bear so that it lets them in: headers, cookies, proxy, and which hosts may see them.

A redirect, a link, a sitemap or a canonical may lead to any host: what is secret is decided by the URL of each
request, never by where that URL came from.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from urllib.parse import quote, unquote, urlsplit

from configs.settings import Auth, Http, Site
from crawler.scope import site_hosts
from crawler.urls import host_key
from crawler.variables import Variables

CHROME = 150  # whose shape the strings of desktop and mobile have
PLATFORMS = {"desktop": "Windows NT 10.0; Win64; x64", "mobile": "Linux; Android 10; K"}  # as Chrome itself shortens
FOREIGN, PLAIN, SECURE = range(3)  # what a URL may see: nothing of ours, what goes over http, everything

NEGOTIATION = "accept"  # Accept, Accept-Language ...: the only headers of a person's that other hosts see


@dataclass(frozen=True, slots=True)
class Entry:
    """What the requests of one site bear; secrets are in no repr."""

    user_agent: str
    headers: Mapping[str, str]  # for every host
    own: frozenset[str]  # keys of the hosts that see what follows
    secret_headers: Mapping[str, str] = field(repr=False)
    cookies: Mapping[str, str] = field(repr=False)
    proxy: str = field(default="", repr=False)  # with the credentials that its variable has
    plain: frozenset[str] = frozenset()  # those of ``own`` that see it over http, too
    guarded: frozenset[str] = frozenset()  # names of cookies that go over https only

    def level(self, url: str) -> int:
        """What an absolute URL may see: ``FOREIGN``, ``PLAIN`` or ``SECURE``; the headers depend on nothing else."""
        host = host_key(url)
        if host not in self.own:
            return FOREIGN
        if url.startswith("https://"):
            return SECURE
        return PLAIN if host in self.plain and url.startswith("http://") else FOREIGN

    def headers_for(self, url: str) -> dict[str, str]:
        """Every header of a request to ``url`` that is ours to choose."""
        level = self.level(url)
        ours = {"User-Agent": self.user_agent}
        if level == FOREIGN:
            return merged(self.headers, ours)
        cookies = [
            f"{name}={value}" for name, value in self.cookies.items() if level == SECURE or name not in self.guarded
        ]
        if cookies:
            ours["Cookie"] = "; ".join(cookies)
        return merged(self.headers, self.secret_headers, ours)

    def with_cookies(self, cookies: Mapping[str, str], guarded: Sequence[str] = ()) -> Entry:
        """The same with further cookies; ``guarded`` are the names of those that go over https only."""
        return replace(self, cookies={**self.cookies, **cookies}, guarded=(self.guarded - {*cookies}) | {*guarded})

    @property
    def proxy_place(self) -> str:
        """The proxy's URL without credentials; empty for none."""
        if not self.proxy:
            return ""
        parts = urlsplit(self.proxy)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

    @property
    def proxy_authorization(self) -> str:
        """The Proxy-Authorization header's value; empty for a proxy without credentials."""
        parts = urlsplit(self.proxy)
        return basic(unquote(parts.username), unquote(parts.password or "")) if parts.username else ""


def merged(*layers: Mapping[str, str]) -> dict[str, str]:
    """Headers laid over each other, the strongest last, whatever the case of their names."""
    found = {name.lower(): (name, value) for layer in layers for name, value in layer.items()}
    return dict(found.values())


def basic(user: str, password: str) -> str:
    """The value of an Authorization header, RFC 7617, in UTF-8."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


@cache
def _version() -> str:
    return metadata.version("xunlu")


def user_agent(contact: str, device: str = "any") -> str:
    """How we introduce ourselves; on a ``device`` with the marks by which servers tell desktops from phones.

    Our own name stays in it, and robots.txt is obeyed as xunlu.
    """
    place = quote(contact.strip(), safe="!#$%&'*+,-./:;=?@[]^_`{|}~ ")  # a header is ASCII, a comment has no brackets
    if device not in PLATFORMS:
        return f"xunlu/{_version()}" + (f" (+{place})" if place else "")
    mobile = "Mobile " if device == "mobile" else ""
    return (
        f"Mozilla/5.0 ({PLATFORMS[device]}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{CHROME}.0.0.0 {mobile}"
        f"Safari/537.36 (compatible; xunlu/{_version()}{f'; +{place}' if place else ''})"
    )


def entry_of(
    site: Site,
    http: Http,
    hosts: Sequence[str],
    starts: Sequence[str],
    environ: Mapping[str, str] | None = None,
    name: str = "*",
) -> Entry:
    """What the requests of ``site`` bear.

    Of ``hosts`` only those see secrets that a person named: the hosts of the start URLs, their www twins and
    ``crawl.hosts``; neither the hosts of a list of URLs nor subdomains that were found. Where a start is https,
    nothing secret goes over http.

    Args:
        environ: default: the process's own.
        name: of the site, for messages.

    Raises:
        SettingsError: variables that are not set, values that no request can bear, a proxy that is none.
    """
    variables = Variables(os.environ if environ is None else environ)
    access, table = site.access, f"sites.{name}.access"
    for_all = variables.texts("http.headers", http.headers)
    negotiation = {key: value for key, value in for_all.items() if key.lower().startswith(NEGOTIATION)}
    secret = merged(
        {key: value for key, value in for_all.items() if key not in negotiation},
        variables.texts(f"{table}.headers", access.headers),
        variables.values(f"{table}.headers_env", access.headers_env),
        _authorization(variables, table, access.auth),
    )
    cookies = {
        **variables.texts(f"{table}.cookies", access.cookies, is_cookie=True),
        **variables.values(f"{table}.cookies_env", access.cookies_env, is_cookie=True),
    }
    for key, variable in access.login.fields_env.items():
        variables.value(f"[{table}.login.fields_env] {key}", variable, may_be_empty=True)
    proxy = variables.proxy((f"[{table}]", access.proxy, access.proxy_env), ("[http]", http.proxy, http.proxy_env))
    variables.judge()
    own = frozenset(hosts) & frozenset(site_hosts(starts, site.crawl.hosts))
    agent = user_agent(http.contact, site.crawl.device)
    return Entry(agent, negotiation, own, secret, cookies, proxy, _plain(own, starts))


def _authorization(variables: Variables, table: str, auth: Auth) -> dict[str, str]:
    if not (auth.user_env or auth.password_env):
        return {}
    return {"Authorization": basic(*variables.credentials(f"[{table}.auth]", auth.user_env, auth.password_env))}


def _plain(own: frozenset[str], starts: Sequence[str]) -> frozenset[str]:
    """The hosts that a person asked to be visited over http, and over http alone."""
    secure = {host_key(url) for url in starts if url.startswith("https://")}
    return own & ({host_key(url) for url in starts} - secure) if secure else own
