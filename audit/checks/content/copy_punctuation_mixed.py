"""Half-width commas and stops between Chinese characters look careless and make lines break in odd places.

Narrower than the checklist: numbers, codes, addresses, and words of other scripts are not looked at, nor are headings,
tables and the reviews of customers. Half-width brackets beside full-width commas are a policy of careful editors; they
count where a page has brackets of both kinds. Three wrong marks are the least: one or two are a slip. In English
sentences the full-width mark is the wrong one.
"""

from collections.abc import Iterator

from audit.punctuation import marks
from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

LEAST = 3  # wrong marks
LANGUAGES = ("zh", "en")  # Japanese has rules of its own


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    limit = options["max_share"]
    if page.facts.writing.language not in LANGUAGES:
        return
    found = marks(page.main_text)
    total = found.half + found.full
    if found.half >= LEAST and found.half > limit * total:
        problem = "mixed" if found.full else "throughout"
        yield _evidence(problem, found.half, total, found.samples)
    elif found.in_english >= LEAST:
        yield _evidence("english", found.in_english, found.in_english, found.english_samples)


def _evidence(problem: str, wrong: int, total: int, samples: tuple[str, ...]) -> Evidence:
    return {
        "problem": problem,
        "wrong": wrong,
        "total": total,
        "share": round(100 * wrong / total),
        "samples": list(samples),
    }


SOUND = "选壶先看容量，再看泥料和做工，最后看出水。"
MIXED = "选壶先看容量,再看泥料和做工，最后看出水是否爽快。"

check = PageCheck(
    id="copy-punctuation-mixed",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="全角和半角标点混用", en="Full-width and half-width marks are mixed"),
    message=Text(
        zh="{total} 个标点里 {wrong} 个{problem}（{share}%）：“{samples}”",
        en="{wrong} of {total} marks ({share} %) {problem}: “{samples}”",
    ),
    words={
        "mixed": Text(zh="是汉字之间的半角标点，与全角混用", en="are half-width between Han characters, others full-width"),
        "throughout": Text(zh="是汉字之间的半角标点", en="are half-width between Han characters"),
        "english": Text(zh="是英文句子里的全角标点", en="are full-width inside English sentences"),
    },
    why=Text(
        zh="标点忽宽忽窄，版面凌乱，像是机器拼出来的，访客会怀疑店铺是否用心。它不是排名因素。",
        en="Marks of two widths make a text look careless or machine-made, and visitors wonder about the shop. No ranking factor.",
    ),
    fix=Text(
        zh="编辑：中文句子用“，。：；！？”，英文句子和数字用半角；用查找替换逐个确认，并写进本店的文案规范。",
        en="Editor: use ，。：；！？ in Chinese sentences and half-width marks in English ones and numbers. Replace one by one, and write the rule down for all authors.",
    ),
    avoid=Text(
        zh="不要全局替换：价格、时间、货号和网址里的半角标点会被改坏。",
        en="No blind replacing: it breaks prices, times, item numbers and addresses.",
    ),
    verify=Text(
        zh="重新抓取后，xunlu audit --select copy-punctuation-mixed。",
        en="After a new crawl: xunlu audit --select copy-punctuation-mixed.",
    ),
    before="<p>选壶先看容量,再看泥料.</p>",
    after="<p>选壶先看容量，再看泥料。</p>",
    matters=Matters.UX,
    source="https://www.w3.org/TR/clreq/",
    applies="select url_id from temp.page_facts where facts ->> '$.writing.language' in ('zh', 'en')",
    options={"max_share": Option(0.1, "share of the marks between Han characters, 0-1")},
    rule=rule,
    reads=frozenset({"main_text"}),
    needs=frozenset({"facts"}),
    confidence=0.85,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        f"<main><h1>茶壶</h1><p>{SOUND * 6}</p></main>",
        f"<main><h1>茶壶</h1><p>售价 1,280 元,满 3.5 折起,每天 12:30 发货，当天 18:00 前送到。{SOUND * 6}</p></main>",
        f"<main><h1>茶壶</h1><p>品牌:茶舍</p><p>颜色:红色,尺寸:大号,产地:宜兴</p><p>{SOUND * 6}</p></main>",
        f"<main><h1>茶壶</h1><p>容量(毫升)以实物为准，手工壶(半手工壶)略有出入，见规格表(下方)里的说明。{SOUND * 6}</p></main>",
        f"<main><h1>茶壶</h1><p>詹姆斯（James, a potter from York）说：“先看泥料。”{SOUND * 6}</p></main>",
        f"<main><h1>茶壺</h1><p>他說：「先看容量，再看泥料。」{'選壺先看容量，再看泥料和做工，最後看出水。' * 6}</p></main>",
        f"<main><h1>茶壶</h1><p>{SOUND * 6}</p><h2>商品评价（128）</h2><p>{'壶很好,发货快,客服态度好,下次再来。' * 9}</p></main>",
        f"<main><h1>写插件</h1><p>{SOUND * 6}</p><pre>{'提示(请输入,默认为空,可省略.);' * 9}</pre></main>",
        "<main><h1>Sizes</h1><p>S，M，L，XL，XXL，XXXL。 iPhone，iPad，MacBook，AirPods，HomePod，Apple Watch。</p></main>",
        "<html lang='ja'><body><main><h1>急須</h1><p>この急須は常滑の土で作られ,お茶をおいしく淹れます.蓋も合います,どうぞ.</p></main></body></html>",
    ),
    bad=(
        f"<main><h1>茶壶</h1><p>{MIXED * 12}</p></main>",
        f"<main><h1>茶壶</h1><p>{'选壶先看容量,再看泥料和做工,最后看出水是否爽快.' * 12}</p></main>",
        f"<main><h1>Teapots</h1><p>{'Our teapots are made by hand in Yixing，and each of them is signed。' * 20} Take your time.</p></main>",
    ),
)  # fmt: skip
