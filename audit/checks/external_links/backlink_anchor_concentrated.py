"""People who link of their own accord use many words; one keyword in most anchors was arranged.

Brand names and bare addresses are left out, as both are natural; anchors must be known of twenty links."""

from audit.backlinks import ENOUGH, applies, backlink_check, found
from audit.example_backlinks import assessed
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Option, Severity
from configs.text import Text

ANCHORS = "(select coalesce(sum(value), 0) from json_each(figures, '$.kinds'))"
PERCENT = "cast(round(100 * (figures ->> '$.top_share')) as integer)"

check = backlink_check(
    id="backlink-anchor-concentrated",
    module=__name__,
    levels=(Severity.NOTICE, Severity.WARNING),
    title=Text(
        zh="外链锚文字集中",
        en="Anchor concentration",
    ),
    message=Text(
        zh="{percent}% 的外链用同一个锚文本“{anchor}”（上限 {limit}%）；锚文本的熵 {entropy} 比特",
        en="{percent}% of the backlinks have one anchor, “{anchor}” (limit {limit}%); anchor entropy {entropy} bits",
    ),
    why=Text(
        zh="自然的链接写法各异。一个关键词占了大半，像是统一布置的，百度绿萝和谷歌的链接规则都针对它。",
        en="Natural links are worded in many ways. One keyword in most of them looks arranged, which link policies of Google and Baidu are about.",
    ),
    fix=Text(
        zh="运营：看 xunlu links backlinks --anchors；自己布置的友链、软文，改用品牌名或文章标题作锚文本。",
        en="Marketing: look at xunlu links backlinks --anchors; where you agreed on the anchor, ask for the brand or the title instead.",
    ),
    avoid=Text(
        zh="不要再用同一个词去稀释；品牌名没认出来时，写进站点的 label。",
        en="Do not dilute it with more bought links. If it is your brand, name it as a label of the site.",
    ),
    applies=applies(f"{ANCHORS} >= {ENOUGH}"),
    options={"notice_share": Option(0.3, "share"), "warning_share": Option(0.6, "share")},
    sql=found(
        f"{ANCHORS} >= {ENOUGH} and figures ->> '$.top_share' > min(:notice_share, :warning_share)",
        f"'percent', {PERCENT}, 'anchor', substr(figures ->> '$.top_anchor', 1, 80), 'entropy', round(figures ->> '$.entropy', 2),"
        " 'limit', cast(round(100 * iif(figures ->> '$.top_share' > :warning_share, :warning_share, :notice_share)) as integer)",
        severity="iif(figures ->> '$.top_share' > :warning_share, 'warning', 'notice')",
    ),
    good=Example(TEAHOUSE, backlinks=assessed(top_share=0.3)),
    bad=Example(TEAHOUSE, backlinks=assessed(top_share=0.7, top_anchor="紫砂壶批发", entropy=1.2)),
)
