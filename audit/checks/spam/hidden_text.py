"""Text that readers cannot see, written for engines.

Only inline styles and attributes count, and only blocks that nothing (class, id, role, data attributes, menus, dialogs,
forms) suggests a script shows later. Words of the title are taken as keywords; "links" are links to different hosts.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    least, block, hits_least = options["min_chars"], options["block_chars"], options["min_hits"]
    limits = {"colour": options["max_delta"], "tiny": options["max_px"], "off-screen": options["max_offset_px"]}
    links_least = options["min_links"]
    for method, amount, chars, hits, hosts, text in page.facts.hidden.texts:
        if method in limits:
            found = amount <= limits[method] and chars >= least
        else:
            found = (chars >= block and hits >= hits_least) or hosts >= links_least
        if found:
            yield {"method": method, "chars": chars, "hits": hits, "hosts": hosts, "text": text}


BLOCK = (
    "茶壶价格与名家作品收藏，送礼自用皆宜；宜兴老字号茶壶批发，支持企业定制刻字，量大从优；江苏无锡附近哪里有靠谱的茶壶厂家，"
    "欢迎各地茶庄、酒店、单位来电咨询合作，提供样品与报价，全国多仓配送，签收满意再付尾款，售后无忧，专人对接，长期供应。"
)

check = PageCheck(
    id="hidden-text",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="网页里有访客看不见的文字", en="A page holds text that visitors cannot see"),
    message=Text(zh="{method}，{chars} 字，含标题词 {hits} 次：{text}", en="{method}, {chars} characters, title words {hits} times: {text}"),
    words={
        "display": Text(zh="display:none", en="display:none"),
        "visibility": Text(zh="visibility:hidden", en="visibility:hidden"),
        "opacity": Text(zh="完全透明", en="fully transparent"),
        "hidden": Text(zh="hidden 属性", en="the hidden attribute"),
        "tiny": Text(zh="字号小到看不见", en="letters too small to see"),
        "off-screen": Text(zh="移到屏幕外", en="moved off the screen"),
        "colour": Text(zh="与背景同色", en="the colour of its ground"),
    },
    why=Text(
        zh="只给搜索引擎看的文字是老式作弊，各家都会忽略或降权。标签页、折叠面板里可以展开的文字不算，本项也不查。",
        en="Text for engines only is an old trick; engines ignore or punish it. Text in tabs and accordions that readers can open is fine and not looked at.",
    ),
    fix=Text(
        zh="开发：删掉这段，或正常显示出来；只给读屏软件的说明用公认的 sr-only 样式类。",
        en="Developer: delete it, or show it; texts meant for screen readers take the usual sr-only class.",
    ),
    avoid=Text(zh="不要换一种隐藏办法。", en="Do not hide it in another way."),
    verify=Text(zh="在浏览器里全选网页，看有没有多出来的字。", en="Select the whole page in a browser and look for words that were not there."),
    before='<p style="color:#fff;background:#fff">龙井茶 龙井茶价格 …</p>',
    after="<p>我们的龙井茶来自……</p>",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#hidden-text-and-links",
    needs=frozenset({"facts"}),
    identity=("method", "text"),
    confidence=0.85,
    options={
        "max_delta": Option(10, "difference of each colour channel, 0-255"),
        "min_chars": Option(20, "visible characters"),
        "block_chars": Option(100, "visible characters of a hidden block"),
        "min_hits": Option(3, "times a word of the title occurs in it"),
        "min_links": Option(10, "hosts that its links lead to"),
        "max_px": Option(3, "pixels of letter size"),
        "max_offset_px": Option(-999, "pixels off the screen"),
    },
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        f'<main><div class="tab" style="display:none">{"紫砂茶壶的选购。" * 30}</div><p style="color:#fff;background:#333">今日满二百减三十，欢迎选购，数量有限，先到先得。</p></main>',
        '<main><div style="display:none">暂无数据</div><h2 style="text-indent:-9999px"><img src="/l.png" alt="茶舍">茶舍的明前龙井与紫砂壶专卖店，欢迎光临，欢迎选购。</h2></main>',
        "<p>Tea</p>",
    ),
    bad=(
        '<main><p style="color:#FFF; background-color:#fdfdfd">紫砂壶 紫砂壶价格 紫砂壶批发 紫砂壶厂家 紫砂壶图片</p></main>',
        '<main><p style="font-size:1px">teapot teapots cheap teapot best teapot online</p></main>',
        f'<main><div style="display:none">{BLOCK}</div></main>',
        '<main><div style="position:absolute;left:-5000px">茶壶价格，茶壶批发，茶壶厂家，茶壶图片，茶壶品牌。</div></main>',
    ),
)  # fmt: skip
