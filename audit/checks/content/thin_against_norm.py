"""A page with less than half the text that pages of its kind have: its description was forgotten, or did not load.

The kind is template, type and language, of products and articles (and types of the configuration): home pages, lists, accounts,
legal and other pages have no usual length, and on a site with flat addresses the contact page shares a template with the
articles. Narrower than the rule in two ways: where the usual length is a few lines, half of it means nothing (80 Han characters,
a word counting as two), and what has 1,000 Han characters or 500 words is not thin, whatever the others have.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>'
LINE = "茶叶产自安溪感德，清香型，适合日常冲泡。"


def site(path: str, short: str, usual: int = 10) -> dict[str, str]:
    """A dozen pages below ``path`` of about ``usual`` lines, and one with ``short``."""
    found = {
        f"{path}{number}.html": PAGE.format(f"茶 {number}", LINE * (usual + number % 3)) for number in range(1, 13)
    }
    return found | {f"{path}13.html": PAGE.format("茶 13", short)}


check = SiteCheck(
    id="thin-against-norm",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="正文远比同类网页少", en="A page has far less text than others of its kind"),
    message=Text(
        zh="正文 {length} {unit}，{pages} 个同类网页（{template}）的中位数是 {median}",
        en="{length} {unit} of main text; the median of {pages} pages of its kind ({template}) is {median}",
    ),
    words={"han": Text(zh="个汉字", en="Han characters"), "latin": Text(zh="个词", en="words")},
    why=Text(
        zh="别的商品、文章都写全了，唯独这一页很短，多半是忘了填，或内容没加载出来。访客拿不到同样的信息。字数本身不是排名因素。",
        en="All others of its kind are complete, this one is short: mostly somebody forgot it, or part of it did not load. Word count is no ranking factor; visitors lack what they find elsewhere.",
    ),
    fix=Text(
        zh="编辑：对照同类网页，补上缺的介绍、规格或用法；已停售的商品写明替代品。开发：内容靠脚本加载的，改为直接输出在 HTML 里。",
        en="Editor: compare with pages of the kind and add the description, sizes or use that are missing. Developer: print in HTML what is loaded by scripts.",
    ),
    avoid=Text(zh="不要复制别的商品的介绍来凑。", en="Do not copy the text of another product."),
    verify=Text(zh="重新抓取后，xunlu audit --select thin-against-norm。", en="After a new crawl: xunlu audit --select thin-against-norm."),
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where page_type not in ('home', 'category', 'account', 'legal', 'other')",
    confidence=0.85,
    options={
        "band_share": Option(0.5, "of the median, by which lengths may differ, 0-1"),
        "low_share": Option(0.5, "of the median, 0-1"),
        "min_pages": Option(10, "pages of a kind"),
        "min_share": Option(0.7, "share of the pages within the band, 0-1"),
    },
    # Han characters, a word counting as two, or words, two Han characters counting as one: by the script of each page.
    sql="""
        with measured as materialized (
            select url_id, template, page_type, lower(substr(lang, 1, 2)) as tongue,
                iif(han_chars > 2 * latin_words, 'han', 'latin') as unit,
                iif(han_chars > 2 * latin_words, han_chars + 2 * latin_words, latin_words + han_chars / 2) as length
            from temp.indexable_pages
            where page_type not in ('home', 'category', 'account', 'legal', 'other') and template is not null
                and not later_page(url) and not private_path(url) and not listing_path(url)
        ),
        ranked as materialized (
            select *, count(*) over kind as pages, row_number() over (
                partition by template, page_type, tongue, unit order by length) as place
            from measured window kind as (partition by template, page_type, tongue, unit)
        ),
        medians as materialized (
            select template, page_type, tongue, unit, pages, avg(length) as median from ranked
            where pages >= :min_pages and place in ((pages + 1) / 2, pages / 2 + 1) group by template, page_type, tongue, unit
        ),
        norms as materialized (
            select m.* from medians m
            join measured p on p.template = m.template and p.page_type = m.page_type and p.tongue = m.tongue and p.unit = m.unit
            where m.median >= iif(m.unit = 'han', 80, 40) group by m.template, m.page_type, m.tongue, m.unit
            having sum(abs(p.length - m.median) <= :band_share * m.median) >= :min_share * m.pages
        )
        select p.url_id, json_object('length', p.length, 'unit', p.unit, 'median', cast(round(m.median) as integer), 'pages', m.pages,
            'template', m.template) as evidence
        from norms m join measured p
            on p.template = m.template and p.page_type = m.page_type and p.tongue = m.tongue and p.unit = m.unit
        where p.length < :low_share * m.median and p.length < iif(p.unit = 'han', 1000, 500)
    """,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", "欢迎。"), **site("/p/", LINE * 7), **site("/docs/", "短。"), **site("/product/", LINE, 2), **site("/blog/", LINE * 60, 150)}),
    bad=Example({"/": PAGE.format("茶舍", "欢迎。"), **site("/product/", LINE * 2), **site("/blog/", "敬请期待。")}),
    flags=frozenset({"/product/13.html", "/blog/13.html"}),
)  # fmt: skip
