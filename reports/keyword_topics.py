"""Topics of the market with every site's share of voice, and how the sites write their titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from configs.text import Text
from crawler.store import Store
from crawler.text import printable
from keywords.market_reading import pattern_text
from keywords.titles import Pattern, site_titles
from reports.model_keywords import TitleRow, TopicRow
from reports.model_market import SiteHead
from reports.parts import Cut
from reports.reader import Reader
from reports.sentences import clipped

TOPICS, TERMS = 10, 4
TITLES = 2  # patterns of a site
SAMPLE = 500  # pages of a site whose titles are looked at
WIDEST = 50  # columns of an example


def topics(reader: Reader, sites: Sequence[SiteHead]) -> tuple[tuple[TopicRow, ...], Cut]:
    """The largest topics; shares in the order of ``sites``."""
    rows = reader.rows(
        "select k.topic, k.pages, t.term from keyword_topics k join terms t on t.term_id = k.term_id"
        " where k.run_id = :run order by k.topic limit :limit",
        limit=TOPICS,
    )
    made = tuple(_topic(reader, int(row["topic"]), row["term"], int(row["pages"]), sites) for row in rows)
    total = reader.count("select count(*) from keyword_topics where run_id = :run")
    command = f"xunlu keywords topics {reader.run_id} --format csv"
    return made, Cut(len(made), total, command, len(made) >= total)


def _topic(reader: Reader, topic: int, name: str, pages: int, sites: Sequence[SiteHead]) -> TopicRow:
    shares = {
        int(row["site_run_id"]): 100.0 * float(row["share"])
        for row in reader.rows(
            "select site_run_id, share from keyword_topic_shares where run_id = :run and topic = :topic", topic=topic
        )
    }
    terms = reader.rows(
        "select t.term from keyword_topic_terms k join terms t on t.term_id = k.term_id"
        " where k.run_id = :run and k.topic = :topic and k.place > 1 order by k.place limit :limit",
        topic=topic,
        limit=TERMS,
    )
    return TopicRow(
        printable(name),
        tuple(printable(row["term"]) for row in terms),
        pages,
        tuple(shares.get(site.run_id, 0.0) for site in sites),
    )


def title_rows(store: Store, sites: Sequence[SiteHead]) -> tuple[TitleRow, ...]:
    """The commonest ways in which each site writes its titles."""
    return tuple(row for site in sites for row in _of_site(store, site))


def _of_site(store: Store, site: SiteHead) -> list[TitleRow]:
    alike: dict[str, list[Pattern]] = defaultdict(list)
    for one in site_titles(store.db, site.run_id, SAMPLE).patterns:
        if one.kind == "title":
            alike[one.pattern].append(one)
    total = sum(one.pages for found in alike.values() for one in found)
    order = sorted(alike, key=lambda pattern: (-sum(one.pages for one in alike[pattern]), pattern))
    return [_row(site.label, pattern, alike[pattern], total) for pattern in order[:TITLES]]


def _row(label: Text, pattern: str, found: Sequence[Pattern], total: int) -> TitleRow:
    return TitleRow(
        label,
        Text(zh=printable(pattern_text(pattern, "zh")), en=printable(pattern_text(pattern, "en"))),
        100.0 * sum(one.pages for one in found) / total,
        float(median(width for one in found for width in one.widths)),
        clipped(printable(found[0].example), WIDEST),
    )
