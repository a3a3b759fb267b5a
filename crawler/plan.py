"""What one crawl command means for one site: start URLs, hosts, pace and limits, from settings."""

from __future__ import annotations

import dataclasses
import hashlib
import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata

from configs.errors import REMEDY, SettingsError
from configs.settings import Crawl, Http, Partner, Site
from configs.text import Text
from configs.units import seconds, size
from crawler.access import Entry, entry_of
from crawler.guard import Guard
from crawler.scope import Scope, scope_hash, site_hosts
from crawler.urls import Form, host_key, joined, normalise

TARGET_RATE = 4.0  # requests a second
COMPETITOR_RATE = 1.0
CONCURRENCY = 4
LOOPBACK_CONCURRENCY = 16
PLAIN = Entry("xunlu", {}, frozenset(), {}, {})  # of a plan that is not crawled


@dataclass(frozen=True, slots=True)
class Plan:
    """One site to crawl. ``rate`` 0 means as fast as the server answers."""

    name: str
    site: Site
    starts: tuple[str, ...]  # in the form of the site's URLs
    hosts: tuple[str, ...]
    rate: float
    concurrency: int
    time_limit: float  # seconds; 0 = none
    listed: tuple[str, ...] = ()  # the URLs of mode "list"
    written: tuple[str, ...] = ()  # the start URLs as given, which may end in a slash that ``starts`` lack
    entry: Entry = field(default=PLAIN, repr=False)
    partners: tuple[Partner, ...] = ()  # with whom links were exchanged; asked after the crawl

    @property
    def max_bytes(self) -> int:
        """Of bodies; 0 = no limit."""
        return size(self.site.crawl.max_bytes) if self.site.crawl.max_bytes else 0

    @property
    def guard(self) -> Guard:
        """Which addresses may be connected to for the site."""
        crawl = self.site.crawl
        return Guard(self.starts, [*self.hosts, *crawl.hosts], crawl.allow_private)

    @property
    def local(self) -> bool:
        """Whether the site is on this machine."""
        return all(is_loopback(url) for url in self.starts)

    def absolute(self, address: str) -> str:
        """An address of the site that may be written as a path."""
        return joined(self.starts[0], address) or self.starts[0]

    @property
    def mode(self) -> str:
        return self.site.crawl.mode

    @property
    def follows(self) -> bool:
        """Whether links are followed."""
        return self.mode == "spider"

    @property
    def seeds(self) -> tuple[str, ...]:
        """What is asked for first; sitemaps come beside it."""
        return {"list": self.listed, "sitemap": ()}.get(self.mode, self.starts)

    @property
    def reads_sitemaps(self) -> bool:
        return self.mode in ("spider", "sitemap")

    @property
    def form(self) -> Form:
        """How the URLs of the site are written."""
        return form_of(self.site.crawl)

    @property
    def scope(self) -> Scope:
        crawl = self.site.crawl
        return Scope(
            self.hosts,
            crawl.include,
            crawl.exclude,
            ignore_params=crawl.ignore_params,
            within=crawl.within,
            starts=self.written or self.starts,
        )

    @property
    def scope_hash(self) -> str:
        crawl = self.site.crawl
        digest = hashlib.blake2b("\n".join(self.listed).encode(), digest_size=8).hexdigest() if self.listed else ""
        return scope_hash(
            self.starts, self.hosts, crawl.include, crawl.exclude, crawl.strip_params, mode="" if crawl.mode == "spider" else crawl.mode,
            list=digest, within=crawl.within, ignore_params=crawl.ignore_params, sort_params=crawl.sort_params,
            trailing_slash=crawl.trailing_slash, robots="" if self.site.robots == "obey" else self.site.robots,
        )  # fmt: skip

    @property
    def stored(self) -> dict[str, object]:
        """The effective settings as kept with the run."""
        return {
            **dataclasses.asdict(self.site),
            "starts": self.starts,
            "hosts": self.hosts,
            "rate": self.rate,
            "concurrency": self.concurrency,
        }


