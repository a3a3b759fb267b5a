"""The command ``links backlinks``: what was imported, judged; and whether it is still there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.errors import REMEDY, SettingsError
from configs.text import Lang, Text

if TYPE_CHECKING:
    from crawler.records import Run
    from crawler.store import Store
    from linkgraph.backlinks.assessing import Assessment
    from linkgraph.backlinks.keeping import Kept

FIRST = 50  # rows shown where nobody asked for a number
LIMIT = 500  # links verified where nobody asked for a number

NOTHING = Text(zh="没有可列出的内容。", en="Nothing to list.")
MORE = Text(zh="只列出前 {n} 个；--limit 改变个数。", en="The first {n} only; --limit changes that.")
NONE = Text(zh="没有导入过 {site} 的外链", en="no backlinks of {site} were imported")
IMPORT = Text(zh="先导入：xunlu import backlinks 文件.csv", en="Import them first: xunlu import backlinks FILE.csv")
ALONE = Text(
    zh="要看交集，先导入至少两个竞品的外链：xunlu import backlinks 文件.csv --site rival.com（已有 {n} 个）。",
    en="For the intersection import the backlinks of two competitors or more: xunlu import backlinks FILE.csv --site rival.com ({n} so far).",
)
ASSESSING = Text(zh="正在评估外链……", en="Assessing the backlinks ...")
JUDGING = Text(zh="正在判断外链……", en="Judging the backlinks ...")
ASKING = Text(zh="正在核实（最多 {n} 条；遵守 robots.txt，每台主机每秒至多一次）……", en="Verifying {n} links at most (robots.txt obeyed, one request a second and host) ...")  # fmt: skip
ASKED = Text(zh="已核实 {n} 条", en="{n} verified")
STILL = Text(zh="还有 {n} 条没有核实过：再运行一次继续。", en="{n} were never verified: run it again to go on.")
UNCRAWLED = Text(zh="“没有抓过”的目标没有判断：把它们放进清单抓一次，xunlu crawl --list 文件。", en="Targets “not crawled” are not judged: crawl them as a list, xunlu crawl --list FILE.")  # fmt: skip
UNJUDGED = Text(zh="–（没有依据）", en="- (nothing to judge by)")

ROWS: tuple[tuple[str, Text], ...] = (
    ("imports", Text(zh="导入", en="Imports")),
    ("links", Text(zh="链接（来源到目标，去重）", en="Links (source to target, distinct)")),
    ("domains", Text(zh="来源域名", en="Linking domains")),
    ("domain_ratio", Text(zh="域名多样性（F-11 域名 ÷ 链接）", en="Domain diversity (F-11, domains / links)")),
    ("block_ratio", Text(zh="IP 多样性（/24 网段 ÷ 域名）", en="IP diversity (/24 blocks / domains)")),
    ("followed", Text(zh="可跟踪", en="Followed")),
    ("deep", Text(zh="深层链接（F-12）", en="Deep links (F-12)")),
    ("relevant", Text(zh="相关的域名", en="Relevant domains")),
    ("anchors", Text(zh="锚文本种数", en="Distinct anchors")),
    ("entropy", Text(zh="锚文本的熵（F-13，比特）", en="Anchor entropy (F-13, bits)")),
    ("kinds", Text(zh="锚文本类别", en="Kinds of anchors")),
    ("lost", Text(zh="工具说已失去", en="Lost, by the tool")),
    ("suspect_domains", Text(zh="有可疑迹象的域名", en="Domains with signs of manipulation")),
    ("broken_targets", Text(zh="打不开的目标（浪费的链接）", en="Broken targets (links wasted)")),
    ("redirected_targets", Text(zh="跳转的目标", en="Targets that redirect")),
    ("unseen_targets", Text(zh="没有抓过的目标（没有判断）", en="Targets not crawled (not judged)")),
    ("crawled_links", Text(zh="抓到的竞品网页上的链接", en="Links found on crawled competitors")),
    ("intersect", Text(zh="链接两个竞品、没有链接我们的域名", en="Domains that link to two competitors, not to us")),
    ("verified", Text(zh="核实", en="Verified")),
)
ASSESSED = ("assessed", Text(zh="评估时间", en="Assessed"))
LISTS = (
    ("--domains", "domains", Text(zh="按域名汇总。", en="By domain.")),
    ("--anchors", "anchors", Text(zh="按锚文本汇总。", en="By anchor.")),
    ("--targets", "targets", Text(zh="按目标网页汇总。", en="By page linked to.")),
    ("--broken", "broken", Text(zh="打不开、跳转或没有抓过的目标。", en="Targets that are broken, redirect, or were not crawled.")),
    ("--toxic", "toxic", Text(zh="有可疑迹象的域名，附理由。", en="Domains with signs of manipulation, and which.")),
    ("--intersect", "intersect", Text(zh="链接至少两个竞品、没有链接我们的域名。", en="Domains that link to two competitors or more and not to us.")),
    ("--crawled", "crawled", Text(zh="抓到的其他站点上指向我们的链接。", en="Links to us on the other sites that were crawled.")),
    ("--growth", "growth", Text(zh="按月的新链接、新域名和失去的链接。", en="New and lost links and new domains by month.")),
    ("--all", "links", Text(zh="每条链接。", en="Every link.")),
    ("--imports", "imports", Text(zh="导入过的文件。", en="The files that were imported.")),
)  # fmt: skip


def _lists(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that choose what is listed."""
    for name, what, text in reversed(LISTS):
        function = option(name, "what", flag_value=what, default=None, envvar=None, help=text)(function)
    return function


