"""What one answer is: a page with its facts, a redirect, a challenge, an unchanged page."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from configs.text import Text
from crawler.challenge import challenge_of
from crawler.custom_guard import GuardedRules
from crawler.extract import extract
from crawler.reading_guard import LARGE_PAGES, UnreadError, is_large
from crawler.records import Extracted, Lease, PageRecord
from crawler.urls import Resolver, host_key, joined

log = logging.getLogger("xunlu.crawl")

Values = tuple[tuple[str, int, str], ...]


class Reader:
    """Reads the answers of one site.

    Args:
        resolver: writes the site's URLs in one form.
        rules: of custom extraction; None = there are none.
    """

    def __init__(self, resolver: Resolver, rules: GuardedRules | None) -> None:
        self.resolver, self.rules = resolver, rules

    def close(self) -> list[Text]:
        """End what large pages and rules of extraction may have begun; what is to be told of the rules."""
        LARGE_PAGES.close()
        if self.rules is None:
            return []
        self.rules.close()
        return self.rules.complaints()

    def location(self, lease: Lease, status: int, headers: Mapping[str, str]) -> str:
        """Where a redirect leads: absolute and normalised; "" when it leads nowhere or is none."""
        location = headers.get("location", "") if 300 <= status < 400 else ""
        return (self.resolver.resolve(lease.url, location) or "") if location else ""

    def detour(self, lease: Lease, headers: Mapping[str, str]) -> str:
        """Where a redirect leads that is written otherwise and yet the same URL in the site's form; "" for others."""
        location = headers.get("location", "")
        if not location or self.resolver.resolve(lease.url, location) != lease.url:
            return ""
        place = joined(lease.url, location)
        return place if place != lease.url and host_key(place) == host_key(lease.url) else ""

    def challenge(self, status: int, headers: Mapping[str, str], body: bytes) -> str:
        """Who asks for proof of a human instead of answering; "" for nobody."""
        return challenge_of(status, headers, body)

    def page(
        self, lease: Lease, address: str, status: int, headers: dict[str, str], body: bytes, known: dict[str, Any]
    ) -> tuple[Extracted, Values]:
        """Facts, links and extracted values; an error page's links lead nobody anywhere.

        Args:
            address: what was asked for: a slash more than in the lease's URL makes relative links lead elsewhere.
        """
        try:
            found = self._extracted(address, status, headers, body, known)
            if address != lease.url:
                found = replace(found, page=replace(found.page, url=lease.url))
            if 200 <= status < 300:
                return found, self._values(found)
            return replace(found, links=()), ()
        except UnreadError as error:
            return _unread(lease, status, str(error), {**known, "size_bytes": len(body)}), ()
        except Exception:
            log.exception("extracting %s", lease.url)  # a fault of ours: the page is not judged, the crawl goes on
            return _unread(lease, status, "extract-failed", known), ()

    def _extracted(
        self, address: str, status: int, headers: dict[str, str], body: bytes, known: dict[str, Any]
    ) -> Extracted:
        """Facts and links; a large page is read where it cannot take the crawl down with it."""
        kind = headers.get("content-type", "")
        read = LARGE_PAGES.extract if is_large(kind, body) else extract
        return read(
            address, body, content_type=kind, headers=headers, status=status, resolver=self.resolver, known=known
        )

    def _values(self, found: Extracted) -> Values:
        if self.rules is None or not found.page.is_html:
            return ()
        return tuple(self.rules.values(found.page.url, found.html))


def _unread(lease: Lease, status: int, error: str, known: Mapping[str, Any]) -> Extracted:
    """A page that could not be read; that weighs more than what was wrong with the answer."""
    return Extracted(PageRecord(lease.url, status, **{**known, "error": error}))