@dataclass(frozen=True, slots=True)
class Fetching:
    """How every request of a command is made."""

    user_agent: str
    timeout: float  # seconds
    retries: int
    max_body: int  # bytes
    headers: dict[str, str]
    http: Http = field(default_factory=Http)


def form_of(crawl: Crawl) -> Form:
    """How the URLs of a site are written."""
    return Form(crawl.strip_params, sort_params=crawl.sort_params, trailing_slash=crawl.trailing_slash)


def make_plan(name: str, site: Site, listed: Sequence[str] = ()) -> Plan:
    """The plan of a configured or ad hoc site.

    Args:
        listed: the URLs of mode "list", normalised; their hosts belong to the site.

    Raises:
        SettingsError: a start URL that is none.
    """
    if site.crawl.sample == "auto":
        usual = "template" if site.role == "competitor" else "breadth"
        site = dataclasses.replace(site, crawl=dataclasses.replace(site.crawl, sample=usual))
    crawl = site.crawl
    written = tuple(dict.fromkeys(start_url(url) for url in site.start))
    starts = tuple(dict.fromkeys(normalise(url, form_of(crawl)) or url for url in written))
    local = all(is_loopback(url) for url in starts)
    rate = crawl.rate or (0.0 if local else TARGET_RATE if site.role == "target" else COMPETITOR_RATE)
    further = dict.fromkeys([*crawl.hosts, *map(host_key, listed)])
    return Plan(
        name=name,
        site=site,
        starts=starts,
        hosts=tuple(site_hosts(starts, tuple(further))),
        rate=rate,
        concurrency=crawl.concurrency or (LOOPBACK_CONCURRENCY if local else CONCURRENCY),
        time_limit=seconds(crawl.time_limit) if crawl.time_limit else 0.0,
        listed=tuple(listed),
        written=written,
    )


def make_fetching(http: Http) -> Fetching:
    """Request settings in units."""
    contact = f" (+{http.contact})" if http.contact else ""
    agent = f"xunlu/{metadata.version('xunlu')}{contact}"
    return Fetching(agent, seconds(http.timeout), http.retries, size(http.max_body), dict(http.headers), http)


def with_entry(plan: Plan, http: Http) -> Plan:
    """The plan with what its requests bear; read from the environment only when it is to be crawled.

    Raises:
        SettingsError: an environment variable that is named is not set.
    """
    return dataclasses.replace(plan, entry=entry_of(plan.site, http, plan.hosts, plan.starts, name=plan.name))


def plan_for(url: str, sites: Mapping[str, Site], http: Http) -> Plan:
    """How a request outside of a crawl is made: as of the site of the configuration that has its host, if there is one.

    Raises:
        SettingsError: an environment variable that is named is not set.
    """
    plan = make_plan("", Site(start=(url,)))
    for name, site in sites.items():
        made = make_plan(name, site)
        if host_key(url) in made.hosts:
            plan = made
            break
    crawl = plan.site.crawl
    if crawl.device == "both":
        plan = dataclasses.replace(plan, site=dataclasses.replace(plan.site, crawl=dataclasses.replace(crawl, device="desktop")))  # fmt: skip
    return with_entry(plan, http)


def ad_hoc_name(url: str) -> str:
    """Name of a site given as a URL: its host, with the port where it is not the scheme's own."""
    return host_key(start_url(url))


def is_loopback(url: str) -> bool:
    """Whether a URL's host is this machine."""
    host = re.sub(r":\d+\Z", "", host_key(url))
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def start_url(text: str) -> str:
    """The address that a person means by ``text``; https where no scheme is given."""
    candidate = text if "://" in text else f"https://{text}"
    url = normalise(candidate)
    if not url or not url.startswith(("http://", "https://")) or not host_key(url):
        raise SettingsError(
            107,
            Text(zh=f"不是可用的网址：{text}", en=f"not a usable URL: {text}"),
            [(REMEDY, Text(zh="写成 https://shop.example/ 的形式。", en="Write it like https://shop.example/."))],
        )
    return url


def names_of(plans: Sequence[Plan]) -> str:
    """Names for messages."""
    return ", ".join(plan.name for plan in plans)
