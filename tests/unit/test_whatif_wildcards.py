"""A change on many pages at once: which pages it is made on, and that a crawl of the changed site finds the same."""

from __future__ import annotations

import pytest

from configs.errors import SettingsError
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.plan import Edit, Plan
from linkgraph.stage import run_links
from linkgraph.trying import load_trial, try_plan

BASE = "https://example.com"
GOODS = [f"/p/{number}.html" for number in range(6)]
SITE = {
    "/": ["/list/", "/about", "/茶/"],
    "/list/": [*GOODS, "/"],
    "/about": ["/", "/old"],
    "/hot": ["/"],
    "/茶/": ["/茶/绿.html", "/old"],
    "/茶/绿.html": ["/"],
    **{path: ["/", "/about"] for path in GOODS},
    GOODS[0]: ["/", "/old"],
}


def page(*links: tuple[str, str] | str) -> str:
    """A page whose main text holds links, each of them (path, rel) or a path."""
    pairs = [(one, "") if isinstance(one, str) else one for one in links]
    anchors = "".join(
        f'<p>一段够长的正文，说明产地与冲泡。<a href="{to}" rel="{rel}">{to}</a></p>' for to, rel in pairs
    )
    return f"<html><title>页</title><body><main>{anchors}</main></body></html>"


def load(store, site):
    pages = {path: page(*links) for path, links in site.items()}
    run_id = load_site(store, pages | {"/old": Answer(status=301, location="/hot")}, sitemap=["/hot"])
    run_links(store, run_id)
    return run_id


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("wild") / "x.db", create=True) as store:
        yield load_trial(store, load(store, SITE))


def tried(trial, *edits):
    return try_plan(trial, Plan("p", tuple(Edit(*edit) for edit in edits)))


def sources(trial, outcome):
    urls = dict(trial.store.db.execute("select url_id, url from main.urls").fetchall())
    return {urls[int(outcome.layers.nodes.url_ids[step.source])].removeprefix(BASE) for step in outcome.steps}


@pytest.mark.parametrize(
    ("action", "source", "target", "pages"),
    [
        ("add", "/p/*", "/hot", GOODS[1:]),  # the first has the link
        ("add", "/p/*", "/p/3.html", [path for path in GOODS if path != "/p/3.html"]),
        ("add", f"{BASE}/p/*.html", "/茶/", GOODS),
        ("add", "*", "/hot", ["/", "/about"]),
        ("remove", "/p/*", "/about", GOODS[1:]),
        ("nofollow", "**", "/hot", ["/about", "/%E8%8C%B6/", GOODS[0]]),  # all through a redirect
        ("follow", "/茶/**", "/hot", ["/%E8%8C%B6/"]),
    ],
)
def test_which_pages_change(trial, action, source, target, pages):
    expected = set(pages) - ({"/about"} if (action, source) == ("add", "*") else set())
    assert sources(trial, tried(trial, (action, source, target))) == expected


@pytest.mark.parametrize("action", ["remove", "nofollow"])
def test_the_same_as_each_change_by_itself(trial, action):
    many = tried(trial, (action, "/p/*", "/about")).after
    single = tried(trial, *((action, path, "/about") for path in GOODS[1:])).after
    for name in ("pagerank", "editorial", "depth", "orphan"):
        assert (getattr(many, name) == getattr(single, name)).all()
    assert (many.pagerank != trial.before.pagerank).any()


def test_a_crawl_of_the_changed_site_finds_the_same(trial, tmp_path):
    """Also that the new link repeats over the template and is no editorial one."""
    outcome = tried(trial, ("remove", "/p/*", "/old"), ("add", "/p/*", "/hot", "/hot"), ("nofollow", "/list/", "/"))
    assert any("not editorial" in warning.en for warning in outcome.warnings)
    changed = SITE | {path: ["/", "/hot", *SITE[path][1:]] for path in GOODS[1:]}
    changed |= {GOODS[0]: ["/", "/hot"], "/list/": [*GOODS, ("/", "nofollow")]}
    with open_store(tmp_path / "after.db", create=True) as store:
        rows = store.db.execute(
            "select url, pagerank, pagerank_editorial, depth from v_pages where run_id = ? and status = 200",
            [load(store, changed)],
        ).fetchall()
    urls = dict(trial.store.db.execute("select url_id, url from main.urls").fetchall())
    after = outcome.after
    expected = {
        urls[int(url_id)]: (after.pagerank[node], after.editorial[node], after.depth[node])
        for node, url_id in enumerate(outcome.layers.nodes.url_ids)
    }
    assert len(rows) == len(expected) == len(SITE)
    for url, *found in rows:
        assert found == pytest.approx(list(expected[url]), abs=1e-8), url


def test_how_many_pages_change_is_said(trial):
    (said,) = tried(trial, ("remove", "/p/*", "/hot")).warnings
    assert "1 pages change, 5 more need none" in said.en and "改动 1 个网页，另有 5 个不用改" in said.zh


@pytest.mark.parametrize(
    ("edit", "number"),
    [(("add", "/x/*", "/hot"), 165), (("remove", "/p/*", "/茶/"), 163), (("add", "/p/*", "/hott"), 121)],
)
def test_mistakes_are_told(trial, edit, number):
    with pytest.raises(SettingsError) as caught:
        tried(trial, edit)
    assert caught.value.number == number
    assert any("p, change 1" in text.en for _, text in caught.value.rows)
