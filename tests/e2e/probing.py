"""Probing a site into a store, and what the store then says of it."""

import asyncio
import json

from crawler.batch import Batch
from crawler.interning import Interner
from crawler.probes import Prober, probe_site
from crawler.runs import create_run
from crawler.urls import host_key
from tests.e2e.hosts import THIS
from tests.e2e.tiny import Reply

HEAD = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
TEXT = "text/plain; charset=utf-8"


def urlset(*locs, lastmod=""):
    date = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return Reply(f"{HEAD}{''.join(f'<url><loc>{loc}</loc>{date}</url>' for loc in locs)}</urlset>", type="text/xml")


def index(*locs):
    return Reply(
        f"{INDEX}{''.join(f'<sitemap><loc>{loc}</loc></sitemap>' for loc in locs)}</sitemapindex>", type="text/xml"
    )


def probed(store, start, prober=None, sitemaps="auto", hosts=(), further=(), **options):
    """Probe a site into a new run; returns its id and the robots."""
    hosts = [host_key(start), *hosts]
    run = create_run(store, name=host_key(start), role="target", start_url=start, hosts=hosts, settings={}, scope="")
    batch = Batch(store, run.run_id, Interner(store.db), lambda url: "" if host_key(url) in hosts else "external")
    one = prober or Prober("xunlu/test", 5, {}, guard=THIS)

    async def probe():
        async with one.transport:
            return await probe_site(store, run.run_id, batch, [start, *further], hosts, sitemaps, one, **options)

    return run.run_id, asyncio.run(probe())


def rows(store, run_id, kind):
    """(status, error, body) of the probes of a kind, by path; JSON is read."""
    found = store.db.execute(
        "select url, status, error, body from probes where run_id = ? and kind = ? order by url", [run_id, kind]
    ).fetchall()
    return {
        "/" + url.split("/", 3)[3]: (status, error, json.loads(body) if body[:1] == "{" else body)
        for url, status, error, body in found
    }


def files(store, run_id, columns="status, kind, urls, error, origin, faults"):
    """Sitemap files in the order in which they are stored, by path."""
    found = store.db.execute(f"select url, {columns} from sitemaps where run_id = ? order by sitemap_id", [run_id])
    return {"/" + url.split("/", 3)[3]: tuple(rest) for url, *rest in found}


def faults(store, run_id, path="/sitemap.xml"):
    """Counts and examples of a file's faults."""
    counts, examples = files(store, run_id, "faults, examples")[path]
    return json.loads(counts), json.loads(examples)


def listed(store, run_id):
    return [
        url
        for (url,) in store.db.execute(
            "select u.url from sitemap_urls s join urls u using (url_id) where s.run_id = ? order by url_id", [run_id]
        )
    ]
