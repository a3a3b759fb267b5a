"""The table of pages travels whole where there is room, and step by step less where there is not; every step is said."""

import base64
import gzip
import json

import pytest

from crawler.store import open_store
from reports.addresses import site_base
from reports.catalogue import installed_checks
from reports.page_table import page_table
from reports.reader import Reader
from reports.render import usual_bytes
from reports.trimming import fitted
from tests.report_site import build


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("table") / "cha.db")
    with open_store(path) as store:
        yield Reader(store.db, run_id, site_base(store.run(str(run_id)).start_url))


@pytest.fixture(scope="module")
def table(reader):
    return page_table(reader, installed_checks())


def unpack(text):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_every_page_has_its_row_as_the_store_has_it(reader, table):
    rows = list(reader.rows("select * from v_pages where run_id = :run order by pagerank is null, pagerank desc, url"))
    assert len(rows) == len(table.ids) == table.total > 20
    for at, row in enumerate(rows):
        assert table.ids[at] == row["url_id"]
        url = table.urls[at]
        assert (table.base + url if url.startswith("/") else url) == row["url"]
        assert (table.status[at], table.depth[at], table.inlinks[at], table.words[at]) == (
            row["status"], row["depth"], row["inlinks"], row["words"],
        )  # fmt: skip
        assert table.types[table.type[at]].key == (row["page_type"] or "")
        assert table.reasons[table.reason[at]].key == (row["indexable_reason"] or "")


def test_what_a_page_fails_is_what_the_store_says(reader, table):
    found = {
        (row["url_id"], row["check_id"])
        for row in reader.rows("select url_id, check_id from findings where run_id = :run")
    }
    pages = set(table.ids)
    told = {
        (url_id, table.checks[place].check_id)
        for url_id, failed in zip(table.ids, table.failed, strict=True)
        for place in failed
    }
    assert told == {pair for pair in found if pair[0] in pages} and told
    sentences = {
        (url_id, table.checks[one.check].check_id) for url_id, all_told in table.told.items() for one in all_told
    }
    assert told <= sentences
    assert all(text.zh and text.en for text in table.sentences)


def test_with_room_everything_travels(table):
    made = fitted(table, 1_000_000)
    data = unpack(made.text)
    assert made.steps == () and data["steps"] == []
    assert len(data["url"]) == table.total and len(data["sentences"]) == len(table.sentences)
    assert [sum(data["id"][: at + 1]) for at in range(len(table.ids))] == sorted(table.ids)


def test_with_less_room_it_is_trimmed_and_says_so(table):
    made = fitted(table, 1_000_000)
    steps = [0]
    while made.text:
        room = len(made.text) - 1
        made = fitted(table, room)
        assert len(made.text) <= room and len(made.steps) > steps[-1]
        steps.append(len(made.steps))
        if made.text:
            assert [pair[1] for pair in unpack(made.text)["steps"]] == [step.en for step in made.steps]
    assert len(steps) >= 3


def test_at_first_the_evidence_of_fewer_pages_travels(table, monkeypatch):
    monkeypatch.setattr("reports.trimming.TOLD", 3)
    whole = fitted(table, 1_000_000)
    made = fitted(table, len(whole.text) - 1)
    data = unpack(made.text)
    assert len(made.steps) == 1 and "first 300 pages" in made.steps[0].en
    kept = dict(data["told"])
    assert list(kept) == [url_id for url_id in table.ids if url_id in table.told][:3]
    said = {url_id: [table.sentences[one.sentence].zh for one in table.told[url_id]] for url_id in kept}
    assert {url_id: [data["sentences"][place][0] for *_, place in told] for url_id, told in kept.items()} == said
    assert len(data["sentences"]) == len({text for texts in said.values() for text in texts})
    assert data["description"] == unpack(whole.text)["description"]  # the rest is all there


@pytest.mark.parametrize(
    ("pages", "most"), [(0, 1_500_000), (10_000, 1_500_000), (20_000, 3_000_000), (100_000, 15_000_000), (10**6, 15_000_000)]
)  # fmt: skip
def test_a_report_grows_with_its_site_within_limits(pages, most):
    assert usual_bytes(pages) == most


def test_with_no_room_there_are_counts_only(table):
    made = fitted(table, 100)
    assert made.text == "" and "counts only" in made.steps[-1].en


def test_a_part_of_a_large_site_is_told(reader, monkeypatch):
    import reports.page_table as module

    monkeypatch.setattr(module, "MOST", 12)
    monkeypatch.setattr(module, "TOP", 8)
    cut = page_table(reader, installed_checks())
    assert len(cut.ids) <= 12 < cut.total
    ranked = [
        row["url_id"]
        for row in reader.rows(
            "select url_id from page_graph where run_id = :run order by pagerank desc, url_id limit 8"
        )
    ]
    assert set(ranked) <= set(cut.ids)
    assert f"{len(cut.ids)} of {cut.total} pages" in fitted(cut, 1_000_000).steps[0].en
