"""Where a file of dead links is looked for, and what is known of the addresses in it."""

import pytest

from crawler.batch import text_hash
from crawler.dead_link_file import Listed, places
from crawler.offline import Answer, load_site
from crawler.store import open_store
from crawler.urls import DEFAULT

BASE = "https://example.com"
HOME = "<html lang='zh'><head>{}<title>茶舍</title></head><body><main><h1>茶舍</h1><p>正文。</p></main></body></html>"
USUAL = [f"{BASE}/silian.txt", f"{BASE}/silian.xml"]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "site.db", create=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("robots", "head", "wanted"),
    [
        ("", "", []),
        ("User-agent: *\nDisallow: /cart/", "", []),
        ("User-agent: Baiduspider\nDisallow: /cart/", "", USUAL),
        ("", "<meta name='baidu-site-verification' content='codeva-x'>", USUAL),
        ("", "<meta name='applicable-device' content='pc,mobile'>", USUAL),
        ("", "<meta name='google-site-verification' content='x'>", []),
        (f"Sitemap: {BASE}/files/silian_2.xml", "", [f"{BASE}/files/silian_2.xml"]),
        (f"# {BASE}/a/SILIAN.txt", "", [f"{BASE}/a/SILIAN.txt"]),
        ("User-agent: *\nDisallow: /silian.txt", "", [f"{BASE}/silian.txt"]),
        ("Sitemap: https://example.org/silian.txt", "", []),
        ("\n".join(f"Sitemap: {BASE}/silian{n}.txt" for n in range(9)), "", [f"{BASE}/silian{n}.txt" for n in (0, 1)]),
    ],
)
def test_where_it_is_looked_for(store, robots, head, wanted):
    run_id = load_site(store, {"/": HOME.format(head)}, robots=robots)
    assert places(store.db, run_id, f"{BASE}/") == wanted


def test_what_is_known_of_the_addresses(store):
    gone = HOME.format("").replace("正文", "商品已下架")
    answers = {
        "/": HOME.format(""), "/tea": HOME.format("").replace("茶舍", "红茶"), "/out": gone, "/lost": Answer(status=404),
        "/ended": Answer(status=410), "/moved": Answer(status=301, location="/"), "/busy": Answer(status=503),
        "/hidden": HOME.format("<meta name='robots' content='noindex'>"), "/off": Answer(error="timeout"),
    }  # fmt: skip
    run_id = load_site(store, answers)
    of_gone = store.db.execute(
        "select text_hash from pages p join urls using (url_id) where url like '%/out'"
    ).fetchone()
    listed = Listed(store.db, run_id, frozenset({"example.com"}), DEFAULT, of_gone[0])
    listed.add([f"{BASE}{path}" for path in answers] + [f"{BASE}/new", "https://example.org/x", "no address"])
    assert (listed.listed, listed.ended, listed.alive) == (12, 2, 2)
    assert listed.examples == [f"{BASE}/", f"{BASE}/tea"]
    assert listed.waiting == [f"{BASE}/off", f"{BASE}/new"]
    assert listed.unknown == 3
    assert of_gone[0] is not None and of_gone[0] != text_hash("")
