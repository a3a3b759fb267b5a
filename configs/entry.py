"""The outermost frame: global options, and errors as a person reads them instead of tracebacks."""

from __future__ import annotations

import datetime
import logging
import os
import signal
import sqlite3
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import click

from configs import scripts
from configs.app import App
from configs.argv import hoisted
from configs.cli import LazyGroup, option
from configs.errors import Exit, SettingsError, Terminated, XunluError
from configs.logs import clean_logs
from configs.text import Lang, Text, choose_language, without_controls
from configs.usage import chinese, english

ABOUT = Text(
    zh="寻路：为中文与双语商店做 SEO 抓取、审核与关键词分析，并写成一份报告。",
    en="xunlu: crawls a shop and its competitors, audits every page, analyses keywords and links, writes one report.",
)
EXIT_CODES = Text(
    zh="退出码：0 完成；1 未过门槛；2 用法或配置错误；3 抓取失败；4 不完整（--strict）；\n"
    "5 内部错误或检查崩溃；6 库或输出不可用；130/143 被中断，可继续。",
    en="Exit codes: 0 done; 1 gate failed; 2 usage or configuration; 3 crawl failed; 4 incomplete (--strict);\n"
    "5 internal error or a check crashed; 6 store or output unusable; 130/143 interrupted, can be resumed.",
)

STOPPED = Text(
    zh="已中断；已写入库的数据完好，再运行同一命令即可。",
    en="Interrupted; what is in the store is intact. Run the same command again.",
)


