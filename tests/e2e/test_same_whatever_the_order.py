"""The order in which answers come, and how many connections there are, change nothing but times.

One shop with planted faults is crawled one request at a time, and with sixteen at once while the server answers
in shuffled order: pages, facts, links, keywords and findings are the same byte for byte in a sorted export.
"""

import hashlib
import random
import time
from functools import partial

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import Program
from tests.e2e.same import export

PAGES = 120


class Shuffled(ShopServer):
    """Answers each path after a wait of its own, drawn from a seed."""

    seed = 0

    def _answer(self, path):
        if self.seed:
            time.sleep(random.Random(f"{self.seed} {path}").random() * 0.03)
        return super()._answer(path)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Exports by (connections, seed of the order)."""
    found, port = {}, 0
    for connections, seed in ((1, 0), (16, 1), (16, 2)):
        with Shuffled(partial(make_shop, pages=PAGES), port=port) as server:
            port = int(server.url.rstrip("/").rpartition(":")[2])  # a URL is what it is with its port
            server.seed = seed
            program = Program(tmp_path_factory.mktemp("order"))
            program("run", server.url, "--concurrency", connections, "-q", "-o", "report.html")
            found[connections, seed] = export(program.db)
    return found


def test_the_export_is_not_empty(crawled):
    kinds = {line.split('"')[1] for line in crawled[1, 0] if line.startswith('["v_')}
    assert {"v_pages", "v_links", "v_findings", "v_checks", "v_keywords", "v_anchors"} <= kinds


@pytest.mark.parametrize("other", [(16, 1), (16, 2)])
def test_byte_for_byte_the_same(crawled, other):
    one, two = crawled[1, 0], crawled[other]
    assert sorted(set(one) ^ set(two))[:20] == []
    digests = {hashlib.sha256("\n".join(lines).encode()).hexdigest() for lines in (one, two)}
    assert len(digests) == 1
