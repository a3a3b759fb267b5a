"""Where settings come from: the person's own defaults, a preset, the project's file; and which of them set a key."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from configs.errors import REMEDY, WHERE, WHY, SettingsError
from configs.reasons import reason
from configs.text import Text

FILE = "xunlu.toml"
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "xunlu")  # of pyproject.toml
PRESET = "preset:"
PRESETS = ("shop", "blog", "docs", "school", "large")
MAX_CHAIN = 10  # files that extend one another
BUILTIN = "builtin:"
TOML = Text(
    zh="检查引号、括号和等号；文字要用英文引号括起来。",
    en="Check quotes, brackets and equal signs; texts stand in quotes.",
)
_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings of one file. ``data`` is its table, paths in it already relative to the file's folder."""

    name: str  # as told to a person: a path, or preset:shop
    text: str
    data: Data
    table: tuple[str, ...] = ()  # where it stands in the file


def settings_file(named: str | None = None) -> Path | None:
    """The project's file: ``named``, else ``$XUNLU_CONFIG``, else the nearest of this folder or a parent.

    Parents are looked at up to the root of the repository; outside of one, this folder alone.

    Raises:
        SettingsError: a file was named that does not exist.
    """
    if wanted := named or os.environ.get("XUNLU_CONFIG"):
        if not Path(wanted).is_file():
            raise _missing(wanted)
        return Path(wanted)
    for folder in _folders():
        if (folder / FILE).is_file():
            return folder / FILE
        if (folder / PYPROJECT).is_file() and _own_table(folder / PYPROJECT) is not None:
            return folder / PYPROJECT
    return None


def _folders() -> Iterator[Path]:
    yield Path()
    here = Path().absolute()
    chain = [here, *here.parents]
    root = next((index for index, folder in enumerate(chain) if (folder / ".git").exists()), 0)
    yield from chain[1 : root + 1]


def layers(file: Path | None) -> list[Layer]:
    """What is laid over the embedded defaults, the strongest last.

    Raises:
        SettingsError: unreadable or malformed TOML, an unknown preset, files that extend each other in a circle.
    """
    found: list[Layer] = []
    if (own := _user_file()).is_file():
        found.append(_only_defaults(_layer(own)))
    return found + (_chain(_layer(file), file.parent) if file else [])


def _chain(top: Layer, folder: Path) -> list[Layer]:
    """``top`` and what it extends, the strongest last."""
    chain, names = [top], [top.name]
    while extends := chain[-1].data.get("extends"):
        if not isinstance(extends, str):
            break  # the types are checked later, with the line
        below = preset(extends) if extends.startswith(PRESET) else _extended(folder, extends, chain[-1].name)
        if below.name in names or len(names) > MAX_CHAIN:
            raise _circle(names, below.name)
        folder = folder if extends.startswith(PRESET) else Path(below.name).parent
        chain.append(below)
        names.append(below.name)
    return chain[::-1]


def preset(name: str) -> Layer:
    """One of the presets that come with the program, by ``preset:NAME``.

    Raises:
        SettingsError: there is none of that name.
    """
    bare = name.removeprefix(PRESET)
    if bare not in PRESETS:
        known = ", ".join(f"{PRESET}{one}" for one in PRESETS)
        raise SettingsError(
            116,
            Text(zh=f"没有这个预设：{name}", en=f"no such preset: {name}"),
            [(REMEDY, Text(zh=f"可用：{known}", en=f"Known: {known}"))],
        )
    text = files("configs").joinpath("presets", f"{bare}.toml").read_text("utf-8")
    return Layer(f"{PRESET}{bare}", text, tomllib.loads(text))


