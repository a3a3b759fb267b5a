"""A run whose pages are in the store without having been fetched, and a pass over what they refer to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from configs.settings import Crawl, Http, Site
from crawler.extract import extract
from crawler.facts import facts_to_json
from crawler.fetching.obeying import Obeyed
from crawler.interning import Interner
from crawler.plan import Plan, make_plan, with_entry
from crawler.records import Run
from crawler.resources import Checked, check_resources
from crawler.runs import create_run
from crawler.store import Store
from crawler.urls import host_key

ROW = "url, kind, status, error, content_type, size_bytes, ms, method, final, final_status, hops, pages, example"


@dataclass
class Resource:
    """One row of v_resources."""

    url: str
    kind: str
    status: int | None
    error: str | None
    content_type: str
    size_bytes: int | None
    ms: int | None
    method: str
    final: str | None
    final_status: int | None
    hops: int
    pages: int
    example: str


class CrawledSite:
    """A site at ``start`` with pages given as HTML by path.

    Args:
        settings: of ``[sites.NAME.crawl]``.
        site: other settings of the site.
    """

    def __init__(
        self, store: Store, start: str, pages: Mapping[str, str] | None = None, *, http: Http | None = None,
        site: Mapping[str, object] | None = None, **settings: object,
    ) -> None:  # fmt: skip
        self.store, self.start = store, start.rstrip("/")
        crawl = replace(Crawl(check_resources="head", check_external="head"), **settings)
        plan = make_plan("shop", replace(Site(start=(start,), crawl=crawl), **(site or {})))
        self.plan: Plan = with_entry(plan, http or Http())
        self.run: Run = create_run(
            store,
            name="shop",
            role="target",
            start_url=self.plan.starts[0],
            hosts=self.plan.hosts,
            settings={},
            scope="",
        )
        for depth, (path, html) in enumerate((pages or {}).items()):
            self.add(path, html, depth=depth)

    def add(self, path: str, html: str, *, depth: int = 0) -> None:
        """Store a page that answered 200."""
        url = f"{self.start}{path}"
        extracted = extract(url, html.encode())
        digest = blake2b(html.encode(), digest_size=16).digest()
        with self.store.atomic() as db:
            interner = Interner(db)
            interner.add_urls([url, *(link.target for link in extracted.links)])
            interner.add_anchors(link.anchor for link in extracted.links)
            ids = interner.urls
            link_set = db.execute(
                "insert into link_sets (hash) values (?)", [f"{self.run.run_id} {url}".encode()]
            ).lastrowid
            db.executemany(
                "insert into links values (?, ?, ?, ?, ?, ?, ?)",
                [
                    (link_set, n, ids[link.target], interner.anchors[link.anchor], link.kind, link.rel, link.position)
                    for n, link in enumerate(extracted.links)
                ],
            )
            facts = facts_to_json(extracted.page.facts)
            db.execute("insert into document_facts values (?, ?) on conflict do nothing", [digest, facts])
            self.keep(url, depth=depth, document_hash=digest, link_set_id=link_set, is_html=1)

    def keep(self, url: str, *, depth: int = 0, status: int | None = 200, **columns: object) -> None:
        """A row of ``pages`` and of ``frontier``."""
        with self.store.atomic() as db:
            interner = Interner(db)
            url_id = interner.url(url)
            values = {"run_id": self.run.run_id, "url_id": url_id, "fetched": 1.0, "status": status, **columns}
            marks = ", ".join("?" * len(values))
            db.execute(f"insert into pages ({', '.join(values)}) values ({marks})", list(values.values()))
            db.execute(
                "insert into frontier (run_id, url_id, host_id, state, depth) values (?, ?, ?, 2, ?)",
                [self.run.run_id, url_id, interner.host(host_key(url)), depth],
            )

    def check(
        self, *, robots: Mapping[str, Obeyed] | None = None, timeout: float = 5.0, stop: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Checked:  # fmt: skip
        """One pass; the site's own robots.txt allow everything unless given."""
        known = {host: Obeyed() for host in self.plan.hosts} | dict(robots or {})
        return check_resources(self.store, self.run, self.plan, timeout, known, progress=progress, stop=stop)

    def rows(self) -> dict[str, Resource]:
        """Rows of v_resources by path on this site, by URL elsewhere."""
        found = self.store.db.execute(f"select {ROW} from v_resources where run_id = ?", [self.run.run_id])
        return {row[0].removeprefix(self.start): Resource(*row) for row in found}