@command(
    "backlinks",
    Text(
        zh="导入的外链，按教材 4.3.7 评估：相关性、锚文本与熵、域名与 IP 多样性、深层链接、可跟踪比例、可疑迹象、浪费的链接。\n"
        "--verify 逐页核实链接还在不在；中断后再运行会接着做。数字是工具的样本，不是搜索引擎的数字。",
        en="Imported backlinks, assessed: relevance, anchors and their entropy, diversity of domains and networks, deep and\n"
        "followed links, signs of manipulation, links wasted. --verify asks the linking pages whether the link is still there;\n"
        "run again it goes on where it ended. The figures are samples of tools, none of a search engine.",
    ),
    examples=(
        "xunlu links backlinks",
        "xunlu links backlinks --broken --format csv -o lost.csv",
        "xunlu links backlinks --toxic --limit 20",
        "xunlu links backlinks --intersect",
    ),
)
@click.argument("run", default="latest")
@_lists
@option(
    "--verify",
    is_flag=True,
    help=Text(zh="核实链接还在不在（会访问来源网页）。", en="Ask the linking pages whether the links are there."),
)
@option(
    "--older",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help=Text(zh="几天内核实过的不再核实。", en="Leave alone what was verified within so many days."),
)
@read_options
@click.pass_obj
def backlinks(
    app: App, /, run: str, what: str | None, verify: bool, older: int, format: str, output: str, limit: int
) -> None:  # fmt: skip
    """Numbers, or one of the lists."""
    from crawler.store import open_store
    from linkgraph.backlinks.keeping import kept, refresh

    with open_store(app.database) as store:
        store.db.execute("pragma temp_store = file")  # a million links are sorted on disk
        name, found = _site(store, run)
        if app.prepare and found:
            app.prepare(app, store, found.run_id, "links")
        linked_id = _judged(app, store, name)
        if verify:
            _verify(app, store, linked_id, name, limit, older)
            if what is None:
                limit = 0
        if what:
            _list(app, store, linked_id, name, found, what, format, output, 0 if verify else limit)
            return
        if kept(store.db, name, found) is None:
            app.say(ASSESSING)
        refresh(store, name, found)
        told = kept(store.db, name, found)
    assert told is not None  # linked_id was found
    _print(app, told, format, output)


def _site(store: Store, reference: str) -> tuple[str, Run | None]:
    """Name of the site and its run; a competitor that was never crawled has none."""
    name = reference.partition("@")[0]
    if store.db.execute("select 1 from linked_sites where name = ?", [name]).fetchone():
        with suppress(SettingsError):
            return name, store.run(f"{name}@latest" if "@" not in reference else reference)
        return name, None
    found = store.run(reference)
    return found.site, found


def _judged(app: App, store: Store, name: str) -> int:
    from linkgraph.backlinks.assessing import linked_id_of
    from linkgraph.backlinks.judging import judge

    linked_id = linked_id_of(store.db, name)
    if linked_id is None:
        raise SettingsError(138, Text(NONE.get("zh", site=name), NONE.get("en", site=name)), [(REMEDY, IMPORT)])
    judge(store, name, app.teller(JUDGING))
    return linked_id


