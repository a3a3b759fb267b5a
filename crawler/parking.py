"""Domains that nobody uses: for sale, or parked with advertisements. Told by the host that answers, or by what it says."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Services to which registrars send visitors of a domain without a site.
_HOSTS = re.compile(
    r"(?:^|\.)(?:sedo(?:parking)?\.com|dan\.com|afternic\.com|hugedomains\.com|parkingcrew\.net|bodis\.com|undeveloped\.com"
    r"|domainmarket\.com|buydomains\.com|above\.com|parklogic\.com|sav\.com|atom\.com|ename\.(?:com|net)|4\.cn"
    r"|mi\.aliyun\.com|am\.22\.cn|juming\.com|yumi\.com)\Z",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"域名(?:正在)?(?:出售|转让|拍卖|停放)|(?:出售|转让)(?:此|该|本)域名|(?:此|该|本)域名(?:可|正在|已)?(?:出售|转让|过期|到期)"
    r"|\bthis domain (?:name )?(?:is|may be) (?:for sale|parked|available)|\bbuy this domain\b|\bdomain (?:name )?for sale\b"
    r"|\bdomain (?:has )?expired\b|\bparked (?:free|domain)\b",
    re.IGNORECASE,
)
SHORT = 1500  # visible characters of a page that is no more than such a notice


def parking_host(url: str) -> str:
    """The host of ``url`` when it sells or parks domains, else ""."""
    host = (urlsplit(url).hostname or "").lower()
    return host if _HOSTS.search(host) else ""


def parked(url: str, title: str, text: str) -> str:
    """The sign by which a page shows that its domain is for sale or parked; "" for none.

    Args:
        url: where it answered, after redirects.
        text: its visible or main text; of a long page it says nothing, that may be an article.
    """
    if host := parking_host(url):
        return host
    match = _WORDS.search(title) or (_WORDS.search(text) if len(text) <= SHORT else None)
    return match.group() if match else ""
