"""One sentence for a keyword of the matrix: how much it is searched, where the site stands, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from configs.text import Lang, Text

ACTIONS: dict[tuple[str, int], Text] = {  # by quadrant and R: 3 in title or h1 of an own page, 2 a main term of it, 1 neither
    ("quick", 3): Text(zh="先改好这个网页，内容写全，多从相关网页链过来", en="improve that page first, complete its content and link to it from related pages"),
    ("quick", 2): Text(zh="先把它写进最合适网页的标题和 h1", en="put it into title and h1 of the page that fits best, before anything else"),
    ("quick", 1): Text(zh="先为它做一个网页", en="make a page for it, before anything else"),
    ("invest", 3): Text(zh="值得长期投入，内容要胜过对手，还要更多内链和外链", en="worth a longer effort, with better content than the others and more links from inside and outside"),
    ("invest", 2): Text(zh="值得投入，为它做专门的网页，并准备长期做", en="worth a longer effort, with a page of its own"),
    ("invest", 1): Text(zh="值得投入，但要从头做一个网页，并准备长期做", en="worth a longer effort, with a page to be made from nothing"),
    ("fill", 3): Text(zh="顺手把内容补全即可", en="complete its content when you are at it"),
    ("fill", 2): Text(zh="更新网页时顺手写进标题或小标题", en="take it into a title or heading when you change the page"),
    ("fill", 1): Text(zh="写文章或商品说明时顺手带上", en="take it along in an article or a description of goods"),
    ("keep", 0): Text(zh="守住它，不要随意改动这个网页的标题和网址", en="keep it, leave title and URL of that page alone"),
    ("leave", 0): Text(zh="搜的人少、机会也小，先放着", en="few search for it and the chance is small, so leave it"),
    ("unknown", 0): Text(zh="数据不足，导入搜索量、结果数或排名后再判断", en="not enough is known, import searches, results or positions"),
}  # fmt: skip
PAGES = {
    3: Text(zh="已有网页在标题或 h1 里写它", en="a page has it in title or h1"),
    2: Text(zh="只在正文里提到", en="pages only mention it"),
    1: Text(zh="没有网页专门写它", en="no page is about it"),
}
UNSEEN = Text(zh="得到排名的网页不在这次抓取里", en="the page that ranks is not in the crawl")
PERIODS = {
    "month": Text(zh="每月搜索{about} {n} 次", en="searched {about}{n} times a month"),
    "day": Text(zh="每天搜索{about} {n} 次", en="searched {about}{n} times a day"),
    "": Text(zh="搜索量{about} {n}", en="{about}{n} searches"),
}
ABOUT = Text(zh="约", en="about ")
SEEN = Text(zh="展示 {n} 次", en="shown {n} times")
NOBODY = Text(zh="没有搜索量", en="no searches")
NO_DEMAND = Text(zh="搜索量未知", en="searches unknown")
RANKED = Text(zh="排第 {n} 名", en="position {n}")
MARKET = Text(
    zh="抓取的市场里竞争度{about} {n}、本站{about} {own}",
    en="competition {about}{n} in the crawled market, the site {about}{own}",
)
F09 = Text(zh="竞争度 F-09 为 {n}", en="competition F-09 is {n}")


class Facts(NamedTuple):
    """What the sentence rests on."""

    quadrant: str
    served: int  # 3: an own page has it in title or h1, 2: it is a main term of one, 1: neither
    volume: float | None
    period: str
    exact: bool
    impressions: int | None
    position: float | None
    competition: float | None
    own: float | None
    f09: float | None
    own_page: bool  # one is known
    estimated: bool  # competition and own strength are


def sentence(facts: Facts, lang: Lang) -> str:
    """Why a keyword stands where it does, in one sentence."""
    parts = [_demand(facts, lang)]
    if facts.position is not None:
        parts.append(RANKED.get(lang, n=f"{facts.position:g}"))
    if facts.competition is not None and facts.own is not None:
        parts.append(
            MARKET.get(
                lang,
                n=f"{facts.competition:.0f}",
                own=f"{facts.own:.0f}",
                about=ABOUT.get(lang) if facts.estimated else "",
            )
        )
    elif facts.f09 is not None:
        parts.append(F09.get(lang, n=f"{facts.f09:.0f}"))
    seen = facts.own_page or facts.position is None
    parts.append((PAGES[facts.served] if seen else UNSEEN).get(lang))
    action = ACTIONS.get((facts.quadrant, facts.served)) or ACTIONS[facts.quadrant, 0]
    if lang == "zh":
        return f"{'，'.join(parts)}：{action.zh}。"
    text = f"{', '.join(parts)}: {action.en}."
    return text[0].upper() + text[1:]


def _demand(facts: Facts, lang: Lang) -> str:
    if facts.volume == 0:
        return NOBODY.get(lang)
    if facts.volume is not None:
        about = "" if facts.exact else ABOUT.get(lang)
        return PERIODS[facts.period].get(lang, n=f"{facts.volume:,.0f}", about=about)
    if facts.impressions is not None:
        return SEEN.get(lang, n=f"{facts.impressions:,}")
    return NO_DEMAND.get(lang)
