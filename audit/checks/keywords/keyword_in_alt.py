"""An alt text says what a picture shows. One that shows the subject names it; all of them naming it is stuffing.

Images in main text. Where every alt is another one, as the names of products on a list are, many that hold the keyword are
told one level lower.
"""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import ALL, NOTICE, ORIGIN, WARNING, applies, found, keyword_check
from audit.registry import Matters, Option, Severity
from configs.text import Text

WITHIN = "images"
SAME = "alts_same > :max_same"
SHARE = "images >= :min_images and alts_with > :max_share * alts"
NAMES = "alts_distinct = alts_with"
IMAGES = "".join(f'<img src="/{number}.jpg" alt="紫砂壶" width="80" height="80">' for number in range(5))

check = keyword_check(
    id="keyword-in-alt",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="图片 ALT 与目标词",
        en="Keyword in image alt",
    ),
    message=Text(
        zh="{origin}“{term}”{problem}：{alts} 个图片说明里有 {with} 个含它",
        en="{origin} “{term}” {problem}: {with} of {alts} alt texts hold it",
    ),
    words={
        **ORIGIN,
        "no-alt": Text(zh="不在图片说明里", en="is in no alt text"),
        "same": Text(zh="用同一句说明了多张图", en="is in one alt text of many pictures"),
        "most": Text(zh="几乎在每个图片说明里", en="is in nearly every alt text"),
    },
    why=Text(
        zh="图片搜索和读屏软件靠 alt 知道图里是什么；每张图都写同一个词，就成了堆砌。",
        en="Image search and screen readers know pictures by their alt texts. The same word in each of them is stuffing.",
    ),
    fix=Text(
        zh="编辑：给主图写一句说明，点出商品；其余图片各写各的内容，装饰图留空。",
        en="Editor: name the subject in the alt of the main picture, say of others what they show, and leave ornaments empty.",
    ),
    avoid=Text(
        zh="不要给所有图片套同一个带关键词的 alt。",
        en="Do not give all pictures one alt text with the keyword.",
    ),
    levels=ALL,
    book="4.3.6",
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/appearance/google-images",
    options={"min_images": Option(5, "images"), "max_same": Option(3, "images"), "max_share": Option(0.75, "share")},
    applies=applies(WITHIN),
    sql=found(
        f"alts_with = 0 or {SAME} or ({SHARE})",
        f"'problem', case when alts_with = 0 then 'no-alt' when {SAME} then 'same' else 'most' end, 'with', alts_with, 'alts', alts, 'same', alts_same",
        f"case when alts_with = 0 then 'info' when not ({SAME}) and {NAMES} then {NOTICE} else {WARNING} end",
        within=WITHIN,
    ),
    good=shop(),
    bad=shop(images=IMAGES),
    flags=frozenset({POTS}),
)
