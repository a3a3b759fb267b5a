"""Friend links in the report: what the partners' pages said, and which links of our own blocks are on no list."""

from __future__ import annotations

from collections import Counter

from configs.text import Text
from crawler.causes import REFUSALS
from crawler.domains import registrable_domain
from crawler.partner_states import BAD, UNKNOWN
from crawler.text import printable
from crawler.urls import host_key
from linkgraph.friends import COLUMNS, WORDS, for_people, friends
from reports.model_friends import Friend, Friends
from reports.parts import Cut
from reports.reader import Reader
from reports.sentences import clipped

SHOWN = 40


def friendly(reader: Reader) -> Friends | None:
    """The partners of a run; None where there are none and no block of friend links either."""
    listed = [dict(zip(COLUMNS, row, strict=True)) for row in friends(reader.db, reader.run_id)]
    if not listed:
        return None
    partners = [row for row in listed if row["state"] != "unlisted"]
    command = f"xunlu links friends {reader.run_id} --format csv"
    return Friends(
        rows=tuple(_friend(reader, row) for row in partners[:SHOWN]),
        cut=Cut(min(SHOWN, len(partners)), len(partners), command, len(partners) <= SHOWN),
        bad=sum(row["state"] in BAD for row in partners), unlisted=len(listed) - len(partners),
    )  # fmt: skip


def _friend(reader: Reader, row: dict[str, object]) -> Friend:
    zh, en = (dict(zip(COLUMNS, for_people(tuple(row.values()), lang), strict=True)) for lang in ("zh", "en"))
    state, outlinks = str(row["state"]), row["outlinks"]
    return Friend(
        partner=printable(str(row["partner"])), page=reader.address(str(row["page"])), state=WORDS[state],
        tone="poor" if state in BAD else "none" if state in UNKNOWN else "good", since=str(row["since"]),
        history=Text(zh=str(zh["history"]), en=str(en["history"])), direction=WORDS[str(row["direction"])],
        anchor=_text(row["anchor"]), agreed=_text(row["agreed"]), outlinks=None if outlinks is None else int(str(outlinks)),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else clipped(printable(str(value)), 60)


def asked_by_domain(reader: Reader) -> dict[str, tuple[int, int]]:
    """External addresses that were asked for and said something, and those of them that are dead, by registrable domain."""
    asked: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    rows = reader.rows(
        "select url, coalesce(final_status, status) as status, error from v_resources where run_id = :run and method <> ''"
        f" and kind = 'external' and coalesce(final_status, status, 0) not in {REFUSALS}"
    )
    for row in rows:
        domain = registrable_domain(host_key(row["url"]))
        asked[domain] += 1
        dead[domain] += row["status"] is None or row["status"] >= 400
    return {domain: (count, dead[domain]) for domain, count in asked.items()}
