"""The sets of imported figures, each joined with positions, own pages and the crawled market, and measured.

A set is what was imported for one engine and day. ``temp.figure_set`` has a row for each keyword, ``temp.figure_measures``
what it comes to. Numbers are held as arrays, everything else stays in SQLite: 200,000 keywords take some 60 MB.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

import numpy as np

from configs.settings import Settings
from crawler.records import Run
from crawler.store import Store
from keywords.brands import brand_names
from keywords.competition import competitor_runs
from keywords.figures.crawled import add_crawled
from keywords.figures.heads import FIGURES
from keywords.figures.measures import HOT, INPUTS, Floats, breadth_label, competition, kei, percentiles
from keywords.figures.opportunity import Known, standing
from keywords.intent import intent_of
from keywords.shopwords import shop_segmenter
from keywords.stopwords import user_words

BATCH = 10_000

_SET = f"""
    create temp table figure_set (
        number integer primary key, engine text, day text, keyword text, shown text, measured integer, period text,
        {", ".join(f"{name} real" for name in FIGURES)}, inexact integer, clicks integer, impressions integer, position real, page text,
        term_id integer, own_url_id integer, served integer not null default 1, competition real, own_strength real, verdict text,
        estimated integer not null default 0
    )
"""
_MEASURES = """
    create temp table figure_measures (
        number integer primary key, kei real, kei_intitle real, f09 real, left_out text, intitle_percentile real,
        bid_percentile real, breadth text, intent text, value real, chance real, priority real, quadrant text
    )
"""
_FIGURES = f"""
    insert into temp.figure_set (engine, day, keyword, shown, measured, period, {", ".join(FIGURES)}, inexact)
    select engine, day, keyword, shown, 1, period, {", ".join(FIGURES)}, inexact from keyword_figures
    where site_id = :site and engine = :engine and day = :day order by keyword
"""
_RANKED = """
    create temp table figure_ranks as
    select keyword, shown, day, position, page, clicks, impressions from (
        select keyword, shown, day, position, page, sum(clicks) over seen as clicks, sum(impressions) over seen as impressions,
            row_number() over (partition by keyword order by day desc, position, page) as place
        from rankings where site_id = :site and engine = :engine
        window seen as (partition by keyword, day)
    ) where place = 1
"""
_ONLY_RANKED = """
    insert into temp.figure_set (engine, day, keyword, shown, measured, period, inexact)
    select :engine, r.day, r.keyword, r.shown, 0, '', 0 from temp.figure_ranks r
    where r.keyword not in (select keyword from temp.figure_set) order by r.keyword
"""
_POSITIONS = """
    update temp.figure_set set (clicks, impressions, position, page) = (r.clicks, r.impressions, r.position, nullif(r.page, ''))
    from temp.figure_ranks r where r.keyword = figure_set.keyword
"""
_TERMS = "update temp.figure_set set term_id = t.term_id from terms t where t.term = figure_set.keyword"
_TARGETS = """
    update temp.figure_set set own_url_id = m.url_id, served = iif(p.in_title or p.in_h1, 3, iif(p.in_text, 2, 1)),
        competition = c.competition, own_strength = c.own, verdict = c.verdict
    from keyword_map m
    left join keyword_places p on p.run_id = m.run_id and p.term_id = m.term_id and p.url_id = m.url_id
    left join keyword_competition c on c.run_id = m.run_id and c.term_id = m.term_id
    where m.run_id = :run and m.term_id = figure_set.term_id
