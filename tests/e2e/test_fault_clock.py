"""Clocks that are wrong, jump, or live in odd zones: intervals do not depend on them, and what is stored is UTC."""

import json
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest

from tests.e2e.absent import absent
from tests.e2e.modes import last, robots
from tests.e2e.program import query
from tests.e2e.tiny import Reply, TinySite, page

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
YEAR = 365 * 86_400
STAMP = "%Y-%m-%dT%H:%M:%SZ"


def moment(stamp):
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "XXX-26:30", "nonsense"]
)
def test_what_is_stored_is_utc_in_every_zone(xunlu, site, zone):
    before = time.time()
    xunlu("crawl", site.url, TZ=zone)
    after = time.time()
    ((started, finished, beat),) = query(xunlu.db, "select started, finished, heartbeat from runs")
    fetched = [at for (at,) in query(xunlu.db, "select fetched from pages")]
    assert all(int(before) <= at <= after + 1 for at in (moment(started), moment(finished), beat, *fetched))


class Clock:
    """The clock of the programs that are started with ``environment``; it jumps when told to, monotonic clocks do not."""

    def __init__(self, folder):
        self.file = folder / "clock"
        self.set(0)

    def set(self, seconds):
        made = self.file.with_suffix(".new")
        made.write_text(f"{seconds:+d}", "ascii")
        made.replace(self.file)

    @property
    def environment(self):
        return {
            "LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1",
        }  # fmt: skip


@pytest.fixture
def clock(tmp_path):
    if LIBRARY is None:
        absent("libfaketime is missing: install the Debian package libfaketime")
    return Clock(tmp_path)


def jumping(clock, seconds, answers, at="/a"):
    """The answers of a site; whoever asks for ``at`` makes the clock jump."""

    def jump(_):
        clock.set(seconds)
        return Reply(page("跳"))

    return answers | {at: jump}


MANY = {"/": page("首页", "/a", *(f"/{n}" for n in range(40)))} | {
    f"/{n}": page(f"第 {n} 页", f"/{n}/more") for n in range(40)
}
MORE = {f"/{n}/more": page(f"再 {n}") for n in range(40)}


