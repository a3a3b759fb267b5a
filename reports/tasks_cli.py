"""The command ``tasks``: what to do, by who has to act; said to be done, the next crawl checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from configs.app import App
from configs.cli import choosing_options, command, option, read_options
from configs.groups import default_group
from configs.text import Text

if TYPE_CHECKING:
    from crawler.records import Run
    from crawler.store import Store
    from reports.tasks import Task

F = TypeVar("F", bound=Callable[..., Any])

PEOPLE = {"editor": "编辑", "developer": "开发", "operations": "运维"}  # as reports.owners has them
STATES = ("open", "still", "back", "done", "unchecked", "accepted", "fixed")
COLUMNS = ("check_id", "owner", "state", "status", "severity", "title", "pages", "points", "hours", "quadrant", "done", "note")  # fmt: skip
HELP = Text(
    zh="一次运行（RUN，默认 latest）里要做的事，每个未通过的检查项一件：谁做、多少工时、修好得几分，先做的在前。\n"
    "做完一件写 xunlu tasks done ID：下一次抓取会核对，没有了是“已修复”，还在是“仍存在”，以后又有是“又出现”。\n"
    "按站点和检查项记在库里，重新抓取、清理旧运行都不会丢。",
    en="What to do in a RUN (default: latest), a task for each failing check: who, how many hours, how many points; the most urgent first.\n"
    "When one is done, say xunlu tasks done ID: the next crawl checks it. Gone is fixed, else it is still there, and later maybe back.\n"
    "Kept in the store by site and check: neither a crawl nor pruning forgets it.",
)
HEADINGS = {
    "check_id": Text(zh="检查项", en="check"),
    "owner": Text(zh="谁", en="who"),
    "status": Text(zh="状态", en="state"),
    "pages": Text(zh="网页", en="pages"),
    "effort": Text(zh="工作量", en="effort"),
    "points": Text(zh="可得分", en="points"),
    "title": Text(zh="要做的事", en="task"),
    "note": Text(zh="备注", en="note"),
}
NOTHING = Text(zh="没有要做的事。", en="There is nothing to do.")
MARKED = Text(
    zh="{check}：已标记为完成，下一次抓取会核对。", en="{check}: marked as done; the next crawl will check it."
)
OPENED = Text(zh="{check}：已取消完成标记。", en="{check}: no longer marked as done.")
NOTED = Text(zh="{check}：备注已写下。", en="{check}: the note is kept.")
UNNOTED = Text(zh="{check}：备注已删除。", en="{check}: the note is removed.")
RUN = option("--run", "run", default="latest", help=Text(zh="哪一次运行。", en="Which run."))
SUBCOMMANDS = {
    "list": ("reports.tasks_cli:list_tasks", Text(zh="列出要做的事", en="List what to do")),
    "done": ("reports.tasks_cli:done", Text(zh="标记为完成", en="Say that tasks are done")),
    "undo": ("reports.tasks_cli:undo", Text(zh="取消完成标记", en="Take that back")),
    "note": ("reports.tasks_cli:note", Text(zh="写一句备注", en="Write a note")),
}


def list_options(function: F) -> F:
    """Decorator: RUN, and which tasks."""
    for decorate in (
        read_options,
        choosing_options("pages > 10"),
        option("--state", "states", multiple=True, type=click.Choice(STATES), help=Text(zh="只要这种状态的（可重复）。", en="Only tasks in this state (repeatable).")),
        option("--owner", "owners", multiple=True, type=click.Choice([*PEOPLE, *PEOPLE.values()]), metavar="|".join(PEOPLE), help=Text(zh="只要这些人的：editor 编辑、developer 开发、operations 运维（可重复）。", en="Only tasks of these people (repeatable).")),
        click.argument("run", default="latest"),
    ):  # fmt: skip
        function = decorate(function)
    return function


@default_group(
    "tasks",
    HELP,
    SUBCOMMANDS,
    examples=("xunlu tasks", "xunlu tasks latest --owner developer --format csv -o tasks.csv"),
)
@list_options
@click.pass_obj
def tasks(app: App, /, **values: Any) -> None:
    """The list."""
    _list(app, **values)


@command(
    "list",
    HELP,
    examples=(
        "xunlu tasks list --state still --state back",
        "xunlu tasks list --owner editor --format md",
        'xunlu tasks list --where "hours <= 1" --columns check_id,owner,hours,points',
    ),
)
@list_options
@click.pass_obj
def list_tasks(app: App, /, **values: Any) -> None:
    """The same list, by its name."""
    _list(app, **values)


@command(
    "done",
    Text(
        zh="说明这些检查项（ID）的问题已经改好。下一次抓取会核对，结果见 xunlu tasks 和报告。",
        en="Say that the findings of these checks (ID) are fixed. The next crawl checks it; xunlu tasks and the report tell.",
    ),
    examples=(
        "xunlu tasks done link-broken-internal",
        'xunlu tasks done link-broken-internal --note "live since Monday"',
    ),
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@option("--note", "text", default=None, help=Text(zh="顺便写一句备注。", en="Write a note, too."))
@RUN
@click.pass_obj
def done(app: App, /, ids: tuple[str, ...], text: str | None, run: str) -> None:
    """All of them or, where one is refused, none."""
    from reports.task_marks import mark_done
    from reports.task_marks import note as write_note

    with _opened(app, run) as (store, found), store.atomic():
        for check_id in ids:
            mark_done(store, found, check_id)
            if text is not None:
                write_note(store, found, check_id, text)
    for check_id in ids:
        app.say(MARKED, check=check_id)


@command(
    "undo",
    Text(zh="取消完成标记：其实还没有改好。备注保留。", en="Take it back: it is not done after all. Notes stay."),
    examples=("xunlu tasks undo link-broken-internal",),
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@RUN
@click.pass_obj
def undo(app: App, /, ids: tuple[str, ...], run: str) -> None:
    """All of them or, where one is refused, none."""
    from reports.task_marks import unmark

    with _opened(app, run) as (store, found), store.atomic():
        for check_id in ids:
            unmark(store, found, check_id)
    for check_id in ids:
        app.say(OPENED, check=check_id)


@command(
    "note",
    Text(
        zh="在一件事旁边写一句备注（TEXT），如工单号；空的 TEXT 删除备注。",
        en="Write a note (TEXT) beside a task, such as the number of a ticket; an empty TEXT removes it.",
    ),
    examples=('xunlu tasks note link-broken-internal "ticket 128"', 'xunlu tasks note link-broken-internal ""'),
)
@click.argument("check_id", metavar="ID")
@click.argument("text", metavar="TEXT")
@RUN
@click.pass_obj
def note(app: App, /, check_id: str, text: str, run: str) -> None:
    """Keep it in place of an earlier one."""
    from reports.task_marks import note as write_note

    with _opened(app, run) as (store, found), store.atomic():
        write_note(store, found, check_id, text)
    app.say(NOTED if text.strip() else UNNOTED, check=check_id)


@contextmanager
def _opened(app: App, run: str) -> Iterator[tuple[Store, Run]]:
    """A store and one of its runs, audited; of a pruned one what was kept."""
    from crawler.store import open_store
    from reports.history.pair import pruned

    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare and not pruned(store, found):
            app.prepare(app, store, found.run_id, "report")
        yield store, found


def _list(
    app: App, run: str, owners: tuple[str, ...], states: tuple[str, ...], where: str, columns: str, format: str, output: str, limit: int
) -> None:  # fmt: skip
    """Rows for people have headings in their language; with ``columns`` they are those of the data."""
    from crawler.tables import print_rows
    from reports.catalogue import installed_checks
    from reports.choosing import matching, wanted_columns
    from reports.tasks import chosen, task_list

    named = wanted_columns(columns, COLUMNS)
    keys = {zh: key for key, zh in PEOPLE.items()}
    wanted = {keys.get(one, one) for one in owners}
    with _opened(app, run) as (store, found):
        listed = list(
            chosen(task_list(store, found.run_id, installed_checks(app.settings.rules.effort)), wanted, states)
        )
    data = list(_as_data(app, listed))
    places = matching(COLUMNS, data, where)
    rows: Iterator[list[object]]
    if named or format not in ("table", "md"):
        picked = [COLUMNS.index(name) for name in named or COLUMNS]
        names, rows = named or list(COLUMNS), iter([data[place][one] for one in picked] for place in places)
    else:
        names, rows = (
            [text.get(app.lang) for text in HEADINGS.values()],
            _for_people(app, (listed[one] for one in places)),
        )
    print_rows(app, names, rows, format=format, output=output, limit=limit, nothing=NOTHING)


def _for_people(app: App, listed: Iterable[Task]) -> Iterator[list[object]]:
    from reports.numbers import gain

    for one in listed:
        owner, said, title = one.owner_name.get(app.lang), one.said.get(app.lang), one.title.get(app.lang)
        yield [one.check_id, owner, said, one.pages, one.effort.get(app.lang), gain(one.points), title, one.note]


def _as_data(app: App, listed: Iterable[Task]) -> Iterator[list[object]]:
    for one in listed:
        yield [
            one.check_id, one.owner, one.state, one.said.get(app.lang), one.severity, one.title.get(app.lang), one.pages,
            round(one.points, 2), round(one.hours, 2), one.quadrant, one.done, one.note,
        ]  # fmt: skip