def _verify(app: App, store: Store, linked_id: int, name: str, limit: int, older: int) -> None:
    from jobs.verifying import pending, verify_backlinks
    from linkgraph.backlinks.importing import linked_site

    configured = app.settings.sites.get(name)
    site = linked_site(store, name, configured.start[0] if configured else "")
    app.say(ASKING, n=f"{limit or LIMIT:,}")
    verify_backlinks(
        store, linked_id, site, app.settings, limit=limit or LIMIT, days=older, progress=app.teller(ASKED)
    )  # fmt: skip
    if left := pending(store.db, linked_id):
        app.say(STILL, n=f"{left:,}")


def _list(
    app: App, store: Store, linked_id: int, name: str, run: Run | None, what: str, format: str, output: str, limit: int
) -> None:  # fmt: skip
    from crawler.tables import print_rows
    from linkgraph.backlinks.assessing import own_domain
    from linkgraph.backlinks.tables import TABLES, for_people, parameters, rows_of

    rows: Iterator[tuple[object, ...]] = rows_of(
        store.db, what, parameters(store.db, linked_id, run, own_domain(store.db, name))
    )
    names = list(TABLES[what].columns)
    if format in ("table", "md"):
        names, rows = for_people(what, rows, app.lang)
    first = FIRST if sys.stdout.isatty() else 0
    count = print_rows(
        app, names, rows, format=format, output=output, limit=limit, first=first, nothing=NOTHING, more=MORE
    )  # fmt: skip
    if what == "broken" and count:
        app.say(UNCRAWLED)
    if what == "intersect":
        rivals = store.db.execute("select count(*) from linked_sites where linked_id <> ?", [linked_id]).fetchone()[0]
        if rivals < 2:
            app.say(ALONE, n=rivals)


def _print(app: App, found: Kept, format: str, output: str) -> None:
    import json
    from dataclasses import asdict

    from crawler.tables import print_rows
    from linkgraph.backlinks.remarks import remarks

    told = found.told
    if format in ("json", "jsonl") and output == "-":
        made = asdict(told) | {"remarks": [asdict(one) for one in remarks(told)], "assessed": found.assessed}
        app.out(json.dumps(made, ensure_ascii=False, indent=2 if format == "json" else None))
    elif format == "table" and output == "-":
        for line in as_table(found, app.lang):
            app.out(line)
    else:
        print_rows(
            app, ("name", "value"), [(key, _plain(getattr(told, key))) for key, _ in ROWS], format=format, output=output
        )


def _plain(value: object) -> object:
    return " ".join(f"{key}={many}" for key, many in value.items()) if isinstance(value, dict) else value


def as_table(found: Kept, lang: Lang) -> list[str]:
    """The numbers as lines for a terminal, when they were counted, then what stands out."""
    from audit.explain import SEVERITY
    from crawler.text import columns, printable
    from linkgraph.backlinks.remarks import remarks

    width = max(columns(label.get(lang)) for _, label in (*ROWS, ASSESSED))
    shown = [(label, _shown(name, found.told, lang)) for name, label in ROWS]
    shown.append((ASSESSED[1], found.assessed))
    lines = []
    for label, value in shown:
        padding = " " * (width - columns(label.get(lang)))
        lines.append(f"{label.get(lang)}{padding}  {printable(value)}")
    if said := remarks(found.told):
        lines.append("")
        lines += [printable(f"{SEVERITY[one.level].get(lang)}  {one.id}  {one.text.get(lang)}") for one in said]
    return lines


def _shown(name: str, told: Assessment, lang: Lang) -> str:
    from linkgraph.backlinks.tables import WORDS

    value = getattr(told, name)
    if name == "imports":
        return f"{value} ({told.first_day} – {told.last_day})"
    if name == "broken_targets" and value:
        return Text(
            zh=f"{value:,}（{told.broken_links:,} 条链接，{told.broken_domains:,} 个域名）",
            en=f"{value:,} ({told.broken_links:,} links, {told.broken_domains:,} domains)",
        ).get(lang)
    if isinstance(value, dict):
        words = (f"{WORDS[key].get(lang) if key in WORDS else key} {many:,}" for key, many in value.items())
        return ", ".join(words) or "–"
    if value is None:
        return UNJUDGED.get(lang)
    if name == "followed" and value is not None and told.told < told.links:
        return Text(
            zh=f"{value:.1%}（{told.told:,} 条已知）", en=f"{value:.1%} (of {told.told:,} of which it is known)"
        ).get(lang)
    if isinstance(value, float):
        return f"{value:.2f}" if name in ("entropy", "domain_ratio", "block_ratio") else f"{value:.1%}"
    return f"{value:,}"
