"""llms.txt is a proposal that few read; one that is there should at least be what it claims to be."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
GOOD = "# 茶舍\n\n> 明前龙井、普洱与手工紫砂壶的网店，附冲泡和选购指南。\n\n## 指南\n\n- [怎样选壶](https://example.com/guide/pot)：容量、泥料、出水\n"

check = SiteCheck(
    id="ai-llms-txt-format",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    title=Text(zh="llms.txt 的写法不合约定", en="llms.txt is not written as proposed"),
    message=Text(zh="{url}：{fault}（{chars} 个字符）", en="{url}: {fault} ({chars} characters)"),
    words={
        "no-heading": Text(zh="没有一级标题（# 店名）", en="no first-level heading (# name)"),
        "no-link": Text(zh="没有链接", en="no link"),
        "too-short": Text(zh="内容太短", en="too short"),
    },
    why=Text(
        zh="llms.txt 是写给 AI 助手的网站简介，目前只是提议，各大引擎都没有承诺会读。没有它完全不要紧；有了却写错，等于没写。",
        en="llms.txt introduces a site to AI assistants. It is a proposal that no large engine has promised to read. Having none is fine; a malformed one is of no use.",
    ),
    fix=Text(
        zh="编辑：第一行写“# 店名”，接着一句简介，再列几条 Markdown 链接；不想维护就删掉文件。",
        en="Editor: begin with “# name”, then a sentence, then a few Markdown links; or delete the file.",
    ),
    avoid=Text(zh="不要为此花很多时间。", en="Do not spend much time on it."),
    verify=Text(zh="curl 网址/llms.txt。", en="curl URL/llms.txt."),
    before="欢迎光临茶舍",
    after="# 茶舍\n\n> 一句话简介\n\n- [选壶指南](https://shop.example/guide/)",
    matters=Matters.INDIRECT,
    source="https://llmstxt.org/",
    view="run_pages",
    applies="select h.url_id from temp.home_page h join main.probes b on b.run_id = (select run_id from temp.current_run) and b.kind = 'llms' and b.status = 200",
    needs=frozenset({"llms"}),
    options={"min_chars": Option(50, "characters")},
    sql="""
        select h.url_id, json_object('url', b.url, 'chars', length(trim(b.body)), 'fault', case
            when length(trim(b.body)) < :min_chars then 'too-short'
            when not (b.body glob '# ?*' or b.body glob '*' || char(10) || '# ?*') then 'no-heading' else 'no-link' end) as evidence
        from temp.home_page h
        join main.probes b on b.run_id = (select run_id from temp.current_run) and b.kind = 'llms' and b.status = 200
        where length(trim(b.body)) < :min_chars or not (b.body glob '# ?*' or b.body glob '*' || char(10) || '# ?*')
            or b.body not like '%](%'
    """,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE, "/llms.txt": {"html": GOOD}}),
    bad=Example({"/": PAGE, "/llms.txt": {"html": "欢迎光临茶舍，本店经营明前龙井、普洱、白茶与手工紫砂壶，更有冲泡和选购指南，七天无理由退换，多仓发货，顺丰包邮，欢迎选购和咨询。"}}),
    flags=frozenset({"/"}),
)  # fmt: skip
