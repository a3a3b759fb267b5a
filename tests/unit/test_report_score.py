"""``xunlu score``: its numbers, and sums that a person can recompute."""

import csv
import io
import json
import re

import pytest

from audit.runner import run_checks
from configs.entry import run_group
from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from keywords.stage import run_keywords
from linkgraph.stage import run_links
from xunlu import LAZY

HEAD = '<html lang="zh"><head><meta name="viewport" content="width=device-width">{}</head><body><h1>茶</h1><p>茶叶，产地直发。</p>{}</body></html>'
TEAS = ("龙井", "普洱", "碧螺春", "铁观音", "毛尖", "祁门红茶")
WORDS = (
    "香气清高而持久", "滋味醇厚回甘", "汤色明亮", "适合八十度的水", "冲泡三分钟", "产自高山茶园", "谷雨之前采摘", "手工炒制", "每斤约六万个芽头", "密封后放进冰箱",
    "送礼自饮都合适", "配紫砂壶最好", "老人也能喝", "空腹不宜", "三年以上的陈茶", "拼配比例公开", "农残检测合格", "附有产地证明", "七天可以退货", "当天发货",
)  # fmt: skip
NOT_TRUSTED = {"fault": "expired", "version": "TLSv1.3", "alpn": "h2", "old": "", "days_left": -1.0, "lifetime_days": 90.0}  # fmt: skip
SUM = re.compile(
    r"-?(?P<points>[\d.]+) = (?P<share>[\d.]+)% \(\w+\) \* (?P<weight>\d+)/(?P<weights>\d+) \* (?P<lost>[\d.]+)%"
    r" \(affected (?P<affected>[\d.]+)% / (?P<full>\d+)%\) \* 100"
)


def shop(**more):
    """Half of the pages lack a title, two links are broken."""
    titles = {n: "" if n % 2 else f"<title>龙井茶 {n}</title>" for n in range(10)}
    text = {
        n: "".join(f"<p>{tea}的第 {n} 批，{word}。</p>" for tea in TEAS for word in WORDS[n % 5 :: 5])
        for n in range(10)
    }
    pages = {f"/p/{n}": HEAD.format(titles[n], f'{text[n]}<a href="/">首页</a>') for n in range(10)}
    links = "".join(f'<a href="/p/{n}">茶 {n}</a>' for n in range(12))
    gone = {f"/p/{n}": Answer(status=404, html="没有") for n in (10, 11)}
    return {"/": HEAD.format("<title>茶舍</title>", links), **pages, **gone, **more}


def judged(path, answers, settings=None, **more):
    settings = settings or Settings()
    with open_store(path, create=True) as store:
        run_id = load_site(store, answers, **more)
        run_links(store, run_id)
        run_keywords(store, run_id, settings)
        return run_id, run_checks(store, run_id, settings)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    path = tmp_path_factory.mktemp("score") / "shop.db"
    return path, judged(path, shop())[1]


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(path, *words, lang="en"):
        code = run_group(LAZY, ["--db", str(path), "--lang", lang, "score", *words], prepare="jobs.stages:prepare")
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out

    return run


def test_every_number_of_the_score(stored, call):
    path, audit = stored
    found = {row["name"]: row for row in json.loads(call(path, "--format", "json"))}
    assert {name: row["value"] for name, row in found.items()} == pytest.approx(audit.scores)
    assert found["axis:links"]["note"] == "not judged" and found["axis:links"]["share"] is None
    shares = {name: row["share"] for name, row in found.items() if row["share"] is not None}
    assert sum(shares.values()) == pytest.approx(100) and set(shares) <= {f"axis:{one}" for one in ("crawl", "structure", "page", "keywords", "health")}  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), [("zh", "总分 抓取 结构 覆盖率 未判断"), ("en", "Overall Crawl Structure Coverage not\xa0judged")])  # fmt: skip
def test_a_table_for_people(stored, call, lang, words):
    said = call(stored[0], lang=lang)
    assert all(word.replace("\xa0", " ") in said for word in words.split(" "))
    assert f"{stored[1].scores['overall']:.1f}" in said


def test_the_sums_of_all_entries_make_what_is_missing(stored, call):
    path, audit = stored
    rows = list(csv.DictReader(io.StringIO(call(path, "--explain", "--format", "csv"))))
    entries = [row for row in rows if row["kind"] == "check"]
    with open_store(path) as store:
        assert len(entries) == store.db.execute("select count(*) from score_entries where applicable > 0").fetchone()[0]
    (total,) = [row for row in rows if row["kind"] == "total"]
    assert sum(float(row["points"]) for row in entries) == pytest.approx(100 - audit.scores["overall"])
    assert float(total["points"]) == pytest.approx(100 - audit.scores["overall"])
    points = [float(row["points"]) for row in entries]
    assert points == sorted(points, reverse=True) and points[0] > 0 and points[-1] == 0
    for row in entries:
        value = {
            name: float(row[name]) for name in ("axis_share", "weight", "weights", "lost", "affected", "saturation")
        }
        assert value["lost"] == pytest.approx(min(100, 100 * value["affected"] / value["saturation"]))
        made = value["axis_share"] / 100 * value["weight"] / value["weights"] * value["lost"] / 100 * 100
        assert made == pytest.approx(float(row["points"]), abs=1e-9)


