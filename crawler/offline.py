"""A site from given answers instead of a network: saved pages, examples of checks, tests. The same rows as a crawl."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.batch import Batch
from crawler.extract import extract
from crawler.finish import finish
from crawler.frontier import Candidate, State, StoreFrontier
from crawler.interning import Interner
from crawler.probe_rows import Probe, keep_probe
from crawler.records import Extracted, Lease, Outcome, PageRecord
from crawler.robots import from_response
from crawler.runs import close_run, create_run
from crawler.sitemap_store import GUESSES, SitemapFiles, named_sitemaps
from crawler.sitemaps import Sitemap
from crawler.store import Store
from crawler.urls import Resolver, host_key, normalise

RETRIED = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a URL answers. ``error`` (timeout, refused ...) means that it does not."""

    html: str = ""
    body: bytes = b""  # instead of ``html``: as sent, in any charset
    status: int = 200
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    ttfb_ms: int | None = 50
    error: str | None = None


def load_site(
    store: Store,
    answers: Mapping[str, str | Answer],
    *,
    base: str = "https://example.com",
    robots: str = "",
    sitemap: Iterable[str] = (),
    name: str = "example",
    role: str = "target",
    random_path: str = "",
    tls: Mapping[str, object] | None = None,
    probes: Iterable[Probe] = (),
    files: Iterable[Mapping[str, Any]] = (),
    backlinks: Mapping[str, object] | None = None,
    complete: bool = True,
) -> int:
    """Write a finished run whose pages answer as given.

    Args:
        answers: by path ("/a?b=1"); a bare string is a 200 HTML page. "/" is the start URL. "/robots.txt",
            "/llms.txt", "/sitemap.xml" and the sitemaps that robots.txt names are read as such.
        robots: text of robots.txt; empty = 404.
        sitemap: paths the sitemap lists; those that end in .xml are files of an index above it. Empty: the sitemap
            files among ``answers``.
        random_path: HTML that a random path answers with status 200; empty = 404.
        tls: facts of the host as ``crawler.tls.inspect`` tells them; None = not known.
        probes: further rows of what was asked beside the pages, such as ``Probe("variant", "http://example.com/", 301,
            body={"final": "https://example.com/", "final_status": 200})``.
        files: images, styles and scripts that were asked for, as columns of ``v_resources`` by name: url and kind, and
            status, error, content_type, size_bytes, final, final_status, hops, pages and example, a path, where known.
        backlinks: what imported backlinks come to, as ``figures`` of backlink_assessments; None = none were imported.
        complete: whether the crawl saw everything.

    Returns:
        The run's id.
    """
    base, sitemap = base.rstrip("/"), list(sitemap)
    with store.atomic() as db:
        run = create_run(
            store, name=name, role=role, start_url=f"{base}/", hosts=[host_key(base)], settings={}, scope=""
        )
        interner, frontier = Interner(db), StoreFrontier(store, run.run_id)
        batch = Batch(store, run.run_id, interner, lambda url: "" if host_key(url) == host_key(base) else "external")
        given = {path: Answer(one) if isinstance(one, str) else one for path, one in answers.items()}
        if robots:
            given["/robots.txt"] = Answer(robots)
        for probe in (*_probes(base, given, random_path, tls), *probes):
            keep_probe(store, run.run_id, interner, probe)
        maps = _sitemap_files(batch, base, given) if not sitemap else []
        _sitemap(store, run.run_id, interner, frontier, base, sitemap)
        pages = {path: one for path, one in given.items() if path not in ("/robots.txt", "/llms.txt", *maps)}
        _fetch(batch, frontier, interner, base, pages)
        batch.flush()
        _end(store, run.run_id, complete)
        for one in files:
            _keep_file(store, run.run_id, interner, base, one)
        if backlinks:
            _keep_backlinks(store, run.run_id, name, backlinks)
    return run.run_id


def _end(store: Store, run_id: int, complete: bool) -> None:
    # What is linked but not answered for was never asked: a 404 would be an answer.
    store.db.execute(
        "update frontier set state = ?, reason = 'offline' where run_id = ? and state = 0", [State.REFUSED, run_id]
    )
    close_run(store, run_id, "complete" if complete else "partial", "finished" if complete else "max-pages")
    finish(store, run_id)


def _keep_backlinks(store: Store, run_id: int, name: str, figures: Mapping[str, object]) -> None:
    linked = store.db.execute("insert into linked_sites (name) values (?) returning linked_id", [name]).fetchone()[0]
    store.db.execute(
        "insert into backlink_assessments values (?, ?, '{}', strftime('%Y-%m-%dT%H:%M:%SZ'), ?, '{}')",
        [linked, run_id, json.dumps(figures, ensure_ascii=False)],
    )


