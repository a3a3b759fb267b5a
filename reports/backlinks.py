"""The section of imported backlinks: a few numbers, what stands out, and the first rows of four lists."""

from __future__ import annotations

from collections.abc import Iterable

from configs.text import Text
from crawler.records import Run
from crawler.text import printable
from linkgraph.backlinks.assessing import Assessment
from linkgraph.backlinks.keeping import SHOWN, Kept, assessed, kept
from linkgraph.backlinks.remarks import remarks
from linkgraph.backlinks.tables import SIGNS, WORDS, signs_in
from reports.addresses import address
from reports.model_backlinks import BacklinkRemark, Backlinks, LinkingDomain, WastedTarget
from reports.parts import Cut, Setting
from reports.reader import Reader
from reports.sentences import clipped

UNKNOWN = Text(zh="–（没有依据）", en="– (nothing to judge by)")


def backlinks(reader: Reader) -> Backlinks | None:
    """None when no backlinks of the site were imported."""
    row = reader.row(
        "select r.run_id, r.site_id, s.name, r.role, s.start_url, r.status, r.reason, r.started, r.finished"
        " from runs r join sites s using (site_id) where r.run_id = :run"
    )
    run = Run(*row)
    found = kept(reader.db, run.site, run) or assessed(reader.db, run.site, run)
    if found is None:
        return None
    told = found.told

    def cut(name: str, total: int) -> Cut:
        return Cut(
            min(SHOWN, total), total, f"xunlu links backlinks {run.run_id} --{name} --format csv", total <= SHOWN
        )

    return Backlinks(
        facts=tuple(_facts(told, found.assessed)),
        remarks=tuple(BacklinkRemark(one.level, one.text) for one in remarks(told)),
        domains=tuple(_domain(one, Text("", "")) for one in found.rows("domains")),
        domains_cut=cut("domains", told.domains),
        wasted=tuple(_wasted(reader, one) for one in found.rows("broken") if one["fate"] != "unseen"),
        wasted_cut=cut("broken", (told.broken_targets or 0) + (told.redirected_targets or 0)),
        suspect=tuple(
            _domain(one | {"links": one["suspect"] or one["total"]}, _signs(one)) for one in found.rows("toxic")
        ),
        suspect_cut=cut("toxic", told.suspect_domains),
        rivals=tuple(_domain(one, _competitors(one)) for one in _rivals(found)),
        rivals_cut=cut("intersect", told.intersect or 0),
    )


def _rivals(found: Kept) -> Iterable[dict[str, object]]:
    return found.rows("intersect") if found.told.intersect else ()


def _domain(row: dict[str, object], why: Text) -> LinkingDomain:
    domain = address(f"https://{printable(str(row['domain']))}/").shown.removeprefix("https://").removesuffix("/")
    rating = row["rating"]
    return LinkingDomain(domain, int(str(row["links"] or 0)), None if rating is None else float(str(rating)), why)


def _signs(row: dict[str, object]) -> Text:
    found = [SIGNS[sign] for sign in signs_in(row["signs"])]
    return Text("；".join(one.zh for one in found), "; ".join(one.en for one in found))


def _competitors(row: dict[str, object]) -> Text:
    names = clipped(printable(str(row["sites"]).replace(",", ", ")), 80)
    return Text(names, names)


def _wasted(reader: Reader, row: dict[str, object]) -> WastedTarget:
    return WastedTarget(
        target=reader.address(str(row["target"])),
        fate=WORDS[str(row["fate"])],
        tone="poor" if row["fate"] == "broken" else "fair",
        final=reader.address(str(row["final"])) if row["final"] else None,
        links=int(str(row["links"])),
        domains=int(str(row["domains"])),
    )


def _facts(told: Assessment, assessed: str) -> list[Setting]:
    def number(value: int | None) -> Text:
        return UNKNOWN if value is None else Text(f"{value:,}", f"{value:,}")

    def part(value: float | None) -> Text:
        return UNKNOWN if value is None else Text(f"{value:.0%}", f"{value:.0%}")

    def ratio(value: float | None) -> Text:
        return UNKNOWN if value is None else Text(f"{value:.2f}", f"{value:.2f}")

    kinds = sorted(told.kinds.items(), key=lambda one: -one[1])
    made = [
        Setting(Text(zh="链接（来源到目标）", en="Links (source to target)"), number(told.links)),
        Setting(Text(zh="来源域名", en="Linking domains"), number(told.domains)),
        Setting(Text(zh="域名多样性（域名 ÷ 链接）", en="Domain diversity (domains / links)"), ratio(told.domain_ratio)),
        Setting(Text(zh="IP 多样性（/24 网段 ÷ 域名）", en="IP diversity (/24 blocks / domains)"), ratio(told.block_ratio)),
        Setting(Text(zh="可跟踪", en="Followed"), _followed(told)),
        Setting(Text(zh="指向首页以外", en="To pages other than home"), part(told.deep)),
        Setting(Text(zh="内容相关的域名", en="Relevant domains"), part(told.relevant)),
        Setting(Text(zh="锚文本的熵（比特）", en="Anchor entropy (bits)"), ratio(told.entropy)),
        Setting(Text(zh="锚文本", en="Anchors"), _joined([(WORDS.get(kind, Text(kind, kind)), many) for kind, many in kinds])),
        Setting(Text(zh="打不开的目标", en="Broken targets"), number(told.broken_targets)),
        Setting(Text(zh="没有抓过、没有判断的目标", en="Targets not crawled, not judged"), number(told.unseen_targets)),
        Setting(Text(zh="竞品网页上的链接", en="Links on competitors' pages"), number(told.crawled_links)),
        Setting(Text(zh="链接两个竞品、没有链接我们的域名", en="Domains that link to two competitors, not to us"), number(told.intersect)),
    ]  # fmt: skip
    if told.verified:
        verified = [
            (WORDS.get(state, Text(zh="没有回答", en="no answer")), many) for state, many in told.verified.items()
        ]
        made.append(Setting(Text(zh="核实过的链接", en="Links verified"), _joined(verified)))
    days = f"{told.first_day} – {told.last_day}" if told.first_day != told.last_day else told.last_day
    made.append(
        Setting(Text(zh="导入", en="Imported"), Text(f"{told.imports} 个文件，{days}", f"{told.imports} files, {days}"))
    )
    moment = assessed[:16].replace("T", " ") + " UTC"
    made.append(Setting(Text(zh="评估时间", en="Assessed"), Text(moment, moment)))
    return made


def _followed(told: Assessment) -> Text:
    """With the number of links of which it is known, where that is not all."""
    if told.followed is None:
        return UNKNOWN
    share = f"{told.followed:.0%}"
    if told.told >= told.links:
        return Text(share, share)
    return Text(
        f"{share}（{told.told:,} 条已知，其余 {told.links - told.told:,} 条工具没有说）",
        f"{share} of {told.told:,}; of the other {told.links - told.told:,} no tool says",
    )


def _joined(parts: list[tuple[Text, int]]) -> Text:
    if not parts:
        return UNKNOWN
    return Text(
        "，".join(f"{name.zh} {many:,}" for name, many in parts),
        ", ".join(f"{name.en} {many:,}" for name, many in parts),
    )
