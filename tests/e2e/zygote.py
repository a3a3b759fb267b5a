"""A process that has the program's modules in memory and begins commands as copies of itself: two thirds of the time of
a small crawl is spent on loading. Started by ``tests.e2e.starter``; reads orders from stdin, answers on stdout.

Each command still runs in a process of its own, from its command line to its exit code. What knows of its process or its
time when it is loaded is left to the copy: reactor, owner's mark.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from importlib import import_module

LOADED = (
    "xunlu", "crawler.crawl", "crawler.spiders.site", "scrapy.crawler", "audit.runner", "bs4", "linkgraph.stage",
    "sknetwork.clustering", "keywords.stage", "rjieba", "reports.load", "reports.render", "reports.writing", "jinja2",
)  # fmt: skip
NEVER = ("twisted.internet.reactor", "jobs.owning")


def serve(replies: int) -> list[str] | None:
    """Begin what is ordered, one after the other; returns the words of a command in its copy, None at the end of orders."""
    orders = os.fdopen(os.dup(0), "rb", buffering=0)
    for line in iter(orders.readline, b""):
        order = json.loads(line)
        pid = os.fork()
        if not pid:
            orders.close()
            os.close(replies)
            become(order)
            return list(order["words"])
        os.write(replies, f"{pid}\n".encode())
        os.write(replies, f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n".encode())
    return None


def become(order: dict[str, object]) -> None:
    """Folder, environment and files of a command."""
    os.chdir(str(order["cwd"]))
    os.environ.clear()
    environment = order["env"]
    assert isinstance(environment, dict)
    os.environ.update(environment)
    time.tzset()
    for number, name, mode in (
        (0, os.devnull, os.O_RDONLY), (1, order["out"], os.O_WRONLY), (2, order["err"], os.O_WRONLY),
    ):  # fmt: skip
        opened = os.open(str(name), mode)
        os.dup2(opened, number)
        os.close(opened)


def main() -> int:
    """Load, serve, and in a copy: run the command."""
    replies = os.dup(1)
    os.set_inheritable(replies, False)
    os.dup2(2, 1)
    for name in LOADED:
        import_module(name)
    import_module("audit.registry").all_checks()
    assert not [name for name in NEVER if name in sys.modules]
    gc.freeze()
    words = serve(replies)
    if words is None:
        return 0
    sys.argv = ["xunlu", *words]
    return int(import_module("xunlu").main())


if __name__ == "__main__":
    sys.exit(main())
