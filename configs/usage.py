"""Click's messages about bad usage in Chinese; what it says in words of its own only stays as it is."""

from __future__ import annotations

import re

import click

_WORDINGS = tuple(
    (re.compile(wording, re.DOTALL), chinese)
    for wording, chinese in (
        (r"'(.+)' is not one of (.+?)\.?", r"没有“\1”，可写 \2"),
        (r"(.+) is not in the range (.+?)\.?", r"\1 不在范围 \2 之内"),
        (r"(.+) is not a valid integer(?: range)?\.?", r"\1 不是整数"),
        (r"(.+) is not a valid float(?: range)?\.?", r"\1 不是数字"),
        (r"\w+ (.+) is a directory\.?", r"\1 是目录，不是文件"),
        (r"Option (.+) requires an argument\.?", r"选项 \1 后面缺少值"),
        (r"Option (.+) does not take a value\.?", r"选项 \1 不带值"),
        (r"(.+) \(write (.+)\)", r"\1（应写成 \2 这样）"),
        (r"(.+) must be positive and finite", r"\1 应为正数"),
        (r"(.+) must come first", r"\1 要写在它的选项之前"),
        (r"Got unexpected extra arguments? \((.+)\)\.?", r"多余的参数：\1"),
    )
)


def chinese(error: click.UsageError) -> str:
    """One line for ``error``: what is wrong, with the word it is about, and the nearest known ones."""
    near = getattr(error, "possibilities", None)
    maybe = f"（是不是 {'、'.join(sorted(near))}？）" if near else ""
    if isinstance(error, click.NoSuchOption):
        return f"没有这个选项：{error.option_name}{maybe}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有这个命令：{error.command_name}{maybe}"
    if isinstance(error, click.MissingParameter):
        kind = "选项" if isinstance(error.param, click.Option) else "参数"
        return f"缺少{kind} {_missing(error)}{f'，可写 {one}' if (one := _choices(error)) else ''}"
    if isinstance(error, click.BadParameter):
        place = f" {error.param.opts[0]}" if isinstance(error.param, click.Option) else ""
        return f"参数{place} 的值不对：{_worded(error.message)}" if place else f"参数值不对：{_worded(error.message)}"
    return _worded(error.format_message())


def english(error: click.UsageError) -> str:
    """One line in click's own words; what may be written stands behind what is missing, not in a column below."""
    if isinstance(error, click.MissingParameter):
        kind = "option" if isinstance(error.param, click.Option) else "argument"
        return f"Missing {kind} {_missing(error)}{f': one of {one}' if (one := _choices(error)) else ''}."
    return " ".join(error.format_message().split())


def _missing(error: click.MissingParameter) -> str:
    if isinstance(error.param, click.Option):
        return " / ".join(error.param.opts)
    return error.param.human_readable_name if error.param else ""


def _choices(error: click.MissingParameter) -> str:
    kind = error.param.type if error.param else None
    return ", ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""


def _worded(message: str) -> str:
    for pattern, words in _WORDINGS:
        if match := pattern.fullmatch(message):
            return match.expand(words)
    return message
