"""The command ``db``: look after a store."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import LazyGroup, command
from configs.errors import StoreError
from configs.text import Text

NAMES = {
    "sites": Text(zh="站点", en="sites"),
    "runs": Text(zh="运行", en="runs"),
    "urls": Text(zh="网址", en="URLs"),
    "pages": Text(zh="抓取记录", en="pages"),
    "documents": Text(zh="不同的网页内容", en="documents"),
    "link_sets": Text(zh="不同的链接集", en="link sets"),
    "links": Text(zh="链接", en="links"),
    "anchors": Text(zh="锚文本", en="anchor texts"),
    "findings": Text(zh="问题", en="findings"),
    "page_terms": Text(zh="网页上的词", en="terms on pages"),
}
INFO = Text(
    zh="{path}   版本 {version}（程序 {newest}）   {size:,.1f} MB，其中可回收 {free:,.1f} MB，待合并 {wal:,.1f} MB",
    en="{path}   version {version} (program {newest})   {size:,.1f} MB, of it {free:,.1f} MB can be given back;"
    " {wal:,.1f} MB wait in the log",
)
WHOLE = Text(zh="完好：{path}", en="Whole: {path}")
FAULTY = {
    "integrity": Text(zh="SQLite 完整性", en="SQLite integrity"),
    "foreign-keys": Text(zh="指向不存在的行", en="points at a missing row"),
    "dangling": Text(zh="指向不存在的内容，行数", en="rows that point at missing content"),
    "document": Text(zh="内容无法解开", en="content cannot be unpacked"),
}
DAMAGED = Text(zh="库有损坏，共 {n} 处", en="the store is damaged in {n} places")
REMEDY = Text(
    zh="用备份替换它，或用 --db 新建一个库重新抓取；未损坏的运行仍可读取和导出。",
    en="Replace it by a backup, or crawl into a new store with --db; runs that are whole can still be read and exported.",
)
VACUUMED = Text(
    zh="{path}：{before:,.1f} MB → {after:,.1f} MB",
    en="{path}: {before:,.1f} MB -> {after:,.1f} MB",
)

GROUP = Text(
    zh="照管库文件：看里面有什么（info），检查是否完好（verify），清理旧运行（prune），收回空出来的空间（vacuum）。",
    en="Look after the store: what is in it (info), is it whole (verify), let go of old pages (prune),\n give back free room (vacuum).",
)
SUBCOMMANDS = {
    "info": ("crawler.cli:info", Text(zh="库里有什么，占多少空间", en="What is in the store, and its size")),
    "verify": ("crawler.cli:verify", Text(zh="检查库是否完好", en="Check that the store is whole")),
    "prune": (
        "jobs.prune_cli:prune",
        Text(zh="清理旧运行的网页，保留数字", en="Let go of the pages of old runs, keep the numbers"),
    ),
    "vacuum": ("crawler.cli:vacuum", Text(zh="收回空出来的空间", en="Give back the room of what was deleted")),
}

db = LazyGroup("db", help=GROUP.en, no_args_is_help=True)
db.text, db.lazy = GROUP, SUBCOMMANDS
db.examples = ("xunlu db info", "xunlu --db shop.db db verify")


@command(
    "info",
    Text(zh="打印库的版本、大小和各表的行数。", en="Print version and size of the store, and its rows by table."),
    examples=("xunlu db info",),
)
@click.pass_obj
def info(app: App) -> None:
    """Version, sizes, rows."""
    from crawler.store import open_store
    from crawler.text import columns
    from crawler.upkeep import info as found_in

    with open_store(app.database) as store:
        found = found_in(store)
    sizes = {"size": found.size / 1e6, "free": found.free / 1e6, "wal": found.wal_size / 1e6}
    app.out(INFO.get(app.lang, path=found.path, version=found.version, newest=found.newest, **sizes))
    for table, rows in found.rows.items():
        name = NAMES[table].get(app.lang)
        app.out(f"{rows:>14,}  {name}{' ' * max(1, 20 - columns(name))}{table}")


@command(
    "verify",
    Text(
        zh="检查库是否完好：SQLite 自身的完整性、行与行的对应、抽查内容能否解开。有损坏时以 6 退出。",
        en="Check that the store is whole: SQLite's integrity, rows that belong together, a sample of the contents.\n"
        "Exit code 6 when it is damaged.",
    ),
    examples=("xunlu db verify",),
)
@click.pass_obj
def verify(app: App) -> None:
    """Exit code 6 when something is wrong."""
    from crawler.store import open_store
    from crawler.upkeep import verify as faults_of

    with open_store(app.database) as store:
        count = 0
        for fault in faults_of(store):
            count += 1
            app.out(f"{FAULTY[fault.what].get(app.lang)}  {fault.where}  {fault.detail}")
    if count:
        from configs.errors import REMEDY as LABEL
        from configs.errors import WHERE

        what = Text(DAMAGED.get("zh", n=count), DAMAGED.get("en", n=count))
        raise StoreError(308, what, [(WHERE, Text(str(app.database), str(app.database))), (LABEL, REMEDY)])
    app.out(WHOLE.get(app.lang, path=str(app.database)))


@command(
    "vacuum",
    Text(
        zh="重写库文件，收回已删除内容占用的空间。需要与库同样大的剩余空间；有抓取在进行时不做。",
        en="Rewrite the file without the room of what was deleted. Needs as much free space as the store;\n"
        "refused while a crawl is writing to it.",
    ),
    examples=("xunlu db vacuum",),
)
@click.pass_obj
def vacuum(app: App) -> None:
    """Say how much was given back."""
    from crawler.store import open_store
    from crawler.upkeep import vacuum as rewrite

    with open_store(app.database) as store:
        before, after = rewrite(store)
    app.out(VACUUMED.get(app.lang, path=str(app.database), before=before / 1e6, after=after / 1e6))
