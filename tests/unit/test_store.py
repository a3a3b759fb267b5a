"""The store: made whole or not at all, refused when it is not ours, views as promised."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest
import sqlite_utils
from sqlite_utils.migrations import Migrations

from configs.errors import Exit, StoreError
from crawler.offline import Answer, load_site
from crawler.schema.migrations import _apply
from crawler.store import APPLICATION_ID, SCHEMA_VERSION, open_store
from tests.runs import run_of

PAGE = "<html><head><title>{0}</title></head><body><main><p>{0}的正文。<a href='/a'>去</a></p></main></body></html>"

# The promise of docs/data-model.md: columns may be added at the end of a release, none renamed or removed.
PUBLIC = {
    "v_pages": "run_id site role url status error content_type depth title title_width description description_width h1 canonical"
    " robots x_robots indexable indexable_reason lang page_type template han_chars latin_words words visible_chars size_bytes"
    " ttfb_ms download_ms inlinks inlinks_followed outlinks pagerank pagerank_editorial hub authority strong_component weak_component dead_end inlinks_editorial"
    " outlinks_editorial outlinks_nofollow in_degree out_degree reciprocal betweenness community cut_off before redirect_to in_sitemap is_html truncated"
    " noindex charset charset_declared images images_no_alt attempts text_hash etag last_modified not_modified challenge simhash url_id",
    "v_links": "run_id site source target kind anchor rel position internal repeated ordinal source_id target_id",
    "v_findings": "run_id site check_id area severity url template fingerprint evidence url_id",
    "v_accepted": "run_id site check_id area severity url template reason until fingerprint evidence url_id",
    "v_checks": "run_id site check_id area severity scope state reason applicable failing points",
    "v_tasks": "run_id site check_id area severity scope failing points state done note",
    "v_keywords": "run_id site url term count density_chars density_hits density_tokens in_title in_h1 in_description prominence"
    " tfidf target url_id",
    "v_keyword_places": "run_id site term url in_title in_h1 in_description in_intro in_url in_alt in_text anchors first_at prominence"
    " placement link_strength relevance url_id",
    "v_keyword_labels": "run_id site term origin intent modifier tokens han head long_tail tier pages reach breadth url page_type fits url_id",
    "v_keyword_standing": "run_id site term url fits words title_words title_han title_latin h1_words description_hits intro_han"
    " intro_latin first_paragraph windows url_form images alts alts_with alts_same alts_distinct strong_hits strong_share"
    " heading_hits url_id",
    "v_keyword_related": "run_id site term related ordinal pages pmi present",
    "v_keyword_map": "run_id site term origin verdict url relevance best_url best_relevance url_id",
    "v_keyword_rivals": "run_id site term place url in_title in_h1 focus relevance link_strength target url_id",
    "v_keyword_gaps": "run_id term kind ordinal rivals rival_heads rival_pages rival_share own_heads own_pages own_share best_url",
    "v_keyword_topics": "run_id topic name terms market_pages site own pages voice share site_run_id",
    "v_keyword_topic_terms": "run_id topic place term pages voice",
    "v_extracted": "run_id site url name ordinal value url_id",
    "v_resources": "run_id site url kind status error content_type size_bytes ms method final final_status hops pages example url_id",
    "v_traps": "run_id site kind template example seen refused",
    "v_agents": "run_id site host agent kind allowed own line rule",
    "v_keyword_figures": "site engine day keyword term volume period results intitle ads bid difficulty strong_share home_share inexact kei",
    "v_rankings": "site engine day keyword page position clicks impressions change",
    "v_backlinks": "site source domain target anchor kind followed title relevant signs first_seen last_seen lost rating ip links"
    " tool first_day last_day counted state checked",
    "v_backlink_domains": "site domain links targets rating followed told relevant suspect first_seen last_seen last_day",
    "v_competition": "run_id term site own strength pages title_pages h1_pages html_pages placement link_strength words bm25 text_match fresh best_url"
    " competition own_strength verdict site_run_id",
    "v_anchors": "run_id site url place anchor kind pages pages_editorial url_id",
    "v_anchor_profiles": "run_id site url anchors uses uses_editorial top_anchor top_pages empty generic entropy entropy_editorial url_id",
    "v_external_domains": "run_id site domain hosts targets links pages followed nofollow sponsored ugc editorial repeated example target",
    "v_link_leaks": "run_id site kind target final final_status hops links pages editorial example share target_id",
    "v_link_graphs": "run_id site pages links reciprocity sampled communities modularity folder_level folder_rand folder_purity",
    "v_communities": "run_id site community pages inside leaving entering pagerank strongest folder folder_pages",
    "v_link_flow": "run_id site from_type kind to_type links share redirected canonicalised",
    "v_page_types": "run_id site page_type pages pagerank pagerank_editorial strength in_degree depth unreached",
    "v_runs": "run_id site role status reason started finished start_url crawled html_pages discovered score version"
    " mode device bytes base_run_id pruned",
    "v_redirects": "run_id site url hop status target at url_id",
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "shop.db"


def pragma(path, name):
    with sqlite3.connect(path) as db:
        value = db.execute(f"pragma {name}").fetchone()[0]
    db.close()
    return value


# -- opening ----------------------------------------------------------------------------------------


def test_a_new_store_is_whole(path):
    with open_store(path, create=True) as store:
        assert store.db.execute("pragma journal_mode").fetchone()[0] == "wal"
        assert store.db.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert store.runs() == []
    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == SCHEMA_VERSION


def test_public_views_have_the_promised_columns(path):
    with open_store(path, create=True) as store:
        views = [row[0] for row in store.db.execute("select name from sqlite_master where type = 'view'")]
        columns = {view: " ".join(row[1] for row in store.db.execute(f"pragma table_info({view})")) for view in views}
    assert columns == PUBLIC


def test_the_views_of_a_run_can_be_read(path):
    with open_store(path, create=True) as store:
        run_id = load_site(
            store,
            {"/": PAGE.format("首页"), "/gone": Answer(status=404)},
            sitemap=["/x"],
            robots="User-agent: *\nDisallow: /a",
        )
        store.use_run(run_id)
        names = [row[0] for row in store.db.execute("select name from temp.sqlite_master where type = 'view'")]
        counts = {name: store.db.execute(f"select count(*) from temp.{name}").fetchone()[0] for name in names}
    assert counts["run_pages"] == 2
    assert counts["html_pages"] == counts["indexable_pages"] == counts["start_pages"] == counts["run_sitemap"] == 1
    assert counts["internal_links"] == 1
    assert counts["broken_urls"] == 1
    assert counts["run_robots"] >= 2


def test_an_empty_file_becomes_a_store(path):
    path.touch()
    open_store(path).db.close()
    assert pragma(path, "user_version") == SCHEMA_VERSION


def test_opening_again_changes_nothing(path):
    with open_store(path, create=True) as store:
        run_id = run_of(store)
        before = store.db.execute("select * from _sqlite_migrations").fetchall()
    with open_store(path) as store:
        assert store.run().run_id == run_id
        assert store.db.execute("select * from _sqlite_migrations").fetchall() == before


def test_a_file_that_is_not_there(path):
    with pytest.raises(StoreError, match="no such store") as caught:
        open_store(path)
    assert (caught.value.number, caught.value.exit_code) == (303, Exit.STORE)
    assert not path.exists()


def test_a_foreign_database_is_refused_untouched(path):
    with sqlite3.connect(path) as db:
        db.execute("create table mine (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(path, create=True)
    assert caught.value.number == 304
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_naming_both_versions(path):
    open_store(path, create=True).db.close()
    with sqlite3.connect(path) as db:
        db.execute(f"pragma user_version = {SCHEMA_VERSION + 6}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert caught.value.number == 305
    for lang in ("zh", "en"):
        assert str(SCHEMA_VERSION) in caught.value.what.get(lang)
        assert str(SCHEMA_VERSION + 6) in caught.value.what.get(lang)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"<html>" * 500, b"SQLite format 3\0" + b"x" * 4096])
def test_a_file_that_is_no_database(path, content):
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert caught.value.number == 301
    assert path.read_bytes() == content


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError):
        open_store(tmp_path)
    with pytest.raises(StoreError):
        open_store(tmp_path, create=True)
    with pytest.raises(StoreError):
        open_store(tmp_path / "no" / "such" / "folder.db", create=True)


def test_read_only(path):
    with open_store(path, create=True) as store:
        run_id = run_of(store)
    with open_store(path, read_only=True) as store:
        assert store.run().run_id == run_id
        store.use_run(run_id)
        assert store.db.execute("select count(*) from run_pages").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"), store.atomic() as db:
            db.execute("delete from runs")
        assert not store.db.in_transaction


def test_an_older_store_is_not_migrated_read_only(path):
    path.touch()
    with pytest.raises(StoreError) as caught:
        open_store(path, read_only=True)
    assert caught.value.number == 306
    assert path.read_bytes() == b""


def test_two_processes_make_one_store(path):
    code = "import sys; from crawler.store import open_store; open_store(sys.argv[1], create=True).db.close()"
    processes = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(3)]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], errors
    with open_store(path) as store:
        assert store.db.execute("select count(*) from _sqlite_migrations").fetchone()[0] == SCHEMA_VERSION


# -- transactions -----------------------------------------------------------------------------------


def test_atomic_is_all_or_nothing(path):
    with open_store(path, create=True) as store:
        with pytest.raises(ZeroDivisionError), store.atomic() as db:
            db.execute("insert into hosts (host) values ('a')")
            with store.atomic() as inner:  # joins the outer one
                inner.execute("insert into hosts (host) values ('b')")
            raise ZeroDivisionError
        assert store.db.execute("select count(*) from hosts").fetchone() == (0,)
        with store.atomic() as db:
            db.execute("insert into hosts (host) values ('c')")
        assert not store.db.in_transaction
    with open_store(path) as store:
        assert store.db.execute("select host from hosts").fetchall() == [("c",)]


def test_a_commit_that_fails_is_undone(path):
    with open_store(path, create=True) as store:
        store.db.execute("pragma foreign_keys = on")
        store.db.execute("create table p (a primary key)")
        store.db.execute("create table c (a references p (a) deferrable initially deferred)")
        with pytest.raises(sqlite3.IntegrityError), store.atomic() as db:
            db.execute("insert into c values (1)")  # is found wanting when it is committed
        assert not store.db.in_transaction
        assert store.db.execute("select count(*) from c").fetchone() == (0,)


# -- stages and pages -------------------------------------------------------------------------------


def test_a_stage_that_is_done_again_makes_later_ones_due(path):
    with open_store(path, create=True) as store:
        run_id = run_of(store)
        for stage in ("finish", "links", "keywords", "audit"):
            store.mark_stage(run_id, stage)
            assert store.stage_finished(run_id, stage)
        store.mark_stage(run_id, "links", '{"x": 1}')
        done = [stage for stage in ("finish", "links", "keywords", "audit") if store.stage_finished(run_id, stage)]
        assert done == ["finish", "links", "keywords"]
        store.mark_stage(run_id, "finish")
        assert not store.stage_finished(run_id, "links")
        assert not store.stage_finished(run_id + 1, "finish")


def test_pages_are_read_back(path):
    refresh = PAGE.format("旧页").replace("<head>", "<head><meta http-equiv=refresh content='0;url=/a'>")
    with open_store(path, create=True) as store:
        run_id = load_site(
            store,
            {
                "/": PAGE.format("首页"),
                "/a": refresh,
                "/r": Answer(status=301, location="/a"),
                "/t": Answer(error="timeout"),
            },
        )
        records = {
            record.url.removeprefix("https://example.com"): record
            for _, record in store.page_records(run_id, with_text=True)
        }
        ids = dict(store.db.execute("select substr(url, 20), url_id from urls").fetchall())
        texts = dict(store.main_texts(run_id))
        html = store.html(run_id, ids["/a"])
    assert list(records) == ["/", "/a", "/r", "/t"]
    assert (records["/"].title, records["/"].main_text, records["/"].page_type) == ("首页", "首页的正文。去", "home")
    assert records["/a"].refresh == "https://example.com/a"
    assert (records["/r"].status, records["/r"].indexable_reason) == (301, "status")
    assert (records["/t"].status, records["/t"].error) == (None, "timeout")
    assert texts == {ids["/"]: "首页的正文。去", ids["/a"]: "旧页的正文。去"}
    assert html == refresh


def test_html_that_was_not_kept(path):
    with open_store(path, create=True) as store:
        run_id = load_site(store, {"/": PAGE.format("首页")})
        store.db.execute("update documents set html = null")
        (url_id,) = store.db.execute("select url_id from pages").fetchone()
        assert store.html(run_id, url_id) is None
        assert store.html(run_id, 999) is None


def test_without_texts_none_is_read(path):
    with open_store(path, create=True) as store:
        run_id = load_site(store, {"/": PAGE.format("首页")})
        assert [record.main_text for _, record in store.page_records(run_id)] == [""]


def test_matching_copy_is_an_sql_function(path):
    with open_store(path, create=True) as store:
        assert store.db.execute("select matching_copy('  ＡＢc  红茶\n'), matching_copy(null)").fetchone() == (
            "abc 红茶",
            "",
        )


def test_older_store_keeps_its_runs_and_computes_anew_what_it_lacks(tmp_path):
    path = tmp_path / "old.db"
    db = sqlite3.connect(path, isolation_level=None)
    old = Migrations("xunlu")
    old(name="0001_store.sql")(_apply("0001_store.sql"))
    old.apply(sqlite_utils.Database(db))
    db.execute(
        "insert into sites (site_id, name, role, start_url) values (1, 'shop', 'target', 'https://shop.example/')"
    )
    db.execute(
        "insert into runs (run_id, site_id, role, status, started) values (1, 1, 'target', 'complete', '2026-01-01T00:00:00Z')"
    )
    for stage in ("finish", "links", "keywords", "audit"):
        db.execute("insert into stages values (1, ?, '2026-01-01T00:00:00Z', '{}')", [stage])
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute("pragma user_version = 1")
    db.close()
    with open_store(path) as store:
        assert [run.site for run in store.runs()] == ["shop"]
        assert [stage for (stage,) in store.db.execute("select stage from stages")] == ["finish"]
        assert store.db.execute("select count(*) from v_pages").fetchone() == (0,)
    assert pragma(path, "user_version") == SCHEMA_VERSION
