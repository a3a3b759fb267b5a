"""Chats and social networks build the card of a shared link from these tags."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

WANTED = ("og:title", "og:type", "og:image", "og:url")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    there = {name for name, _ in page.facts.structured.cards}
    missing = [name for name in WANTED if name not in there and f"{name}:url" not in there]
    if missing:
        yield {"missing": missing}


check = PageCheck(
    id="og-incomplete",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="分享到社交平台时没有标题或配图", en="Shared links show up without a title or picture"),
    message=Text(zh="缺少 {missing}", en="{missing} missing"),
    why=Text(
        zh="有人把链接发到 Facebook、领英、Telegram、钉钉等处时，卡片的标题和配图取自这些标签，缺了就只剩一行网址。微信另有接口。不是排名因素。",
        en="When somebody shares the link on Facebook, LinkedIn, Telegram or Slack, title and picture of the card come from these tags; without them a bare address is left. WeChat uses another interface. No ranking factor.",
    ),
    fix=Text(
        zh="开发：在公共 head 模板里输出四个 og 标签，og:image 用 1200 × 630 左右的完整网址；编辑：为重点网页单独配图。",
        en="Developer: print the four tags in the shared head; og:image is an absolute URL of about 1200 × 630. Editor: choose pictures for important pages.",
    ),
    avoid=Text(zh="不要全站共用一张图和一个标题。", en="Do not use one picture and title for the whole site."),
    verify=Text(zh="把链接发给自己，看卡片是否完整。", en="Send yourself the link and look at the card."),
    before="<head><title>紫砂壶</title></head>",
    after='<meta property="og:title" content="紫砂壶"> <meta property="og:image" content="https://shop.example/pot.jpg">',
    matters=Matters.CLICKS,
    source="https://ogp.me/",
    view="indexable_pages",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "shop": {}},
    good=("<p>茶</p>", '<meta property="og:title" content="Tea House">'),
    bad=(
        '<meta property="og:image" content="">',
        '<html lang="zh"><head><title>壶</title><meta property="og:title" content="壶"></head><body><p>壶</p></body></html>',
        '<html lang="en"><head><title>Pot</title></head><body></body></html>',
    ),
)  # fmt: skip
