"""Pages for readers in mainland China, and hosts that answer there slowly, now and then, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.records import PageRecord

# Hosts of services that mainland networks block or slow down, each with its subdomains. Google's fonts and hosted
# libraries answer at some times and places and not at others. Left out on purpose: google-analytics.com and
# doubleclick.net, which have servers in China, recaptcha.net, which is Google's address for it, and CDNs that only differ
# in speed (jsdelivr, unpkg, cdnjs).
UNRELIABLE = (
    "googleapis.com", "gstatic.com", "googletagmanager.com", "google.com", "googleusercontent.com", "blogger.com",
    "blogspot.com", "youtube.com", "youtube-nocookie.com", "ytimg.com", "facebook.com", "facebook.net", "fbcdn.net",
    "instagram.com", "cdninstagram.com", "twitter.com", "x.com", "twimg.com", "gravatar.com", "vimeo.com", "vimeocdn.com",
    "pinterest.com", "pinimg.com", "tumblr.com", "disqus.com", "disquscdn.com",
)  # fmt: skip
_ABROAD = ("tw", "hk", "mo", "sg", "my")


def for_mainland(page: PageRecord) -> bool:
    """Whether a page is in Simplified Chinese and for no other region: by its text, else by its language code."""
    subtags = page.lang.lower().replace("_", "-").split("-")
    if "hant" in subtags or any(region in subtags[1:] for region in _ABROAD):
        return False
    writing = page.facts.writing
    if writing.language:
        return writing.language == "zh" and writing.script != "hant"
    return not writing.script and subtags[0] == "zh"  # hardly any text


def unreliable(address: str, page_url: str = "", listed: Sequence[str] = UNRELIABLE) -> str:
    """The host of an address as written, when it is one of ``listed`` or below one and not the site's own; else ""."""
    try:
        host = (urlsplit(address.strip()).hostname or "").lower().rstrip(".")
        own = (urlsplit(page_url).hostname or "").lower()
    except ValueError:
        return ""
    if not host or host == own:
        return ""
    return host if any(host == one or host.endswith("." + one) for one in listed) else ""
