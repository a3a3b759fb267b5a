"""Far more new links in a week than in the weeks before it: a campaign, news, an attack, or links that were bought.

By the tools' dates of first sight, the last such week of a year; twenty links at least."""

from audit.backlinks import ENOUGH, applies, backlink_check, found
from audit.example_backlinks import assessed, new_links
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Option, Severity
from configs.text import Text

# Variances are compared, as SQLite may lack a square root.
JUMPS = f""", weeks as (
        select w.key as at, w.value ->> '$.day' as day, w.value ->> '$.links' as links, w.value ->> '$.domains' as domains
        from told join json_each(told.figures, '$.weeks') w
    ), usual as (
        select w.at, w.day, w.links, w.domains, avg(b.links) as mean, count(*) as many,
            (sum(b.links * b.links) - sum(b.links) * avg(b.links)) / (count(*) - 1) as variance
        from weeks w join weeks b on b.at between w.at - :weeks and w.at - 1 group by w.at
    ), jumps as (
        select * from usual where many = :weeks and links >= {ENOUGH} and links > :factor * mean and links > mean
            and (links - mean) * (links - mean) > :sd * :sd * variance
        order by at desc limit 1
    )"""

check = backlink_check(
    id="backlink-velocity",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(
        zh="外链增长异常",
        en="Unnatural link growth",
    ),
    message=Text(
        zh="{day} 起的一周新增 {links} 条外链（{domains} 个域名），前 {weeks} 周平均每周 {mean} 条",
        en="{links} new backlinks of {domains} domains in the week of {day}; {mean} a week in the {weeks} weeks before",
    ),
    why=Text(
        zh="突然暴增的链接像是买来的或被人攻击；若没有活动或新闻能解释，引擎可能忽略甚至处罚。",
        en="A sudden rise looks bought, or like an attack. Where no campaign or news explains it engines may ignore or punish it.",
    ),
    fix=Text(
        zh="运营：用 xunlu sql 按 first_seen 查这一周的来源；有活动或报道就记下原因，是购买的就停止。",
        en="Marketing: list the sources of that week by first_seen with xunlu sql. Note the campaign or the news; stop what was bought.",
    ),
    avoid=Text(
        zh="不要急着提交拒绝文件：工具集中发现旧链接也会这样。",
        en="Do not disavow in haste: tools that find old links at once look the same.",
    ),
    applies=applies("json_array_length(figures, '$.weeks') > 8"),
    options={
        "sd": Option(3, "standard deviations"),
        "weeks": Option(8, "weeks"),
        "factor": Option(2, "times the mean"),
    },
    identity=("day",),
    sql=found(
        "1",
        "'day', j.day, 'links', j.links, 'domains', j.domains, 'weeks', :weeks, 'mean', cast(round(j.mean) as integer)",
        joined="join jumps j",
        more=JUMPS,
    ),
    confidence=0.85,
    good=Example(TEAHOUSE, backlinks=assessed()),
    bad=Example(TEAHOUSE, backlinks=assessed(weeks=new_links(*[9, 11] * 4, 400, 10))),
)
