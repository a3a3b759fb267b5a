"""Words of Han text a second: the segmenter of the keyword stage next to jieba, on the same text, in turns."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.results import SEGMENTATION, commit
from benchmarks.serving import ROOT
from crawler.text import HAN, han_chars
from keywords.engines import load_engine
from keywords.matching import copy_of
from keywords.segment import PreTokenizer

CORPUS = (ROOT / "tests/data/keywords/csl_sample.txt", ROOT / "tests/data/keywords/shop.txt")
GOAL = 10.0  # times as fast as jieba
PASSES = 100  # over the texts a round: after a turn of the other, the first pass finds nothing of its dictionary in the caches
_RUN = re.compile(f"[{HAN}]+")


def texts(files: list[Path]) -> list[str]:
    """Matching copies of the lines of some files, empty lines left out."""
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    return [copy for copy in map(copy_of, lines) if copy]


def seconds(work: Callable[[], object]) -> float:
    """CPU of a call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> int:
    """Compare, print, save. 1 when a Han run is cut differently, or the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.segmentation", description=__doc__)
    parser.add_argument("--file", type=Path, action="append", help="UTF-8 text; default: the corpus of the tests")
    parser.add_argument("--rounds", type=int, default=7, help="default: 7")
    parser.add_argument("--no-save", action="store_true", help=f"do not write {SEGMENTATION.name}")
    options = parser.parse_args()
    copies = texts(options.file or list(CORPUS))
    fast, jieba = load_engine("rjieba"), load_engine("jieba")
    runs = [run for copy in copies for run in _RUN.findall(copy)]
    unlike = [run for run in runs if fast.cut(run) != jieba.cut(run)]
    for run in unlike[:10]:
        print(f"cut differently: {run}", file=sys.stderr)

    def ours() -> None:
        for _ in range(PASSES):
            segmenter = PreTokenizer(fast)  # with nothing remembered
            for copy in copies:
                segmenter.tokens(copy)

    def theirs() -> None:
        for _ in range(PASSES):
            for copy in copies:
                jieba.cut(copy)

    pairs = [(seconds(ours), seconds(theirs)) for _ in range(options.rounds)]
    han = sum(map(han_chars, copies))
    ratios = [other / own for own, other in pairs]
    found = {
        "date": datetime.date.today().isoformat(), "commit": commit(), "han_chars": han, "runs": len(runs),
        "unlike": len(unlike), "ratio": round(statistics.median(ratios), 1),
        "least": round(min(ratios), 1), "most": round(max(ratios), 1),
        "chars_per_s": round(PASSES * han / statistics.median(own for own, _ in pairs)),
        "jieba_chars_per_s": round(PASSES * han / statistics.median(other for _, other in pairs)),
    }  # fmt: skip
    print(f"{han:,} Han characters in {len(runs):,} runs, {len(unlike)} of them cut differently")
    print(f"xunlu {found['chars_per_s']:>12,} characters/s\njieba {found['jieba_chars_per_s']:>12,} characters/s")
    print(f"ratio {found['ratio']} ({found['least']}-{found['most']}), goal {GOAL:.0f}")
    if not options.no_save:
        SEGMENTATION.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return int(bool(unlike) or statistics.median(ratios) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
