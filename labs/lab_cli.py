"""The command ``lab``: exercises on sample shops."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import LazyGroup, command, option
from configs.errors import REMEDY, Exit, SettingsError
from configs.text import Text

if TYPE_CHECKING:
    from labs.lessons.lesson import Lesson, Task
    from labs.lessons.progress import Done, Started
    from labs.shop import Shop

GROUP = Text(
    zh="课程实验：每个实验一家由种子生成的示例商店，在本机 127.0.0.1 上打开，答案因种子而异。",
    en="Exercises of a course: each a sample shop made from a seed and served on 127.0.0.1; another seed has other answers.",
)
SUBCOMMANDS = {
    "list": ("labs.lab_cli:list_", Text(zh="有哪些实验，做到哪里", en="Which labs there are, and how far you are")),
    "start": ("labs.lab_cli:start", Text(zh="开始一个实验，打开它的商店", en="Begin a lab and serve its shop")),
    "check": ("labs.lab_cli:check", Text(zh="检查一个实验做到哪里", en="Look how far a lab is")),
    "answer": ("labs.lab_cli:answer", Text(zh="回答一道题", en="Answer a task")),
    "hint": ("labs.lab_cli:hint", Text(zh="看一条提示", en="Take a hint")),
    "solution": ("labs.lab_cli:solution", Text(zh="看答案", en="See the solutions")),
    "verify": ("labs.verify_cli:verify", Text(zh="核对实验与检查项", en="Hold the labs against the checks")),
}
lab = LazyGroup("lab", help=GROUP.en, no_args_is_help=True)
lab.text, lab.lazy = GROUP, SUBCOMMANDS
lab.examples = ("xunlu lab list", "xunlu lab hint 1.1")

OPEN = Text(
    zh="商店在 {url}（种子 {seed}），按 Ctrl-C 关闭。在另一个终端、同一文件夹里做：",
    en="The shop is at {url} (seed {seed}); Ctrl-C closes it. In another terminal, in the same folder:",
)
STEPS = Text(
    zh="  xunlu run {url}\n  xunlu lab answer {key} 答案\n  xunlu lab check {number}",
    en="  xunlu run {url}\n  xunlu lab answer {key} ANSWER\n  xunlu lab check {number}",
)
FILES = Text(
    zh="网页文件在 {folder}/，改了马上生效。",
    en="The pages are files in {folder}/; what is changed there is served at once.",
)
CLOSED = Text(
    zh="商店打不开：另开一个终端运行 xunlu lab start {number}",
    en="the shop does not answer: run xunlu lab start {number} in another terminal",
)
TAKES = {
    "fix": Text(zh="（改好后用 lab check）", en="(then lab check)"),
    "crawl": Text(zh="（做完后用 lab check）", en="(then lab check)"),
    "number": Text(zh="（一个数）", en="(a number)"),
    "urls": Text(
        zh="（网址或路径，几个都行；- 为从标准输入每行一个）", en="(addresses or paths, any number; - reads one a line)"
    ),
    "choice": Text(zh="（一个字母）", en="(a letter)"),
}
POINTS = Text(zh="得分 {points:g} / {most}", en="{points:g} of {most} points")
ALL_HINTS = Text(zh="提示都看过了。", en="All hints have been taken.")
COST = Text(zh="（提示 {n}/3，本题得分减 {n}/3）", en="(hint {n} of 3: {n} thirds of the points are gone)")
SEEN = Text(zh="答案看过之后，本实验不再加分。", en="After its solutions were seen, a lab earns no more points.")
NEW = Text(zh="未开始", en="not begun")
TRUTH = Text(zh="答案：{answer}", en="Answer: {answer}")


@command("list", SUBCOMMANDS["list"][1], examples=("xunlu lab list",))
@click.pass_obj
def list_(app: App) -> None:
    """One line a lesson."""
    from crawler.text import columns
    from labs.lessons import LESSONS
    from labs.lessons.progress import load

    begun = load()
    width = max(columns(lesson.name.get(app.lang)) for lesson in LESSONS.values())
    for number, lesson in LESSONS.items():
        name = lesson.name.get(app.lang)
        state = _score(app, lesson, begun[number]) if number in begun else NEW.get(app.lang)
        pad = " " * (width - columns(name))
        app.out(f"{number:>2}  {name}{pad}  {'★' * lesson.level:<3}  {lesson.minutes} min  {state}")


@command(
    "start",
    Text(
        zh="开始一个实验：生成商店，在 127.0.0.1 上打开，直到按 Ctrl-C；打印题目和下一步。\n种子可以是学号中的数字：课程相同，数字不同。已开始的实验沿用原来的种子和得分。",
        en="Begin a lab: its shop is made and served on 127.0.0.1 until Ctrl-C; tasks and next steps are printed.\n"
        "A seed may be the digits of a student's number: the same lesson, other answers. A lab that was begun keeps\n"
        "its seed and points.",
    ),
    examples=("xunlu lab start 1 --seed 2026001", "xunlu lab start 0 --port 8700"),
)
@click.argument("number", type=int)
@option(
    "--seed",
    type=click.IntRange(min=0),
    help=Text(zh="种子；换一个就重新开始。", en="The seed; another one begins anew."),
)
@option("--port", type=click.IntRange(0, 65_535), default=0, help=Text(zh="端口，0 为任意。", en="The port; 0 is any."))
@click.pass_obj
def start(app: App, /, number: int, seed: int | None, port: int) -> None:
    """Serve the shop of a lesson."""
    from labs.cli import opened, wait
    from labs.lessons.folder import edited
    from labs.lessons.progress import Started, load, save

    lesson, begun = lesson_of(number), load()
    before = begun.get(number)
    chosen = seed if seed is not None else before.seed if before else 1
    folder = _folder(number, chosen)
    with opened(partial(lesson.shop, seed=chosen), port) as server:
        if any(task.kind == "fix" for task in lesson.tasks):
            server.shop = edited(server.shop, folder)
        kept = before.tasks if before and before.seed == chosen else {}
        begun[number] = Started(chosen, server.url, kept)
        save(begun)
        app.out(f"{lesson.number}  {lesson.name.get(app.lang)}: {lesson.goal.get(app.lang)}")
        for key, task in zip(lesson.task_keys(), lesson.tasks, strict=True):
            _print_task(app, key, task, server.shop)
        app.out(OPEN.get(app.lang, url=server.url, seed=chosen))
        if folder.exists():
            app.out(FILES.get(app.lang, folder=folder))
        app.out(STEPS.get(app.lang, url=server.url, key=lesson.task_keys()[1], number=number))
        wait()


@command("check", SUBCOMMANDS["check"][1], examples=("xunlu lab check 1",))
@click.argument("number", type=int)
@click.pass_obj
def check(app: App, /, number: int) -> None:
    """Look at the store where a task asks for a crawl; show every task."""
    from crawler.store import open_store
    from labs.lessons.folder import untouched
    from labs.lessons.grading import crawled
    from labs.lessons.progress import load, save

    lesson, begun = lesson_of(number), load()
    state = _begun(begun, number)
    shop = lesson.shop(state.url, state.seed)
    for key, task in zip(lesson.task_keys(), lesson.tasks, strict=True):
        done = state.task(key)
        if task.kind == "crawl" and app.database.exists():
            with open_store(app.database) as store:
                found = crawled(shop, store)
            _take(done, found.share)
            app.out(f"{_mark(done)} {key}  {found.reply.get(app.lang)}")
        elif task.kind == "fix" and not untouched(shop, _folder(number, state.seed)):
            said = _crawl_again(app, task, shop, state.url, done, number)
            app.out(f"{_mark(done)} {key}  {said}")
        else:
            app.out(f"{_mark(done)} {key}  {task.question(shop).get(app.lang)}")
    save(begun)
    app.out(_score(app, lesson, state))


@command(
    "answer",
    Text(
        zh="回答一道题；网址可给完整网址或路径，几个都行，- 为从标准输入读，每行一个。答错会说差在哪里，可以再答。",
        en="Answer a task. Addresses may be whole or paths, any number of them; - reads them from stdin, one a line.\n"
        "A wrong answer is told in which way; try again as often as you like.",
    ),
    examples=("xunlu lab answer 1.2 12", "xunlu lab answer 1.4 b"),
)
@click.argument("key", metavar="TASK")
@click.argument("given", metavar="ANSWER...", nargs=-1, required=True)
@click.pass_obj
def answer(app: App, /, key: str, given: tuple[str, ...]) -> int:
    """Grade it; exit code 1 when it is not wholly right."""
    from labs.lessons.grading import grade
    from labs.lessons.progress import load, save

    lesson, task = _task(key)
    begun = load()
    state = _begun(begun, lesson.number)
    if task.kind in ("crawl", "fix"):
        raise SettingsError(
            161,
            Text(zh=f"{key} 不用回答", en=f"{key} needs no answer"),
            [(REMEDY, Text(zh=f"抓取之后运行 xunlu lab check {lesson.number}。", en=f"Crawl, then run xunlu lab check {lesson.number}."))],
        )  # fmt: skip
    words = sys.stdin.read().split("\n") if given == ("-",) else list(given)
    found = grade(task, lesson.shop(state.url, state.seed), words)
    done = state.task(key)
    done.tries += 1
    _take(done, found.share)
    save(begun)
    app.out(f"{_mark(done)} {key}  {found.reply.get(app.lang)}")
    return Exit.DONE if found.share == 1 else Exit.GATE_FAILED


@command(
    "hint",
    Text(
        zh="看下一条提示，一题三条，每条扣本题三分之一的分。",
        en="The next of three hints; each costs a third of the task's points.",
    ),
    examples=("xunlu lab hint 1.1",),
)
@click.argument("key", metavar="TASK")
@click.pass_obj
def hint(app: App, /, key: str) -> None:
    """Hints that were taken, and one more."""
    from labs.lessons.progress import HINTS, load, save

    lesson, task = _task(key)
    begun = load()
    done = _begun(begun, lesson.number).task(key)
    if done.hints == HINTS:
        app.say(ALL_HINTS)
    elif done.share < 1:  # after the task is solved a hint costs nothing
        done.hints += 1
        save(begun)
    shown = max(1, done.hints)
    for text in task.hints[:shown]:
        app.out(text.get(app.lang))
    app.say(COST, n=done.hints)


@command(
    "solution",
    Text(
        zh="打印一个实验的全部答案和理由；之后不再加分。",
        en="Print all answers of a lab and why; afterwards it earns no more points.",
    ),
    examples=("xunlu lab solution 1",),
)
@click.argument("number", type=int)
@click.pass_obj
def solution(app: App, /, number: int) -> None:
    """Answers in the order of the tasks."""
    from labs.lessons.progress import load, save

    lesson, begun = lesson_of(number), load()
    state = _begun(begun, number)
    shop = lesson.shop(state.url, state.seed)
    for key, task in zip(lesson.task_keys(), lesson.tasks, strict=True):
        _print_task(app, key, task, shop)
        truth = task.truth(shop)
        said = (
            "\n    ".join(["", *sorted(truth)])
            if isinstance(truth, frozenset)
            else f"{truth:g}"
            if isinstance(truth, float)
            else truth
        )
        app.out("  " + TRUTH.get(app.lang, answer=said))
        app.out("  " + task.why(shop).get(app.lang))
        state.task(key).solution = True
    save(begun)
    app.say(SEEN)


def _crawl_again(app: App, task: Task, shop: Shop, url: str, done: Done, number: int) -> str:
    """What the edited shop looks like now; until something was edited the question."""
    import subprocess
    import tempfile

    from labs.lessons.grading import mended
    from labs.verify import findings_of

    with tempfile.TemporaryDirectory(prefix="xunlu-lab-") as folder:
        try:
            found = findings_of(url, Path(folder), silent=True)
        except subprocess.CalledProcessError:
            return CLOSED.get(app.lang, number=number)
    grade = mended(task, shop, found)
    done.tries += 1
    _take(done, grade.share)
    return grade.reply.get(app.lang)


def _folder(number: int, seed: int) -> Path:
    """Where the pages of a lab are edited; another seed has another folder, so that no work is lost."""
    return Path(f"lab{number}-site-{seed}")


def lesson_of(number: int) -> Lesson:
    from labs.lessons import LESSONS

    if number not in LESSONS:
        known = ", ".join(map(str, LESSONS))
        raise SettingsError(162, Text(zh=f"没有实验 {number}", en=f"there is no lab {number}"), [(REMEDY, Text(zh=f"有：{known}；xunlu lab list", en=f"There are: {known}; xunlu lab list"))])  # fmt: skip
    return LESSONS[number]


def _task(key: str) -> tuple[Lesson, Task]:
    number = key.partition(".")[0]
    lesson = lesson_of(int(number)) if number.isdecimal() else lesson_of(-1)
    task = lesson.task(key)
    if task is None:
        known = ", ".join(lesson.task_keys())
        raise SettingsError(162, Text(zh=f"实验 {lesson.number} 没有题目 {key}", en=f"lab {lesson.number} has no task {key}"), [(REMEDY, Text(zh=f"有：{known}", en=f"There are: {known}"))])  # fmt: skip
    return lesson, task


def _begun(begun: dict[int, Started], number: int) -> Started:
    if number not in begun:
        raise SettingsError(
            160,
            Text(zh=f"实验 {number} 还没有在这个文件夹里开始", en=f"lab {number} was not begun in this folder"),
            [(REMEDY, Text(zh=f"先运行 xunlu lab start {number}。", en=f"Run xunlu lab start {number} first."))],
        )
    return begun[number]


def _take(done: Done, share: float) -> None:
    """The best answer counts, unless the solution was seen before."""
    if not done.solution:
        done.share = max(done.share, share)


def _mark(done: Done) -> str:
    return "✔" if done.share == 1 else "½" if done.share > 0 else "✘" if done.tries else "–"


def _score(app: App, lesson: Lesson, state: Started) -> str:
    points = sum(state.task(key).points for key in lesson.task_keys())
    marks = " ".join(f"{key}{_mark(state.task(key))}" for key in lesson.task_keys())
    return f"{marks}   {POINTS.get(app.lang, points=points, most=10 * len(lesson.tasks))}"


def _print_task(app: App, key: str, task: Task, shop: Shop) -> None:
    app.out(f"  {key}  {task.question(shop).get(app.lang)} {TAKES[task.kind].get(app.lang)}")
    for name, choice in task.options.items():
        app.out(f"       {name}  {choice.text.get(app.lang)}")
