"""Of several descriptions engines read one, and not always the one that was meant."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.descriptions > 1:
        yield {"descriptions": page.descriptions, "texts": list(page.facts.head.several_descriptions)}


check = PageCheck(
    id="description-multiple",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="一个网页写了几段介绍", en="A page has more than one summary"),
    message=Text(zh="有 {descriptions} 个 meta description：{texts}", en="{descriptions} meta descriptions: {texts}"),
    why=Text(
        zh="引擎只取其中一个，或者全部放弃、另从正文截取。多半是主题和 SEO 插件各写了一遍。",
        en="Engines take one of them, or none and quote the text. Mostly theme and plug-in write one each.",
    ),
    fix=Text(
        zh="开发：在主题和插件里各查一遍，只留一处输出；编辑：确认留下的是自己写的那段。",
        en="Developer: let only one of theme and plug-in write it. Editor: make sure that yours is the one that stays.",
    ),
    avoid=Text(zh="不要把几段合成一长段。", en="Do not join them into one long text."),
    verify=Text(
        zh='curl -s 网址 | grep -ic "name=.description"，应为 1。',
        en='curl -s URL | grep -ic "name=.description" says 1.',
    ),
    before='<meta name="description" content="茶舍">\n<meta name="description" content="云南滇红，蜜香甜润。">',
    after='<meta name="description" content="云南滇红，蜜香甜润。">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/snippet",
    applies="select url_id from temp.html_pages where description <> ''",
    rule=rule,
    needs=frozenset({"facts"}),
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<meta name="description" content="容量、泥料、出水怎么看，新壶怎么开，日常怎么养，一篇说清挑壶要点。">',
    ),
    bad=(
        '<html lang="zh"><head><title>怎样挑选一把好用的茶壶 | 茶舍</title><meta name="description" content="容量、泥料、出水怎么看，新壶怎么开，日常怎么养，一篇说清挑壶要点。"><meta name="description" content="茶壶"></head><body><h1>怎样挑选一把好用的茶壶</h1></body></html>',
    ),
)  # fmt: skip
