"""Search engines: their spiders, how to verify them, and their limits for sitemaps and pushed URLs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from configs.text import Text


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine, as configs/engines.toml has it; sizes in bytes, widths in display columns."""

    key: str
    name: Text
    spiders: tuple[str, ...]  # tokens of the User-Agent, the longest first
    verify: tuple[str, ...]  # reverse DNS ends in one of these; empty: no way is published
    title_columns: int  # of a result on a desktop, about; on phones for engines of phones alone
    sitemap_urls: int  # of one file
    sitemap_bytes: int
    sitemap_index: bool  # whether index files are read
    sitemap_formats: tuple[str, ...]
    push_per_call: int  # URLs; 0 = no such interface
    push_endpoint: str
    indexnow: bool
    webmaster: str
    source: str


@cache
def engines() -> dict[str, Engine]:
    """Every engine by key, in the order of the file."""
    table = tomllib.loads(files("configs").joinpath("engines.toml").read_text("utf-8"))
    return {key: _engine(key, data) for key, data in table.items()}


def _engine(key: str, data: dict[str, object]) -> Engine:
    sitemap, push, name = data["sitemap"], data["push"], data["name"]
    assert isinstance(sitemap, dict) and isinstance(push, dict) and isinstance(name, dict)
    return Engine(
        key=key,
        name=Text(**name),
        spiders=_texts(data["spiders"]),
        verify=_texts(data["verify"]),
        title_columns=int(str(data["title_columns"])),
        sitemap_urls=sitemap["urls"],
        sitemap_bytes=sitemap["bytes"],
        sitemap_index=sitemap["index"],
        sitemap_formats=_texts(sitemap["formats"]),
        push_per_call=push["per_call"],
        push_endpoint=push["endpoint"],
        indexnow=data["indexnow"] is True,
        webmaster=str(data["webmaster"]),
        source=str(data["source"]),
    )


def _texts(values: object) -> tuple[str, ...]:
    assert isinstance(values, list)
    return tuple(map(str, values))


def engine_of(user_agent: str) -> tuple[Engine, str] | None:
    """The engine whose spider a User-Agent names, and the token; the longest token of all engines wins."""
    agent = user_agent.casefold()
    tokens = [(token, engine) for engine in engines().values() for token in engine.spiders]
    for token, engine in sorted(tokens, key=lambda pair: -len(pair[0])):
        if token.casefold() in agent:
            return engine, token
    return None
