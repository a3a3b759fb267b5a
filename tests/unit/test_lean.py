"""What a crawl does not need is not loaded, and can be loaded afterwards."""

import subprocess
import sys

UNUSED = {"numpy", "scipy", "pandas", "networkx", "jieba", "bs4", "pygments"}


def loaded(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_crawl_loads_no_library_of_the_analyses():
    code = "import crawler.crawl, crawler.schema.migrations, crawler.spiders.site, sys; print(*sys.modules)"
    assert not UNUSED & loaded(code)


def test_what_was_left_out_is_there_when_it_is_asked_for():
    code = "import crawler.schema.migrations, numpy, httpx, rich, sys; print(*sys.modules)"
    assert {"numpy", "rich", "httpx"} <= loaded(code)
