"""Which page stands for which target keyword, and what every page is about."""

from __future__ import annotations

import sqlite3

from configs.intents import INTENTS
from configs.text import Text
from crawler.text import printable
from keywords.pyramid import TIERS
from keywords.weigh import TERM_WEIGHT
from reports.model_keywords import MapRow, PageTerm, PageTerms, Place, Served
from reports.page_rows import BY_RANK
from reports.parts import Address, Cut
from reports.reader import Reader, export_command
from reports.sentences import clipped
from reports.words import named

TARGETS, PAGES, TERMS_OF_PAGE, MENTIONS = 60, 40, 8, 6

VERDICTS: dict[str, Text] = {
    "right": Text(zh="合适", en="right page"),
    "weak": Text(zh="标题和 h1 都没有", en="in neither title nor h1"),
    "other": Text(zh="别的网页更强", en="another page is stronger"),
    "missing": Text(zh="网页不在或不可收录", en="page missing or not indexable"),
    "none": Text(zh="没有网页", en="no page"),
}
TONES = {"right": "excellent", "weak": "fair", "other": "fair", "missing": "poor", "none": "poor"}
PLACES: dict[str, Text] = {
    "in_title": Text(zh="标题", en="title"),
    "in_h1": Text(zh="h1", en="h1"),
    "in_intro": Text(zh="首段", en="intro"),
    "in_text": Text(zh="正文", en="text"),
    "in_description": Text(zh="描述", en="description"),
    "in_url": Text(zh="网址", en="URL"),
    "in_alt": Text(zh="alt", en="alt"),
}

MAPPED = f"""
    select t.term, k.origin as source, m.origin, m.verdict, u.url, p.relevance, b.url as best,
        q.relevance as best_relevance, d.density_chars, p.anchors, p.first_at, l.tier, l.intent, {", ".join(f"p.{place}" for place in PLACES)}
    from keyword_targets k
    join keyword_map m on m.run_id = k.run_id and m.term_id = k.term_id
    join terms t on t.term_id = k.term_id
    left join urls u on u.url_id = m.url_id
    left join urls b on b.url_id = m.best_url_id and m.best_url_id is not m.url_id
    left join keyword_places p on p.run_id = k.run_id and p.term_id = k.term_id and p.url_id = m.url_id
    left join keyword_places q on q.run_id = k.run_id and q.term_id = k.term_id and q.url_id = m.best_url_id
    left join page_terms d on d.run_id = k.run_id and d.url_id = m.url_id and d.term_id = k.term_id
    left join keyword_labels l on l.run_id = k.run_id and l.term_id = k.term_id
    where k.run_id = :run order by k.ordinal, t.term limit :limit
"""


def keyword_map(reader: Reader) -> tuple[tuple[MapRow, ...], Cut]:
    """Target keywords in their order, each with the page that should rank for it."""
    rows = tuple(_mapped(reader, row) for row in reader.rows(MAPPED, limit=TARGETS))
    total = reader.count("select count(*) from keyword_map where run_id = :run")
    command = f"xunlu keywords map {reader.run_id} --format csv"
    return rows, Cut(len(rows), total, command, len(rows) >= total)


def _mapped(reader: Reader, row: sqlite3.Row) -> MapRow:
    return MapRow(
        term=printable(row["term"]),
        guessed=row["source"] == "guessed",
        kind=_kind(row["tier"], row["intent"]),
        configured=row["origin"] == "config",
        verdict=row["verdict"],
        verdict_name=named(VERDICTS, row["verdict"]),
        tone=TONES.get(row["verdict"], "none"),
        page=_address(reader, row["url"]),
        relevance=_percent(row["relevance"]),
        places=tuple(Place(name, bool(row[key])) for key, name in PLACES.items()),
        anchors=int(row["anchors"] or 0),
        first_at=row["first_at"],
        density=_percent(row["density_chars"]),
        best=_address(reader, row["best"]),
        best_relevance=_percent(row["best_relevance"]),
    )


def _kind(tier: str | None, intent: str | None) -> Text:
    """Tier and intent; what no modifier tells is left out."""
    names = [TIERS[tier]] if tier else []
    if intent and intent != "none":
        names.append(INTENTS[intent])
    return Text(" · ".join(one.zh for one in names), " · ".join(one.en for one in names))


def _address(reader: Reader, url: str | None) -> Address | None:
    return reader.address(url) if url else None


def _percent(value: float | None) -> float | None:
    return None if value is None else 100.0 * value


def page_terms(reader: Reader) -> tuple[tuple[PageTerms, ...], Cut]:
    """Pages that stand for a target keyword, then those with the highest PageRank."""
    pages = list(
        reader.rows(
            "select p.url_id, p.url, p.title from v_pages p where p.run_id = :run and p.words > 0 order by p.url_id in"
            " (select url_id from keyword_map where run_id = :run and url_id is not null) desc,"
            f" {BY_RANK} limit :limit",
            limit=PAGES,
        )
    )
    total = reader.count("select count(*) from page_words where run_id = :run and words > 0")
    made = tuple(_page(reader, page) for page in pages)
    command = export_command(reader.run_id, "keywords", output="keywords.csv")
    return made, Cut(len(made), total, command, len(made) >= total)


# From the targets, which are few, to the page: the index of places begins with the term.
ON_PAGE = """
    select t.term, p.relevance, m.url_id is not null as serves, m.origin, m.verdict
    from keyword_targets k
    cross join keyword_places p on p.run_id = k.run_id and p.term_id = k.term_id and p.url_id = :url_id
    join terms t on t.term_id = k.term_id
    left join keyword_map m on m.run_id = k.run_id and m.term_id = k.term_id and m.url_id = p.url_id
    where k.run_id = :run order by p.relevance desc, t.term
"""


def _page(reader: Reader, page: sqlite3.Row) -> PageTerms:
    found = list(reader.rows(ON_PAGE, url_id=page["url_id"]))
    mentions = [printable(row["term"]) for row in found if not row["serves"]]
    return PageTerms(
        page=reader.address(page["url"]),
        title=clipped(printable(page["title"]), 60),
        serves=tuple(_served(row) for row in found if row["serves"]),
        mentions=tuple(mentions[:MENTIONS]),
        mentions_more=max(0, len(mentions) - MENTIONS),
        terms=_terms(reader, int(page["url_id"])),
    )


def _served(row: sqlite3.Row) -> Served:
    configured, tone = row["origin"] == "config", TONES.get(row["verdict"], "none")
    return Served(printable(row["term"]), 100.0 * float(row["relevance"]), configured, tone)


def _terms(reader: Reader, url_id: int) -> tuple[PageTerm, ...]:
    rows = reader.rows(
        "select k.*, t.term from page_terms k join terms t on t.term_id = k.term_id where k.run_id = :run"
        f" and k.url_id = :url_id and k.count > 0 order by {TERM_WEIGHT} desc, t.term limit :limit",
        url_id=url_id,
        limit=TERMS_OF_PAGE,
    )
    return tuple(
        PageTerm(
            printable(row["term"]),
            int(row["count"]),
            100.0 * float(row["density_chars"]),
            bool(row["in_title"]),
            bool(row["in_h1"]),
        )
        for row in rows
    )
