"""The results as tables: printed after a session, and as a block of docs/benchmarks.md.

`python -m benchmarks.table` writes the block anew; with --check it only says whether that would change it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from benchmarks.results import GRAPH, HISTORY, METRICS, SEGMENTATION, STAGES, load
from benchmarks.serving import ROOT

DOCS = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- results: begin, written by `python -m benchmarks.table` -->", "<!-- results: end -->"
Rows = list[tuple[str, ...]]


def ratio_rows(ratios: Sequence[dict[str, Any]]) -> Rows:
    """Head and one row a comparison."""
    rows: Rows = [("of", "against", "what", "pairs", "median", "min-max", "goal", "met")]
    for one in ratios:
        goal = one["goal"]
        met = "" if goal is None else "yes" if one["median"] <= goal else "no"
        spread = f"{one['min']:.2f}-{one['max']:.2f}"
        wanted = "" if goal is None else f"<= {goal:.2f}"
        what = METRICS[one["metric"]]
        rows.append((one["of"], one["to"] or "—", what, str(one["pairs"]), f"{one['median']:.2f}", spread, wanted, met))
    return rows


def cost_rows(runs: Sequence[dict[str, Any]]) -> Rows:
    """Head and one row a contender: medians of its runs."""
    rows: Rows = [("contender", "pages", "CPU ms/page", "wall s", "peak MB", "disk MB")]
    for name in dict.fromkeys(run["contender"] for run in runs):
        own = [run for run in runs if run["contender"] == name]
        per_page = median(1000 * run["cpu_s"] / run["pages"] for run in own)
        rest = (median(run[key] for run in own) for key in ("wall_s", "peak_mb", "disk_mb"))
        rows.append((name, f"{own[0]['pages']:,}", f"{per_page:.2f}", *(f"{value:.1f}" for value in rest)))
    return rows


def growth_rows(runs: Sequence[dict[str, Any]]) -> Rows:
    """Head and, for each size of xunlu's crawl after the first, its CPU per page against the size before."""
    sizes = sorted({run["size"] for run in runs})
    cpu = {size: median([1000 * run["cpu_s"] / run["pages"] for run in runs if run["size"] == size]) for size in sizes}
    rows: Rows = [("from", "to", "growth of CPU per page", "goal", "met")]
    for small, large in pairwise(sizes):
        ratio = cpu[large] / cpu[small]
        rows.append((f"{small:,}", f"{large:,}", f"{ratio:.2f}", "<= 1.15 a decade", "yes" if ratio <= 1.15 else "no"))
    return rows


