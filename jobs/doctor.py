"""What may keep xunlu from working: this machine, the configuration, the store, and the sites as a crawler meets them."""

from __future__ import annotations

import asyncio
import platform
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from configs.app import App
from configs.errors import Exit, XunluError
from configs.settings import Settings
from configs.text import Text
from jobs.failures import OPENED, UNREACHABLE

if TYPE_CHECKING:
    from crawler.plan import Plan

OK, NOTE, BAD = "ok", "note", "bad"
LIBRARIES = (
    "scrapy",
    "turbohtml",
    "httpx",
    "jieba",
    "rjieba",
    "numpy",
    "scipy",
    "networkx",
    "sqlite-utils",
    "jinja2",
    "opencc",
    "pypinyin",
)
ROOM = 1_000_000_000  # bytes of free disk below which a crawl may not fit
SECONDS = 10.0  # for one answer of a site
NO_ANSWER = Text(
    zh="检查网址、端口和网络；在浏览器里打开试试，防火墙和代理都可能是原因。",
    en="Check address, port and network; try it in a browser: a firewall or a proxy may be the cause.",
)


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at. ``exit_code`` counts when ``state`` is bad."""

    state: str  # ok, note, bad
    what: Text
    found: Text
    remedy: Text | None = None
    exit_code: int = Exit.USAGE


def examine(app: App, urls: Sequence[str], *, network: bool) -> Iterator[Symptom]:
    """Everything, the cheap things first.

    Args:
        urls: sites to ask, by name or URL; empty: those of the configuration.
        network: whether sites are asked at all.
    """
    yield from machine()
    yield from terminal()
    yield from configuration(app)
    yield from store(app)
    if network:
        known = {name: site.start[0] for name, site in app.settings.sites.items()}
        starts = {url: known.get(url, url) for url in urls} or known
        for name, start in starts.items():
            yield from site(app.settings, name, start)


def _same(text: str) -> Text:
    return Text(text, text)


def machine() -> Iterator[Symptom]:
    """Versions, and libraries that do not load."""
    about = f"xunlu {metadata.version('xunlu')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield Symptom(OK, Text(zh="版本", en="versions"), _same(f"{about}, {platform.system()} {platform.machine()}"))
    missing = [name for name in LIBRARIES if not _installed(name)]
    listed = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES if name not in missing)
    remedy = Text(
        zh="重新安装：pip install --force-reinstall xunlu", en="Install again: pip install --force-reinstall xunlu"
    )
    yield Symptom(
        BAD if missing else OK, Text(zh="依赖", en="libraries"),
        Text(zh=f"缺少 {', '.join(missing)}", en=f"missing: {', '.join(missing)}") if missing else _same(listed),
        remedy if missing else None, Exit.INTERNAL,
    )  # fmt: skip


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def terminal() -> Iterator[Symptom]:
    """Whether Chinese can be printed, and reports turned into PDF."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield Symptom(
        OK if encoding in ("utf8", "gbk", "cp936", "gb18030") else NOTE, Text(zh="终端编码", en="terminal encoding"), _same(sys.stdout.encoding or "-"),
        Text(zh="设置 PYTHONUTF8=1，否则中文会显示成问号。", en="Set PYTHONUTF8=1, or Chinese prints as question marks."),
    )  # fmt: skip
    fonts = _chinese_fonts()
    if fonts is not None:
        yield Symptom(
            OK if fonts else NOTE, Text(zh="中文字体", en="Chinese fonts"),
            Text(zh=f"{fonts} 种", en=f"{fonts}"),
            Text(zh="打印报告前装一种，如 fonts-noto-cjk。", en="Install one before printing reports, such as fonts-noto-cjk."),
        )  # fmt: skip

    yield _printer()


def _printer() -> Symptom:
    """Whether a browser is there that prints the report."""
    from reports.browser import INSTALL, find_browser

    what = Text(zh="打印 PDF 的浏览器", en="browser that prints PDF")
    try:
        return Symptom(OK, what, _same(find_browser()))
    except XunluError:
        return Symptom(NOTE, what, Text(zh="没有", en="none"), INSTALL)


