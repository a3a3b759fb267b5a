"""Groups that are commands themselves: ``xunlu keywords`` does the work, ``xunlu keywords gap`` reads a result."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import click

from configs.cli import LazyGroup
from configs.text import Text

_WORD = re.compile("[a-z][a-z-]*")


class DefaultGroup(LazyGroup):
    """A lazy group whose own callback, options and arguments count when the first word names no sub-command.

    ``words`` are values of its arguments that look like a command's name; any other such word is one mistyped.
    """

    words: tuple[str, ...] = ("latest",)
    allow_extra_args = False
    allow_interspersed_args = True

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Those of the group; none when a sub-command asks, to write how it is called."""
        return super().get_params(ctx) if ctx.command is self else []

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in self.lazy:
            ctx.args = list(args)
            return ctx.args
        click.Command.parse_args(self, ctx, args)
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument) and not ctx.resilient_parsing:
                self._refuse_command(ctx, ctx.params[str(param.name)])
        return ctx.args

    def _refuse_command(self, ctx: click.Context, value: object) -> None:
        if not isinstance(value, str) or value in self.words or not _WORD.fullmatch(value):
            return
        if value in self.lazy:
            raise click.UsageError(f"{value} must come first", ctx=ctx)
        raise click.exceptions.NoSuchCommand(value, possibilities=list(self.lazy), ctx=ctx)

    def invoke(self, ctx: click.Context) -> Any:
        if not ctx.args:
            return click.Command.invoke(self, ctx)
        name, command, args = self.resolve_command(ctx, ctx.args)
        ctx.invoked_subcommand = name
        assert command is not None  # a name of ``lazy``
        with command.make_context(name, args, parent=ctx) as inner:
            return command.invoke(inner)


def default_group(
    name: str, help: Text, lazy: dict[str, tuple[str, Text]], *, examples: Sequence[str] = ()
) -> Callable[[Callable[..., Any]], DefaultGroup]:
    """Decorator like ``configs.cli.command``; ``lazy`` as in ``LazyGroup``."""

    def decorate(function: Callable[..., Any]) -> DefaultGroup:
        attributes = {"invoke_without_command": True, "subcommand_metavar": "| COMMAND ..."}
        made = click.command(name, cls=DefaultGroup, help=help.en, **attributes)(function)
        made.text, made.lazy, made.examples = help, lazy, tuple(examples)
        return made

    return decorate