def run_group(lazy: dict[str, tuple[str, Text]], argv: list[str], prepare: str) -> int:
    """Parse ``argv``, run the command it names, and return the exit code.

    ``prepare`` ("module:function") runs the stages that a stage needs; it is imported when first called.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that cannot show a character must not end the program
            stream.reconfigure(errors="replace")
    argv = hoisted(argv)
    app = App(lang=_asked_language(argv), argv=tuple(argv), prepare=_lazy(prepare))
    with _terminable():
        return _run(app, lazy, argv)


def _run(app: App, lazy: dict[str, tuple[str, Text]], argv: list[str]) -> int:
    stdout = sys.stdout
    try:
        code = _group(lazy).main(args=argv, prog_name="xunlu", obj=app, standalone_mode=False)
        return int(code) if isinstance(code, int) else Exit.DONE
    except SettingsError as error:
        from configs.placing import place  # it reads files again

        place(error, app.config_file)
        return _fail(app, error.lines(app.lang), error.exit_code)
    except XunluError as error:
        return _fail(app, error.lines(app.lang), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        return _fail(app, [error.format_message()], Exit.USAGE)
    except click.UsageError as error:
        return _fail(app, _usage_lines(error, app.lang), Exit.USAGE)
    except click.ClickException as error:
        return _fail(app, [f"XE-100 {error.format_message()}"], Exit.USAGE)
    except (KeyboardInterrupt, click.Abort) as error:
        terminated = isinstance(error.__cause__ or error, Terminated)  # click wraps it into Abort
        code = Exit.TERMINATED if terminated else Exit.INTERRUPTED
        return _fail(app, [STOPPED.get(app.lang)], code)
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit:
        if sys.stdout is stdout:  # click puts a wrapper there, then exits with 1, when a pipe breaks
            raise
        return _reader_gone()
    except sqlite3.Error as error:
        store = import_module("crawler.store_errors")  # loaded already: it was the store that complained
        if not store.is_fault_of_store(error):
            return _fail(app, _crash_lines(error, app), Exit.INTERNAL)
        return _fail(app, store.unusable(app.database, error).lines(app.lang), Exit.STORE)
    except Exception as error:
        return _fail(app, _crash_lines(error, app), Exit.INTERNAL)


def _reader_gone() -> int:
    """`xunlu ... | head` has what it wanted: that is no failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends the command in order: transactions are undone, half-written files removed."""

    def terminate(number: int, frame: object) -> None:
        raise Terminated

    if threading.current_thread() is not threading.main_thread():
        yield  # signals belong to the main thread
        return
    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _group(lazy: dict[str, tuple[str, Text]]) -> LazyGroup:
    group = LazyGroup("xunlu", callback=_globals, help=ABOUT.en, no_args_is_help=True)
    group.params.extend(reversed(getattr(_globals, "__click_params__", [])))
    group.text, group.lazy, group.epilogue = ABOUT, lazy, EXIT_CODES
    return group


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"xunlu {metadata.version('xunlu')}")
        ctx.exit()


@option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    envvar=None,
    help=Text(zh="显示版本并退出。", en="Show the version and exit."),
)
@option(
    "-c",
    "--config",
    type=click.Path(dir_okay=False),
    help=Text(zh="配置文件，默认 ./xunlu.toml。", en="Configuration file; default ./xunlu.toml."),
)
@option("--db", type=click.Path(dir_okay=False), help=Text(zh="库文件（SQLite）。", en="Store file (SQLite)."))
@option("--lang", type=click.Choice(["auto", "zh", "en"]), help=Text(zh="界面语言。", en="Language of the interface."))
@option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help=Text(zh="是否用颜色。", en="Colours in the terminal."),
)
@option("-q", "--quiet", is_flag=True, help=Text(zh="只输出结果和错误。", en="Print results and errors only."))
@option(
    "-v",
    "--verbose",
    count=True,
    help=Text(zh="更多细节；-vv 出错时显示调用栈。", en="More detail; -vv shows tracebacks."),
)
@option("--progress/--no-progress", default=None, help=Text(zh="显示或隐藏进度。", en="Show or hide progress."))
@click.pass_obj
def _globals(app: App, /, **values: Any) -> None:  # fmt: skip
    """Fill in what all commands share."""
    from configs.load import load_settings

    if values["color"] != "auto":  # rich reads these; what it draws is all that has colours
        os.environ["NO_COLOR" if values["color"] == "never" else "FORCE_COLOR"] = "1"
    app.quiet, app.verbose = bool(values["quiet"]), int(values["verbose"])
    clean_logs()
    if not app.verbose:
        # Without any, Python prints tracebacks to the terminal; what crashed is stored and told as such.
        logging.getLogger().addHandler(logging.NullHandler())
    app.progress = bool(values["progress"]) if values["progress"] is not None else not app.quiet
    app.settings, app.config_file = load_settings(values["config"])
    scripts.use(app.settings.keywords.simplified)
    if values["lang"] in (None, "auto") and "XUNLU_LANG" not in os.environ:
        app.lang = choose_language(app.settings.lang)
    base = app.config_file.parent if app.config_file else Path()
    app.database = Path(values["db"]) if values["db"] else base / app.settings.database


def _lazy(name: str) -> Callable[[App, Any, int, str], None]:
    def call(app: App, store: Any, run_id: int, stage: str) -> None:
        module, _, attribute = name.partition(":")
        getattr(import_module(module), attribute)(app, store, run_id, stage)

    return call


def _asked_language(argv: list[str]) -> Lang:
    """The language, before options are parsed: --help itself must be in it. The last one counts, as in click."""
    asked = None
    for word, following in zip(argv, [*argv[1:], ""], strict=False):
        if word.startswith("--lang="):
            asked = word.partition("=")[2]
        elif word == "--lang":
            asked = following
    return choose_language(asked)


def _usage_lines(error: click.UsageError, lang: Lang) -> list[str]:
    path = error.ctx.command_path if error.ctx else "xunlu"
    if lang == "zh":
        return [f"错误 XE-101：{chinese(error)}", f"  怎么办  {path} --help"]
    return [f"Error XE-101: {english(error)}", f"  What to do  {path} --help"]


def _crash_lines(error: Exception, app: App) -> list[str]:
    """What is said of a fault of ours; the traceback goes to a file, never to the person."""
    if app.verbose >= 2:
        traceback.print_exc()
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = Path(".xunlu") / f"crash-{stamp}-{os.getpid()}.log"
    try:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(traceback.format_exc(), "utf-8")
        where = str(kept)
    except OSError:
        where = "-"
    name = type(error).__name__
    if app.lang == "zh":
        return [
            f"错误 XE-500：程序内部错误（{name}）",
            f"  详情  {where}",
            "  怎么办  用 -vv 重试查看细节，并连同此文件报告",
        ]
    return [f"Error XE-500: internal error ({name})", f"  Details  {where}", "  What to do  run again with -vv, and report it with this file"]  # fmt: skip


def _fail(app: App, lines: list[str], code: int) -> int:
    for line in lines:
        print(without_controls(line), file=sys.stderr)
    return code