def _chinese_fonts() -> int | None:
    """Number of fonts that draw Chinese; None where fontconfig cannot say."""
    if not (program := shutil.which("fc-list")):
        return None
    try:
        said = subprocess.run([program, ":lang=zh"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return len(said.stdout.splitlines())


def configuration(app: App) -> Iterator[Symptom]:
    """The file in effect; what is broken in it has ended the program before."""
    from jobs.config_cli import verified

    what = Text(zh="配置", en="configuration")
    if app.config_file is None:
        yield Symptom(
            NOTE,
            what,
            Text(zh="没有 xunlu.toml，用内置默认值", en="no xunlu.toml, embedded defaults"),
            Text(zh="xunlu init 网址", en="xunlu init URL"),
        )
        return
    try:
        checks = verified(app.settings)
    except XunluError as error:
        yield Symptom(BAD, what, error.what, Text("xunlu config validate", "xunlu config validate"), error.exit_code)
        return
    sites = ", ".join(app.settings.sites) or "-"
    yield Symptom(
        OK,
        what,
        Text(
            zh=f"{app.config_file}，站点 {sites}，{checks} 项检查",
            en=f"{app.config_file}, sites {sites}, {checks} checks",
        ),
    )
    if not app.settings.http.contact:
        yield Symptom(
            NOTE, Text(zh="联系方式", en="contact"), Text(zh="没有", en="none"),
            Text(zh="写在 [http] contact，站长就知道是谁在抓取。", en="Set [http] contact, so that site owners know who is crawling."),
        )  # fmt: skip


def store(app: App) -> Iterator[Symptom]:
    """Whether the store can be opened and has room."""
    from crawler.store import open_store

    what = Text(zh="库", en="store")
    folder = app.database.absolute().parent
    if app.database.exists():
        try:
            with open_store(app.database) as opened:
                runs = len(opened.runs())
            yield Symptom(OK, what, Text(zh=f"{app.database}，{runs} 次运行", en=f"{app.database}, {runs} runs"))
        except XunluError as error:
            yield Symptom(BAD, what, error.what, error.rows[-1][1] if error.rows else None, error.exit_code)
    elif not folder.is_dir():
        yield Symptom(
            BAD,
            what,
            Text(zh=f"没有文件夹 {folder}", en=f"no folder {folder}"),
            Text(zh="建立它，或改 database。", en="Make it, or change database."),
            Exit.STORE,
        )
        return
    else:
        yield Symptom(
            OK,
            what,
            Text(zh=f"{app.database} 还没有，抓取时建立", en=f"{app.database} does not exist yet; a crawl makes it"),
        )
    yield _room(folder)


def _room(folder: Path) -> Symptom:
    free = shutil.disk_usage(folder).free
    state = OK if free >= ROOM else NOTE
    size = f"{free / 1e9:,.1f} GB"
    remedy = Text(
        zh='一万个网页约需 0.3 GB；腾出空间，或设 store_html = "off"。',
        en='Ten thousand pages take about 0.3 GB: free some space, or set store_html = "off".',
    )
    return Symptom(state, Text(zh="磁盘剩余", en="free disk"), _same(size), remedy if state == NOTE else None)


# -- sites ------------------------------------------------------------------------------------------


def site(settings: Settings, name: str, start: str) -> Iterator[Symptom]:
    """Name resolution, robots.txt, the start page and the sitemap of one site."""
    from crawler.plan import plan_for, start_url
    from crawler.urls import host_key

    url = start_url(start)
    what = _same(name if name == url else f"{name} {url}")
    host = host_key(url).rpartition(":")[0] or host_key(url)
    try:
        plan = plan_for(url, settings.sites, settings.http)
    except XunluError as error:
        yield Symptom(BAD, what, error.what, error.rows[-1][1] if error.rows else None, error.exit_code)
        return
    try:
        if not plan.entry.proxy:  # which resolves names for us
            socket.getaddrinfo(host.strip("[]"), None)
    except OSError:
        yield Symptom(
            BAD, what, Text(zh=f"域名 {host} 无法解析", en=f"host {host} does not resolve"),
            Text(zh="检查拼写和网络；公司内网可能要用代理。", en="Check the spelling and the network."), Exit.CRAWL_FAILED,
        )  # fmt: skip
        return
    yield from asyncio.run(_asked(url, what, plan))


async def _asked(url: str, what: Text, plan: Plan) -> list[Symptom]:
    from crawler.probes import PAGE_BYTES, Prober
    from crawler.robots import MAX_BYTES as ROBOTS_BYTES
    from crawler.robots import from_response
    from crawler.urls import origin

    prober = Prober(plan.entry.user_agent, SECONDS, plan.entry.headers, entry=plan.entry, guard=plan.guard)
    try:
        reply = await prober.fetch(f"{origin(url)}/robots.txt", ROBOTS_BYTES)
        robots = from_response(reply.status, reply.body, reply.error)
        verdict = robots.verdict("xunlu", url)
        found = [_robots(what, robots.closed, verdict.allowed, verdict.line, verdict.rule)]
        if verdict.allowed:
            found.append(_page(what, await prober.fetch(url, PAGE_BYTES)))
            sitemap = (list(robots.sitemaps) or [f"{origin(url)}/sitemap.xml"])[0]
            answer, reader, _ = await prober.sitemap(sitemap)
            found.append(_sitemap(what, sitemap, answer.status, reader.kind, reader.urls))
        return found
    finally:
        await prober.transport.aclose()


def _robots(what: Text, closed: str, allowed: bool, line: int, rule: str) -> Symptom:
    if closed:
        why = UNREACHABLE.get(closed, Text(zh=closed, en=closed))
        said = Text(
            zh=f"robots.txt 读不到（{why.zh}），整站不抓",
            en=f"robots.txt cannot be read ({why.en}): nothing is crawled",
        )
        if closed in UNREACHABLE:
            return Symptom(BAD, what, said, OPENED.get(closed, NO_ANSWER), Exit.CRAWL_FAILED)
        return Symptom(
            BAD,
            what,
            said,
            Text(
                zh="没有 robots.txt 时应返回 404；5xx 时等服务器恢复。",
                en="A site without one answers 404; after 5xx wait for the server.",
            ),
            Exit.CRAWL_FAILED,
        )
    if not allowed:
        said = Text(
            zh=f"robots.txt 第 {line} 行禁止抓取首页：{rule}",
            en=f"line {line} of robots.txt forbids the start page: {rule}",
        )
        return Symptom(
            BAD,
            what,
            said,
            Text(
                zh="自己的网站请改 robots.txt；别人的网站请不要抓取。",
                en="Your own site: change robots.txt. Somebody else's: leave it alone.",
            ),
            Exit.CRAWL_FAILED,
        )
    return Symptom(OK, what, Text(zh="robots.txt 允许抓取", en="robots.txt allows crawling"))


def _page(what: Text, reply: object) -> Symptom:
    from crawler.extract import is_html
    from crawler.probes import Reply

    assert isinstance(reply, Reply)
    if reply.status is None:
        why = UNREACHABLE.get(reply.error, Text(zh=reply.error, en=reply.error))
        said = Text(zh=f"首页打不开（{why.zh}）", en=f"the start page does not open ({why.en})")
        return Symptom(
            BAD,
            what,
            said,
            Text(
                zh="在浏览器里打开它；证书、防火墙、代理都可能是原因。",
                en="Open it in a browser; certificate, firewall or proxy may be the cause.",
            ),
            Exit.CRAWL_FAILED,
        )
    if not 200 <= reply.status < 300:
        said = Text(zh=f"首页返回 {reply.status}", en=f"the start page answers {reply.status}")
        return Symptom(
            BAD,
            what,
            said,
            Text(
                zh="403、429 多半是防爬虫；请网站管理员放行 User-Agent 中的 xunlu。",
                en="403 and 429 are mostly bot protection: ask its owner to let the User-Agent xunlu in.",
            ),
            Exit.CRAWL_FAILED,
        )
    if not is_html(reply.content_type, reply.body):
        said = Text(zh=f"首页不是 HTML（{reply.content_type}）", en=f"the start page is no HTML ({reply.content_type})")
        return Symptom(BAD, what, said, Text(zh="检查 start。", en="Check start."), Exit.CRAWL_FAILED)
    return Symptom(
        OK,
        what,
        Text(
            zh=f"首页返回 {reply.status}，{len(reply.body):,} 字节",
            en=f"the start page answers {reply.status}, {len(reply.body):,} bytes",
        ),
    )


def _sitemap(what: Text, url: str, status: int | None, kind: str, urls: int) -> Symptom:
    if status == 200 and kind not in ("", "unreadable"):
        return Symptom(OK, what, Text(zh=f"站点地图 {url}：{urls:,} 条", en=f"sitemap {url}: {urls:,} entries"))
    said = Text(zh=f"没有可用的站点地图（{url}）", en=f"no usable sitemap ({url})")
    return Symptom(
        NOTE,
        what,
        said,
        Text(
            zh="没有站点地图就找不到孤立网页；可由 xunlu export sitemap 生成。",
            en="Orphan pages cannot be found without one; xunlu export sitemap makes it.",
        ),
    )
