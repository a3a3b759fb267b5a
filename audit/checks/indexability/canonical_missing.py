"""Without a canonical link, an engine guesses which of several addresses of a page is the real one."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1><p>{0}的介绍。</p></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="canonical-missing",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网页没有声明自己的规范网址", en="A page does not say which address is its own"),
    message=Text(zh="没有 rel=canonical（{reason}）", en="no rel=canonical ({reason})"),
    words={
        "parameters": Text(zh="网址带参数", en="its address has parameters"),
        "duplicate": Text(zh="与另一网页内容相同", en="another page has the same content"),
        "plain": Text(zh="网址唯一", en="its address is unique"),
    },
    why=Text(
        zh="同一网页有多个网址（参数、跟踪码、大小写）时，链接和排名信号会分散；规范链接告诉引擎合并到哪一个。引擎只当作提示。网址唯一的网页影响很小。",
        en="When a page has several addresses (parameters, tracking codes), links and ranking signals are split; a canonical link names the one to merge into. Engines take it as a hint. For a unique address it matters little.",
    ),
    fix=Text(
        zh="开发：在模板 <head> 输出指向自身干净网址的 canonical；WordPress 由 SEO 插件输出，店铺平台多为主题自带。",
        en="Developer: let the template print a canonical to the page's own clean address in <head>; SEO plugins and most shop themes do this.",
    ),
    avoid=Text(zh="不要让所有网页都指向首页，分页也不要指向第一页。", en="Do not point all pages to the home page, nor page 2 to page 1."),
    verify=Text(zh="curl -s 网址 | grep canonical。", en="curl -s URL | grep canonical."),
    before="<head><title>乌龙茶 第 2 页</title></head>",
    after='<head><title>乌龙茶 第 2 页</title>\n<link rel="canonical" href="https://shop.example/oolong/?page=2"></head>',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    view="indexable_pages",
    # A duplicate group: byte-identical documents, or the same title in one language over main texts that have the
    # same number of Han characters, Latin words and visible characters. A title alone would accuse different pages.
    sql="""
        with facts as (
            select p.url_id, p.url, p.canonical is not null or q.canonicals > 0 as declared, q.document_hash,
                matching_copy(p.title) as title, lower(substr(p.lang, 1, 2)) as lang,
                p.han_chars, p.latin_words, p.visible_chars
            from temp.indexable_pages p
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = p.url_id
        ),
        grouped as (
            select url_id, url, declared,
                count(*) over (partition by document_hash) > 1 or (
                    title <> '' and visible_chars > 0
                    and count(*) over (partition by title, lang, han_chars, latin_words, visible_chars) > 1
                ) as duplicate
            from facts
        ),
        reasoned as (
            select url_id, case when query_keys(url) > 0 then 'parameters' when duplicate then 'duplicate' else 'plain' end
                as reason
            from grouped where not declared
        )
        select url_id, json_object('reason', reason) as evidence,
            case reason when 'plain' then 'notice' else 'warning' end as severity
        from reasoned
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a?b=1": PAGE.format("红茶", LINK.format("/a?b=1"))}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("/")),
            "/plain": PAGE.format("白茶", ""),
            "/a?page=2": PAGE.format("红茶", ""),
            "/one": PAGE.format("绿茶", ""),
            "/two": PAGE.format("绿茶", ""),
        }
    ),
    flags=frozenset({"/plain", "/a?page=2", "/one", "/two"}),
)  # fmt: skip
