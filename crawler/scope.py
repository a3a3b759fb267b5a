"""Which URLs belong to a crawl: hosts, globs, limits against traps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from crawler.urls import host_key, matches_any, trap, twin_host


class Scope:
    """Decides about one normalised URL at a time.

    Args:
        hosts: host keys (``host`` or ``host:port``) that count as internal.
        include: globs over path and query; at least one must match.
        exclude: globs of which none may match.
    """

    def __init__(self, hosts: Sequence[str], include: Sequence[str] = ("/**",), exclude: Sequence[str] = ()) -> None:
        self.hosts = frozenset(hosts)
        self.include = () if tuple(include) == ("/**",) else tuple(include)
        self.exclude = tuple(exclude)

    def refusal(self, url: str) -> str:
        """Why the URL is not fetched: external, excluded, trap:...; empty when it is wanted."""
        if host_key(url) not in self.hosts:
            return "external"
        if self.include and not matches_any(self.include, url):
            return "excluded"
        if self.exclude and matches_any(self.exclude, url):
            return "excluded"
        shape = trap(url)
        return f"trap:{shape}" if shape else ""


def site_hosts(starts: Sequence[str], further: Sequence[str] = ()) -> list[str]:
    """Host keys of a site: those of its start URLs, their www or bare twins, and the configured ones."""
    own = [host_key(url) for url in starts]
    twins = [twin for host in own if (twin := twin_host(host))]
    return list(dict.fromkeys([*own, *twins, *further]))


def scope_hash(
    starts: Sequence[str], hosts: Sequence[str], include: Sequence[str], exclude: Sequence[str], strip: Sequence[str]
) -> str:
    """Changes when other pages would belong to the crawl: such a crawl cannot be resumed."""
    decisive = json.dumps(
        [sorted(starts), sorted(hosts), list(include), list(exclude), sorted(strip)], ensure_ascii=False
    )
    return hashlib.blake2b(decisive.encode(), digest_size=8).hexdigest()