def plain(rows: Rows) -> str:
    """Rows as aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def markdown(rows: Rows) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def graph_part(found: dict[str, Any]) -> list[str]:
    """The link graph next to networkx, as paragraphs; none when it was not measured."""
    if not found:
        return []
    rows: Rows = [("what", "CPU s"), *((name, f"{used:.3f}") for name, used in found["cpu_s"].items())]
    head = f"{found['pages']:,} pages, {found['links']:,} links, {found['date']}, commit {found['commit']}."
    memory = ", ".join(f"{side} {mb:,} MB" for side, mb in found.get("memory_mb", {}).items())
    goal = f"{found['times']} times faster (goal: at least 50); scores differ by at most {found['apart']:.1e}."
    peak = (
        [f"Peak memory of the process, the links included: {memory} (goal for xunlu: under 200 MB)."] if memory else []
    )
    return ["### The link graph against networkx", head, markdown(rows), goal, *peak, *_large_graph(found)]


def _large_graph(found: dict[str, Any]) -> list[str]:
    """What was measured without networkx: a large site, and the shape of the graph."""
    rows: Rows = [("links", "what", "CPU s", "peak MB", "load")]
    for size in (found[name] for name in ("shape", "large") if name in found):
        for side in (name for name in ("xunlu", "shape") if name in size):
            cost = size[side]
            parts = ", ".join(f"{name} {used:.2f}" for name, used in cost["cpu_s"].items())
            total = f"{sum(cost['cpu_s'].values()):.1f}"
            rows.append((f"{size['links']:,}", parts, total, f"{cost['mb']:,}", str(cost["load"])))
    if len(rows) == 1:
        return []
    last = found["large"]
    head = f"Without networkx: up to {last['pages']:,} pages; {last['date']}, commit {last['commit']}; load: processes that ran, on two cores."
    return [head, markdown(rows)]


def segmentation_part(found: dict[str, Any]) -> list[str]:
    """Words of Han text next to jieba; none when it was not measured."""
    if not found:
        return []
    return [
        "### Segmentation against jieba",
        f"{found['han_chars']:,} Han characters in {found['runs']:,} runs, {found['unlike']} of them cut differently;"
        f" {found['date']}, commit {found['commit']}. {found['ratio']} times as fast ({found['least']}-{found['most']}; goal:"
        f" at least 10): {found['chars_per_s'] / 1e6:.1f} against {found['jieba_chars_per_s'] / 1e6:.2f} million characters a"
        " second.",
    ]


def history_part(found: dict[str, Any]) -> list[str]:
    """A year of weekly runs; none when it was not measured."""
    if not found:
        return []
    weeks, per_week = found["weeks"], (found["last_mb"] - found["first_mb"]) / max(1, found["weeks"] - 1)
    rows: Rows = [
        ("what", "figure"),
        ("store after the first run", f"{found['first_mb']:.1f} MB"),
        (f"store after {weeks} runs", f"{found['last_mb']:.1f} MB, {per_week:.1f} MB a run"),
        ("the same, pruned to 4 runs and vacuumed", f"{found['pruned_mb']:.1f} MB"),
        ("the whole job, first and last week", f"{found['first_cpu_s']:.1f} and {found['last_cpu_s']:.1f} s CPU"),
        ("`diff` of neighbouring runs", f"{found['diff_cpu_s']:.2f} s CPU"),
        ("`diff` of the first and the last run", f"{found['year_diff_cpu_s']:.2f} s CPU"),
        ("`trend` over all runs", f"{found['trend_cpu_s']:.2f} s CPU"),
    ]
    head = (
        f"{found['pages']:,} pages, {weeks} runs, {found['edited']:.0%} of the products edited a week; {found['date']}, commit"
        f" {found['commit']}. Start-up of the program is part of every time."
    )
    return ["### A year of weekly runs", head, markdown(rows)]


def stages_part(found: dict[str, Any]) -> list[str]:
    """One large shop from the crawl to the report; none when it was not measured."""
    if not found:
        return []
    rows: Rows = [("stage", "CPU s", "CPU ms/page", "wall s", "peak MB")]
    for one in found["stages"]:
        figures = (
            f"{one['cpu_s']:,.1f}",
            f"{one['ms_per_page']:.2f}",
            f"{one['wall_s']:,.1f}",
            f"{one['peak_mb']:.1f}",
        )
        rows.append((one["stage"], *figures))
    cpu, wall = (sum(one[key] for one in found["stages"]) for key in ("cpu_s", "wall_s"))
    peak = max(one["peak_mb"] for one in found["stages"])
    rows.append(("all", f"{cpu:,.1f}", f"{1000 * cpu / found['pages']:.2f}", f"{wall:,.1f}", f"{peak:.1f}"))
    head = (
        f"{found['date']}, commit {found['commit']}, {found['cores']} cores. The store then has {found['store_mb']:,.0f} MB;"
        f" a row of links takes {found['link_bytes']:.1f} bytes, indexes included."
    )
    return [f"### {found['pages']:,} pages, stage by stage", head, markdown(rows)]


def areas_part(sizes: Mapping[str, dict[str, Any]]) -> list[str]:
    """The audit by area, a column a size; none when it was not measured."""
    measured = [sizes[size] for size in sorted(sizes, key=int) if sizes[size].get("areas")]
    if not measured:
        return []
    order = [one["area"] for one in measured[-1]["areas"]]
    cpu = [{one["area"]: one for one in found["areas"]} for found in measured]
    heads = (f"CPU s of {found['pages']:,} pages" for found in measured)
    rows: Rows = [("area", "checks", *heads, "peak MB")]
    for area in order:
        costs = (f"{one[area]['cpu_s']:.2f}" if area in one else "" for one in cpu)
        rows.append((area, str(cpu[-1][area]["checks"]), *costs, f"{cpu[-1][area]['peak_mb']:.0f}"))
    said = "; ".join(_audit(found) for found in measured)
    return [
        "### The audit by area",
        f"{said}. An area is what its checks cost beside what every audit has to do.",
        markdown(rows),
    ]


def _audit(found: dict[str, Any]) -> str:
    used = next(one for one in found["stages"] if one["stage"] == "audit")
    return (
        f"{found['pages']:,} pages: {found['judgements']:,} verdicts in {used['cpu_s']:,.1f} s,"
        f" {found['judgements'] / used['cpu_s']:,.0f} a second, {used['peak_mb']:.0f} MB ({found['date']}, commit {found['commit']})"
    )


def growth_part(results: dict[str, Any], sizes: Mapping[str, dict[str, Any]]) -> list[str]:
    """How the cost of a page grows with the size of the shop; none when there is only one size."""
    runs = [run for run in results.get("runs", []) if run["contender"] == "xunlu"]
    largest = max((int(size) for size in sizes), default=0)
    if largest > max((run["size"] for run in runs), default=0):
        found = sizes[str(largest)]
        runs.append({"size": found["size"], "pages": found["pages"], "cpu_s": found["stages"][0]["cpu_s"]})
    rows = growth_rows(runs)
    return ["### Growth", markdown(rows)] if len(rows) > 1 else []


def block(
    results: dict[str, Any], graph: dict[str, Any], *more: str, stages: Mapping[str, dict[str, Any]] | None = None
) -> str:
    """The part of the docs that is written from the results."""
    parts = [BEGIN]
    for head in results.get("sessions", []):
        of_size = {key: [one for one in results[key] if one["size"] == head["size"]] for key in ("ratios", "runs")}
        versions = ", ".join(f"{name} {version}" for name, version in head["versions"].items())
        parts += [
            f"### {head['pages']:,} pages, {head['date']}",
            f"Commit {head['commit']}, {head['pairs']} rounds, {head['cores']} cores, {head['machine']},"
            f" Python {head['python']}; {versions}.",
            *(f"Not installed: {name}." for name in head["missing"]),
            *(f"Failed: {text.splitlines()[0]}." for text in head["failures"]),
            *(f"Not the same pages: {text}." for text in head["differences"]),
            markdown(ratio_rows(of_size["ratios"])),
            markdown(cost_rows(of_size["runs"])),
        ]
    sizes = stages or {}
    parts += growth_part(results, sizes)
    for size in sorted(sizes, key=int):
        parts += stages_part(sizes[size])
    parts += [*areas_part(sizes), *graph_part(graph)]
    parts += more
    if len(parts) == 1:
        parts.append("Nothing has been measured yet.")
    return "\n\n".join([*parts, END])


def further() -> list[str]:
    """What is measured apart from the contenders and the graph."""
    return [*segmentation_part(load(SEGMENTATION)), *history_part(load(HISTORY))]


def main(arguments: Sequence[str]) -> int:
    """Bring the docs up to date, or check that they are; 1 when they are not."""
    text = DOCS.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        print(f"{DOCS} lacks the lines {BEGIN!r} and {END!r}", file=sys.stderr)
        return 2
    wanted = before + block(load(), load(GRAPH), *further(), stages=load(STAGES)) + after
    if "--check" in arguments:
        if wanted != text:
            print(f"{DOCS} is not up to date: run python -m benchmarks.table", file=sys.stderr)
        return int(wanted != text)
    DOCS.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