@pytest.mark.parametrize(
    "seconds", [-3600, -YEAR, YEAR, 30 * YEAR], ids=["back an hour", "back a year", "on a year", "beyond 2038"]
)
def test_a_clock_that_jumps_while_crawling_neither_hastens_nor_holds_it(xunlu, clock, seconds):
    answers = jumping(clock, seconds, MANY | MORE | {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.03")})
    with TinySite(answers) as site:
        began = time.monotonic()
        xunlu("crawl", site.url, **clock.environment)
        took = time.monotonic() - began
        times = site.times()
    assert last(xunlu) == ("complete", "finished")
    assert len(times) == len(set(MANY | MORE)) + 1
    assert took < 60
    assert times[-1] - times[0] >= 0.03 * (len(times) - 1) * 0.9  # the pace is kept


@pytest.mark.parametrize("seconds", [-YEAR, YEAR], ids=["back", "on"])
def test_a_retry_comes_whatever_the_clock_does(xunlu, clock, seconds):
    """The clock jumps while the host is left alone: when the page is due was written by the clock of before."""

    def busy(before):
        if before:
            return Reply(page("第 9 页"))
        Timer(1, clock.set, [seconds]).start()
        return Reply(status=503, headers={"Retry-After": "3"})

    with TinySite(MANY | {"/a": page("甲"), "/9": busy}) as site:
        began = time.monotonic()
        xunlu("crawl", site.url, **clock.environment)
        took = time.monotonic() - began
        first, again = site.times("/9")
    assert last(xunlu) == ("complete", "finished")
    assert took < 60
    assert again - first >= 2.9
    stored = [at for (at,) in query(xunlu.db, "select fetched from pages")]
    assert max(stored) - min(stored) > YEAR / 2  # it did jump


@pytest.mark.parametrize("seconds", [-YEAR, YEAR])
def test_an_earlier_run_of_another_time_is_no_obstacle(xunlu, site, clock, seconds):
    """The clock was wrong at the first crawl: a new one is made, compared and reported like any other."""
    clock.set(-seconds)
    xunlu("crawl", site.url, **clock.environment)
    clock.set(0)
    xunlu("run", site.url, "-o", "report.html", **clock.environment)
    xunlu("diff", **clock.environment)
    assert query(xunlu.db, "select status from runs") == [("complete",)] * 2
    assert (xunlu.folder / "report.html").stat().st_size > 10_000


@pytest.mark.parametrize("seconds", [-YEAR / 400, YEAR], ids=["earlier today", "in a year"])
def test_a_crawl_cut_off_by_another_clock_goes_on(xunlu, seconds):
    """What was left is due in a year, by the clock that was wrong; the crawl is resumed and does not wait for it."""
    with TinySite(MANY | {"/a": page("甲")}) as site:
        xunlu("crawl", site.url, "--max-pages", "10")
        when = (datetime.now(UTC) + timedelta(seconds=seconds)).strftime(STAMP)
        with sqlite3.connect(xunlu.db) as db:
            db.execute(
                "update runs set status = 'interrupted', reason = 'killed', started = ?, finished = ?, heartbeat = ?",
                [when, when, time.time() + seconds],
            )
            db.execute("update frontier set not_before = ? where state = 0", [time.time() + seconds])
        began = time.monotonic()
        xunlu("crawl", site.url)
        took = time.monotonic() - began
        assert sorted(site.paths()) == sorted([*MANY, *MORE, "/a"])  # each once
    assert last(xunlu, "run_id, status") == (1, "complete")
    assert took < 60


DATES = ["Fri, 01 Jan 2100 00:00:00 GMT", "Thu, 01 Jan 1960 00:00:00 GMT", "Sat, 31 Dec 2016 23:59:60 GMT", "Tue, 19 Jan 2038 03:14:08 GMT",
         "Mon, 01 Jan 9999 00:00:00 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "0", "-1", "now"]  # fmt: skip
LASTMODS = [
    "2100-01-01",
    "1900-01-01",
    "2016-12-31T23:59:60Z",
    "2038-01-19T03:14:08Z",
    "9999-12-31",
    "0001-01-01",
    "2026-03-29T02:30:00+14:00",
]


def test_dates_at_the_ends_of_time_are_stored_judged_and_reported(xunlu):
    paths = [f"/{n}" for n in range(len(DATES))]
    pages = {
        path: Reply(
            page(
                f"第 {path} 页",
                head=f'<meta property="article:published_time" content="{LASTMODS[n % len(LASTMODS)]}">',
            ),
            headers={"Last-Modified": date, "Date": date, "Expires": date, "Age": "-1"},
        )
        for n, (path, date) in enumerate(zip(paths, DATES, strict=True))
    }
    with TinySite({"/": page("首页", *paths), **pages}) as site:
        urls = "".join(
            f"<url><loc>{site.url}{n}</loc><lastmod>{date}</lastmod></url>" for n, date in enumerate(LASTMODS)
        )
        site.answers["/sitemap.xml"] = Reply(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>', type="text/xml"
        )
        for _ in range(2):
            xunlu("run", site.url, "--conditional", "--fresh", "-o", "report.html")
    assert dict(query(xunlu.db, "select status, count(*) from runs group by status")) == {"complete": 2}
    stored = {one for (one,) in query(xunlu.db, "select last_modified from pages where last_modified is not null")}
    assert stored == set(DATES)
    ((faults,),) = query(xunlu.db, "select faults from sitemaps where urls > 0 order by sitemap_id limit 1")
    assert json.loads(faults) == {"lastmod-future": 3, "lastmod-invalid": 1}
