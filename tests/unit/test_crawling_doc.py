"""docs/crawling.md speaks of every key that decides how a site is crawled, in both languages; its examples are valid."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from configs.load import parse_settings
from configs.schema import keys

DOC = Path("docs/crawling.md").read_text("utf-8")
HALVES = dict(zip(("zh", "en"), DOC.split("## English"), strict=True))
TABLES = ("http", "sites", "sites.*.crawl", "sites.*.access", "sites.*.extract", "sites.*.types")
ELSEWHERE = {"role"}  # of a site as such, not of its crawl
NAMES = sorted(
    {
        one.path.rpartition(".")[2]
        for one in keys()
        if one.path.rpartition(".")[0].startswith(TABLES) and "label." not in one.path
    }
    - ELSEWHERE
)


@pytest.mark.parametrize("lang", HALVES)
@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described(lang, name):
    assert re.search(rf"(?<![a-z_]){name}(?![a-z_])", HALVES[lang]), name


@pytest.mark.parametrize("lang", HALVES)
def test_the_example_is_a_valid_configuration(lang):
    (example,) = re.findall(r"```toml\n(.*?)```", HALVES[lang], re.DOTALL)
    assert tomllib.loads(example)
    settings = parse_settings(f'version = 1\n[sites.shop]\nstart = ["https://shop.example/"]\n{example}')
    assert settings.sites["shop"].access.login.url == "/login"
