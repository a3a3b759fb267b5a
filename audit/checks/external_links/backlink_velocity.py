"""Far more new links in a week than in the weeks before it: a campaign, news, an attack, or links that were bought.

By the tools' dates of first sight, the last such week of a year; twenty links at least."""

from audit.backlinks import ENOUGH, applies, found
from audit.example_backlinks import PAGES, assessed, new_links
from audit.registry import Example, Matters, Option, Severity, SiteCheck
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

check = SiteCheck(
    id="backlink-velocity",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    tier="import",
    book="4.3.7",
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
    verify=Text(
        zh="导入新的外链表（xunlu import backlinks），再看 xunlu links backlinks。",
        en="Import a new table (xunlu import backlinks), then look at xunlu links backlinks.",
    ),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    view="run_pages",
    applies=applies("json_array_length(figures, '$.weeks') > 8"),
    needs=frozenset({"backlinks"}),
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
    effort_hours=4.0,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(PAGES, backlinks=assessed()),
    bad=Example(PAGES, backlinks=assessed(weeks=new_links(*[9, 11] * 4, 400, 10))),
    flags=frozenset({"/"}),
)
