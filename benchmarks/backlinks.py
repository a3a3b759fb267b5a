"""Imported backlinks at a million rows: time and peak memory of each command, in processes of their own."""

from __future__ import annotations

import argparse
import datetime
import os
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import cost
from crawler.offline import load_site
from crawler.store import open_store

WORDS = (
    "紫砂壶",
    "普洱茶",
    "茶舍",
    "点击这里",
    "teapot",
    "https://shop.example/",
    "龙井产地",
    "茶席",
    "批发紫砂壶",
    "好茶",
)
HEAD = "Page ascore,Source title,Source url,Target url,Anchor,External links,Nofollow,First seen,Last seen,Lost link,IP address"
DOMAINS, TARGETS, PAGES = 60_000, 20_000, 2_000
COMMANDS = (
    ("import backlinks links.csv --site shop", "import, judged"),
    ("links backlinks", "assessment, made and kept"),
    ("links backlinks", "assessment, kept"),
    ("links backlinks --domains --format csv -o domains.csv", "list of domains"),
    ("links backlinks --intersect --format csv -o intersect.csv", "intersection"),
    ("export backlinks -o all.csv", "export"),
    ("report -o first.html", "report, with the audit of 2,000 pages"),
    ("report -o report.html", "report alone"),
)


def main() -> None:
    """Write a table of random links (the same each time), import it, and measure what reads it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with TemporaryDirectory(prefix="xunlu-backlinks-") as name:
        folder = Path(name)
        _site(folder)
        _links(folder / "links.csv", rows)
        print(f"| {rows:,} rows | seconds | CPU seconds | peak MB |\n| --- | --- | --- | --- |")
        for command, what in COMMANDS:
            run = [sys.executable, "-m", "xunlu", "--db", "x.db", *command.split()]
            found = cost(run, folder, {**os.environ, "PYTHONPATH": str(Path.cwd())})
            if found.code:
                sys.exit(f"{command}: exit code {found.code}\n{found.output}")
            print(f"| {what} | {found.wall_s:.1f} | {found.cpu_s:.1f} | {found.peak_mb:.0f} |", flush=True)


def _site(folder: Path) -> None:
    page = '<html lang="zh"><title>{0}</title><h1>{0}</h1><p>{0}产地直发，全场包邮。</p>{1}</html>'
    links = "".join(f'<a href="/p/{n}.html">{n}</a>' for n in range(PAGES))
    answers = {
        "/": page.format("紫砂壶", links),
        **{f"/p/{n}.html": page.format(f"紫砂壶{n}", "") for n in range(PAGES)},
    }
    with open_store(folder / "x.db", create=True) as store:
        load_site(store, answers, base="https://shop.example", name="shop")


def _links(path: Path, rows: int) -> None:
    draw = random.Random(7)
    first = datetime.date(2024, 1, 1)
    with path.open("w", encoding="utf-8") as file:
        print(HEAD, file=file)
        for n in range(rows):
            domain, target = int(DOMAINS * draw.random() ** 3), int(TARGETS * draw.random() ** 2)
            cells = (
                draw.randrange(100), f"{draw.choice(WORDS)}怎么选{n % 1000}", f"https://www.site{domain}.com/p/{n}.html",
                f"https://shop.example/p/{target}.html", f"{draw.choice(WORDS)}{draw.randrange(300) if n % 3 else ''}", draw.randrange(300),
                draw.choice(("true", "false", "")), first + datetime.timedelta(days=draw.randrange(1000)), "2026-10-01",
                "true" if n % 20 == 0 else "false", f"10.{domain >> 8 & 255}.{domain & 255}.{draw.randrange(255)}",
            )  # fmt: skip
            print(*cells, sep=",", file=file)


if __name__ == "__main__":
    main()
