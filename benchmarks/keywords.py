"""The keyword commands on large shops: time and peak memory of each, in processes of their own.

`python -m benchmarks.keywords --pages 10000 --pages 100000`. The store is written without a network, from titles, JSON-LD and main
parts of rendered pages of the sample shop, about 1 ms a page; that is not measured. A shop of more than 10,000 pages is
several of that size one beside the other, each of whose pages has numbers of its own.
"""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import cost
from benchmarks.results import commit
from crawler.offline import load_site
from crawler.store import open_store
from labs.shop import make_shop

BASE = "https://shop.example/"
COMMANDS = (
    ("links", "links, which relevance needs"),
    ("keywords", "words, terms, places, market"),
    ("keywords top --limit 50", "terms of the site, stored"),
    ("keywords page / --limit 50", "a page as a whole"),
    ("keywords phrases --limit 50", "phrases of the site"),
    ("keywords words --limit 50", "words proposed"),
    ("keywords topics --limit 50", "topics, stored"),
    ("keywords titles --limit 50", "title and h1 patterns"),
    ("keywords expand longjing --limit 50", "longer phrases of a keyword"),
    ("brief longjing", "a brief with links to add"),
)
SHOP = 10_000  # pages rendered
_PARTS = re.compile(
    r'<html[^>]*>|<title>.*?</title>|<script type="application/ld\+json">.*?</script>|<main\b.*?</main>', re.S
)


def write_store(path: Path, pages: int, seed: int) -> int:
    """A store with clean sample shops of about so many pages; how many it has."""
    shop = make_shop(BASE, seed=seed, pages=min(pages, SHOP), clean=True)
    routes = ((one, shop.route(one)) for one in shop.paths())
    made = {one: _main(route.body) for one, route in routes if route and route.status == 200}
    found = {
        f"/{copy}{one}" if copy else one: html.replace("</main>", f"<p>No. {copy}-{at}</p></main>")
        for copy in range(max(1, pages // SHOP))
        for at, (one, html) in enumerate(made.items())
    }
    with open_store(path, create=True) as store:
        load_site(store, found, base=BASE)
    return len(found)


def _main(body: bytes) -> str:
    return "".join(_PARTS.findall(_text(body)))


def _text(body: bytes) -> str:
    """Some pages of the shop are in GB18030."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def main() -> int:
    """Measure and print; 1 when a command fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.keywords", description=__doc__)
    parser.add_argument("--pages", type=int, action="append", help="default: 10000")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    options = parser.parse_args()
    print(f"{datetime.date.today().isoformat()}, commit {commit()}, {os.cpu_count()} cores")
    for size in options.pages or [10_000]:
        with TemporaryDirectory(prefix="xunlu-bench-") as name:
            # Elsewhere: the memory of this process would count as that of what it starts.
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as writer:
                pages = writer.submit(write_store, Path(name) / "xunlu.db", size, options.seed).result()
            for command, what in COMMANDS:
                words = [sys.executable, "-m", "xunlu", "-q", *command.split()]
                found = cost(words, Path(name), {**os.environ, "PYTHONPATH": str(Path.cwd())})
                if found.code:
                    print(found.output, file=sys.stderr)
                    return 1
                each = 1000 * found.cpu_s / pages
                print(f"{pages:>7,} pages  {what:32} {found.wall_s:7.1f} s wall {found.cpu_s:7.1f} s CPU {each:6.2f} ms a page {found.peak_mb:6.0f} MB", flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
