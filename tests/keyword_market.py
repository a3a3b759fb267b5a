"""Small shops of tea, analysed with their competitors: for the tests of keywords in the market."""

from __future__ import annotations

from configs.settings import KeywordPage, Keywords, Settings
from crawler.offline import load_site
from keywords.market import run_market
from keywords.stage import run_keywords
from linkgraph.stage import run_links

BASE = "https://example.com"
FILLER = "春天的山坡上云雾很多，采茶的人一早就出门。"


def page(title, *body, h1=None, description="", lang="zh", head=""):
    heading = f"<h1>{title if h1 is None else h1}</h1>"
    text = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in body)
    return (
        f'<html lang="{lang}"><head><title>{title}</title><meta name="description" content="{description}">{head}</head>'
        f"<body><main>{heading}{text}</main></body></html>"
    )


def link(path, text):
    return f'<p><a href="{path}">{text}</a></p>'


def settings(*targets, pages=()):
    return Settings(keywords=Keywords(targets=targets, pages=tuple(KeywordPage(*one) for one in pages)))


def analysed(store, site, chosen, rivals=(), links=True):
    """The run of ``site``, analysed with its competitors."""
    others = [
        load_site(store, answers, base=f"https://r{number}.example", name=f"r{number}", role="competitor")
        for number, answers in enumerate(rivals, 1)
    ]
    run_id = load_site(store, site)
    if links:
        for one in (run_id, *others):
            run_links(store, one)
    run_keywords(store, run_id, chosen)
    run_market(store, run_id, chosen)
    return run_id


def rows(store, view, run_id, key, *columns, condition="1"):
    found = store.db.execute(
        f"select {key}, {', '.join(columns)} from {view} where run_id = ? and {condition}", [run_id]
    )
    return {one[0].removeprefix(BASE): one[1] if len(columns) == 1 else one[1:] for one in found}


RIVAL_1 = {
    "/": page("甲茶庄", link("/1", "乌龙茶"), link("/2", "白茶")),
    "/1": page("乌龙茶 - 甲茶庄", "乌龙茶产自福建。" * 5, h1="乌龙茶"),
    "/2": page("白茶 - 甲茶庄", "白茶产自福鼎，白茶。", h1="白茶"),
    "/3": page("福鼎白茶 - 甲茶庄", "白茶产自福鼎，白茶。", h1="福鼎白茶"),
    "/4": page("BCH-106 - 甲茶庄", "BCH-106 BCH-106", h1="BCH-106"),
}
RIVAL_2 = {
    "/": page("乙茶庄", link("/1", "乌龙茶"), link("/2", "白茶")),
    "/1": page("乌龙茶 - 乙茶庄", "乌龙茶", h1="乌龙茶"),
    "/2": page("白茶 - 乙茶庄", "白茶，白茶。", h1="白茶"),
    "/3": page("紫砂壶 - 乙茶庄", "紫砂壶，紫砂壶。", h1="紫砂壶"),
    "/5": page("BCH-106 - 乙茶庄", "BCH-106 BCH-106", h1="BCH-106"),
}
OWN = {
    "/": page("云岭茶行", link("/1", "乌龙茶")),
    "/1": page("乌龙茶 - 云岭茶行", "乌龙茶产自广东，乌龙茶。", h1="乌龙茶"),
    "/2": page("茉莉花茶 - 云岭茶行", "茉莉花茶，茉莉花茶。", h1="茉莉花茶"),
    "/3": page("茉莉花茶怎么泡 - 云岭茶行", "茉莉花茶，茉莉花茶。", h1="茉莉花茶怎么泡"),
}