def merged(stack: Sequence[Layer]) -> Data:
    """All layers in one table; tables are joined, everything else is replaced. ``defaults`` go into every site."""
    whole: Data = {}
    for layer in stack:
        whole = _joined(whole, layer.data)
    defaults = whole.get("defaults")
    if not isinstance(defaults, Mapping):
        return whole
    if isinstance(defaults.get("http"), Mapping):
        whole["http"] = _joined(defaults["http"], _table(whole.get("http")))
    if "lang" in defaults:
        whole.setdefault("lang", defaults["lang"])
    rivals = _joined(_table(defaults.get("crawl")), _table(defaults.get("competitor")))
    defaults = {**defaults, "competitor": rivals}
    whole["defaults"] = defaults
    sites = {name: _with_defaults(defaults, site) for name, site in _table(whole.get("sites")).items()}
    return {**whole, "sites": sites} if sites else whole


def _with_defaults(defaults: Mapping[str, Any], site: object) -> object:
    if not isinstance(site, Mapping):
        return site
    made = dict(site)
    below = defaults.get("competitor" if site.get("role") == "competitor" else "crawl")
    crawl = _joined(_table(below), _table(site.get("crawl")))
    if crawl:
        made["crawl"] = crawl
    if "types" in defaults:
        made.setdefault("types", defaults["types"])
    return made


def _joined(below: Mapping[str, Any], above: Mapping[str, Any]) -> Data:
    found = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = _joined(found[key], value) if both else value
    return found


def _table(value: object) -> Data:
    return dict(value) if isinstance(value, Mapping) else {}


def origin_of(stack: Sequence[Layer], key: Sequence[str]) -> tuple[Layer, tuple[str, ...]] | None:
    """The strongest layer that sets ``key``, and under which key; None: the embedded default."""
    ways = [tuple(key)]
    if key[0] == "sites" and len(key) > 3 and key[2] == "crawl":
        rival = any(_holds(layer.data, ("sites", key[1])) and layer.data["sites"][key[1]].get("role") == "competitor" for layer in stack)  # fmt: skip
        ways += [("defaults", "competitor", *key[3:])] if rival else []
        ways.append(("defaults", *key[2:]))
    elif key[0] == "sites" and key[2:] == ("types",):
        ways.append(("defaults", "types"))
    elif key[:2] == ("defaults", "competitor"):
        ways.append(("defaults", "crawl", *key[2:]))
    elif key[0] == "http" or key == ("lang",):
        ways.append(("defaults", *key))
    for way in ways:
        for layer in reversed(stack):
            if _holds(layer.data, way):
                return layer, way
    return None


def _holds(data: object, way: Sequence[str]) -> bool:
    for step in way:
        if not isinstance(data, Mapping) or step not in data:
            return False
        data = data[step]
    return True


# -- reading files ----------------------------------------------------------------------------------


def _layer(file: Path) -> Layer:
    text = read_text(file)
    data = parse(text, str(file))
    if file.name == PYPROJECT:
        own = data
        for step in TABLE:
            own = _table(own.get(step))
        return Layer(str(file), text, _beside(own, file.parent), TABLE)
    return Layer(str(file), text, _beside(data, file.parent))


def _own_table(file: Path) -> object:
    """The table of ours in a pyproject.toml; None where it has none, or is not ours to complain about."""
    try:
        return tomllib.loads(file.read_text("utf-8")).get(TABLE[0], {}).get(TABLE[1])
    except (OSError, ValueError, AttributeError):
        return None


def read_text(file: Path) -> str:
    """The text of a configuration file.

    Raises:
        SettingsError: it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else Text(zh="不是 UTF-8 编码", en="it is not UTF-8")
        raise SettingsError(
            103,
            Text(zh=f"无法读取配置文件 {file}", en=f"cannot read the configuration file {file}"),
            [(WHY, why), (REMEDY, Text(zh="检查权限，保存为 UTF-8 文本。", en="Check its permissions; save it as UTF-8 text."))],
        ) from error  # fmt: skip


def parse(text: str, name: str) -> Data:
    """The tables of a TOML text called ``name`` in messages."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            104,
            Text(zh=f"{name} 不是有效的 TOML", en=f"{name} is not valid TOML"),
            [(WHY, Text(zh=_PLACE.sub(r"第 \2 行第 \3 列写错了（\1）", str(error)), en=str(error))), (REMEDY, TOML)],
        ) from error


