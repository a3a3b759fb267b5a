"""Files for engines made from a crawl: a sitemap of what may be indexed, and the list of dead links for Baidu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from configs.output import place_in, write_text
from crawler.store import Store
from crawler.urls import origin

MAX_URLS = 50_000  # of one file: the limit of the protocol, and of Baidu
MAX_BYTES = 10_000_000  # Baidu's limit; the protocol allows 50 MB
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

INDEXABLE = "select url from v_pages where run_id = ? and indexable order by depth is null, depth, url_id"
# Gone for good: what may come back (5xx, no answer) is no dead link.
DEAD = """
    select p.url from v_pages p where p.run_id = ? and p.status in (404, 410)
        and exists (select 1 from urls u join run_hosts h on h.run_id = p.run_id and h.host_id = u.host_id
            where u.url_id = p.url_id)
    order by p.url_id
"""


def indexable_urls(store: Store, run_id: int) -> Iterator[str]:
    """URLs that belong in a sitemap: status 200, indexable, canonical; nearest to home first."""
    return (url for (url,) in store.db.execute(INDEXABLE, [run_id]))


def dead_urls(store: Store, run_id: int) -> Iterator[str]:
    """URLs of the site that answered 404 or 410."""
    return (url for (url,) in store.db.execute(DEAD, [run_id]))


def as_xml(urls: Iterable[str]) -> str:
    """One sitemap file."""
    lines = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
    return f"{HEAD}<urlset {NAMESPACE}>\n{lines}</urlset>\n"


def as_text(urls: Iterable[str]) -> str:
    """One URL a line."""
    return "".join(f"{url}\n" for url in urls)


FORMATS: dict[str, Callable[[Iterable[str]], str]] = {"xml": as_xml, "txt": as_text}


def parts(urls: Iterable[str]) -> Iterator[list[str]]:
    """Files' worth of URLs: at most 50,000 and 10 MB each, in XML form."""
    part: list[str] = []
    size = 200
    for url in urls:
        grown = len(escape(url)) + 40
        if part and (len(part) >= MAX_URLS or size + grown > MAX_BYTES):
            yield part
            part, size = [], 200
        part.append(url)
        size += grown
    if part:
        yield part


def write_submission(path: Path, urls: Iterable[str], kind: str, site: str) -> tuple[list[Path], int]:
    """Write one file, or numbered ones and an index; returns the files and the number of URLs.

    Args:
        path: of the single file, or of the index (XML) when there are several.
        kind: xml or txt.
        site: URL of the site; the index names its files there.

    Raises:
        StoreError: a file cannot be written.
    """
    written: list[Path] = []
    count, held = 0, None
    for number, part in enumerate(parts(urls), 1):
        count += len(part)
        if held is None and number == 1:
            held = part
            continue
        if held is not None:
            written.append(_write(_numbered(path, 1), held, kind))
            held = None
        written.append(_write(_numbered(path, number), part, kind))
    if held is not None or not written:
        return [_write(path, held or [], kind)], count
    if kind == "xml":
        write_text(path, _index(written, site))
        written.append(path)
    return written, count


def _write(path: Path, urls: list[str], kind: str) -> Path:
    write_text(path, FORMATS[kind](urls))
    return path


def _numbered(path: Path, number: int) -> Path:
    return place_in(path.parent, f"{path.stem}-{number}{path.suffix}")


def _index(files: Iterable[Path], site: str) -> str:
    lines = "".join(f"<sitemap><loc>{escape(f'{origin(site)}/{file.name}')}</loc></sitemap>\n" for file in files)
    return f"{HEAD}<sitemapindex {NAMESPACE}>\n{lines}</sitemapindex>\n"
