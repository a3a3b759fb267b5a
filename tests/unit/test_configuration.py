"""Every key has a meaning; the template, the schema and the engines' table say what is so."""

import dataclasses
import json
import re
import tomllib

import pytest

from configs.engines import engine_of, engines
from configs.errors import SettingsError
from configs.keys import KEYS
from configs.layers import PRESETS, preset
from configs.load import parse_settings, settings_of
from configs.schema import json_schema, keys
from configs.settings import Access, Settings
from configs.template import template
from configs.text import LANGUAGES
from configs.validate import faults
from crawler.robots import AGENTS
from crawler.text import han_chars


def test_every_key_has_a_meaning_and_every_meaning_a_key():
    named = {one.path for one in keys()}
    for one in keys():
        assert han_chars(one.text.zh) > 0
        assert han_chars(one.text.en) == 0
    spelled = {re.sub(r"^sites\.\*\.crawl\.|^defaults\.(?:crawl|competitor)\.", "crawl.", path) for path in named}
    assert set(KEYS) <= spelled


def converted(default, given):
    """A table as written, in the order and with the keys of a dataclass."""
    return {one.name: given[one.name] for one in dataclasses.fields(default)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PRESETS)
def test_template_is_valid_and_what_it_leaves_as_comments_is_the_default(lang, name):
    text = template(lang, name, "shop", "https://shop.example/", [("rival", "https://rival.example/")])
    settings = parse_settings(text)
    assert list(settings.sites) == ["shop", "rival"]
    assert settings.sites["rival"].role == "competitor"
    assert settings.extends == f"preset:{name}"
    opened = re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.M)  # every comment that is a setting or a table
    data = tomllib.loads(opened)
    assert "max_depth" in data["sites"]["shop"]["crawl"]
    usual = settings_of([preset(f"preset:{name}")]).defaults.crawl
    given = {key: tuple(v) if isinstance(v, list) else v for key, v in data["sites"]["shop"]["crawl"].items()}
    assert given == {one.name: getattr(usual, one.name) for one in dataclasses.fields(usual)}
    assert converted(Access(), data["sites"]["shop"]["access"]) == dataclasses.asdict(Access())
    assert data["http"]["timeout"] == Settings().http.timeout
    assert data["score"]["importance"] == Settings().score.importance


def test_template_names_every_key():
    text = template("en", "shop", "shop", "https://shop.example/")
    for one in keys():
        if not one.path.startswith("defaults") and not one.is_table:
            assert one.path.rpartition(".")[2] in text, one.path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_schema_agrees_with_the_settings(lang):
    schema = json_schema(lang)
    assert json.loads(json.dumps(schema)) == json.loads(json.dumps(schema))
    assert set(schema["properties"]) == {field.name for field in dataclasses.fields(Settings)}
    site = schema["properties"]["sites"]["additionalProperties"]
    assert site["properties"]["role"]["enum"] == ["target", "competitor"]
    assert site["properties"]["crawl"]["properties"]["rate"]["type"] == "number"
    assert site["properties"]["types"]["items"]["required"] == ["name", "match"]
    assert schema["properties"]["gate"]["properties"]["min_score"]["type"] == "number"
    assert schema["additionalProperties"] is False
    assert bool(han_chars(schema["properties"]["http"]["description"])) == (lang == "zh")


def test_engines():
    assert list(engines()) == ["google", "baidu", "bing", "sogou", "360", "shenma", "toutiao"]
    for one in engines().values():
        assert one.spiders and one.sitemap_urls >= 10_000
        assert one.source.startswith("https://") and one.webmaster.startswith("https://")
        assert one.name.zh and one.name.en
    tokens = {token.lower() for one in engines().values() for token in one.spiders}
    assert {agent.lower() for agent in AGENTS if agent != "*"} <= tokens


@pytest.mark.parametrize(
    ("agent", "key", "token"),
    [
        (
            "Mozilla/5.0 (compatible; Baiduspider-render/2.0; Smartapp; +http://www.baidu.com/search/spider.html)",
            "baidu",
            "Baiduspider-render",
        ),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "google", "Googlebot"),
        ("googlebot-image/1.0", "google", "Googlebot-Image"),
        ("Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)", "sogou", "Sogou web spider"),
        ("Mozilla/5.0 (Linux; Android) Bytespider; spider-feedback@bytedance.com", "toutiao", "Bytespider"),
    ],
)
def test_spiders_are_known_by_their_longest_token(agent, key, token):
    engine, found = engine_of(agent)
    assert (engine.key, found) == (key, token)
    assert engine_of("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0") is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[sites.a]\nstart=["https://a.example/"]\n[sites.a.crawl]\nexclude=["/**"]', "/**"),
        ('[sites.a]\nstart=["https://a.example/"]\n[sites.a.crawl]\ninclude=[]', "include"),
        ('[sites.a]\nstart=["https://a.example/"]\n[sites.a.crawl]\ninclude=["/x/**"]\nexclude=["/x/**"]', "/x/**"),
        ('[sites.a]\nstart=["https://a.example/"]\n[sites.a.crawl]\nmax_pages=0', "max_pages"),
        ('[sites.a]\nstart=["https://a.example/"]\n[sites.b]\nstart=["https://A.example/x"]', "a.example"),
        ('[rules]\nselect=["metadata"]\nignore=["metadata"]', "metadata"),
        ('profiles = ["gogle"]', "gogle"),
    ],
)
def test_contradictions_are_told_in_both_languages(text, word):
    from configs.errors import SettingsError

    with pytest.raises(SettingsError) as caught:
        parse_settings(f"version = 1\n{text}" if not text.startswith("profiles") else f"{text}\nversion = 1")
    for lang in LANGUAGES:
        assert word in caught.value.what.get(lang)


def test_defaults_do_not_contradict_themselves():
    assert faults(Settings()) == []


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        ("min_score = 101", "min_score"),
        ("min = { speed = 1 }", "speed"),
        ("max_new = { fatal = 0 }", "fatal"),
        ("max_new = { error = -1 }", "max_new.error"),
        ("max_drop = -1", "max_drop"),
        ("min_pages = -1", "min_pages"),
        ("min_scor = 1", "min_score"),
    ],
)
def test_a_gate_that_cannot_be_is_refused(gate, said):
    with pytest.raises(SettingsError) as caught:
        parse_settings(f"version = 1\n[gate]\n{gate}\n")
    assert said in " ".join(caught.value.lines("en"))
