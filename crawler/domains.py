"""Registrable domains: what somebody has registered, ``shop.com.cn`` of ``m.shop.com.cn``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


@cache
def _suffixes() -> TLDExtract:
    """The list of suffixes that the library brings; nothing is downloaded."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def registrable_domain(host: str) -> str:
    """The registrable domain of ``host`` or ``host:port``; the host itself for addresses and names without a dot."""
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return _suffixes()(name).top_domain_under_public_suffix or name
