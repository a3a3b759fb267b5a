"""The ready ``xunlu.toml`` of the sample shops, where a ``ShopServer`` serves them; the demo runs by it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from configs.effective import written
from configs.load import parse_settings
from configs.settings import Settings
from configs.text import Lang, Text
from crawler.plan import Plan, make_plan
from labs.shop import Shop

ABOUT = Text(
    zh="示例商店与两个竞品的配置。商店只在 xunlu demo --serve 运行时能打开；端口变了就再运行一次 demo。",
    en="Configuration of the sample shop and its two competitors. The shops answer while xunlu demo --serve runs;"
    " after a change of ports run the demo again.",
)
OWN = Text(zh="自己的商店", en="our shop")
RIVAL = Text(zh="竞品：按目标商店的关键词比较", en="a competitor: compared by the keywords of the target")
TYPES = (  # name, globs, label; the first match wins
    ("product", ("/p/*", "/en/p/*"), Text(zh="商品页", en="Product")),
    ("category", ("/c/*/**", "/en/c/*/**"), Text(zh="分类页", en="Category")),
    ("article", ("/guide/*.html", "/en/guide/*.html"), Text(zh="文章", en="Article")),
)
WORDS = Text(zh="要跟踪的关键词", en="keywords to track")


def demo_config(shops: Sequence[Shop], urls: Sequence[str], lang: Lang) -> str:
    """The text of the configuration; the target shop comes first."""
    target = shops[0]
    blocks = [
        f"# {ABOUT.get(lang)}\nversion = 1\nprofiles = {written(('google', 'baidu', 'shop'))}\nlang = {written(lang)}\n"
        'database = "xunlu.db"',
        f"[http]\ncontact = {written('demo on this machine')}",
        *(_site(shop, url, lang) for shop, url in zip(shops, urls, strict=True)),
        f"[keywords] # {WORDS.get(lang)}\ntargets = {written(tuple(target.keywords))}",
        f"[report]\ncompetitors = {written(tuple(shop.name for shop in shops[1:]))}",
    ]
    return "\n\n".join(blocks) + "\n"


def _site(shop: Shop, url: str, lang: Lang) -> str:
    head = (OWN if shop.role == "target" else RIVAL).get(lang)
    label = {"zh": shop.label["zh"], "en": shop.label["en"]}
    lines = [
        f"[sites.{shop.name}] # {head}",
        f"role = {written(shop.role)}",
        f"start = {written((url,))}",
        f"label = {written(label)}",
    ]
    for name, globs, text in TYPES:
        for glob in globs:
            lines += [
                "", f"[[sites.{shop.name}.types]]", f"name = {written(name)}", f"match = {written(glob)}",
                f"label = {written({'zh': text.zh, 'en': text.en})}",
            ]  # fmt: skip
    return "\n".join(lines)


def demo_settings(shops: Sequence[Shop], urls: Sequence[str], lang: Lang) -> Settings:
    """What the configuration says."""
    return parse_settings(demo_config(shops, urls, lang))


def demo_plans(settings: Settings) -> list[Plan]:
    """One plan a shop, the target first."""
    return [make_plan(name, site) for name, site in settings.sites.items()]


def write_key(path: Path, shop: Shop) -> None:
    """Write the planted defects as JSON: check, url, why."""
    path.write_text(json.dumps(shop.answer_key(), ensure_ascii=False, indent=1) + "\n", "utf-8")
