"""Links and sets of pages as an audit reads them: the same as anybody else sees, only sooner."""

import pytest

from audit import fact_views as fact_module
from audit import link_views as module
from audit.affected import TOTALS, Counter, Judged
from audit.link_views import link_views
from audit.selection import tasks
from audit.site_pass import bound
from audit.sqlfunctions import register
from configs.settings import Rules
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.stage import run_links

MENU = '<nav><a href="/">茶舍</a><a href="/a" rel="nofollow ugc">红茶</a></nav>'
PAGE = '<html lang="zh"><head><title>茶</title><link rel="canonical" href="/a"></head><body>{}</body></html>'
SITE = {
    "/": PAGE.format(MENU + '<main><a href="/gone">旧页</a><a href="https://other.example/">外</a></main>'),
    "/a": PAGE.format(MENU + '<main><img src="/p.png"><a href="/b">白茶</a></main>'),
    "/b": PAGE.format(MENU),
    "/gone": Answer(status=404, html="<title></title>"),
}
READERS = ["select * from temp.internal_links"] * module.WORTH


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "site.db", create=True) as store:
        register(store.db)
        run_links(store, load_site(store, SITE))
        store.use_run(1)
        yield store


def links(store):
    return {
        name: store.db.execute(f"select * from temp.{name} order by source_id, ordinal").fetchall()
        for name in ("page_links", "internal_links")
    }


def tables(store):
    return {name for (name,) in store.db.execute("select name from temp.sqlite_master where type = 'table'")}


def test_views_of_an_audit_show_the_links_that_the_usual_ones_show(store):
    usual = links(store)
    assert len(usual["page_links"]) > len(usual["internal_links"]) > 5
    with store.atomic(), link_views(store, READERS):
        assert "audit_links" in tables(store)
        assert links(store) == usual
    assert "audit_links" not in tables(store)
    assert links(store) == usual


@pytest.mark.parametrize(("most", "readers"), [(3, READERS), (1000, READERS[1:])])
def test_of_large_runs_and_for_few_checks_no_table_is_made(store, monkeypatch, most, readers):
    monkeypatch.setattr(module, "MAX_LINKS", most)
    with store.atomic(), link_views(store, readers):
        assert "audit_links" not in tables(store)


def test_a_failure_brings_the_usual_views_back(store):
    usual = links(store)
    with pytest.raises(LookupError), store.atomic(), link_views(store, READERS):
        raise LookupError
    assert "audit_links" not in tables(store)
    assert links(store) == usual


def test_facts_of_an_audit_are_those_that_the_usual_view_shows(store, monkeypatch):
    def facts():
        return store.db.execute("select * from temp.page_facts order by url_id").fetchall()

    usual, readers = facts(), ["select * from temp.page_facts"] * fact_module.WORTH
    assert len(usual) == 3
    with store.atomic(), fact_module.fact_views(store, readers):
        assert "audit_facts" in tables(store)
        assert facts() == usual
    assert "audit_facts" not in tables(store)
    assert facts() == usual
    monkeypatch.setattr(fact_module, "MAX_CHARS", 10)
    with store.atomic(), fact_module.fact_views(store, readers):
        assert "audit_facts" not in tables(store)


def test_sets_counted_together_are_those_counted_one_by_one(store):
    judged = [Judged(task, bound(task.options)) for task in tasks(Rules())]
    together, alone = Counter(store, 1), Counter(store, 1)
    together.prepare(judged)
    prepared = dict(together._totals)
    assert len(prepared) > 20
    for (sql,), (pages, rank) in prepared.items():
        assert (pages, pytest.approx(rank)) == store.db.execute(sql, {"run_id": 1}).fetchone()
    for one in judged:
        assert together.counted(one) == alone.counted(one)
    assert any(key[0] == TOTALS.format(applies="select url_id from temp.html_pages") for key in prepared)
