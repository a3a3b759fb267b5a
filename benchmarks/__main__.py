"""Lets crawlers fetch the same shop in turns and compares what it costs them."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence

from benchmarks.contenders import CONTENDERS, Contender, Run, missing, run
from benchmarks.results import LATEST, differences, load, merged, ratios, save, session
from benchmarks.serving import Served
from benchmarks.table import cost_rows, plain, ratio_rows

LARGE = 10_000  # pages of the size that the goals are about


def parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    names = [contender.name for contender in CONTENDERS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="pages of the shop (default: %(default)s)")
    parser.add_argument(
        "--pairs", type=int, help=f"rounds; a ratio is of two runs of one (default: 3, from {LARGE:,} pages on 5)"
    )
    parser.add_argument("--seed", type=int, default=1, help="seed of the shop (default: 1)")
    parser.add_argument(
        "--contenders", type=lambda text: text.split(","), default=names, metavar="A,B",
        help=f"who takes part (default: {','.join(names)})",
    )  # fmt: skip
    parser.add_argument("--no-save", action="store_true", help=f"do not write {LATEST.name}")
    found = parser.parse_args(arguments)
    found.pairs = found.pairs or (3 if found.size < LARGE else 5)
    if unknown := set(found.contenders) - set(names):
        parser.error(f"no contender {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return found


def rounds(contenders: Sequence[Contender], served: Served, size: int, pairs: int) -> list[Run]:
    """Every contender once a round; each second round backwards, so that a drift of the machine evens out."""
    done = []
    for number in range(1, pairs + 1):
        for contender in contenders if number % 2 else contenders[::-1]:
            one = run(contender, served, size, number)
            done.append(one)
            said = one.failure or f"{one.pages} pages, {one.cpu_ms_per_page:.2f} ms CPU a page, {one.wall_s:.1f} s"
            print(f"round {number}  {contender.name:16}{said}", file=sys.stderr, flush=True)
    return done


def main() -> int:
    """Measure, print, save. 1 when a contender failed or did not fetch the same pages."""
    options = parsed()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as an exception, so that children are ended
    chosen = [contender for contender in CONTENDERS if contender.name in options.contenders]
    absent = [contender.name for contender in chosen if missing(contender)]
    for name in absent:
        print(f"{name} is not installed (make bench does that) and takes no part", file=sys.stderr)
    present = [contender for contender in chosen if contender.name not in absent]
    with Served(options.size, options.seed) as served:
        done = rounds(present, served, options.size, options.pairs)
        head = session(options.size, served.pages, options.pairs, done, absent)
    results = merged({}, head, done)
    print(plain(ratio_rows(ratios(done))), plain(cost_rows(results["runs"])), sep="\n\n")
    if not options.no_save:
        save(merged(load(), head, done))
    for problem in (unequal := differences(done)):
        print(f"not the same pages: {problem}", file=sys.stderr)
    return int(bool(unequal) or any(one.failure for one in done))


if __name__ == "__main__":
    sys.exit(main())
