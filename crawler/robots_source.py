"""A robots.txt that a person names: a file, stdin, or the site of a URL."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from configs.app import App
from configs.errors import REMEDY, WHERE, WHY, CrawlError, InputError, SettingsError
from configs.reasons import reason
from configs.text import Text
from crawler.robots import MAX_BYTES, Robots, from_response, parse

NOWHERE = "https://example.invalid/"  # whose paths are asked for when a file is given

UNREACHABLE = {
    "dns": Text(zh="域名无法解析", en="the name does not resolve"),
    "refused": Text(zh="连接被拒绝", en="the connection is refused"),
    "timeout": Text(zh="超时，没有应答", en="no answer in time"),
    "tls": Text(zh="证书或 TLS 有问题", en="the certificate or TLS fails"),
    "private": Text(
        zh="域名指向本机或内网地址；要读它，在 xunlu.toml 的站点里写 allow_private",
        en="the name leads to this machine or a private network; to read it, set allow_private for its site in xunlu.toml",
    ),
    "reset": Text(zh="连接被中断", en="the connection breaks off"),
}
CHECK = Text(zh="检查网址、网络和服务器，再试一次。", en="Check the URL, the network and the server, and try again.")
CHECK_PATH = Text(
    zh="检查路径；标准输入写 -；站点写完整网址，如 https://shop.example/。",
    en="Check the path; stdin is written -; a site is written as a URL: https://shop.example/.",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A robots.txt: its bytes, what they say, and the address that paths are resolved against."""

    robots: Robots
    body: bytes
    base: str
    status: int | None = None  # of a site's answer; None: a file
    error: str = ""  # a redirect that led nowhere

    @property
    def unread(self) -> str:
        """Why there is nothing to read: "404", "503", "too-many-redirects"; empty when there is."""
        if self.error:
            return self.error
        return "" if self.status is None or 200 <= self.status < 300 else str(self.status)


def open_source(app: App, name: str) -> Source:
    """What ``name`` says: ``-``, an http(s) URL, else a file.

    Raises:
        CrawlError: 201, nobody answers at the URL.
        InputError: 424, the file cannot be read.
        SettingsError: 107, no usable URL.
    """
    if name.lower().startswith(("http://", "https://")):
        return _of_site(app, name)
    try:
        if name == "-":
            body = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                body = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else Text(zh="不是路径", en="no path")
        what = Text(zh=f"无法读取 robots.txt：{why.zh}", en=f"robots.txt cannot be read: {why.en}")
        raise InputError(424, what, [(WHERE, Text(name, name)), (REMEDY, CHECK_PATH)]) from error
    return Source(parse(body), body, NOWHERE)


def _of_site(app: App, name: str) -> Source:
    from crawler.plan import make_fetching, plan_for, start_url
    from crawler.probes import Prober
    from crawler.urls import origin

    url = start_url(name)
    fetching = make_fetching(app.settings.http)
    plan = plan_for(url, app.settings.sites, app.settings.http)

    async def ask() -> Source:
        entry = plan.entry
        prober = Prober(entry.user_agent, fetching.timeout, entry.headers, entry=entry, guard=plan.guard)
        async with prober.transport:
            reply = await prober.fetch(f"{origin(url)}/robots.txt", MAX_BYTES + 1)
        robots = from_response(reply.status, reply.body, reply.error)
        if robots.closed and not robots.closed.isdigit():
            raise _unreachable(origin(url), robots.closed)
        return Source(robots, reply.body, url, reply.status, reply.error)

    return asyncio.run(ask())


def _unreachable(place: str, cause: str) -> CrawlError:
    why = UNREACHABLE.get(cause, Text(zh=f"网络错误（{cause}）", en=f"network error ({cause})"))
    what = Text(zh=f"无法连接 {place}", en=f"cannot reach {place}")
    return CrawlError(201, what, [(WHY, why), (REMEDY, CHECK)])


def resolved(source: Source, written: str) -> str:
    """The address of a URL or a path of the site, as it is asked for; other than in a crawl nothing is stripped.

    Raises:
        SettingsError: 107, no usable URL; 180, a URL of another host.
    """
    import ada_url

    from crawler.urls import host_key

    try:
        url = ada_url.join_url(source.base, written).partition("#")[0]
    except (ValueError, UnicodeError):
        url = ""
    if not url.startswith(("http://", "https://")):
        raise SettingsError(
            107,
            Text(zh=f"不是可用的网址：{written}", en=f"not a usable URL: {written}"),
            [(REMEDY, Text(zh="写路径（/cart/）或完整网址。", en="Write a path (/cart/) or a whole URL."))],
        )
    if source.status is not None and host_key(url) != host_key(source.base):
        raise SettingsError(
            180,
            Text(zh=f"不是这个站点的网址：{written}", en=f"not a URL of this site: {written}"),
            [
                (WHY, Text(zh="robots.txt 只管自己的主机和端口。", en="A robots.txt speaks of its own host and port only.")),
                (REMEDY, Text(zh=f"另查它的站点：xunlu robots test {url}", en=f"Ask its own site: xunlu robots test {url}")),
            ],
        )  # fmt: skip
    return url
