"""The commented ``xunlu.toml`` that ``init`` writes: what matters is set, everything else stands as a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from configs.effective import written
from configs.keys import meaning
from configs.layers import PRESET, preset
from configs.load import settings_of
from configs.settings import Access, ExtractRule, Gate, Http, Keywords, Partner, Report, Rules, Score
from configs.text import Lang, Text

ABOUT = Text(
    zh="寻路的配置。说明里的值就是默认值；去掉行首的 # 再改。检查：xunlu config validate",
    en="Configuration of xunlu. Values in comments are the defaults: remove the # and change them. Check: xunlu config validate",
)
TYPES = Text(
    zh="网页类型：按顺序取第一个匹配的。不写时按结构化数据和网址推测。",
    en="Page types: the first match wins. Without any they are guessed from structured data and URLs.",
)
EXTRACT = Text(
    zh="自定义提取，可写多个；css、xpath、regex 三者选一。",
    en="Custom extraction; there may be several. Exactly one of css, xpath and regex.",
)
RULES = Text(zh="各检查项的数值与级别，见 xunlu rule ID", en="Numbers and levels of checks: see xunlu rule ID")
PAGES = Text(
    zh="哪个网页该为哪些词排名，可写多个。", en="Which page should rank for which terms; there may be several."
)


ACCEPT = Text(
    zh="看过并暂时接受的问题，可写多个；到期后重新计算。",
    en="Findings looked at and let stand, there may be several; they count again after the date.",
)
REASON = Text(zh="感谢页不需要收录", en="thank-you pages need not be found")


def template(lang: Lang, preset_name: str, name: str, start: str, competitors: Sequence[tuple[str, str]] = ()) -> str:
    """The text of a new configuration file.

    Args:
        preset_name: without ``preset:``.
        name: of the target site; start: its URL.
        competitors: names and URLs.
    """
    sites = [f"[sites.{name}]", *_given("sites.*.role", "target", lang), *_given("sites.*.start", (start,), lang)]
    blocks = [
        [f"# {ABOUT.get(lang)}"],
        [*_given("version", 1, lang), *_given("extends", f"{PRESET}{preset_name}", lang),
         *_given("profiles", ("google", "baidu", "shop"), lang), *_given("lang", lang, lang),
         *_given("database", "xunlu.db", lang)],
        ["[http]", *_table(Http, "http.", lang)],
        [*sites, *_silent("sites.*.sitemaps", "auto", lang), *_silent("sites.*.robots", "obey", lang),
         *_silent("sites.*.imitate", "off", lang), *_silent("sites.*.indexnow_key", "", lang), f'# label = {{ zh = "", en = "" }} # {meaning("sites.*.label").get(lang)}'],
        [f"[sites.{name}.crawl]", *_usual(preset_name, lang)],
        [f"# [sites.{name}.access]", *_table(Access, "sites.*.access.", lang)],
        [f"# {TYPES.get(lang)}", f"# [[sites.{name}.types]]", '# name = "product"', '# match = "/products/*"'],
        [f"# {EXTRACT.get(lang)}", f"# [[sites.{name}.extract]]", *_sample(lang)],
        *(_competitor(rival, url, lang) for rival, url in competitors),
        ["[keywords]", *_table(Keywords, "keywords.", lang, skip=("pages",)),
         f"# {PAGES.get(lang)}", "# [[keywords.pages]]", '# url = "/"', "# terms = []"],
        [f"# {meaning('partners').get(lang)}", "# [[partners]]", *_partner(lang)],
        ["[rules]", *_table(Rules, "rules.", lang, skip=("options", "severity", "effort", "accept")), f"# {RULES.get(lang)}",
         "# [rules.options]", "# title-too-long = { max_units = 60 }", "# [rules.severity]", '# description-missing = "notice"',
         f"# {meaning('rules.effort').get(lang)}", "# [rules.effort]", '# noindex = { hours = 1.5, unit = "template" }',
         f"# {ACCEPT.get(lang)}", "# [[rules.accept]]", '# check = "noindex"', '# urls = ["/thanks/**"]', f'# reason = "{REASON.get(lang)}"',
         "# until = 2027-03-31"],
        ["[score]", *_table(Score, "score.", lang)],
        ["[gate]", *_table(Gate, "gate.", lang)],
        ["[report]", *_table(Report, "report.", lang)],
    ]  # fmt: skip
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _competitor(name: str, url: str, lang: Lang) -> list[str]:
    return [
        f"[sites.{name}]",
        *_given("sites.*.role", "competitor", lang),
        f"start = {written((url,))}",
    ]


SAMPLES = {"gate.min_score": 75.0, "gate.max_drop": 2.0}  # of keys that have no default


def _table(kind: Any, path: str, lang: Lang, skip: Sequence[str] = ()) -> Iterator[str]:
    """Every key of a table as a comment with its default."""
    for one in fields(kind):
        if one.name not in skip:
            default = one.default_factory() if one.default_factory is not MISSING else one.default
            default = SAMPLES.get(f"{path}{one.name}", default) if default is None else default
            yield from _silent(f"{path}{one.name}", default, lang)


def _sample(lang: Lang) -> Iterator[str]:
    """A rule of extraction as comments, every key of it."""
    given = {"name": "price", "css": ".price", "match": "/products/**"}
    for one in fields(ExtractRule):
        yield from _silent(f"sites.*.extract.{one.name}", given.get(one.name, one.default), lang)


def _partner(lang: Lang) -> Iterator[str]:
    """A partner as comments, every key of it."""
    given = {"page": "https://partner.example/links.html", "since": date(2025, 3, 1)}
    for one in fields(Partner):
        yield from _silent(f"partners.{one.name}", given.get(one.name, one.default), lang)


def _usual(preset_name: str, lang: Lang) -> Iterator[str]:
    """The limits of a crawl as comments, with the values that the preset gives them."""
    usual = settings_of([preset(f"{PRESET}{preset_name}")]).defaults.crawl
    for one in fields(usual):
        yield from _silent(f"crawl.{one.name}", getattr(usual, one.name), lang)


def _given(path: str, value: object, lang: Lang) -> list[str]:
    return [f"{path.rpartition('.')[2]} = {written(value)} # {meaning(path).get(lang)}"]


def _silent(path: str, value: object, lang: Lang) -> list[str]:
    return [f"# {line}" for line in _given(path, value, lang)]
