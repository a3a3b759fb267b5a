"""The commands ``config`` and ``init``: see, check and begin a configuration."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import LazyGroup, command, option
from configs.errors import REMEDY, SettingsError
from configs.settings import Settings
from configs.text import Text

GROUP = Text(
    zh="查看配置：生效的值及其来源（show），检查文件（validate），全部可写的键（schema）。",
    en="See the configuration: values in effect and where they come from (show), check a file (validate), "
    "every key there is (schema).",
)
config = LazyGroup("config", help=GROUP.en, no_args_is_help=True)
config.text = GROUP
config.examples = ("xunlu config show --origin", "xunlu config validate")
config.lazy = {
    "show": ("jobs.config_cli:show", Text(zh="生效的值", en="Values in effect")),
    "validate": ("jobs.config_cli:validate", Text(zh="检查配置文件", en="Check a configuration file")),
    "schema": ("jobs.config_cli:schema", Text(zh="全部可写的键（JSON Schema）", en="Every key there is (JSON Schema)")),
}
NO_FILE = Text(
    zh="没有找到配置文件，用的都是内置默认值。生成一个：xunlu init 网址",
    en="No configuration file was found: embedded defaults. Make one: xunlu init URL",
)
VALID = Text(
    zh="{file} 没有问题：{sites} 个站点，{checks} 项检查。", en="{file} is fine: {sites} sites, {checks} checks."
)
WROTE = Text(
    zh="已写入 {file}。下一步：看一遍注释，然后 xunlu doctor，xunlu run",
    en="Wrote {file}. Next: read its comments, then xunlu doctor, xunlu run",
)
SHOP = "https://shop.example/"


@command(
    "show",
    Text(
        zh="打印每个键生效的值；--origin 加上它是在哪里写的。",
        en="Print the value in effect of every key; --origin adds where it was set.",
    ),
    examples=("xunlu config show", "xunlu config show --origin"),
)
@option(
    "--origin",
    is_flag=True,
    envvar=None,
    help=Text(
        zh="加上来源：文件与行号、预设或内置默认值。", en="Add the source: file and line, preset, or embedded default."
    ),
)
@click.pass_obj
def show(app: App, /, origin: bool) -> None:
    """One line a key."""
    from configs.effective import values, written
    from configs.layers import layers
    from configs.load import settings_of

    stack = layers(app.config_file)
    if app.config_file is None:
        app.say(NO_FILE)
    for one in values(settings_of(stack), stack):
        line = f"{one.key} = {written(one.value)}"
        app.out(f"{line}    # {one.origin.get(app.lang)}" if origin else line)


@command(
    "validate",
    Text(
        zh="检查配置文件：键、类型、数值、互相矛盾之处、检查项的名称、词表文件。FILE 默认是会生效的那个。",
        en="Check a configuration file: keys, types, values, contradictions, names of checks, word lists.\n"
        "FILE defaults to the one in effect.",
    ),
    examples=("xunlu config validate", "xunlu config validate xunlu.toml"),
)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.pass_obj
def validate(app: App, /, file: str | None) -> None:
    """Exit code 2 with what is wrong, else one line."""
    from configs.load import load_settings

    settings, found = load_settings(file or (str(app.config_file) if app.config_file else None))
    app.config_file = found
    if found is None:
        app.say(NO_FILE)
    app.out(VALID.get(app.lang, file=found or "-", sites=len(settings.sites), checks=verified(settings)))


def verified(settings: Settings) -> int:
    """Everything that only the rooms themselves can judge; the number of checks that would run.

    Raises:
        SettingsError: an unknown check, axis or address, options that contradict each other.
        InputError: a word list cannot be used.
    """
    from audit.scoring import scoring
    from audit.selection import tasks
    from crawler.plan import make_plan
    from keywords.stopwords import stop_words, user_words

    for name, site in settings.sites.items():
        make_plan(name, site)
    scoring(settings.score)
    stop_words(settings.keywords)  # reads the table of keywords, too
    user_words(settings.keywords)
    return len(tasks(settings.rules, profiles=settings.profiles))


@command(
    "schema",
    Text(
        zh="打印配置文件的 JSON Schema：每个键的类型、默认值和含义。编辑器可用它补全和检查。",
        en="Print the JSON Schema of the configuration file: type, default and meaning of every key.\n"
        "Editors complete and check by it.",
    ),
    examples=("xunlu config schema",),
)
@click.pass_obj
def schema(app: App) -> None:
    """JSON on stdout."""
    import json

    from configs.schema import json_schema

    app.out(json.dumps(json_schema(app.lang), ensure_ascii=False, indent=2))


@command(
    "init",
    Text(
        zh="写一个带注释的 xunlu.toml：站点、竞品、预设；每个键都有说明和默认值。已有文件时不覆盖，除非 --force。",
        en="Write a commented xunlu.toml: site, competitors, preset; every key with its meaning and default.\n"
        "A file that exists is kept, unless --force is given.",
    ),
    examples=(
        "xunlu init https://shop.example/ --competitor https://rival.example/",
        "xunlu init https://shop.example/ --preset blog -o blog.toml",
    ),
)
@click.argument("url", required=False)
@option(
    "--competitor",
    multiple=True,
    metavar="URL",
    envvar=None,
    help=Text(zh="竞品的网址，可重复。", en="A competitor's URL; repeatable."),
)
@option(
    "--preset",
    type=click.Choice(["shop", "blog", "docs", "school", "large"]),
    default="shop",
    help=Text(zh="以哪个预设为基础。", en="The preset it rests on."),
)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    default="xunlu.toml",
    help=Text(zh="写到哪个文件。", en="The file to write."),
)
@option("--force", is_flag=True, envvar=None, help=Text(zh="覆盖已有的文件。", en="Replace a file that exists."))
@click.pass_obj
def init(app: App, /, url: str | None, competitor: tuple[str, ...], preset: str, output: str, force: bool) -> None:
    """Write the template, checked before it is written."""
    from pathlib import Path

    from configs.load import parse_settings
    from configs.output import write_text
    from configs.template import template

    path = Path(output)
    if path.exists() and not force:
        raise SettingsError(
            127,
            Text(zh=f"{path} 已经存在，没有改动", en=f"{path} exists and was left as it is"),
            [(REMEDY, Text(zh="用 -o 换一个名字，或用 --force 覆盖。", en="Choose another name with -o, or replace it with --force."))],
        )  # fmt: skip
    names: dict[str, str] = {}
    for address in (url or SHOP, *competitor):
        names[_free_name(_whole(address), names)] = _whole(address)
    (name, start), *rivals = names.items()
    text = template(app.lang, preset, name, start, rivals)
    parse_settings(text, str(path))
    write_text(path, text)
    app.say(WROTE, file=path)


def _whole(address: str) -> str:
    """The address with its scheme and a path; refused when it is none."""
    import re

    url = address.strip() if "://" in address else f"https://{address.strip()}"
    if not re.fullmatch(r"https?://[^\s/?#\"\\]+(?:/[^\s\"\\]*)?", url):
        raise SettingsError(
            107,
            Text(zh=f"不是可用的网址：{address}", en=f"not a usable URL: {address}"),
            [(REMEDY, Text(zh="写成 https://shop.example/ 的形式。", en="Write it like https://shop.example/."))],
        )
    return url if url.count("/") > 2 else f"{url}/"


def _free_name(url: str, taken: dict[str, str]) -> str:
    """A name for the site out of its host: tea-shop for www.tea-shop.example."""
    import re

    host = re.sub(r"^www\.|:\d+$", "", url.split("/")[2].lower())
    labels = host.split(".")
    plain = labels[0] if len(labels) > 1 and not labels[0].isdigit() else host
    name = re.sub(r"[^a-z0-9_-]+", "-", plain).strip("-") or "shop"
    if name not in taken:
        return name
    long = re.sub(r"[^a-z0-9_-]+", "-", host).strip("-")
    return long if long and long not in taken else f"{name}-{len(taken) + 1}"
