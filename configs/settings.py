"""Settings as frozen dataclasses: what to crawl and how to judge it. Read from TOML in ``configs.load``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Severities = dict[str, str]
PROFILES = ("google", "baidu", "book-2016", "shop")  # how checks may be judged, see audit/selection.py
EFFORT_UNITS = ("template", "page", "site")  # what work is counted in
MOST_WORKERS = 2  # processes of a crawl


@dataclass(frozen=True, slots=True)
class Http:
    """How requests are made, for all sites."""

    contact: str = ""  # goes into the user agent: xunlu/VERSION (+CONTACT)
    timeout: str = "30s"  # of one request, to the last byte
    retries: int = 2  # on connection errors, 429, 500, 502, 503, 504
    max_body: str = "10M"  # larger bodies are recorded, not parsed
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.6"})
    proxy: str = ""  # http://127.0.0.1:7890; empty = none
    proxy_env: str = ""  # environment variable with the proxy's URL, when that holds a password
    workers: int = 1  # processes of a crawl: 2 = fetching has one of its own


@dataclass(frozen=True, slots=True)
class Label:
    """Name of a site or page type as shown."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class PageType:
    """URLs whose path and query match a glob form a page type; the first match wins."""

    name: str
    match: str
    label: Label = Label()


@dataclass(frozen=True, slots=True)
class ExtractRule:
    """A value that every page is searched for; exactly one of css, xpath and regex says where."""

    name: str
    css: str = ""
    xpath: str = ""
    regex: str = ""  # over the HTML as decoded; the first group where it has one
    attr: str = ""  # attribute instead of text, for css
    match: str = "/**"  # glob over path and query of the pages searched
    all: bool = False  # every match instead of the first


@dataclass(frozen=True, slots=True)
class Auth:
    """HTTP authentication (Basic), by the names of environment variables."""

    user_env: str = ""
    password_env: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """A form that is sent once before the crawl; the cookies it sets go with every request to the site."""

    url: str = ""  # of the page with the form, absolute or a path
    form: str = ""  # CSS selector; empty = the form with a password field
    fields: dict[str, str] = field(default_factory=dict)  # name of a field -> value
    fields_env: dict[str, str] = field(default_factory=dict)  # name of a field -> environment variable with its value
    success: str = ""  # text that only a page of somebody logged in has; empty = any answer without the form


@dataclass(frozen=True, slots=True)
class Access:
    """How to get into a site that is not open to all. Sent to the site's own hosts only, never after a redirect away."""

    auth: Auth = Auth()
    headers: dict[str, str] = field(default_factory=dict)
    headers_env: dict[str, str] = field(default_factory=dict)  # header -> environment variable with its value
    cookies: dict[str, str] = field(default_factory=dict)
    cookies_env: dict[str, str] = field(default_factory=dict)  # cookie -> environment variable with its value
    login: Login = Login()
    proxy: str = ""  # instead of [http] proxy; "off" = none for this site
    proxy_env: str = ""


@dataclass(frozen=True, slots=True)
class Crawl:
    """How far and how fast a site is crawled."""

    mode: str = "spider"  # spider | list | sitemap | page
    list_file: str = ""  # URLs of mode "list": one a line, "-" = standard input
    max_pages: int = 10_000  # requests answered with anything but a retry
    max_depth: int = 0  # 0 = no limit
    rate: float = 0.0  # requests a second; 0 = 4 for targets, 1 for competitors, unlimited on loopback
    concurrency: int = 0  # requests at once to one host; 0 = 4, or 16 on loopback
    time_limit: str = ""  # "2h"; empty = none
    max_bytes: str = ""  # "2G" of bodies; empty = none
    within: str = "hosts"  # hosts | subdomains | folder
    hosts: tuple[str, ...] = ()  # further hosts that count as internal
    allow_private: tuple[str, ...] = ()  # networks that are not public and yet may be connected to: 10.0.0.0/8
    include: tuple[str, ...] = ("/**",)
    exclude: tuple[str, ...] = ()
    strip_params: tuple[str, ...] = ("utm_*", "spm", "gclid", "fbclid")
    ignore_params: tuple[str, ...] = ()  # URLs with one of these query keys are not fetched
    sort_params: bool = False  # ?b=2&a=1 and ?a=1&b=2 are one URL
    trailing_slash: str = "keep"  # keep | add | remove
    sample: str = "auto"  # auto | breadth | template: which pages max_pages leaves; auto = template for competitors
    device: str = "any"  # any | desktop | mobile | both
    conditional: bool = False  # ask only whether pages changed since the last run
    check_external: str = "off"  # off | head | get
    check_resources: str = "off"  # off | head | get
    traps: str = "stop"  # stop | off: whether endless parts of a site are given up
    store_html: str = "all"  # all | off


