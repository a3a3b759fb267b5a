"""Commands whose help is written in two languages, on top of click."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import PurePath
from typing import Any, TypeVar, cast

import click

from configs.app import App
from configs.errors import REMEDY, SettingsError
from configs.text import Lang, Text

F = TypeVar("F", bound=Callable[..., Any])

USAGE = Text(zh="用法：", en="Usage: ")
OPTIONS = Text(zh="选项：", en="Options:")
COMMANDS = Text(zh="命令：", en="Commands:")
EXAMPLES = Text(zh="示例：", en="Examples:")
GLOBALS = Text(
    zh="另有 --db、--lang、-c、-q、-v、--no-progress，见 xunlu --help；放在命令前后都可以。",
    en="Also --db, --lang, -c, -q, -v, --no-progress of xunlu --help; before or after the command.",
)
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")
HELP = Text(zh="显示帮助并退出。", en="Show this help and exit.")


def language(ctx: click.Context) -> Lang:
    """The language of the person, found before any option is parsed."""
    app = ctx.find_object(App)
    return app.lang if app else "en"


@contextmanager
def _section(ctx: click.Context, formatter: click.HelpFormatter, heading: Text) -> Iterator[None]:
    """As ``HelpFormatter.section``, which would put a half-width colon behind Chinese."""
    formatter.write_paragraph()
    formatter.write(f"{heading.get(language(ctx))}\n")
    with formatter.indentation():
        yield


class BilingualOption(click.Option):
    """An option whose help is a ``Text`` and which can be set as ``XUNLU_<NAME>``."""

    text: Text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = self.text.get(language(ctx))
        return super().get_help_record(ctx)


class BilingualCommand(click.Command):
    """A command whose help is a ``Text``, with examples that tests run."""

    text: Text
    examples: tuple[str, ...] = ()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found:
            found.help = HELP.get(language(ctx))
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=USAGE.get(language(ctx)))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            for line in self.text.get(language(ctx)).splitlines():
                formatter.write_text(line)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [row for row in (param.get_help_record(ctx) for param in options) if row]
        if rows:
            with _section(ctx, formatter, OPTIONS):
                formatter.write_dl(rows)
                if ctx.parent is not None:
                    formatter.write_paragraph()
                    formatter.write_text(GLOBALS.get(language(ctx)))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with _section(ctx, formatter, EXAMPLES):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class LazyGroup(BilingualCommand, click.Group):
    """A group that imports a command's module only when the command is called.

    ``lazy`` maps a command's name to ("module:attribute", its one-line help).
    """

    lazy: dict[str, tuple[str, Text]]
    epilogue: Text | None = None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lazy:
            return None
        module, _, attribute = self.lazy[cmd_name][0].partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.lazy and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=list(self.lazy), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = language(ctx)
        with _section(ctx, formatter, COMMANDS):
            formatter.write_dl([(name, text.get(lang)) for name, (_, text) in self.lazy.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        if self.epilogue:
            formatter.write_paragraph()
            for line in self.epilogue.get(language(ctx)).splitlines():
                formatter.write(f"{line}\n")


def command(name: str, help: Text, *, examples: Sequence[str] = ()) -> Callable[[Callable[..., Any]], BilingualCommand]:
    """Decorator: a command called ``name``; every example is run by a test."""

    def decorate(function: Callable[..., Any]) -> BilingualCommand:
        made = click.command(name, cls=BilingualCommand, help=help.en)(function)
        made.text, made.examples = help, tuple(examples)
        return made

    return decorate


def option(*names: str, help: Text, **attributes: Any) -> Callable[[F], F]:
    """Decorator: an option with help in both languages; also read from ``XUNLU_<NAME>``."""
    long = next(name for name in names if name.startswith("--"))
    attributes.setdefault("envvar", "XUNLU_" + long[2:].split("/")[0].replace("-", "_").upper())

    def decorate(function: F) -> F:
        made = click.option(*names, cls=_option_class(help), help=help.en, **attributes)
        return made(function)

    return decorate


def _option_class(text: Text) -> type[BilingualOption]:
    return type("Option", (BilingualOption,), {"text": text})


def choosing_options(condition: str) -> Callable[[F], F]:
    """Decorator: which rows (SQL, such as ``condition``) and which columns of a table."""

    def decorate(function: F) -> F:
        rows = Text(
            zh=f'只要满足条件的行，如 "{condition}"。', en=f'Only rows that meet a condition, such as "{condition}".'
        )
        named = Text(zh="只要这些列，按此顺序。", en="Only these columns, in this order.")
        function = option("--columns", default="", metavar="NAME,...", help=named)(function)
        return option("--where", default="", metavar="SQL", help=rows)(function)

    return decorate


def browser_option(function: F) -> F:
    """Decorator: the browser of commands that write PDF."""
    decorate = option(
        "--browser", default="", metavar="PATH", help=Text(zh="用哪个浏览器打印 PDF。", en="The browser that prints the PDF.")
    )  # fmt: skip
    return decorate(function)


def format_of(output: str, known: Sequence[str]) -> str:
    """The format that the extension of ``output`` names; empty where it names none (stdout, .txt, no extension).

    Raises:
        SettingsError: the extension of a format that is not among ``known``, or of none at all.
    """
    suffix = PurePath(output).suffix.lower().lstrip(".") if output != "-" else ""
    if suffix in known or suffix in ("", "txt"):
        return suffix if suffix in known else ""
    listed = ", ".join(known)
    raise SettingsError(
        123,
        Text(zh=f"没有 {suffix} 格式：{output}", en=f"there is no format {suffix}: {output}"),
        [(REMEDY, Text(zh=f"换一个扩展名，或写 --format：{listed}", en=f"Take another extension, or write --format: {listed}"))],
    )  # fmt: skip


def read_options(function: F) -> F:
    """Decorator: the options every read command takes; without --format the extension of -o decides."""

    @wraps(function)
    def chosen(*arguments: Any, format: str | None, output: str, **options: Any) -> Any:
        kind = format or format_of(output, FORMATS) or "table"
        return function(*arguments, format=kind, output=output, **options)

    return cast("F", _with_read_options(chosen))


def _with_read_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in reversed(
        [
            option(
                "--format", "format", type=click.Choice(FORMATS), default=None,
                help=Text(zh="输出格式；不写时看 -o 的扩展名，否则为 table。", en="Output format; else what the extension of -o says, else table."),
            ),
            option("-o", "--output", default="-", help=Text(zh="写入文件，- 为标准输出。", en="Write to a file; - is stdout.")),
            option("--limit", type=click.IntRange(min=0), default=0, help=Text(zh="最多几行，0 为全部。", en="At most so many rows; 0 is all.")),
        ]
    ):  # fmt: skip
        function = decorate(function)
    return function
