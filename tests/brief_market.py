"""A shop and two competitors with pages on teapots, whose brief is plain to see; hostile where it is asked for."""

from html import escape

from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.market import run_market
from keywords.stage import run_keywords
from linkgraph.stage import run_links
from tests.stores import copied

SETTINGS = Settings(keywords=Keywords(targets=("紫砂壶", "teapot care")))
PRODUCT = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"FAQPage","dateModified":"2026-05-0%d"}</script>'
FILLER = "泥料决定透气，容量看人数，出水看做工。开壶先煮沸，养壶不用油。"


def page(title, parts, head="", lang="zh", description=""):
    """A page with sections: (level, heading, text)."""
    body = "".join(f"<h{level}>{escape(heading)}</h{level}><p>{text}</p>" for level, heading, text in parts)
    return (
        f'<html lang="{lang}"><head><title>{escape(title)}</title><meta name="description" content="{escape(description)}">{head}</head>'
        f"<body><main>{body}</main></body></html>"
    )


def guide(number, brand, headings, *, times=2):
    """A page on teapots of a competitor."""
    parts = [(1, f"紫砂壶第{number}讲", "紫砂壶很耐用。" * times + FILLER * 2)]
    parts += [(2, heading, FILLER + "宜兴紫砂壶透气。") for heading in headings]
    return page(f"紫砂壶第{number}讲_{brand}", parts, PRODUCT % number, description="紫砂壶的选购")


def other(number, brand):
    return page(f"茶叶{number}_{brand}", [(1, f"茶叶{number}", "茶叶要密封保存。" * 4), (2, "继续阅读", "更多")])


def rival(name, brand, hostile=()):
    guides = {
        "/blog/1": guide(1, brand, ["如何选购泥料", "容量大小", "继续阅读"]),
        "/blog/2": guide(2, brand, ["选购泥料", "紫砂壶怎么开壶？", "养壶方法", "继续阅读"], times=4),
        "/blog/3": guide(3, brand, ["养壶方法", "紫砂壶怎么开壶", *hostile]),
    }
    return (
        {"/": page(f"首页_{brand}", [(1, "欢迎", f'<a href="/blog/1">一</a> {name}')])}
        | guides
        | {f"/products/{n}.html": other(n, brand) for n in range(4)}
    )


def shop():
    link = '<a href="/pots/">紫砂壶</a>'
    return {
        "/": page("首页 | 云岭", [(1, "欢迎", f"{link} 好茶")]),
        "/pots/": page("紫砂壶 | 云岭", [(1, "紫砂壶", "紫砂壶一把。"), (2, "容量大小", "看人数。")]),
        "/blog/1": page("泡茶器具 | 云岭", [(1, "泡茶器具", f"周末泡茶，{FILLER}我常用紫砂壶泡普洱。")]),
        "/blog/2": page("喝茶 | 云岭", [(1, "喝茶", f"早上喝茶，{link}也好，紫砂壶更香。")]),
        "/blog/3": page("存茶 | 云岭", [(1, "存茶", "茶叶要密封。" * 5)]),
        "/care": page("Teapot care | Yunling", [(1, "Teapot care", "Rinse the teapot and let it dry.")], lang="en"),
    }


def build(path, hostile=()):
    """Fill a store; returns the run of the shop."""
    return copied(path, f"brief-{len(hostile)}", lambda place: _build(place, hostile))


def _build(path, hostile):
    with open_store(path, create=True) as store:
        rivals = [
            load_site(
                store, rival(name, brand, hostile), base=f"https://{name}.example", name=name, role="competitor", complete=name == "one"
            )
            for name, brand in (("one", "甲茶行"), ("two", "乙茶行"))
        ]  # fmt: skip
        own = load_site(store, shop(), base="https://shop.example", name="shop")
        for run_id in (*rivals, own):
            run_links(store, run_id)
        run_keywords(store, own, SETTINGS)
        run_market(store, own, SETTINGS)
    return own