@dataclass(frozen=True, slots=True)
class Site:
    """A named site of the configuration."""

    role: str = "target"  # target | competitor
    start: tuple[str, ...] = ()
    sitemaps: str | tuple[str, ...] = "auto"  # auto | off | list of URLs
    robots: str = "obey"  # obey | ignore-own
    imitate: str = "off"  # off | own: whether pages are asked for in the names of search spiders, too
    indexnow_key: str = ""  # of the site, to be checked
    label: Label = Label()
    crawl: Crawl = Crawl()
    access: Access = Access()
    types: tuple[PageType, ...] = ()
    extract: tuple[ExtractRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """A site with which links were exchanged (友情链接): where its link to us should stand, and what was agreed."""

    page: str  # URL of the partner's page with the link to us
    site: str = ""  # name of our site; empty = every target
    ours: str = "/"  # our page with the link to them, absolute or a path
    link: str = ""  # URL that our link leads to; empty = the domain of ``page``
    anchor: str = ""  # agreed text of their link; empty = any
    target: str = ""  # agreed page of ours that it leads to, absolute or a path; empty = any
    since: date | None = None  # the day from which the exchange holds
    consent: bool = False  # whether they agreed that their page is asked for in the names of search spiders, too


@dataclass(frozen=True, slots=True)
class KeywordPage:
    """Which page should rank for which terms."""

    url: str  # absolute, or a path of the target site
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keywords:
    """What the keyword analysis knows beforehand."""

    targets: tuple[str, ...] = ()  # tracked terms; empty = proposed from titles and marked as guessed
    targets_file: str = ""  # further tracked terms, and their pages: a CSV file
    userdict: str = ""  # file: one word a line
    stopwords: tuple[str, ...] = ()  # files of further stop words; builtin:zh, builtin:en, builtin:shop: only these
    simplified: bool = False  # Traditional and Simplified Chinese count as one
    pages: tuple[KeywordPage, ...] = ()  # their terms are targets, too


@dataclass(frozen=True, slots=True)
class Accept:
    """Findings that somebody looked at and lets stand for a while: neither counted nor hidden."""

    check: str  # id
    reason: str
    until: date  # the last day; afterwards they count again
    urls: tuple[str, ...] = ()  # globs over path and query; empty = everywhere


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work it is to cure a check, where the shop knows better; what is not given stays as the check has it."""

    hours: float | None = None  # for one unit
    unit: str = ""  # template | page | site


@dataclass(frozen=True, slots=True)
class Rules:
    """How to judge."""

    select: tuple[str, ...] = ("ALL",)  # areas or check ids
    ignore: tuple[str, ...] = ()
    options: dict[str, dict[str, object]] = field(default_factory=dict)  # check id -> option -> value
    severity: Severities = field(default_factory=dict)  # check id -> error | warning | notice | off
    effort: dict[str, Effort] = field(default_factory=dict)  # check id -> work
    accept: tuple[Accept, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Weights of the six axes."""

    importance: str = "blend"  # uniform | pagerank | blend
    weights: dict[str, float] = field(default_factory=dict)  # empty = those of configs/scoring.toml


@dataclass(frozen=True, slots=True)
class Gate:
    """What a run has to meet: ``run --gate`` and ``gate``."""

    min_score: float | None = None  # overall, 0..100
    min: dict[str, float] = field(default_factory=dict)  # axis -> least score
    max_new: dict[str, int] = field(default_factory=dict)  # level -> most findings that the baseline has not
    max_drop: float | None = None  # points that the overall score may lose against the baseline
    baseline: str = "latest-ok"  # newest complete run that passed its gate | a run | a file of gate --save
    min_pages: int = 0  # HTML pages; guards against a green empty crawl
    fail_on: tuple[str, ...] = ()  # checks or levels that must have no finding


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose name stands on the summary: the agency or the team that made it."""

    name: str = ""
    logo: str = ""  # file: PNG, JPEG or SVG
    contact: str = ""  # a line: address, phone, e-mail


@dataclass(frozen=True, slots=True)
class Report:
    """What the report file is."""

    output: str = "report.html"  # {site} and {date} stand for the name and the day of the run
    languages: tuple[str, ...] = ("zh", "en")  # with both, the page has a switch
    compare: str = "previous"  # previous | off | an earlier run
    competitors: tuple[str, ...] = ()  # names of sites; empty = all competitors of the store
    charts: tuple[str, ...] = ("line", "radar", "funnel", "bar", "pie")  # which kinds are drawn
    max_size: str = "auto"  # of the HTML file: the table of all pages is trimmed until it fits
    also: tuple[str, ...] = ()  # further outputs beside it: html, json, md, pdf, summary, xlsx
    brand: Brand = Brand()


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every site that does not say otherwise: presets and a person's own defaults are made of it."""

    lang: str = "auto"
    http: Http = Http()
    crawl: Crawl = Crawl()
    competitor: Crawl = Crawl()  # laid over ``crawl`` for competitors
    types: tuple[PageType, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a command needs to know; ``Settings()`` are the embedded defaults."""

    version: int = 1
    extends: str = ""  # what it rests on: preset:shop, or another file
    profiles: tuple[str, ...] = ("google", "baidu", "shop")  # how to judge; empty: every check with its own numbers
    lang: str = "auto"
    database: str = "xunlu.db"
    http: Http = Http()
    defaults: Defaults = Defaults()
    sites: dict[str, Site] = field(default_factory=dict)
    keywords: Keywords = Keywords()
    partners: tuple[Partner, ...] = ()
    rules: Rules = Rules()
    score: Score = Score()
    gate: Gate = Gate()
    report: Report = Report()
