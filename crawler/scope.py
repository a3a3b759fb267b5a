"""Which URLs belong to a crawl: hosts, folders, globs, parameters, limits against traps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from crawler.domains import site_domain
from crawler.urls import has_param, host_key, matches_any, path_query, trap, twin_host

WITHIN = ("hosts", "subdomains", "folder")
_DEFAULTS: dict[str, object] = {"within": "hosts", "trailing_slash": "keep"}  # the others default to nothing


class Scope:
    """Decides about one normalised URL at a time.

    Args:
        hosts: host keys (``host`` or ``host:port``) that count as internal.
        include: globs over path and query; at least one must match.
        exclude: globs of which none may match.
        ignore_params: query keys, ``*`` as wildcard; a URL with one of them is not fetched.
        within: ``hosts``; ``subdomains``: internal is also every host below the registrable domain of a start URL,
            at its port (addresses and names without a dot have none below them); ``folder``: of the hosts only
            what is below the folder of a start URL, which ends at the last slash of its path.
        starts: normalised start URLs, but with the slash at the end that their site wrote; for ``within``.

    Raises:
        ValueError: another ``within``, or no start URLs to take it from.
    """

    def __init__(
        self,
        hosts: Sequence[str],
        include: Sequence[str] = ("/**",),
        exclude: Sequence[str] = (),
        *,
        ignore_params: Sequence[str] = (),
        within: str = "hosts",
        starts: Sequence[str] = (),
    ) -> None:
        if within not in WITHIN or (within != "hosts" and not starts):
            raise ValueError(f"within is one of {', '.join(WITHIN)}, the last two with starts; not {within!r}")
        self.hosts = frozenset(hosts)
        self.include = () if tuple(include) == ("/**",) else tuple(include)
        self.exclude = tuple(exclude)
        self.ignore_params = tuple(ignore_params)
        self.domains = _domains(starts) if within == "subdomains" else ()
        self.folders = _folders(starts) if within == "folder" else {}
        self.all_folders = tuple(dict.fromkeys(folder for found in self.folders.values() for folder in found))

    def internal(self, host: str) -> bool:
        """Whether a host key is of the site."""
        return host in self.hosts or (bool(self.domains) and f".{host}".endswith(self.domains))

    def refusal(self, url: str) -> str:
        """Why the URL is not fetched: external, excluded, trap:...; empty when it is wanted."""
        host = host_key(url)
        if not self.internal(host):
            return "external"
        if self.folders and not self._in_folder(host, path_query(url)):
            return "excluded"
        if self.include and not matches_any(self.include, url):
            return "excluded"
        if self.exclude and matches_any(self.exclude, url):
            return "excluded"
        if self.ignore_params and "?" in url and has_param(url, self.ignore_params):
            return "excluded"
        shape = trap(url)
        return f"trap:{shape}" if shape else ""

    def _in_folder(self, host: str, place: str) -> bool:
        """A host without a start URL, such as one for images, may use the folders of all; ``/zh`` is ``/zh/``, too."""
        folders = self.folders.get(host, self.all_folders)
        return place.startswith(folders) or place.partition("?")[0] + "/" in folders


def _domains(starts: Sequence[str]) -> tuple[str, ...]:
    """Ends of the host keys below the domains of start URLs: ``.shop.cn``, ``.shop.test:8080``.

    Customers of one platform (``myshopify.com``, ``github.io``) are apart: it stands in the list's private part.
    """
    ends: dict[str, None] = {}
    for host in map(host_key, starts):
        port = host.partition(":")[2]
        if domain := site_domain(host):
            ends[f".{domain}" + (f":{port}" if port else "")] = None
    return tuple(ends)


def _folders(starts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Host key -> folders of its start URLs, ``/zh/`` for ``/zh/index.html``; a www or bare twin has the same."""
    found: dict[str, list[str]] = {}
    for url in starts:
        host = host_key(url)
        folder = path_query(url).partition("?")[0].rpartition("/")[0] + "/"
        for key in (host, twin_host(host)):
            if key:
                found.setdefault(key, []).append(folder)
    return {host: tuple(folders) for host, folders in found.items()}


def site_hosts(starts: Sequence[str], further: Sequence[str] = ()) -> list[str]:
    """Host keys of a site: those of its start URLs, their www or bare twins, and the configured ones."""
    own = [host_key(url) for url in starts]
    twins = [twin for host in own if (twin := twin_host(host))]
    return list(dict.fromkeys([*own, *twins, *further]))


def scope_hash(
    starts: Sequence[str],
    hosts: Sequence[str],
    include: Sequence[str],
    exclude: Sequence[str],
    strip: Sequence[str],
    **more: object,
) -> str:
    """Changes when other pages would belong to the crawl: such a crawl cannot be resumed.

    ``more`` are further decisive values by name (``within``, ``ignore_params``, ``sort_params``, ``trailing_slash``):
    texts, numbers or sequences, whose order does not count. Those at their default do not enter, so that the hash
    of a run stored before they existed stays what it was.
    """
    decisive: list[object] = [sorted(starts), sorted(hosts), list(include), list(exclude), sorted(strip)]
    further = {name: _plain(more[name]) for name in sorted(more) if more[name] and more[name] != _DEFAULTS.get(name)}
    text = json.dumps([*decisive, further] if further else decisive, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, (list, tuple, set, frozenset)) else value
