"""Internal links that lose strength on their way, and the domains that links leave the site for."""

from __future__ import annotations

import sqlite3

from configs.text import Text
from crawler.text import printable
from reports.addresses import address
from reports.friendly import asked_by_domain
from reports.model_links import ExternalDomain, Leak
from reports.numbers import share
from reports.parts import Cut
from reports.reader import Reader
from reports.words import named

LEAKS, DOMAINS = 30, 30

KINDS: dict[str, Text] = {
    "redirect": Text(zh="指向跳转", en="to a redirect"),
    "canonical": Text(zh="规范网址在别处", en="canonical elsewhere"),
    "nofollow": Text(zh="站内 nofollow", en="internal nofollow"),
}


def leaks(reader: Reader) -> tuple[tuple[Leak, ...], Cut]:
    """Targets of lost links, those linked from the most pages first."""
    rows = list(
        reader.rows(
            "select * from v_link_leaks where run_id = :run order by pages desc, kind, target limit :limit", limit=LEAKS
        )
    )
    total = reader.count("select count(*) from link_leaks where run_id = :run")
    command = f"xunlu links leaks --run {reader.run_id} --format csv"
    return tuple(_leak(reader, row) for row in rows), Cut(len(rows), total, command, len(rows) >= total)


def _leak(reader: Reader, row: sqlite3.Row) -> Leak:
    status = row["final_status"]
    return Leak(
        kind=row["kind"],
        kind_name=named(KINDS, row["kind"]),
        target=reader.address(row["target"]),
        final=reader.address(row["final"]) if row["final"] else None,
        final_status=status,
        tone="none" if status is None else "poor" if status >= 400 else "fair" if status >= 300 else "good",
        hops=int(row["hops"]),
        links=int(row["links"]),
        pages=int(row["pages"]),
        editorial=int(row["editorial"]),
        example=reader.address(row["example"]),
    )


def external_domains(reader: Reader) -> tuple[tuple[ExternalDomain, ...], Cut]:
    """Domains by the number of links to them."""
    rows = list(
        reader.rows(
            "select * from v_external_domains where run_id = :run order by links desc, domain limit :limit",
            limit=DOMAINS,
        )
    )
    total = reader.count("select count(*) from external_domains where run_id = :run")
    command = f"xunlu links domains --run {reader.run_id} --format csv"
    asked = asked_by_domain(reader)
    return tuple(_domain(reader, row, *asked.get(row["domain"], (0, 0))) for row in rows), Cut(
        len(rows), total, command, len(rows) >= total
    )


def _domain(reader: Reader, row: sqlite3.Row, asked: int, dead: int) -> ExternalDomain:
    return ExternalDomain(
        domain=address(f"https://{printable(row['domain'])}/").shown.removeprefix("https://").removesuffix("/"),
        links=int(row["links"]),
        pages=int(row["pages"]),
        targets=int(row["targets"]),
        followed=share(row["followed"], row["links"]),
        nofollow=int(row["nofollow"]),
        sponsored=int(row["sponsored"]),
        ugc=int(row["ugc"]),
        editorial=int(row["editorial"]),
        repeated=share(row["repeated"], row["links"]) >= 50,
        example=reader.address(row["example"]),
        target=reader.address(row["target"]),
        asked=asked,
        dead=dead,
    )
