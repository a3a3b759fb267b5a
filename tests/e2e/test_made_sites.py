"""Address spaces without end beside an honest shop, through the whole program: the first are bounded, the second is whole."""

from collections import deque

import pytest

from crawler.urls import resolve
from tests.e2e.made import MadeSite
from tests.e2e.program import query
from tests.trap_alikes import real_shop, single_facets
from tests.trap_sites import START, endless_list, key_calendar, month_calendar, path_filters, same_page, sessions


def whole(site, start="/"):
    """Every path of a site whose pages lead no further than there is something."""
    known, waiting = {start}, deque([start])
    while waiting:
        path = waiting.popleft()
        for href in (site(path) or ("", []))[1]:
            target = (resolve(f"{START}{path[1:]}", href) or "").removeprefix(START[:-1])
            if target.startswith("/") and target not in known:
                known.add(target)
                waiting.append(target)
    return known


PARTS = {  # what begins so belongs to it; which trap it is, and how much of it may be asked for
    "/calendar/": (month_calendar, "calendar", 900),
    "/room/": (key_calendar, "calendar", 30 * 40),
    "/list/": (endless_list("empty", pages=12, lists=2), "pagination", 60),
    "/item/": (sessions("sess"), "sessions", 400),
    "/show": (same_page, "duplicates", 200),
}
DOORS = [
    "/calendar/2026/10/",
    *(f"/room/{number}?year=2026&m=10" for number in range(3)),
    "/list/a",
    "/list/b",
    "/item/1?sess=0",
    "/show?id=1",
]
HONEST = real_shop(1000)


def beside(path):
    """The honest shop, with doors to the others on its contact page."""
    for begin, (part, _, _) in PARTS.items():
        if path.startswith(begin):
            return part(path)
    text, hrefs = HONEST(path)
    return text, [*hrefs, *DOORS] if path == "/contact" else hrefs


def test_a_big_honest_shop_beside_traps_loses_nothing(xunlu):
    with MadeSite(beside) as site:
        result = xunlu("run", site.url, "-o", "report.html")
        asked = site.paths()
    honest = whole(HONEST)
    assert len(honest) > 1000
    assert honest <= set(asked)
    assert len(asked) == len(set(asked))
    for begin, (_, kind, most) in PARTS.items():
        mine = [path for path in asked if path.startswith(begin)]
        assert 0 < len(mine) <= most, (begin, len(mine))
        told = query(xunlu.db, "select 1 from v_traps where kind = ? and example like '%' || ? || '%'", kind, begin)
        assert told, (begin, query(xunlu.db, "select kind, template, example from v_traps"))
    assert "traps in all" in result.err
    assert query(xunlu.db, "select status, reason from runs") == [("complete", "finished")]
    assert query(xunlu.db, "select count(*) from v_pages where status = 200 and error is not null") == [(0,)]


ALIKE = {
    "lists, goods, related ones": real_shop(400),
    "sold out": real_shop(300, sold_out=0.6),
    "single facets": single_facets,
}


@pytest.mark.parametrize("name", ALIKE)
def test_what_only_looks_like_a_trap_is_crawled_whole(xunlu, name):
    with MadeSite(ALIKE[name]) as site:
        result = xunlu("run", site.url, "-o", "report.html")
        assert sorted(site.paths()) == sorted(whole(ALIKE[name]))
    assert query(xunlu.db, "select * from v_traps") == []
    assert "Trap" not in result.err
    assert query(xunlu.db, "select note from scores where name = 'overall'") == [("",)]


def test_facets_in_the_path_end(xunlu):
    with MadeSite(path_filters) as site:
        result = xunlu("run", site.url, "--max-pages", 3000, "-o", "report.html")
        asked = set(site.paths())
    assert {"/shoes/", "/hats/", "/shoes/color-red/", "/hats/size-xl/"} <= asked
    assert len(asked) < 1500
    assert {kind for (kind,) in query(xunlu.db, "select kind from v_traps")} == {"facets"}
    assert "Filters combine without end" in result.err


def test_what_traps_leave_out_can_be_asked_for(xunlu):
    """``traps = "off"`` watches for none: then a limit has to end the crawl."""
    with MadeSite(key_calendar) as site:
        (xunlu.folder / "xunlu.toml").write_text(
            f'version = 1\n[sites.shop]\nstart = ["{site.url}"]\n[sites.shop.crawl]\ntraps = "off"\nmax_pages = 1500\n',
            "utf-8",
        )
        xunlu("run", "-o", "report.html")
        assert len(set(site.paths())) == 1500
    assert query(xunlu.db, "select status, reason from runs") == [("partial", "max-pages")]
    assert query(xunlu.db, "select count(*) from v_traps") == [(0,)]
