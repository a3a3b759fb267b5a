"""Rows of the table ``probes``: what was asked beside the pages, and the facts of its answer.

kind          url                  body
robots        of robots.txt        the file
robots-meta   of robots.txt        how it came: RobotsMeta keys below
random-path   the path             main text of the answer
llms          of llms.txt          the file
tls           of the host          facts of certificate and versions (crawler/tls.py)
network       of the host          addresses, families, dns_ms, connect_ms, tls_ms, http, server (crawler/network.py)
sitemap       of a sitemap file    how it came, and what it holds beside addresses (crawler/sitemap_store.py)
variant       a form of a page     of, role, hops, final, final_status, text_hash (crawler/probe_variants.py)
alias         a name of the home   location, final, title, canonical, text_hash, like_random
favicon       of favicon.ico       content_type, bytes, kind, final
indexnow      of the key file      content_type, bytes, matches
after         the start URL        what the end of the crawl gave reason to ask for (crawler/after.py)
cookie        a page               kind, without, cookies, hops, final, final_status, jaccard (crawler/cookie_visits.py)
imitation     the start URL        pages, turned_away; error unverified: not proven to be ours (crawler/after.py)
imitated      a page               final, views: as, by, status, final, refused, steady, jaccard ... (crawler/imitating.py)
partner       a partner's page     agreed, state, final, links, outlinks, closed_to, home ... (crawler/partners.py)
dead-links    of the file          kind, listed, bytes, ended, alive, unknown, examples (crawler/dead_link_file.py)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from crawler.interning import Interner
from crawler.store import Store

ADD = (
    "insert into probes values (?, ?, ?, ?, ?, ?) on conflict do update set status = excluded.status,"
    " error = excluded.error, body = excluded.body"
)


class Probe(NamedTuple):
    """One row. ``body`` is a text, or facts that are stored as JSON."""

    kind: str
    url: str
    status: int | None = None  # of the first answer; None: no answer, or not one request
    error: str = ""
    body: str | Mapping[str, object] = ""

    @property
    def text(self) -> str:
        """The body as stored."""
        if isinstance(self.body, str):
            return self.body
        return json.dumps(self.body, ensure_ascii=False, sort_keys=True)


def keep_probe(store: Store, run_id: int, interner: Interner, probe: Probe) -> None:
    """Store a row; one of the same kind and URL is replaced."""
    with store.atomic() as db:
        interner.url(probe.url)
        db.execute(ADD, [run_id, probe.kind, probe.url, probe.status, probe.error, probe.text])
