"""Friend links (友情链接) of a run: the partners of the settings with their state now and before, and links in our own blocks."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import chain

from configs.text import Lang, Text
from crawler.domains import owner_of
from crawler.partner_states import BAD, THERE, UNKNOWN
from crawler.urls import joined, shown

Row = tuple[object, ...]

COLUMNS: dict[str, Text] = {
    "partner": Text(zh="伙伴", en="partner"),
    "state": Text(zh="现在", en="state now"),
    "since": Text(zh="从何时", en="since"),
    "history": Text(zh="经过", en="history"),
    "direction": Text(zh="方向", en="direction"),
    "page": Text(zh="对方网页", en="their page"),
    "status": Text(zh="状态码", en="status"),
    "anchor": Text(zh="锚文本", en="anchor"),
    "agreed": Text(zh="约定的", en="agreed"),
    "target": Text(zh="链接到", en="to"),
    "wanted": Text(zh="约定链接到", en="agreed to"),
    "outlinks": Text(zh="导出链接", en="outgoing"),
    "ours": Text(zh="我们的网页", en="our page"),
    "given": Text(zh="我们的链接", en="our link"),
}
WORDS: dict[str, Text] = {
    "live": Text(zh="在", en="there"),
    "gone": Text(zh="撤下了", en="gone"),
    "indirect": Text(zh="不是直接链接", en="not direct"),
    "nofollow": Text(zh="nofollow", en="nofollow"),
    "hidden": Text(zh="隐藏", en="hidden"),
    "not-indexable": Text(zh="网页不可收录", en="page not indexable"),
    "unreachable": Text(zh="打不开", en="does not answer"),
    "unread": Text(zh="读不了", en="unreadable"),
    "refused": Text(zh="拒绝爬虫", en="refuses crawlers"),
    "disallowed": Text(zh="robots.txt 禁止", en="closed by robots.txt"),
    "not-asked": Text(zh="没有问", en="not asked"),
    "unlisted": Text(zh="不在名单上", en="not on the list"),
    "both": Text(zh="互链", en="both ways"),
    "three-way": Text(zh="三向", en="three-way"),
    "theirs": Text(zh="只有对方", en="theirs only"),
    "ours": Text(zh="只有我们", en="ours only"),
    "none": Text(zh="都没有", en="neither"),
    "unknown": Text(zh="不知道", en="unknown"),
    "followed": Text(zh="可跟踪", en="followed"),
}
WORDED = ("state", "direction", "given")
ADDRESSES = ("page", "target", "wanted", "ours")
MOST_UNLISTED = 500

# One row a partner; the states of earlier runs as "state day", each where it changed. Of ``:run``; public columns only.
FRIENDS = f"""
    with former as (
        select r.run_id, substr(r.started, 1, 10) as day from runs c join runs r on r.site_id = c.site_id and r.run_id <= c.run_id
        where c.run_id = :run
    ),
    asked as (
        select b.url as page, f.run_id, f.day, b.body ->> '$.state' as state,
            lag(b.body ->> '$.state') over (partition by b.url order by f.run_id) as before
        from former f join probes b on b.run_id = f.run_id and b.kind = 'partner'
    ),
    changes as (
        select page, group_concat(state || ' ' || day, '; ') as history, max(day) as since
        from (select * from asked where state is not before order by page, run_id) group by page
    ),
    told as (
        select b.url as page, b.body, b.body ->> '$.partner' as partner, b.body ->> '$.state' as state, c.history, c.since,
            coalesce((select iif(max(d.followed) > 0, 'followed', 'nofollow') from external_domains d where d.run_id = b.run_id
                and d.domain = iif(b.body ->> '$.partner' like '%:%', substr(b.body ->> '$.partner', 1,
                    instr(b.body ->> '$.partner', ':') - 1), b.body ->> '$.partner') having count(*)), 'none') as given,
            b.body ->> '$.agreed.link' as link
        from probes b join changes c on c.page = b.url where b.run_id = :run and b.kind = 'partner'
    )
    select partner, state, since, history,
        case when link <> '' and link not like '%' || partner || '%' and state in {THERE}
                then 'three-way'
            when state in {UNKNOWN} then 'unknown'
            when state in ('gone', 'indirect') then iif(given = 'none', 'none', 'ours')
            else iif(given = 'none', 'theirs', 'both') end as direction,
        page, body ->> '$.final_status' as status, body ->> '$.links[0].anchor' as anchor,
        nullif(body ->> '$.agreed.anchor', '') as agreed, body ->> '$.links[0].target' as target,
        nullif(body ->> '$.agreed.target', '') as wanted, body ->> '$.outlinks' as outlinks, body ->> '$.agreed.ours' as ours, given
    from told order by state in {BAD} desc, partner, page
"""
# Documents with a block of friend links, each once, with the first page that has it.
_BLOCKS = """
    select u.url, f.facts -> '$.outgoing.friends' from (
        select min(p.url_id) as url_id, p.document_hash as hash from pages p
        where p.run_id = ? and p.document_hash is not null group by p.document_hash
    ) d join document_facts f on f.hash = d.hash join urls u on u.url_id = d.url_id
    where f.facts like '%"outgoing":{"friends"%' order by d.url_id
"""


def friends(db: sqlite3.Connection, run_id: int) -> Iterator[Row]:
    """Rows of ``COLUMNS``: partners first, what needs somebody before the rest; then links of our blocks that are on no list."""
    listed = list(db.execute(FRIENDS, {"run": run_id}))
    return chain(listed, _unlisted(db, run_id, {str(row[0]) for row in listed}))


def _unlisted(db: sqlite3.Connection, run_id: int, known: set[str]) -> Iterator[Row]:
    """Links to other owners in blocks headed 友情链接 and the like, each address once; memory is what is told."""
    found: set[str] = set()
    own = {
        owner_of(f"https://{host}/")
        for (host,) in db.execute("select host from run_hosts join hosts using (host_id) where run_id = ?", [run_id])
    }
    for page, links in db.execute(_BLOCKS, [run_id]):
        for _, href, text in json.loads(links):
            target = joined(page, href)
            owner = owner_of(target) if target else ""
            if not owner or owner in own or owner in known or target in found:
                continue
            found.add(target)
            rel = _rel(db, run_id, page, target)
            yield owner, "unlisted", None, None, "unknown", None, None, text, None, target, None, None, page, rel
            if len(found) == MOST_UNLISTED:
                return


def _rel(db: sqlite3.Connection, run_id: int, page: str, target: str) -> str:
    row = db.execute(
        "select min(rel like '%nofollow%') from v_links where run_id = ? and target = ? and source = ? and kind = 'a'",
        [run_id, target, page],
    ).fetchone()
    return "none" if row is None or row[0] is None else "nofollow" if row[0] else "followed"


_STATE = re.compile(r"(?:^|(?<=; ))[a-z-]+")


def for_people(row: Row, lang: Lang) -> Row:
    """A row with words for codes and addresses as people read them."""
    cells: list[object] = []
    for name, value in zip(COLUMNS, row, strict=True):
        if value is None:
            cells.append("—")
        elif name in WORDED:
            cells.append(WORDS[str(value)].get(lang))
        elif name == "history":
            cells.append(_STATE.sub(lambda found: WORDS[found.group()].get(lang), str(value)))
        else:
            cells.append(shown(value) if name in ADDRESSES and isinstance(value, str) else value)
    return tuple(cells)