def test_a_printed_sum_can_be_recomputed(stored, call):
    rows = list(csv.DictReader(io.StringIO(call(stored[0], "--explain", "--format", "csv"))))
    read = 0
    for row in rows:
        if (found := SUM.search(row["sum"])) and float(row["points"]) > 0.1:
            got = {name: float(text) for name, text in found.groupdict().items()}
            made = got["share"] / 100 * got["weight"] / got["weights"] * got["lost"]
            assert made == pytest.approx(got["points"], abs=0.02), row["sum"]
            assert got["points"] == pytest.approx(float(row["points"]), abs=0.006)
            read += 1
    assert read >= 3


def test_explained_for_people(stored, call):
    said = call(stored[0], "--explain", "--limit", "3", lang="zh").splitlines()
    assert len(said) == 5 and all("受影响" in line for line in said[2:]) and "title-missing" in "".join(said)
    assert "100 - " in call(stored[0], "--explain", "--format", "md").splitlines()[-1]


@pytest.fixture(scope="module")
def capped(tmp_path_factory):
    path = tmp_path_factory.mktemp("capped") / "shop.db"
    return path, judged(path, shop(), tls=NOT_TRUSTED)[1]


def test_a_certificate_that_is_not_valid_holds_down_to_49(capped, call):
    path, audit = capped
    assert audit.scores["overall"] == 49 and audit.scores["cap"] > 0
    assert audit.notes["cap"] == "tls-invalid:49"
    rows = list(csv.DictReader(io.StringIO(call(path, "--explain", "--format", "csv"))))
    (cap,) = [row for row in rows if row["kind"] == "cap"]
    assert "certificate" in cap["sum"] and "49" in cap["sum"]
    assert sum(float(row["points"]) for row in rows if row["kind"] != "total") == pytest.approx(51)
    found = {row["name"]: row for row in json.loads(call(path, "--format", "json"))}
    assert "certificate" in found["overall"]["note"]


@pytest.mark.parametrize(
    ("host", "held"),
    [("https://www.example.com/", True), ("https://img.example.com/", False), ("http://example.com/", False)],
)
def test_the_certificate_of_the_home_page_s_host_counts(tmp_path, host, held):
    from crawler.probe_rows import Probe

    _, audit = judged(tmp_path / "shop.db", shop(), probes=[Probe("tls", host, body=NOT_TRUSTED)])
    assert ("tls-invalid" in audit.notes.get("cap", "")) is held


def test_an_accepted_certificate_holds_nothing_down(tmp_path):
    import datetime

    from configs.settings import Accept, Rules

    until = datetime.date.today() + datetime.timedelta(days=9)
    settings = Settings(rules=Rules(accept=(Accept("tls-invalid", "staging", until),)))
    _, audit = judged(tmp_path / "shop.db", shop(), settings, tls=NOT_TRUSTED)
    assert audit.scores["cap"] == 0 and audit.scores["overall"] > 49


def test_health_and_coverage_are_what_anybody_can_count(stored):
    path, audit = stored
    with open_store(path) as store:
        pages, sound, crawled, known = store.db.execute(
            "select (select count(*) from v_pages where is_html), (select count(*) from v_pages p where p.is_html and p.indexable"
            " and not exists (select 1 from v_findings f where f.url_id = p.url_id and f.severity = 'error')),"
            " (select count(*) from frontier where state = 2), (select count(*) from frontier)"
        ).fetchone()
    assert audit.scores["health"] == pytest.approx(100 * sound / pages) and 0 < sound < pages
    assert audit.scores["coverage"] == pytest.approx(100 * crawled / known)


def test_clean_files_do_not_move_the_score_of_the_whole_checklist(tmp_path):
    """Through the real stages and every check."""
    _, before = judged(tmp_path / "a.db", shop())
    files = {
        f"/files/{n}.pdf": Answer(body=b"%PDF-1.7", headers={"content-type": "application/pdf"}) for n in range(40)
    }
    _, after = judged(tmp_path / "b.db", shop(**files))
    with open_store(tmp_path / "b.db") as store:
        assert store.db.execute("select count(*) from v_pages where not is_html and status = 200").fetchone()[0] == 40
    assert after.scores == pytest.approx(before.scores)
    assert {one.check_id: (one.applicable, one.failing) for one in after.checks} == {
        one.check_id: (one.applicable, one.failing) for one in before.checks
    }