def _keep_file(store: Store, run_id: int, interner: Interner, base: str, given: Mapping[str, Any]) -> None:
    """One row of ``resources``, as if it had been asked for with GET."""
    url, page = given["url"], f"{base}{given.get('example', '/')}"
    final = given.get("final")
    row = (
        run_id, interner.url(url), given["kind"], given.get("status", 200), given.get("error"),
        given.get("content_type", ""), given.get("size_bytes"), given.get("ms", 50), given.get("method", "GET"),
        interner.url(final) if final else None, given.get("final_status"), given.get("hops", int(bool(final))),
        given.get("pages", 1), interner.url(page),
    )  # fmt: skip
    columns = (
        "run_id, url_id, kind, status, error, content_type, size_bytes, ms, method, final_id, final_status, hops, pages,"
        " example_id"
    )
    store.db.execute(f"insert into resources ({columns}) values ({', '.join('?' * len(row))})", row)


def _fetch(batch: Batch, frontier: StoreFrontier, interner: Interner, base: str, pages: Mapping[str, Answer]) -> None:
    resolver = Resolver()
    for path, answer in pages.items():
        url = normalise(base + path) or base
        tries = 2 if answer.error or answer.status in RETRIED else 0  # as a crawl asks twice more
        lease = Lease(interner.url(url), url, interner.host(host_key(base)), int(path != "/"), 0, tries)
        frontier.add([Candidate(lease.url_id, lease.host_id, lease.depth)])
        batch.add(_outcome(lease, answer, resolver))


def _outcome(lease: Lease, answer: Answer, resolver: Resolver) -> Outcome:
    now = time.time()
    if answer.error:
        return Outcome(lease, Extracted(PageRecord(lease.url, error=answer.error)), now)
    headers = {key.lower(): value for key, value in answer.headers.items()}
    kind = headers.get("content-type", "text/html" if answer.body else "text/html; charset=utf-8")
    found = extract(
        lease.url,
        answer.body or answer.html.encode("utf-8"),
        content_type=kind,
        headers=headers,
        status=answer.status,
        resolver=resolver,
    )
    page = replace(
        found.page, ttfb_ms=answer.ttfb_ms, download_ms=None if answer.ttfb_ms is None else answer.ttfb_ms + 10
    )
    target = resolver.resolve(lease.url, answer.location) if answer.location else ""
    return Outcome(lease, replace(found, page=page), now, target or "")


def _probes(
    base: str, given: Mapping[str, Answer], random_path: str, tls: Mapping[str, object] | None
) -> Iterator[Probe]:
    page = extract(f"{base}/xunlu-random", random_path.encode("utf-8")).page if random_path else None
    text = page.main_text if page else ""
    yield Probe("random-path", f"{base}/xunlu-random", 200 if page else 404, "", text)
    yield Probe("robots", f"{base}/robots.txt", *_answered(given.get("/robots.txt")))
    yield Probe("llms", f"{base}/llms.txt", *_answered(given.get("/llms.txt")))
    if tls:
        yield Probe("tls", f"{base}/", body=tls)


def _answered(answer: Answer | None) -> tuple[int | None, str, str]:
    """Status, error and body of a probe."""
    if answer is None:
        return 404, "", ""
    if answer.error:
        return None, answer.error, ""
    return (
        answer.status,
        "",
        (answer.html or answer.body.decode("utf-8-sig", "replace")) if answer.status == 200 else "",
    )


def _sitemap_files(batch: Batch, base: str, given: Mapping[str, Answer]) -> list[str]:
    """Read the sitemaps among the answers; returns their paths."""
    status, error, body = _answered(given.get("/robots.txt"))
    robots = from_response(status, body.encode("utf-8"), error)
    files = SitemapFiles(
        batch.store,
        batch.run_id,
        batch,
        named_sitemaps(f"{base}/", robots, "auto"),
        tuple(f"{base}{path}" for path in GUESSES),
        f"{base}/",
    )
    read = []
    for url in files.addresses():
        path, reader = url.removeprefix(base), Sitemap()
        answer = given.get(path, Answer(status=404))
        fine = answer.status == 200 and not answer.error
        entries = [*reader.feed(answer.body or answer.html.encode("utf-8")), *reader.close()] if fine else []
        files.keep(url, None if answer.error else answer.status, answer.error or "", reader, entries)
        read.append(path)
    return read


def _sitemap(
    store: Store, run_id: int, interner: Interner, frontier: StoreFrontier, base: str, paths: list[str]
) -> None:
    children = [path for path in paths if path.endswith(".xml")]
    urls = [url for path in paths if path not in children and (url := normalise(base + path))]
    if not urls:
        return
    db = store.db
    if children:
        db.execute(
            "insert into sitemaps (run_id, url, status, kind, urls, origin) values (?, ?, 200, 'index', ?, 'robots')",
            [run_id, f"{base}/sitemap-index.xml", len(children)],
        )
    sitemap_id = db.execute(
        "insert into sitemaps (run_id, url, status, kind, urls, origin) values (?, ?, 200, 'urlset', ?, 'robots')",
        [run_id, f"{base}/sitemap.xml", len(urls)],
    ).lastrowid
    interner.add_urls(urls)
    ids = [interner.urls[url] for url in dict.fromkeys(urls)]
    rows = [(run_id, url_id, sitemap_id) for url_id in ids]
    db.executemany("insert into sitemap_urls (run_id, url_id, sitemap_id, lastmod) values (?, ?, ?, '')", rows)
    frontier.add(Candidate(url_id, interner.host_of[url_id], 0, source=1) for url_id in ids)
