"""What can be taken away: each export is a SELECT over the public views of one run, with its columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from configs.settings import Effort
from configs.text import Lang, Text
from crawler.causes import UNANSWERED, listed
from crawler.store import Store
from linkgraph.friends import COLUMNS as FRIEND_COLUMNS
from linkgraph.friends import FRIENDS
from reports.catalogue import Catalogue, installed_checks
from reports.choosing import unknown_column
from reports.readonly import refused
from reports.sentences import sentence, text_of
from reports.tasks import TASK_COLUMNS, TASKS, platform_named, task

Row = Sequence[object]

# 403 and 429 say that the crawler was refused, not that the address is dead.
BROKEN = f"""
    select url_id from pages where run_id = :run and (status >= 400 and status not in (403, 429)
        or status is null and error in ({listed(UNANSWERED)}))
"""


@dataclass(frozen=True, slots=True)
class Export:
    """One table of a run; ``sql`` yields ``columns`` in order and knows ``:run``."""

    name: str
    title: Text
    columns: tuple[str, ...]
    sql: str


def _of(view: str, columns: str, tail: str = "") -> str:
    return f"select {columns} from {view} where run_id = :run {tail}"


PAGES = (
    "url, status, error, content_type, indexable, indexable_reason, depth, title, title_width, description,"
    " description_width, h1, canonical, robots, x_robots, lang, page_type, template, han_chars, latin_words, words,"
    " visible_chars, size_bytes, ttfb_ms, download_ms, inlinks, inlinks_followed, outlinks, pagerank,"
    " pagerank_editorial, redirect_to, in_sitemap, images, images_no_alt, charset"
)
LINKS = "source, target, kind, anchor, rel, position, internal, repeated"
KEYWORDS = (
    "url, term, target, count, density_chars, density_hits, density_tokens, in_title, in_h1, in_description,"
    " prominence, tfidf"
)
CHECKS = "check_id, area, severity, scope, state, reason, applicable, failing, points"
EXTRACTED = "url, name, ordinal, value"
RESOURCES = "url, kind, status, error, content_type, size_bytes, ms, method, final, final_status, hops, pages, example"
TRAPS = "kind, template, example, seen, refused"
AGENTS = "host, agent, kind, allowed, own, line, rule"
BACKLINKS = (
    "source, domain, target, anchor, kind, followed, title, relevant, signs, first_seen, last_seen, lost, rating, ip, links, tool,"
    " first_day, last_day, counted, state, checked"
)
ACCEPTED = "check_id, area, severity, url, template, reason, until, evidence, fingerprint"
FINDINGS = "check_id, area, severity, url, template, evidence, fingerprint"


SPOKEN = {
    "findings": ("title", "message"), "accepted": ("title", "message"), "checks": ("title",),
    "tasks": ("owner", "status", "title", "hours", "fix", "where", "verify"),
}  # fmt: skip


def _names(columns: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in columns.split(","))


EXPORTS = {
    one.name: one
    for one in (
        Export("pages", Text(zh="全部网址", en="All URLs"), _names(PAGES), _of("v_pages", PAGES, "order by url_id")),
        Export("links", Text(zh="全部链接", en="All links"), _names(LINKS), _of("v_links", LINKS)),
        Export(
            "broken-links",
            Text(zh="死链：来源网页与锚文本", en="Broken links, with source page and anchor"),
            ("source", "anchor", "target", "status", "error", "position", "rel", "repeated"),
            f"""
            select l.source, l.anchor, l.target, p.status, p.error, l.position, l.rel, l.repeated
            from v_links l join pages p on p.run_id = l.run_id and p.url_id = l.target_id
            where l.run_id = :run and l.kind = 'a' and l.target_id in ({BROKEN})
            """,
        ),
        Export(
            "findings",
            Text(zh="问题", en="Findings"),
            _names(FINDINGS),
            _of("v_findings", FINDINGS, "order by check_id, url_id"),
        ),
        Export("tasks", Text(zh="要做的事，按负责人", en="What to do, by who has to act"), TASK_COLUMNS, TASKS),
        Export(
            "accepted",
            Text(zh="已接受的问题：理由与期限", en="Accepted findings, with reason and last day"),
            _names(ACCEPTED),
            _of("v_accepted", ACCEPTED, "order by check_id, url_id"),
        ),
        Export("checks", Text(zh="检查项", en="Checks"), _names(CHECKS), _of("v_checks", CHECKS)),
        Export(
            "friends",
            Text(zh="友情链接的伙伴：现在与以前", en="Partners of exchanged links, now and before"),
            tuple(FRIEND_COLUMNS),
            FRIENDS,
        ),
        Export(
            "redirects",
            Text(zh="跳转，逐跳", en="Redirects, hop by hop"),
            ("url", "hop", "at", "status", "target", "final", "final_status"),
            """
            select r.url, r.hop, r.at, r.status, r.target, f.target as final, p.status as final_status
            from v_redirects r
            join v_redirects f on f.run_id = r.run_id and f.url_id = r.url_id
                and f.hop = (select max(hop) from redirects m where m.run_id = r.run_id and m.url_id = r.url_id)
            left join urls u on u.url = f.target
            left join pages p on p.run_id = r.run_id and p.url_id = u.url_id
            where r.run_id = :run order by r.url_id, r.hop
            """,
        ),
        Export(
            "keywords",
            Text(zh="网页上的词", en="Terms of the pages"),
            _names(KEYWORDS),
            _of("v_keywords", KEYWORDS, "order by url_id, tfidf desc, term"),
        ),
        Export(
            "extracted",
            Text(zh="自定义提取的值", en="Values of custom extraction"),
            _names(EXTRACTED),
            _of("v_extracted", EXTRACTED, "order by url_id, name, ordinal"),
        ),
        Export(
            "resources",
            Text(zh="图片、样式、脚本和站外网址", en="Images, styles, scripts and external addresses"),
            _names(RESOURCES),
            _of("v_resources", RESOURCES, "order by url_id"),
        ),
        Export(
            "traps",
            Text(zh="抓取时放弃的无尽网址", en="Endless parts of the site that were given up"),
            _names(TRAPS),
            _of("v_traps", TRAPS, "order by refused desc, kind, template"),
        ),
        Export(
            "agents",
            Text(zh="robots.txt 对各爬虫的规定", en="What robots.txt says to known crawlers"),
            _names(AGENTS),
            _of("v_agents", AGENTS, "order by host, kind desc, agent"),
        ),
        Export(
            "backlinks",
            Text(zh="导入的外链", en="Imported backlinks"),
            _names(BACKLINKS),
            f"""
            select {BACKLINKS} from v_backlinks
            where site = (select s.name from runs r join sites s using (site_id) where r.run_id = :run)
            order by domain, source, target, tool
            """,
        ),
    )
}


def rows_of(
    store: Store,
    export: Export,
    run_id: int,
    lang: Lang,
    *,
    where: str = "",
    columns: Sequence[str] = (),
    efforts: Mapping[str, Effort] | None = None,
) -> tuple[list[str], Iterator[Row]]:
    """Names and rows of an export, streamed.

    Args:
        where: SQL condition over the columns, of a person; the store must be opened by ``reading_store``.
        columns: which of them, in this order; empty = all. Findings and checks have ``title`` and, as a
            sentence in ``lang``, findings have ``message`` beside their own.
        efforts: work by check, of ``[rules.effort]``.

    Raises:
        SettingsError: an unknown column, or a condition that SQLite refuses.
    """
    spoken = SPOKEN.get(export.name, ())
    known = [*export.columns, *spoken]
    wanted = list(columns) or _default_order(export, spoken)
    if unknown := [name for name in wanted if name not in known]:
        raise unknown_column(unknown[0], known)
    condition = f" where ({where}\n)" if where else ""
    statement = f"select * from ({export.sql}) {condition}"
    try:
        cursor = store.db.execute(statement, {"run": run_id})
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise refused(store, where or statement, error) from error
    platform = platform_named(store.db, run_id) if export.name == "tasks" else ""
    catalogue = installed_checks(efforts) if set(spoken) & set(wanted) else {}
    return wanted, _picked(store, where, cursor, export, wanted, lang, platform, catalogue)


def _default_order(export: Export, spoken: Sequence[str]) -> list[str]:
    """The sentence stands before the raw evidence."""
    first = [name for name in export.columns if name not in ("evidence", "fingerprint")]
    return [*first, *spoken, *(name for name in export.columns if name not in first)]


def _picked(
    store: Store,
    where: str,
    cursor: sqlite3.Cursor,
    export: Export,
    wanted: Sequence[str],
    lang: Lang,
    platform: str,
    catalogue: Catalogue,
) -> Iterator[Row]:
    try:
        for row in cursor:
            values = dict(zip(export.columns, row, strict=True))
            if catalogue and (texts := catalogue.get(str(values["check_id"]))):
                values["title"] = texts.title.get(lang)
                if export.name == "tasks":
                    values |= task(texts, values, platform, lang)
                if "message" in wanted:
                    said = sentence(texts.message, str(values["evidence"]), texts.words)
                    values["message"] = text_of(said.zh if lang == "zh" else said.en)
            yield [values.get(name, "") for name in wanted]
    except sqlite3.Error as error:
        raise refused(store, where, error) from error
