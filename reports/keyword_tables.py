"""Target keywords on every site of the market, and the section of the report that they and their neighbours make."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Sequence

from configs.settings import Settings
from configs.text import Text
from crawler.store import Store
from crawler.text import printable
from keywords.competition import MANY_PAGES, MANY_WORDS
from reports.addresses import address, site_base
from reports.keyword_map import TONES, VERDICTS, keyword_map, page_terms
from reports.keyword_rivals import cannibals, gaps
from reports.keyword_topics import title_rows, topics
from reports.model_keywords import Counted, Keywords, MarketCell, MarketRow, Strength
from reports.model_market import SiteHead
from reports.numbers import share
from reports.opportunities import opportunities
from reports.parts import Cut
from reports.reader import Reader
from reports.site_terms import site_terms
from reports.sites import site_heads
from reports.words import named

TARGETS = 40

COMPETITION: dict[str, Text] = {
    "winnable": Text(zh="可争", en="winnable"),
    "even": Text(zh="相当", en="even"),
    "hard": Text(zh="难", en="hard"),
    "not-judged": Text(zh="未判断", en="not judged"),
}
COMPETITION_TONES = {"winnable": "excellent", "even": "fair", "hard": "poor"}


def keywords(reader: Reader, store: Store, settings: Settings, *, judged: bool) -> Keywords:
    """The keyword tables of a run; ``judged``: the stage keywords has been computed."""
    sites = _market_sites(reader)
    targets = list(
        reader.rows(
            "select k.term_id, t.term, k.origin, c.competition, c.verdict from keyword_targets k"
            " join terms t on t.term_id = k.term_id"
            " left join keyword_competition c on c.run_id = k.run_id and c.term_id = k.term_id"
            " where k.run_id = :run order by k.ordinal, t.term limit :limit",
            limit=TARGETS,
        )
    )
    total = reader.count("select count(*) from keyword_targets where run_id = :run")
    mapped, rivals, terms, pages = keyword_map(reader), cannibals(reader), site_terms(reader), page_terms(reader)
    voices = topics(reader, sites)
    first = opportunities(reader, store, settings)
    command = f"xunlu keywords compete {reader.run_id} --format csv"
    return Keywords(
        judged=judged,
        guessed=any(row["origin"] == "guessed" for row in targets),
        summary=_summary(reader, rivals[1]),
        sites=sites,
        opportunities=first[0],
        opportunities_cut=first[1],
        map=mapped[0],
        map_cut=mapped[1],
        market=tuple(_market_row(reader, row, sites) for row in targets),
        market_cut=Cut(len(targets), total, command, len(targets) >= total),
        cannibals=rivals[0],
        cannibals_cut=rivals[1],
        gaps=gaps(reader),
        topics=voices[0],
        topics_cut=voices[1],
        titles=title_rows(store, sites) if voices[0] else (),
        top=terms[0],
        top_cut=terms[1],
        phrases=terms[2],
        pages=pages[0],
        pages_cut=pages[1],
    )


def _summary(reader: Reader, rivals: Cut) -> tuple[Counted, ...]:
    """The section in a line: keywords by verdict of their page, terms several pages compete for, gaps."""
    found = Counter(
        {
            row["verdict"]: int(row["n"])
            for row in reader.rows("select verdict, count(*) as n from keyword_map where run_id = :run group by 1")
        }
    )
    made = [Counted(name, found[key], TONES[key], "keywords-map") for key, name in VERDICTS.items() if found[key]]
    missing = reader.count("select count(*) from keyword_gaps where run_id = :run and kind = 'gap'")
    if made:
        name = Text(zh="多个网页相争的词", en="terms several pages compete for")
        made.append(Counted(name, rivals.total, "poor" if rivals.total else "excellent", "keywords-cannibal"))
        made.append(
            Counted(
                Text(zh="竞品有、你没有的词", en="gaps"), missing, "fair" if missing else "excellent", "keywords-gap"
            )
        )
    return tuple(made)


def _market_sites(reader: Reader) -> tuple[SiteHead, ...]:
    """The site itself, then the sites its keywords were compared with, by name."""
    rows = reader.rows("select distinct site_run_id as id from competition where run_id = :run")
    others = sorted(int(row["id"]) for row in rows if int(row["id"]) != reader.run_id)
    return site_heads(reader, [reader.run_id, *others])


def _market_row(reader: Reader, target: sqlite3.Row, sites: Sequence[SiteHead]) -> MarketRow:
    rows = reader.rows(
        "select c.*, u.url as best, s.start_url from competition c left join urls u on u.url_id = c.best_url_id"
        " join runs r on r.run_id = c.site_run_id join sites s on s.site_id = r.site_id"
        " where c.run_id = :run and c.term_id = :term",
        term=target["term_id"],
    )
    found = {int(row["site_run_id"]): row for row in rows}
    own = found.get(reader.run_id)
    mine = int(own["title_pages"]) if own else 0
    theirs = sum(int(row["title_pages"]) for run, row in found.items() if run != reader.run_id)
    widest = max((share(int(row["pages"]), int(row["html_pages"])) for row in found.values()), default=0.0)
    verdict = target["verdict"] or "not-judged"
    return MarketRow(
        term=printable(target["term"]),
        guessed=target["origin"] == "guessed",
        gap=theirs > 0 and mine == 0,
        alone=mine > 0 and theirs == 0 and len(sites) > 1,
        competition=target["competition"],
        verdict=verdict,
        verdict_name=named(COMPETITION, verdict),
        tone=COMPETITION_TONES.get(verdict, "none"),
        cells=tuple(_cell(found.get(site.run_id), widest) for site in sites),
    )


def _cell(row: sqlite3.Row | None, widest: float) -> MarketCell:
    if row is None:
        return MarketCell(False, 0, 0.0, 0, 0.0, 0, 0, None, 0.0, 0.0, None)
    pages, titles, whole = int(row["pages"]), int(row["title_pages"]), int(row["html_pages"])
    part = share(pages, whole)
    return MarketCell(
        judged=True,
        pages=pages,
        share=part,
        title_pages=titles,
        title_share=share(titles, whole),
        h1_pages=int(row["h1_pages"]),
        html_pages=whole,
        best=address(row["best"], site_base(row["start_url"])) if row["best"] else None,
        density=100.0 * float(row["best_density"]),
        width=share(part, widest),
        strength=_strength(row),
    )


def _strength(row: sqlite3.Row) -> Strength | None:
    """The parts of a site's strength as ``keywords.competition`` defines them."""
    if row["strength"] is None:
        return None
    return Strength(
        value=float(row["strength"]),
        coverage=100.0 * min(1.0, math.log1p(row["pages"]) / math.log1p(MANY_PAGES)),
        placement=100.0 * float(row["placement"] or 0),
        match=_percent(row["text_match"]),
        links=_percent(row["link_strength"]),
        depth=100.0 * min(1.0, (row["words"] or 0) / MANY_WORDS),
        fresh=_percent(row["fresh"]),
    )


def _percent(part: float | None) -> float | None:
    return None if part is None else 100.0 * part
