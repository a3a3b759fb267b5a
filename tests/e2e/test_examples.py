"""Every example of every help page is run, on a small shop with a rival: what users copy works."""

import gzip
import re
import shlex
import shutil
from pathlib import Path

import pytest

from labs.lessons.progress import Started, save
from tests.command_tree import all_commands
from tests.e2e.absent import absent
from tests.e2e.program import Program
from tests.e2e.tiny import TinySite, page

HOSTS = ("shop.example", "rival.example")
EXAMPLES = [(one.words, line) for one in all_commands() for line in one.command.examples]
ELSEWHERE = {
    "--serve": "runs until it is interrupted: tests/e2e/test_shops.py",
    "explore": "runs until it is interrupted: tests/e2e/test_explore.py",
    "lab start": "runs until it is interrupted: tests/e2e/test_labs.py",
}
# Whether the small shop meets the thresholds, and an answer is right, is no matter here.
CODES = {("gate",): {0, 1}, ("lab", "answer"): {0, 1}}
# Places that examples name beside URLs: paths of the shop.
MADE = {"/teapots/"}  # by the example itself
PATHS = sorted(
    {path for _, line in EXAMPLES for path in re.findall(r"https://(?:shop|rival)\.example(/[\w./-]*)|(?<=\s)(/[\w./-]+)", line) for path in path if path}
    - MADE | {"/"}
)  # fmt: skip
CONFIG = """
version = 1
[sites.shop]
start = ["{shop}"]
[[sites.shop.extract]]
name = "heading"
css = "h1"
[sites.rival]
role = "competitor"
start = ["{rival}"]
[keywords]
targets = ["紫砂壶", "普洱茶", "green tea"]
"""


def site(word):
    links = [path for path in PATHS if path != "/"] + ["/gone"]
    text = "紫砂壶与普洱茶的选购和冲泡，先看泥料，再看容量。 Green tea and teapots for every day. "
    return {path: page(f"{word} {path}", *links, text=text * 4) for path in PATHS}


@pytest.fixture(scope="module")
def market():
    with TinySite(site("茶舍")) as shop, TinySite(site("竞品")) as rival:
        yield {"shop.example": shop, "rival.example": rival}


@pytest.fixture(scope="module")
def prepared(market, tmp_path_factory):
    """A folder with a configuration, two runs of the shop and one of its rival, a page and a draft."""
    program = Program(tmp_path_factory.mktemp("examples"), db="xunlu.db")
    urls = {name.partition(".")[0]: server.url for name, server in market.items()}
    (program.folder / "xunlu.toml").write_text(CONFIG.format(**urls), "utf-8")
    program.bare("run", "-q")
    program.bare("crawl", "shop", "--fresh")
    program.bare("tasks", "done", "link-broken-internal", "--run", "latest~1")
    program.bare("schedule", "add", urls["shop"], "--every", "weekly", "--name", "shop.example")
    shutil.copy(program.db, program.folder / "shop.db")
    (program.folder / "page.html").write_text(page("紫砂壶", "/"), "utf-8")
    save({1: Started(1, urls["shop"])}, program.folder / ".xunlu" / "labs.json")
    (program.folder / "queries.csv").write_text("Top queries,Clicks,Position\n紫砂壶,3,4.2\n", "utf-8")
    (program.folder / "baidu.csv").write_text("term,place\n紫砂壶,7\n", "gbk")
    (program.folder / "5118.csv").write_text("关键词,流量指数,收录量,竞价公司数量\n紫砂壶,1200,8900000,12\n", "gbk")
    (program.folder / "planner.csv").write_text("Keyword\tAvg. monthly searches\ngreen tea\t1K – 10K\n", "utf-16")
    (program.folder / "heat.csv").write_text("term,heat\n紫砂壶,7\n", "utf-8")
    for name, head, target in (
        ("ahrefs.csv", "Referring page URL,Target URL,Anchor", urls["shop"]),
        ("rival.csv", "Source url,Target url,Anchor", "https://rival.com/"),
        ("tool.csv", "from page,to page,text", urls["shop"]),
    ):
        (program.folder / name).write_text(f"{head}\nhttps://blog.example/1,{target},紫砂壶\n", "utf-8")
    program.bare("import", "backlinks", "ahrefs.csv")
    (program.folder / "urls.txt").write_text(f"{urls['shop']}\n/tea/\n", "utf-8")
    (program.folder / "plan.toml").write_text('[[add]]\nfrom = "/"\nto = "/products/12.html"\n', "utf-8")
    (program.folder / "plan.csv").write_text("action,from,to\nremove,/,/gone\n", "utf-8")
    log = '1.2.3.4 - - [03/Nov/2026:13:33:45 +0800] "GET /campaign HTTP/1.1" 200 9 "-" "Mozilla/5.0"\n'
    (program.folder / "access.log").write_text(log, "utf-8")
    (program.folder / "access.log.1.gz").write_bytes(gzip.compress(log.encode()))
    (program.folder / "draft.txt").write_text("Green tea, brewed at eighty degrees.\n", "utf-8")
    return program


GIVEN = (
    "xunlu.toml", "xunlu.db", "shop.db", "page.html", "draft.txt", "queries.csv", "baidu.csv", "urls.txt", "ahrefs.csv", "rival.csv",
    "tool.csv", "plan.toml", "plan.csv", "access.log", "access.log.1.gz", "5118.csv", "planner.csv", "heat.csv",
)  # fmt: skip


@pytest.mark.parametrize(("words", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_example_runs(market, prepared, tmp_path, words, line):
    if reason := next((why for word, why in ELSEWHERE.items() if word in line), None):
        assert words
        assert reason
        return
    if ".pdf" in line and not Path("/usr/bin/chromium").exists():
        absent("/usr/bin/chromium is not installed: no PDF was printed")
    for name in GIVEN:
        if not (name == "xunlu.toml" and words == ("init",)):
            shutil.copy(prepared.folder / name, tmp_path / name)
    shutil.copytree(prepared.folder / ".xunlu", tmp_path / ".xunlu")
    for host in HOSTS:
        line = line.replace(f"https://{host}/", market[host].url)
    program, *rest = shlex.split(line)
    assert program == "xunlu"
    if words == ("demo",):
        rest += ["--pages", "100"]
    assert Program(tmp_path).bare(*rest, code=None).code in CODES.get(words, {0})


def test_every_command_has_an_example():
    assert [one.words for one in all_commands() if not one.command.examples] == []