def _beside(data: Data, folder: Path) -> Data:
    """Word lists, lists of URLs and the logo are named relative to the file that names them."""
    return _logo_beside(_lists_beside(_words_beside(data, folder), folder), folder)


def _logo_beside(data: Data, folder: Path) -> Data:
    report = data.get("report")
    brand = report.get("brand") if isinstance(report, dict) else None
    logo = brand.get("logo") if isinstance(brand, dict) else None
    if not isinstance(report, dict) or not isinstance(brand, dict) or not isinstance(logo, str) or not logo:
        return data
    return {**data, "report": {**report, "brand": {**brand, "logo": str(folder / logo)}}}


def _lists_beside(data: Data, folder: Path) -> Data:
    """``list_file`` of every site."""
    sites = data.get("sites")
    if not isinstance(sites, dict):
        return data
    return {**data, "sites": {name: _list_beside(site, folder) for name, site in sites.items()}}


def _list_beside(site: object, folder: Path) -> object:
    crawl = site.get("crawl") if isinstance(site, dict) else None
    named = crawl.get("list_file") if isinstance(crawl, dict) else None
    if not isinstance(site, dict) or not isinstance(crawl, dict) or not isinstance(named, str) or named in ("", "-"):
        return site
    return {**site, "crawl": {**crawl, "list_file": str(folder / named)}}


def _words_beside(data: Data, folder: Path) -> Data:
    words = data.get("keywords")
    if not isinstance(words, dict):
        return data
    found = dict(words)
    for name in ("userdict", "targets_file"):
        if isinstance(found.get(name), str) and found[name]:
            found[name] = str(folder / found[name])
    if isinstance(found.get("stopwords"), list):
        found["stopwords"] = [_placed(name, folder) for name in found["stopwords"]]
    return {**data, "keywords": found}


def _placed(name: object, folder: Path) -> object:
    return name if not isinstance(name, str) or name.startswith(BUILTIN) else str(folder / name)


def _user_file() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path("~/.config").expanduser())
    return Path(base) / "xunlu" / "config.toml"


def _only_defaults(layer: Layer) -> Layer:
    if extra := [name for name in layer.data if name not in ("defaults", "version")]:
        raise SettingsError(
            117,
            Text(zh=f"{layer.name} 里只能有 [defaults]，不能有 {extra[0]}", en=f"{layer.name} may hold [defaults] alone, not {extra[0]}"),
            [(REMEDY, Text(zh="把它移到项目的 xunlu.toml。", en="Move it to the project's xunlu.toml."))],
        )  # fmt: skip
    return layer


def _extended(folder: Path, name: str, by: str) -> Layer:
    file = folder / name
    if not file.is_file():
        raise SettingsError(
            103,
            Text(zh=f"没有这个配置文件：{file}", en=f"no such configuration file: {file}"),
            [(WHERE, Text(zh=f"{by} 的 extends", en=f"extends in {by}")),
             (REMEDY, Text(zh=f"写文件路径，或 {PRESET}shop 这样的预设。", en=f"Name a file, or a preset such as {PRESET}shop."))],
        )  # fmt: skip
    return _layer(file)


def _circle(names: Sequence[str], again: str) -> SettingsError:
    trail = " -> ".join([*names, again])
    return SettingsError(
        118,
        Text(zh="配置文件互相 extends，成了一个圈", en="configuration files extend each other in a circle"),
        [(WHERE, Text(trail, trail)), (REMEDY, Text(zh="删掉其中一个 extends。", en="Remove one of the extends."))],
    )


def _missing(name: str) -> SettingsError:
    return SettingsError(
        103,
        Text(zh=f"没有这个配置文件：{name}", en=f"no such configuration file: {name}"),
        [(REMEDY, Text(zh="检查路径；不带 -c 时读取 ./xunlu.toml。", en="Check the path; without -c, ./xunlu.toml is read."))],
    )  # fmt: skip
