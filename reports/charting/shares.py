"""Shares of a whole: status classes, why URLs can or cannot be indexed, content types; and page types."""

from __future__ import annotations

from configs.text import Text
from crawler.text import printable
from reports.charting.making import INDEXABLE as FITS
from reports.charting.making import OTHER, PAGES, SHARE, URLS, Row, absent, bars, inert, pages, ring, says
from reports.model_charts import Chart
from reports.numbers import integer, percent, plain, share
from reports.reader import ASKED, Reader
from reports.sentences import clipped
from reports.words import INDEXABLE, named

ROWS = 12  # of a table
NOTHING = Text(zh="没有抓到网址", en="no URL was crawled")
NONE_INDEXABLE = Text(zh="没有可编入索引的网页", en="no page can be indexed")

# Colours are places in the palette: what is fine is green, what is refused red, whatever the order of the slices.
STATUS = {
    2: (Text(zh="2xx 成功", en="2xx OK"), "good", 3),
    3: (Text(zh="3xx 重定向", en="3xx redirect"), "fair", 5),
    4: (Text(zh="4xx 找不到或拒绝", en="4xx client error"), "poor", 2),
    5: (Text(zh="5xx 服务器错误", en="5xx server error"), "poor", 4),
    0: (Text(zh="无响应", en="No response"), "poor", 6),
    -1: (Text(zh="未请求：robots.txt 禁止", en="Not requested: disallowed"), "none", 7),
}


def statuses(reader: Reader) -> Chart:
    """Known URLs by class of HTTP status."""
    title = Text(zh="HTTP 状态码", en="HTTP status")
    counted = reader.rows(
        f"select iif({ASKED}, coalesce(status / 100, 0), -1) as class, count(*) as n from v_pages"
        " where run_id = :run group by 1"
    )
    found = {int(row["class"]): int(row["n"]) for row in counted}
    if not found:
        return absent("status", title, NOTHING)
    rows = [Row(name, found[key], tone, _class(key), colour) for key, (name, tone, colour) in STATUS.items() if found.get(key)]  # fmt: skip
    rows += [Row(plain(f"{key}xx"), count, "none", _class(key)) for key, count in sorted(found.items()) if key not in STATUS]  # fmt: skip
    whole = sum(found.values())
    fine, bad = found.get(2, 0), found.get(4, 0) + found.get(5, 0) + found.get(0, 0)
    told = says(
        f"{percent(share(fine, whole))} 的网址回答 2xx；{integer(bad)} 个是 4xx、5xx 或没有响应（{percent(share(bad, whole))}）。",
        f"{percent(share(fine, whole))} of the URLs answer 2xx; {integer(bad)} are 4xx, 5xx or do not answer ({percent(share(bad, whole))}).",
    )
    return ring("status", title, URLS, rows, told)


def _class(key: int) -> str:
    return pages(status=f">={key}00 <{key + 1}00") if key > 0 else ""


def reasons(reader: Reader) -> Chart:
    """Known URLs by why they can, or cannot, be indexed."""
    title = Text(zh="可索引性", en="Indexability")
    counted = reader.rows(
        "select coalesce(indexable_reason, '') as reason, count(*) as n from v_pages"
        " where run_id = :run group by 1 order by reason <> 'ok', n desc, reason"
    )
    rows = [_reason(row["reason"], int(row["n"])) for row in counted]
    if not rows:
        return absent("indexable", title, NOTHING)
    whole = sum(row.count for row in rows)
    out = [row for row in rows if row.tone != "good"]
    kept = sum(row.count for row in out)
    zh = f"{percent(share(whole - kept, whole))} 的网址可编入索引。"
    en = f"{percent(share(whole - kept, whole))} of the URLs can be indexed."
    if out:
        zh += f"不能的 {integer(kept)} 个中，最常见的原因：{out[0].label.zh}（{integer(out[0].count)}）。"
        en += f" Of the {integer(kept)} that cannot, the commonest reason: {out[0].label.en} ({integer(out[0].count)})."
    return ring("indexable", title, URLS, rows, says(inert(zh), inert(en)))


def _reason(reason: str, count: int) -> Row:
    fine = reason == "ok"
    target = pages(indexable=f"={reason}") if reason else ""
    return Row(named(INDEXABLE, reason), count, "good" if fine else "none", target, 3 if fine else 0)


def content_types(reader: Reader) -> Chart:
    """URLs that answered, by content type as the server named it."""
    title = Text(zh="内容类型", en="Content types")
    counted = list(
        reader.rows(
            "select lower(content_type) as kind, count(*) as n, sum(count(*)) over () as whole from v_pages"
            f" where run_id = :run and status is not null and {ASKED} group by 1 order by n desc, kind limit :rows",
            rows=ROWS - 1,
        )
    )
    if not counted:
        return absent("media", title, NOTHING)
    whole = int(counted[0]["whole"])
    rows = [_media(row["kind"], int(row["n"])) for row in counted]
    rest = whole - sum(row.count for row in rows)
    rows += [Row(OTHER, rest)] if rest else []
    first, part = rows[0], percent(share(rows[0].count, whole))
    told = says(f"最多的是 {{kind}}：{part}。", f"The commonest is {{kind}}: {part}.", kind=first.label.en)
    if not first.crawled:
        told = says(f"{part} 的回答没有注明类型。", f"{part} of the answers do not name their type.")
    return ring("media", title, URLS, rows, told)


def _media(kind: str, count: int) -> Row:
    if not kind:
        return Row(Text(zh="没有注明", en="Not stated"), count)
    return Row(plain(clipped(printable(kind), 40)), count, crawled=True)


def page_types(reader: Reader) -> Chart:
    """Indexable pages by page type; types are few, templates are not."""
    title = Text(zh="网页类型", en="Page types")
    counted = reader.rows(
        "select coalesce(page_type, '') as kind, count(*) as n from v_pages"
        " where run_id = :run and indexable group by 1 order by n desc, kind limit :rows",
        rows=ROWS,
    )
    rows = [_type(row["kind"], int(row["n"])) for row in counted]
    if not rows:
        return absent("types", title, NONE_INDEXABLE)
    made = bars(rows)
    first = made[0]
    zh, en = f"最多的是{inert(first.label.zh)}：", f"Most are of type {inert(first.label.en)}: "
    if first.crawled:
        zh, en = "最多的是 {kind}：", "Most are of type {kind}: "
    told = says(f"{zh}{percent(first.share)}。", f"{en}{percent(first.share)}.", kind=first.label.en)
    return Chart("types", "bars", title, PAGES, made, SHARE, says=told)


def _type(kind: str, count: int) -> Row:
    target = pages(indexable=FITS, type=f"={kind}") if kind else ""
    return Row(named(TYPES, kind), count, target=target, crawled=kind not in TYPES)


TYPES = {
    "home": Text(zh="首页", en="Home"),
    "category": Text(zh="分类页", en="Category"),
    "product": Text(zh="商品页", en="Product"),
    "article": Text(zh="文章页", en="Article"),
    "list": Text(zh="列表页", en="List"),
    "account": Text(zh="账户页", en="Account"),
    "legal": Text(zh="条款页", en="Legal"),
    "other": Text(zh="其他", en="Other"),
    "": Text(zh="未分类", en="Unclassified"),
}
