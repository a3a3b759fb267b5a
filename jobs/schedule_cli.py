"""The command ``schedule``: crawls that recur."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import LazyGroup, command, option, read_options
from configs.errors import REMEDY, WHERE, Exit, SettingsError
from configs.text import Text
from configs.units import seconds

if TYPE_CHECKING:
    from jobs.scheduler import Files
    from jobs.timetable import Schedule

GROUP = Text(
    zh="定期抓取：登记（add）、查看（list）、取消（remove）、运行到期的（run）、打印系统定时任务（print）。\n"
    "到期时间由库里的记录算出：关机错过的，下次醒来补做一次。",
    en="Crawls that recur: add, list and remove them, run what is due, print an entry for the system's timer.\n"
    "What is due follows from the store: what was missed while the machine was off is made up for once.",
)
SUBCOMMANDS = {
    "add": ("jobs.schedule_cli:add", Text(zh="登记一个定期抓取", en="Add a crawl that recurs")),
    "list": ("jobs.schedule_cli:list_", Text(zh="列出定期抓取", en="List crawls that recur")),
    "remove": ("jobs.schedule_cli:remove", Text(zh="取消一个定期抓取", en="Remove a crawl that recurs")),
    "run": ("jobs.schedule_cli:run", Text(zh="运行到期的抓取", en="Run what is due")),
    "print": (
        "jobs.schedule_cli:print_",
        Text(zh="打印系统定时任务的写法", en="Print an entry for the system's timer"),
    ),
}
schedule = LazyGroup("schedule", help=GROUP.en, no_args_is_help=True)
schedule.text, schedule.lazy = GROUP, SUBCOMMANDS
schedule.examples = ("xunlu schedule add https://shop.example/ --every weekly", "xunlu schedule run --once")

ADDED = Text(zh="已登记 {name}，每 {every}；下次 {due}", en="Added {name}, every {every}; next {due}")
REMOVED = Text(zh="已取消 {name}", en="Removed {name}")
NONE = Text(
    zh="没有登记定期抓取：xunlu schedule add 网址 --every weekly",
    en="No crawl recurs yet: xunlu schedule add URL --every weekly",
)
NOTHING_DUE = Text(zh="没有到期的抓取。", en="Nothing is due.")
WAITING = Text(
    zh="等待到期的抓取，按 Ctrl-C 停止。日志 {log}，状态 {health}",
    en="Waiting for what is due; Ctrl-C stops. Log {log}, health {health}",
)
BEGAN = Text(zh="{name} 开始", en="{name} begins")
ENDED = Text(zh="{name} 结束，退出码 {code}", en="{name} ended with exit code {code}")
NAMES = ("name", "sites", "every", "zone", "due", "started", "finished", "code")


@command(
    "add",
    Text(
        zh="登记一个定期抓取。不写站点时，每次运行配置文件里的全部站点。\n周期写 30m、6h、7d、daily、weekly，或 cron 的五段。",
        en="Add a crawl that recurs. Without sites it runs all those of the configuration.\n"
        "A period is 30m, 6h, 7d, daily, weekly, or the five fields of cron.",
    ),
    examples=("xunlu schedule add https://shop.example/ --every weekly", 'xunlu schedule add --every "0 3 * * 1" --zone Asia/Shanghai --name weekly'),
)  # fmt: skip
@click.argument("sites", nargs=-1, metavar="[URL|SITE]...")
@option("--every", required=True, help=Text(zh="周期。", en="The period."))
@option("--name", default="", help=Text(zh="名称，默认用站点名。", en="Its name; default: that of the site."))
@option("--zone", default="UTC", show_default=True, help=Text(zh="cron 各段的时区。", en="Time zone of cron's fields."))
@click.pass_obj
def add(app: App, /, sites: tuple[str, ...], every: str, name: str, zone: str) -> None:
    """Check everything now, so that nothing fails at night."""
    from crawler.moments import now
    from crawler.store import open_store
    from jobs.crawling import plans_for
    from jobs.timetable import UTC, due_at, refuse_bad, schedules

    refuse_bad(every, zone)
    plans = plans_for(app, sites, (), {})
    name = name or plans[0].name
    config = str(app.config_file.absolute()) if app.config_file else ""
    with open_store(app.database, create=True) as store:
        if name in {one.name for one in schedules(store)}:
            raise _refused(app, Text(zh=f"已有名为 {name} 的定期抓取", en=f"there is a schedule called {name}"), Text(zh=f"先取消：xunlu schedule remove {name}；或用 --name 另起名。", en=f"Remove it first: xunlu schedule remove {name}; or give another --name."))  # fmt: skip
        with store.atomic() as db:
            db.execute(
                "insert into schedules (name, sites, config, every, zone, created) values (?, ?, ?, ?, ?, ?)",
                [name, json.dumps(sites), config, every, zone, now()],
            )
        made = next(one for one in schedules(store) if one.name == name)
    due = due_at(made, datetime.datetime.now(UTC))
    app.say(ADDED, name=name, every=every, due=f"{due:%Y-%m-%d %H:%M} UTC")


@command("list", SUBCOMMANDS["list"][1], examples=("xunlu schedule list", "xunlu schedule list --format json"))
@read_options
@click.pass_obj
def list_(app: App, format: str, output: str, limit: int) -> None:
    """One row a schedule, with the time it is due."""
    from crawler.store import open_store
    from crawler.tables import print_rows
    from jobs.timetable import UTC, due_at, schedules

    at = datetime.datetime.now(UTC)
    with open_store(app.database) as store:
        rows = [
            (one.name, " ".join(one.sites), one.every, one.zone, f"{due_at(one, at):%Y-%m-%dT%H:%M:%SZ}", one.started, one.finished, one.code)
            for one in schedules(store)
        ]  # fmt: skip
    print_rows(app, NAMES, rows, format=format, output=output, limit=limit, nothing=NONE)


@command("remove", SUBCOMMANDS["remove"][1], examples=("xunlu schedule remove shop.example",))
@click.argument("name")
@click.pass_obj
def remove(app: App, /, name: str) -> None:
    """A crawl of it under way goes on to its end."""
    from crawler.store import open_store
    from jobs.timetable import schedules

    with open_store(app.database) as store:
        known = [one.name for one in schedules(store)]
        if name not in known:
            raise _refused(app, Text(zh=f"没有名为 {name} 的定期抓取", en=f"there is no schedule called {name}"), Text(zh=f"有：{'、'.join(known) or '无'}", en=f"There are: {', '.join(known) or 'none'}"))  # fmt: skip
        with store.atomic() as db:
            db.execute("delete from schedules where name = ?", [name])
    app.say(REMOVED, name=name)


@command(
    "run",
    Text(
        zh="运行到期的抓取，每个一个进程，依次进行；--once 做完就退出，供系统定时任务调用。",
        en="Run what is due, each crawl a process of its own, one after the other.\n"
        "With --once it ends afterwards, as the system's timer wants it.",
    ),
    examples=("xunlu schedule run --once",),
)
@option("--once", is_flag=True, help=Text(zh="只做现在到期的。", en="Only what is due now."))
@option("--poll", default="30s", show_default=True, help=Text(zh="隔多久看一次。", en="How often to look."))
@option(
    "--log",
    type=click.Path(dir_okay=False),
    help=Text(zh="日志文件，默认在库旁边。", en="Log file; default: beside the store."),
)
@option(
    "--health",
    type=click.Path(dir_okay=False),
    help=Text(zh="状态文件（JSON），默认在库旁边。", en="Health file (JSON); default: beside the store."),
)
@click.pass_obj
def run(app: App, /, once: bool, poll: str, log: str | None, health: str | None) -> int:
    """The scheduler; with --once the worst exit code of what ran."""
    from jobs.scheduler import Runner, serve

    try:
        period = seconds(poll)
    except ValueError as error:
        raise SettingsError(101, Text(f"--poll：{error}", f"--poll: {error}")) from error
    files = _files(app, log, health)
    runner = Runner(files, lambda what, one, code: _tell(app, files.log, what, one, code))
    if not once:
        app.say(WAITING, log=str(files.log), health=str(files.health))
        return serve(runner, period)
    done = runner.run_due()
    if not done:
        app.say(NOTHING_DUE)
    return max((code for _, code in done), default=Exit.DONE)


@command(
    "print",
    Text(
        zh="打印一条系统定时任务，它会定时运行 xunlu schedule run --once。只打印，不安装。",
        en="Print an entry for the system's timer that calls xunlu schedule run --once. It is printed, not installed.",
    ),
    examples=("xunlu schedule print --for cron", "xunlu schedule print --for systemd --minutes 60"),
)
@option(
    "--for",
    "kind",
    type=click.Choice(["cron", "systemd", "windows"]),
    required=True,
    help=Text(zh="哪种定时任务。", en="Which timer."),
)
@option(
    "--minutes",
    type=click.IntRange(1, 1440),
    default=15,
    show_default=True,
    help=Text(zh="隔几分钟看一次。", en="Minutes between two looks."),
)
@click.pass_obj
def print_(app: App, /, kind: str, minutes: int) -> None:
    """Text on stdout."""
    from jobs.entries import entry

    app.out(entry(kind, app.database, _files(app, None, None).log, minutes).rstrip("\n"))


def _files(app: App, log: str | None, health: str | None) -> Files:
    from jobs.scheduler import Files

    stem = app.database.absolute()
    return Files(
        app.database.absolute(), Path(log or stem.with_suffix(".schedule.log")), Path(health or stem.with_suffix(".schedule.json")), app.lang
    )  # fmt: skip


def _tell(app: App, log: Path, what: str, one: Schedule, code: int | None) -> None:
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    line = (BEGAN if what == "began" else ENDED).get(app.lang, name=one.name, code=code)
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{stamp}  {line}\n")
    app.say(f"{stamp}  {line}")


def _refused(app: App, what: Text, advice: Text) -> SettingsError:
    return SettingsError(153, what, [(WHERE, Text(str(app.database), str(app.database))), (REMEDY, advice)])
