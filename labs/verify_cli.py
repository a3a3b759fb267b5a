"""The command ``lab verify``: the labs held against the checks, for teachers and developers."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import Exit, SettingsError
from configs.text import Text
from labs.lab_cli import lesson_of

SOUND = Text(
    zh="实验 {lesson} 种子 {seed}{twin}：埋设 {planted}，全部找到，没有多余",
    en="lab {lesson} seed {seed}{twin}: {planted} planted, all found, nothing else",
)
UNSOUND = Text(
    zh="实验 {lesson} 种子 {seed}{twin}：漏 {missed}，多 {surplus}",
    en="lab {lesson} seed {seed}{twin}: {missed} missed, {surplus} too many",
)
TWIN = Text(zh="（干净的孪生店）", en=" (clean twin)")


@command(
    "verify",
    Text(
        zh="给老师和开发者：按种子生成每个实验的商店和干净的孪生店，抓取并检查；埋设的问题要全部找到，没有别的警告以上的问题。",
        en="For teachers and developers: make, crawl and audit the shop of every lab and its clean twin for some seeds.\n"
        "What was planted must be found, and nothing else of warning or above.",
    ),
    examples=("xunlu lab verify --lab 0 --seeds 0-0",),
)
@option("--seeds", default="0-1", show_default=True, metavar="FROM-TO", help=Text(zh="哪些种子。", en="Which seeds."))
@option(
    "--lab",
    "numbers",
    type=int,
    multiple=True,
    help=Text(zh="只核对这个实验（可重复）。", en="Only this lab (repeatable)."),
)
@click.pass_obj
def verify(app: App, /, seeds: str, numbers: tuple[int, ...]) -> int:
    """Exit code 1 when a shop and its findings are apart."""
    from labs.lessons import LESSONS
    from labs.verify import verify as compared

    chosen = [lesson_of(number) for number in numbers] or list(LESSONS.values())
    failed = False
    for one in compared(chosen, _range(seeds)):
        twin = TWIN.get(app.lang) if one.clean else ""
        text = SOUND if one.sound else UNSOUND
        app.out(text.get(app.lang, lesson=one.lesson, seed=one.seed, twin=twin, planted=one.planted, missed=len(one.missed), surplus=len(one.surplus)))  # fmt: skip
        for sign, pairs in (("-", one.missed), ("+", one.surplus)):
            for check_id, path in pairs[:20]:
                app.out(f"  {sign} {check_id} {path}")
        failed = failed or not one.sound
    return Exit.GATE_FAILED if failed else Exit.DONE


def _range(seeds: str) -> range:
    first, dash, last = seeds.partition("-")
    try:
        return range(int(first), int(last if dash else first) + 1)
    except ValueError as error:
        raise SettingsError(101, Text(f"--seeds：{seeds}（写成 0-1）", f"--seeds: {seeds} (write 0-1)")) from error
