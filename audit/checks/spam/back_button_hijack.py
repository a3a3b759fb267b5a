"""A page that answers the back button with another page holds its visitors by force.

Inline scripts only: a popstate handler, after pushState, or a beforeunload handler that goes to a fixed address. Pages
that reload, or show what the address bar says, as filters and single-page applications do, are left alone.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.facts.hidden.hijack:
        event, code = page.facts.hidden.hijack
        yield {"event": event, "code": code}


check = PageCheck(
    id="back-button-hijack",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="后退按钮被劫持", en="The back button is hijacked"),
    message=Text(zh="{event} 里跳到了别的网页：{code}", en="{event} leads somewhere else: {code}"),
    words={
        "popstate": Text(zh="后退时的脚本", en="the script run on going back"),
        "beforeunload": Text(zh="离开时的脚本", en="the script run on leaving"),
    },
    why=Text(
        zh="访客想退回搜索结果，却被带到广告或列表页。百度烽火算法和 Google 都明确处罚这种做法，访客也不会再来。",
        en="Visitors want to return to the results and land on an ad or a list instead. Baidu and Google both punish it by name, and visitors do not come back.",
    ),
    fix=Text(
        zh="开发：删掉这段脚本；不是自己写的，查广告联盟代码和最近改动的文件。",
        en="Developer: remove the script; if you did not write it, look into the code of ad networks and recently changed files.",
    ),
    avoid=Text(zh="不要改用跳出确认框留人。", en="Do not use a confirmation box instead."),
    verify=Text(zh="用手机从搜索结果进入再按后退，应回到搜索结果。", en="Enter from a search result on a phone and go back: the results must appear."),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies",
    needs=frozenset({"facts"}),
    confidence=0.85,
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<script>history.pushState({}, '', '?sort=price'); window.addEventListener('popstate', function () { location.reload() })</script>",
        "<script>window.onbeforeunload = function () { if (dirty) return '尚未保存' }</script>",
    ),
    bad=(
        "<script>history.pushState(null, null, location.href); window.addEventListener('popstate', function () { location.href = 'https://ad.example.net/' })</script>",
        "<script>window.onbeforeunload = function () { window.open('//ad.example.net/pop') }</script>",
    ),
)  # fmt: skip
