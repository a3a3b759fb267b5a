"""Imported figures of 200,000 keywords: time and peak memory of each command, in processes of their own."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.keywords import write_store
from benchmarks.measure import cost
from reports.xlsx import write_workbook

HEAD = ("关键词", "PC日检索量", "移动日检索量", "收录量", "竞价公司数量", "SEM点击价格", "排名", "网址")
NOUNS = ("紫砂壶", "龙井", "普洱茶", "白茶", "茶杯", "green tea", "teapot", "红茶")
WORDS = ("怎么选", "价格", "批发", "哪个好", "多少钱", "产地", "best", "for sale", "礼盒", "教程")
COMMANDS = (
    ("keywords", "the stage, so that it is there"),
    ("import keywords words.csv --date 2026-11-23", "import, CSV in GB18030"),
    ("import keywords words.csv --date 2026-11-23", "the same again, merged"),
    ("import keywords words.xlsx --date 2026-11-22", "import, XLSX"),
    ("keywords figures --format csv -o figures.csv", "figures, measured and written"),
    ("keywords opportunities --format csv -o matrix.csv", "the matrix, written"),
    ("keywords opportunities --quadrant quick", "quick wins on a terminal"),
)


def main() -> None:
    """Write tables of random keywords (the same each time), import them, and measure what reads them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures", description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=2_000)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="xunlu-figures-") as name:
        folder = Path(name)
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:  # its memory is not ours
            pages = apart.submit(_write, folder, options.rows, options.pages).result()
        print(
            f"| {options.rows:,} keywords, {pages:,} pages | seconds | CPU seconds | peak MB |\n| --- | --- | --- | --- |"
        )
        for command, what in COMMANDS:
            run = [sys.executable, "-m", "xunlu", "--db", "x.db", *command.split()]
            found = cost(run, folder, {**os.environ, "PYTHONPATH": str(Path.cwd())})
            if found.code:
                sys.exit(f"{command}: exit code {found.code}\n{found.output}")
            print(f"| {what} | {found.wall_s:.1f} | {found.cpu_s:.1f} | {found.peak_mb:.0f} |", flush=True)


def _write(folder: Path, rows: int, pages: int) -> int:
    """A store of about so many pages, and the tables; how many pages it has."""
    with (folder / "words.csv").open("w", encoding="gb18030") as file:
        for row in (HEAD, *_rows(rows)):
            print(*row, sep=",", file=file)
    write_workbook(folder / "words.xlsx", [("words", HEAD, _rows(rows))])
    return write_store(folder / "x.db", pages, 1)


def _rows(count: int) -> Iterator[tuple[object, ...]]:
    draw = random.Random(7)
    for n in range(count):
        searches = int(draw.paretovariate(0.8))
        ranked = draw.random() < 0.1
        yield (
            f"{draw.choice(NOUNS)} {n} {draw.choice(WORDS)}", searches, 2 * searches, int(10 ** draw.uniform(2, 8)), draw.randrange(40),
            f"{draw.uniform(0.2, 2):.2f}~{draw.uniform(2, 9):.2f}", draw.randint(1, 100) if ranked else "-", f"/p/{n % 500}.html" if ranked else "",
        )  # fmt: skip


if __name__ == "__main__":
    main()
