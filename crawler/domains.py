"""Registrable domains: what somebody has registered, ``shop.com.cn`` of ``m.shop.com.cn``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from crawler.urls import bare_host

if TYPE_CHECKING:
    from tldextract import TLDExtract

_ADDRESS = re.compile(r"[\d.:]+|\[.*")


@cache
def _suffixes() -> TLDExtract:
    """The list of suffixes that the library brings; nothing is downloaded."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def registrable_domain(host: str) -> str:
    """The registrable domain of ``host`` or ``host:port``; the host itself for addresses and names without a dot."""
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return _suffixes()(name).top_domain_under_public_suffix or name


def owner_of(url: str) -> str:
    """The registrable domain of an address; host and port where there is none."""
    host = bare_host(url)
    return host if _ADDRESS.fullmatch(host) or "." not in host else registrable_domain(host)


def site_domain(host: str) -> str:
    """The domain whose hosts belong to one site: customers of a platform (``a.myshopify.com``) are apart.

    Empty for addresses and names without a dot.
    """
    name = host.partition(":")[0]
    found = _suffixes()(name, include_psl_private_domains=True)
    domain = found.top_domain_under_public_suffix
    if not found.suffix and "." in name and not found.ipv4:  # a domain of an intranet: .test, .lan
        domain = name.removeprefix("www.")
    return "" if host.startswith("[") else domain