"""
_INDICES = (
    "create index temp.figure_set_keyword on figure_set (keyword)",
    "create index temp.figure_ranks_keyword on figure_ranks (keyword)",
)
_TERM_INDEX = "create index temp.figure_set_term on figure_set (term_id)"


class Set(NamedTuple):
    """One engine and the day its figures hold for; ``day`` is empty where only positions were imported."""

    engine: str
    day: str


def sets(store: Store, run: Run, engine: str = "", day: str = "") -> list[Set]:
    """The sets of a site: of each engine, or of ``engine``, the newest day, or ``day``."""
    found = store.db.execute(
        "select engine, max(day) from keyword_figures where site_id = :site and :engine in ('', engine) and :day in ('', day)"
        " group by engine union all"
        " select engine, '' from rankings where site_id = :site and :engine in ('', engine) and :day = '' and not exists"
        " (select 1 from keyword_figures f where f.site_id = :site and f.engine = rankings.engine) group by engine"
        " order by 1",
        {"site": run.site_id, "engine": engine, "day": day},
    )
    return [Set(*row) for row in found]


def size_of(store: Store, run: Run, one: Set) -> int:
    """Keywords of a set."""
    table, day = ("keyword_figures", "day = :day") if one.day else ("rankings", ":day = ''")
    query = f"select count(distinct keyword) from {table} where site_id = :site and engine = :engine and {day}"
    (size,) = store.db.execute(query, {"site": run.site_id, "engine": one.engine, "day": one.day}).fetchone()
    return int(size)


def measure(store: Store, run: Run, one: Set, settings: Settings) -> None:
    """Fill ``temp.figure_set`` and ``temp.figure_measures`` with a set; keywords of ``run`` must be computed and compared.

    Raises:
        InputError: the user dictionary cannot be read.
    """
    db = store.db
    for name in ("figure_set", "figure_measures", "figure_ranks"):
        db.execute(f"drop table if exists temp.{name}")
    for statement in (_SET, _MEASURES):
        db.execute(statement)
    values = {"site": run.site_id, "engine": one.engine, "day": one.day, "run": run.run_id}
    for statement in (_RANKED, _FIGURES, _ONLY_RANKED, *_INDICES, _POSITIONS, _TERMS, _TERM_INDEX, _TARGETS):
        db.execute(statement, values)
    add_crawled(db, run.run_id, [one.run_id for one in competitor_runs(store, settings) if one.site != run.site])
    _measure(db, settings, brand_names(db, run.run_id))


def _measure(db: sqlite3.Connection, settings: Settings, names: set[str]) -> None:
    figures = _figures(db)
    found, demand = competition(figures), _demand(db, figures["volume"], figures["impressions"])
    columns = found.score, demand, percentiles(figures["intitle"]), percentiles(figures["bid"])
    lists = [np.where(np.isnan(one), None, one).tolist() for one in columns]  # type: ignore[call-overload]
    absent = np.left_shift(1, np.arange(len(INPUTS))) @ ~found.known
    words_of = [",".join(name for at, name in enumerate(INPUTS) if code >> at & 1) for code in range(1 << len(INPUTS))]
    left_out = [words_of[code] for code in absent.tolist()]  # 32 texts for all keywords
    rows = db.execute(
        "select number, keyword, volume, results, intitle, difficulty, position, competition, own_strength, served"
        " from temp.figure_set order by number"
    )
    segment = shop_segmenter(user_words(settings.keywords))
    while batch := rows.fetchmany(BATCH):
        made = []
        for number, term, volume, results, intitle, difficulty, position, crawled, own, served in batch:
            f09, wanted, in_titles, price = (column[number - 1] for column in lists)
            intent = intent_of(term, names)
            stands = standing(Known(wanted, intent, crawled, own, position, f09, difficulty, served))
            words = len(segment.tokens(term)) if (results or 0) >= HOT else 0
            made.append((
                number, kei(volume, results), kei(volume, intitle, served), f09, left_out[number - 1], in_titles, price,
                breadth_label(volume, results, words), intent, *stands,
            ))  # fmt: skip
        db.executemany(f"insert into temp.figure_measures values ({', '.join('?' * 13)})", made)


def _figures(db: sqlite3.Connection) -> dict[str, Floats]:
    """Each figure of the set as an array, by number; NaN where unknown."""
    names = ("volume", "results", "intitle", "ads", "bid", "strong_share", "home_share", "impressions")
    (size,) = db.execute("select count(*) from temp.figure_set").fetchone()
    rows = db.execute(f"select {', '.join(names)} from temp.figure_set order by number")
    flat = np.fromiter((np.nan if cell is None else cell for row in rows for cell in row), float, size * len(names))
    return dict(zip(names, flat.reshape(size, len(names)).T, strict=True))


def _demand(db: sqlite3.Connection, volume: Floats, impressions: Floats) -> Floats:
    """Percentiles of searches within their period; of impressions where a keyword has no searches."""
    periods = np.array([period for (period,) in db.execute("select period from temp.figure_set order by number")])
    found = percentiles(impressions)
    for period in np.unique(periods[~np.isnan(volume)]):
        of = (periods == period) & ~np.isnan(volume)
        found[of] = percentiles(volume[of])
    return found
